//! Places in a text: bytes of UTF-8 here, UTF-16 units in the textarea, which writes every line end as LF.

use std::borrow::Cow;
use std::ops::Range;

/// The text as a textarea holds it.
pub fn shown(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

/// UTF-16 units that the byte counts for in a textarea, given the byte before it.
fn width(before: u8, byte: u8) -> usize {
    match byte {
        b'\n' if before == b'\r' => 0,
        // The other bytes of a character count with its first.
        0x80..0xc0 => 0,
        0xf0.. => 2,
        _ => 1,
    }
}

/// The place in the textarea, in UTF-16 units, of the byte offset `at` of the text.
pub fn to_units(text: &str, at: usize) -> usize {
    let mut before = 0;
    let mut units = 0;
    for byte in text.bytes().take(at) {
        units += width(before, byte);
        before = byte;
    }
    units
}

/// The byte offset of the text for a place in the textarea, in UTF-16 units.
pub fn to_byte(text: &str, units: usize) -> usize {
    let mut before = 0;
    let mut passed = 0;
    for (at, byte) in text.bytes().enumerate() {
        let width = width(before, byte);
        if width > 0 && passed + width > units {
            return at;
        }
        passed += width;
        before = byte;
    }
    text.len()
}

/// The nearest offset at or before `at` where a character begins; a CRLF counts as one.
pub fn snap(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    if text[..at].ends_with('\r') && text[at..].starts_with('\n') { at - 1 } else { at }
}

/// Where the character that begins at `at` ends; a CRLF counts as one.
pub fn next(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + if rest.starts_with("\r\n") { 2 } else { rest.chars().next().map_or(0, char::len_utf8) }
}

/// The range within the text, on borders of characters.
pub fn snap_range(text: &str, range: &Range<usize>) -> Range<usize> {
    let end = snap(text, range.end);
    snap(text, range.start).min(end)..end
}

/// What is different between two texts: one stretch of the old one and what stands there in the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Bytes of the old text.
    pub old: Range<usize>,
    /// Bytes of the new text.
    pub new: Range<usize>,
}

/// The smallest change that makes `new` of `old`. Where several are as small (a letter typed beside its like), it is the one
/// that ends nearest to `caret`, an offset in the new text.
pub fn change(old: &str, new: &str, caret: usize) -> Option<Change> {
    if old == new {
        return None;
    }
    let shorter = old.len().min(new.len());
    let pairs = || old.bytes().zip(new.bytes());
    let mut head = pairs().position(|(a, b)| a != b).unwrap_or(shorter);
    let pairs = old.bytes().rev().zip(new.bytes().rev());
    let most = pairs.into_iter().position(|(a, b)| a != b).unwrap_or(shorter);
    let least = (shorter - head).min(most);
    let mut tail = new.len().saturating_sub(caret).clamp(least, most);
    while !new.is_char_boundary(new.len() - tail) || !old.is_char_boundary(old.len() - tail) {
        tail -= 1;
    }
    head = head.min(shorter - tail);
    while !new.is_char_boundary(head) || !old.is_char_boundary(head) {
        head -= 1;
    }
    Some(Change { old: head..old.len() - tail, new: head..new.len() - tail })
}

impl Change {
    /// Where what stood at `at` of the old text stands in the new one. Within the change: as far into it, counted without
    /// white space where nothing else differs, as after formatting; else its end.
    pub fn carry(&self, old: &str, new: &str, at: usize) -> usize {
        if at <= self.old.start {
            return at;
        }
        if at >= self.old.end {
            return at - self.old.end + self.new.end;
        }
        let (was, is) = (&old[self.old.clone()], &new[self.new.clone()]);
        let dense = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        if dense(was) != dense(is) {
            return self.new.end;
        }
        let inside = was[..at - self.old.start].chars().filter(|c| !c.is_whitespace()).count();
        let mut solid = is.char_indices().filter(|(_, c)| !c.is_whitespace());
        match inside.checked_sub(1) {
            None => self.new.start,
            Some(last) => solid.nth(last).map_or(self.new.end, |(at, c)| self.new.start + at + c.len_utf8()),
        }
    }

    /// Where a range of the old text stands in the new one.
    pub fn carry_range(&self, range: &Range<usize>) -> Range<usize> {
        let start = if range.start < self.old.end { range.start.min(self.new.end) } else { self.after(range.start) };
        let end = if range.end <= self.old.start { range.end } else { self.after(range.end.max(self.old.end)) };
        start..end.max(start)
    }

    fn after(&self, at: usize) -> usize {
        at - self.old.end + self.new.end
    }
}

