//! An interaction that says nothing of how often (reference/segments.md 3.1).

use super::Diagnostic;
use super::context::Context;
use crate::ast::{Chain, Node, Start, Step};
use crate::edit::TextEdit;
use crate::syntax::SyntaxNode;

pub(super) const CODE: &str = "having-missing";

pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some(chain) = Chain::cast(node.clone()) else { return };
    let Some(Start::Interaction(interaction)) = chain.start() else { return };
    if !cx.outbound() || chain.steps().any(|step| matches!(step, Step::Having(_))) {
        return;
    }
    let diagnostic =
        Diagnostic::error(CODE, interaction.range(), "INTERACTION needs HAVING: how often, and within which time.");
    let after_filters = chain.steps().all(|step| matches!(step, Step::Filter(_)));
    let closed = node.last_token().is_some_and(|token| token.text() == ")");
    out.push(if after_filters && closed {
        diagnostic.fix("At least once, ever", vec![TextEdit::insert(chain.range().end(), ".HAVING(COUNT() > 0)")])
    } else {
        diagnostic
    });
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix};
    use super::CODE;

    #[test]
    fn is_offered_as_at_least_once() {
        check(CODE, "«INTERACTION(a, b)».FILTER(c == 'd')");
        check(CODE, "INTERACTION(a, b).HAVING(COUNT() > 0)");
        check_fix(CODE, "INTERACTION(a, b).FILTER(c == 'd')", "INTERACTION(a, b).FILTER(c == 'd').HAVING(COUNT() > 0)");
    }
}
