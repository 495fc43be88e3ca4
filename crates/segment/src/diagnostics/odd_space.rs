//! Spaces that came with pasted text (reference/segments.md 3.4).

use super::Diagnostic;
use crate::edit::TextEdit;
use crate::syntax::SyntaxToken;

pub(super) const CODE: &str = "odd-space";

pub(super) fn check(token: &SyntaxToken, out: &mut Vec<Diagnostic>) {
    if token.text().is_ascii() {
        return;
    }
    let plain: String = token.text().chars().map(|char| if char.is_ascii() { char } else { ' ' }).collect();
    let message = "Here is a space that only looks like one, as pasted text carries it.";
    let edit = TextEdit::replace(token.text_range(), plain);
    out.push(Diagnostic::warning(CODE, token.text_range(), message).fix("Write a plain space", vec![edit]));
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix};
    use super::CODE;

    #[test]
    fn no_break_spaces_become_plain() {
        check(CODE, "PROFILE(contact)«\n\u{a0}\u{a0} ».FILTER(a == 'x\u{a0}y')");
        check_fix(CODE, "PROFILE(a)\u{a0}.FILTER(b == 1)", "PROFILE(a) .FILTER(b == 1)");
    }
}
