//! What an organisation has: tables in brief, and choices that tables share.

use super::{Choice, Label};

/// A table in brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableSummary {
    /// Name in metadata and in lookup annotations.
    pub logical_name: String,
    /// Name with its customary case, as the names of privileges have it.
    pub schema_name: String,
    /// Name in URLs. Absent where the Web API does not offer the table.
    pub entity_set: Option<String>,
    /// Column of the id.
    pub id_attribute: Option<String>,
    /// Column of the primary name.
    pub name_attribute: Option<String>,
    /// What one record is called.
    pub label: Label,
    /// What several are called.
    pub plural_label: Label,
    /// Whether it only holds the pairs of a many-to-many relationship.
    pub is_intersect: bool,
    /// Whether it was added to the platform.
    pub is_custom: bool,
}

impl TableSummary {
    /// What people call the table; its logical name where nobody named it.
    pub fn title(&self) -> &str {
        self.label.text().unwrap_or(&self.logical_name)
    }
}

/// Choices under a name of their own, for columns of any table.
#[derive(Clone, Debug, PartialEq)]
pub struct GlobalChoices {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub label: Label,
    /// The choices.
    pub options: Vec<Choice>,
}

/// An alternate key: columns that together tell a record from all others of its table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name.
    pub schema_name: String,
    /// What people call it.
    pub label: Label,
    /// Logical names of its columns.
    pub columns: Vec<String>,
    /// `Active` once the server has an index for it.
    pub status: String,
}
