//! The evaluator and the FetchXML translation find the same members, on generated queries.

use std::cell::Cell;

use proptest::test_runner::{Config, TestCaseError, TestRunner};
use sandbox::Trouble;
use segment::Dialect;

use crate::{queries, world::World};

/// Queries in one run.
const CASES: u32 = 5_000;

/// What became of a query.
pub enum Outcome {
    /// Both found the same, so many.
    Agreed(usize),
    /// FetchXML cannot say it.
    Untranslated,
}

/// Asks both.
pub fn compare(world: &World, query: &str, dialect: Dialect) -> Result<Outcome, String> {
    loop {
        let (plan, minute) = world.translate(query, dialect);
        let members = match world.organisation.members(query, dialect) {
            Ok(members) => members,
            Err(Trouble::Invalid(invalid)) => return Err(format!("{query}\nis not evaluated: {invalid}")),
            Err(Trouble::Failed(error)) => return Err(format!("{query}\nfails: {error}")),
        };
        let Ok(plan) = plan else { return Ok(Outcome::Untranslated) };
        let fetched = world.run(&plan).map_err(|error| format!("{query}\nis refused: {error}"))?;
        // A minute that has gone by between the two is nobody's fault.
        if world.organisation.clock().now().as_second() / 60 != minute {
            continue;
        }
        if members == fetched {
            return Ok(Outcome::Agreed(members.len()));
        }
        let (more, less) = (&members - &fetched, &fetched - &members);
        let first = more.first().or(less.first());
        return Err(format!(
            "{query}\nevaluated: {} members, {} of them alone; fetched: {}, {} of them alone; such as {first:?}\n{plan:?}",
            members.len(),
            more.len(),
            fetched.len(),
            less.len(),
        ));
    }
}

#[test]
fn the_evaluator_and_the_translation_agree() {
    let world = World::new();
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let counts = Cell::new((0, 0));
    let result = TestRunner::new(config).run(&queries::query(), |(query, dialect)| {
        match compare(&world, &query, dialect).map_err(TestCaseError::fail)? {
            Outcome::Agreed(members) => {
                let (agreed, some) = counts.get();
                counts.set((agreed + 1, some + u32::from(members > 0)));
            }
            Outcome::Untranslated => {}
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    let (agreed, some) = counts.get();
    // Queries that nothing is compared on, or that find nobody, prove little.
    assert!(agreed > CASES / 10 * 9, "{agreed} of {CASES} were translated");
    assert!(some > CASES / 2, "{some} of {CASES} found somebody");
}
