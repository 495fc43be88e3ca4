//! Wall-clock time of a journey's own zone, as a moment.

use std::collections::HashMap;

use jiff::{Timestamp, tz::TimeZone};

use crate::{ApiError, Transaction, api};

/// The organisation's zones by time-zone code. One that is not among them counts as UTC.
#[derive(Debug, Default)]
pub struct Zones(HashMap<i64, TimeZone>);

impl Zones {
    /// Reads the organisation's zones.
    ///
    /// # Errors
    /// Those of the database.
    pub fn read(transaction: &Transaction) -> Result<Self, ApiError> {
        let rows = transaction.find("timezonedefinition", "", &["timezonecode"])?;
        let zone = |code| Ok((code, api::zone(transaction, code)?));
        Ok(Self(rows.iter().filter_map(|row| row.int("timezonecode")).map(zone).collect::<Result<_, ApiError>>()?))
    }

    /// The moment that the clocks of a zone show `wall`, which is read as if it were UTC. An hour that a zone skips or repeats is
    /// taken as RFC 5545 does.
    pub fn moment(&self, wall: Timestamp, code: Option<i64>) -> Timestamp {
        let Some(zone) = code.and_then(|code| self.0.get(&code)) else { return wall };
        zone.to_timestamp(TimeZone::UTC.to_datetime(wall)).unwrap_or(wall)
    }
}
