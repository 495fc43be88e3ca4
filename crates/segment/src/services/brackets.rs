use crate::syntax::{Parse, SyntaxKind, SyntaxToken};
use rowan::{Direction, NodeOrToken, TextRange, TextSize, TokenAtOffset};

/// The bracket at `offset` and its partner: the one behind the cursor, or else the one before it.
pub fn matching_bracket(parse: &Parse, offset: TextSize) -> Option<(TextRange, TextRange)> {
    let root = parse.syntax();
    if offset > root.text_range().end() {
        return None;
    }
    let candidates = match root.token_at_offset(offset) {
        TokenAtOffset::None => return None,
        TokenAtOffset::Single(token) => vec![token],
        TokenAtOffset::Between(before, after) => vec![after, before],
    };
    let token = candidates.into_iter().find(|token| pair(token.kind()).is_some())?;
    let partner = partner(&token)?;
    Some((token.text_range(), partner.text_range()))
}

/// The partner's kind and where to look for it.
fn pair(kind: SyntaxKind) -> Option<(SyntaxKind, Direction)> {
    match kind {
        SyntaxKind::L_PAREN => Some((SyntaxKind::R_PAREN, Direction::Next)),
        SyntaxKind::R_PAREN => Some((SyntaxKind::L_PAREN, Direction::Prev)),
        SyntaxKind::L_BRACKET => Some((SyntaxKind::R_BRACKET, Direction::Next)),
        SyntaxKind::R_BRACKET => Some((SyntaxKind::L_BRACKET, Direction::Prev)),
        _ => None,
    }
}

fn partner(token: &SyntaxToken) -> Option<SyntaxToken> {
    let (other, direction) = pair(token.kind())?;
    // The tree has paired them already, except within an error, where the brackets are counted.
    let mut level = 0_usize;
    for sibling in token.siblings_with_tokens(direction) {
        let NodeOrToken::Token(sibling) = sibling else { continue };
        if sibling.kind() == token.kind() {
            level += 1;
        } else if sibling.kind() == other {
            level -= 1;
            if level == 0 {
                return Some(sibling);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::testing::cursor;

    fn check(marked: &str, expected: Option<(u32, u32)>) {
        let (text, offset) = cursor(marked);
        let found = matching_bracket(&crate::parse(&text), offset);
        assert_eq!(found.map(|(a, b)| (a.start().into(), b.start().into())), expected, "{marked}");
    }

    #[test]
    fn both_ways_and_past_strings() {
        check("PROFILE(c).FILTER‸(a == ')' && (b == 1))", Some((17, 38)));
        check("PROFILE(c).FILTER(a == ')' && (b == 1))‸", Some((38, 17)));
        check("PROFILE(c).FROB(a, ‸(b), c)", Some((19, 21)));
        check("PROFILE‸(c", None);
        check("PROFILE(c).FILTER(a IN ‸['b'])", Some((23, 27)));
        check("PRO‸FILE(c)", None);
    }
}
