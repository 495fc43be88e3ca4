//! Text in other quotes than single ones (reference/segments.md 3.3).

use super::Diagnostic;
use crate::ast::{quote, unquote};
use crate::edit::TextEdit;
use crate::syntax::SyntaxToken;

pub(super) const CODE: &str = "string-quotes";

pub(super) fn check(token: &SyntaxToken, out: &mut Vec<Diagnostic>) {
    let diagnostic = Diagnostic::error(CODE, token.text_range(), "Text stands in single quotes: 'like this'.");
    // Where an unclosed one should end is for a person to say.
    let closed = token.text().chars().skip(1).last().is_some_and(|last| matches!(last, '"' | '‘' | '’' | '“' | '”'));
    out.push(match quote(&unquote(token.text())).filter(|_| closed) {
        Some(text) => diagnostic.fix("Write single quotes", vec![TextEdit::replace(token.text_range(), text)]),
        None => diagnostic,
    });
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix};
    use super::CODE;

    #[test]
    fn double_and_curly_ones() {
        check(CODE, "PROFILE(c).FILTER(a == «\"x\"» || a == «‘y’»)");
        check_fix(CODE, "PROFILE(c).FILTER(a == “x”)", "PROFILE(c).FILTER(a == 'x')");
        check_fix(CODE, "PROFILE(c).FILTER(a == \"x\")", "PROFILE(c).FILTER(a == 'x')");
    }
}
