//! Steps that don't go with their start (reference/segments.md 3.1, 8.2).

use super::Diagnostic;
use super::context::Context;
use crate::ast::{Chain, Node, Start, Step, keyword_range};
use crate::syntax::SyntaxNode;

pub(super) const CODE: &str = "misplaced-step";

pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some(chain) = Chain::cast(node.clone()) else { return };
    let Some(start) = chain.start() else { return };
    let interaction = matches!(start, Start::Interaction(_));
    for step in chain.steps() {
        let message = match (&step, &start) {
            (Step::Traverse(_) | Step::Relate(_), Start::Interaction(_)) => {
                "Only FILTER and HAVING may follow INTERACTION."
            }
            (Step::Having(_), _) if !interaction => "HAVING belongs to INTERACTION only.",
            (Step::Filter(_) | Step::Traverse(_) | Step::Relate(_), Start::Segment(_) | Start::Inline(_)) => {
                "Members of a segment can't be filtered here; join SEGMENT(…) and PROFILE(…) with INTERSECT."
            }
            (Step::Traverse(_), _) if !cx.outbound() => {
                "TRAVERSE is outbound marketing's; real-time segments have RELATE."
            }
            _ => continue,
        };
        out.push(Diagnostic::error(CODE, keyword_range(step.syntax()), message));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_mql};
    use super::CODE;

    #[test]
    fn by_start_and_dialect() {
        check(CODE, "INTERACTION(a, b).«TRAVERSE»(r).HAVING(COUNT() > 0)");
        check(CODE, "PROFILE(a).«HAVING»(COUNT() > 0)");
        check(CODE, "SEGMENT(a).«FILTER»(b == 1)");
        check(CODE, "(SEGMENT(a)).ORDERBY(fullname ASC).SKIP(0).TAKE(15).SELECT(contactid)");
        check(CODE, "PROFILE(a).RELATE(r, b).TRAVERSE(q)");
        check_mql(CODE, "PROFILE(a).«TRAVERSE»(q)");
    }
}
