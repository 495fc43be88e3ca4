//! Wall-clock moments in the journey's own zone. No clock and no zone are needed to compare two of them.

/// Minutes since 1970 on a wall clock. Seconds are dropped, as the service ignores them (`reference/journeys.md 1.2`).
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Moment(i64);

/// Minutes of a day.
pub(crate) const DAY: i64 = 24 * 60;

impl Moment {
    /// Reads `2019-02-09T11:29:00.000Z`. Seconds, fraction and `Z` may be absent, and so may the whole time.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, "00:00"));
        let mut date = date.split('-').map(digits);
        let (year, month, day) = (date.next()??, date.next()??, date.next()??);
        let mut time = time.trim_end_matches('Z').split(':');
        let (hour, minute) = (digits(time.next()?)?, digits(time.next()?)?);
        let second = time.next().map_or(Some(0), |text| digits(text.split('.').next()?))?;
        let is_sound = date.next().is_none()
            && time.next().is_none()
            && (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=length(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60;
        is_sound.then(|| Self(days(year, month, day) * DAY + hour * 60 + minute))
    }

    /// Minutes since 1970.
    pub fn minutes(self) -> i64 {
        self.0
    }

    /// Some minutes later.
    #[must_use]
    pub fn later(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes))
    }

    /// As it is on the wire. Beyond the years that [`Moment::parse`] reads, the nearest that it does.
    pub fn text(self) -> String {
        let minutes = self.0.clamp(days(1, 1, 1) * DAY, days(9999, 12, 31) * DAY + DAY - 1);
        let (day, minute) = (minutes.div_euclid(DAY), minutes.rem_euclid(DAY));
        // A few years off at most, which the steps below see.
        let mut year = (1970 + day.div_euclid(366)).clamp(1, 9999);
        while days(year, 1, 1) > day {
            year -= 1;
        }
        while days(year + 1, 1, 1) <= day {
            year += 1;
        }
        let mut month = 1;
        while month < 12 && days(year, month + 1, 1) <= day {
            month += 1;
        }
        let day = day - days(year, month, 1) + 1;
        format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:00Z", minute / 60, minute % 60)
    }

    /// Minutes from `earlier` to this.
    pub fn since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }
}

fn digits(text: &str) -> Option<i64> {
    if text.is_empty() || text.len() > 4 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn length(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days from 1970-01-01 in the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let before = year - 1;
    let of_years = before * 365 + before / 4 - before / 100 + before / 400;
    let of_months: i64 = (1..month).map(|month| length(year, month)).sum();
    of_years + of_months + day - 1 - 719_162
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_count_minutes() {
        for (text, minutes) in [
            ("1970-01-01", Some(0)),
            ("1970-01-02T00:01:59.999Z", Some(DAY + 1)),
            ("1969-12-31T23:59Z", Some(-1)),
            ("2000-02-29T00:00:00", Some(11_016 * DAY)),
            ("2019-02-09 11:29", Some(17_936 * DAY + 11 * 60 + 29)),
            ("2019-02-29", None),
            ("2019-13-01", None),
            ("2019-01-01T24:00", None),
            ("2019-01-01T12", None),
            ("tomorrow", None),
            ("", None),
            ("2019-01-01-01", None),
            ("+019-01-01", None),
        ] {
            assert_eq!(Moment::parse(text).map(|moment| moment.0), minutes, "{text}");
        }
        for text in [
            "1970-01-01T00:00:00Z",
            "1969-12-31T23:59:00Z",
            "2000-02-29T11:05:00Z",
            "2100-12-31T00:00:00Z",
            "0001-01-01T00:00:00Z",
        ] {
            assert_eq!(Moment::parse(text).map(Moment::text).as_deref(), Some(text));
        }
        assert_eq!(Moment(i64::MAX).text(), "9999-12-31T23:59:00Z");
    }
}
