//! `AND` and `OR` for `&&` and `||` (reference/segments.md 3.3).

use super::Diagnostic;
use super::context::Context;
use crate::edit::TextEdit;
use crate::syntax::{SyntaxToken, Word};

pub(super) const CODE: &str = "word-operator";

pub(super) fn check(cx: &Context, token: &SyntaxToken, out: &mut Vec<Diagnostic>) {
    let sign = match Word::read(token.text()) {
        Some(Word::And) => "&&",
        Some(Word::Or) => "||",
        _ => return,
    };
    let message = format!("Conditions are joined with {sign}; the word is read here but real-time segments refuse it.");
    let range = token.text_range();
    let diagnostic =
        if cx.outbound() { Diagnostic::warning(CODE, range, message) } else { Diagnostic::error(CODE, range, message) };
    out.push(diagnostic.fix(format!("Write {sign}"), vec![TextEdit::replace(range, sign)]));
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix, check_mql};
    use super::CODE;

    #[test]
    fn in_both_dialects() {
        check(CODE, "PROFILE(c).FILTER(a == 1 «and» b == 2 «OR» or == 3)");
        check_mql(CODE, "PROFILE(c).FILTER(a == 1 «AND» b == 2)");
        check_fix(CODE, "PROFILE(c).FILTER(a == 1 OR b == 2)", "PROFILE(c).FILTER(a == 1 || b == 2)");
    }
}
