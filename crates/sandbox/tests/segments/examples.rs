//! Queries on which the evaluator and the translation once disagreed, or on which FetchXML leaves open what it would do.

use segment::Dialect;

use crate::{
    crosscheck::{Outcome, compare},
    world::World,
};

fn agree(queries: &[&str]) {
    let world = World::new();
    for query in queries {
        match compare(&world, query, Dialect::Outbound) {
            Ok(Outcome::Agreed(_)) => {}
            Ok(Outcome::Untranslated) => panic!("{query} was not translated"),
            Err(difference) => panic!("{difference}"),
        }
    }
}

fn untranslated(query: &str, reason: &str) {
    let world = World::new();
    let obstacles = world.translate(query, Dialect::Outbound).0.expect_err("an obstacle");
    let reasons: Vec<&str> = obstacles.iter().map(|obstacle| obstacle.reason.as_str()).collect();
    assert_eq!(reasons, [reason]);
    assert!(world.organisation.members(query, Dialect::Outbound).is_ok());
}

/// FetchXML's `valueof` took two empty columns of one record for equal, and of two records not.
#[test]
fn two_empty_columns_are_neither_equal_nor_different() {
    agree(&[
        "PROFILE(contact).FILTER(numberofchildren == numberofchildren)",
        "PROFILE(contact).FILTER(nickname == firstname)",
        "PROFILE(contact).FILTER(nickname != firstname)",
        "PROFILE(contact).FILTER(NOT(nickname == firstname || creditlimit < annualincome))",
    ]);
}

/// The platform compares a day without a time with the day of a moment, where the beginning of that day was meant.
#[test]
fn a_day_without_a_time_is_its_first_moment() {
    agree(&[
        "PROFILE(contact).FILTER(NOT(DATEDIFF(HOUR, birthdate, DATETIMEUTCNOW()) > 0))",
        "PROFILE(contact).FILTER(birthdate >= DATETIMEUTCNOW())",
        "PROFILE(contact).FILTER(birthdate < '2026-01-01T10:00:00Z')",
        "PROFILE(contact).FILTER(birthdate == '2026-01-01T10:00:00Z' || birthdate != DATETIMEUTCNOW())",
        "PROFILE(contact).FILTER(NOT(birthdate == DATE(2026, 1, 1, 10) || birthdate == DATE(2026, 1, 2, 10)))",
        "PROFILE(contact).FILTER(DATEDIFF(MINUTE, DATETIMEUTCNOW(), birthdate) == 0)",
    ]);
}

/// `DATETIMEUTCNOW()` has no seconds.
#[test]
fn now_is_the_beginning_of_the_minute() {
    agree(&[
        "PROFILE(contact).FILTER(createdon < DATEADD(SECOND, 30, DATETIMEUTCNOW()))",
        "PROFILE(contact).FILTER(DATEDIFF(SECOND, lastusedincampaign, DATETIMEUTCNOW()) >= -3600)",
    ]);
}

#[test]
fn columns_of_different_types_are_compared_by_the_evaluator_alone() {
    untranslated(
        "PROFILE(contact).FILTER(numberofchildren < annualincome)",
        "FetchXML compares columns of the same type.",
    );
}

#[test]
fn a_required_relation_inside_an_optional_one_is_left_to_the_evaluator() {
    untranslated(
        "PROFILE(contact).RELATEOPTIONAL(contact_customer_accounts, r, RELATE(lead_parent_account, n)).FILTER(ISNULL(nickname))",
        "What a join inside an optional one does to records without a partner is not documented.",
    );
}
