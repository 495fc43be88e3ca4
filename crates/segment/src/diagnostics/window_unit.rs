//! Windows in minutes, hours and weeks are MQL's (reference/data/segments/grammar.ebnf part C).

use super::Diagnostic;
use super::context::Context;
use crate::ast::{Node, Window};
use crate::edit::TextEdit;
use crate::syntax::{SyntaxNode, Word};

pub(super) const CODE: &str = "window-unit";

pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some(window) = Window::cast(node.clone()).filter(|_| cx.outbound()) else { return };
    let Some(unit) = window.unit().filter(|unit| matches!(unit, Word::UtcMinutes | Word::UtcHours | Word::UtcWeeks))
    else {
        return;
    };
    let message = format!("Outbound segments count in UTCDAYS, UTCMONTHS and UTCYEARS, not in {}.", unit.spelling());
    let diagnostic = Diagnostic::error(CODE, node.text_range(), message);
    let weeks = window.count().and_then(|count| count.parse::<u32>().ok()).filter(|_| unit == Word::UtcWeeks);
    out.push(match weeks.and_then(|weeks| weeks.checked_mul(7)) {
        Some(days) => {
            let edit = TextEdit::replace(node.text_range(), format!("UTCDAYS({days})"));
            diagnostic.fix(format!("Write UTCDAYS({days})"), vec![edit])
        }
        None => diagnostic,
    });
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix, check_mql};
    use super::CODE;

    #[test]
    fn weeks_are_days() {
        check(CODE, "INTERACTION(a, b).HAVING(COUNT() > 0, «UTCHOURS(3)»)");
        check_mql(CODE, "INTERACTION(a, b).HAVING(COUNT() > 0, UTCHOURS(3))");
        check_fix(
            CODE,
            "INTERACTION(a, b).HAVING(COUNT() > 0, UTCWEEKS(2))",
            "INTERACTION(a, b).HAVING(COUNT() > 0, UTCDAYS(14))",
        );
    }
}
