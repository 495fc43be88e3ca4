//! `MINUS` for `EXCEPT` (reference/segments.md 3.3).

use super::Diagnostic;
use crate::edit::TextEdit;
use crate::syntax::{SyntaxToken, Word};

pub(super) const CODE: &str = "minus-operator";

pub(super) fn check(token: &SyntaxToken, out: &mut Vec<Diagnostic>) {
    if Word::read(token.text()) != Some(Word::Minus) {
        return;
    }
    let message = "The operator is EXCEPT; MINUS is only in the introduction of the documentation.";
    let edit = TextEdit::replace(token.text_range(), "EXCEPT");
    out.push(Diagnostic::warning(CODE, token.text_range(), message).fix("Write EXCEPT", vec![edit]));
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix};
    use super::CODE;

    #[test]
    fn between_and_as_a_step() {
        check(CODE, "SEGMENT(a) «MINUS» SEGMENT(b).«minus»(SEGMENT(c))");
        check_fix(CODE, "SEGMENT(a) minus SEGMENT(b)", "SEGMENT(a) EXCEPT SEGMENT(b)");
    }
}
