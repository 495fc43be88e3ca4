//! One root, unique ids, parents that exist, no cycle, a text that fits.

use std::collections::HashSet;

use crate::document::Document;
use crate::editor::MAX_DEFINITION;
use crate::kind::Kind;
use crate::phrase::{Arg, Phrase};
use crate::problem::Problem;

/// Above this a journey is said to be big. Microsoft warns that too many tiles can overload the service and gives no number
/// (`reference/journeys.md 5.3`); this one is ours.
const MANY_TILES: usize = 200;

pub(super) fn check(document: &Document, found: &mut Vec<Problem>) {
    if document.units() > MAX_DEFINITION {
        let text = "The design has {0} characters; at most {1} can be stored.";
        let message = Phrase::of(text, [Arg::number(document.units()), Arg::number(MAX_DEFINITION)]);
        found.push(Problem::error("definition-too-long", message).field("msdyncrm_workflowdefinition"));
    }
    if !document.is_editable() {
        // What is shown are remains; their gaps say nothing about the journey.
        return;
    }
    roots(document, found);
    ids(document, found);
    links(document, found);
    let tiles = document.tiles().filter(|tile| !matches!(tile.kind(), Kind::Root | Kind::Empty)).count();
    if tiles > MANY_TILES {
        let text = "This journey has {0} tiles. Very big journeys can overload the service; a splitter relieves it.";
        let message = Phrase::of(text, [Arg::number(tiles)]);
        found.push(Problem::warning("many-tiles", message));
    }
}

fn roots(document: &Document, found: &mut Vec<Problem>) {
    let roots: Vec<_> = document.tiles().filter(|tile| tile.kind() == Kind::Root).collect();
    match roots.as_slice() {
        [] => found.push(Problem::error(
            "root-missing",
            "The design has no root. The first swimlane that is added brings one.",
        )),
        [_] => {}
        [_, others @ ..] => {
            for root in others {
                let message =
                    "The design has more than one root. The tiles behind this one are not part of the journey.";
                found.push(Problem::error("root-repeated", message).on(root.key()));
            }
        }
    }
}

fn ids(document: &Document, found: &mut Vec<Problem>) {
    let (mut ids, mut numbers) = (HashSet::new(), HashSet::new());
    for tile in document.tiles() {
        let id = tile.activity_id();
        if !tile.is_object() {
            found.push(Problem::error("not-a-tile", "This entry of the design is not a tile.").on(tile.key()));
        } else if id.is_empty() {
            found.push(Problem::error("id-missing", "This tile has no id.").on(tile.key()).field("ActivityId"));
        } else if !ids.insert(id) {
            let text = "Another tile has the same id ({0}). What follows is shown behind the first of them.";
            let message = Phrase::of(text, [Arg::Text(id.to_owned())]);
            found.push(Problem::error("id-repeated", message).on(tile.key()).field("ActivityId"));
        }
        for (index, item) in tile.items().iter().enumerate() {
            if let Some(number) = item.number().filter(|number| !numbers.insert(*number)) {
                let text = "Another item has the same number ({0}), by which triggers name it.";
                let message = Phrase::of(text, [Arg::number(number)]);
                found.push(
                    Problem::error("item-number-repeated", message).on(tile.key()).item(index).field("ActivityItemId"),
                );
            }
        }
    }
}

/// Lanes that do not hang on the root: tiles without a parent, and the one of each cycle where it was cut.
fn links(document: &Document, found: &mut Vec<Problem>) {
    let count = document.root().map_or(0, |root| document.children(root).len());
    for key in &document.lanes()[count..] {
        let Some(tile) = document.tile(*key).filter(|tile| tile.kind() != Kind::Root) else { continue };
        let title = crate::compare::words::title(document, *key);
        let problem = match tile.parent_id() {
            Some(id) if document.find(id).is_some() => {
                Problem::error("cycle", Phrase::of("{0} follows itself: its path leads back to it.", [title]))
            }
            Some(id) => {
                let text = "{0} follows a tile that does not exist ({1}).";
                Problem::error("parent-missing", Phrase::of(text, [title, Arg::Text(id.to_owned())]))
            }
            None => Problem::error("parent-missing", Phrase::of("{0} is not connected to any tile.", [title])),
        };
        found.push(problem.on(*key).field("ParentActivityId"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::fixture::found;
    use record::Settings;

    /// `id<parent` per tile; `root` is the root. All items have numbers of their own unless `id<parent#n` says one.
    fn problems(tiles: &str) -> String {
        let tiles: Vec<_> = tiles
            .split_whitespace()
            .map(|word| {
                let (word, number) = word.split_once('#').unwrap_or((word, ""));
                let items = if number.is_empty() { String::new() } else { format!("{{\"ActivityItemId\":{number}}}") };
                let (id, parent) = word
                    .split_once('<')
                    .map_or((word, String::new()), |(id, parent)| (id, format!("\"ParentActivityId\":\"{parent}\",")));
                let kind = if id.starts_with("root") { "bpf_root" } else { "Email" };
                format!(
                    r#"{{"ActivityId":"{id}",{parent}"ActivityTypeId":"{kind}","Properties":{{"Items":[{items}]}}}}"#
                )
            })
            .collect();
        found(&Document::read(&format!("[{}]", tiles.join(",")), "", Settings::new()), check)
    }

    #[test]
    fn a_sound_tree_is_no_problem() {
        assert_eq!(problems("root a<root#1 b<a#2 c<a#3"), "");
    }

    #[test]
    fn each_fault_is_told_where_it_is() {
        assert_eq!(problems(""), "root-missing");
        assert_eq!(problems("root root2"), "root-repeated root2");
        assert_eq!(problems("root a<root a<root"), "id-repeated a ActivityId");
        assert_eq!(problems("root a<root#1 b<a#1"), "item-number-repeated b/0 ActivityItemId");
        assert_eq!(problems("root a<nobody"), "parent-missing a ParentActivityId");
        assert_eq!(problems("root a"), "parent-missing a ParentActivityId");
        assert_eq!(problems("root a<a"), "cycle a ParentActivityId");
        assert_eq!(problems("root d<c a<c b<a c<b"), "cycle a ParentActivityId");
        let odd = Document::read(r#"[{"ActivityTypeId":"bpf_root","ActivityId":"01"},7,{}]"#, "", Settings::new());
        assert_eq!(
            found(&odd, check),
            "not-a-tile \nid-missing  ActivityId\nparent-missing  ParentActivityId\nparent-missing  ParentActivityId"
        );
    }

    #[test]
    fn broken_text_is_one_problem() {
        let document =
            Document::read("[{\"ActivityId\":\"a\",\n \"ActivityTypeId\":\"Email\"},\n {x]", "", Settings::new());
        assert_eq!(found(&document, check), "");
        assert_eq!(document.len(), 1);
        let places: Vec<_> = document.read_problems().iter().map(|problem| (problem.code, problem.place)).collect();
        assert_eq!(places, [("definition-unreadable", Some((3, 3)))]);
    }
}
