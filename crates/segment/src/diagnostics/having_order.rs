//! `HAVING` before `FILTER` (reference/segments.md 3.3).

use super::Diagnostic;
use super::context::Context;
use crate::ast::{Chain, Node, Step, is_broken, keyword_range};
use crate::edit::TextEdit;
use crate::syntax::SyntaxNode;
use rowan::TextRange;

pub(super) const CODE: &str = "having-order";

pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some(chain) = Chain::cast(node.clone()) else { return };
    let steps: Vec<Step> = chain.steps().collect();
    let Some(having) = steps.iter().position(|step| matches!(step, Step::Having(_))) else { return };
    let Some(filter) = steps.iter().rposition(|step| matches!(step, Step::Filter(_))).filter(|at| *at > having) else {
        return;
    };
    let range = keyword_range(steps[having].syntax());
    let diagnostic = Diagnostic::error(CODE, range, "FILTER comes before HAVING.");
    let moved = &steps[having..=filter];
    let span = TextRange::new(moved[0].syntax().text_range().start(), steps[filter].syntax().text_range().end());
    let between_only = moved.iter().all(|step| matches!(step, Step::Filter(_) | Step::Having(_)));
    if !between_only || moved.iter().any(|step| is_broken(step.syntax())) {
        out.push(diagnostic);
        return;
    }
    let filters = moved.iter().filter(|step| matches!(step, Step::Filter(_)));
    let havings = moved.iter().filter(|step| matches!(step, Step::Having(_)));
    let text: String = filters.chain(havings).map(|step| cx.slice(step.syntax().text_range())).collect();
    out.push(diagnostic.fix("Move FILTER before HAVING", vec![TextEdit::replace(span, text)]));
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix};
    use super::CODE;

    #[test]
    fn the_steps_change_places() {
        check(CODE, "INTERACTION(a, b).«HAVING»(COUNT()>0, UTCDAYS(7)).FILTER(c=='1')");
        check_fix(
            CODE,
            "INTERACTION(a, b).HAVING(COUNT()>0, UTCDAYS(7)).FILTER(c=='1')",
            "INTERACTION(a, b).FILTER(c=='1').HAVING(COUNT()>0, UTCDAYS(7))",
        );
    }
}
