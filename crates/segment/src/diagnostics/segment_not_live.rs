//! A segment that has no members now because it isn't live.

use super::Diagnostic;
use super::context::Context;
use crate::ast::{Node, SegmentRef};
use crate::schema::Known;
use crate::syntax::SyntaxNode;

pub(super) const CODE: &str = "segment-not-live";

pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some(name) = SegmentRef::cast(node.clone()).and_then(|segment| segment.name()) else { return };
    let Known::Yes(segment) = cx.schema().segment(&name) else { return };
    if !segment.live {
        let message = format!("{} is not live but {}; take it live first.", segment.label, segment.status);
        out.push(Diagnostic::warning(CODE, node.text_range(), message));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check_known;
    use super::CODE;

    #[test]
    fn with_its_status() {
        check_known(CODE, "SEGMENT(everyone) EXCEPT «SEGMENT(draft)»");
    }
}
