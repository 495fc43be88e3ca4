//! Which tiles show without what follows them.

use std::collections::BTreeSet;

use super::Layout;
use crate::document::{Document, TileKey};
use crate::json::Json;
use crate::kind::Kind;

/// Collapsed tiles. What follows them is hidden; they and all that is read before them stay where they are, and the rest closes up by
/// what became free. Nothing of it is a change of the document.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Collapsed(BTreeSet<TileKey>);

impl Collapsed {
    /// Nothing collapsed.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether a tile is collapsed.
    pub fn contains(&self, key: TileKey) -> bool {
        self.0.contains(&key)
    }

    /// Whether no tile is.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Collapses a tile or expands it; one that nothing follows stays as it is. Answers whether it is collapsed now.
    pub fn toggle(&mut self, document: &Document, key: TileKey) -> bool {
        if self.0.remove(&key) {
            return false;
        }
        let is_collapsible = !document.children(key).is_empty();
        if is_collapsible {
            self.0.insert(key);
        }
        is_collapsible
    }

    /// Collapses every tile with branches.
    pub fn collapse_branches(&mut self, document: &Document) {
        let has_branches = |key: &TileKey| {
            let is_parted =
                document.tile(*key).is_some_and(|tile| matches!(tile.kind(), Kind::Trigger | Kind::Splitter));
            is_parted || document.children(*key).len() > 1
        };
        self.0.extend(document.keys().filter(|key| Some(*key) != document.root()).filter(has_branches));
    }

    /// Expands every tile.
    pub fn expand_all(&mut self) {
        self.0.clear();
    }

    /// Expands what hides a tile. Answers whether anything did.
    pub fn reveal(&mut self, document: &Document, key: TileKey) -> bool {
        let before = self.0.len();
        let mut above = document.parent(key);
        while let Some(key) = above {
            self.0.remove(&key);
            above = document.parent(key);
        }
        self.0.len() < before
    }

    /// The tile that shows in place of a hidden one: the first collapsed on its path, or the tile itself.
    pub fn shown(&self, document: &Document, key: TileKey) -> TileKey {
        let above = std::iter::successors(Some(key), |key| document.parent(*key));
        above.skip(1).filter(|key| self.contains(*key)).last().unwrap_or(key)
    }

    /// How many tiles are hidden behind each collapsed one, placeholders not counted.
    pub fn hidden(&self, document: &Document, key: TileKey) -> usize {
        if !self.contains(key) {
            return 0;
        }
        let is_real = |key: &&TileKey| document.tile(**key).is_some_and(|tile| tile.kind() != Kind::Empty);
        document.subtree(key).iter().skip(1).filter(is_real).count()
    }

    /// Forgets tiles that are no longer there or that nothing follows any more.
    pub fn retain(&mut self, document: &Document) {
        self.0.retain(|key| !document.children(*key).is_empty());
    }

    /// As text, by the ids of tiles, so that it can be kept beside a journey.
    pub fn to_text(&self, document: &Document) -> String {
        let ids = self.0.iter().filter_map(|key| document.tile(*key)).map(|tile| Json::text(tile.activity_id()));
        Json::List(ids.collect()).to_string()
    }

    /// Reads what [`Collapsed::to_text`] wrote. Tiles that are not there are left out.
    pub fn of_text(document: &Document, text: &str) -> Self {
        let Some(Json::List(ids)) = Json::parse(text) else { return Self::default() };
        let keys = ids.iter().filter_map(Json::as_text).filter_map(|id| document.find(id));
        let mut collapsed = Self(keys.collect());
        collapsed.retain(document);
        collapsed
    }
}

impl Layout {
    /// Arranges with these tiles collapsed.
    pub fn collapsed(document: &Document, metrics: &super::Metrics, collapsed: &Collapsed) -> Self {
        super::arrange(document, metrics, &|key| collapsed.contains(key))
    }
}
