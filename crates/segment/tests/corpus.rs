//! The corpus and its mutations, against the laws of the tree.

mod support;

use proptest::prelude::*;
use segment::syntax::ByteText;
use support::{CORPUS, mutated};

fn print(text: &str) -> String {
    segment::parse(text).syntax().to_string()
}

#[test]
fn the_corpus_is_all_there() {
    assert_eq!(CORPUS.len(), 53);
    assert_eq!(CORPUS.iter().filter(|entry| entry.malformed.is_some()).count(), 17);
}

#[test]
fn well_formed_texts_have_no_faults() {
    for entry in CORPUS.iter().filter(|entry| entry.malformed.is_none()) {
        let parse = segment::parse(entry.text);
        assert_eq!(parse.faults(), [], "{}", entry.id);
    }
}

#[test]
fn every_text_prints_back() {
    for entry in CORPUS.iter() {
        assert_eq!(print(entry.text), entry.text, "{}", entry.id);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn mutated_texts_print_back(text in mutated()) {
        prop_assert_eq!(print(&text), text);
    }

    #[test]
    fn any_text_prints_back(text in ".{0,60}") {
        prop_assert_eq!(print(&text), text);
    }

    #[test]
    fn any_bytes_print_back(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        let read = ByteText::new(&bytes);
        prop_assert_eq!(print(read.text()), read.text());
        prop_assert_eq!(read.to_bytes(), bytes);
    }
}
