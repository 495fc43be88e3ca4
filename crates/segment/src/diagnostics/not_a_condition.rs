//! A value where a condition belongs, and the other way round.

use super::Diagnostic;
use super::context::Context;
use crate::ast::{Comparison, Joined, Negation, Node, Property, expression, unwrapped};
use crate::schema::{ColumnKind, Known};
use crate::syntax::{SyntaxKind, SyntaxNode};

pub(super) const CODE: &str = "not-a-condition";

/// The places where conditions stand.
pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    match node.kind() {
        SyntaxKind::FILTER_STEP | SyntaxKind::EDGE_FILTER => {
            if let Some(inner) = expression(node) {
                condition(cx, &inner, out);
            }
        }
        SyntaxKind::NOT_EXPR => {
            if let Some(inner) = Negation::cast(node.clone()).and_then(|not| not.condition()) {
                condition(cx, &inner, out);
            }
        }
        SyntaxKind::AND_EXPR | SyntaxKind::OR_EXPR => {
            for part in Joined::cast(node.clone()).iter().flat_map(Joined::parts) {
                condition(cx, &part, out);
            }
        }
        SyntaxKind::COMPARISON => {
            let Some(comparison) = Comparison::cast(node.clone()) else { return };
            for side in [comparison.left(), comparison.right()].into_iter().flatten() {
                let inner = unwrapped(&side);
                if is_condition(inner.kind()) {
                    out.push(Diagnostic::error(CODE, side.text_range(), "A value belongs here, not a condition."));
                }
            }
        }
        _ => {}
    }
}

fn condition(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let inner = unwrapped(node);
    // A comparison that lost its operator has been reported, and so has CONTAINS in front of its operands.
    if is_condition(inner.kind()) || matches!(inner.kind(), SyntaxKind::PAREN_EXPR | SyntaxKind::ERROR) {
        return;
    }
    if inner.kind() == SyntaxKind::FUNCTION && is_text_operator_call(&inner) {
        return;
    }
    let message = match inner.kind() {
        SyntaxKind::PROPERTY => "A column alone is no condition; compare it with something.",
        _ => "A value alone is no condition.",
    };
    let diagnostic = Diagnostic::error(CODE, inner.text_range(), message);
    let flag = Property::cast(inner.clone()).filter(|property| match cx.column(property) {
        Known::Yes(column) => column.kind == ColumnKind::YesNo,
        Known::No | Known::Unloaded => false,
    });
    out.push(match flag {
        Some(_) => {
            let edit = crate::edit::TextEdit::insert(inner.text_range().end(), " == true");
            diagnostic.fix("Compare with true", vec![edit])
        }
        None => diagnostic,
    });
}

fn is_text_operator_call(node: &SyntaxNode) -> bool {
    crate::ast::keyword(node).and_then(|(_, word)| word).is_some_and(crate::syntax::Word::is_text_operator)
}

pub(super) fn is_condition(kind: SyntaxKind) -> bool {
    use SyntaxKind::{AND_EXPR, COMPARISON, IN_EXPR, NOT_EXPR, NULL_TEST, OR_EXPR};
    matches!(kind, AND_EXPR | OR_EXPR | NOT_EXPR | COMPARISON | NULL_TEST | IN_EXPR)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix_known};
    use super::CODE;

    #[test]
    fn values_and_conditions_change_places() {
        check(CODE, "PROFILE(c).FILTER(«a» && NOT(«5») && (b == 1))");
        check(CODE, "PROFILE(c).FILTER(«(a == 1)» == 2)");
        check(CODE, "PROFILE(c).FILTER(«DATEDIFF(month, Birthday, DATETIMEUTCNOW())»");
        check_fix_known(CODE, "PROFILE(contact).FILTER(donotemail)", "PROFILE(contact).FILTER(donotemail == true)");
    }
}
