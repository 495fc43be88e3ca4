//! What `HAVING` may ask of `COUNT()` (reference/segments.md 3.2).

use super::Diagnostic;
use super::context::Context;
use crate::ast::{Having, Literal, LiteralKind, Node};
use crate::edit::TextEdit;
use crate::syntax::{SyntaxKind, SyntaxNode, Word};
use rowan::TextRange;

pub(super) const CODE: &str = "having-limit";

pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some(having) = Having::cast(node.clone()) else { return };
    let (Some((Word::Count, _)), Some(operator), Some(number)) =
        (having.aggregate(), having.operator(), having.number())
    else {
        return;
    };
    // MQL counts with >= in every text that was seen.
    let Some(LiteralKind::Number(value)) = Literal::cast(number.clone()).and_then(|literal| literal.kind()) else {
        return;
    };
    if !cx.outbound() {
        return;
    }
    let range = TextRange::new(operator.text_range().start(), number.text_range().end());
    let mut report = |message: &str| out.push(Diagnostic::error(CODE, range, message));
    let Ok(count) = value.parse::<u64>() else {
        report("Interactions are counted in whole numbers from 0.");
        return;
    };
    match operator.kind() {
        SyntaxKind::GE if count > 0 => {
            let diagnostic = Diagnostic::error(CODE, range, "COUNT() can't be compared with >=; at least n is > n-1.");
            let edit = TextEdit::replace(range, format!("> {}", count - 1));
            out.push(diagnostic.fix(format!("Write > {}", count - 1), vec![edit]));
        }
        SyntaxKind::NE | SyntaxKind::LT_GT if count > 0 => report("COUNT() can't be compared with !=."),
        SyntaxKind::EQ | SyntaxKind::ASSIGN if count == 0 => {
            report("COUNT() can't be 0: contacts without the interaction are found with EXCEPT.");
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix, check_mql};
    use super::CODE;

    #[test]
    fn limits_of_count() {
        check(CODE, "INTERACTION(a, b).HAVING(COUNT() «>= 2»)");
        check(CODE, "INTERACTION(a, b).HAVING(COUNT() «!= 2»)");
        check(CODE, "INTERACTION(a, b).HAVING(COUNT() «== 0»)");
        check(CODE, "INTERACTION(a, b).HAVING(COUNT() «> -1»)");
        check(CODE, "INTERACTION(a, b).HAVING(COUNT() «< 1.5»)");
        check(CODE, "INTERACTION(a, b).HAVING(SUM(c) >= 2.5)");
        check(CODE, "INTERACTION(a, b).HAVING(COUNT() <= 2)");
        check_mql(CODE, "INTERACTION(a, b).HAVING(Count() >= 2)");
    }

    #[test]
    fn at_least_n_is_more_than_one_less() {
        check_fix(
            CODE,
            "INTERACTION(a, b).HAVING(COUNT()>=1, UTCDAYS(7))",
            "INTERACTION(a, b).HAVING(COUNT()> 0, UTCDAYS(7))",
        );
    }
}
