//! A record as the server sent it.

use serde_json::{Map, Value};

use crate::url::{guid, is_guid};

const FORMATTED: &str = "OData.Community.Display.V1.FormattedValue";
const TABLE: &str = "Microsoft.Dynamics.CRM.lookuplogicalname";

/// The columns of one record with their annotations (`reference/web-api.md 7`).
///
/// A column that is missing, null or of another type reads as `None`; nothing here fails.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row(Map<String, Value>);

/// What a lookup column points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup {
    /// Id of the record, lower-case.
    pub id: String,
    /// Logical name of its table; only with annotations.
    pub table: Option<String>,
    /// Its primary name; only with annotations.
    pub name: Option<String>,
}

impl Row {
    /// A row of these members.
    pub fn new(members: Map<String, Value>) -> Self {
        Self(members)
    }

    /// The row, if the value is an object.
    pub(crate) fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Object(members) => Some(Self(members)),
            _ => None,
        }
    }

    /// The value as it came.
    pub fn raw(&self, column: &str) -> Option<&Value> {
        self.0.get(column)
    }

    /// All members in the order of the answer, annotations included.
    pub fn members(&self) -> &Map<String, Value> {
        &self.0
    }

    /// Text, memo, date (as the wire has it) or choices (`"1,9"`).
    pub fn text(&self, column: &str) -> Option<&str> {
        self.0.get(column)?.as_str()
    }

    /// A whole number or the value of a choice.
    pub fn number(&self, column: &str) -> Option<i64> {
        self.0.get(column)?.as_i64()
    }

    /// A decimal, a float or money.
    pub fn decimal(&self, column: &str) -> Option<f64> {
        self.0.get(column)?.as_f64()
    }

    /// Two options.
    pub fn flag(&self, column: &str) -> Option<bool> {
        self.0.get(column)?.as_bool()
    }

    /// An id, lower-case and without braces.
    pub fn guid(&self, column: &str) -> Option<String> {
        let id = guid(self.text(column)?);
        is_guid(&id).then_some(id)
    }

    /// What a lookup points to. The column is named as metadata names it (`ownerid`, read from `_ownerid_value`) or
    /// already in the form of the wire.
    pub fn lookup(&self, column: &str) -> Option<Lookup> {
        let wire = if column.starts_with('_') && column.ends_with("_value") {
            column.to_owned()
        } else {
            format!("_{column}_value")
        };
        Some(Lookup {
            id: self.guid(&wire)?,
            table: self.annotation(&wire, TABLE).map(str::to_owned),
            name: self.formatted(&wire).map(str::to_owned),
        })
    }

    /// The value as the user's language and settings write it; only with annotations.
    pub fn formatted(&self, column: &str) -> Option<&str> {
        self.annotation(column, FORMATTED)
    }

    /// The version of the record, for [`Guard::Etag`](crate::Guard::Etag). Opaque: fit for comparing only.
    pub fn etag(&self) -> Option<&str> {
        self.text("@odata.etag")
    }

    /// What a single-valued navigation property was expanded to.
    pub fn expanded(&self, navigation: &str) -> Option<Self> {
        Self::from_value(self.0.get(navigation)?.clone())
    }

    /// What a collection-valued navigation property was expanded to: its first page.
    pub fn expanded_rows(&self, navigation: &str) -> Vec<Self> {
        let rows = self.0.get(navigation).and_then(Value::as_array);
        rows.into_iter().flatten().cloned().filter_map(Self::from_value).collect()
    }

    fn annotation(&self, column: &str, name: &str) -> Option<&str> {
        self.text(&format!("{column}@{name}"))
    }
}
