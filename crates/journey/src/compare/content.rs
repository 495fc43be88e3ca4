//! What differs between two states of one tile.

use std::collections::{HashMap, HashSet};

use super::pairs::{Matching, items};
use super::{Difference, MemberChange};
use crate::activity::members;
use crate::item::Item;
use crate::json::Json;
use crate::tile::Tile;

/// Members that place a tile: where it hangs is told as a move.
pub(crate) const PLACING: &[&str] =
    &["ActivityId", "ParentActivityId", "ParentBranchId", "ParentRelationshipType", "Properties"];

pub(super) fn differences(before: &Tile<'_>, after: &Tile<'_>) -> Vec<Difference> {
    if before.text() == after.text() {
        return Vec::new();
    }
    let mut found = Vec::new();
    objects(&own_members(before.text()), &own_members(after.text()), None, &mut found);
    let matching = items(before.items(), after.items());
    for (index, partner) in matching.forward.iter().enumerate() {
        match partner {
            None => found.push(Difference::ItemRemoved { item: index }),
            Some(partner) => {
                let (was, is) = (&before.items()[index], &after.items()[*partner]);
                if was.text() != is.text() {
                    objects(&item_members(was), &item_members(is), Some((index, *partner)), &mut found);
                }
            }
        }
    }
    let added = matching.backward.iter().enumerate().filter(|(_, partner)| partner.is_none());
    found.extend(added.map(|(item, _)| Difference::ItemAdded { item }));
    found.extend(moved(&matching));
    found
}

/// The members of the activity itself that do not place it, those of `Properties` as `Properties.name`.
pub(crate) fn own_members(text: &str) -> Vec<(String, Json)> {
    let mut own = Vec::new();
    for (name, value) in members(text) {
        match (name.as_str(), value) {
            ("Properties", Json::Object(properties)) => {
                let others =
                    properties.into_iter().filter(|(name, value)| name != "Items" || !matches!(value, Json::List(_)));
                own.extend(others.map(|(name, value)| (format!("Properties.{name}"), value)));
            }
            (name, _) if PLACING.contains(&name) => {}
            (_, value) => own.push((name, value)),
        }
    }
    own
}

/// An item's number only names it.
fn item_members(item: &Item) -> Vec<(String, Json)> {
    item.members().filter(|(name, _)| name != "ActivityItemId").collect()
}

fn objects(
    before: &[(String, Json)],
    after: &[(String, Json)],
    items: Option<(usize, usize)>,
    found: &mut Vec<Difference>,
) {
    let last: HashMap<&str, &Json> = after.iter().map(|(name, value)| (name.as_str(), value)).collect();
    let first: HashMap<&str, &Json> = before.iter().map(|(name, value)| (name.as_str(), value)).collect();
    let mut tell = |name: &str, was: Option<&Json>, is: Option<&Json>| {
        found.push(Difference::Member(MemberChange {
            items,
            member: name.to_owned(),
            before: was.cloned(),
            after: is.cloned(),
        }));
    };
    // A repeated name is told once.
    let mut told = HashSet::new();
    for (name, _) in before.iter().chain(after) {
        let (was, is) = (first.get(name.as_str()).copied(), last.get(name.as_str()).copied());
        if was != is && told.insert(name) {
            tell(name, was, is);
        }
    }
}

/// Nested items that stand in another order: each that comes before one it stood behind.
fn moved(matching: &Matching) -> Vec<Difference> {
    let kept: Vec<(usize, usize)> =
        matching.backward.iter().enumerate().filter_map(|(after, before)| Some(((*before)?, after))).collect();
    let mut found = Vec::new();
    let mut least = usize::MAX;
    for (before, after) in kept.into_iter().rev() {
        if before > least {
            found.push(Difference::ItemMoved { before, after });
        }
        least = least.min(before);
    }
    found
}
