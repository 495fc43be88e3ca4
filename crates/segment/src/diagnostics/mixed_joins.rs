//! `&&` and `||` side by side: which binds tighter is not documented (reference/segments.md 3.3).

use super::Diagnostic;
use crate::ast::{Joined, Node, is_broken};
use crate::edit::TextEdit;
use crate::syntax::{SyntaxKind, SyntaxNode};

pub(super) const CODE: &str = "mixed-joins";

pub(super) fn check(node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some(joined) = Joined::cast(node.clone()).filter(Joined::is_or) else { return };
    let bare: Vec<_> = joined.parts().filter(|part| part.kind() == SyntaxKind::AND_EXPR).collect();
    let Some(first) = bare.first() else { return };
    let message =
        "Which of && and || binds first is not documented. Here && is read first; parentheses make it certain.";
    let diagnostic = Diagnostic::warning(CODE, first.text_range(), message);
    if is_broken(node) {
        out.push(diagnostic);
        return;
    }
    let edits = bare.iter().flat_map(|part| {
        let range = part.text_range();
        [TextEdit::insert(range.start(), "("), TextEdit::insert(range.end(), ")")]
    });
    let edits = edits.collect();
    out.push(diagnostic.fix("Put parentheses", edits));
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix};
    use super::CODE;

    #[test]
    fn gets_parentheses() {
        check(CODE, "PROFILE(c).FILTER(a == 1 || «b == 2 && c == 3» || d == 4 && e == 5)");
        check(CODE, "PROFILE(c).FILTER(a == 1 || (b == 2 && c == 3))");
        check(CODE, "PROFILE(c).FILTER((a == 1 || b == 2) && c == 3)");
        check_fix(
            CODE,
            "PROFILE(c).FILTER(a == 1 || b == 2 && c == 3 || d == 4 && e == 5)",
            "PROFILE(c).FILTER(a == 1 || (b == 2 && c == 3) || (d == 4 && e == 5))",
        );
    }
}
