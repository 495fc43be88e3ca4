//! One record of a list.

use std::sync::Arc;

use dataverse::Row;
use record::Status;

use super::source::{STATUS, Source};

/// A record as a list shows it. Cheap to clone but for its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its id, lower case.
    pub id: String,
    /// Its version, for deleting just what was seen.
    pub etag: Option<String>,
    /// Its name.
    pub name: String,
    /// Its status.
    pub status: Status,
    row: Arc<Row>,
}

impl Entry {
    /// Reads a row. `None` when it bears no id, which nothing could be done with.
    pub(super) fn read(source: &Source, row: Row) -> Option<Self> {
        Some(Self {
            id: row.guid(source.id)?,
            etag: row.etag().map(str::to_owned),
            name: row.text(source.name).unwrap_or_default().to_owned(),
            status: (source.status)(row.number(STATUS).unwrap_or_default()),
            row: Arc::new(row),
        })
    }

    /// The text of a column that the list reads; of a moment, ISO.
    pub fn text(&self, column: &str) -> Option<&str> {
        self.row.text(column)
    }

    /// The whole number in a column that the list reads; of a choice, its code.
    pub fn number(&self, column: &str) -> Option<i64> {
        self.row.number(column)
    }

    /// What the server writes for the column's value in the user's language.
    pub fn label(&self, column: &str) -> Option<&str> {
        self.row.formatted(column)
    }

    /// Whether the product lets it be deleted (`reference/journeys.md 2.2`).
    pub fn is_deletable(&self) -> bool {
        !matches!(self.status, Status::Live | Status::LiveEditable)
    }
}
