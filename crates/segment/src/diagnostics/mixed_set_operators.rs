//! A row of different set operators: their order is not documented (reference/segments.md 3.3).

use super::Diagnostic;
use crate::ast::{Node, is_broken, order_wraps, set_operands};
use crate::edit::TextEdit;
use crate::syntax::SyntaxNode;

pub(super) const CODE: &str = "mixed-set-operators";

/// More parentheses than this help nobody.
const MAX_WRAPS: usize = 16;

pub(super) fn check(node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some(parent) = node.parent() else { return };
    let operands = set_operands(&parent);
    let operators: Vec<_> = operands.iter().map(|operand| operand.operator.as_ref().map(|(read, _)| *read)).collect();
    let wraps = order_wraps(&operators);
    let Some(first) = wraps.first().and_then(|index| operands[index + 1].operator.as_ref()) else { return };
    let message =
        "The order of set operators is not documented. They are read from left to right; parentheses make it certain.";
    let diagnostic = Diagnostic::hint(CODE, first.1.text_range(), message);
    if wraps.len() > MAX_WRAPS || is_broken(node) {
        out.push(diagnostic);
        return;
    }
    let mut edits = vec![TextEdit::insert(node.text_range().start(), "(".repeat(wraps.len()))];
    edits.extend(wraps.iter().map(|index| TextEdit::insert(operands[*index].chain.range().end(), ")")));
    out.push(diagnostic.fix("Put parentheses", edits));
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix};
    use super::CODE;

    #[test]
    fn read_from_the_left() {
        check(CODE, "SEGMENT(a) UNION SEGMENT(b) «EXCEPT» SEGMENT(c)");
        check(CODE, "SEGMENT(a) UNION SEGMENT(b) UNION SEGMENT(c)");
        check_fix(
            CODE,
            "SEGMENT(a) UNION SEGMENT(b) EXCEPT SEGMENT(c) EXCEPT SEGMENT(d)",
            "((SEGMENT(a) UNION SEGMENT(b)) EXCEPT SEGMENT(c)) EXCEPT SEGMENT(d)",
        );
    }
}
