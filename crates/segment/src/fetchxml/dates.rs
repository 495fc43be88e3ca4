//! Dates in a query as points in time, and `DATEDIFF` as bounds.

use crate::syntax::Word;
use jiff::ToSpan;
use jiff::civil::DateTime;

/// Reads a UTC time such as `2026-03-02T09:00:00Z`, or a date alone.
pub(super) fn parse(text: &str) -> Option<DateTime> {
    let text = text.trim().trim_end_matches(['Z', 'z']);
    text.parse::<DateTime>().ok().or_else(|| text.parse::<jiff::civil::Date>().ok().map(|date| date.at(0, 0, 0, 0)))
}

/// As FetchXML takes a moment.
pub(super) fn print(time: DateTime) -> String {
    let fraction = if time.subsec_nanosecond() == 0 { "" } else { "%.3f" };
    time.strftime(&format!("%Y-%m-%dT%H:%M:%S{fraction}Z")).to_string()
}

/// As FetchXML takes a day.
pub(super) fn print_day(time: DateTime) -> String {
    time.date().to_string()
}

/// Whether a moment is the beginning of a day.
pub(super) fn is_midnight(time: DateTime) -> bool {
    floor(Word::Day, time) == Some(time)
}

/// `DATEADD(part, count, time)`
pub(super) fn add(part: Word, count: i64, time: DateTime) -> Option<DateTime> {
    let span = match part {
        Word::Year => jiff::Span::new().try_years(count),
        Word::Month => jiff::Span::new().try_months(count),
        Word::Day => jiff::Span::new().try_days(count),
        Word::Hour => jiff::Span::new().try_hours(count),
        Word::Minute => jiff::Span::new().try_minutes(count),
        Word::Second => jiff::Span::new().try_seconds(count),
        Word::Millisecond => jiff::Span::new().try_milliseconds(count),
        _ => return None,
    };
    time.checked_add(span.ok()?).ok()
}

/// The beginning of the year, month, day and so on that holds `time`. `DATEDIFF` counts how many such beginnings lie
/// between two times (reference/segments.md 3.1).
pub(super) fn floor(part: Word, time: DateTime) -> Option<DateTime> {
    let date = time.date();
    let at = |hour, minute, second, millisecond: i32| date.at(hour, minute, second, millisecond * 1_000_000);
    Some(match part {
        Word::Year => date.first_of_year().at(0, 0, 0, 0),
        Word::Month => date.first_of_month().at(0, 0, 0, 0),
        Word::Day => at(0, 0, 0, 0),
        Word::Hour => at(time.hour(), 0, 0, 0),
        Word::Minute => at(time.hour(), time.minute(), 0, 0),
        Word::Second => at(time.hour(), time.minute(), time.second(), 0),
        Word::Millisecond => at(time.hour(), time.minute(), time.second(), i32::from(time.millisecond())),
        _ => return None,
    })
}

/// `DATE(y, m, d[, h[, min[, s[, ms]]]])`
pub(super) fn date(numbers: &[i64]) -> Option<DateTime> {
    let number = |index: usize| numbers.get(index).copied().unwrap_or(0);
    let small = |index: usize| i8::try_from(number(index)).ok();
    let date = jiff::civil::Date::new(i16::try_from(number(0)).ok()?, small(1)?, small(2)?).ok()?;
    let time = jiff::civil::Time::new(small(3)?, small(4)?, small(5)?, 0).ok()?;
    date.to_datetime(time).checked_add(number(6).milliseconds()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> DateTime {
        parse(text).expect("a time")
    }

    #[test]
    fn reads_and_prints() {
        assert_eq!(print(time("2026-03-02T09:30:15Z")), "2026-03-02T09:30:15Z");
        assert_eq!(print(time("2026-03-02")), "2026-03-02T00:00:00Z");
        assert_eq!(print(time("2026-03-02T09:30:15.123Z")), "2026-03-02T09:30:15.123Z");
        assert_eq!(parse("soon"), None);
    }

    #[test]
    fn floors_and_sums() {
        let now = time("2026-03-31T09:30:15Z");
        assert_eq!(floor(Word::Month, now).map(print).as_deref(), Some("2026-03-01T00:00:00Z"));
        assert_eq!(floor(Word::Hour, now).map(print).as_deref(), Some("2026-03-31T09:00:00Z"));
        assert_eq!(add(Word::Month, -1, now).map(print).as_deref(), Some("2026-02-28T09:30:15Z"));
        assert_eq!(add(Word::Year, 99_999, now), None);
        assert_eq!(date(&[2024, 2, 29, 12]).map(print).as_deref(), Some("2024-02-29T12:00:00Z"));
        assert_eq!(date(&[2023, 2, 29]), None);
    }
}