/// What was typed, as a change of the document's text. `held` is what the textarea had of it, `value` what it has now,
/// `caret` an offset in `value`.
pub fn typed(held: &str, value: &str, caret: usize) -> Option<(Range<usize>, String)> {
    let before = shown(held);
    let Change { old, new } = change(&before, value, caret)?;
    let place = |at: usize| to_byte(held, to_units(&before, at));
    let insert = &value[new];
    // An edit of one line leaves the line ends of the others alone, and its own are like theirs.
    let insert = if held.contains("\r\n") { insert.replace('\n', "\r\n") } else { insert.to_owned() };
    Some((place(old.start)..place(old.end), insert))
}

/// Every place where `wanted` stands, without overlap; capital letters are as good as small ones.
pub fn find_all(text: &str, wanted: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text.get(from..).filter(|rest| !rest.is_empty()) {
        if let Some(length) = begins_with(start, wanted) {
            found.push(from..from + length);
            from += length;
        } else {
            from += start.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

/// Bytes of `text` that are `wanted`, if it begins so.
fn begins_with(text: &str, wanted: &str) -> Option<usize> {
    let mut rest = text.chars();
    for wanted in wanted.chars() {
        let next = rest.next()?;
        if next != wanted && !next.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    let length = text.len() - rest.as_str().len();
    (length > 0).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_both_ways() {
        for (text, at, units) in [
            ("abc", 2, 2),
            ("ä😀b", 2, 1),
            ("ä😀b", 6, 3),
            ("a\r\nb", 3, 2),
            ("a\r\nb", 4, 3),
            ("a\rb", 2, 2),
            ("\r\n\r\n", 2, 1),
            ("😀", 4, 2),
            ("", 0, 0),
        ] {
            assert_eq!(to_units(text, at), units, "{text:?} {at}");
            assert_eq!(to_byte(text, units), at, "{text:?} {units}");
        }
        assert_eq!(to_byte("😀b", 1), 0, "within a pair is before it");
        assert_eq!(to_byte("ab", 9), 2);
        assert_eq!(snap("a\r\nb", 2), 1);
        assert_eq!(snap("ä", 1), 0);
        assert_eq!(snap_range("ä", &Range { start: 9, end: 1 }), 0..0);
    }

    #[test]
    fn a_change_is_the_smallest_at_the_caret() {
        for (old, new, caret, was, is) in [
            ("abc", "abXc", 3, 2..2, 2..3),
            ("aaa", "aaaa", 2, 1..1, 1..2),
            ("aaa", "aaaa", 4, 3..3, 3..4),
            ("aaa", "aa", 1, 1..2, 1..1),
            ("one two", "one 2 two", 0, 3..3, 3..5),
            ("x😀y", "x😁y", 5, 1..5, 1..5),
            ("", "a", 1, 0..0, 0..1),
            ("abc", "", 0, 0..3, 0..0),
        ] {
            assert_eq!(change(old, new, caret), Some(Change { old: was, new: is }), "{old} {new}");
        }
        assert_eq!(change("a", "a", 0), None);
    }

    #[test]
    fn typing_keeps_line_ends() {
        assert_eq!(typed("a\r\nb", "a\nxb", 3), Some((3..3, "x".into())));
        assert_eq!(typed("a\r\nb", "a\n\nb", 3), Some((3..3, "\r\n".into())));
        assert_eq!(typed("a\r\nb", "ab", 1), Some((1..3, String::new())));
        assert_eq!(typed("a\nb", "a\nb", 0), None);
        assert_eq!(typed("ä😀", "ä😀!", 7), Some((6..6, "!".into())));
    }

    #[test]
    fn a_caret_is_carried_along() {
        let (old, new) = ("f( a==1 )", "f(a == 1)");
        let change = change(old, new, new.len()).expect("a change");
        assert_eq!(change.carry(old, new, 6), 6, "behind the second =");
        assert_eq!(change.carry(old, new, 1), 1);
        assert_eq!(change.carry(old, new, old.len()), new.len());
        let change = Change { old: 2..4, new: 2..7 };
        assert_eq!(change.carry_range(&(5..6)), 8..9);
        assert_eq!(change.carry_range(&(0..2)), 0..2);
        assert_eq!(change.carry_range(&(1..5)), 1..8);
        assert_eq!(change.carry_range(&(3..4)), 3..7);
        assert_eq!(Change { old: 2..6, new: 2..2 }.carry_range(&(3..5)), 2..2);
    }

    #[test]
    fn finding_minds_no_capitals() {
        assert_eq!(find_all("Filter FILTER fil", "filter"), [0..6, 7..13]);
        assert_eq!(find_all("aaaa", "aa"), [0..2, 2..4]);
        assert_eq!(find_all("MÜNCHEN in München", "ünch"), [1..6, 13..18]);
        assert!(find_all("abc", "").is_empty());
    }
}
