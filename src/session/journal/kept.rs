//! Values of columns as they are kept.

use record::{Lookup, Settings, Value};
use serde::{Deserialize, Serialize};

/// A column's value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Kept {
    Nothing,
    Text(String),
    Number(i64),
    Flag(bool),
    Moment(String),
    Lookup(String, String, Option<String>),
}

impl From<&Value> for Kept {
    fn from(value: &Value) -> Self {
        match value {
            Value::Nothing => Self::Nothing,
            Value::Text(text) => Self::Text(text.clone()),
            Value::Number(number) => Self::Number(*number),
            Value::Flag(flag) => Self::Flag(*flag),
            Value::Moment(moment) => Self::Moment(moment.clone()),
            Value::Lookup(Lookup { table, id, name }) => Self::Lookup(table.clone(), id.clone(), name.clone()),
        }
    }
}

impl From<Kept> for Value {
    fn from(kept: Kept) -> Self {
        match kept {
            Kept::Nothing => Self::Nothing,
            Kept::Text(text) => Self::Text(text),
            Kept::Number(number) => Self::Number(number),
            Kept::Flag(flag) => Self::Flag(flag),
            Kept::Moment(moment) => Self::Moment(moment),
            Kept::Lookup(table, id, name) => Self::Lookup(Lookup { table, id, name }),
        }
    }
}

/// All columns, as they are kept.
pub fn values(settings: &Settings) -> Vec<(String, Kept)> {
    settings.iter().map(|(column, value)| (column.to_owned(), value.into())).collect()
}

/// The columns of what was kept.
pub fn values_of(kept: Vec<(String, Kept)>) -> Settings {
    kept.into_iter().map(|(column, value)| (column, value.into())).collect()
}
