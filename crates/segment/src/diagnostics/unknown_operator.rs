//! A word between two values that the language doesn't have.

use super::Diagnostic;
use crate::ast::{Comparison, Node, Operator};
use crate::edit::TextEdit;
use crate::syntax::SyntaxNode;

pub(super) const CODE: &str = "unknown-operator";

pub(super) fn check(node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some(comparison) = Comparison::cast(node.clone()) else { return };
    if comparison.operator() != Some(Operator::Unknown) {
        return;
    }
    let Some(token) = comparison.operator_token() else { return };
    let message = format!(
        "There is no operator {}. Texts are compared with ==, !=, CONTAINS, STARTSWITH, ENDSWITH.",
        token.text()
    );
    let diagnostic = Diagnostic::error(CODE, token.text_range(), message);
    let meant = ["CONTAINS", "STARTSWITH", "ENDSWITH"].into_iter().find(|word| super::near(token.text(), word));
    out.push(match meant {
        Some(word) => diagnostic.fix(format!("Write {word}"), vec![TextEdit::replace(token.text_range(), word)]),
        None => diagnostic,
    });
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix};
    use super::CODE;

    #[test]
    fn words_and_near_misses() {
        check(CODE, "FILTER(\n Contact.firstname «MATCHES_REGEX» \"^[A-Z]+$\"\n)");
        check_fix(CODE, "PROFILE(c).FILTER(a CONTAIN 'b')", "PROFILE(c).FILTER(a CONTAINS 'b')");
        check_fix(CODE, "PROFILE(c).FILTER(a STARTWITH 'b')", "PROFILE(c).FILTER(a STARTSWITH 'b')");
    }
}
