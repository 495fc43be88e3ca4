//! Wall-clock time of a journey's own zone, as a moment.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use crate::{ApiError, Transaction};

/// What to add to the standard time of each zone to reach UTC, by time-zone code. Hours of daylight saving are not in the zones'
/// rows and left out of account; a zone that has no row counts as UTC.
#[derive(Debug, Default)]
pub struct Zones(HashMap<i64, SignedDuration>);

impl Zones {
    /// Reads the organisation's zones.
    ///
    /// # Errors
    /// Those of the database.
    pub fn read(transaction: &Transaction) -> Result<Self, ApiError> {
        let rows = transaction.find("timezonedefinition", "", &["timezonecode", "bias"])?;
        let bias = |row: &crate::Row| Some((row.int("timezonecode")?, SignedDuration::from_mins(row.int("bias")?)));
        Ok(Self(rows.iter().filter_map(bias).collect()))
    }

    /// The moment that the clocks of a zone show `wall`, which is read as if it were UTC.
    pub fn moment(&self, wall: Timestamp, code: Option<i64>) -> Timestamp {
        let bias = code.and_then(|code| self.0.get(&code)).copied().unwrap_or_default();
        wall.checked_add(bias).unwrap_or(wall)
    }
}
