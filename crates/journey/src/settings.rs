//! The columns of a journey that are edited beside its definition.

mod spec;

use std::collections::BTreeMap;

pub use spec::{Lock, Navigation, SETTINGS, SettingKind, SettingSpec};

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
    /// A moment as it is on the wire, for example `2019-02-09T11:29:00Z`: wall-clock time in the journey's own zone.
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

    pub(crate) fn restore(&mut self, column: &str, value: Option<Value>) -> Option<Value> {
        match value {
            Some(value) => self.0.insert(column.to_owned(), value),
            None => self.0.remove(column),
        }
    }

    pub(crate) fn text(&self, column: &str) -> Option<&str> {
        match self.get(column) {
            Value::Text(text) | Value::Moment(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn number(&self, column: &str) -> Option<i64> {
        match self.get(column) {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Who flows through: contacts, unless the journey says accounts.
    pub(crate) fn target(&self) -> EntityTarget {
        if self.number("msdyncrm_entitytarget") == Some(1) { EntityTarget::Account } else { EntityTarget::Contact }
    }
}

impl FromIterator<(String, Value)> for Settings {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

/// Who a journey is about: `msdyncrm_entitytarget`, and `EntityTarget` of each tile.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EntityTarget {
    /// Contacts.
    Contact,
    /// Accounts; contacts are still what flows.
    Account,
}

impl EntityTarget {
    /// As tiles store it.
    pub fn stored(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Account => "account",
        }
    }
}
