//! A relationship that doesn't lead on from the current table.

use super::Diagnostic;
use super::context::Context;
use crate::Dialect;
use crate::ast::{Chain, Node, Related, child};
use crate::edit::TextEdit;
use crate::schema::{Known, Relationship};
use crate::scope::{self, chain_of};
use crate::syntax::{SyntaxKind, SyntaxNode, Word};
use rowan::TextSize;

pub(super) const CODE: &str = "unknown-relationship";

pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some(related) = Related::cast(node.clone()) else { return };
    let (Some(name), Some(token)) = (related.relationship(), child(node, SyntaxKind::RELATIONSHIP)) else { return };
    let Some(from) = chain_of(node).and_then(|chain| table_before(cx, &chain, node)) else { return };
    let Known::Yes(table) = cx.schema().table(&from) else { return };
    if table.relationship(&name) != Known::No {
        return;
    }
    let message = format!("{} has no relationship {name}.", table.label);
    let diagnostic = Diagnostic::error(CODE, token.text_range(), message);
    // TRAVERSE takes the pattern of outbound marketing, RELATE Dataverse's own names.
    let dialect = if related.word() == Some(Word::Traverse) { Dialect::Outbound } else { Dialect::Mql };
    let names = table.relationships.iter().flatten().filter_map(|known: &Relationship| known.query_name(dialect));
    out.push(match names.into_iter().find(|known| super::near(known, &name)) {
        Some(known) => diagnostic.fix(format!("Write {known}"), vec![TextEdit::replace(token.text_range(), known)]),
        None => diagnostic,
    });
}

fn table_before(cx: &Context, chain: &Chain, node: &SyntaxNode) -> Option<String> {
    let stages = cx.stages(chain);
    let start = node.text_range().start();
    let outer = node.parent().filter(|parent| parent.kind() == SyntaxKind::RELATE_STEP);
    if let Some(outer) = outer {
        return stages.iter().find(|stage| stage.range == outer.text_range())?.table.clone();
    }
    let before = start.checked_sub(TextSize::new(1))?;
    scope::current(&stages, before)?.table.clone()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check_fix_known, check_known};
    use super::CODE;

    #[test]
    fn from_the_table_before() {
        check_known(CODE, "PROFILE(account).TRAVERSE(«lead_contact_parentcontactid»)");
        check_known(
            CODE,
            "PROFILE(lead).TRAVERSE(lead_contact_parentcontactid).TRAVERSE(contact_account_parentcustomerid)",
        );
        check_known(CODE, "PROFILE(contact).RELATE(contact_customer_accounts, a, RELATE(«nothing», b))");
        check_fix_known(
            CODE,
            "PROFILE(account).TRAVERSE(contact_account_parentcustomer)",
            "PROFILE(account).TRAVERSE(contact_account_parentcustomerid)",
        );
    }
}
