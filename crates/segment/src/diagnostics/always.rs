//! Alternatives of which one always holds.

use super::Diagnostic;
use super::context::Context;
use super::logic::{Test, claim_of, complement};
use crate::ast::{Joined, Node};
use crate::syntax::SyntaxNode;

pub(super) const CODE: &str = "always";

/// Longer lists are values pasted in.
const MAX_PARTS: usize = 64;

pub(super) fn check_or(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some(joined) = Joined::cast(node.clone()).filter(Joined::is_or) else { return };
    let claims: Vec<_> = joined.parts().take(MAX_PARTS).filter_map(|part| claim_of(cx, &part)).collect();
    let found = claims.iter().enumerate().find_map(|(at, later)| {
        let earlier = claims[..at]
            .iter()
            .find(|earlier| earlier.column == later.column && complement(&earlier.test, &later.test))?;
        Some((earlier, later))
    });
    if let Some((earlier, later)) = found {
        let empty = matches!(later.test, Test::Null | Test::NotNull);
        let message = if empty {
            "One of these always holds, so this leaves out nobody.".to_string()
        } else {
            format!("One of these holds for everybody who has a value in {}.", later.column)
        };
        out.push(Diagnostic::warning(CODE, later.range, message).related(earlier.range, "the other condition"));
    }
}

/// A comparison of two constants.
pub(super) fn check_comparison(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    if claim_of(cx, node).is_some_and(|claim| claim.test == Test::Always) {
        out.push(Diagnostic::warning(CODE, node.text_range(), "This condition always holds."));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::CODE;

    #[test]
    fn complements() {
        check(CODE, "PROFILE(c).FILTER(ISNULL(a) || b == 1 || «ISNOTNULL(a)»)");
        check(CODE, "PROFILE(c).FILTER(a > 5 || «a <= 5»)");
        check(CODE, "PROFILE(c).FILTER(a == 'x' || «NOT(a == 'x')»)");
        check(CODE, "PROFILE(c).FILTER(a == 'x' || a != 'y')");
        check(CODE, "PROFILE(c).FILTER(«1 == 1»)");
    }
}
