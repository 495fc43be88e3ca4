//! What a filter on interactions may not use (reference/segments.md 3.2).

use super::Diagnostic;
use super::context::Context;
use crate::ast::{Chain, Node, Start, Step, keyword};
use crate::syntax::{SyntaxKind, SyntaxNode, Word};

pub(super) const CODE: &str = "interaction-filter";

pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some(chain) = Chain::cast(node.clone()) else { return };
    if !cx.outbound() || !matches!(chain.start(), Some(Start::Interaction(_))) {
        return;
    }
    for step in chain.steps() {
        let Step::Filter(filter) = step else { continue };
        for inner in filter.descendants() {
            let token = match inner.kind() {
                SyntaxKind::FUNCTION => keyword(&inner).map(|(token, _)| token),
                SyntaxKind::COMPARISON => crate::ast::token(&inner, SyntaxKind::WORD_OPERATOR),
                _ => continue,
            };
            let Some(token) = token else { continue };
            let refused = Word::read(token.text()).is_some_and(|word| word.is_function() || word.is_text_operator());
            if refused {
                let message = format!("A filter on interactions can't use {}; HAVING limits the time.", token.text());
                out.push(Diagnostic::error(CODE, token.text_range(), message));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::CODE;

    #[test]
    fn functions_and_text_operators() {
        check(CODE, "INTERACTION(a, b).FILTER(c «CONTAINS» 'x' && d > «DATE»(2020, 1, 1)).HAVING(COUNT() > 0)");
        check(CODE, "PROFILE(a).FILTER(c CONTAINS 'x')");
    }
}
