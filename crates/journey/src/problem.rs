//! What a person must know of their document.

use crate::document::TileKey;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Severity {
    /// Stands in the way of going live.
    Error,
    /// Works, but probably not as meant.
    Warning,
    /// Worth knowing.
    Information,
}

/// One finding, and where it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Problem {
    /// Stable name in kebab case, for example `email-not-chosen`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// A sentence for the marketer.
    pub message: String,
    /// The tile it is about; none when it is about the whole journey.
    pub tile: Option<TileKey>,
    /// Index of the item in the tile.
    pub item: Option<usize>,
    /// The member of the item, or the column of the journey.
    pub field: Option<String>,
    /// Line and column in the definition's text, counted from 1, columns in characters.
    pub place: Option<(usize, usize)>,
}

impl Problem {
    pub(crate) fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self { code, severity, message: message.into(), tile: None, item: None, field: None, place: None }
    }

    pub(crate) fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    pub(crate) fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    pub(crate) fn on(mut self, tile: TileKey) -> Self {
        self.tile = Some(tile);
        self
    }

    pub(crate) fn item(mut self, item: usize) -> Self {
        self.item = Some(item);
        self
    }

    pub(crate) fn field(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }

    /// At byte `at` of `text`.
    pub(crate) fn at(mut self, text: &str, at: usize) -> Self {
        let before = text.get(..at).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        self.place = Some((before.matches('\n').count() + 1, line.chars().count() + 1));
        self
    }
}
