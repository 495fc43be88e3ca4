//! Waits that the journey's end cuts off.

use crate::document::Document;
use crate::item::Item;
use crate::json::Json;
use crate::kind::Kind;
use crate::moment::Moment;
use crate::phrase::{Arg, Phrase};
use crate::problem::Problem;
use crate::reading::Reading;
use crate::times::{timeout, wait};

pub(super) fn check(document: &Document, found: &mut Vec<Problem>) {
    let moment = |column| document.settings().text(column).and_then(Moment::parse);
    let (Some(start), Some(end)) = (moment("msdyncrm_startdatetime"), moment("msdyncrm_enddatetime")) else { return };
    let length = end.since(start);
    if length <= 0 {
        return;
    }
    let mut waited = vec![0_i64; document.slots()];
    for key in Reading::of(document).order {
        let before = document.parent(key).map_or(0, |parent| waited[parent.slot()]);
        let own = document.tile(key).and_then(|tile| tile.header().and_then(longest)).unwrap_or(0);
        let after = before.saturating_add(own);
        waited[key.slot()] = after;
        if before <= length && after > length {
            let text = "Waits on the way add up to {0} here, longer than the journey lasts ({1}). Contacts will not get past this tile.";
            let phrase = Phrase::of(text, [Arg::Minutes(after), Arg::Minutes(length)]);
            found.push(Problem::warning("wait-beyond-end", phrase).on(key).item(0));
        }
    }
}

/// Minutes that a contact may spend at a tile. Of a trigger this is the timeout, which only those who do not answer wait for.
fn longest(item: &Item) -> Option<i64> {
    match item.kind() {
        Kind::Trigger => timeout(item),
        Kind::Scheduler if item.member("OffsetType") == Some(Json::text("Duration")) => wait(item)?.max,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::fixture::{found, with};
    use record::Value;

    #[test]
    fn the_tile_that_crosses_the_end_is_told_once() {
        let outline = r#"Segment
 Trigger TimeoutValue=20 TimeoutUnit="Day"
  Scheduler Yes OffsetType="Duration" ScheduledDurationUnit="Day" ScheduledDurationValue=9
   Scheduler OffsetType="Duration" ScheduledDurationUnit="Minute" ScheduledDurationValue=1441
    Scheduler OffsetType="Duration" ScheduledDurationUnit="Day" ScheduledDurationValue=9
  Scheduler No OffsetType="Other" ScheduledDurationUnit="Day" ScheduledDurationValue=99"#;
        let settings = |end: &str| {
            [
                ("msdyncrm_startdatetime", Value::Moment("2019-02-01T00:00:00Z".to_owned())),
                ("msdyncrm_enddatetime", Value::Moment(end.to_owned())),
            ]
        };
        assert_eq!(found(&with(outline, &settings("2019-03-03T00:00:00Z")), check), "wait-beyond-end t4/0");
        assert_eq!(found(&with(outline, &settings("2020-03-03T00:00:00Z")), check), "");
        assert_eq!(found(&with(outline, &[]), check), "");
    }
}
