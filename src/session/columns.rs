//! The columns of a record under edit: read from a row, written into a body.

use dataverse::{Body, Row};
use record::{Lookup, SettingKind, SettingSpec, Settings, Value};

use crate::ui::words::t;

/// What `$select` asks for to read these columns.
pub(super) fn selected(specs: &[SettingSpec]) -> Vec<String> {
    let name = |spec: &SettingSpec| match spec.kind {
        SettingKind::Lookup(_) => format!("_{}_value", spec.column),
        _ => spec.column.to_owned(),
    };
    specs.iter().map(name).collect()
}

/// The values of a row.
pub(super) fn read(specs: &[SettingSpec], row: &Row) -> Settings {
    let value = |spec: &SettingSpec| match &spec.kind {
        SettingKind::Text { .. } | SettingKind::Memo { .. } => row.text(spec.column).map(|t| Value::Text(t.to_owned())),
        SettingKind::Moment => row.text(spec.column).map(|t| Value::Moment(t.to_owned())),
        SettingKind::Number { .. } | SettingKind::Choice(_) => row.number(spec.column).map(Value::Number),
        SettingKind::Flag => row.flag(spec.column).map(Value::Flag),
        SettingKind::Lookup(ways) => row.lookup(spec.column).map(|lookup| {
            let table = lookup.table.or_else(|| ways.first().map(|way| way.table.to_owned()));
            Value::Lookup(Lookup { table: table.unwrap_or_default(), id: lookup.id, name: lookup.name })
        }),
    };
    specs.iter().map(|spec| (spec.column.to_owned(), value(spec).unwrap_or(Value::Nothing))).collect()
}

/// The body with a value in it.
pub(super) fn put(body: Body, spec: &SettingSpec, value: &Value) -> Body {
    match (value, &spec.kind) {
        (Value::Lookup(lookup), SettingKind::Lookup(ways)) => {
            match ways.iter().find(|way| way.table == lookup.table).or(ways.first()) {
                Some(way) => body.bind(way.property, way.entity_set, &lookup.id),
                None => body,
            }
        }
        // Clearing one way clears the column.
        (Value::Nothing, SettingKind::Lookup(ways)) => match ways.first() {
            Some(way) => body.clear(way.property),
            None => body,
        },
        (Value::Text(text) | Value::Moment(text), _) => body.text(spec.column, text),
        (Value::Number(number), _) => body.number(spec.column, *number),
        (Value::Flag(flag), _) => body.flag(spec.column, *flag),
        (Value::Nothing | Value::Lookup(_), _) => body.null(spec.column),
    }
}

/// One line a column, to be compared as text.
pub(super) fn lines<'a>(specs: impl Iterator<Item = &'a SettingSpec>, settings: &Settings) -> String {
    specs.fold(String::new(), |text, spec| text + t(spec.label) + ": " + &plain(settings.get(spec.column)) + "\n")
}

/// A value as text.
pub fn plain(value: &Value) -> String {
    match value {
        Value::Nothing => String::new(),
        Value::Text(text) | Value::Moment(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Lookup(lookup) => lookup.name.clone().unwrap_or_else(|| lookup.id.clone()),
    }
}
