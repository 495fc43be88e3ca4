//! `msdyncrm_SegmentMembersUpdate` (reference/segments.md 5): members of static segments, changed some time after they are asked for.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::{object, quietly};
use crate::{
    ApiError, Transaction,
    api::{Call, Kind, Operation, Parameter},
    clock::wire,
    segments::{self, STATIC, Subject, Trouble, members},
    services::{lifecycle::SERVICE_DELAY, status::SEGMENT},
    store::Row,
};

/// The action.
///
/// What the service answered was never published: changes answer 204 here, and `getState` the number of changes still to be made as
/// `SandboxPendingOperations`, which is this organisation's own.
pub const OPERATION: Operation = Operation {
    name: "msdyncrm_SegmentMembersUpdate",
    kind: Kind::Action,
    bound: None,
    parameters: &[
        Parameter { name: "msdyncrm_segmentid", edm: "Edm.String", required: true },
        Parameter { name: "msdyncrm_operation", edm: "Edm.String", required: true },
        Parameter { name: "msdyncrm_memberids", edm: "Edm.String", required: false },
        Parameter { name: "msdyncrm_query", edm: "Edm.String", required: false },
    ],
    handler: update,
};

/// What can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    AddByIds,
    RemoveByIds,
    AddByQuery,
    RemoveByQuery,
}

impl Change {
    const ALL: [(&'static str, Self); 4] = [
        ("addByIds", Self::AddByIds),
        ("removeByIds", Self::RemoveByIds),
        ("addByQuery", Self::AddByQuery),
        ("removeByQuery", Self::RemoveByQuery),
    ];

    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, change)| *change)
    }

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, change)| *change == self).map_or("", |(name, _)| name)
    }

    fn adds(self) -> bool {
        matches!(self, Self::AddByIds | Self::AddByQuery)
    }
}

fn update(transaction: &mut Transaction, call: &Call) -> Result<Option<Map<String, Json>>, ApiError> {
    let segment = segment(transaction, call)?;
    let operation = call.text("msdyncrm_operation").unwrap_or_default();
    if operation == "getState" {
        return Ok(Some(object(json!({"SandboxPendingOperations": pending(transaction, segment.id)?}))));
    }
    let change = Change::named(operation)
        .ok_or_else(|| ApiError::argument(format!("'{operation}' is no operation on the members of a segment.")))?;
    match change {
        Change::AddByIds | Change::RemoveByIds => {
            let ids = call.text("msdyncrm_memberids").map(read_ids).ok_or_else(|| missing("msdyncrm_memberids"))??;
            enter(transaction, segment.id, change, Some(&ids), None)?;
        }
        Change::AddByQuery | Change::RemoveByQuery => {
            let query = call.text("msdyncrm_query").ok_or_else(|| missing("msdyncrm_query"))?;
            segments::check(transaction, Subject::outbound(query))?;
            enter(transaction, segment.id, change, None, Some(query))?;
        }
    }
    Ok(None)
}

fn missing(parameter: &str) -> ApiError {
    ApiError::argument(format!("Required field '{parameter}' is missing."))
}

/// The static segment that a call is about. The members of others come from their queries.
pub fn segment(transaction: &Transaction, call: &Call) -> Result<Row, ApiError> {
    let text = call.text("msdyncrm_segmentid").unwrap_or_default();
    let id = read_id(text).ok_or_else(|| ApiError::argument(format!("'{text}' is no id of a segment.")))?;
    let row = transaction.get(SEGMENT, id)?.ok_or_else(|| ApiError::missing(SEGMENT, id))?;
    if row.int("msdyncrm_segmenttype") == Some(STATIC) {
        return Ok(row);
    }
    Err(ApiError::refused("Members can be added to and removed from static segments only."))
}

/// An id, with the `crm` before it that the oldest back end wanted (reference/segments.md 1.3).
pub fn read_id(text: &str) -> Option<Uuid> {
    let text = text.trim();
    Uuid::parse_str(text.strip_prefix("crm").unwrap_or(text)).ok()
}

/// A JSON array of ids, in a string. What is no id names nobody and is ignored.
pub fn read_ids(text: &str) -> Result<Vec<Uuid>, ApiError> {
    let ids: Vec<String> = serde_json::from_str(text)
        .map_err(|error| ApiError::argument(format!("The member ids are no JSON array of texts: {error}.")))?;
    Ok(ids.iter().filter_map(|id| read_id(id)).collect())
}

