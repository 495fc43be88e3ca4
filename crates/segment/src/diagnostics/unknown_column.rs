//! A column that its table doesn't have, or that segments can't use.

use super::Diagnostic;
use super::context::Context;
use crate::ast::{Node, Property};
use crate::edit::TextEdit;
use crate::schema::Known;
use crate::scope::By;
use crate::syntax::SyntaxNode;

pub(super) const CODE: &str = "unknown-column";

pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some(property) = Property::cast(node.clone()) else { return };
    let (Some(token), Some(stage)) = (property.column(), cx.stage_of(&property)) else { return };
    let Some(name) = stage.table.as_deref() else { return };
    if stage.by == By::Interaction {
        interaction(cx, name, &token, out);
        return;
    }
    let Known::Yes(table) = cx.schema().table(name) else { return };
    let range = token.text_range();
    match table.column(token.text()) {
        Known::Yes(column) if column.computed => {
            let message = format!("{} is calculated; segments can use stored columns only.", column.label);
            out.push(Diagnostic::warning(CODE, range, message));
        }
        Known::Yes(_) | Known::Unloaded => {}
        Known::No => {
            let message = format!("{} has no column {}.", table.label, token.text());
            let diagnostic = Diagnostic::error(CODE, range, message);
            let columns = table.columns.iter().flatten().filter(|column| !column.computed);
            let meant = columns.into_iter().find(|column| {
                super::near(&column.name, token.text()) || column.label.eq_ignore_ascii_case(token.text())
            });
            out.push(match meant {
                Some(column) => {
                    diagnostic.fix(format!("Write {}", column.name), vec![TextEdit::replace(range, &*column.name)])
                }
                None => diagnostic,
            });
        }
    }
}

/// Names of properties are those of the analytics export, which is likely but not certain (reference/segments.md 6).
fn interaction(cx: &Context, kind: &str, token: &crate::syntax::SyntaxToken, out: &mut Vec<Diagnostic>) {
    let interactions = cx.schema().interactions();
    let Some(known) = interactions.iter().find(|known| known.name.eq_ignore_ascii_case(kind)) else { return };
    // A type learnt from queries has none on record.
    let listed = !known.properties.is_empty();
    if listed && !known.properties.iter().any(|property| property.eq_ignore_ascii_case(token.text())) {
        let message = format!("{kind} is not known to have a property {}.", token.text());
        out.push(Diagnostic::hint(CODE, token.text_range(), message));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check_fix_known, check_known, message};
    use super::CODE;

    #[test]
    fn of_the_table_in_question() {
        check_known(CODE, "PROFILE(contact, contact_1).FILTER(contact_1.«city» == 'x' && firstname == 'y')");
        check_known(
            CODE,
            "PROFILE(account).FILTER(name == 'x').TRAVERSE(contact_account_parentcustomerid).FILTER(«name» == 'x')",
        );
        check_known(CODE, "PROFILE(contact).FILTER(«msdyncrm_age» > 18)");
        check_known(
            CODE,
            "INTERACTION(EmailClicked, l).FILTER(«EmailId» == '1' && MessageId == '2').HAVING(COUNT() > 0)",
        );
        check_known(CODE, "PROFILE(list).FILTER(anything == 1)");
        assert_eq!(message(CODE, "PROFILE(contact).FILTER(x == 1)"), "Contact has no column x.");
    }

    #[test]
    fn near_misses_and_labels() {
        check_fix_known(CODE, "PROFILE(contact).FILTER(fristname == 'x')", "PROFILE(contact).FILTER(firstname == 'x')");
        check_fix_known(CODE, "PROFILE(contact).FILTER(city == 'x')", "PROFILE(contact).FILTER(address1_city == 'x')");
    }
}
