//! `CONTAINS(a, 'b')` for `a CONTAINS 'b'` (reference/segments.md 8.2).

use super::Diagnostic;
use super::context::Context;
use crate::ast::{Function, Node, is_broken, keyword};
use crate::edit::TextEdit;
use crate::syntax::{SyntaxKind, SyntaxNode, Word};

pub(super) const CODE: &str = "function-operator";

pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some((token, Some(word))) = keyword(node) else { return };
    if !Word::is_text_operator(word) {
        return;
    }
    let name = word.spelling();
    let diagnostic =
        Diagnostic::error(CODE, token.text_range(), format!("{name} stands between column and text: a {name} 'b'."));
    let arguments = Function::cast(node.clone()).map(|function| function.arguments()).unwrap_or_default();
    let infix = match &arguments[..] {
        [left, right]
            if left.kind() == SyntaxKind::PROPERTY && right.kind() == SyntaxKind::LITERAL && !is_broken(node) =>
        {
            Some(format!("{} {name} {}", cx.slice(left.text_range()), cx.slice(right.text_range())))
        }
        _ => None,
    };
    out.push(match infix {
        Some(text) => diagnostic.fix("Write it between", vec![TextEdit::replace(node.text_range(), text)]),
        None => diagnostic,
    });
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix};
    use super::CODE;

    #[test]
    fn becomes_infix() {
        check(CODE, "PROFILE(c).FILTER(«Contains»(a, 'b') && a CONTAINS 'c')");
        check_fix(CODE, "PROFILE(c).FILTER(contains(a, 'b'))", "PROFILE(c).FILTER(a CONTAINS 'b')");
    }
}
