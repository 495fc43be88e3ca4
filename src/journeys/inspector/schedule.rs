//! Times of day and days of the week.

use journey::{Command, Json};
use leptos::prelude::*;

use super::fields::like;
use super::place::Place;
use crate::ui::field::{Bound, Fault, Field, Mark, Shape, TextField, fresh_id};
use crate::ui::words::{fill, t};

/// Full and short names from Monday.
const DAYS: [(&str, &str); 7] = [
    ("Monday", "Mon"),
    ("Tuesday", "Tue"),
    ("Wednesday", "Wed"),
    ("Thursday", "Thu"),
    ("Friday", "Fri"),
    ("Saturday", "Sat"),
    ("Sunday", "Sun"),
];

/// A time of day that is stored as two numbers.
#[component]
pub fn TimeField(
    /// The item.
    place: Place,
    /// What it is called.
    label: &'static str,
    /// What it is for.
    hint: &'static str,
    /// Member with the hour.
    hour_member: &'static str,
    /// Member with the minute.
    minute_member: &'static str,
    /// Why it can't be changed now.
    lock: Memo<Option<String>>,
) -> impl IntoView {
    let read = move || {
        let part = |member| place.member(member).and_then(|value| value.as_integer());
        clock(part(hour_member), part(minute_member))
    };
    let commit = move |typed: String| {
        let Some((hour, minute)) = hour_and_minute(&typed) else {
            return Err(Fault::Unreadable(fill("{0} needs an hour and a minute.", &[label])));
        };
        let part = |member: &'static str, number: i64| {
            let before = untrack(|| place.member(member));
            let value = like(before.as_ref(), number);
            (before.as_ref() != Some(&value)).then(|| place.setting(member, Some(value)))
        };
        let commands = part(hour_member, hour).into_iter().chain(part(minute_member, minute)).collect();
        place.run(Command::All { label: fill("Change {0}", &[label]), commands })
    };
    let bound = Bound::new(read, commit, lock);
    view! { <TextField label bound mark=Mark::Member(hour_member.to_owned()) hint shape=Shape::Time /> }
}

/// `09:05`, or nothing when the numbers are no time of day.
fn clock(hour: Option<i64>, minute: Option<i64>) -> String {
    match (hour, minute) {
        (Some(hour @ 0..=23), Some(minute @ 0..=59)) => format!("{hour:02}:{minute:02}"),
        _ => String::new(),
    }
}

/// Hour and minute of `09:05`. Seconds, which some browsers add, are dropped.
fn hour_and_minute(text: &str) -> Option<(i64, i64)> {
    let mut parts = text.split(':');
    let hour: i64 = parts.next()?.parse().ok()?;
    let minute: i64 = parts.next()?.parse().ok()?;
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some((hour, minute))
}

/// Seven flags as buttons that stay pressed.
#[component]
pub fn DaysField(
    /// The item.
    place: Place,
    /// What they are called.
    label: &'static str,
    /// What they are for.
    hint: &'static str,
    /// Their members, from Monday.
    days: &'static [&'static str; 7],
    /// Why they can't be changed now.
    lock: Memo<Option<String>>,
) -> impl IntoView {
    let fault = RwSignal::new(None::<String>);
    let buttons = DAYS.iter().zip(days).map(move |((full, short), member)| {
        let is_on = Memo::new(move |_| place.member(member) == Some(Json::Bool(true)));
        let toggle = move |_| {
            if lock.with_untracked(Option::is_some) {
                return;
            }
            let outcome = place.set(member, Some(Json::Bool(!is_on.get_untracked())));
            fault.set(outcome.err().map(Fault::text));
        };
        view! {
            <button
                type="button"
                class="day"
                data-member=*member
                aria-label=t(full)
                aria-pressed=move || if is_on.get() { "true" } else { "false" }
                aria-disabled=move || lock.with(|lock| lock.is_some().then_some("true"))
                title=move || lock.get().unwrap_or_else(|| t(full).to_owned())
                on:click=toggle
            >
                {t(short)}
            </button>
        }
    });
    view! {
        <Field label id=fresh_id() hint fault group=true>
            <div class="days">{buttons.collect_view()}</div>
        </Field>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day() {
        for (hour, minute, text) in [(0, 0, "00:00"), (23, 59, "23:59"), (9, 5, "09:05"), (24, 0, ""), (0, -1, "")] {
            assert_eq!(clock(Some(hour), Some(minute)), text);
        }
        assert_eq!(clock(None, Some(1)), "");
        assert_eq!(hour_and_minute("09:05"), Some((9, 5)));
        assert_eq!(hour_and_minute("09:05:30"), Some((9, 5)));
        for text in ["", "9", "24:00", "x:1", "10:60"] {
            assert_eq!(hour_and_minute(text), None, "{text}");
        }
    }
}