/// Enters a change that is made later.
pub fn enter(
    transaction: &Transaction,
    segment: Uuid,
    change: Change,
    ids: Option<&[Uuid]>,
    query: Option<&str>,
) -> Result<(), ApiError> {
    let due = transaction.now().checked_add(SERVICE_DELAY).unwrap_or(Timestamp::MAX);
    let ids = ids.map(|ids| json!(ids).to_string());
    let sql = r#"INSERT INTO "sandbox:memberjob" (segment, due, operation, members, query) VALUES (?, ?, ?, ?, ?)"#;
    let values = params![segment.to_string(), wire(due), change.name(), ids, query];
    transaction.connection().prepare_cached(sql)?.execute(values)?;
    Ok(())
}

fn pending(transaction: &Transaction, segment: Uuid) -> Result<i64, ApiError> {
    let sql = r#"SELECT COUNT(*) FROM "sandbox:memberjob" WHERE segment = ?"#;
    Ok(transaction.connection().prepare_cached(sql)?.query_row([segment.to_string()], |row| row.get(0))?)
}

/// A change whose time has come.
struct Job {
    id: i64,
    segment: String,
    due: String,
    operation: String,
    members: Option<String>,
    query: Option<String>,
}

/// Makes the changes whose time has come, in the order in which they were asked for.
pub fn settle(transaction: &mut Transaction) -> Result<(), ApiError> {
    while let Some(job) = next(transaction)? {
        transaction.connection().execute(r#"DELETE FROM "sandbox:memberjob" WHERE id = ?"#, [job.id])?;
        carry_out(transaction, &job)?;
    }
    Ok(())
}

fn next(transaction: &Transaction) -> Result<Option<Job>, ApiError> {
    let sql = r#"SELECT id, segment, due, operation, members, query FROM "sandbox:memberjob" WHERE due <= ? ORDER BY id LIMIT 1"#;
    let mut statement = transaction.connection().prepare_cached(sql)?;
    let job = statement.query_row([wire(transaction.now())], |row| {
        Ok(Job {
            id: row.get(0)?,
            segment: row.get(1)?,
            due: row.get(2)?,
            operation: row.get(3)?,
            members: row.get(4)?,
            query: row.get(5)?,
        })
    });
    Ok(job.optional()?)
}

fn carry_out(transaction: &mut Transaction, job: &Job) -> Result<(), ApiError> {
    let Some(change) = Change::named(&job.operation) else { return Ok(()) };
    let Some(row) = read_id(&job.segment).map(|id| transaction.get(SEGMENT, id)).transpose()?.flatten() else {
        return Ok(());
    };
    let ids: BTreeSet<Uuid> = match (&job.members, &job.query) {
        (Some(ids), _) => read_ids(ids)?.into_iter().collect(),
        (None, Some(query)) => match segments::evaluate(transaction, Subject::outbound(query)) {
            Ok(members) => members,
            // What the query spoke of has gone since: it finds nobody.
            Err(Trouble::Invalid(_)) => BTreeSet::new(),
            Err(Trouble::Failed(error)) => return Err(error),
        },
        (None, None) => BTreeSet::new(),
    };
    if change.adds() {
        let known = contacts(transaction, ids)?;
        members::add(transaction, &job.segment, &known)?;
    } else {
        members::remove(transaction, &job.segment, &ids)?;
    }
    resize(transaction, &row, &job.due)
}

/// Those ids that are contacts' (reference/segments.md 5: contacts only, unknown ids are ignored).
pub fn contacts(transaction: &Transaction, ids: impl IntoIterator<Item = Uuid>) -> Result<Vec<Uuid>, ApiError> {
    let Some(table) = transaction.schema().table("contact") else { return Ok(Vec::new()) };
    let mut known = Vec::new();
    for id in ids {
        if transaction.exists(table, id)? {
            known.push(id);
        }
    }
    Ok(known)
}

/// Writes what a change of members changes in the row.
pub fn resize(transaction: &mut Transaction, row: &Row, when: &str) -> Result<(), ApiError> {
    let size = members::count(transaction, &row.id.to_string())?;
    quietly(transaction, row, object(json!({"msdyncrm_segmentsize": size, "msdyncrm_lastevaluationtime": when})))
}
