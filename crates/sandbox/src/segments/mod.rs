//! Who is in a segment: the text of a query straight to SQL over contacts, related tables and interactions.
//!
//! Written apart from the FetchXML translation of the `segment` crate, of which only the parser and the typed views of the tree are
//! used here, so that the two can check each other. It takes what the outbound service is known to take and nothing that a reader
//! is merely tolerant of (`reference/data/segments/grammar.ebnf` part B).
//!
//! What a service did with empty values is not published. Here, as in the platform's own queries: a comparison of a column with a
//! constant is never undecided by `==`, `!=`, `IN` and the text operators, so an empty column is *not* equal, *not* like and *not*
//! in, and `NOT` turns that round; the comparisons of order, and everything computed, hold neither way where a value is missing.
//! Texts are compared without regard to case.

mod composition;
mod condition;
mod dates;
mod error;
mod functions;
mod interaction;
mod listing;
pub mod members;
mod operand;
mod path;
mod property;
mod query;
mod relations;
mod source;
mod strict;

use std::collections::BTreeSet;

use rusqlite::{params_from_iter, types::Value};
use segment::Dialect;
use uuid::Uuid;

pub use composition::{Composition, STATIC, group_list, groups};
pub use error::{Invalid, Trouble};
pub use functions::register;
pub use listing::list;

use crate::{ApiError, Transaction, store::Row};
use query::Evaluator;

/// A query to evaluate, and what it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The text.
    pub text: &'a str,
    /// Its language.
    pub dialect: Dialect,
    /// Logical name of the table whose records are members: `contact`, in real time also `lead`.
    pub target: &'a str,
    /// Query name of the segment that the text belongs to: what it may not lead back to.
    pub own_name: Option<&'a str>,
}

impl<'a> Subject<'a> {
    /// An outbound query for contacts.
    pub fn outbound(text: &'a str) -> Self {
        Self { text, dialect: Dialect::Outbound, target: "contact", own_name: None }
    }
}

/// The ids of the members.
///
/// # Errors
/// The first clause that cannot be evaluated; what the database says.
pub fn evaluate(transaction: &Transaction, subject: Subject) -> Result<BTreeSet<Uuid>, Trouble> {
    let mut evaluator = Evaluator::new(transaction, subject);
    let sql = evaluator.whole()?;
    ids(transaction, &sql, evaluator.parameters())
}

fn ids(transaction: &Transaction, sql: &str, parameters: &[Value]) -> Result<BTreeSet<Uuid>, Trouble> {
    let mut statement = transaction.connection().prepare(sql)?;
    let ids = statement.query_map(params_from_iter(parameters), |row| row.get::<_, String>(0))?;
    let mut members = BTreeSet::new();
    for id in ids {
        members.extend(Uuid::parse_str(&id?).ok());
    }
    Ok(members)
}

/// The ids of the members of a composition, such as a whole real-time definition.
///
/// # Errors
/// As [`evaluate`].
pub fn composed(
    transaction: &Transaction,
    composition: &Composition,
    subject: Subject,
) -> Result<BTreeSet<Uuid>, Trouble> {
    let mut evaluator = Evaluator::new(transaction, subject);
    let sql = evaluator.composed(composition)?;
    ids(transaction, &sql, evaluator.parameters())
}

/// A real-time definition by its own id, or by that of the segment made of it.
///
/// # Errors
/// Those of the database.
pub fn definition(transaction: &Transaction, id: Uuid) -> Result<Option<Row>, ApiError> {
    if let Some(row) = transaction.get("msdynmkt_segmentdefinition", id)? {
        return Ok(Some(row));
    }
    let segment = transaction.get("msdynmkt_segment", id)?;
    let source = segment.as_ref().and_then(|row| row.text("msdynmkt_sourcesegmentuid"));
    match source.and_then(|source| Uuid::parse_str(source).ok()) {
        Some(source) => transaction.get("msdynmkt_segmentdefinition", source),
        None => Ok(None),
    }
}

/// Whether the text can be evaluated: what going live asks.
///
/// # Errors
/// As [`evaluate`].
pub fn check(transaction: &Transaction, subject: Subject) -> Result<(), Trouble> {
    let sql = Evaluator::new(transaction, subject).whole()?;
    transaction.connection().prepare(&sql)?;
    Ok(())
}
