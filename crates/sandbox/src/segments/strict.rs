//! Spellings that a reader forgives and the service is not known to take (`grammar.ebnf` part B, segments.md 3.3).

use segment::{
    Dialect,
    syntax::{SyntaxKind, SyntaxNode, SyntaxToken, Word},
};

/// The first such spelling and why it is none of the language's.
pub fn fault(root: &SyntaxNode, dialect: Dialect) -> Option<(SyntaxToken, &'static str)> {
    root.descendants_with_tokens().find_map(|element| {
        let token = element.into_token()?;
        reason(&token, dialect).map(|reason| (token, reason))
    })
}

fn reason(token: &SyntaxToken, dialect: Dialect) -> Option<&'static str> {
    let parent = token.parent()?;
    let word = || Word::read(token.text());
    Some(match token.kind() {
        SyntaxKind::COMMENT => "The language has no comments.",
        SyntaxKind::DOUBLE_STRING | SyntaxKind::CURLY_STRING => "Texts stand in single quotes.",
        SyntaxKind::STRING if is_name(parent.kind()) => "Names stand without quotes.",
        SyntaxKind::AMP | SyntaxKind::PIPE => "Conditions are joined by && and ||.",
        SyntaxKind::ASSIGN | SyntaxKind::LT_GT if parent.kind() == SyntaxKind::COMPARISON => {
            "Values are compared with == and !=."
        }
        SyntaxKind::WORD_OPERATOR if word() == Some(Word::And) => "Conditions are joined by &&.",
        // The rules of outbound marketing list it, beside examples that never use it.
        SyntaxKind::WORD_OPERATOR if word() == Some(Word::Or) && dialect == Dialect::Mql => {
            "Conditions are joined by ||."
        }
        SyntaxKind::WORD_OPERATOR if word() == Some(Word::In) && dialect == Dialect::Outbound => {
            "Outbound marketing has no IN."
        }
        SyntaxKind::WORD_OPERATOR if word() == Some(Word::Minus) => "The operator is EXCEPT.",
        _ => return None,
    })
}

fn is_name(kind: SyntaxKind) -> bool {
    use SyntaxKind::{ALIAS, INTERACTION_NAME, LINK_NAME, RELATIONSHIP, SEGMENT_NAME, TABLE_NAME};
    matches!(kind, ALIAS | INTERACTION_NAME | LINK_NAME | RELATIONSHIP | SEGMENT_NAME | TABLE_NAME)
}
