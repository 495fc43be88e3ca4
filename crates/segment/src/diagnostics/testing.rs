//! One helper per question; spans are marked `«like this»` in the text.

use super::{Diagnostic, diagnose};
use crate::Settings;
use crate::edit::apply;
use crate::schema::sample::organisation;
use crate::schema::{NoSchema, Schema};
use crate::{Dialect, parse};
use rowan::{TextRange, TextSize};

fn unmark(marked: &str) -> (String, Vec<TextRange>) {
    let (mut text, mut ranges, mut from) = (String::new(), Vec::new(), TextSize::new(0));
    for char in marked.chars() {
        match char {
            '«' => from = TextSize::of(text.as_str()),
            '»' => ranges.push(TextRange::new(from, TextSize::of(text.as_str()))),
            _ => text.push(char),
        }
    }
    (text, ranges)
}

fn settings(dialect: Dialect, schema: &dyn Schema) -> Settings<'_> {
    Settings { dialect, schema, own_name: Some("self"), ..Settings::default() }
}

fn found(code: &str, text: &str, dialect: Dialect, schema: &dyn Schema) -> Vec<Diagnostic> {
    let mut all = diagnose(text, &parse(text), &settings(dialect, schema));
    all.retain(|diagnostic| diagnostic.code == code);
    all
}

fn check_with(code: &str, marked: &str, dialect: Dialect, schema: &dyn Schema) {
    let (text, expected) = unmark(marked);
    let ranges: Vec<_> = found(code, &text, dialect, schema).iter().map(|diagnostic| diagnostic.range).collect();
    assert_eq!(ranges, expected, "{code} in {marked}");
}

/// The marked places, and no others, have the diagnostic `code`.
pub(super) fn check(code: &str, marked: &str) {
    check_with(code, marked, Dialect::Outbound, &NoSchema);
}

/// The same in MQL.
pub(super) fn check_mql(code: &str, marked: &str) {
    check_with(code, marked, Dialect::Mql, &NoSchema);
}

/// The same with metadata.
pub(super) fn check_known(code: &str, marked: &str) {
    check_with(code, marked, Dialect::Outbound, &organisation());
}

/// The first fix of the first `code` turns `before` into `after`; nothing new appears.
pub(super) fn check_fix(code: &str, before: &str, after: &str) {
    fix_with(code, before, after, &NoSchema);
}

/// The same with metadata.
pub(super) fn check_fix_known(code: &str, before: &str, after: &str) {
    fix_with(code, before, after, &organisation());
}

fn fix_with(code: &str, before: &str, after: &str, schema: &dyn Schema) {
    let diagnostics = found(code, before, Dialect::Outbound, schema);
    let settings = settings(Dialect::Outbound, schema);
    let fixes = diagnostics.first().map(|first| first.fixes(before, &settings)).unwrap_or_default();
    let fix = fixes.first().expect("a fix is offered");
    assert_eq!(apply(before, &fix.edits), after);
}

/// The message of the first `code` in a text.
pub(super) fn message(code: &str, text: &str) -> String {
    found(code, text, Dialect::Outbound, &organisation()).first().map(|first| first.message.clone()).unwrap_or_default()
}
