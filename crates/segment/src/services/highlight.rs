use crate::syntax::{Parse, SyntaxKind, SyntaxToken};
use rowan::{NodeOrToken, TextRange};

/// The colour group of a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Highlight {
    Keyword,
    Operator,
    Table,
    Alias,
    Column,
    /// Relationship, segment, interaction and link names.
    Name,
    Text,
    Number,
    Comment,
    Error,
}

/// The coloured stretches, in the order of the text; what lies between is plain.
pub fn highlights(parse: &Parse) -> Vec<(TextRange, Highlight)> {
    let tokens = parse.syntax().descendants_with_tokens().filter_map(NodeOrToken::into_token);
    tokens.filter_map(|token| Some((token.text_range(), of(&token)?))).collect()
}

fn of(token: &SyntaxToken) -> Option<Highlight> {
    use SyntaxKind::{
        ALIAS, COMMENT, DATE_PART, ERROR, IDENT, INTERACTION_NAME, KEYWORD, LINK_NAME, NUMBER, PROPERTY, RELATIONSHIP,
        SEGMENT_NAME, TABLE_NAME, UNKNOWN, UNKNOWN_STEP, WHITESPACE, WORD_OPERATOR,
    };
    let parent = token.parent()?.kind();
    Some(match (token.kind(), parent) {
        (WHITESPACE, _) => return None,
        (COMMENT, _) => Highlight::Comment,
        (UNKNOWN, _) | (_, ERROR) => Highlight::Error,
        (KEYWORD, UNKNOWN_STEP) => Highlight::Name,
        (KEYWORD, _) | (IDENT, DATE_PART | SyntaxKind::LITERAL) => Highlight::Keyword,
        (WORD_OPERATOR, _) => Highlight::Operator,
        (IDENT | NUMBER, TABLE_NAME) => Highlight::Table,
        (IDENT | NUMBER, ALIAS) => Highlight::Alias,
        (IDENT, PROPERTY) => {
            let dotted = token.next_sibling_or_token().is_some_and(|next| next.kind() != COMMENT);
            if dotted { Highlight::Alias } else { Highlight::Column }
        }
        (_, RELATIONSHIP | SEGMENT_NAME | INTERACTION_NAME | LINK_NAME) | (IDENT, _) => Highlight::Name,
        (NUMBER, _) => Highlight::Number,
        (kind, _) if kind.is_string() => Highlight::Text,
        (kind, _) if kind.is_comparison() || (SyntaxKind::AND_AND..=SyntaxKind::SLASH).contains(&kind) => {
            Highlight::Operator
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group() {
        let text = "profile(c, c_1).TRAVERSE(r).FILTER(c_1.a == 'x' && b > 5 /* d */) §";
        let shown: Vec<_> = highlights(&crate::parse(text))
            .into_iter()
            .map(|(range, group)| format!("{group:?} {}", &text[range]))
            .collect();
        assert_eq!(
            shown.join(", "),
            "Keyword profile, Table c, Alias c_1, Keyword TRAVERSE, Name r, Keyword FILTER, Alias c_1, Column a, \
             Operator ==, Text 'x', Operator &&, Column b, Operator >, Number 5, Comment /* d */, Error §"
        );
    }
}
