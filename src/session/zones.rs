//! Time zones by the code that journeys store (`reference/journeys.md 6.4`).

use dataverse::{Asc, Error, Query};

use super::organisation::Organisation;

/// More than any organisation has.
const LIMIT: usize = 1_000;

/// A time zone of the organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeZone {
    /// `timezonecode`.
    pub code: i64,
    /// Its name for people, such as `(GMT+01:00) Amsterdam, Berlin, Rome`.
    pub name: String,
}

impl Organisation {
    /// All time zones, by name.
    pub async fn time_zones(&self) -> Result<Vec<TimeZone>, Error> {
        let query = Query::new().select(&["timezonecode", "userinterfacename"]).order("userinterfacename", Asc);
        let rows = self.client().all("timezonedefinitions", &query, LIMIT).await?;
        let zone = |row: &dataverse::Row| {
            Some(TimeZone { code: row.number("timezonecode")?, name: row.text("userinterfacename")?.to_owned() })
        };
        Ok(rows.iter().filter_map(zone).collect())
    }
}
