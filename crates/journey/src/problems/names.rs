//! Tiles that nobody could tell apart.

use crate::document::Document;
use crate::kind::Kind;
use crate::problem::Problem;

pub(super) fn check(document: &Document, found: &mut Vec<Problem>) {
    for tile in document.tiles().filter(|tile| !matches!(tile.kind(), Kind::Root | Kind::Empty)) {
        for (index, item) in tile.items().iter().enumerate() {
            if item.display_name().trim().is_empty() {
                let problem = Problem::warning("tile-without-name", "This has no name. Give it one to tell it apart.");
                found.push(problem.on(tile.key()).item(index).field("Name"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::fixture::{found, journey};

    #[test]
    fn an_emptied_name_is_told() {
        assert_eq!(found(&journey("Segment\n Email"), check), "");
        let outline = "Segment\n + SegmentItem Name=\"\"\n Email Name=\"\"";
        assert_eq!(found(&journey(outline), check), "tile-without-name t1/1 Name\ntile-without-name t2/0 Name");
        let named = "Segment\n + SegmentItem Name=\"\" SegmentDisplayName=\"x\"";
        assert_eq!(found(&journey(named), check), "");
    }
}
