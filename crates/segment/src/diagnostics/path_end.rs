//! A block that doesn't end in contact (reference/segments.md 3.2).

use super::Diagnostic;
use super::context::Context;
use crate::ast::{Chain, Node};
use crate::scope::{By, end};
use crate::syntax::{SyntaxKind, SyntaxNode};

pub(super) const CODE: &str = "path-end";

pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some(chain) = Chain::cast(node.clone()) else { return };
    let stages = cx.stages(&chain);
    let Some(last) = end(&stages).filter(|stage| matches!(stage.by, By::Profile | By::Traverse)) else { return };
    let Some(table) = &last.table else { return };
    // An undocumented step may lead anywhere.
    let opaque = node.children().any(|child| child.kind() == SyntaxKind::UNKNOWN_STEP);
    if !opaque && !table.eq_ignore_ascii_case("contact") {
        let message = format!(
            "Members of a segment are contacts, but this path ends in {table}. Go on with TRAVERSE to contact."
        );
        out.push(Diagnostic::warning(CODE, last.range, message));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_known};
    use super::CODE;

    #[test]
    fn where_the_last_table_is_known() {
        check(CODE, "«PROFILE(account)».FILTER(name == 'x')");
        check(CODE, "PROFILE(account).TRAVERSE(anything)");
        check(CODE, "PROFILE(Contact)");
        check_known(CODE, "PROFILE(contact)«.TRAVERSE(contact_account_parentcustomerid)».FILTER(name == 'x')");
        check_known(CODE, "PROFILE(account).TRAVERSE(contact_account_parentcustomerid)");
    }
}
