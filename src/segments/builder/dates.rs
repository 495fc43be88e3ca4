//! Dates of a condition: a day of the calendar, now, or so many days from now.
//!
//! Partial dates (a birthday in any year) have no published spelling, so they can't be entered (reference/segments.md 3.4).

use leptos::prelude::*;
use segment::builder::Value;
use segment::syntax::Word;

use super::controls::{Options, choice};
use super::row::Condition;
use super::values::{lock, read_number};
use super::words;
use crate::ui::field::{Bound, Mark, Shape, TextInput, fresh_id};
use crate::ui::words::t;

/// The units that spans of time are offered in; another that a text has is offered too.
const PARTS: [Word; 5] = [Word::Minute, Word::Hour, Word::Day, Word::Month, Word::Year];

/// The units to choose from.
pub fn parts(own: Option<Word>) -> Options {
    let foreign = own.filter(|own| !PARTS.contains(own));
    PARTS.into_iter().chain(foreign).map(|part| (part.spelling().to_owned(), words::part(part).to_owned())).collect()
}

/// How a moment is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// A day, as text.
    Day,
    /// A text that no calendar reads.
    Text,
    /// Now.
    Now,
    /// Before now.
    Ago,
    /// After now.
    Ahead,
}

impl Mode {
    fn of(value: Option<&Value>) -> Self {
        match value {
            Some(Value::Now) => Self::Now,
            Some(Value::FromNow(_, number)) if number.starts_with('-') => Self::Ago,
            Some(Value::FromNow(..)) => Self::Ahead,
            Some(Value::Text(text)) if !is_day(text) => Self::Text,
            Some(Value::Number(_) | Value::Flag(..)) => Self::Text,
            Some(Value::Text(_)) | None => Self::Day,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Day | Self::Text => "day",
            Self::Now => "now",
            Self::Ago => "ago",
            Self::Ahead => "ahead",
        }
    }
}

/// `2017-03-30`, the one spelling of dates that is documented.
fn is_day(text: &str) -> bool {
    let shape: String = text.chars().map(|char| if char.is_ascii_digit() { '0' } else { char }).collect();
    shape == "0000-00-00"
}

/// The control of a moment.
pub fn date(this: Condition) -> AnyView {
    let mode = Memo::new(move |_| this.form.with(|form| Mode::of(form.values.first())));
    let options = Signal::derive(|| {
        [("day", "date"), ("now", "now"), ("ago", "before now"), ("ahead", "after now")]
            .map(|(name, label)| (name.to_owned(), t(label).to_owned()))
            .to_vec()
    });
    let name = Signal::derive(move || mode.get().name().to_owned());
    let choose = Callback::new(move |name: String| {
        let (unit, number) = this.form.with_untracked(|form| match form.values.first() {
            Some(Value::FromNow(unit, number)) => (*unit, number.trim_start_matches('-').to_owned()),
            _ => (Word::Day, "30".to_owned()),
        });
        let value = match name.as_str() {
            "now" => Some(Value::Now),
            "ago" => Some(Value::FromNow(unit, format!("-{number}"))),
            "ahead" => Some(Value::FromNow(unit, number)),
            _ => None,
        };
        this.set_values(value.into_iter().collect());
    });
    view! {
        {choice(this.board, t("Kind of date"), "date-mode", options, name, choose)}
        {move || match mode.get() {
            Mode::Now => ().into_any(),
            Mode::Ago | Mode::Ahead => distance(this),
            Mode::Day => day(this, Shape::Date),
            Mode::Text => day(this, Shape::Line),
        }}
    }
    .into_any()
}

fn day(this: Condition, shape: Shape) -> AnyView {
    let bound = Bound::new(
        move || this.form.with(|form| form.values.first().map_or_else(String::new, |value| words::value(value, None))),
        move |text: String| {
            let value = (!text.trim().is_empty()).then(|| Value::Text(text.trim().to_owned()));
            this.put(|form| form.values = value.into_iter().collect())
        },
        lock(this),
    );
    view! { <TextInput bound id=fresh_id() fault=this.fault mark=Mark::Role("row-value") shape name=Some(t("Date").to_owned()) /> }
        .into_any()
}

fn distance(this: Condition) -> AnyView {
    let stored = move || {
        this.form.with(|form| match form.values.first() {
            Some(Value::FromNow(unit, number)) => Some((*unit, number.clone())),
            _ => None,
        })
    };
    let number = Bound::new(
        move || stored().map_or_else(String::new, |(_, number)| number.trim_start_matches('-').to_owned()),
        move |text: String| {
            let number = read_number(&text)?;
            let Some((unit, before)) = untrack(stored) else { return Ok(()) };
            let sign = if before.starts_with('-') { "-" } else { "" };
            this.put(|form| {
                form.values = vec![Value::FromNow(unit, format!("{sign}{}", number.trim_start_matches('-')))];
            })
        },
        lock(this),
    );
    let unit = Signal::derive(move || stored().map_or_else(String::new, |(unit, _)| unit.spelling().to_owned()));
    let options = Signal::derive(move || parts(stored().map(|(unit, _)| unit)));
    let choose = Callback::new(move |name: String| {
        if let (Some(unit), Some((_, number))) = (Word::read(&name), untrack(stored)) {
            this.set_values(vec![Value::FromNow(unit, number)]);
        }
    });
    view! {
        <TextInput bound=number id=fresh_id() fault=this.fault mark=Mark::Role("row-value") shape=Shape::Number name=Some(t("Number").to_owned()) />
        {choice(this.board, t("Unit"), "row-unit", options, unit, choose)}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_in_their_own_way() {
        let text = |text: &str| Value::Text(text.into());
        for (value, mode) in [
            (text("2017-03-30"), Mode::Day),
            (text("30 March"), Mode::Text),
            (Value::Now, Mode::Now),
            (Value::FromNow(Word::Day, "-30".into()), Mode::Ago),
            (Value::FromNow(Word::Day, "30".into()), Mode::Ahead),
        ] {
            assert_eq!(Mode::of(Some(&value)), mode);
        }
        assert_eq!(Mode::of(None), Mode::Day);
    }
}
