//! One record's values.

use std::{collections::HashMap, sync::Arc};

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

impl Reference {
    /// A reference to a record of a table.
    pub fn to(table: &str, id: Uuid) -> Self {
        Self { table: table.into(), id }
    }
}

/// The columns that rows of one query have in common.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    pub table: String,
    pub names: Vec<String>,
    index: HashMap<String, usize>,
}

impl Shape {
    pub fn new(table: &str, names: Vec<String>) -> Arc<Self> {
        let index = names.iter().enumerate().map(|(at, name)| (name.clone(), at)).collect();
        Arc::new(Self { table: table.into(), names, index })
    }
}

/// A record, or the selected part of it. Columns go by logical name (`ownerid`, not `_ownerid_value`).
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Primary key.
    pub id: Uuid,
    pub(crate) shape: Arc<Shape>,
    pub(crate) values: Vec<Value>,
}

impl Row {
    /// Logical name of the table.
    pub fn table(&self) -> &str {
        &self.shape.table
    }

    /// The value; null if the column is empty, unknown or was not selected.
    pub fn get(&self, column: &str) -> &Value {
        self.shape.index.get(column).and_then(|&at| self.values.get(at)).unwrap_or(&Value::Null)
    }

    pub(crate) fn values_of(&self) -> impl Iterator<Item = &Value> {
        self.values.iter()
    }

    pub(crate) fn set(&mut self, column: &str, value: Value) {
        if let Some(place) = self.shape.index.get(column).and_then(|&at| self.values.get_mut(at)) {
            *place = value;
        }
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

    /// Unique identifier, lookup or not.
    pub fn id_of(&self, column: &str) -> Option<Uuid> {
        match self.get(column) {
            Value::Guid(id) | Value::Reference(Reference { id, .. }) => Some(*id),
            _ => None,
        }
    }

    /// Date and time. A time-zone-independent column gives its wall clock as if it were UTC.
    pub fn time(&self, column: &str) -> Option<Timestamp> {
        self.text(column)?.parse().ok()
    }

    /// Row version, the number inside the ETag.
    pub fn version(&self) -> i64 {
        self.int("versionnumber").unwrap_or_default()
    }
}
