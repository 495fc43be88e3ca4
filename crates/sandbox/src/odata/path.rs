//! Resource paths: `accounts(ID)/primarycontactid/$ref`.

use percent_encoding::percent_decode_str;
use uuid::Uuid;

use super::{
    filter::Literal,
    lexer::{Token, tokens},
};
use crate::ApiError;

/// Longer walks are refused.
const MOST_SEGMENTS: usize = 32;

/// What identifies a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// Primary key.
    Id(Uuid),
    /// Columns of an alternate key and their values.
    Named(Vec<(String, Literal)>),
}

/// A step of a resource path.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Name before the parenthesis.
    pub name: String,
    /// Text inside the parenthesis.
    pub arguments: Option<String>,
}

impl Segment {
    /// The arguments as a record's key; `None` without parenthesis.
    ///
    /// # Errors
    /// Arguments that are no key.
    pub fn key(&self) -> Result<Option<Key>, ApiError> {
        self.arguments.as_deref().map(|arguments| key(arguments).ok_or_else(|| bad_key(self))).transpose()
    }
}

/// A resource path.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource(pub Vec<Segment>);

impl Resource {
    /// Splits a path below `/api/data/v9.x/`, still percent-encoded.
    ///
    /// # Errors
    /// Parentheses or quotes that don't match, too many segments.
    pub fn parse(path: &str) -> Result<Self, ApiError> {
        let mut segments = Vec::new();
        for part in split(path)?.iter().filter(|part| !part.is_empty()) {
            let part = percent_decode_str(part).decode_utf8_lossy().into_owned();
            let (name, arguments) = match part.split_once('(') {
                None => (part.clone(), None),
                Some((name, rest)) => {
                    let inner = rest.strip_suffix(')').ok_or_else(|| ApiError::segment(&part))?;
                    (name.to_owned(), Some(inner.to_owned()))
                }
            };
            segments.push(Segment { name, arguments });
        }
        if segments.len() > MOST_SEGMENTS {
            return Err(ApiError::query(format!("A resource path has at most {MOST_SEGMENTS} segments.")));
        }
        Ok(Self(segments))
    }

    /// Reads a reference to a record, `/accounts(ID)`, absolute, root-relative or service-relative.
    ///
    /// # Errors
    /// A text that names no record of an entity set.
    pub fn reference(uri: &str) -> Result<(String, Key), ApiError> {
        let path = match uri.find("/api/data/v") {
            Some(at) => uri[at + "/api/data/v".len()..].split_once('/').map_or("", |(_, path)| path),
            None => uri.trim_start_matches('/'),
        };
        let Self(segments) = Self::parse(path)?;
        match segments.as_slice() {
            [only] => match only.key()? {
                Some(key) => Ok((only.name.clone(), key)),
                None => Err(bad_key(only)),
            },
            _ => Err(ApiError::query(format!("'{uri}' is no reference to a record."))),
        }
    }
}

fn bad_key(segment: &Segment) -> ApiError {
    let arguments = segment.arguments.as_deref().unwrap_or_default();
    ApiError::query(format!("Error in the resource path: '{}({arguments})' names no record.", segment.name))
}

/// Splits at slashes outside parentheses and quotes.
fn split(path: &str) -> Result<Vec<&str>, ApiError> {
    let (mut parts, mut from, mut depth, mut quoted) = (Vec::new(), 0, 0_u32, false);
    for (at, byte) in path.bytes().enumerate() {
        match byte {
            b'\'' => quoted = !quoted,
            b'(' if !quoted => depth += 1,
            b')' if !quoted => depth = depth.checked_sub(1).ok_or_else(|| ApiError::segment(path))?,
            b'/' if !quoted && depth == 0 => {
                parts.push(&path[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&path[from..]);
    if quoted || depth > 0 { Err(ApiError::segment(path)) } else { Ok(parts) }
}

fn key(arguments: &str) -> Option<Key> {
    if let Ok(id) = Uuid::parse_str(arguments.trim())
        && arguments.trim().len() == 36
    {
        return Some(Key::Id(id));
    }
    let mut named = Vec::new();
    let found = tokens(arguments).ok()?;
    let mut rest = found.into_iter().map(|(token, _)| token);
    loop {
        let (Token::Word(name), Token::Mark('=')) = (rest.next()?, rest.next()?) else { return None };
        let value = match rest.next()? {
            Token::Text(text) => Literal::Text(text),
            Token::Word(word) => match Literal::word(word) {
                Literal::Name(_) => return None,
                literal => literal,
            },
            _ => return None,
        };
        named.push((name, value));
        match rest.next()? {
            Token::End => return Some(Key::Named(named)),
            Token::Mark(',') => {}
            _ => return None,
        }
    }
}
