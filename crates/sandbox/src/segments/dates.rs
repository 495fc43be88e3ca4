//! Moments as milliseconds since 1970, and the language's arithmetic with them.

use jiff::{Span, Timestamp, civil, tz::TimeZone};
use segment::syntax::Word;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Reads a moment, a wall-clock time (as UTC) or a day (as its first moment).
pub fn read(text: &str) -> Option<i64> {
    let text = text.trim();
    let local = |time: civil::DateTime| TimeZone::UTC.to_timestamp(time).ok();
    let moment = text.parse::<Timestamp>().ok();
    let moment = moment.or_else(|| text.parse::<civil::DateTime>().ok().and_then(local));
    let day = || text.parse::<civil::Date>().ok().and_then(|day| local(day.to_datetime(civil::Time::midnight())));
    Some(moment.or_else(day)?.as_millisecond())
}

/// The beginning of the minute: `DATETIMEUTCNOW()` knows no seconds (reference/segments.md 3.1).
pub fn minute(moment: Timestamp) -> i64 {
    floor(moment.as_millisecond(), MINUTE)
}

/// `DATE(y, m, d[, h[, min[, s[, ms]]]])`
pub fn date(numbers: &[i64]) -> Option<i64> {
    let number = |at: usize| numbers.get(at).copied().unwrap_or(0);
    let small = |at: usize| i8::try_from(number(at)).ok();
    let day = civil::Date::new(i16::try_from(number(0)).ok()?, small(1)?, small(2)?).ok()?;
    let within = i32::try_from(number(6)).ok().filter(|ms| (0..1_000).contains(ms))?;
    let time = civil::Time::new(small(3)?, small(4)?, small(5)?, within * 1_000_000).ok()?;
    Some(TimeZone::UTC.to_timestamp(day.to_datetime(time)).ok()?.as_millisecond())
}

/// `DATEADD(part, count, moment)`; the last day of a month stays within it.
pub fn add(part: Word, count: i64, moment: i64) -> Option<i64> {
    let span = match part {
        Word::Year => Span::new().try_years(count).ok()?,
        Word::Month => Span::new().try_months(count).ok()?,
        _ => {
            let sum = moment.checked_add(count.checked_mul(length(part)?)?)?;
            return Timestamp::from_millisecond(sum).ok().map(|_| sum);
        }
    };
    let time = civil_of(moment)?.checked_add(span).ok()?;
    Some(TimeZone::UTC.to_timestamp(time).ok()?.as_millisecond())
}

/// `DATEDIFF(part, from, to)`: how many beginnings of a part lie between the two, as in Transact-SQL.
pub fn difference(part: Word, from: i64, to: i64) -> Option<i64> {
    let count = |moment: i64| -> Option<i64> {
        let time = civil_of(moment)?;
        Some(match part {
            Word::Year => i64::from(time.year()),
            Word::Month => i64::from(time.year()) * 12 + i64::from(time.month()),
            _ => floor(moment, length(part)?) / length(part)?,
        })
    };
    Some(count(to)? - count(from)?)
}

fn length(part: Word) -> Option<i64> {
    Some(match part {
        Word::Day => DAY,
        Word::Hour => HOUR,
        Word::Minute => MINUTE,
        Word::Second => SECOND,
        Word::Millisecond => 1,
        _ => return None,
    })
}

fn floor(moment: i64, length: i64) -> i64 {
    moment.div_euclid(length) * length
}

fn civil_of(moment: i64) -> Option<civil::DateTime> {
    Some(TimeZone::UTC.to_datetime(Timestamp::from_millisecond(moment).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        read(text).expect("a moment")
    }

    #[test]
    fn boundaries_are_counted() {
        let cases = [
            (Word::Year, "2025-12-31T23:59:59Z", "2026-01-01", 1),
            (Word::Month, "2026-01-31", "2026-02-01", 1),
            (Word::Day, "2026-03-14T23:59:59Z", "2026-03-15T00:00:00Z", 1),
            (Word::Day, "2026-03-15T00:00:00Z", "2026-03-15T23:59:59Z", 0),
            (Word::Hour, "1969-12-31T23:59:00Z", "1970-01-01T00:01:00Z", 1),
            (Word::Minute, "2026-03-15T10:30:59Z", "2026-03-15T10:29:00Z", -1),
            (Word::Second, "2026-03-15T10:30:00.999Z", "2026-03-15T10:30:01Z", 1),
            (Word::Millisecond, "2026-03-15", "2026-03-15T00:00:01Z", 1_000),
        ];
        for (part, from, to, expected) in cases {
            assert_eq!(difference(part, at(from), at(to)), Some(expected), "{part:?} {from} {to}");
        }
    }

    #[test]
    fn sums_stay_within_the_calendar() {
        assert_eq!(add(Word::Month, -1, at("2026-03-31T09:30:15Z")), Some(at("2026-02-28T09:30:15Z")));
        assert_eq!(add(Word::Day, 1, at("2024-02-28")), Some(at("2024-02-29")));
        assert_eq!(add(Word::Year, 99_999, at("2026-03-31")), None);
        assert_eq!(add(Word::Day, i64::MAX, at("2026-03-31")), None);
        assert_eq!(date(&[2024, 2, 29, 12, 0, 0, 500]), Some(at("2024-02-29T12:00:00.5Z")));
        assert_eq!(date(&[2023, 2, 29]), None);
    }

    #[test]
    fn moments_are_read_in_every_spelling() {
        assert_eq!(read("2026-03-02"), read("2026-03-02T00:00:00Z"));
        assert_eq!(read("2026-03-02T01:00:00+01:00"), read("2026-03-02T00:00:00"));
        assert_eq!(read("soon"), None);
    }
}
