//! What a person must know of their document.

use crate::document::TileKey;
use crate::phrase::Phrase;
use crate::problems::explanation;

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
    /// A sentence for the marketer, in English.
    pub message: String,
    /// The same as a template with arguments, to be said in another language.
    pub phrase: Phrase,
    /// The tile it is about; none when it is about the whole journey.
    pub tile: Option<TileKey>,
    /// Index of the item in the tile.
    pub item: Option<usize>,
    /// The member of the item, or the column of the journey.
    pub field: Option<String>,
    /// Line and column in the definition's text, counted from 1, columns in characters.
    pub place: Option<(usize, usize)>,
    /// The fault code of the service, when it found this as well, or alone.
    pub service: Option<String>,
}

impl Problem {
    pub(crate) fn new(code: &'static str, severity: Severity, phrase: impl Into<Phrase>) -> Self {
        let phrase = phrase.into();
        let message = phrase.to_string();
        Self { code, severity, message, phrase, tile: None, item: None, field: None, place: None, service: None }
    }

    /// Why it matters and what to do, in English; the text is its own key. `""` for what explains itself.
    pub fn explanation(&self) -> &'static str {
        explanation(self.code)
    }

    pub(crate) fn error(code: &'static str, message: impl Into<Phrase>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    pub(crate) fn warning(code: &'static str, message: impl Into<Phrase>) -> Self {
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
