use super::{keyword, nodes, tokens};
use crate::syntax::{SyntaxKind, SyntaxNode, SyntaxToken, Word};

nodes! {
    /// `column` or `alias.column`
    Property = PROPERTY;
    /// A string, a number, `true` or `false`.
    Literal = LITERAL;
    /// `DATEDIFF(..)` and any other call that gives a value.
    Function = FUNCTION;
}

/// What a literal is.
#[derive(Debug, Clone, PartialEq)]
pub enum LiteralKind {
    /// The text between the quotes, escapes undone.
    Text(String),
    /// A whole or fractional number, as it was spelled.
    Number(String),
    /// `True`, `true`, `False`, `false`
    Flag(bool),
}

impl Property {
    /// The parts between the dots.
    pub fn parts(&self) -> Vec<SyntaxToken> {
        tokens(&self.0).filter(|token| token.kind() == SyntaxKind::IDENT).collect()
    }

    /// The alias before the last dot.
    pub fn qualifier(&self) -> Option<SyntaxToken> {
        let parts = self.parts();
        parts.len().checked_sub(2).and_then(|index| parts.get(index).cloned())
    }

    /// The column.
    pub fn column(&self) -> Option<SyntaxToken> {
        self.parts().pop()
    }

    /// `alias.column` without white space.
    pub fn path(&self) -> String {
        super::name_text(&self.0)
    }
}

impl Literal {
    /// What the literal says.
    pub fn kind(&self) -> Option<LiteralKind> {
        let parts: Vec<_> = tokens(&self.0).collect();
        let last = parts.last()?;
        Some(match last.kind() {
            kind if kind.is_string() => LiteralKind::Text(unquote(last.text())),
            SyntaxKind::NUMBER if parts.len() > 1 => LiteralKind::Number(format!("-{}", last.text())),
            SyntaxKind::NUMBER => LiteralKind::Number(last.text().to_string()),
            _ => LiteralKind::Flag(Word::read(last.text())? == Word::True),
        })
    }
}

impl Function {
    /// The function's word, if it is one of the language's.
    pub fn word(&self) -> Option<Word> {
        keyword(&self.0)?.1.filter(|word| word.is_function())
    }

    /// The name as written.
    pub fn name(&self) -> Option<SyntaxToken> {
        keyword(&self.0).map(|(token, _)| token)
    }

    /// Date part, conditions and values between the commas.
    pub fn arguments(&self) -> Vec<SyntaxNode> {
        let is_argument = |kind: SyntaxKind| kind.is_expression() || kind == SyntaxKind::DATE_PART;
        self.0.children().filter(|child| is_argument(child.kind())).collect()
    }

    /// The date part of `DATEDIFF` and `DATEADD`.
    pub fn date_part(&self) -> Option<Word> {
        let part = super::child(&self.0, SyntaxKind::DATE_PART)?;
        Word::read(&super::name_text(&part)).filter(|word| word.is_date_part())
    }
}

/// The text between quotes of any kind. Both ways of escaping an apostrophe are undone; which one the service knows is
/// unknown (reference/segments.md 3.3).
pub(crate) fn unquote(token: &str) -> String {
    let mut chars = token.chars();
    let Some(quote) = chars.next() else { return String::new() };
    let inner = chars.as_str();
    let closing = if matches!(quote, '\'' | '"') {
        inner.strip_suffix(quote)
    } else {
        inner.strip_suffix(['’', '”', '‘', '“'])
    };
    let inner = closing.unwrap_or(inner);
    let mut text = String::with_capacity(inner.len());
    let mut chars = inner.chars().peekable();
    while let Some(char) = chars.next() {
        let next = chars.peek().copied();
        let escapes =
            (char == '\\' && matches!(next, Some('\\' | '\'' | '"'))) || (char == quote && next == Some(quote));
        if escapes {
            text.extend(chars.next());
        } else {
            text.push(char);
        }
    }
    text
}

/// A string literal in single quotes, or none where the text holds what nobody knows how to escape.
pub(crate) fn quote(text: &str) -> Option<String> {
    (!text.contains(['\'', '\\', '\r', '\n'])).then(|| format!("'{text}'"))
}
