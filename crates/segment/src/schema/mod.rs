//! What the organisation knows: tables, columns, relationships, choices, segments, interactions.
//!
//! Metadata arrives piece by piece, so every answer may be [`Known::Unloaded`]: then nothing is said about the name.

mod catalog;
mod interactions;
mod relationship;
#[cfg(test)]
pub(crate) mod sample;

pub use catalog::Catalog;
pub use interactions::{documented_interactions, learn_links};
pub use relationship::{Relationship, RelationshipKind};

/// An answer about a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known<T> {
    /// It exists.
    Yes(T),
    /// It does not exist.
    No,
    /// Nobody has looked yet.
    Unloaded,
}

impl<T> Known<T> {
    /// What exists.
    pub fn yes(self) -> Option<T> {
        match self {
            Self::Yes(value) => Some(value),
            Self::No | Self::Unloaded => None,
        }
    }
}

/// The organisation, as far as it is known. Names are compared without case.
pub trait Schema {
    /// A table by its logical name.
    fn table(&self, name: &str) -> Known<&Table>;
    /// Every table known so far.
    fn tables(&self) -> Vec<&Table>;
    /// A segment by its query name.
    fn segment(&self, query_name: &str) -> Known<&Segment>;
    /// Every segment known so far.
    fn segments(&self) -> Vec<&Segment>;
    /// The interaction types, with the links that queries of this organisation use.
    fn interactions(&self) -> Vec<&InteractionType>;

    /// A column of a table.
    fn column(&self, table: &str, column: &str) -> Known<&Column> {
        match self.table(table) {
            Known::Yes(table) => table.column(column),
            Known::No | Known::Unloaded => Known::Unloaded,
        }
    }

    /// A relationship that touches `table`, by the name that a query uses.
    fn relationship(&self, table: &str, name: &str) -> Known<&Relationship> {
        match self.table(table) {
            Known::Yes(table) => table.relationship(name),
            Known::No | Known::Unloaded => Known::Unloaded,
        }
    }
}

/// Knows nothing, so says nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoSchema;

impl Schema for NoSchema {
    fn table(&self, _: &str) -> Known<&Table> {
        Known::Unloaded
    }
    fn tables(&self) -> Vec<&Table> {
        Vec::new()
    }
    fn segment(&self, _: &str) -> Known<&Segment> {
        Known::Unloaded
    }
    fn segments(&self) -> Vec<&Segment> {
        Vec::new()
    }
    fn interactions(&self) -> Vec<&InteractionType> {
        Vec::new()
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Logical name.
    pub name: String,
    /// Display name.
    pub label: String,
    /// The key column.
    pub primary_id: String,
    /// None until they are loaded.
    pub columns: Option<Vec<Column>>,
    /// Those that have this table at either end. None until they are loaded.
    pub relationships: Option<Vec<Relationship>>,
}

impl Table {
    /// A column by its logical name.
    pub fn column(&self, name: &str) -> Known<&Column> {
        let Some(columns) = &self.columns else { return Known::Unloaded };
        columns.iter().find(|column| column.name.eq_ignore_ascii_case(name)).map_or(Known::No, Known::Yes)
    }

    /// A relationship by either of its names.
    pub fn relationship(&self, name: &str) -> Known<&Relationship> {
        let Some(relationships) = &self.relationships else { return Known::Unloaded };
        relationships.iter().find(|relationship| relationship.is_called(name)).map_or(Known::No, Known::Yes)
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Logical name.
    pub name: String,
    /// Display name.
    pub label: String,
    /// Its type.
    pub kind: ColumnKind,
    /// The values of a choice.
    pub choices: Vec<Choice>,
    /// Calculated and rollup columns can't be used in segments (reference/segments.md 3.2).
    pub computed: bool,
}

impl Column {
    /// The label of a choice's value.
    pub fn choice(&self, value: i64) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.value == value)
    }
}

/// The types of columns that a query treats alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum ColumnKind {
    Text,
    WholeNumber,
    Decimal,
    Money,
    YesNo,
    Choice,
    MultiChoice,
    /// A moment.
    DateTime,
    /// A day without a time.
    Date,
    Lookup,
    Id,
    Other,
}

impl ColumnKind {
    /// Whether values are dates, with or without a time.
    pub fn is_date(self) -> bool {
        matches!(self, Self::DateTime | Self::Date)
    }

    /// Whether values are bare numbers.
    pub fn is_number(self) -> bool {
        matches!(self, Self::WholeNumber | Self::Decimal | Self::Money | Self::Choice)
    }

    /// In words.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::WholeNumber => "a whole number",
            Self::Decimal => "a number",
            Self::Money => "an amount",
            Self::YesNo => "yes or no",
            Self::Choice => "a choice",
            Self::MultiChoice => "several choices",
            Self::DateTime | Self::Date => "a date",
            Self::Lookup => "a lookup",
            Self::Id => "an id",
            Self::Other => "of another type",
        }
    }
}

/// One value of a choice column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is stored and written in queries.
    pub value: i64,
    /// What people see.
    pub label: String,
}

/// A segment that `SEGMENT(name)` can name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// `msdyncrm_segmentqueryname`, never computed (reference/segments.md 2.4).
    pub query_name: String,
    /// The name that people gave it.
    pub label: String,
    /// Whether its status is *Live* or *Live editable*.
    pub live: bool,
    /// Its status in words.
    pub status: String,
    /// Static segments have no query.
    pub query: Option<String>,
}

/// A type of interaction (reference/segments.md 6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InteractionType {
    /// As queries spell it.
    pub name: String,
    /// The properties that a filter can use.
    pub properties: Vec<String>,
    /// Link names seen in queries of this organisation; never guessed.
    pub links: Vec<String>,
}
