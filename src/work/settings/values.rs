//! Between the values of columns and the texts of controls.

use record::{SettingSpec, Value};

use crate::ui::field::Fault;
use crate::ui::words::fill;

/// A value as the text of a control; empty for none.
pub fn text(value: &Value) -> String {
    match value {
        Value::Nothing => String::new(),
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Moment(moment) => to_minute(moment),
        Value::Lookup(lookup) => lookup.name.clone().unwrap_or_else(|| lookup.id.clone()),
    }
}

/// `2019-02-09T11:29:00Z` as the browser's picker takes it, to the minute and without a zone: the wall clock stays what it is
/// (`reference/journeys.md 1.2`).
fn to_minute(moment: &str) -> String {
    moment.get(..16).unwrap_or(moment).replace(' ', "T")
}

/// A text as a column of text takes it.
pub fn text_value(typed: String) -> Value {
    if typed.is_empty() { Value::Nothing } else { Value::Text(typed) }
}

/// What the browser's picker gives, as it is on the wire.
pub fn moment_value(typed: &str) -> Value {
    match typed.get(..16) {
        Some(minute) => Value::Moment(format!("{minute}:00Z")),
        None => Value::Nothing,
    }
}

/// A whole number or an option's code.
pub fn number_value(spec: &SettingSpec, typed: &str) -> Result<Value, Fault> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Value::Nothing);
    }
    let number = typed.parse().map(Value::Number);
    number.map_err(|_| Fault::Unreadable(fill("{0} takes a whole number, such as 12.", &[spec.label])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_keep_their_wall_clock() {
        for (wire, shown, back) in [
            ("2019-02-09T11:29:00Z", "2019-02-09T11:29", "2019-02-09T11:29:00Z"),
            ("2019-02-09T11:29:31.123Z", "2019-02-09T11:29", "2019-02-09T11:29:00Z"),
        ] {
            assert_eq!(text(&Value::Moment(wire.to_owned())), shown);
            assert_eq!(moment_value(shown), Value::Moment(back.to_owned()));
        }
        assert_eq!(moment_value(""), Value::Nothing);
    }

    #[test]
    fn numbers_are_whole() {
        let spec = &record::setting(
            "msdyncrm_recurrencecount",
            "Recurrence count",
            record::SettingKind::Number { min: 0, max: 9 },
            record::Lock::WhileLive,
        );
        assert_eq!(number_value(spec, " 12 "), Ok(Value::Number(12)));
        assert_eq!(number_value(spec, ""), Ok(Value::Nothing));
        assert!(matches!(number_value(spec, "1.5"), Err(Fault::Unreadable(_))));
    }
}
