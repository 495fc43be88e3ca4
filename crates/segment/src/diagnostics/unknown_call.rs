//! Functions, steps, starts and aggregates that nobody has published.

use super::Diagnostic;
use crate::ast::keyword;
use crate::syntax::{SyntaxKind, SyntaxNode, SyntaxToken, Word};

pub(super) const CODE: &str = "unknown-call";

pub(super) fn check(node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some((token, word)) = keyword(node) else { return };
    let known = match node.kind() {
        SyntaxKind::FUNCTION => word.is_some_and(|word| word.is_function() || word.is_text_operator()),
        SyntaxKind::AGGREGATE => word.is_some_and(Word::is_aggregate),
        SyntaxKind::WINDOW => word.is_some_and(Word::is_window),
        _ => false,
    };
    if !known {
        out.push(unknown(&token, node.kind()));
    }
}

fn unknown(token: &SyntaxToken, kind: SyntaxKind) -> Diagnostic {
    let name = token.text();
    let range = token.text_range();
    match kind {
        SyntaxKind::UNKNOWN_STEP => {
            Diagnostic::warning(CODE, range, format!("{name} is a step that is not documented. It is kept as it is."))
        }
        SyntaxKind::AGGREGATE => {
            Diagnostic::error(CODE, range, format!("{name} is none of COUNT, SUM, AVG, MIN and MAX."))
        }
        SyntaxKind::WINDOW => {
            Diagnostic::error(CODE, range, format!("{name} is no time window; UTCDAYS, UTCMONTHS and UTCYEARS are."))
        }
        SyntaxKind::UNKNOWN_START => Diagnostic::error(
            CODE,
            range,
            format!("A query begins with PROFILE, SEGMENT or INTERACTION, not with {name}."),
        ),
        // Forms of dates and of several choices were never published, so a real text may hold one.
        _ => Diagnostic::warning(
            CODE,
            range,
            format!("{name} is a function that is not documented. It is kept as it is."),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;
    use super::CODE;

    #[test]
    fn of_every_sort() {
        check(CODE, "PROFILE(c).«FROBNICATE»(a).FILTER(«LOWER»(b) == 'x')");
        check(CODE, "INTERACTION(a, b).HAVING(«TOTAL»() > 1, «UTCEONS»(3))");
        check(CODE, "«CONTACTS»(all)");
    }
}
