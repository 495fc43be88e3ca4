//! An apostrophe or a backslash within a text: how it is escaped is unknown (reference/segments.md 3.3).

use super::Diagnostic;
use crate::syntax::SyntaxToken;

pub(super) const CODE: &str = "apostrophe";

pub(super) fn check(token: &SyntaxToken, out: &mut Vec<Diagnostic>) {
    let inner = token.text().strip_prefix('\'').and_then(|text| text.strip_suffix('\'')).unwrap_or_default();
    if inner.contains(['\'', '\\']) {
        let message = "Nobody has published how an apostrophe or a backslash is written here. Try this text on your organisation.";
        out.push(Diagnostic::warning(CODE, token.text_range(), message));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::CODE;

    #[test]
    fn escaped_either_way() {
        check(CODE, r"PROFILE(c).FILTER(a == «'O''Hara'» || a == «'O\'Hara'» || a == '')");
    }
}
