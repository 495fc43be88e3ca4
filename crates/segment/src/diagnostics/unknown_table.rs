//! A table that the organisation doesn't have.

use super::Diagnostic;
use super::context::Context;
use crate::ast::name_text;
use crate::edit::TextEdit;
use crate::schema::Known;
use crate::syntax::SyntaxNode;

pub(super) const CODE: &str = "unknown-table";

pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let name = name_text(node);
    if cx.schema().table(&name) != Known::No {
        return;
    }
    let diagnostic = Diagnostic::error(CODE, node.text_range(), format!("There is no table {name}."));
    let meant = cx
        .schema()
        .tables()
        .into_iter()
        .find(|table| super::near(&table.name, &name) || table.label.eq_ignore_ascii_case(&name));
    out.push(match meant {
        Some(table) => {
            diagnostic.fix(format!("Write {}", table.name), vec![TextEdit::replace(node.text_range(), &*table.name)])
        }
        None => diagnostic,
    });
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix_known, check_known};
    use super::CODE;

    #[test]
    fn only_with_metadata() {
        check(CODE, "PROFILE(UnknownEntity)");
        check_known(CODE, "PROFILE(«UnknownEntity»)");
        check_known(CODE, "PROFILE(Contact)");
        check_fix_known(CODE, "PROFILE(contacts)", "PROFILE(contact)");
    }
}
