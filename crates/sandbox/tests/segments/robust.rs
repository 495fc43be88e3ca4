//! No text makes the evaluator fail: it finds members, or names the clause that it can't evaluate.

use proptest::{collection, prelude::*, sample::select};
use sandbox::Trouble;
use segment::Dialect;

use crate::{queries, world::World};

thread_local! {
    static WORLD: World = World::new();
}

fn evaluate(query: &str, dialect: Dialect) -> Result<usize, String> {
    match WORLD.with(|world| world.organisation.members(query, dialect)) {
        Ok(members) => Ok(members.len()),
        Err(Trouble::Invalid(invalid)) => Err(invalid.reason),
        Err(Trouble::Failed(error)) => panic!("{query}\n{error}"),
    }
}

/// What breaks texts in ways of its own.
const PIECES: &[&str] = &[
    "(",
    ")",
    "'",
    "\"",
    ".",
    ",",
    "&&",
    "||",
    " OR ",
    "==",
    "=",
    "NOT(",
    "!",
    ".FILTER(",
    ".TRAVERSE(r)",
    ".HAVING(COUNT() > 1, UTCYEARS(99999))",
    " UNION ",
    " EXCEPT ",
    "SEGMENT(named)",
    "PROFILE(account, contact_1)",
    "\u{a0}",
    "[",
    "]",
    "-1",
    "1e9",
    "99999999999999999999",
    "IN [1]",
    "RELATE(listcontact_association, l)",
    "DATE(2026, 2, 30)",
    "DATEADD(YEAR, 99999, createdon)",
    "createdon + 1",
    " * ",
    " / 0",
    "ISNULL(",
    "\0",
    "\n",
    "ß",
    "",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn broken_queries_are_invalid_at_worst(
        (text, dialect) in queries::query(),
        changes in collection::vec((0.0..1.0, 0_usize..12, select(PIECES)), 1..5),
    ) {
        let mut text = text;
        for (at, remove, piece) in changes {
            let from = text.floor_char_boundary((text.len() as f64 * at) as usize);
            let to = text.ceil_char_boundary(from + remove);
            text.replace_range(from..to, piece);
        }
        let _ = evaluate(&text, dialect);
    }
}

#[test]
fn wide_and_deep_queries_are_evaluated() {
    let alternatives: Vec<String> = (0..2_000).map(|number| format!("lastname == 'x{number}'")).collect();
    let wide = format!("PROFILE(contact).FILTER({} || lastname != '-')", alternatives.join(" || "));
    assert!(evaluate(&wide, Dialect::Outbound).is_ok_and(|members| members > 0));
    for depth in [60, 90] {
        let deep = format!("PROFILE(contact).FILTER({}lastname != '-'{})", "NOT(".repeat(depth), ")".repeat(depth));
        assert!(evaluate(&deep, Dialect::Outbound).is_ok(), "{depth}");
        let nested = format!("{}PROFILE(contact){}", "(".repeat(depth), ")".repeat(depth));
        assert!(evaluate(&nested, Dialect::Outbound).is_ok(), "{depth}");
    }
    let blocks = vec!["PROFILE(contact)"; 400];
    assert!(evaluate(&blocks.join(" UNION "), Dialect::Outbound).is_ok());
    let too_many = vec!["PROFILE(contact)"; 401].join(" UNION ");
    assert_eq!(evaluate(&too_many, Dialect::Outbound), Err("More than 400 blocks are too many.".to_owned()));
    // Colleagues of colleagues: the ways multiply, the people do not.
    let far = "PROFILE(contact)".to_owned() + &".TRAVERSE(contact_account_parentcustomerid)".repeat(40);
    assert!(evaluate(&far, Dialect::Outbound).is_ok_and(|members| members > 0));
    let wide = "PROFILE(contact)".to_owned() + &".RELATE(account_primary_contact, a)".repeat(40);
    assert_eq!(evaluate(&wide, Dialect::Outbound), Err("This path is too long.".to_owned()));
}
