//! A pull scanner over JSON text. It follows RFC 8259 to the letter, as the browser's own reader does, and works in spans.

use std::borrow::Cow;
use std::ops::Range;

/// How deep lists and objects may lie within each other. Real definitions stay below ten; the limit guards the stack.
pub const MAX_DEPTH: usize = 128;

/// Where and why text stopped being JSON.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct ScanError {
    /// Byte offset.
    pub at: usize,
    /// What was expected there, for a person to read.
    pub expected: &'static str,
}

pub(crate) type Scan<T> = Result<T, ScanError>;

/// A piece of the scanned text.
#[derive(Clone, Debug)]
pub(crate) struct Piece<'t> {
    pub span: Range<usize>,
    pub text: &'t str,
}

impl<'t> Piece<'t> {
    /// The string that this piece, quotes included, stands for.
    pub fn decoded(&self) -> Cow<'t, str> {
        decode(self.text)
    }
}

pub(crate) struct Scanner<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl<'t> Scanner<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    /// A scanner that begins at byte `at`, which must be a character boundary.
    pub fn starting(text: &'t str, at: usize) -> Self {
        Self { text, at, depth: 0 }
    }

    pub fn at(&self) -> usize {
        self.at
    }

    /// The next byte that is not white space.
    pub fn peek(&mut self) -> Option<u8> {
        self.space();
        self.byte()
    }

    /// Goes past `byte` if it is the next one after white space.
    pub fn eat(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Fails unless only white space is left.
    pub fn end(&mut self) -> Scan<()> {
        match self.peek() {
            None => Ok(()),
            Some(_) => self.fail("the end of the text"),
        }
    }

    /// Goes past one value and returns it.
    pub fn value(&mut self) -> Scan<Piece<'t>> {
        self.space();
        let start = self.at;
        match self.byte() {
            Some(b'{') => self.object(|scanner, _| scanner.value().map(drop))?,
            Some(b'[') => self.list(|scanner| scanner.value().map(drop))?,
            Some(b'"') => self.string()?,
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true")?,
            Some(b'f') => self.word("false")?,
            Some(b'n') => self.word("null")?,
            _ => return self.fail("a value"),
        }
        Ok(self.piece(start))
    }

    /// Goes past one object. `member` is called after each `"name":` and must go past the value.
    pub fn object(&mut self, mut member: impl FnMut(&mut Self, Piece<'t>) -> Scan<()>) -> Scan<()> {
        self.open(b'{', "an object")?;
        if !self.eat(b'}') {
            loop {
                if self.peek() != Some(b'"') {
                    return self.fail("a member name in quotes");
                }
                let start = self.at;
                self.string()?;
                let name = self.piece(start);
                if !self.eat(b':') {
                    return self.fail("a colon");
                }
                member(self, name)?;
                if self.eat(b'}') {
                    break;
                }
                if !self.eat(b',') {
                    return self.fail("a comma or the end of the object");
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// Goes past one list. `element` is called before each element and must go past it.
    pub fn list(&mut self, mut element: impl FnMut(&mut Self) -> Scan<()>) -> Scan<()> {
        self.open(b'[', "a list")?;
        if !self.eat(b']') {
            loop {
                element(self)?;
                if self.eat(b']') {
                    break;
                }
                if !self.eat(b',') {
                    return self.fail("a comma or the end of the list");
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn open(&mut self, byte: u8, expected: &'static str) -> Scan<()> {
        if self.peek() != Some(byte) {
            return self.fail(expected);
        }
        if self.depth == MAX_DEPTH {
            return self.fail("no deeper nesting than 128 levels");
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    fn string(&mut self) -> Scan<()> {
        self.at += 1;
        loop {
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.at += 1;
                    match self.byte() {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
                        Some(b'u') => {
                            self.at += 1;
                            for _ in 0..4 {
                                if !self.byte().is_some_and(|byte| byte.is_ascii_hexdigit()) {
                                    return self.fail("four hexadecimal digits");
                                }
                                self.at += 1;
                            }
                        }
                        _ => return self.fail("a known escape"),
                    }
                }
                Some(0..=0x1f) => return self.fail("no raw control character in a string"),
                Some(_) => self.at += 1,
                None => return self.fail("the closing quote of a string"),
            }
        }
    }

    fn number(&mut self) -> Scan<()> {
        self.at += usize::from(self.byte() == Some(b'-'));
        if self.byte() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), Some(b'+' | b'-')));
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Scan<()> {
        let start = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at == start { self.fail("a digit") } else { Ok(()) }
    }

    fn word(&mut self, word: &'static str) -> Scan<()> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return self.fail("a value");
        }
        self.at += word.len();
        Ok(())
    }

    fn space(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn piece(&self, start: usize) -> Piece<'t> {
        Piece { span: start..self.at, text: &self.text[start..self.at] }
    }

    fn fail<T>(&self, expected: &'static str) -> Scan<T> {
        Err(ScanError { at: self.at, expected })
    }
}

/// The string that `raw`, a scanned string with its quotes, stands for. Any other value stands for its own text.
pub(crate) fn decode(raw: &str) -> Cow<'_, str> {
    let Some(inner) = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return Cow::Borrowed(raw) };
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    let mut out = String::with_capacity(inner.len());
    let mut pieces = inner.split('\\');
    out.push_str(pieces.next().unwrap_or_default());
    let mut high = None;
    while let Some(piece) = pieces.next() {
        let rest;
        let escaped = match piece.as_bytes().first() {
            // Two backslashes leave an empty piece between them; the next piece follows the second one.
            None => {
                rest = pieces.next().unwrap_or_default();
                Some('\\')
            }
            Some(b'u') => {
                let unit = piece.get(1..5).and_then(|digits| u16::from_str_radix(digits, 16).ok()).unwrap_or(0xfffd);
                rest = piece.get(5..).unwrap_or_default();
                match (high.take(), unit) {
                    (Some(first), 0xdc00..=0xdfff) => {
                        // Stands in place of the mark that the first half left.
                        out.pop();
                        char::decode_utf16([first, unit]).next().and_then(Result::ok)
                    }
                    (_, 0xd800..=0xdbff) => {
                        high = Some(unit).filter(|_| rest.is_empty());
                        Some(char::REPLACEMENT_CHARACTER)
                    }
                    (_, other) => Some(char::from_u32(u32::from(other)).unwrap_or(char::REPLACEMENT_CHARACTER)),
                }
            }
            Some(letter) => {
                rest = &piece[1..];
                Some(match letter {
                    b'b' => '\u{8}',
                    b'f' => '\u{c}',
                    b'n' => '\n',
                    b'r' => '\r',
                    b't' => '\t',
                    other => char::from(*other),
                })
            }
        };
        if !piece.starts_with('u') {
            high = None;
        }
        out.extend(escaped);
        out.push_str(rest);
    }
    Cow::Owned(out)
}
