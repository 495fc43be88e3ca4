//! Diagnostics over the corpus, and the law of the fixes.

mod support;

use proptest::prelude::*;
use segment::diagnostics::{Diagnostic, Severity, diagnose};
use segment::{Dialect, Settings, apply, parse};
use std::collections::BTreeMap;
use support::{CORPUS, mutated};

fn settings(dialect: Dialect) -> Settings<'static> {
    Settings { dialect, ..Settings::default() }
}

fn found(text: &str, dialect: Dialect) -> Vec<Diagnostic> {
    diagnose(text, &parse(text), &settings(dialect))
}

#[test]
fn well_formed_texts_have_no_error() {
    for entry in CORPUS.iter().filter(|entry| entry.malformed.is_none()) {
        let errors: Vec<_> =
            found(entry.text, entry.dialect).into_iter().filter(|found| found.severity == Severity::Error).collect();
        assert_eq!(errors, [], "{}", entry.id);
    }
}

/// What is wrong with each malformed text, and the text at that place; an empty one where something is missing.
const WRONG: &[(&str, &[(&str, &str)])] = &[
    (
        "doc-01a",
        &[
            ("named-definition", "SegmentOnProfilesInCampaign"),
            ("several-queries", "SegmentOnEmailOpened"),
            ("named-definition", "SegmentOnEmailOpened"),
            ("surplus-parenthesis", ")"),
            ("several-queries", "SegmentOnClicked"),
            ("named-definition", "SegmentOnClicked"),
            ("surplus-parenthesis", ")"),
        ],
    ),
    (
        "doc-02a",
        &[
            ("named-definition", "SegmentOnProfilesInCampaign"),
            ("several-queries", "SegmentOnProfilesWithoutRegistration"),
            ("named-definition", "SegmentOnProfilesWithoutRegistration"),
        ],
    ),
    ("doc-02b", &[("bare-name", "SegmentOnProfilesInCampaign"), ("bare-name", "SegmentOnProfilesWithoutRegistration")]),
    ("doc-04", &[("now-function", "DateTimeNowUtc")]),
    (
        "doc-06a",
        &[
            ("named-definition", "SegmentOnProfile"),
            ("several-queries", "SegmentOnClicked"),
            ("named-definition", "SegmentOnClicked"),
            ("having-order", "HAVING"),
        ],
    ),
    ("doc-07", &[("quoted-name", "'SubscribedToActivity'")]),
    (
        "doc-08a",
        &[
            ("named-definition", "SegmentOnProfilesFromAlwaysActiveAndFitnessChallenge"),
            ("several-queries", "SegmentOnProfilesFromColorRun"),
            ("named-definition", "SegmentOnProfilesFromColorRun"),
            ("several-queries", "SegmentOnProfilesWithMembership"),
            ("named-definition", "SegmentOnProfilesWithMembership"),
        ],
    ),
    ("doc-09", &[("missing-operator", "")]),
    (
        "doc-11a",
        &[
            ("named-definition", "SegmentOnProfile"),
            ("several-queries", "SegmentOnEmailDelivered"),
            ("named-definition", "SegmentOnEmailDelivered"),
            ("surplus-parenthesis", ")"),
            ("several-queries", "SegmentRegisteredInEvent"),
            ("named-definition", "SegmentRegisteredInEvent"),
            ("surplus-parenthesis", ")"),
        ],
    ),
    (
        "doc-11b",
        &[
            ("method-set-operator", "UNION"),
            ("bare-name", "SegmentOnReceivedEmail"),
            ("bare-name", "SegmentRegisteredInEvent"),
        ],
    ),
    ("doc-15a", &[("named-definition", "SegmentWithImportantServiceTickets"), ("surplus-parenthesis", ")")]),
    (
        "doc-15b",
        &[
            ("unexpected-text", "Segment all customers whose birthday is within the next month"),
            ("several-queries", "PROFILE"),
            ("not-a-condition", "DATEDIFF(month,Birthday,DATETIMEUTCNOW())"),
            ("missing-parenthesis", ""),
        ],
    ),
    ("frag-01-2", &[("surplus-parenthesis", ")")]),
    ("frag-06-2", &[("having-order", "HAVING")]),
    ("frag-11-2", &[("surplus-parenthesis", ")")]),
    ("frag-15-1", &[("surplus-parenthesis", ")")]),
    ("comm-03", &[("missing-start", ""), ("unknown-operator", "MATCHES_REGEX"), ("string-quotes", "\"^[A-Z]+$\"")]),
];

#[test]
fn malformed_texts_are_diagnosed_where_they_are_wrong() {
    let malformed = CORPUS.iter().filter(|entry| entry.malformed.is_some());
    for (entry, (id, expected)) in malformed.zip(WRONG) {
        assert_eq!(entry.id, *id);
        let found = found(entry.text, entry.dialect);
        let errors = found.iter().filter(|found| found.severity == Severity::Error);
        let errors: Vec<_> = errors.map(|found| (found.code, &entry.text[found.range])).collect();
        assert_eq!(errors, *expected, "{id}");
    }
}

fn counts(found: &[Diagnostic]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for diagnostic in found {
        *counts.entry(diagnostic.code).or_default() += 1;
    }
    counts
}

/// Every fix of a text takes its diagnostic away and brings no other.
fn check_fixes(text: &str, dialect: Dialect) -> Result<(), TestCaseError> {
    let before = found(text, dialect);
    let counted = counts(&before);
    for diagnostic in &before {
        for fix in diagnostic.fixes(text, &settings(dialect)) {
            let fixed = apply(text, &fix.edits);
            let after = counts(&found(&fixed, dialect));
            let still = after.get(diagnostic.code).copied().unwrap_or_default();
            prop_assert!(still < counted[diagnostic.code], "{} stays: {text:?} -> {fixed:?}", diagnostic.code);
            for (code, count) in &after {
                let had = counted.get(code).copied().unwrap_or_default();
                prop_assert!(*count <= had, "{} brings {code}: {text:?} -> {fixed:?}", diagnostic.code);
            }
        }
    }
    Ok(())
}

#[test]
fn fixes_of_the_corpus_mend() {
    for entry in CORPUS.iter() {
        if let Err(error) = check_fixes(entry.text, entry.dialect) {
            panic!("{}: {error}", entry.id);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn fixes_of_mutated_texts_mend(text in mutated()) {
        check_fixes(&text, Dialect::Outbound)?;
        check_fixes(&text, Dialect::Mql)?;
    }
}
