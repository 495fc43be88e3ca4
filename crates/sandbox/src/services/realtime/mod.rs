//! Real-time segments (reference/segments.md 8.2): definitions that are published, computed, and listed.
//!
//! Documented are the requests, two answers and three limits; the rest is this organisation's own: what is published is live after a
//! while, with its computation in the columns made for it and a row in the history.

mod actions;
mod groups;

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use rusqlite::params;
use segment::Dialect;
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::lifecycle::SERVICE_DELAY;
use crate::{
    ApiError, Transaction,
    api::Operation,
    clock::wire,
    segments::{self, Composition, Subject, Trouble, members},
    store::{Change, Row, Rule},
};

const DEFINITION: &str = "msdynmkt_segmentdefinition";
const SEGMENT: &str = "msdynmkt_segment";
const EXECUTION: &str = "msdynmkt_segmentexecution";

const LIVE: i64 = 723_270_000;
const DRAFT: i64 = 723_270_001;
const GOING_LIVE: i64 = 723_270_002;
const LIVE_WITH_WARNINGS: i64 = 723_270_004;

/// The actions.
pub const OPERATIONS: [Operation; 5] = [actions::PUBLISH, actions::MEMBERS, groups::LIST, groups::ADD, groups::REMOVE];

/// The rule that definitions live by.
pub struct Definitions;

impl Rule for Definitions {
    fn before(&self, transaction: &Transaction, change: &Change) -> Result<(), ApiError> {
        let status = |row: Option<&Row>| row.and_then(|row| row.int("statuscode"));
        let goes_live = status(change.new) == Some(GOING_LIVE) && status(change.old) != Some(GOING_LIVE);
        match change.new {
            Some(new) if change.table == DEFINITION && goes_live && !transaction.is_service() => {
                compute(transaction, new).map(|_| ()).map_err(ApiError::from)
            }
            _ => Ok(()),
        }
    }

    fn after(&self, transaction: &mut Transaction, change: &Change) -> Result<(), ApiError> {
        match (change.table, change.old, change.new) {
            (DEFINITION, Some(old), None) => members::forget_segment(transaction, old.id),
            _ => Ok(()),
        }
    }

    fn settle(&self, transaction: &mut Transaction) -> Result<(), ApiError> {
        for (id, when) in due(transaction)? {
            let Some(row) = transaction.get(DEFINITION, id)? else { continue };
            transaction.as_service(|transaction| go_live(transaction, &row, when))?;
        }
        Ok(())
    }
}

