//! Problems as a whole: each fix mends what it is offered for, everything is explained, and nothing panics.

mod common;

use std::collections::BTreeMap;

use common::{command, document, draws};
use journey::{
    Document, Editor, Fact, Facts, Problem, Severity, Standing, Status, explanation, find, fix, problems,
    problems_with, referenced, times,
};
use proptest::prelude::*;

fn counts(found: &[Problem]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for problem in found {
        *counts.entry(problem.code).or_default() += 1;
    }
    counts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_fix_mends_its_problem_and_makes_no_other_error(choice in 0..16_usize, draws in draws(10)) {
        let mut editor = Editor::new(document(choice), Status::Draft);
        for draw in draws {
            let command = command(editor.document(), draw);
            let _ = editor.run(command);
        }
        let found = problems(editor.document(), None);
        let before = counts(&found);
        for problem in found.iter().take(60) {
            prop_assert!(!problem.explanation().is_empty(), "{} is not explained", problem.code);
            prop_assert_eq!(&problem.phrase.to_string(), &problem.message);
            let Some(command) = fix(editor.document(), problem) else { continue };
            if editor.run(command.clone()).is_err() {
                continue;
            }
            let after = counts(&problems(editor.document(), None));
            prop_assert!(after.get(problem.code).copied().unwrap_or(0) < before[problem.code], "{:?}", command);
            // A segment that was added is yet to be chosen.
            let errors = problems(editor.document(), None);
            let errors = errors.iter().filter(|problem| problem.severity == Severity::Error);
            for code in errors.map(|problem| problem.code).filter(|code| *code != "segment-not-chosen") {
                prop_assert!(after[code] <= before.get(code).copied().unwrap_or(0), "{} after {:?}", code, command);
            }
            editor.undo();
        }
    }

    #[test]
    fn whatever_is_known_of_records_is_told(choice in 0..16_usize, standing in 0..4_usize, query in ".{0,6}") {
        let document = document(choice);
        let standing = [Standing::Live, Standing::Draft, Standing::NotLive, Standing::Gone][standing];
        let mut facts = Facts::new();
        for (table, id) in referenced(&document) {
            facts.set(&table, &id, Fact { designation: Some(0), ..Fact::new(standing) });
        }
        let found = problems_with(&document, Some("2026-01-01"), &facts);
        let told = found.iter().filter(|problem| problem.code.starts_with("record-")).count();
        prop_assert_eq!(told > 0, standing != Standing::Live && !facts.is_empty());
        prop_assert!(found.iter().all(|problem| !explanation(problem.code).is_empty()));
        find(&document, &query, &found);
        let times = times(&document);
        for tile in document.tiles() {
            let span = times.get(tile.key());
            let before = document.parent(tile.key()).and_then(|parent| times.get(parent));
            prop_assert_eq!(span.is_none(), Some(tile.key()) == document.root());
            if let (Some(span), Some(before)) = (span, before) {
                prop_assert!(span.min >= before.min && span.max.is_none_or(|max| max >= span.min));
            }
        }
    }
}

#[test]
fn what_reading_found_is_explained() {
    for text in ["{", "[{]", "7"] {
        let document = Document::read(text, "", journey::Settings::new());
        assert!(problems(&document, None).iter().all(|problem| !problem.explanation().is_empty()));
    }
}
