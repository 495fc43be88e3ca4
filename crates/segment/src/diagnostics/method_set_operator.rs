//! `.UNION(x)` for `UNION x` (reference/data/segments/grammar.ebnf T8).

use super::Diagnostic;
use super::context::Context;
use crate::ast::{Chain, Node, SetOperator, Step, is_broken, keyword, keyword_range, set_operands};
use crate::edit::TextEdit;
use crate::syntax::{SyntaxKind, SyntaxNode};
use rowan::TextRange;

pub(super) const CODE: &str = "method-set-operator";

/// Longer rows are not rewritten: each step may put all before it in parentheses.
const MAX_STEPS: usize = 64;

/// One diagnostic for all set steps of a chain: they are written as operators together.
pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some(chain) = Chain::cast(node.clone()) else { return };
    let steps: Vec<Step> = chain.steps().collect();
    let Some(first) = steps.iter().position(|step| matches!(step, Step::Set(_))) else { return };
    let message = "UNION, INTERSECT and EXCEPT stand between queries, not behind a dot.";
    let diagnostic = Diagnostic::error(CODE, keyword_range(steps[first].syntax()), message);
    out.push(match infix(cx, &chain, &steps[first..]) {
        Some(text) => diagnostic.fix("Write it between the queries", vec![TextEdit::replace(chain.range(), text)]),
        None => diagnostic,
    });
}

fn infix(cx: &Context, chain: &Chain, steps: &[Step]) -> Option<String> {
    if steps.len() > MAX_STEPS || is_broken(chain.syntax()) {
        return None;
    }
    let head = TextRange::new(chain.range().start(), steps.first()?.syntax().text_range().start());
    let mut text = cx.slice(head).trim_end().to_string();
    if text.is_empty() {
        return None;
    }
    let mut before: Option<SetOperator> = None;
    for step in steps {
        let Step::Set(node) = step else { return None };
        let operator = SetOperator::of(keyword(node)?.1?)?;
        let operands = set_operands(node);
        let (start, end) = (operands.first()?.chain.range().start(), operands.last()?.chain.range().end());
        // Left to right, said with parentheses wherever it could be read otherwise.
        if before.is_some_and(|before| before != operator || operator == SetOperator::Except) {
            text = format!("({text})");
        }
        before = Some(operator);
        let operand = cx.slice(TextRange::new(start, end));
        let simple = operands.len() == 1 && !operands[0].chain.steps().any(|step| matches!(step, Step::Set(_)));
        text = if simple {
            format!("{text} {} {operand}", operator.spelling())
        } else {
            format!("{text} {} ({operand})", operator.spelling())
        };
    }
    let among_others = chain.syntax().parent().is_some_and(|parent| parent.kind() == SyntaxKind::SET_EXPR);
    Some(if among_others { format!("({text})") } else { text })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix};
    use super::CODE;

    #[test]
    fn becomes_infix() {
        check(CODE, "SEGMENT(a).«UNION»(SEGMENT(b)).EXCEPT(SEGMENT(c))");
        check_fix(CODE, "SEGMENT(a).UNION(SEGMENT(b))", "SEGMENT(a) UNION SEGMENT(b)");
        check_fix(
            CODE,
            "SEGMENT(a).UNION(SEGMENT(b)).EXCEPT(SEGMENT(c) UNION SEGMENT(d))",
            "(SEGMENT(a) UNION SEGMENT(b)) EXCEPT (SEGMENT(c) UNION SEGMENT(d))",
        );
        check_fix(
            CODE,
            "SEGMENT(x) EXCEPT SEGMENT(a).UNION(SEGMENT(b))",
            "SEGMENT(x) EXCEPT (SEGMENT(a) UNION SEGMENT(b))",
        );
    }
}
