//! What stands behind and within what (`reference/journeys.md 3.2, 4.11`): the rules of editing, held against what is stored.

use crate::document::Document;
use crate::kind::Kind;
use crate::problem::Problem;
use crate::rules;
use crate::tile::Tile;

pub(super) fn check(document: &Document, found: &mut Vec<Problem>) {
    for tile in document.tiles() {
        if let Some(parent) = document.stem(tile.key()).and_then(|parent| document.tile(parent)) {
            behind(&parent, &tile, found);
        }
        if tile.kind() == Kind::Root || tile.kind() == Kind::Other {
            continue;
        }
        for (index, item) in tile.items().iter().enumerate().skip(1) {
            // Items of unknown types are the product's own business.
            if item.kind() != Kind::Other
                && let Err(refusal) = rules::nest(tile.kind(), item.kind())
            {
                found.push(Problem::error("item-misplaced", refusal.reason).on(tile.key()).item(index));
            }
        }
    }
}

fn behind(parent: &Tile<'_>, tile: &Tile<'_>, found: &mut Vec<Problem>) {
    let Err(refusal) = rules::follow(parent.kind(), tile.branch(), tile.kind()) else { return };
    let field = matches!(refusal.code, "branch-needed" | "no-such-branch").then_some("ParentRelationshipType");
    let is_custom = tile.kind() == Kind::Other;
    let problem = match (refusal.code, is_custom) {
        // Custom tiles may have uses that nobody published.
        (code, true) => Problem::warning(code, refusal.reason),
        (code, false) => Problem::error(code, refusal.reason),
    };
    let problem = problem.on(tile.key());
    found.push(match field {
        Some(field) => problem.field(field),
        None => problem,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::fixture::{found, journey};

    #[test]
    fn misplaced_tiles_are_told() {
        for (outline, expected) in [
            ("Segment\n Email\n  Trigger\n   Email Yes\n   empty No", ""),
            ("Email", "audience-first t1"),
            ("Segment\n Segment", "audience-only-first t2"),
            ("Segment\n Trigger\n  Email", "branch-needed t3 ParentRelationshipType"),
            ("Segment\n Email Yes", "no-such-branch t2 ParentRelationshipType"),
            ("Segment\n Event", "event-after-audience t2"),
            ("Segment\n Splitter\n  Email", "nesting t3"),
            ("Segment\n SplitterBranch", "nesting t2"),
            ("Segment\n Trigger\n  empty No\n   Email", "placeholder t4"),
        ] {
            assert_eq!(found(&journey(outline), check), expected, "{outline}");
        }
    }

    #[test]
    fn misplaced_items_are_told() {
        assert_eq!(found(&journey("Segment\n + SegmentItem\n Email\n  + Event\n  + Whatever"), check), "");
        assert_eq!(found(&journey("Segment\n + Event"), check), "item-misplaced t1/1");
        assert_eq!(found(&journey("Segment\n Scheduler\n  + Event"), check), "item-misplaced t2/1");
    }

    #[test]
    fn custom_tiles_are_only_warned_about() {
        let mut problems = Vec::new();
        check(&journey("Custom_a_b"), &mut problems);
        assert_eq!(problems[0].severity, crate::Severity::Warning);
    }
}
