//! Members that are named one by one: `msdynmkt_ListGroupMembers`, `msdynmkt_AddStaticMembers`, `msdynmkt_RemoveStaticMembers`
//! (payloads.json `rt-list-group`, `rt-add-static`, `rt-remove-static`).

use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::{
    actions::{SEGMENT_ID, definition},
    object,
};
use crate::{
    ApiError, Transaction,
    api::{Call, Handler, Kind, Operation, Parameter},
    segments::{self, members},
};

const GROUP_ID: Parameter = Parameter { name: "GroupId", edm: "Edm.String", required: true };
const ENTITY_IDS: Parameter = Parameter { name: "EntityIds", edm: "Collection(Edm.String)", required: true };
const PAGE_NO: Parameter = Parameter { name: "PageNo", edm: "Edm.Int32", required: true };
const PAGE_SIZE: Parameter = Parameter { name: "PageSize", edm: "Edm.Int32", required: true };

// The documented limits (reference/segments.md 8.2).
const MOST_IDS: usize = 1_000;
const MOST_MEMBERS: i64 = 200_000;
const MOST_GROUPS: usize = 10;

const fn action(name: &'static str, parameters: &'static [Parameter], handler: Handler) -> Operation {
    Operation { name, kind: Kind::Action, bound: None, parameters, handler }
}

/// A page of a group's members.
pub const LIST: Operation = action("msdynmkt_ListGroupMembers", &[SEGMENT_ID, GROUP_ID, PAGE_NO, PAGE_SIZE], list);
/// Adds members to a group. Its answer is not documented: 204 here.
pub const ADD: Operation = action("msdynmkt_AddStaticMembers", &[SEGMENT_ID, GROUP_ID, ENTITY_IDS], add);
/// Removes members from a group. Its answer is not documented: 204 here.
pub const REMOVE: Operation = action("msdynmkt_RemoveStaticMembers", &[SEGMENT_ID, GROUP_ID, ENTITY_IDS], remove);

/// Where the member store keeps the group that a call is about.
fn group(transaction: &Transaction, call: &Call) -> Result<String, ApiError> {
    let row = definition(transaction, call)?;
    let text = call.text(GROUP_ID.name).unwrap_or_default();
    let groups = segments::groups(&row);
    if groups.len() > MOST_GROUPS {
        return Err(ApiError::refused(format!("A segment has at most {MOST_GROUPS} groups.")));
    }
    let known = groups.iter().find(|group| Uuid::parse_str(text).is_ok_and(|id| id == group.id));
    let group = known.ok_or_else(|| ApiError::argument(format!("The segment has no group '{text}'.")))?;
    Ok(segments::group_list(row.id, group.id))
}

fn entity_ids(call: &Call) -> Result<Vec<Uuid>, ApiError> {
    let ids = call.parameters.get(ENTITY_IDS.name).and_then(Json::as_array);
    let ids = ids.ok_or_else(|| ApiError::argument("EntityIds is no list."))?;
    if ids.len() > MOST_IDS {
        return Err(ApiError::refused(format!("At most {MOST_IDS} ids are taken in one call.")));
    }
    let read = |id: &Json| {
        let read = id.as_str().and_then(|id| Uuid::parse_str(id).ok());
        read.ok_or_else(|| ApiError::argument(format!("{id} is no id of a record.")))
    };
    ids.iter().map(read).collect()
}

fn add(transaction: &mut Transaction, call: &Call) -> Result<Option<Map<String, Json>>, ApiError> {
    let (group, ids) = (group(transaction, call)?, entity_ids(call)?);
    members::add(transaction, &group, &ids)?;
    if members::count(transaction, &group)? > MOST_MEMBERS {
        return Err(ApiError::refused(format!("A group has at most {MOST_MEMBERS} members.")));
    }
    Ok(None)
}

fn remove(transaction: &mut Transaction, call: &Call) -> Result<Option<Map<String, Json>>, ApiError> {
    let (group, ids) = (group(transaction, call)?, entity_ids(call)?);
    members::remove(transaction, &group, &ids)?;
    Ok(None)
}

fn list(transaction: &mut Transaction, call: &Call) -> Result<Option<Map<String, Json>>, ApiError> {
    let group = group(transaction, call)?;
    let number = |parameter: &Parameter| {
        let number = call.parameters.get(parameter.name).and_then(Json::as_u64).filter(|number| *number >= 1);
        number.ok_or_else(|| ApiError::argument(format!("{} is a whole number from 1.", parameter.name)))
    };
    let (page, size) = (number(&PAGE_NO)?, number(&PAGE_SIZE)?);
    let from = usize::try_from((page - 1).saturating_mul(size)).unwrap_or(usize::MAX);
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let found = members::of(transaction, &group)?;
    let page: Vec<&Uuid> = found.iter().skip(from).take(size).collect();
    let response = json!({"entityIds": page, "additionalProperties": {}});
    Ok(Some(object(json!({"Response": response.to_string()}))))
}
