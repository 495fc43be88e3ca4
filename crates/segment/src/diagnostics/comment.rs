//! Comments: no dialect documents any (reference/segments.md 3.3).

use super::Diagnostic;
use crate::edit::TextEdit;
use crate::syntax::SyntaxToken;

pub(super) const CODE: &str = "comment";

pub(super) fn check(token: &SyntaxToken, out: &mut Vec<Diagnostic>) {
    let message = "The language has no comments; a service may refuse the query for this one.";
    let range = token.text_range();
    // A space stays: the comment may be all that keeps two words apart.
    out.push(Diagnostic::warning(CODE, range, message).fix("Remove the comment", vec![TextEdit::replace(range, " ")]));
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix};
    use super::CODE;

    #[test]
    fn of_both_forms() {
        check(CODE, "PROFILE(c) «// all»\n.FILTER(«/* b */» a == 1)");
        check_fix(CODE, "PROFILE(c)/* all */.FILTER(a == 1)", "PROFILE(c) .FILTER(a == 1)");
    }
}
