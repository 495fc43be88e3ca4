//! Conditions that can't hold together.

use super::Diagnostic;
use super::context::Context;
use super::logic::{Claim, Test, claims, clash};
use crate::ast::{Chain, Node, Step, expression};
use crate::syntax::{SyntaxKind, SyntaxNode};

pub(super) const CODE: &str = "contradiction";

/// A row of more conditions on one column is a list, not a slip.
const MAX_PER_COLUMN: usize = 64;

/// All filters on one record of a path at once.
pub(super) fn check_chain(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some(chain) = Chain::cast(node.clone()) else { return };
    let mut together: Vec<Claim> = Vec::new();
    for step in chain.steps() {
        match step {
            Step::Filter(filter) => {
                if let Some(condition) = expression(&filter) {
                    claims(cx, &condition, &mut together);
                }
            }
            // Another record is filtered from here on, under the same column names.
            Step::Traverse(_) => report(std::mem::take(&mut together), out),
            _ => {}
        }
    }
    report(together, out);
}

/// An `&&` that is not a whole filter: one branch of an alternative.
pub(super) fn check_and(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let outer = node.ancestors().skip(1).find(|parent| parent.kind() != SyntaxKind::PAREN_EXPR);
    // The chain, or the `&&` around, has taken these in.
    if outer.is_some_and(|parent| matches!(parent.kind(), SyntaxKind::FILTER_STEP | SyntaxKind::AND_EXPR)) {
        return;
    }
    let mut together = Vec::new();
    claims(cx, node, &mut together);
    report(together, out);
}

fn report(mut together: Vec<Claim>, out: &mut Vec<Diagnostic>) {
    for claim in &together {
        if claim.test == Test::Never {
            out.push(Diagnostic::error(CODE, claim.range, "This condition never holds."));
        }
    }
    together.sort_by(|a, b| a.column.cmp(&b.column).then(a.range.start().cmp(&b.range.start())));
    for same in together.chunk_by(|a, b| a.column == b.column) {
        let same = &same[..same.len().min(MAX_PER_COLUMN)];
        let found = same.iter().enumerate().find_map(|(at, later)| {
            same[..at].iter().find(|earlier| clash(&earlier.test, &later.test)).map(|earlier| (earlier, later))
        });
        if let Some((earlier, later)) = found {
            let message = format!("No record can meet both: {} here and the condition before.", later.column);
            out.push(Diagnostic::error(CODE, later.range, message).related(earlier.range, "the other condition"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::CODE;

    #[test]
    fn two_values_at_once() {
        check(CODE, "PROFILE(c).FILTER(city == 'Munich' && x == 1 && «city == 'Berlin'»)");
        check(CODE, "PROFILE(c, c_1).FILTER(city == 'Munich').FILTER(«C_1.City == 'Berlin'»)");
        check(CODE, "PROFILE(c).FILTER((city == 'A' || city == 'B') && «(city == 'C' || city == 'D')»)");
        check(CODE, "PROFILE(c).FILTER((city == 'A' || city == 'B') && city == 'b')");
    }

    #[test]
    fn ranges_and_emptiness() {
        check(CODE, "PROFILE(c).FILTER(age > 30 && «20 >= age»)");
        check(CODE, "PROFILE(c).FILTER(age > 20 && age < 30 && age != 25)");
        check(CODE, "PROFILE(c).FILTER(age >= 20 && age <= 20 && age == 20)");
        check(CODE, "PROFILE(c).FILTER(age > 20 && «age < 20»)");
        check(CODE, "PROFILE(c).FILTER(birth > '2020-05-01' && «birth <= '2019-12-31'»)");
        check(CODE, "PROFILE(c).FILTER(ISNULL(a) && «a == 'x'»)");
        check(CODE, "PROFILE(c).FILTER(ISNULL(a) && a != 'x')");
        check(CODE, "PROFILE(c).FILTER(ISNULL(a) && «a CONTAINS 'x'»)");
        check(CODE, "PROFILE(c).FILTER(ISNOTNULL(a) && «NOT(ISNOTNULL(a))»)");
        check(CODE, "PROFILE(c).FILTER(«1 == 2»)");
    }

    #[test]
    fn different_records_are_different() {
        check(CODE, "PROFILE(a).FILTER(name == 'x').TRAVERSE(r).FILTER(name == 'y')");
        check(CODE, "PROFILE(a).RELATE(r, b_1).FILTER(b_1.name == 'x' && name == 'y')");
        check(CODE, "PROFILE(a).FILTER(name == 'x' || (name == 'y' && «name == 'z'»))");
    }
}
