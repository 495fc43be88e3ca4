//! Tokens of `$filter`, `$orderby` and function calls.

use crate::ApiError;

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// Identifier, keyword, number, date, GUID: anything without quotes or punctuation.
    Word(String),
    /// Quoted text, unescaped.
    Text(String),
    /// `Microsoft.Dynamics.CRM.Name'Value'`: the value.
    Enum(String),
    /// `@name`
    Alias(String),
    /// `(`, `)`, `,`, `=`, `:`, `[`, `]`
    Mark(char),
    /// The end.
    End,
}

/// Splits a text into tokens, with the position of each.
pub fn tokens(text: &str) -> Result<Vec<(Token, usize)>, ApiError> {
    let mut found = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some(&(at, start)) = rest.peek() {
        match start {
            _ if start.is_whitespace() => {
                rest.next();
            }
            '(' | ')' | ',' | '=' | ':' | '[' | ']' => {
                rest.next();
                found.push((Token::Mark(start), at));
            }
            '\'' | '"' => {
                rest.next();
                found.push((Token::Text(quoted(&mut rest, start, text, at)?), at));
            }
            _ => {
                let mut word = String::new();
                while let Some(&(_, next)) = rest.peek() {
                    let in_time = next == ':' && word.starts_with(|c: char| c.is_ascii_digit()) && word.contains('T');
                    if next.is_whitespace() || (!in_time && "(),=:[]'\"".contains(next)) {
                        break;
                    }
                    word.push(next);
                    rest.next();
                }
                let token = match (word.strip_prefix('@'), rest.peek()) {
                    (Some(alias), _) => Token::Alias(alias.into()),
                    (None, Some(&(at, '\''))) => {
                        rest.next();
                        Token::Enum(quoted(&mut rest, '\'', text, at)?)
                    }
                    _ => Token::Word(word),
                };
                found.push((token, at));
            }
        }
    }
    found.push((Token::End, text.len()));
    Ok(found)
}

fn quoted(
    rest: &mut std::iter::Peekable<std::str::CharIndices>,
    quote: char,
    text: &str,
    at: usize,
) -> Result<String, ApiError> {
    let mut inner = String::new();
    while let Some((_, next)) = rest.next() {
        if next != quote {
            inner.push(next);
        } else if rest.peek().is_some_and(|&(_, after)| after == quote) {
            inner.push(quote);
            rest.next();
        } else {
            return Ok(inner);
        }
    }
    Err(ApiError::query(format!("There is an unterminated literal at position {at} in '{text}'.")))
}