/// The definitions whose time has come, and as of when: those that go live, and those with an interval that has passed.
fn due(transaction: &Transaction) -> Result<Vec<(Uuid, Timestamp)>, ApiError> {
    let sql = format!(
        "SELECT msdynmkt_segmentdefinitionid, due FROM ( \
           SELECT msdynmkt_segmentdefinitionid, segment_moment(modifiedon) + ?1 AS due \
             FROM {DEFINITION} WHERE statuscode = {GOING_LIVE} \
           UNION ALL \
           SELECT msdynmkt_segmentdefinitionid, \
               segment_moment(msdynmkt_computationfinishedon) + 60000 * msdynmkt_segmentrefreshintervalminutes \
             FROM {DEFINITION} WHERE statuscode IN ({LIVE}, {LIVE_WITH_WARNINGS}) AND msdynmkt_segmentrefreshintervalminutes > 0 \
               AND msdynmkt_disablesegmentrefresh IS NOT 1 \
               AND (msdynmkt_stoprefreshafter IS NULL OR segment_moment(msdynmkt_stoprefreshafter) > ?2) \
         ) WHERE due <= ?2 ORDER BY due"
    );
    let now = transaction.now().as_millisecond();
    let delay = SERVICE_DELAY.as_millis() as i64;
    let mut statement = transaction.connection().prepare_cached(&sql)?;
    let rows = statement.query_map(params![delay, now], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
    let mut due = Vec::new();
    for row in rows {
        let (id, when) = row?;
        due.extend(Uuid::parse_str(&id).ok().zip(Timestamp::from_millisecond(when).ok()));
    }
    Ok(due)
}

/// The members of a definition as it stands.
fn compute(transaction: &Transaction, row: &Row) -> Result<BTreeSet<Uuid>, Trouble> {
    let own_name = format!("SEGMENT_CJO_ID_{}", row.id.simple());
    let base = base_table(transaction, row.id)?;
    let subject = Subject {
        text: "",
        dialect: Dialect::Mql,
        target: base.as_deref().unwrap_or("contact"),
        own_name: Some(&own_name),
    };
    segments::composed(transaction, &Composition::real_time(row), subject)
}

/// `msdynmkt_baseentitylogicalname` of the segment made of a definition.
fn base_table(transaction: &Transaction, definition: Uuid) -> Result<Option<String>, ApiError> {
    let rows = segments_of(transaction, definition)?;
    Ok(rows.iter().find_map(|row| row.text("msdynmkt_baseentitylogicalname")).map(str::to_owned))
}

fn segments_of(transaction: &Transaction, definition: Uuid) -> Result<Vec<Row>, ApiError> {
    let filter = format!("msdynmkt_sourcesegmentuid eq '{definition}'");
    transaction.find(SEGMENT, &filter, &["msdynmkt_baseentitylogicalname"])
}

/// Computes a live definition at once, as of some time ago: for records that come with an organisation.
///
/// # Errors
/// Those of the database.
pub fn refresh(transaction: &mut Transaction, row: &Row, when: Timestamp) -> Result<(), ApiError> {
    go_live(transaction, row, when)
}

/// Computes a definition, as of the moment when it was due or, when much time passed at once, as of the last interval.
fn go_live(transaction: &mut Transaction, row: &Row, when: Timestamp) -> Result<(), ApiError> {
    let first = row.int("statuscode") == Some(GOING_LIVE);
    let minutes =
        row.int("msdynmkt_segmentrefreshintervalminutes").filter(|minutes| *minutes > 0).unwrap_or(i64::MAX / 60);
    let behind = transaction.now().as_second().saturating_sub(when.as_second()).max(0);
    let whole = behind - behind % (minutes * 60);
    let when = when.checked_add(SignedDuration::from_secs(whole)).unwrap_or(when);
    let found = match compute(transaction, row) {
        Ok(found) => Some(found),
        Err(Trouble::Invalid(_)) => None,
        Err(Trouble::Failed(error)) => return Err(error),
    };
    // Finished, or Error.
    let (status, outcome) = match &found {
        Some(_) => (LIVE, 723_270_001),
        None if first => (DRAFT, 723_270_002),
        None => (LIVE_WITH_WARNINGS, 723_270_002),
    };
    if let Some(found) = &found {
        members::set(transaction, &row.id.to_string(), found)?;
    }
    let definition = json!({
        "statuscode": status,
        "msdynmkt_computationstatus": outcome,
        "msdynmkt_computationstartedon": wire(when),
        "msdynmkt_computationfinishedon": wire(when),
        "modifiedon": if first { Some(wire(when)) } else { row.text("modifiedon").map(str::to_owned) },
    });
    transaction.update(DEFINITION, row.id, object(definition))?;
    // Succeeded or failed; on demand or scheduled.
    let execution = json!({
        "msdynmkt_segmentdefinitionid@odata.bind": format!("/msdynmkt_segmentdefinitions({})", row.id),
        "msdynmkt_startedon": wire(when),
        "msdynmkt_finishedon": wire(when),
        "msdynmkt_membershipcount": found.as_ref().map(BTreeSet::len),
        "msdynmkt_type": if first { 723_270_000 } else { 723_270_001 },
        "statuscode": if found.is_some() { 723_270_002 } else { 723_270_003 },
        "createdon": wire(when),
    });
    transaction.create(EXECUTION, object(execution))?;
    // Active or in error.
    let state = if found.is_some() {
        json!({"statecode": 0, "statuscode": 1})
    } else {
        json!({"statecode": 1, "statuscode": 3})
    };
    for segment in segments_of(transaction, row.id)? {
        transaction.update(SEGMENT, segment.id, object(state.clone()))?;
    }
    Ok(())
}

fn object(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(members) => members,
        _ => Map::new(),
    }
}
