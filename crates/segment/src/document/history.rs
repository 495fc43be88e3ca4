//! Steps that lead back and forth.

use record::{Settings, Value};
use rowan::{TextRange, TextSize};

use crate::edit::{TextEdit, apply};

/// One step: what leads to its other side.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub label: String,
    pub patch: Patch,
    /// More typing may still join it.
    pub is_open: bool,
}

/// What a step does, as plain data that can be kept and done again on the segment that it was done on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Patch {
    /// Edits of the query's text, in order, none overlapping.
    Text(Vec<TextEdit>),
    /// A column and what it will hold; `None` for not set at all.
    Setting(String, Option<Value>),
    /// Several, one after the other.
    All(Vec<Patch>),
}

impl Patch {
    /// Does it; afterwards this is the way back.
    pub(super) fn cross(&mut self, text: &mut String, settings: &mut Settings) {
        match self {
            Self::Text(edits) => {
                let back = inverse(text, edits);
                *text = apply(text, edits);
                *edits = back;
            }
            Self::Setting(column, value) => *value = settings.restore(column, value.take()),
            Self::All(patches) => {
                for patch in patches.iter_mut() {
                    patch.cross(text, settings);
                }
                patches.reverse();
            }
        }
    }

    /// Does it again on what a segment holds. Edits that do not fit are left out.
    pub fn replay(mut self, text: &mut String, settings: &mut Settings) {
        match &mut self {
            Self::Text(edits) => *edits = ordered(text, edits),
            Self::Setting(..) => {}
            Self::All(patches) => {
                for patch in std::mem::take(patches) {
                    patch.replay(text, settings);
                }
            }
        }
        self.cross(text, settings);
    }
}

/// What a document's text takes of these edits: in order, without those that overlap or lie outside.
pub(super) fn ordered(text: &str, edits: &[TextEdit]) -> Vec<TextEdit> {
    let mut ordered = edits.to_vec();
    ordered.sort_by_key(|edit| (edit.range.start(), edit.range.end()));
    let mut from = 0;
    ordered.retain(|edit| {
        let (start, end) = (usize::from(edit.range.start()), usize::from(edit.range.end()));
        let fits = start >= from && text.get(start..end).is_some();
        if fits {
            from = end;
        }
        fits && text.get(start..end) != Some(edit.insert.as_str())
    });
    ordered
}

/// The edits that lead from the edited text back. `edits` are [`ordered`].
fn inverse(text: &str, edits: &[TextEdit]) -> Vec<TextEdit> {
    let mut shift = 0_i64;
    let mut back = Vec::with_capacity(edits.len());
    for edit in edits {
        let start = (i64::from(u32::from(edit.range.start())) + shift) as u32;
        let removed = text.get(usize::from(edit.range.start())..usize::from(edit.range.end())).unwrap_or_default();
        let inserted = TextSize::of(edit.insert.as_str());
        back.push(TextEdit::replace(TextRange::at(TextSize::new(start), inserted), removed));
        shift += i64::from(u32::from(inserted)) - removed.len() as i64;
    }
    back
}

/// Where the new text of these edits stands once they are made: from the first to the last.
pub(super) fn landing(edits: &[TextEdit]) -> Option<TextRange> {
    let (first, last) = (edits.first()?, edits.last()?);
    let grown: i64 = edits[..edits.len() - 1]
        .iter()
        .map(|edit| i64::from(u32::from(TextSize::of(edit.insert.as_str()))) - i64::from(u32::from(edit.range.len())))
        .sum();
    let end = i64::from(u32::from(last.range.start())) + grown + last.insert.len() as i64;
    Some(TextRange::new(first.range.start(), TextSize::new(end as u32).max(first.range.start())))
}
