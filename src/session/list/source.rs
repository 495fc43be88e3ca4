//! What a list is of: a table, said as data, so that one list serves them all.

use dataverse::{Query, Row};
use record::Status;

use super::summaries::Summary;

/// Status reason; every table that is listed has it.
pub const STATUS: &str = "statuscode";
/// When a record was last changed.
pub const MODIFIED: &str = "modifiedon";
/// By whom; its label is the name.
pub const MODIFIED_BY: &str = "_modifiedby_value";

/// A table whose records are listed.
pub struct Source {
    /// Entity set.
    pub set: &'static str,
    /// Column of the id.
    pub id: &'static str,
    /// Column of the name.
    pub name: &'static str,
    /// Columns that are read of each record beside the name and what every table has: no document, so that a page stays small.
    pub columns: &'static [&'static str],
    /// What a `statuscode` means.
    pub status: fn(i64) -> Status,
    /// What only the records' documents tell.
    pub documents: Documents,
}

impl Source {
    /// Columns of a row, which are also those that can be filtered and sorted by.
    pub(super) fn selected(&self) -> impl Iterator<Item = &'static str> {
        [self.name, STATUS].into_iter().chain(self.columns.iter().copied()).chain([MODIFIED, MODIFIED_BY])
    }
}

/// The documents of a table's records, read for the rows that show.
pub struct Documents {
    /// Column of the document's text.
    pub column: &'static str,
    /// The table, where the column's `MaxLength` in its metadata is the limit of a document.
    pub limited_by: Option<&'static str>,
    /// What has to be read.
    pub query: fn() -> Query,
    /// What a document amounts to, given its limit in UTF-16 units, if that is known.
    pub sum_up: fn(&Row, Option<usize>) -> Summary,
}
