//! What the outbound service does with segments (reference/segments.md 2, 5): checks them, evaluates them, keeps their members.

mod actions;
mod legacy;
mod lists;
mod membership;
mod validate;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value as Json, json};

use super::{
    lifecycle::move_on,
    status::{SEGMENT, Status},
};
use crate::{
    ApiError, Transaction,
    api::Operation,
    clock::wire,
    segments::{self, STATIC, Subject, Trouble, members},
    store::Row,
};

pub use lists::Lists;

/// The actions.
pub const OPERATIONS: [Operation; 7] = [
    validate::OPERATION,
    membership::OPERATION,
    actions::FETCH_CONTACTS,
    legacy::INCLUDE_ONE,
    legacy::INCLUDE_MANY,
    legacy::EXCLUDE_ONE,
    legacy::EXCLUDE_MANY,
];

/// Live segments are evaluated about hourly (reference/segments.md 2.4).
const INTERVAL: SignedDuration = SignedDuration::from_hours(1);

/// The columns that [`due`] looks at.
pub const DUE_COLUMNS: [&str; 4] = ["statuscode", "modifiedon", "msdyncrm_segmenttype", "msdyncrm_nextevaluation"];

/// Whether a segment may go live: a dynamic or compound one needs a query (reference/segments.md 2.3), and one that can be
/// evaluated.
pub fn admit(transaction: &Transaction, row: &Row) -> Result<(), ApiError> {
    if row.int("msdyncrm_segmenttype") == Some(STATIC) {
        return Ok(());
    }
    let query = row.text("msdyncrm_segmentquery").unwrap_or_default();
    if query.trim().is_empty() {
        return Err(ApiError::refused("The segment has no query. Write one before it goes live."));
    }
    Ok(segments::check(transaction, subject(row, query))?)
}

fn subject<'a>(row: &'a Row, query: &'a str) -> Subject<'a> {
    Subject { own_name: row.text("msdyncrm_segmentqueryname"), ..Subject::outbound(query) }
}

/// When a live segment is evaluated next: a static one never, its members change when they are changed.
pub fn due(row: &Row, modified: Timestamp) -> Option<Timestamp> {
    let never_evaluated = row.time("msdyncrm_nextevaluation").is_none();
    match row.int("msdyncrm_segmenttype") {
        Some(STATIC) => None,
        _ if never_evaluated => Some(modified),
        _ => row.time("msdyncrm_nextevaluation"),
    }
}

/// Evaluates a segment that goes live or is; one that no longer can be is in *Error*.
pub fn evaluate(transaction: &mut Transaction, row: &Row, when: Timestamp) -> Result<(), ApiError> {
    let when = latest(when, transaction.now());
    let more = match evaluation(transaction, row, when) {
        Ok(more) => more,
        Err(Trouble::Invalid(_)) => {
            let more = object(json!({"msdyncrm_islive": false}));
            return move_on(transaction, SEGMENT, row.id, Status::Error, when, more);
        }
        Err(Trouble::Failed(error)) => return Err(error),
    };
    if row.int("statuscode") == Some(Status::Live.code()) {
        return quietly(transaction, row, more);
    }
    move_on(transaction, SEGMENT, row.id, Status::Live, when, more)
}

/// What an evaluation writes into the row; the members go into the member store.
fn evaluation(transaction: &Transaction, row: &Row, when: Timestamp) -> Result<Map<String, Json>, Trouble> {
    let list = row.id.to_string();
    let is_static = row.int("msdyncrm_segmenttype") == Some(STATIC);
    if !is_static {
        let query = row.text("msdyncrm_segmentquery").unwrap_or_default();
        let found = segments::evaluate(transaction, subject(row, query))?;
        members::set(transaction, &list, &found)?;
    }
    let next = if is_static { None } else { when.checked_add(INTERVAL).ok().map(wire) };
    let mut more = object(json!({
        "msdyncrm_islive": true,
        "msdyncrm_segmentsize": members::count(transaction, &list)?,
        "msdyncrm_lastevaluationtime": wire(when),
        "msdyncrm_nextevaluation": next,
    }));
    if row.text("msdyncrm_segmentqueryname").is_none() {
        more.insert("msdyncrm_segmentqueryname".into(), json!(query_name(row)));
    }
    Ok(more)
}

/// The last of the hourly moments that have passed: when much time passes at once, only that one is made up for.
fn latest(when: Timestamp, now: Timestamp) -> Timestamp {
    let behind = now.as_second().saturating_sub(when.as_second()).max(0);
    let whole = behind / INTERVAL.as_secs() * INTERVAL.as_secs();
    when.checked_add(SignedDuration::from_secs(whole)).unwrap_or(when)
}

/// The back-end name that newer segments have (reference/segments.md 2.4).
fn query_name(row: &Row) -> String {
    format!("SEGMENT_CRM_ID_{}", row.id.simple())
}

/// *Stopping* becomes *Stopped*; the members are left as they were.
pub fn stop(transaction: &mut Transaction, row: &Row, when: Timestamp) -> Result<(), ApiError> {
    let more = object(json!({"msdyncrm_islive": false, "msdyncrm_nextevaluation": null}));
    move_on(transaction, SEGMENT, row.id, Status::Stopped, when, more)
}

/// Evaluates a stored segment at once, as of some time ago, whatever its status: for records that come with an organisation.
///
/// # Errors
/// Those of the database. A query that cannot be evaluated leaves the row as it is.
pub fn refresh(transaction: &mut Transaction, row: &Row, when: Timestamp) -> Result<(), ApiError> {
    let mut more = match evaluation(transaction, row, when) {
        Ok(more) => more,
        Err(Trouble::Invalid(_)) => return Ok(()),
        Err(Trouble::Failed(error)) => return Err(error),
    };
    if row.int("statuscode") == Some(Status::Stopped.code()) {
        more.extend(object(json!({"msdyncrm_islive": false, "msdyncrm_nextevaluation": null})));
    }
    quietly(transaction, row, more)
}

/// Writes what the service found out, without making the record look edited.
fn quietly(transaction: &mut Transaction, row: &Row, mut more: Map<String, Json>) -> Result<(), ApiError> {
    more.insert("modifiedon".into(), json!(row.text("modifiedon")));
    transaction.as_service(|transaction| transaction.update(SEGMENT, row.id, more))
}

fn object(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(members) => members,
        _ => Map::new(),
    }
}
