//! Columns.

use serde::Deserialize;

use super::{Label, OnDelete, OptionSet};

/// How strongly a value is asked for. Only `SystemRequired` is enforced by the platform; the rest by forms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Required {
    /// Not at all.
    #[default]
    None,
    /// By a mark on forms.
    Recommended,
    /// By forms.
    ApplicationRequired,
    /// By the platform: never null.
    SystemRequired,
}

/// What a date means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum DateBehavior {
    /// A moment, shown in the user's time zone.
    #[default]
    UserLocal,
    /// A day without time.
    DateOnly,
    /// A wall-clock reading, never converted.
    TimeZoneIndependent,
}

/// What a lookup may point to, and the relationship that makes it so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Logical name of the table.
    pub table: String,
    /// Single-valued navigation property: the name in `$expand` and `@odata.bind`.
    pub navigation: String,
    /// Schema name of the relationship.
    pub relationship: String,
    /// Collection-valued navigation property on the target.
    pub collection: String,
    /// What happens here when the target is deleted.
    pub on_delete: OnDelete,
}

/// Type of a column, with its limits.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Single line of text.
    Text {
        /// Longest text, in characters.
        max: usize,
        /// `Text`, `Email`, `Url`, `Phone`, `TextArea`.
        format: String,
    },
    /// Several lines of text.
    Memo {
        /// Longest text, in characters.
        max: usize,
    },
    /// Whole number of 32 bits.
    Integer {
        /// Least.
        min: i64,
        /// Greatest.
        max: i64,
        /// `None` or `Duration`.
        format: String,
    },
    /// Whole number of 64 bits.
    BigInt,
    /// Decimal, money or floating point number.
    Number {
        /// Which of the three.
        number: Number,
        /// Least.
        min: f64,
        /// Greatest.
        max: f64,
        /// Digits after the point.
        precision: u8,
    },
    /// Two options.
    Boolean {
        /// Labels of false and true.
        labels: [Label; 2],
    },
    /// Choice.
    Choice(OptionSet),
    /// Several choices of one set.
    Choices(OptionSet),
    /// State; options live on the table.
    State,
    /// Status reason; options live on the table.
    Status,
    /// Date and time, or date.
    DateTime {
        /// What it means.
        behavior: DateBehavior,
        /// Whether only the day is shown.
        date_only: bool,
        /// Whether the product ignores seconds (reference/journeys.md 1.2).
        whole_minutes: bool,
    },
    /// Lookup to one or several tables.
    Lookup(Vec<Target>),
    /// Owner: user or team.
    Owner,
    /// Unique identifier; the primary key is one.
    Guid,
    /// Logical name of a table.
    EntityName,
    /// Image or file, as base64.
    Binary,
}

/// Kinds of fractional numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// Fixed point.
    Decimal,
    /// Fixed point with a currency.
    Money,
    /// Floating point.
    Double,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Logical name, lower case.
    pub name: String,
    /// Schema name.
    pub schema: String,
    /// Type and limits.
    pub kind: Kind,
    /// Text for people.
    pub label: Label,
    /// English description; may be empty.
    pub description: String,
    /// How strongly a value is asked for.
    pub required: Required,
    /// Whether a create may set it.
    pub create: bool,
    /// Whether an update may set it.
    pub update: bool,
    /// Value of new records that bring none.
    pub default: Option<serde_json::Value>,
    /// Lines of columns that this one is composed of.
    pub computed: Vec<Vec<String>>,
    /// Whether it came with the platform, not with the table's own file.
    pub standard: bool,
}

impl Column {
    /// Whether it holds a reference to a record.
    pub fn is_lookup(&self) -> bool {
        matches!(self.kind, Kind::Lookup(_) | Kind::Owner)
    }

    /// Whether the kind of record pointed to differs by row.
    pub fn is_polymorphic(&self) -> bool {
        match &self.kind {
            Kind::Lookup(targets) => targets.len() > 1,
            Kind::Owner => true,
            _ => false,
        }
    }

    /// Name on the wire: `_ownerid_value` for lookups.
    pub fn property(&self) -> String {
        if self.is_lookup() { format!("_{}_value", self.name) } else { self.name.clone() }
    }

    /// EDM type of the property.
    pub fn edm(&self) -> &'static str {
        match &self.kind {
            Kind::Text { .. } | Kind::Memo { .. } | Kind::Choices(_) | Kind::EntityName => "Edm.String",
            Kind::Integer { .. } | Kind::Choice(_) | Kind::State | Kind::Status => "Edm.Int32",
            Kind::BigInt => "Edm.Int64",
            Kind::Number { number: Number::Double, .. } => "Edm.Double",
            Kind::Number { .. } => "Edm.Decimal",
            Kind::Boolean { .. } => "Edm.Boolean",
            Kind::DateTime { behavior: DateBehavior::DateOnly, .. } => "Edm.Date",
            Kind::DateTime { .. } => "Edm.DateTimeOffset",
            Kind::Lookup(_) | Kind::Owner | Kind::Guid => "Edm.Guid",
            Kind::Binary => "Edm.Binary",
        }
    }
}
