//! Services over broken texts: none panics, and formatting changes nothing but spaces and case.

mod support;

use proptest::prelude::*;
use segment::services::{complete, explain, folds, format, grow, highlights, hover, matching_bracket, outline};
use segment::{Dialect, Settings, TextRange, TextSize, apply, parse};
use support::{CORPUS, mutated};

/// The text without white space, in capitals.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|char| !char.is_whitespace() && !matches!(char, '\u{200B}' | '\u{FEFF}'))
        .collect::<String>()
        .to_uppercase()
}

#[test]
fn formatting_the_corpus_keeps_its_meaning() {
    for entry in CORPUS.iter() {
        let formatted = apply(entry.text, &format(&parse(entry.text), entry.dialect));
        let again = parse(&formatted);
        let kinds = |parse: &segment::Parse| parse.syntax().descendants().map(|node| node.kind()).collect::<Vec<_>>();
        assert_eq!(kinds(&again), kinds(&parse(entry.text)), "{}", entry.id);
        assert_eq!(format(&again, entry.dialect), [], "{}", entry.id);
    }
}

#[test]
fn every_corpus_text_is_explained() {
    for entry in CORPUS.iter() {
        assert!(!explain(&parse(entry.text), &Settings::default()).is_empty(), "{}", entry.id);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn formatting_keeps_every_token(text in mutated()) {
        let formatted = apply(&text, &format(&parse(&text), Dialect::Outbound));
        prop_assert_eq!(bare(&formatted), bare(&text));
        prop_assert_eq!(parse(&formatted).faults().len(), parse(&text).faults().len(), "{}", formatted);
    }

    #[test]
    fn nothing_panics(text in mutated(), share in 0.0..1.1) {
        let parse = parse(&text);
        let settings = Settings::default();
        let offset = TextSize::new(text.floor_char_boundary((text.len() as f64 * share) as usize) as u32);
        let _ = (complete(&parse, offset, &settings), hover(&parse, offset, &settings), matching_bracket(&parse, offset));
        let _ = (explain(&parse, &settings), outline(&parse));
        let whole = parse.syntax().text_range();
        let mut range = TextRange::empty(offset);
        while range != whole {
            let larger = grow(&parse, range);
            prop_assert!(larger.contains_range(range) && larger != range);
            range = larger;
        }
        for fold in folds(&parse) {
            prop_assert!(whole.contains_range(fold));
        }
        prop_assert!(highlights(&parse).windows(2).all(|pair| pair[0].0.end() <= pair[1].0.start()));
    }
}
