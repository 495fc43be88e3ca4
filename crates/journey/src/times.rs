//! How long contacts take: waits, timeouts and release windows, from the start of their path to each tile.

use std::ops::RangeInclusive;

use crate::document::{Document, TileKey};
use crate::fields::WEEK;
use crate::item::Item;
use crate::json::Json;
use crate::kind::{Branch, Kind};
use crate::moment::DAY;
use crate::reading::Reading;

/// Minutes at the least and at the most.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Span {
    /// At the least.
    pub min: i64,
    /// At the most; `None` when nothing limits it, or nobody published how its limit is stored.
    pub max: Option<i64>,
}

impl Span {
    const NOTHING: Self = Self { min: 0, max: Some(0) };
    const OPEN: Self = Self { min: 0, max: None };

    fn plus(self, other: Self) -> Self {
        let max = self.max.zip(other.max).map(|(one, other)| one.saturating_add(other));
        Self { min: self.min.saturating_add(other.min), max }
    }
}

/// When contacts reach each tile, counted from when they enter.
#[derive(Clone, Debug)]
pub struct Times(Vec<Option<Span>>);

impl Times {
    /// When contacts reach a tile; `None` for the root and for keys of no tile.
    pub fn get(&self, key: TileKey) -> Option<Span> {
        self.0.get(key.slot()).copied().flatten()
    }
}

/// Expected times of all tiles. What a tile does itself takes no time; only waits and triggers do. Linear.
pub fn times(document: &Document) -> Times {
    let mut times = vec![None; document.slots()];
    for key in Reading::of(document).order {
        let (Some(tile), parent) = (document.tile(key), document.parent(key)) else { continue };
        let before = parent.and_then(|parent| times[parent.slot()]).unwrap_or(Span::NOTHING);
        let spent = parent.and_then(|parent| document.tile(parent)).and_then(|parent| parent.header());
        times[key.slot()] = Some(before.plus(spent.map_or(Span::NOTHING, |item| stay(item, tile.branch()))));
    }
    Times(times)
}

/// How long contacts stay at a tile who then take this branch.
pub(crate) fn stay(item: &Item, branch: &Branch) -> Span {
    match item.kind() {
        Kind::Trigger => {
            let timeout = timeout(item);
            // Who answers goes on at once; who does not goes on when the time is up.
            let min = if *branch == Branch::Yes { 0 } else { timeout.unwrap_or(0) };
            Span { min, max: timeout }
        }
        Kind::Scheduler => match (item.member("OffsetType"), wait(item)) {
            (Some(Json::Text(kind)), Some(wait)) if kind.eq_ignore_ascii_case("Duration") => {
                let window = Window::of(item).longest_closed();
                wait.plus(Span { min: 0, max: window })
            }
            _ => Span::OPEN,
        },
        _ => Span::NOTHING,
    }
}

/// How long a trigger waits.
pub(crate) fn timeout(item: &Item) -> Option<i64> {
    let value = item.member("TimeoutValue")?.as_integer().filter(|value| *value > 0)?;
    let unit = minutes(item.member("TimeoutUnit")?.as_text()?)?;
    Some(value.saturating_mul(*unit.end()))
}

/// How long a scheduler waits before it looks at its window.
pub(crate) fn wait(item: &Item) -> Option<Span> {
    let value = item.member("ScheduledDurationValue")?.as_integer().filter(|value| *value >= 0)?;
    let unit = minutes(item.member("ScheduledDurationUnit")?.as_text()?)?;
    Some(Span { min: value.saturating_mul(*unit.start()), max: Some(value.saturating_mul(*unit.end())) })
}

fn minutes(unit: &str) -> Option<RangeInclusive<i64>> {
    Some(match unit.to_ascii_lowercase().as_str() {
        "minute" => 1..=1,
        "hour" => 60..=60,
        "day" => DAY..=DAY,
        "week" => 7 * DAY..=7 * DAY,
        "month" => 28 * DAY..=31 * DAY,
        _ => return None,
    })
}

