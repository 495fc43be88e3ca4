//! Aliases that nothing defines, or that two things define.

use super::Diagnostic;
use super::context::Context;
use crate::ast::{Chain, Node, Property};
use crate::edit::TextEdit;
use crate::scope::{chain_of, named};
use crate::syntax::SyntaxNode;
use std::collections::BTreeSet;

pub(super) const CODE: &str = "alias";

pub(super) fn check_property(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some(property) = Property::cast(node.clone()) else { return };
    let Some(qualifier) = property.qualifier() else { return };
    let Some(chain) = chain_of(node) else { return };
    let stages = cx.stages(&chain);
    // With an opaque step or without a start, an alias may come from anywhere.
    let told = chain.syntax().children().all(|child| child.kind() != crate::syntax::SyntaxKind::UNKNOWN_STEP);
    if stages.is_empty() || !told || named(&stages, qualifier.text()).is_some() {
        return;
    }
    let message = format!("Nothing in this block is called {}.", qualifier.text());
    let diagnostic = Diagnostic::error(CODE, qualifier.text_range(), message);
    let meant =
        stages.iter().filter_map(|stage| stage.alias.as_deref()).find(|alias| super::near(qualifier.text(), alias));
    out.push(match meant {
        Some(alias) => diagnostic.fix(format!("Write {alias}"), vec![TextEdit::replace(qualifier.text_range(), alias)]),
        None => diagnostic,
    });
}

pub(super) fn check_chain(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some(chain) = Chain::cast(node.clone()) else { return };
    let stages = cx.stages(&chain);
    let mut seen = BTreeSet::new();
    for stage in stages.iter() {
        let Some(alias) = stage.alias.as_deref() else { continue };
        if !seen.insert(alias.to_lowercase()) {
            let message = format!("{alias} already names another table in this block.");
            out.push(Diagnostic::error(CODE, stage.range, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix};
    use super::CODE;

    #[test]
    fn unknown_and_doubled() {
        check(CODE, "PROFILE(contact, contact_1).FILTER(«account_7».a == 1 && contact_1.b == 2 && contact.c == 3)");
        check(CODE, "PROFILE(account, x)«.TRAVERSE(r, x)».FILTER(x.a == 1)");
        check(CODE, "PROFILE(contact).FROB(r, z).FILTER(z.a == 1)");
        check_fix(
            CODE,
            "PROFILE(contact, contact_1).FILTER(contact_2.a == 1)",
            "PROFILE(contact, contact_1).FILTER(contact_1.a == 1)",
        );
    }
}
