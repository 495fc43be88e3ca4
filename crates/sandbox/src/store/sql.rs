//! Between columns and the database.

use rusqlite::types::{Value as Sql, ValueRef};
use uuid::Uuid;

use super::{Reference, Value, text::COLLATION};
use crate::schema::{Column, Kind, Table};

/// An identifier in SQL. Names come from the table files, never from requests.
pub fn quote(name: &str) -> String {
    format!("\"{name}\"")
}

/// Where a polymorphic lookup keeps the table that it points to.
pub fn table_of(column: &str) -> String {
    format!("{column}:table")
}

/// Whether a column may be long. Such columns stand last in a row, so that reading the others touches no overflow page.
fn is_long(column: &Column) -> bool {
    matches!(column.kind, Kind::Memo { .. } | Kind::Binary)
}

/// Column definitions, without `CREATE TABLE`.
pub fn definitions(table: &Table) -> Vec<(String, String)> {
    let (long, short): (Vec<_>, Vec<_>) = table.columns.iter().partition(|column| is_long(column));
    let mut definitions = Vec::new();
    for column in short.into_iter().chain(long) {
        let affinity = match column.kind {
            Kind::Text { .. } | Kind::Memo { .. } | Kind::EntityName => format!("TEXT COLLATE {COLLATION}"),
            Kind::Integer { .. }
            | Kind::BigInt
            | Kind::Choice(_)
            | Kind::State
            | Kind::Status
            | Kind::Boolean { .. } => "INTEGER".into(),
            Kind::Number { .. } => "REAL".into(),
            _ => "TEXT".into(),
        };
        let key = if column.name == table.id { " PRIMARY KEY NOT NULL" } else { "" };
        definitions.push((column.name.clone(), format!("{affinity}{key}")));
        if column.is_polymorphic() {
            definitions.push((table_of(&column.name), "TEXT".into()));
        }
    }
    definitions
}

/// Columns worth an index: those that lists are sorted by and collections joined by.
pub fn indexed(table: &Table) -> Vec<&str> {
    let audit = |name: &str| name.starts_with("created") || name.starts_with("modified") || name.starts_with("owning");
    let lookups = table.columns.iter().filter(|column| column.is_lookup() && !audit(&column.name));
    let mut names: Vec<&str> = lookups.map(|column| column.name.as_str()).collect();
    names.extend(table.title.as_deref());
    // One column is enough to make the search for a second record of the same key short.
    names.extend(table.keys.iter().filter_map(|key| key.columns.first()).map(String::as_str));
    names.extend(["modifiedon", "createdon", "statuscode"].into_iter().filter(|name| table.column(name).is_some()));
    if let Some(intersect) = &table.intersect {
        names.extend([intersect.first.column.as_str(), intersect.second.column.as_str()]);
    }
    names
}

/// A value as the database keeps it.
pub fn encode(value: &Value) -> Sql {
    match value {
        Value::Null => Sql::Null,
        Value::Bool(flag) => Sql::Integer(i64::from(*flag)),
        Value::Int(number) => Sql::Integer(*number),
        Value::Real(number) => Sql::Real(*number),
        Value::Text(text) => Sql::Text(text.clone()),
        Value::Guid(id) | Value::Reference(Reference { id, .. }) => Sql::Text(id.to_string()),
    }
}

/// A value of a column as it was kept. `pointed_to` is the table that a polymorphic lookup points to.
pub fn decode(column: &Column, kept: ValueRef, pointed_to: Option<&str>) -> Value {
    let text = || kept.as_str().ok().map(str::to_owned);
    let id = || kept.as_str().ok().and_then(|text| Uuid::parse_str(text).ok());
    let read = match (&column.kind, kept) {
        (_, ValueRef::Null) => None,
        (Kind::Boolean { .. }, ValueRef::Integer(number)) => Some(Value::Bool(number != 0)),
        (_, ValueRef::Integer(number)) => Some(Value::Int(number)),
        (_, ValueRef::Real(number)) => Some(Value::Real(number)),
        (Kind::Guid, _) => id().map(Value::Guid),
        (Kind::Lookup(targets), _) => {
            let table = pointed_to.or_else(|| targets.first().map(|target| target.table.as_str()));
            table.zip(id()).map(|(table, id)| Value::Reference(Reference::to(table, id)))
        }
        (Kind::Owner, _) => id().map(|id| Value::Reference(Reference::to(pointed_to.unwrap_or("systemuser"), id))),
        _ => text().map(Value::Text),
    };
    read.unwrap_or_default()
}