/// When a scheduler lets contacts go on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Window {
    /// From Monday.
    days: [bool; 7],
    from: i64,
    /// The last minute that is open.
    to: i64,
}

impl Window {
    /// What is not stored does not restrict.
    pub fn of(item: &Item) -> Self {
        let time = |hour: &str, minute: &str, otherwise: i64| {
            let part = |name: &str| item.member(name).as_ref().and_then(Json::as_integer);
            part(hour)
                .map_or(otherwise, |hours| (hours * 60).saturating_add(part(minute).unwrap_or(0)))
                .clamp(0, DAY - 1)
        };
        let days = WEEK.map(|day| item.member(day) != Some(Json::Bool(false)));
        let from = time("WaitUntilFromHour", "WaitUntilFromMinute", 0);
        let to = time("WaitUntilToHour", "WaitUntilToMinute", DAY - 1);
        Self { days, from, to }
    }

    fn is_never(self) -> bool {
        !self.days.contains(&true) || self.from > self.to
    }

    /// The longest that contacts may be held. `None` when the window never opens.
    fn longest_closed(self) -> Option<i64> {
        if self.is_never() {
            return None;
        }
        let mut longest = 0;
        for day in (0..7).filter(|day| self.days[*day as usize]) {
            // From when this day's window closes.
            let closes = day * DAY + self.to + 1;
            let opens = self.next(closes)?;
            longest = longest.max(opens - closes);
        }
        Some(longest)
    }

    /// The first minute from `minute` on that is open, both counted from a Monday's midnight.
    pub fn next(self, minute: i64) -> Option<i64> {
        if self.is_never() {
            return None;
        }
        let first = minute.div_euclid(DAY);
        (first..=first + 7).find_map(|day| {
            let opens = (day * DAY + self.from).max(minute);
            let is_open = self.days[day.rem_euclid(7) as usize] && opens <= day * DAY + self.to;
            is_open.then_some(opens)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::fixture::journey;

    fn told(outline: &str) -> String {
        let document = journey(outline);
        let times = times(&document);
        let line = |key: TileKey| {
            let span = times.get(key)?;
            Some(format!("{}..{}", span.min, span.max.map_or("?".to_owned(), |max| max.to_string())))
        };
        document.keys().filter_map(line).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn waits_and_timeouts_add_up() {
        let outline = r#"Segment
 Scheduler OffsetType="Duration" ScheduledDurationUnit="Hour" ScheduledDurationValue=2
  Trigger TimeoutValue=5 TimeoutUnit="Day"
   Email Yes
   Email No
    Trigger
     Email Yes
     Email No
  Scheduler OffsetType="Duration" ScheduledDurationUnit="Month" ScheduledDurationValue=1
   Email
  Scheduler OffsetType="FixedDate"
   Email"#;
        let expected =
            "0..0 0..0 120..120 120..7320 7320..7320 7320..7320 7320..? 7320..? 120..120 40440..44760 120..120 120..?";
        assert_eq!(told(outline), expected);
    }

    #[test]
    fn windows_hold_contacts_until_they_open() {
        let weekend = r#"Segment
 Scheduler OffsetType="Duration" ScheduledDurationUnit="Day" ScheduledDurationValue=0 WaitUntilSaturday=false WaitUntilSunday=false WaitUntilFromHour=9 WaitUntilToHour=16 WaitUntilToMinute=59
  Email"#;
        // From Friday 17:00 to Monday 9:00.
        assert_eq!(told(weekend), format!("0..0 0..0 0..{}", 2 * DAY + 16 * 60));
        let never = r#"Segment
 Scheduler OffsetType="Duration" ScheduledDurationUnit="Day" ScheduledDurationValue=0 WaitUntilFromHour=9 WaitUntilToHour=8
  Email"#;
        assert_eq!(told(never), "0..0 0..0 0..?");
        let window = Window { days: [true, false, false, false, false, false, false], from: 60, to: 119 };
        assert_eq!(
            [0, 60, 119, 120, -1].map(|minute| window.next(minute)),
            [Some(60), Some(60), Some(119), Some(7 * DAY + 60), Some(60)]
        );
    }
}
