//! Merging: what one side changed is taken, what both changed is asked, nothing is lost.

use proptest::prelude::*;
use record::{Settings, Value};
use segment::merge::{Clash, Merge, Side, merge};

const BASE: &str =
    "PROFILE(contact, contact_1).FILTER(contact_1.city == 'Munich' && contact_1.age > 30).TRAVERSE(a_b_c, b_1)";

fn text(base: &str, mine: &str, theirs: &str) -> Merge {
    let none = Settings::new();
    merge((base, &none), (mine, &none), (theirs, &none), &[])
}

#[test]
fn changes_of_different_clauses_come_together() {
    let cases = [
        // Mine, theirs, the outcome.
        (("'Munich'", "'Berlin'"), ("> 30", "> 40"), "'Berlin' && contact_1.age > 40"),
        (
            ("'Munich' ", "'Munich' && contact_1.x == 1 "),
            (".TRAVERSE(a_b_c, b_1)", ""),
            "contact_1.x == 1 && contact_1.age > 30)",
        ),
        (
            (" && contact_1.age > 30", ""),
            ("PROFILE(contact, contact_1)", "PROFILE(lead, contact_1)"),
            "PROFILE(lead, contact_1)",
        ),
    ];
    for ((mine_from, mine_to), (theirs_from, theirs_to), expected) in cases {
        let (mine, theirs) = (BASE.replace(mine_from, mine_to), BASE.replace(theirs_from, theirs_to));
        let merged = text(BASE, &mine, &theirs);
        assert!(merged.clashes().is_empty(), "{:?}", merged.clashes());
        assert!(merged.text().contains(expected), "{}", merged.text());
        assert_eq!(merged.text(), text(BASE, &theirs, &mine).text(), "either way round");
    }
}

#[test]
fn changes_of_one_clause_are_asked() {
    let (mine, theirs) = (BASE.replace("Munich", "Berlin"), BASE.replace("Munich", "Vienna"));
    let mut merged = text(BASE, &mine, &theirs);
    assert_eq!(merged.clashes().len(), 1);
    assert_eq!(merged.text(), mine);
    merged.choose(0, Side::Theirs);
    assert_eq!(merged.text(), theirs);
}

#[test]
fn columns_are_merged_one_by_one() {
    let settings = |name: &str, note: &str| -> Settings {
        [("name", name), ("note", note)]
            .map(|(column, text)| (column.to_owned(), Value::Text(text.to_owned())))
            .into_iter()
            .collect()
    };
    let (base, mine, theirs) = (settings("a", "x"), settings("b", "x"), settings("a", "y"));
    let merged = merge(("", &base), ("", &mine), ("", &theirs), &["name", "note"]);
    assert_eq!(merged.settings(), [("note".to_owned(), Value::Text("y".into()))]);
    let theirs = settings("c", "x");
    let mut merged = merge(("", &base), ("", &mine), ("", &theirs), &["name", "note"]);
    assert!(matches!(merged.clashes(), [(Clash::Setting { column, .. }, Side::Mine)] if column == "name"));
    assert!(merged.settings().is_empty());
    merged.choose(0, Side::Theirs);
    assert_eq!(merged.settings(), [("name".to_owned(), Value::Text("c".into()))]);
}

fn query() -> impl Strategy<Value = String> {
    let condition = proptest::sample::select(vec!["a == 1", "b > 2", "ISNULL(c)", "d == 'x y'", "(e == 1 || f == 2)"]);
    let step = prop_oneof![
        proptest::collection::vec(condition, 1..4).prop_map(|all| format!(".FILTER({})", all.join(" && "))),
        Just(".TRAVERSE(r, s)".to_owned()),
        Just("\n.SKIP(1)".to_owned()),
    ];
    let chain = proptest::collection::vec(step, 0..4).prop_map(|steps| format!("PROFILE(contact){}", steps.concat()));
    let mixed = proptest::collection::vec(chain, 1..3).prop_map(|chains| chains.join(" UNION "));
    prop_oneof![8 => mixed, 2 => ".{0,24}"]
}

proptest! {
    #[test]
    fn one_side_alone_is_taken(base in query(), other in query()) {
        for merged in [text(&base, &other, &base), text(&base, &base, &other), text(&base, &other, &other)] {
            prop_assert!(merged.clashes().is_empty());
            prop_assert_eq!(merged.text(), other.clone());
        }
    }

    /// Choosing one side for every clash loses nothing of it, and sound queries stay sound.
    #[test]
    fn nothing_is_lost(base in query(), mine in query(), theirs in query()) {
        let merged = text(&base, &mine, &theirs);
        let kept = |side: Side| {
            let mut merged = merged.clone();
            for clash in 0..merged.clashes().len() {
                merged.choose(clash, side);
            }
            merged.text()
        };
        let faults = |text: &str| segment::parse(text).faults().len();
        for side in [Side::Mine, Side::Theirs] {
            if faults(&mine) == 0 && faults(&theirs) == 0 {
                prop_assert_eq!(faults(&kept(side)), 0, "{}", kept(side));
            }
        }
        for (clash, side) in merged.clashes() {
            prop_assert_eq!(*side, Side::Mine);
            if let Clash::Text { base: stood, mine: my, theirs: their } = clash {
                prop_assert!(base.contains(stood.as_str()) && mine.contains(my.as_str()) && theirs.contains(their.as_str()));
                prop_assert!(my != their);
            }
        }
    }
}
