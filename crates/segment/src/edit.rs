//! Changes to a text as data.

use rowan::{TextRange, TextSize};

/// Replaces `range` by `insert`; offsets count bytes of the text before any of the edits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TextEdit {
    /// What goes; empty for an insertion.
    pub range: TextRange,
    /// What comes.
    pub insert: String,
}

impl TextEdit {
    /// Replaces `range`.
    pub fn replace(range: TextRange, insert: impl Into<String>) -> Self {
        Self { range, insert: insert.into() }
    }

    /// Inserts at `at`.
    pub fn insert(at: TextSize, insert: impl Into<String>) -> Self {
        Self::replace(TextRange::empty(at), insert)
    }

    /// Removes `range`.
    pub fn delete(range: TextRange) -> Self {
        Self::replace(range, "")
    }
}

/// `text` with `edits` made. Edits that overlap an earlier one or lie outside the text are left out.
pub fn apply(text: &str, edits: &[TextEdit]) -> String {
    let mut ordered: Vec<&TextEdit> = edits.iter().collect();
    ordered.sort_by_key(|edit| (edit.range.start(), edit.range.end()));
    let mut result = String::with_capacity(text.len());
    let mut from = 0;
    for edit in ordered {
        let (start, end) = (usize::from(edit.range.start()), usize::from(edit.range.end()));
        let Some(kept) = text.get(from..start).filter(|_| text.get(start..end).is_some()) else { continue };
        result.push_str(kept);
        result.push_str(&edit.insert);
        from = end;
    }
    result.push_str(&text[from..]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_in_the_order_of_the_text() {
        let range = |from, to| TextRange::new(TextSize::new(from), TextSize::new(to));
        let edits = [
            TextEdit::delete(range(4, 5)),
            TextEdit::insert(TextSize::new(0), "x"),
            TextEdit::replace(range(1, 3), "-"),
        ];
        assert_eq!(apply("abcdef", &edits), "xa-df");
        assert_eq!(apply("ab", &[TextEdit::delete(range(1, 9))]), "ab");
    }
}
