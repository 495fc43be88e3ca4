//! A parenthesis that closes nothing (reference/data/segments/grammar.ebnf T9).

use super::Diagnostic;
use crate::edit::TextEdit;
use rowan::TextRange;

pub(super) const CODE: &str = "surplus-parenthesis";

pub(super) fn check(range: TextRange, out: &mut Vec<Diagnostic>) {
    let diagnostic = Diagnostic::error(CODE, range, "This parenthesis closes nothing.");
    out.push(diagnostic.fix("Remove it", vec![TextEdit::delete(range)]));
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix};
    use super::CODE;

    #[test]
    fn after_a_filter_and_at_the_end() {
        check(CODE, "INTERACTION(a, b).FILTER(c == 'd')«)».HAVING(COUNT()>0)");
        check(CODE, "SEGMENT(a)«)»");
        check(CODE, "(SEGMENT(a)).TAKE(1)");
        check_fix(CODE, "SEGMENT(a)) UNION SEGMENT(b)", "SEGMENT(a) UNION SEGMENT(b)");
    }
}
