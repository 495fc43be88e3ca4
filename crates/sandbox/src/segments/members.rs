//! The lists of members that the service keeps: of static segments, of the last evaluation of live ones, of real-time groups.
//!
//! They were never columns of Dataverse and went with the service (reference/segments.md 0), so they have tables of their own here.

use std::collections::BTreeSet;

use rusqlite::params;
use uuid::Uuid;

use crate::{ApiError, Transaction, store::sql::quote};

/// `(list, contact)`; a list is the id of a segment, or of a definition with a group's behind a slash.
pub const TABLE: &str = "sandbox:member";

/// Makes the tables that are not there yet.
pub const CREATE: &str = r#"
CREATE TABLE IF NOT EXISTS "sandbox:member" (list TEXT NOT NULL, contact TEXT NOT NULL, PRIMARY KEY (list, contact)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "sandbox:member:contact" ON "sandbox:member" (contact);
CREATE TABLE IF NOT EXISTS "sandbox:memberjob" (
  id INTEGER PRIMARY KEY, segment TEXT NOT NULL, due TEXT NOT NULL, operation TEXT NOT NULL, members TEXT, query TEXT
);
"#;

/// Empties them.
pub const WIPE: &str = r#"DELETE FROM "sandbox:member"; DELETE FROM "sandbox:memberjob";"#;

/// How a segment and its members find each other in FetchXML: `contact.msdyncrm_segmentmemberid` holds nothing, a plug-in of the
/// service put the members in the place of the join (reference/segments.md 5, payloads.json `members-fetchxml-deprecated`). Each
/// end is a table, a column, and the table's alias.
pub fn joined(one: (&str, &str, &str), other: (&str, &str, &str)) -> Option<String> {
    const SEGMENT: (&str, &str) = ("msdyncrm_segment", "msdyncrm_segmentid");
    const CONTACT: (&str, &str) = ("contact", "msdyncrm_segmentmemberid");
    let (segment, contact) = match ((one.0, one.1), (other.0, other.1)) {
        (SEGMENT, CONTACT) => (one.2, other.2),
        (CONTACT, SEGMENT) => (other.2, one.2),
        _ => return None,
    };
    let table = quote(TABLE);
    Some(format!(
        "EXISTS (SELECT 1 FROM {table} m WHERE m.list = {segment}.msdyncrm_segmentid AND m.contact = {contact}.contactid)"
    ))
}

/// Forgets the members of outbound segments, as their removal did.
///
/// # Errors
/// Those of the database.
pub fn forget_outbound(transaction: &Transaction) -> Result<(), ApiError> {
    let sql = format!("DELETE FROM {} WHERE list IN (SELECT msdyncrm_segmentid FROM msdyncrm_segment)", quote(TABLE));
    transaction.connection().execute(&sql, [])?;
    Ok(())
}

/// The members of a list.
///
/// # Errors
/// Those of the database.
pub fn of(transaction: &Transaction, list: &str) -> Result<BTreeSet<Uuid>, ApiError> {
    let sql = format!("SELECT contact FROM {} WHERE list = ?", quote(TABLE));
    let mut statement = transaction.connection().prepare_cached(&sql)?;
    let ids = statement.query_map([list], |row| row.get::<_, String>(0))?;
    let mut members = BTreeSet::new();
    for id in ids {
        members.extend(Uuid::parse_str(&id?).ok());
    }
    Ok(members)
}

/// How many members a list has.
///
/// # Errors
/// Those of the database.
pub fn count(transaction: &Transaction, list: &str) -> Result<i64, ApiError> {
    let sql = format!("SELECT COUNT(*) FROM {} WHERE list = ?", quote(TABLE));
    Ok(transaction.connection().prepare_cached(&sql)?.query_row([list], |row| row.get(0))?)
}

/// Makes a list what is given, touching only what differs.
///
/// # Errors
/// Those of the database.
pub fn set(transaction: &Transaction, list: &str, members: &BTreeSet<Uuid>) -> Result<(), ApiError> {
    let before = of(transaction, list)?;
    remove(transaction, list, before.difference(members))?;
    add(transaction, list, members.difference(&before))
}

/// Adds members; those that are there stay.
///
/// # Errors
/// Those of the database.
pub fn add<'a>(
    transaction: &Transaction,
    list: &str,
    members: impl IntoIterator<Item = &'a Uuid>,
) -> Result<(), ApiError> {
    let sql = format!("INSERT OR IGNORE INTO {} VALUES (?, ?)", quote(TABLE));
    let mut statement = transaction.connection().prepare_cached(&sql)?;
    for member in members {
        statement.execute(params![list, member.to_string()])?;
    }
    Ok(())
}

/// Removes members.
///
/// # Errors
/// Those of the database.
pub fn remove<'a>(
    transaction: &Transaction,
    list: &str,
    members: impl IntoIterator<Item = &'a Uuid>,
) -> Result<(), ApiError> {
    let sql = format!("DELETE FROM {} WHERE list = ? AND contact = ?", quote(TABLE));
    let mut statement = transaction.connection().prepare_cached(&sql)?;
    for member in members {
        statement.execute(params![list, member.to_string()])?;
    }
    Ok(())
}

/// Forgets a deleted segment, with its groups and what was still to be done for it.
///
/// # Errors
/// Those of the database.
pub fn forget_segment(transaction: &Transaction, segment: Uuid) -> Result<(), ApiError> {
    let connection = transaction.connection();
    let sql = format!("DELETE FROM {} WHERE list = ?1 OR list LIKE ?1 || '/%'", quote(TABLE));
    connection.prepare_cached(&sql)?.execute([segment.to_string()])?;
    connection
        .prepare_cached(r#"DELETE FROM "sandbox:memberjob" WHERE segment = ?"#)?
        .execute([segment.to_string()])?;
    Ok(())
}

/// Forgets a deleted contact.
///
/// # Errors
/// Those of the database.
pub fn forget_contact(transaction: &Transaction, contact: Uuid) -> Result<(), ApiError> {
    let sql = format!("DELETE FROM {} WHERE contact = ?", quote(TABLE));
    transaction.connection().prepare_cached(&sql)?.execute([contact.to_string()])?;
    Ok(())
}
