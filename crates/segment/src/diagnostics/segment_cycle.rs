//! A segment that refers back to itself, over any number of others.

use super::Diagnostic;
use super::context::Context;
use crate::ast::{Node, SegmentRef};
use crate::schema::Known;
use crate::syntax::SyntaxNode;

pub(super) const CODE: &str = "segment-cycle";

pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some(name) = SegmentRef::cast(node.clone()).and_then(|segment| segment.name()) else { return };
    if let Some(path) = circle(cx, &name) {
        let message = format!("This leads in a circle: {}.", path.join(" → "));
        out.push(Diagnostic::error(CODE, node.text_range(), message));
    }
}

/// The names from `name` back to this segment, or to one met before.
fn circle(cx: &Context, name: &str) -> Option<Vec<String>> {
    let own = cx.settings.own_name;
    let mut done: Vec<String> = Vec::new();
    let mut trail: Vec<String> = Vec::new();
    // Depth first with a stack of its own: a long row of segments is no reason to overflow.
    let mut pending = vec![(name.to_string(), 0_usize)];
    while let Some((name, depth)) = pending.pop() {
        trail.truncate(depth);
        let met = trail.iter().any(|earlier| earlier.eq_ignore_ascii_case(&name));
        if met || own.is_some_and(|own| own.eq_ignore_ascii_case(&name)) {
            trail.push(name);
            return Some(trail);
        }
        if done.iter().any(|earlier| earlier.eq_ignore_ascii_case(&name)) {
            continue;
        }
        done.push(name.clone());
        if let Known::Yes(segment) = cx.schema().segment(&name) {
            let query = segment.query.as_deref().unwrap_or_default();
            pending.extend(references(query).into_iter().map(|next| (next, depth + 1)));
        }
        trail.push(name);
    }
    None
}

/// The query names that a text refers to, in its order.
pub fn references(query: &str) -> Vec<String> {
    let tree = crate::parse(query).syntax();
    tree.descendants().filter_map(SegmentRef::cast).filter_map(|segment| segment.name()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check_known, message};
    use super::CODE;

    #[test]
    fn over_others_and_at_once() {
        check_known(CODE, "SEGMENT(everyone) UNION «SEGMENT(circle)»");
        check_known(CODE, "«SEGMENT(self)»");
        assert_eq!(message(CODE, "SEGMENT(circle)"), "This leads in a circle: circle → ring → circle.");
    }
}
