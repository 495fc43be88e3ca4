//! Writes new activities compactly, members in the order of the product's samples.

use std::collections::HashMap;

use super::{NewItem, NewTile};
use crate::json::Json;
use crate::kind::{Branch, Kind};

/// Members that every item has (`reference/journeys.md 3.1`).
pub(super) const COMMON: &[&str] =
    &["ItemId", "ActivityTypeId", "Title", "IsNameSystemDefined", "Name", "ActivityItemId"];

/// Members of an activity that place it, or that are written by themselves.
pub(super) const TREE: &[&str] =
    &["ActivityTypeId", "ParentActivityId", "ParentBranchId", "ParentRelationshipType", "ActivityId", "Properties"];

/// Where a new activity hangs.
pub(crate) struct Stem<'a> {
    pub parent_id: &'a str,
    pub branch: &'a Branch,
    pub number: i64,
    /// `EntityTarget` of a tile that is no copy.
    pub target: &'a str,
}

/// Gives out item numbers and remembers which number a copied item had.
pub(crate) struct Ids<'a> {
    pub next_item: &'a mut dyn FnMut() -> i64,
    pub renumbered: HashMap<i64, i64>,
}

/// The source of a new activity.
pub(crate) fn tile_text(tile: &NewTile, id: &str, stem: &Stem<'_>, ids: &mut Ids<'_>) -> String {
    let has_items = tile.copied.as_ref().is_none_or(|copied| copied.has_items);
    let header = has_items.then(|| tile.header_item());
    let items: Vec<_> = header.iter().chain(&tile.nested).map(|item| item_json(item, ids)).collect();
    let mut properties = vec![("Items".to_owned(), Json::List(items))];
    let rest = match &tile.copied {
        Some(copied) => {
            properties.extend(copied.properties.iter().cloned());
            copied.members.clone()
        }
        None => vec![("EntityTarget".to_owned(), Json::text(stem.target))],
    };
    let mut members = placed(&tile.type_id, id, stem);
    members.push(("Properties".to_owned(), Json::Object(properties)));
    members.extend(rest);
    Json::Object(members).to_string()
}

/// The source of the placeholder of an unused branch (`reference/journeys.md 3.2`).
pub(crate) fn placeholder_text(id: &str, stem: &Stem<'_>) -> String {
    let mut members = placed(Kind::Empty.type_id(), id, stem);
    let items = ("Items".to_owned(), Json::List(Vec::new()));
    members.push(("Properties".to_owned(), Json::Object(vec![items])));
    Json::Object(members).to_string()
}

/// The source of a new item.
pub(crate) fn item_text(item: &NewItem, ids: &mut Ids<'_>) -> String {
    item_json(item, ids).to_string()
}

fn placed(type_id: &str, id: &str, stem: &Stem<'_>) -> Vec<(String, Json)> {
    vec![
        ("ActivityTypeId".to_owned(), Json::text(type_id)),
        ("ParentActivityId".to_owned(), Json::text(stem.parent_id)),
        ("ParentBranchId".to_owned(), Json::number(stem.number)),
        ("ParentRelationshipType".to_owned(), Json::text(stem.branch.stored())),
        ("ActivityId".to_owned(), Json::text(id)),
    ]
}

fn item_json(item: &NewItem, ids: &mut Ids<'_>) -> Json {
    let number = (ids.next_item)();
    if let Some(copied) = item.copied_number {
        ids.renumbered.insert(copied, number);
    }
    let record = item.record.as_ref().map_or(Json::Null, |record| Json::Text(record.stored_id()));
    let mut members = vec![
        ("ItemId".to_owned(), record),
        ("ActivityTypeId".to_owned(), Json::text(item.type_id.as_str())),
        ("Title".to_owned(), Json::text("Undefined")),
    ];
    if let Some(flag) = item.is_name_system_defined {
        members.push(("IsNameSystemDefined".to_owned(), Json::Bool(flag)));
    }
    members.push(("Name".to_owned(), Json::text(item.name.as_str())));
    members.push(("ActivityItemId".to_owned(), Json::number(number)));
    let extra = item.record.iter().flat_map(|record| &record.extra);
    for (name, value) in item.members.iter().chain(extra) {
        match members.iter_mut().find(|(own, _)| own == name) {
            Some(member) if !COMMON.contains(&name.as_str()) => member.1 = value.clone(),
            Some(_) => {}
            None => members.push((name.clone(), follow_sources(name, value, ids))),
        }
    }
    Json::Object(members)
}

/// Conditions of a copied path name the copies of their sources. Sources stand before their triggers, so they are numbered already.
fn follow_sources(name: &str, value: &Json, ids: &Ids<'_>) -> Json {
    let (Json::List(conditions), "ConditionExpressions") = (value, name) else { return value.clone() };
    let follow = |(name, value): &(String, Json)| {
        let renumbered = value.as_integer().and_then(|number| ids.renumbered.get(&number));
        let value = match (name.as_str(), value, renumbered) {
            ("SourceActivityItemId", Json::Text(_), Some(number)) => Json::text(number.to_string()),
            ("SourceActivityItemId", _, Some(number)) => Json::number(*number),
            _ => value.clone(),
        };
        (name.clone(), value)
    };
    let conditions = conditions.iter().map(|condition| match condition {
        Json::Object(members) => Json::Object(members.iter().map(follow).collect()),
        other => other.clone(),
    });
    Json::List(conditions.collect())
}
