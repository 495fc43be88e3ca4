//! The values of the columns that are edited beside a document.

use std::collections::BTreeMap;

/// The value of one column.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Value {
    /// `null`
    Nothing,
    /// One or more lines of text.
    Text(String),
    /// A whole number, or the code of an option.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// A moment as it is on the wire, for example `2019-02-09T11:29:00Z`: a journey's own dates are wall-clock time in its zone.
    Moment(String),
    /// A record of another table.
    Lookup(Lookup),
}

/// A reference to a record.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Lookup {
    /// Logical name of the table.
    pub table: String,
    /// Its id.
    pub id: String,
    /// Its name, when known.
    pub name: Option<String>,
}

/// Column values by logical name.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Settings(BTreeMap<String, Value>);

impl Settings {
    /// No column set.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of a column; [`Value::Nothing`] when it was never set.
    pub fn get(&self, column: &str) -> &Value {
        self.0.get(column).unwrap_or(&Value::Nothing)
    }

    /// Sets a column and returns what it held before, `None` when it was never set.
    pub fn set(&mut self, column: impl Into<String>, value: Value) -> Option<Value> {
        self.0.insert(column.into(), value)
    }

    /// All columns that were set, ordered by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(column, value)| (column.as_str(), value))
    }

    /// Puts back what [`Settings::set`] returned, and returns what the column held.
    pub fn restore(&mut self, column: &str, value: Option<Value>) -> Option<Value> {
        match value {
            Some(value) => self.0.insert(column.to_owned(), value),
            None => self.0.remove(column),
        }
    }

    /// The text or moment of a column.
    pub fn text(&self, column: &str) -> Option<&str> {
        match self.get(column) {
            Value::Text(text) | Value::Moment(text) => Some(text),
            _ => None,
        }
    }

    /// The number or option code of a column.
    pub fn number(&self, column: &str) -> Option<i64> {
        match self.get(column) {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }
}

impl FromIterator<(String, Value)> for Settings {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}
