//! Tidies white space and the case of words. Names, values, comments and line breaks stay as they are.

use crate::edit::TextEdit;
use crate::syntax::{Dialect, Parse, SyntaxKind, SyntaxNode, SyntaxToken, Word};
use rowan::{NodeOrToken, TextRange, TextSize};

const INDENT: usize = 4;

/// The edits that format a text. What the parser could not place is left alone.
///
/// Between words stands one space or none; a line break stays one and is indented by its depth. Outbound's words are
/// written in capitals; how MQL writes them varies, so there they stay (reference/segments.md 3.3).
pub fn format(parse: &Parse, dialect: Dialect) -> Vec<TextEdit> {
    let root = parse.syntax();
    let mut edits = Vec::new();
    let mut before: Option<SyntaxToken> = None;
    let mut gap = String::new();
    let mut depth = 0_usize;
    for token in root.descendants_with_tokens().filter_map(NodeOrToken::into_token) {
        if token.kind().is_trivia() {
            gap.push_str(token.text());
            continue;
        }
        if matches!(token.kind(), SyntaxKind::R_PAREN | SyntaxKind::R_BRACKET) {
            depth = depth.saturating_sub(1);
        }
        if !is_kept(&token) && !before.as_ref().is_some_and(is_kept) {
            let wanted = wanted_gap(before.as_ref(), &gap, &token, depth);
            if wanted != gap {
                let start = token.text_range().start();
                edits.push(TextEdit::replace(TextRange::new(start - TextSize::of(&*gap), start), wanted));
            }
            if dialect == Dialect::Outbound {
                edits.extend(capitals(&token));
            }
        }
        if matches!(token.kind(), SyntaxKind::L_PAREN | SyntaxKind::L_BRACKET) {
            depth += 1;
        }
        gap.clear();
        before = Some(token);
    }
    let end = root.text_range().end();
    if !gap.is_empty() && gap.trim().is_empty() && !before.as_ref().is_some_and(is_kept) {
        edits.push(TextEdit::delete(TextRange::new(end - TextSize::of(&*gap), end)));
    }
    edits
}

/// Within an error or an undocumented step every space may matter.
fn is_kept(token: &SyntaxToken) -> bool {
    token.parent_ancestors().any(|node| matches!(node.kind(), SyntaxKind::ERROR | SyntaxKind::OPAQUE))
}

fn wanted_gap(before: Option<&SyntaxToken>, gap: &str, after: &SyntaxToken, depth: usize) -> String {
    let plain = plain(gap);
    if plain.contains("//") || plain.contains("/*") {
        return plain;
    }
    let Some(before) = before else { return String::new() };
    if plain.contains('\n') {
        // A closing parenthesis stands under the line that opened it, a step one level in.
        let step = after.kind() == SyntaxKind::DOT && after.parent().is_some_and(|parent| parent.kind().is_step());
        return format!("\n{}", " ".repeat(INDENT * (depth + usize::from(step)).min(20)));
    }
    match spaced(before, after) {
        Some(true) => " ".into(),
        Some(false) => String::new(),
        None => plain,
    }
}

/// The gap with plain spaces and line ends.
fn plain(gap: &str) -> String {
    let spaces = |char: char| if char.is_ascii() || !(char.is_whitespace() || is_invisible(char)) { char } else { ' ' };
    gap.replace("\r\n", "\n").replace('\r', "\n").chars().map(spaces).collect()
}

fn is_invisible(char: char) -> bool {
    matches!(char, '\u{200B}' | '\u{FEFF}')
}

