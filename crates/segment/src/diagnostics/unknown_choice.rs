//! A number that its choice column doesn't have, or a label where the number belongs.

use super::Diagnostic;
use super::context::Context;
use super::type_mismatch::column_and_literal;
use crate::ast::LiteralKind;
use crate::edit::TextEdit;
use crate::schema::ColumnKind;
use crate::syntax::SyntaxNode;

pub(super) const CODE: &str = "unknown-choice";

pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    for (column, literal, kind) in column_and_literal(cx, node) {
        if column.kind != ColumnKind::Choice || column.choices.is_empty() {
            continue;
        }
        let range = literal.text_range();
        match kind {
            LiteralKind::Number(number) => {
                let known = number.parse().is_ok_and(|value| column.choice(value).is_some());
                if !known {
                    out.push(Diagnostic::error(CODE, range, format!("{} has no value {number}.", column.label)));
                }
            }
            LiteralKind::Text(text) => {
                let choice = column.choices.iter().find(|choice| choice.label.eq_ignore_ascii_case(text.trim()));
                let message = format!("{} is compared by number, not by label.", column.label);
                let diagnostic = Diagnostic::error(CODE, range, message);
                out.push(match choice {
                    Some(choice) => diagnostic.fix(
                        format!("Write {} for {}", choice.value, choice.label),
                        vec![TextEdit::replace(range, choice.value.to_string())],
                    ),
                    None => diagnostic,
                });
            }
            LiteralKind::Flag(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check_fix_known, check_known};
    use super::CODE;

    #[test]
    fn numbers_and_labels() {
        check_known(
            CODE,
            "PROFILE(contact).FILTER(msdyncrm_grade == «7» || msdyncrm_grade == 1 || «'Bronze'» == msdyncrm_grade)",
        );
        check_fix_known(
            CODE,
            "PROFILE(contact).FILTER(msdyncrm_grade == 'gold')",
            "PROFILE(contact).FILTER(msdyncrm_grade == 1)",
        );
    }
}
