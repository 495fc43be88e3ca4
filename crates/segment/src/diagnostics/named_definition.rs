//! `Name = query`: the documentation's way to present, in no grammar (reference/data/segments/grammar.ebnf T10).

use super::Diagnostic;
use super::context::Context;
use crate::ast::{Definition, Node, SegmentRef, is_broken, set_operands};
use crate::edit::TextEdit;
use crate::syntax::{SyntaxKind, SyntaxNode};
use rowan::{TextRange, TextSize};

pub(super) const CODE: &str = "named-definition";

/// More definitions than this are not written out: each is looked for in the whole text.
const MAX_DEFINITIONS: usize = 64;

pub(super) fn check(cx: &Context, node: &SyntaxNode, out: &mut Vec<Diagnostic>) {
    let Some(definition) = Definition::cast(node.clone()) else { return };
    let Some(name) = definition.name() else { return };
    let message = "A stored query has no named parts. They can only be written out where they are used.";
    let diagnostic = Diagnostic::error(CODE, name.text_range(), message);
    out.push(match inline(cx, &definition) {
        Some((label, edits)) => diagnostic.fix(label, edits),
        None => diagnostic,
    });
}

fn inline(cx: &Context, definition: &Definition) -> Option<(String, Vec<TextEdit>)> {
    let root = definition.syntax().parent()?;
    let (name, query) = (definition.name()?, definition.query()?);
    let name = name.text();
    let statements =
        root.children().filter(|child| child.kind() != SyntaxKind::ERROR).take(MAX_DEFINITIONS + 1).count();
    if statements == 1 {
        let lead = TextRange::new(definition.range().start(), query.text_range().start());
        return Some(("Keep only the query".into(), vec![TextEdit::delete(lead)]));
    }
    if statements > MAX_DEFINITIONS {
        return None;
    }
    let uses: Vec<SyntaxNode> = root
        .descendants()
        .filter(|node| is_use(node, name) && !definition.range().contains_range(node.text_range()))
        .collect();
    // An interaction may not be an operand, and a broken query would break what uses it.
    let has_interaction = query.descendants().any(|node| node.kind() == SyntaxKind::INTERACTION_START);
    if uses.is_empty() || has_interaction || is_broken(&query) || cx.slice(query.text_range()).is_empty() {
        return None;
    }
    let single = set_operands(definition.syntax()).len() == 1;
    let text = cx.slice(query.text_range());
    let mut edits = vec![TextEdit::delete(with_space_behind(cx, definition.range()))];
    for used in uses {
        let insert = if single { text.to_string() } else { format!("({text})") };
        edits.push(TextEdit::replace(used.text_range(), insert));
    }
    Some((format!("Write {name} out where it is used"), edits))
}

/// `SEGMENT(name)`, or the bare name.
fn is_use(node: &SyntaxNode, name: &str) -> bool {
    match node.kind() {
        SyntaxKind::SEGMENT_START => {
            SegmentRef::cast(node.clone()).and_then(|segment| segment.name()).is_some_and(|used| used == name)
        }
        SyntaxKind::NAME_START => node.text() == name,
        _ => false,
    }
}

fn with_space_behind(cx: &Context, range: TextRange) -> TextRange {
    let rest = &cx.text[usize::from(range.end())..];
    let space = rest.len() - rest.trim_start().len();
    TextRange::new(range.start(), range.end() + TextSize::new(space as u32))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_fix};
    use super::CODE;

    #[test]
    fn is_reported_at_its_name() {
        check(CODE, "«A» = PROFILE(c)«B» =SEGMENT(d)");
    }

    #[test]
    fn can_be_written_out() {
        check_fix(CODE, "A = PROFILE(c).FILTER(x == 1)", "PROFILE(c).FILTER(x == 1)");
        check_fix(CODE, "A = PROFILE(contact)\nSEGMENT(A) EXCEPT SEGMENT(b)", "PROFILE(contact) EXCEPT SEGMENT(b)");
        check_fix(
            CODE,
            "A = SEGMENT(x) UNION SEGMENT(y) SEGMENT(b) EXCEPT A",
            "SEGMENT(b) EXCEPT (SEGMENT(x) UNION SEGMENT(y))",
        );
    }
}
