//! A parenthesis that nobody closed.

use super::Diagnostic;
use crate::edit::TextEdit;
use rowan::TextRange;

pub(super) const CODE: &str = "missing-parenthesis";

pub(super) fn check(range: TextRange, out: &mut Vec<Diagnostic>) {
    let diagnostic = Diagnostic::error(CODE, range, "A closing parenthesis is missing here.");
    out.push(diagnostic.fix("Close the parenthesis", vec![TextEdit::insert(range.start(), ")")]));
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix};
    use super::CODE;

    #[test]
    fn closes_where_the_condition_ends() {
        check(CODE, "PROFILE(c).FILTER(a == 1«» .TRAVERSE(r)");
        check_fix(CODE, "PROFILE(c).FILTER(a == 1 .TRAVERSE(r)", "PROFILE(c).FILTER(a == 1) .TRAVERSE(r)");
        check_fix(CODE, "PROFILE(c", "PROFILE(c)");
    }
}
