//! Tiles that are about contacts in a journey about accounts, and the reverse.

use crate::document::Document;
use crate::phrase::{Arg, Phrase};
use crate::problem::Problem;
use crate::settings::EntityTarget;

pub(super) fn check(document: &Document, found: &mut Vec<Problem>) {
    let target = EntityTarget::of(document.settings()).stored();
    for tile in document.tiles() {
        if let Some(own) = tile.entity_target().filter(|own| !own.eq_ignore_ascii_case(target)) {
            let text = "The target of this tile is {0}, that of the journey {1}.";
            let phrase = Phrase::of(text, [Arg::Text(own.to_owned()), Arg::Text(target.to_owned())]);
            found.push(Problem::warning("target-differs", phrase).on(tile.key()).field("EntityTarget"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::fixture::found;
    use record::{Settings, Value};

    #[test]
    fn tiles_agree_with_the_journey() {
        let definition = include_str!("../../tests/data/workflow-create-sample.json");
        let mut settings = Settings::new();
        assert_eq!(found(&Document::read(definition, "", settings.clone()), check), "");
        settings.set("msdyncrm_entitytarget", Value::Number(1));
        let expected = "target-differs 01_0 EntityTarget\ntarget-differs 01_0_2 EntityTarget";
        assert_eq!(found(&Document::read(definition, "", settings), check), expected);
    }
}
