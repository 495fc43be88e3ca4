//! Signs of other languages: `=`, `<>`, `&`, `|`, `!`.

use super::Diagnostic;
use crate::ast::expression;
use crate::edit::TextEdit;
use crate::syntax::{SyntaxKind, SyntaxNode, SyntaxToken};

pub(super) const CODE: &str = "foreign-operator";

pub(super) fn check(token: &SyntaxToken, out: &mut Vec<Diagnostic>) {
    let sign = match token.kind() {
        SyntaxKind::ASSIGN => "==",
        SyntaxKind::LT_GT => "!=",
        SyntaxKind::AMP => "&&",
        SyntaxKind::PIPE => "||",
        _ => return,
    };
    // Where the parser found no place for the sign it has said so.
    let placed = token.parent().is_some_and(|parent| {
        use SyntaxKind::{AND_EXPR, COMPARISON, HAVING_STEP, OR_EXPR};
        matches!(parent.kind(), AND_EXPR | OR_EXPR | COMPARISON | HAVING_STEP)
    });
    if placed {
        let edit = TextEdit::replace(token.text_range(), sign);
        let diagnostic = Diagnostic::error(CODE, token.text_range(), format!("This is written {sign}."));
        out.push(diagnostic.fix(format!("Write {sign}"), vec![edit]));
    }
}

/// `!x` and `NOT x` for `NOT(x)`.
pub(super) fn check_negation(node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some(sign) = node.first_token() else { return };
    let has_parenthesis = crate::ast::token(node, SyntaxKind::L_PAREN).is_some();
    if sign.kind() != SyntaxKind::BANG && has_parenthesis {
        return;
    }
    let diagnostic = Diagnostic::error(CODE, sign.text_range(), "A negation is written NOT(condition).");
    out.push(match expression(node) {
        Some(condition) if !crate::ast::is_broken(&condition) => {
            let text = condition.text().to_string();
            let inner = if condition.kind() == SyntaxKind::PAREN_EXPR { text } else { format!("({text})") };
            diagnostic.fix("Write NOT(…)", vec![TextEdit::replace(node.text_range(), format!("NOT{inner}"))])
        }
        _ => diagnostic,
    });
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix};
    use super::CODE;

    #[test]
    fn signs() {
        check(CODE, "PROFILE(c).FILTER(a «=» 1 «&» b «<>» 2 «|» «!»(c == 3))");
        check_fix(CODE, "PROFILE(c).FILTER(a = 1)", "PROFILE(c).FILTER(a == 1)");
    }

    #[test]
    fn negations() {
        check_fix(CODE, "PROFILE(c).FILTER(!ISNULL(a))", "PROFILE(c).FILTER(NOT(ISNULL(a)))");
        check_fix(CODE, "PROFILE(c).FILTER(!(a == 1))", "PROFILE(c).FILTER(NOT(a == 1))");
        check_fix(CODE, "PROFILE(c).FILTER(NOT a == 1)", "PROFILE(c).FILTER(NOT(a == 1))");
    }
}
