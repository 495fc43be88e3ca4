//! A whole journey that takes the place of the one under edit.

use crate::document::{Document, TileKey};
use record::Settings;

/// A design with its designer state, and columns that go with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    pub(crate) definition: String,
    pub(crate) designer_state: String,
    /// Columns that are set; the others stay.
    pub(crate) settings: Settings,
    /// The tile under edit that each element is, by stored order; `None` finds out by id and type.
    pub(crate) keys: Option<Vec<Option<TileKey>>>,
    /// Whether it holds what is stored already, so that the status does not speak against it.
    pub(crate) is_merged: bool,
}

impl Incoming {
    /// Takes another journey over: a template, a version from before, an imported design. Columns that it does not set stay.
    pub fn of(document: &Document) -> Self {
        Self {
            definition: document.definition(),
            designer_state: document.designer_state(),
            settings: document.settings().clone(),
            keys: None,
            is_merged: false,
        }
    }

    /// What came out of a merge.
    pub(crate) fn merged(document: &Document, keys: Vec<Option<TileKey>>) -> Self {
        Self { keys: Some(keys), is_merged: true, ..Self::of(document) }
    }
}
