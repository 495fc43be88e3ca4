//! Text into tokens. Every byte lands in exactly one token.

use super::kind::SyntaxKind;
use super::word::Word;
use logos::{Lexer, Logos};

/// One token: where it starts, and its word if it is a known one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lexeme {
    pub kind: SyntaxKind,
    pub word: Option<Word>,
    pub start: u32,
}

/// The tokens of `text`, closed by an `END` at its length.
pub(super) fn lex(text: &str) -> Vec<Lexeme> {
    let mut lexemes = Vec::with_capacity(text.len() / 3 + 1);
    let mut lexer = SyntaxKind::lexer(text);
    while let Some(kind) = lexer.next() {
        let kind = kind.unwrap_or(SyntaxKind::UNKNOWN);
        let word = if kind == SyntaxKind::IDENT { Word::read(lexer.slice()) } else { None };
        lexemes.push(Lexeme { kind, word, start: lexer.span().start as u32 });
    }
    lexemes.push(Lexeme { kind: SyntaxKind::END, word: None, start: text.len() as u32 });
    lexemes
}

/// What the lexer remembers about quotes.
#[derive(Debug, Default, Clone, Copy)]
pub struct Quotes {
    /// A string ran to the end of the text unclosed. From there on a backslash is a plain character and a string ends
    /// with its line, so that one lost quote costs one line, and no text is scanned twice.
    plain: bool,
}

/// Reads `'...'`. How an apostrophe is escaped is unknown, so both a backslash and a doubled quote are
/// (reference/segments.md 3.3).
pub(super) fn single_quoted(lexer: &mut Lexer<SyntaxKind>) {
    quoted(lexer, b'\'');
}

/// Reads `"..."`, which no dialect has but people type.
pub(super) fn double_quoted(lexer: &mut Lexer<SyntaxKind>) {
    quoted(lexer, b'"');
}

fn quoted(lexer: &mut Lexer<SyntaxKind>, quote: u8) {
    let rest = lexer.remainder().as_bytes();
    if !lexer.extras.plain {
        if let Some(length) = escaped_length(rest, quote) {
            lexer.bump(length);
            return;
        }
        lexer.extras.plain = true;
    }
    let line = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
    let length = rest[..line].iter().position(|byte| *byte == quote).map_or(line, |at| at + 1);
    lexer.bump(length);
}

/// Bytes up to and with the closing quote, or none if there is no closing quote.
fn escaped_length(rest: &[u8], quote: u8) -> Option<usize> {
    let mut at = 0;
    while let Some(&byte) = rest.get(at) {
        if byte == b'\\' {
            at += 2;
        } else if byte == quote {
            if rest.get(at + 1) != Some(&quote) {
                return Some(at + 1);
            }
            at += 2;
        } else {
            at += 1;
        }
    }
    None
}

/// Reads a string in the quotes of a word processor, to the next such quote on its line.
pub(super) fn curly_quoted(lexer: &mut Lexer<SyntaxKind>) {
    let rest = lexer.remainder();
    let end = rest.find(['‘', '’', '“', '”', '\n', '\r']);
    let length = end.map_or(0, |at| match rest[at..].chars().next() {
        Some('\n' | '\r') | None => 0,
        Some(quote) => at + quote.len_utf8(),
    });
    lexer.bump(length);
}

/// Reads to `*/` or the end.
pub(super) fn block_comment(lexer: &mut Lexer<SyntaxKind>) {
    let rest = lexer.remainder();
    lexer.bump(rest.find("*/").map_or(rest.len(), |at| at + 2));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let lexemes = lex(text);
        let tokens: Vec<String> = lexemes
            .windows(2)
            .filter(|pair| !pair[0].kind.is_trivia())
            .map(|pair| format!("{:?} {}", pair[0].kind, &text[pair[0].start as usize..pair[1].start as usize]))
            .collect();
        assert_eq!(tokens.join(" · "), expected);
    }

    #[test]
    fn names_numbers_and_signs() {
        check("contact_1.age>=15.5", "IDENT contact_1 · DOT . · IDENT age · GE >= · NUMBER 15.5");
        check("größe<>1", "IDENT größe · LT_GT <> · NUMBER 1");
        check("a\u{a0}\u{feff}b", "IDENT a · IDENT b");
        check("a # §b", "IDENT a · UNKNOWN # · UNKNOWN § · IDENT b");
    }

    #[test]
    fn strings_end_where_they_close() {
        check("'a' 'b'", "STRING 'a' · STRING 'b'");
        check("'' ''", "STRING '' · STRING ''");
        check("'O''Hara' x", "STRING 'O''Hara' · IDENT x");
        check(r"'O\'Hara' x", r"STRING 'O\'Hara' · IDENT x");
        check(r"'\\' x", r"STRING '\\' · IDENT x");
        check("\"a\" ‘b’", "DOUBLE_STRING \"a\" · CURLY_STRING ‘b’");
    }

    #[test]
    fn a_lost_quote_costs_one_line() {
        check("'a)\nb", "STRING 'a) · IDENT b");
        check(r"'C:\') x", r"STRING 'C:\' · R_PAREN ) · IDENT x");
        check("“a\nb", "CURLY_STRING “ · IDENT a · IDENT b");
    }

    #[test]
    fn comments() {
        check("a // b\n/* c */d", "IDENT a · IDENT d");
        check("a / b", "IDENT a · SLASH / · IDENT b");
    }
}
