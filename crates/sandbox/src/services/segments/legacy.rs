//! The four actions of January to November 2019 (reference/segments.md 5), superseded by `msdyncrm_SegmentMembersUpdate`.
//!
//! As documented then: contacts only, all ids must exist or the whole call is refused, and the change is made later. What they
//! answered is not known: 204 here.

use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::membership::{self, Change, contacts, enter, read_id, read_ids};
use crate::{
    ApiError, Transaction,
    api::{Call, Handler, Kind, Operation, Parameter},
};

const SEGMENT: Parameter = Parameter { name: "msdyncrm_segmentid", edm: "Edm.String", required: true };
const ONE: Parameter = Parameter { name: "msdyncrm_segmentmemberid", edm: "Edm.String", required: true };
const MANY: Parameter = Parameter { name: "msdyncrm_segmentmemberids", edm: "Edm.String", required: true };
/// So many contacts at a time.
const MOST: usize = 10_000;

const fn action(name: &'static str, parameters: &'static [Parameter], handler: Handler) -> Operation {
    Operation { name, kind: Kind::Action, bound: None, parameters, handler }
}

/// Adds a contact.
pub const INCLUDE_ONE: Operation = action("msdyncrm_IncludeMemberInSegment", &[SEGMENT, ONE], |transaction, call| {
    change_members(transaction, call, Change::AddByIds)
});
/// Adds contacts.
pub const INCLUDE_MANY: Operation =
    action("msdyncrm_IncludeMembersInSegment", &[SEGMENT, MANY], |transaction, call| {
        change_members(transaction, call, Change::AddByIds)
    });
/// Removes a contact.
pub const EXCLUDE_ONE: Operation = action("msdyncrm_ExcludeMemberFromSegment", &[SEGMENT, ONE], |transaction, call| {
    change_members(transaction, call, Change::RemoveByIds)
});
/// Removes contacts.
pub const EXCLUDE_MANY: Operation =
    action("msdyncrm_ExcludeMembersFromSegment", &[SEGMENT, MANY], |transaction, call| {
        change_members(transaction, call, Change::RemoveByIds)
    });

fn change_members(
    transaction: &mut Transaction,
    call: &Call,
    change: Change,
) -> Result<Option<Map<String, Json>>, ApiError> {
    let segment = membership::segment(transaction, call)?;
    let ids: Vec<Uuid> = match (call.text(ONE.name), call.text(MANY.name)) {
        (Some(one), _) => {
            vec![read_id(one).ok_or_else(|| ApiError::argument(format!("'{one}' is no id of a contact.")))?]
        }
        (None, many) => read_ids(many.unwrap_or("[]"))?,
    };
    if ids.len() > MOST {
        return Err(ApiError::refused(format!("At most {MOST} members can be changed at a time.")));
    }
    let known = contacts(transaction, ids.iter().copied())?;
    if let Some(unknown) = ids.iter().find(|id| !known.contains(id)) {
        return Err(ApiError::refused(format!("There is no contact {unknown}; no member was changed.")));
    }
    enter(transaction, segment.id, change, Some(&ids), None)?;
    Ok(None)
}
