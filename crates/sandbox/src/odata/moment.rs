//! Dates on the wire (reference/web-api.md 7).

use jiff::{Timestamp, civil};

use crate::clock::wire;

/// A date and time as columns keep it: `2016-09-28T22:57:53Z`. Fractions are dropped; a missing zone means UTC. With `wall_clock`
/// the reading is kept as it stands, whatever zone it names (time-zone-independent columns).
pub fn moment(text: &str, wall_clock: bool) -> Option<String> {
    if !text.contains(['T', 't']) {
        return None;
    }
    let zoned = text.ends_with(['Z', 'z']) || text.get(10..).is_some_and(|time| time.contains(['+', '-']));
    let moment: Timestamp = if zoned && !wall_clock {
        text.parse().ok()?
    } else {
        let reading: civil::DateTime =
            text.trim_end_matches(['Z', 'z']).get(..).and_then(|text| strip_offset(text).parse().ok())?;
        reading.to_zoned_datetime(jiff::tz::TimeZone::UTC).ok()?.timestamp()
    };
    // SQL Server, and so the platform, knows no date before 1753.
    (moment.as_second() >= -6_847_804_800).then(|| wire(moment))
}

/// A day as columns keep it: `2019-01-31`.
pub fn civil_date(text: &str) -> Option<String> {
    (text.len() == 10).then(|| text.parse::<civil::Date>().ok()).flatten().map(|date| date.to_string())
}

fn strip_offset(text: &str) -> &str {
    let time = text.get(11..).unwrap_or_default();
    time.find(['+', '-']).map_or(text, |at| &text[..11 + at])
}
