//! An interaction among other blocks (reference/segments.md 3.3: the rules want it behind `SEGMENT`).

use super::Diagnostic;
use super::context::Context;
use crate::ast::{Chain, Node, Start};
use crate::syntax::{SyntaxKind, SyntaxNode};

pub(super) const CODE: &str = "interaction-operand";

pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    if !cx.outbound() {
        return;
    }
    let Some(Start::Interaction(interaction)) = Chain::cast(node.clone()).and_then(|chain| chain.start()) else {
        return;
    };
    let joined =
        node.ancestors().skip(1).any(|parent| matches!(parent.kind(), SyntaxKind::SET_EXPR | SyntaxKind::SET_STEP));
    if joined {
        let message = "The rules let an interaction be joined only as a segment of its own: SEGMENT(…).";
        out.push(Diagnostic::hint(CODE, interaction.range(), message));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_mql};
    use super::CODE;

    #[test]
    fn among_operands() {
        check(CODE, "PROFILE(contact) EXCEPT «INTERACTION(a, b)».HAVING(COUNT() > 0)");
        check(CODE, "INTERACTION(a, b).HAVING(COUNT() > 0)");
        check_mql(CODE, "PROFILE(contact) EXCEPT INTERACTION(a, b).HAVING(COUNT() > 0)");
    }
}
