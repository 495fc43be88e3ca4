//! Two journeys on one canvas: the later one, with what was removed hung where it stood.

use std::collections::{HashMap, HashSet};

use super::Comparison;
use crate::document::{Document, TileKey};
use crate::json::edit::{self, Step};
use crate::json::quoted;
use record::Settings;

/// How a tile of an overlay differs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Differs {
    /// Only the later journey has it.
    Added,
    /// Only the earlier journey has it.
    Removed,
    /// It hangs elsewhere.
    Moved,
    /// It differs within, and may have moved as well.
    Changed,
}

/// A document to be shown, never to be edited or stored.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// Every tile of both journeys.
    pub document: Document,
    marks: HashMap<TileKey, Differs>,
    /// By slot: the tile before and the tile after.
    origins: Vec<(Option<TileKey>, Option<TileKey>)>,
}

impl Overlay {
    /// How a tile of the overlay differs; `None` when it does not.
    pub fn mark(&self, key: TileKey) -> Option<Differs> {
        self.marks.get(&key).copied()
    }

    /// The tile in the earlier and in the later journey that a tile of the overlay stands for.
    pub fn origin(&self, key: TileKey) -> (Option<TileKey>, Option<TileKey>) {
        self.origins.get(key.slot()).copied().unwrap_or_default()
    }
}

impl Comparison {
    /// Both journeys as one document. Give the documents that were compared.
    pub fn overlay(&self, before: &Document, after: &Document) -> Overlay {
        let mut texts: Vec<String> = after.tiles().map(|tile| tile.text().to_owned()).collect();
        let mut origins: Vec<_> = after.keys().map(|key| (self.before(key), Some(key))).collect();
        let mut ids: HashSet<String> = after.tiles().map(|tile| tile.activity_id().to_owned()).collect();
        let removed: Vec<TileKey> = before.keys().filter(|key| self.after(*key).is_none()).collect();
        let mut renamed: HashMap<TileKey, String> = HashMap::new();
        for key in &removed {
            let mut id = before.tile(*key).map_or(String::new(), |tile| tile.activity_id().to_owned());
            while !ids.insert(id.clone()) {
                id.push('-');
            }
            renamed.insert(*key, id);
        }
        for key in removed {
            let Some(tile) = before.tile(key) else { continue };
            let parent = before.stem(key).and_then(|parent| match self.after(parent) {
                Some(parent) => after.tile(parent).map(|tile| tile.activity_id().to_owned()),
                None => renamed.get(&parent).cloned(),
            });
            let mut text = tile.text().to_owned();
            for (name, value) in [("ActivityId", renamed.get(&key)), ("ParentActivityId", parent.as_ref())] {
                if let Some(value) = value {
                    text = edit::set(&text, &[Step::Name(name.to_owned())], &quoted(value)).unwrap_or(text);
                }
            }
            texts.push(text);
            origins.push((Some(key), None));
        }
        let mut marks = HashMap::new();
        let places: HashMap<_, _> = origins.iter().copied().zip(0..).collect();
        for change in &self.tiles {
            let mark = match (change.before, change.after) {
                (None, _) => Differs::Added,
                (_, None) => Differs::Removed,
                _ if change.differences.is_empty() => Differs::Moved,
                _ => Differs::Changed,
            };
            if let Some(place) = places.get(&(change.before, change.after)) {
                marks.insert(TileKey::of_slot(*place), mark);
            }
        }
        let document = Document::read(&format!("[{}]", texts.join(",")), "", Settings::new());
        Overlay { document, marks, origins }
    }
}
