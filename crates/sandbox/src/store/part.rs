//! Parts of dates, which rows are grouped by.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use rusqlite::{Connection, functions::FunctionFlags};

/// The part of a stored date, `2016-09-28T22:57:53Z` or `2019-01-31`, as the clock in a time zone shows it. Fiscal years are those
/// of the calendar and their periods quarters, the settings that an organisation starts with.
fn part(name: &str, zone: &TimeZone, text: &str) -> Option<i64> {
    let date = match text.parse::<Date>() {
        Ok(date) if !text.contains('T') => date,
        _ => text.parse::<Timestamp>().ok()?.to_zoned_datetime(zone.clone()).date(),
    };
    let month = i64::from(date.month());
    Some(match name {
        "Day" => date.day().into(),
        // The week that 1 January is in is the first, and weeks begin on Sunday, as SQL Server counts.
        "Week" => {
            let first = i64::from(date.first_of_year().weekday().to_sunday_zero_offset());
            (i64::from(date.day_of_year()) - 1 + first) / 7 + 1
        }
        "Month" => month,
        "Quarter" | "FiscalPeriod" => (month - 1) / 3 + 1,
        _ => date.year().into(),
    })
}

/// Teaches a connection `dv_part(part, zone, date)`.
pub fn register(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("dv_part", 3, flags, |context| {
        let zone = context.get_or_create_aux(1, |value| -> Result<_, rusqlite::types::FromSqlError> {
            Ok(TimeZone::get(value.as_str()?).unwrap_or(TimeZone::UTC))
        })?;
        let name = context.get_raw(0).as_str()?;
        Ok(context.get_raw(2).as_str().ok().and_then(|text| part(name, &zone, text)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let berlin = TimeZone::get("Europe/Berlin").expect("a zone");
        let cases = [
            // The documented ones.
            ("Week", "2023-03-25T12:00:00Z", 12),
            ("Week", "2023-08-27T12:00:00Z", 35),
            ("Day", "2023-12-31T23:30:00Z", 1),
            ("Year", "2023-12-31T23:30:00Z", 2024),
            ("Month", "2023-12-31", 12),
            ("FiscalPeriod", "2023-08-27", 3),
        ];
        for (name, text, expected) in cases {
            assert_eq!(part(name, &berlin, text), Some(expected), "{name} of {text}");
        }
    }
}
