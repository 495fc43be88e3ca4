//! One row of the list.

use dataverse::Row;
use journey::Status;

pub(super) const ID: &str = "msdyncrm_customerjourneyid";
pub(super) const NAME: &str = "msdyncrm_name";
pub(super) const STATUS: &str = "statuscode";
pub(super) const STARTS: &str = "msdyncrm_startdatetime";
pub(super) const ENDS: &str = "msdyncrm_enddatetime";
pub(super) const TARGET: &str = "msdyncrm_entitytarget";
pub(super) const MODIFIED: &str = "modifiedon";
const MODIFIED_BY: &str = "_modifiedby_value";

/// What the list reads of each journey: no memo, so that a page stays small.
pub(super) const COLUMNS: &[&str] = &[NAME, STATUS, STARTS, ENDS, TARGET, MODIFIED, MODIFIED_BY];

/// A journey as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JourneyRow {
    /// Its id, lower case.
    pub id: String,
    /// Its version, for deleting just what was seen.
    pub etag: Option<String>,
    /// Its name.
    pub name: String,
    /// Its status.
    pub status: Status,
    /// The status in the user's language, if the server said.
    pub status_label: Option<String>,
    /// Its start, wall-clock, ISO.
    pub starts: Option<String>,
    /// Its end, wall-clock, ISO.
    pub ends: Option<String>,
    /// Contact or account in the user's language; empty when it has none.
    pub target: String,
    /// When it was last changed, ISO, UTC.
    pub modified_on: Option<String>,
    /// By whom; empty when unknown.
    pub modified_by: String,
}

impl JourneyRow {
    /// Reads a row. `None` when it bears no id, which nothing could be done with.
    pub(super) fn read(row: &Row) -> Option<Self> {
        let text = |column: &str| row.text(column).map(str::to_owned);
        let formatted = |column: &str| row.formatted(column).map(str::to_owned);
        Some(Self {
            id: row.guid(ID)?,
            etag: row.etag().map(str::to_owned),
            name: text(NAME).unwrap_or_default(),
            status: Status::from_code(row.number(STATUS).unwrap_or_default()),
            status_label: formatted(STATUS),
            starts: text(STARTS),
            ends: text(ENDS),
            target: formatted(TARGET).unwrap_or_default(),
            modified_on: text(MODIFIED),
            modified_by: formatted(MODIFIED_BY).unwrap_or_default(),
        })
    }

    /// Whether the product lets it be deleted (`reference/journeys.md 2.2`).
    pub fn is_deletable(&self) -> bool {
        !matches!(self.status, Status::Live | Status::LiveEditable)
    }
}
