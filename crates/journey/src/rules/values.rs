//! What a column takes (`reference/journeys.md 1.2`).

use crate::moment::Moment;
use record::Refusal;
use record::{SettingKind, SettingSpec, Value};

/// Whether a column takes a value.
pub(crate) fn check(spec: &SettingSpec, value: &Value) -> Result<(), Refusal> {
    let label = spec.label;
    let refuse = |reason: String| Err(Refusal::new("value", reason));
    match (spec.kind, value) {
        // An empty name is a problem of the document, not of typing: it may be on its way to another.
        (SettingKind::Text { .. }, Value::Nothing) => Ok(()),
        (_, Value::Nothing) if spec.is_required => refuse(format!("{label} needs a value.")),
        (_, Value::Nothing) | (SettingKind::Flag, Value::Flag(_)) | (SettingKind::Choice(_), Value::Number(_)) => {
            Ok(())
        }
        (SettingKind::Text { max } | SettingKind::Memo { max }, Value::Text(text)) => {
            let length = text.encode_utf16().count();
            if length <= max {
                Ok(())
            } else {
                refuse(format!("{label} takes at most {max} characters; this has {length}."))
            }
        }
        (SettingKind::Moment, Value::Moment(text)) => match Moment::parse(text) {
            Some(_) => Ok(()),
            None => refuse(format!("{label} needs a date and a time such as 2019-02-09T11:29:00Z.")),
        },
        (SettingKind::Number { min, max }, Value::Number(number)) => {
            if (min..=max).contains(number) {
                Ok(())
            } else {
                refuse(format!("{label} takes numbers from {min} to {max}."))
            }
        }
        (SettingKind::Lookup(tables), Value::Lookup(lookup)) => {
            if tables.iter().any(|table| table.table == lookup.table) {
                Ok(())
            } else {
                refuse(format!("{label} does not take a record of the table {}.", lookup.table))
            }
        }
        _ => refuse(format!("{label} takes a value of another type.")),
    }
}
