//! A name where a query belongs.

use super::Diagnostic;
use super::context::Context;
use crate::edit::TextEdit;
use crate::schema::Known;
use crate::syntax::SyntaxNode;

pub(super) const CODE: &str = "bare-name";

pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let name = node.text().to_string();
    let message = format!("A query stands here, not a name. Members of the segment {name} are SEGMENT({name}).");
    let diagnostic = Diagnostic::error(CODE, node.text_range(), message);
    let known = cx.schema().segment(&name);
    let works = match known {
        Known::Yes(segment) => segment.live,
        Known::No => false,
        Known::Unloaded => true,
    };
    out.push(if works {
        diagnostic.fix(
            format!("Write SEGMENT({name})"),
            vec![TextEdit::replace(node.text_range(), format!("SEGMENT({name})"))],
        )
    } else {
        diagnostic
    });
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix};
    use super::CODE;

    #[test]
    fn as_operand() {
        check(CODE, "«A» \n EXCEPT «B»");
        check(CODE, "SEGMENT(a).UNION(«B»)");
        check_fix(CODE, "A EXCEPT SEGMENT(b)", "SEGMENT(A) EXCEPT SEGMENT(b)");
    }
}
