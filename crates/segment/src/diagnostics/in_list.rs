//! `IN [..]`: only MQL is known to have it (reference/segments.md 3.2, 8.2).

use super::Diagnostic;
use super::context::Context;
use crate::ast::{InList, Node, is_broken};
use crate::edit::TextEdit;
use crate::syntax::{SyntaxKind, SyntaxNode};

pub(super) const CODE: &str = "in-list";

pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    if !cx.outbound() {
        return;
    }
    let Some(list) = InList::cast(node.clone()) else { return };
    let message = "Outbound segments are not known to have IN; several values are joined with ||.";
    let diagnostic = Diagnostic::warning(CODE, node.text_range(), message);
    let items = list.items();
    let simple = items.iter().all(|item| item.kind() == SyntaxKind::LITERAL) && !items.is_empty() && !is_broken(node);
    out.push(match list.value() {
        Some(value) if simple => {
            let value = cx.slice(value.text_range());
            let parts: Vec<_> =
                items.iter().map(|item| format!("{value} == {}", cx.slice(item.text_range()))).collect();
            let text = format!("({})", parts.join(" || "));
            diagnostic.fix("Join the values with ||", vec![TextEdit::replace(node.text_range(), text)])
        }
        _ => diagnostic,
    });
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix, check_mql};
    use super::CODE;

    #[test]
    fn becomes_alternatives() {
        check(CODE, "PROFILE(c).FILTER(«a IN ['x', 'y']»)");
        check_mql(CODE, "PROFILE(c).FILTER(a IN ['x', 'y'])");
        check_fix(CODE, "PROFILE(c).FILTER(a IN ['x', 2])", "PROFILE(c).FILTER((a == 'x' || a == 2))");
    }
}
