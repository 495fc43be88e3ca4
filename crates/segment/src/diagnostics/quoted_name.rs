//! A name in quotes where a bare one belongs (reference/data/segments/grammar.ebnf T5).

use super::Diagnostic;
use crate::ast::name_text;
use crate::edit::TextEdit;
use crate::syntax::SyntaxNode;

pub(super) const CODE: &str = "quoted-name";

pub(super) fn check(node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    if !node.first_token().is_some_and(|token| token.kind().is_string()) {
        return;
    }
    let name = name_text(node);
    let diagnostic = Diagnostic::error(CODE, node.text_range(), "This name stands without quotes.");
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let named = name.bytes().next().is_some_and(|byte| !byte.is_ascii_digit());
    out.push(if plain && named {
        diagnostic.fix("Remove the quotes", vec![TextEdit::replace(node.text_range(), name)])
    } else {
        diagnostic
    });
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix};
    use super::CODE;

    #[test]
    fn of_a_relationship() {
        check(CODE, "PROFILE(Activity).TRAVERSE(«'SubscribedToActivity'»).FILTER(Age > 20)");
        check_fix(CODE, "PROFILE(a).TRAVERSE('r')", "PROFILE(a).TRAVERSE(r)");
    }
}
