//! One record's values.

use std::collections::HashMap;

use jiff::Timestamp;
use uuid::Uuid;

/// A column's value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// No value.
    #[default]
    Null,
    /// Two options.
    Bool(bool),
    /// Whole number, choice, state, status, big integer.
    Int(i64),
    /// Decimal, money, floating point.
    Real(f64),
    /// Text; dates as `2016-09-28T22:57:53Z` or `2019-01-31`; several choices as `1,9`; binary as base64.
    Text(String),
    /// Unique identifier that is no lookup.
    Guid(Uuid),
    /// Lookup.
    Reference(Reference),
}

/// Where a lookup points.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    /// Logical name of the table.
    pub table: String,
    /// Record.
    pub id: Uuid,
}

/// A record, or the selected part of it. Columns go by logical name (`ownerid`, not `_ownerid_value`).
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Logical name of the table.
    pub table: String,
    /// Primary key.
    pub id: Uuid,
    pub(crate) values: HashMap<String, Value>,
}

impl Row {
    /// The value; null if the column is empty, unknown or was not selected.
    pub fn get(&self, column: &str) -> &Value {
        self.values.get(column).unwrap_or(&Value::Null)
    }

    /// Text or multi-line text.
    pub fn text(&self, column: &str) -> Option<&str> {
        match self.get(column) {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whole number or choice.
    pub fn int(&self, column: &str) -> Option<i64> {
        match self.get(column) {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// Two options.
    pub fn flag(&self, column: &str) -> Option<bool> {
        match self.get(column) {
            Value::Bool(flag) => Some(*flag),
            _ => None,
        }
    }

    /// Lookup.
    pub fn reference(&self, column: &str) -> Option<&Reference> {
        match self.get(column) {
            Value::Reference(reference) => Some(reference),
            _ => None,
        }
    }

    /// Date and time. A time-zone-independent column gives its wall clock as if it were UTC.
    pub fn time(&self, column: &str) -> Option<Timestamp> {
        self.text(column)?.parse().ok()
    }
}
