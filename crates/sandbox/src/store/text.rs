//! How the database compares texts: without regard to case, with wildcards.

use std::cmp::Ordering;

use rusqlite::{Connection, functions::FunctionFlags};

/// Name of the collation of text columns.
pub const COLLATION: &str = "DATAVERSE";

/// Orders texts as lower case, character by character.
pub fn compare(left: &str, right: &str) -> Ordering {
    if left.is_ascii() && right.is_ascii() {
        let lower = |text: &'_ str| text.bytes().map(|byte| byte.to_ascii_lowercase()).collect::<Vec<_>>();
        return if left.len() + right.len() < 64 {
            left.bytes().map(|byte| byte.to_ascii_lowercase()).cmp(right.bytes().map(|byte| byte.to_ascii_lowercase()))
        } else {
            lower(left).cmp(&lower(right))
        };
    }
    left.chars().flat_map(char::to_lowercase).cmp(right.chars().flat_map(char::to_lowercase))
}

/// Where a pattern must fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Anywhere.
    Nowhere,
    /// At the beginning.
    Start,
    /// At the end.
    End,
    /// At both.
    Both,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// A character, lower case.
    Char(char),
    /// `_`
    One,
    /// `%`
    Some,
    /// `[a-z]`, `[^abc]`: ranges, lower case.
    Set { negated: bool, ranges: Vec<(char, char)> },
}

/// A text pattern as in SQL Server's LIKE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    pieces: Vec<Piece>,
    /// The text itself, lower case, if no piece is a wildcard and nothing anchors it.
    plain: Option<String>,
}

impl Pattern {
    /// Reads a pattern.
    pub fn new(text: &str, anchor: Anchor) -> Self {
        let mut pieces = Vec::new();
        if matches!(anchor, Anchor::Nowhere | Anchor::End) {
            pieces.push(Piece::Some);
        }
        let chars: Vec<char> = text.chars().collect();
        let mut at = 0;
        while at < chars.len() {
            let (piece, next) = match chars[at] {
                '%' => (Piece::Some, at + 1),
                '_' => (Piece::One, at + 1),
                '[' => set(&chars, at).unwrap_or((Piece::Char('['), at + 1)),
                // A letter whose lower case is several characters counts as those.
                other => {
                    pieces.extend(other.to_lowercase().map(Piece::Char));
                    at += 1;
                    continue;
                }
            };
            pieces.push(piece);
            at = next;
        }
        if matches!(anchor, Anchor::Nowhere | Anchor::Start) {
            pieces.push(Piece::Some);
        }
        let literal =
            pieces.len() >= 2 && pieces[1..pieces.len() - 1].iter().all(|piece| matches!(piece, Piece::Char(_)));
        let plain = (anchor == Anchor::Nowhere && literal).then(|| text.to_lowercase());
        Self { pieces, plain }
    }

    /// Whether a text fits.
    pub fn matches(&self, text: &str) -> bool {
        if let Some(plain) = &self.plain
            && plain.is_ascii()
            && text.is_ascii()
        {
            let needle = plain.as_bytes();
            return needle.is_empty()
                || text.as_bytes().windows(needle.len()).any(|part| part.eq_ignore_ascii_case(needle));
        }
        let chars: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
        // The last `%` seen and where it may be stretched to: linear space, no recursion.
        let (mut piece, mut at, mut star) = (0, 0, None);
        while at < chars.len() {
            match self.pieces.get(piece) {
                Some(Piece::Some) => {
                    star = Some((piece, at));
                    piece += 1;
                }
                Some(one) if one.fits(chars[at]) => {
                    piece += 1;
                    at += 1;
                }
                _ => {
                    let Some((from, stretched)) = star else { return false };
                    star = Some((from, stretched + 1));
                    piece = from + 1;
                    at = stretched + 1;
                }
            }
        }
        self.pieces[piece..].iter().all(|rest| *rest == Piece::Some)
    }
}

impl Piece {
    fn fits(&self, c: char) -> bool {
        match self {
            Self::Char(own) => *own == c,
            Self::One => true,
            Self::Some => false,
            Self::Set { negated, ranges } => ranges.iter().any(|(low, high)| (*low..=*high).contains(&c)) != *negated,
        }
    }
}

fn set(chars: &[char], from: usize) -> Option<(Piece, usize)> {
    let length = chars[from + 1..].iter().position(|c| *c == ']').filter(|length| *length > 0)?;
    let inner: Vec<char> = chars[from + 1..=from + length].iter().flat_map(|c| c.to_lowercase()).collect();
    let (negated, inner) = match inner.split_first() {
        Some(('^', rest)) if !rest.is_empty() => (true, rest),
        _ => (false, inner.as_slice()),
    };
    let (mut ranges, mut at) = (Vec::new(), 0);
    while at < inner.len() {
        let range = matches!(inner.get(at + 1), Some('-')) && at + 2 < inner.len();
        ranges.push((inner[at], if range { inner[at + 2] } else { inner[at] }));
        at += if range { 3 } else { 1 };
    }
    Some((Piece::Set { negated, ranges }, from + length + 2))
}

/// Teaches a connection the collation and the functions that conditions are compiled to.
pub fn register(connection: &Connection) -> rusqlite::Result<()> {
    connection.create_collation(COLLATION, compare)?;
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    for (name, anchor) in [
        ("dv_contains", Anchor::Nowhere),
        ("dv_starts", Anchor::Start),
        ("dv_ends", Anchor::End),
        ("dv_like", Anchor::Both),
    ] {
        connection.create_scalar_function(name, 2, flags, move |context| {
            let pattern = context.get_or_create_aux(0, |value| -> Result<_, rusqlite::types::FromSqlError> {
                Ok(Pattern::new(value.as_str()?, anchor))
            })?;
            Ok(context.get_raw(1).as_str().is_ok_and(|text| pattern.matches(text)))
        })?;
    }
    // Whether a multi-select value has one of the numbers, both as `1,9`.
    connection.create_scalar_function("dv_has_choice", 2, flags, |context| {
        let (wanted, value) = (context.get_raw(0).as_str()?, context.get_raw(1));
        let has = |value: &str| value.split(',').any(|one| wanted.split(',').any(|wanted| wanted == one));
        Ok(value.as_str().is_ok_and(has))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_and_case() {
        let cases = [
            ("uni", Anchor::Nowhere, "MÜNICH UNION", true),
            ("ünchen", Anchor::Nowhere, "MÜNCHEN", true),
            ("mün", Anchor::Start, "München", true),
            ("nchen", Anchor::Start, "München", false),
            ("chen", Anchor::End, "München", true),
            ("m_n", Anchor::Start, "Man", true),
            ("a%z", Anchor::Nowhere, "xxabczxx", true),
            ("[a-c]x", Anchor::Start, "Bx", true),
            ("[^a-c]x", Anchor::Start, "bx", false),
            ("[", Anchor::Nowhere, "a[b", true),
            ("", Anchor::Nowhere, "", true),
            ("m%n", Anchor::Both, "München", true),
            ("m%c", Anchor::Both, "München", false),
            ("", Anchor::Both, "a", false),
            ("%%%%%%%%%%b", Anchor::Nowhere, "aaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
        ];
        for (pattern, anchor, text, fits) in cases {
            assert_eq!(Pattern::new(pattern, anchor).matches(text), fits, "{pattern} on {text}");
        }
    }

    #[test]
    fn order_ignores_case() {
        assert_eq!(compare("Äpfel", "äpfel"), Ordering::Equal);
        assert_eq!(compare("b", "C"), Ordering::Less);
    }
}
