//! A segment that doesn't exist, isn't live, or leads back to this one.

use super::Diagnostic;
use super::context::Context;
use crate::ast::{Node, SegmentRef, child};
use crate::edit::TextEdit;
use crate::schema::Known;
use crate::syntax::{SyntaxKind, SyntaxNode};

pub(super) const CODE: &str = "segment-missing";

pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let (Some(name), Some(name_node)) =
        (SegmentRef::cast(node.clone()).and_then(|it| it.name()), child(node, SyntaxKind::SEGMENT_NAME))
    else {
        return;
    };
    if cx.schema().segment(&name) != Known::No {
        return;
    }
    let diagnostic =
        Diagnostic::error(CODE, name_node.text_range(), format!("There is no segment with the query name {name}."));
    let meant =
        cx.schema().segments().into_iter().find(|known| {
            known.live && (known.label.eq_ignore_ascii_case(&name) || super::near(&known.query_name, &name))
        });
    out.push(match meant {
        Some(known) => {
            let edit = TextEdit::replace(name_node.text_range(), &*known.query_name);
            diagnostic.fix(format!("Use {}", known.label), vec![edit])
        }
        None => diagnostic,
    });
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check_fix_known, check_known};
    use super::CODE;

    #[test]
    fn by_query_name() {
        check_known(CODE, "SEGMENT(«nobody») UNION SEGMENT(everyone)");
        check_fix_known(CODE, "SEGMENT(munch)", "SEGMENT(munich)");
    }
}
