//! What a create or an update sends.

use serde_json::{Map, Value};

use crate::batch::Target;
use crate::query::Query;
use crate::url::key;

/// Columns to write, and the columns to read back.
///
/// ```
/// let body = dataverse::Body::new().text("name", "Spring").bind("ownerid", "systemusers", "{4026BE43-6B69-E111-8F65-78E7D1620F5E}");
/// assert_eq!(body.to_json(), r#"{"name":"Spring","ownerid@odata.bind":"/systemusers(4026be43-6b69-e111-8f65-78e7d1620f5e)"}"#);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    members: Map<String, Value>,
    returning: Option<Query>,
}

impl Body {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes a column. Lookups are written by [`Body::bind`] alone: `_name_value` is read-only.
    #[must_use]
    pub fn set(mut self, column: &str, value: impl Into<Value>) -> Self {
        self.members.insert(column.to_owned(), value.into());
        self
    }

    /// Writes a text, a memo or a date.
    #[must_use]
    pub fn text(self, column: &str, value: &str) -> Self {
        self.set(column, value)
    }

    /// Writes a whole number or the value of a choice.
    #[must_use]
    pub fn number(self, column: &str, value: i64) -> Self {
        self.set(column, value)
    }

    /// Writes two options.
    #[must_use]
    pub fn flag(self, column: &str, value: bool) -> Self {
        self.set(column, value)
    }

    /// Empties a column.
    #[must_use]
    pub fn null(self, column: &str) -> Self {
        self.set(column, Value::Null)
    }

    /// Points a lookup at a record. The navigation property is case-sensitive and comes from metadata:
    /// [`Table::navigation`](crate::Table::navigation).
    #[must_use]
    pub fn bind(self, navigation: &str, set: &str, id: &str) -> Self {
        self.set(&format!("{navigation}@odata.bind"), format!("/{set}({})", key(id)))
    }

    /// Points a lookup at a record, also at one that an earlier operation of the same change set creates.
    #[must_use]
    pub fn refer(self, navigation: &str, target: &Target) -> Self {
        self.set(&format!("{navigation}@odata.bind"), target.bound())
    }

    /// Empties a lookup.
    #[must_use]
    pub fn clear(self, navigation: &str) -> Self {
        self.set(&format!("{navigation}@odata.bind"), Value::Null)
    }

    /// Asks an update for the record as it stands afterwards: its version and these columns.
    #[must_use]
    pub fn returning(mut self, columns: &[&str]) -> Self {
        self.returning = Some(Query::new().select(columns));
        self
    }

    /// Whether nothing would be written.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The members in the order of their writing.
    pub fn members(&self) -> &Map<String, Value> {
        &self.members
    }

    /// JSON text, on one line.
    pub fn to_json(&self) -> String {
        json(&self.members)
    }

    /// What an update is to give back.
    pub(crate) fn back(&self) -> Option<&Query> {
        self.returning.as_ref()
    }
}

/// JSON text of an object. Maps with text keys always have one.
pub(crate) fn json(members: &Map<String, Value>) -> String {
    serde_json::to_string(members).unwrap_or_default()
}
