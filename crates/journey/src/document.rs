//! A journey's definition, designer state and settings, as read.

mod blank;
mod patch;
mod read;
mod splice;
mod tree;

use std::sync::Arc;

use crate::activity::Activity;
use crate::problem::Problem;
use crate::tile::Tile;
pub(crate) use blank::ROOT;
pub use patch::Patch;
use record::Settings;
pub(crate) use splice::Delta;
use tree::Tree;

/// Handle of an activity in one document. It survives edits, moves, undo and redo: an undone removal brings the same key back.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct TileKey(u32);

impl TileKey {
    pub(crate) fn slot(self) -> usize {
        self.0 as usize
    }

    pub(crate) fn of_slot(slot: usize) -> Self {
        Self(u32::try_from(slot).unwrap_or(u32::MAX))
    }
}

/// One element of the list: which activity, and the text between the element before it and its own.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub key: TileKey,
    pub before: Box<str>,
}

/// A journey. The text is the truth: every element of the definition keeps its own source, and all else is derived from it.
#[derive(Clone, Debug)]
pub struct Document {
    /// Up to and with the opening bracket.
    head: Box<str>,
    /// After the last element.
    tail: Box<str>,
    /// The elements in stored order.
    order: Vec<Entry>,
    /// By key. Empty slots belong to removed tiles that undo may bring back.
    activities: Vec<Option<Arc<Activity>>>,
    /// The whole text, when it cannot be edited.
    broken: Option<Arc<str>>,
    /// Length of the definition in UTF-16 units.
    units: usize,
    state: Arc<str>,
    settings: Settings,
    tree: Tree,
    read_problems: Vec<Problem>,
}

impl Document {
    /// The text of `msdyncrm_workflowdefinition`; of an untouched document the very text that was read.
    pub fn definition(&self) -> String {
        if let Some(text) = &self.broken {
            return text.to_string();
        }
        let mut text = String::with_capacity(self.units);
        text.push_str(&self.head);
        for entry in &self.order {
            text.push_str(&entry.before);
            text.push_str(self.activity(entry.key).map_or("", |activity| &activity.text));
        }
        text.push_str(&self.tail);
        text
    }

    /// The text of `msdyncrm_customerjourneydesignerstate`.
    pub fn designer_state(&self) -> String {
        self.state.to_string()
    }

    /// The columns beside the definition.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether the definition's text was understood, so that it may be edited.
    pub fn is_editable(&self) -> bool {
        self.broken.is_none()
    }

    /// What went wrong while reading.
    pub fn read_problems(&self) -> &[Problem] {
        &self.read_problems
    }

    /// Length of the definition in UTF-16 units, as the column's limit of 1,048,576 counts.
    pub fn units(&self) -> usize {
        self.units
    }

    /// How many activities there are, the root included.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is not even a root.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Every activity in stored order.
    pub fn keys(&self) -> impl Iterator<Item = TileKey> {
        self.order.iter().map(|entry| entry.key)
    }

    /// Every tile in stored order.
    pub fn tiles(&self) -> impl Iterator<Item = Tile<'_>> {
        self.keys().filter_map(|key| self.tile(key))
    }

    /// The tile of a key; `None` when it was removed.
    pub fn tile(&self, key: TileKey) -> Option<Tile<'_>> {
        self.activity(key).map(|activity| Tile::new(key, activity))
    }

    /// The first activity in stored order with this `ActivityId`.
    pub fn find(&self, activity_id: &str) -> Option<TileKey> {
        self.tree.find(activity_id)
    }

    /// The hidden root: the first activity of that kind.
    pub fn root(&self) -> Option<TileKey> {
        self.tree.root()
    }

    /// What the first column shows: the children of the root in order, then tiles whose parent is missing, then one tile of each
    /// cycle. Every activity but the root is reachable from here exactly once.
    pub fn lanes(&self) -> &[TileKey] {
        self.tree.lanes()
    }

    /// The tiles that follow this one, in display order: Yes, No, others; then `ParentBranchId`; then stored order.
    pub fn children(&self, key: TileKey) -> &[TileKey] {
        self.tree.children(key)
    }

    /// The tile before this one; `None` for lanes.
    pub fn parent(&self, key: TileKey) -> Option<TileKey> {
        self.tree.parent(key).filter(|parent| Some(*parent) != self.root())
    }

    /// The activity that this one hangs on, the root included; `None` when the parent is missing or the link was cut because it
    /// closes a cycle.
    pub(crate) fn stem(&self, key: TileKey) -> Option<TileKey> {
        self.tree.parent(key)
    }

    pub(crate) fn activity(&self, key: TileKey) -> Option<&Arc<Activity>> {
        self.activities.get(key.slot()).and_then(Option::as_ref)
    }

    /// One more than the greatest slot that was ever used.
    pub(crate) fn slots(&self) -> usize {
        self.activities.len()
    }

    /// The tile and all that follows it, parents first.
    pub fn subtree(&self, key: TileKey) -> Vec<TileKey> {
        let mut found = vec![key];
        let mut next = 0;
        while let Some(key) = found.get(next) {
            found.extend_from_slice(self.children(*key));
            next += 1;
        }
        found
    }
}
