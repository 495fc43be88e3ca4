//! What must hold for every byte string. A broken law panics.

use segment::builder::{print, read};
use segment::diagnostics::diagnose;
use segment::fetchxml::{translate, waterfall};
use segment::services::{complete, explain, folds, format, grow, highlights, hover, matching_bracket, outline};
use segment::syntax::ByteText;
use segment::{Dialect, Settings, TextRange, TextSize, apply, parse};

/// Checks every law on `bytes`.
pub fn check(bytes: &[u8]) {
    let read = ByteText::new(bytes);
    assert_eq!(read.to_bytes(), bytes, "the bytes come back");
    let text = read.text();
    let parsed = parse(text);
    assert_eq!(parsed.syntax().to_string(), text, "the text comes back");
    for fault in parsed.faults() {
        assert!(text.get(usize::from(fault.range.start())..usize::from(fault.range.end())).is_some());
    }
    for dialect in [Dialect::Outbound, Dialect::Mql] {
        diagnostics(text, dialect);
    }
    services(text);
    builder(text);
    let settings = Settings::default();
    let now = "2026-03-02T09:00:00Z";
    assert_eq!(translate(&parsed, &settings, now).is_ok(), waterfall(&parsed, &settings, now).is_ok());
}

fn diagnostics(text: &str, dialect: Dialect) {
    let settings = Settings { dialect, max_length: Some(4000), ..Settings::default() };
    let found = diagnose(text, &parse(text), &settings);
    for diagnostic in &found {
        assert!(text.get(usize::from(diagnostic.range.start())..usize::from(diagnostic.range.end())).is_some());
        assert!(!diagnostic.message.is_empty());
        // Each fix costs a parse and a check; a few of a short text are enough for one input.
        if text.len() < 400 && found.len() < 20 {
            for fix in diagnostic.fixes(text, &settings) {
                let fixed = apply(text, &fix.edits);
                let after = diagnose(&fixed, &parse(&fixed), &settings);
                assert!(after.len() < found.len(), "{} stays or brings others: {fixed}", diagnostic.code);
            }
        }
    }
}

fn services(text: &str) {
    let parsed = parse(text);
    let settings = Settings::default();
    let formatted = apply(text, &format(&parsed, Dialect::Outbound));
    let again = format(&parse(&formatted), Dialect::Outbound);
    assert_eq!(apply(&formatted, &again), formatted, "formatting twice is formatting once");
    let _ = (explain(&parsed, &settings), outline(&parsed), folds(&parsed), highlights(&parsed));
    let whole = parsed.syntax().text_range();
    for share in 0..4 {
        let offset = TextSize::new(text.floor_char_boundary(text.len() * share / 3) as u32);
        let _ = (complete(&parsed, offset, &settings), hover(&parsed, offset, &settings));
        let _ = matching_bracket(&parsed, offset);
        let mut range = TextRange::empty(offset);
        while range != whole {
            let larger = grow(&parsed, range);
            assert!(larger.contains_range(range) && larger != range, "selection grows");
            range = larger;
        }
    }
}

fn builder(text: &str) {
    let parsed = parse(text);
    let model = read(&parsed);
    if parsed.faults().is_empty() {
        assert_eq!(read(&parse(&print(&model))), model, "the model comes back");
    }
}
