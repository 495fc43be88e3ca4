//! A string that nobody closed.

use super::Diagnostic;
use crate::syntax::{SyntaxKind, SyntaxToken};

pub(super) const CODE: &str = "unterminated-string";

pub(super) fn check(token: &SyntaxToken, out: &mut Vec<Diagnostic>) {
    if !is_closed(token) {
        out.push(Diagnostic::error(CODE, token.text_range(), "The closing quote of this text is missing."));
    }
}

pub(super) fn is_closed(token: &SyntaxToken) -> bool {
    let text = token.text();
    match token.kind() {
        SyntaxKind::CURLY_STRING => text.chars().count() > 1,
        // The lexer takes a quote in or leaves it out; one alone is the opening one.
        _ => text.len() > 1 && text.ends_with(&text[..1]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::CODE;

    #[test]
    fn to_the_end_of_its_line() {
        check(CODE, "PROFILE(c).FILTER(a == «'x)»\n.FILTER(b == 1)");
        check(CODE, "PROFILE(c).FILTER(a == '' && b == 'x''')");
    }
}
