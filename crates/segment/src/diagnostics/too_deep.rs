//! Nested deeper than anybody reads.

use super::Diagnostic;
use crate::syntax::MAX_DEPTH;
use rowan::TextRange;

pub(super) const CODE: &str = "too-deep";

pub(super) fn check(range: TextRange, out: &mut Vec<Diagnostic>) {
    let message = format!("Parentheses nest more than {MAX_DEPTH} deep; what is inside is kept but not read.");
    out.push(Diagnostic::error(CODE, range, message));
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::{CODE, MAX_DEPTH};

    #[test]
    fn at_the_limit() {
        let nested = |depth: usize, inner: &str| {
            format!("PROFILE(c).FILTER({}{inner} == 1{})", "(".repeat(depth), ")".repeat(depth))
        };
        check(CODE, &nested(MAX_DEPTH, "a"));
        check(CODE, &nested(MAX_DEPTH + 1, "«a»"));
    }
}