/// Whether a space belongs between two tokens; none where taking it away could join them.
fn spaced(before: &SyntaxToken, after: &SyntaxToken) -> Option<bool> {
    use SyntaxKind::{
        COMMA, DOT, KEYWORD, L_BRACKET, L_PAREN, LITERAL, MINUS, PROPERTY, R_BRACKET, R_PAREN, WORD_OPERATOR,
    };
    let parent = |token: &SyntaxToken| token.parent().map(|parent: SyntaxNode| parent.kind());
    let operator = |token: &SyntaxToken| {
        let kind = token.kind();
        kind.is_comparison() || kind == WORD_OPERATOR || (SyntaxKind::AND_AND..=SyntaxKind::SLASH).contains(&kind)
    };
    // A hyphen within a name is no minus.
    if parent(before) == parent(after) && parent(before).is_some_and(is_name) {
        return None;
    }
    match (before.kind(), after.kind()) {
        (L_PAREN | L_BRACKET, _) | (_, R_PAREN | R_BRACKET | COMMA) | (KEYWORD | SyntaxKind::BANG, L_PAREN) => {
            Some(false)
        }
        (COMMA, _) => Some(true),
        (DOT, _) => parent(before).filter(|kind| kind.is_step() || *kind == PROPERTY).map(|_| false),
        (_, DOT) => parent(after).filter(|kind| kind.is_step() || *kind == PROPERTY).map(|_| false),
        (MINUS, _) if parent(before) == Some(LITERAL) => Some(false),
        (_, MINUS) if parent(after) == Some(LITERAL) => Some(true),
        _ if operator(before) && operator(after) => None,
        (SyntaxKind::BANG, _) => None,
        _ if operator(before) || operator(after) => Some(true),
        (SyntaxKind::ASSIGN, _) | (_, SyntaxKind::ASSIGN) => Some(true),
        _ => None,
    }
}

fn is_name(kind: SyntaxKind) -> bool {
    use SyntaxKind::{ALIAS, INTERACTION_NAME, LINK_NAME, RELATIONSHIP, SEGMENT_NAME, TABLE_NAME};
    matches!(kind, TABLE_NAME | ALIAS | RELATIONSHIP | SEGMENT_NAME | INTERACTION_NAME | LINK_NAME)
}

fn capitals(token: &SyntaxToken) -> Option<TextEdit> {
    let parent = token.parent()?.kind();
    let is_word =
        matches!(token.kind(), SyntaxKind::KEYWORD | SyntaxKind::WORD_OPERATOR) || parent == SyntaxKind::DATE_PART;
    // The slip for DATETIMEUTCNOW has a diagnostic of its own.
    let word = Word::read(token.text()).filter(|word| is_word && *word != Word::NowSlip)?;
    (word.spelling() != token.text()).then(|| TextEdit::replace(token.text_range(), word.spelling()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{apply, parse};

    fn check(text: &str, expected: &str) {
        let formatted = apply(text, &format(&parse(text), Dialect::Outbound));
        assert_eq!(formatted, expected);
        assert_eq!(format(&parse(&formatted), Dialect::Outbound), [], "{formatted}");
    }

    #[test]
    fn spaces() {
        check(
            "profile ( contact,contact_1 ) .filter( a=='x'&&b>-1||NOT (c ) )",
            "PROFILE(contact, contact_1).FILTER(a == 'x' && b > -1 || NOT(c))",
        );
        check(
            "SEGMENT(a)INTERSECT SEGMENT(b)EXCEPT(SEGMENT(c))",
            "SEGMENT(a) INTERSECT SEGMENT(b) EXCEPT (SEGMENT(c))",
        );
        check("PROFILE(c).FILTER(DateDiff(day , a,b)<3)  ", "PROFILE(c).FILTER(DATEDIFF(DAY, a, b) < 3)");
    }

    #[test]
    fn line_breaks_stay_and_are_indented() {
        check(
            "PROFILE(c)\n\u{a0}\u{a0} .FILTER(\na == 1 &&\r\n   b == 2\n)",
            "PROFILE(c)\n    .FILTER(\n    a == 1 &&\n    b == 2\n)",
        );
    }

    #[test]
    fn comments_and_what_is_broken_stay() {
        check("PROFILE(c) // all\n.FILTER(a==1)", "PROFILE(c) // all\n.FILTER(a == 1)");
        check("PROFILE(c).FROB( a ,b ).FILTER(a ?  b)", "PROFILE(c).FROB( a ,b ).FILTER(a ?  b)");
        check("PROFILE(c).FILTER(a==", "PROFILE(c).FILTER(a ==");
    }
}
