//! The cursor is marked `‸` in the text.

use crate::Settings;
use crate::schema::{Catalog, Schema, sample};
use rowan::TextSize;
use std::sync::LazyLock;

pub(super) static ORGANISATION: LazyLock<Catalog> = LazyLock::new(sample::organisation);

pub(super) fn settings() -> Settings<'static> {
    Settings { schema: &*ORGANISATION as &dyn Schema, ..Settings::default() }
}

/// The text without the mark, and where it was.
pub(super) fn cursor(marked: &str) -> (String, TextSize) {
    let at = marked.find('‸').expect("a mark");
    (marked.replace('‸', ""), TextSize::new(at as u32))
}
