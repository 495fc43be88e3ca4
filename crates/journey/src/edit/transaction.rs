//! The changes of one step, with what takes them back.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::counters::Counters;
use crate::activity::Activity;
use crate::command::Change;
use crate::document::{Delta, Document, ROOT, TileKey};
use crate::kind::{Branch, Kind};
use crate::new_tile::{Ids, NewItem, NewTile, Stem, item_text, placeholder_text, tile_text};
use crate::phrase::Phrase;
use crate::settings::EntityTarget;
use record::Value;

/// A step that is being carried out.
pub(crate) struct Transaction<'d> {
    document: &'d mut Document,
    undo: Vec<Delta>,
    change: Change,
    is_tree_stale: bool,
    counters: Option<Counters>,
    renumbered: HashMap<i64, i64>,
}

impl<'d> Transaction<'d> {
    pub fn new(document: &'d mut Document) -> Self {
        Self {
            document,
            undo: Vec::new(),
            change: Change::default(),
            is_tree_stale: false,
            counters: None,
            renumbered: HashMap::new(),
        }
    }

    pub fn document(&self) -> &Document {
        self.document
    }

    /// Ends the step: what takes it back, and what it touched.
    pub fn commit(mut self, label: String) -> (Vec<Delta>, Change) {
        self.replant();
        if let Some(counters) = self.counters.take() {
            let state = counters.written(&self.document.designer_state());
            self.apply(Delta::State(state.into()));
        }
        self.change.label = label;
        self.change.tiles.sort_unstable();
        self.change.tiles.dedup();
        (self.undo, self.change)
    }

    /// Takes the whole step back.
    pub fn roll_back(self) {
        for delta in self.undo.into_iter().rev() {
            self.document.apply(delta);
        }
        if self.change.structure {
            self.document.plant();
        }
    }

    /// Makes the tree true again.
    pub fn replant(&mut self) {
        if std::mem::take(&mut self.is_tree_stale) {
            self.document.plant();
        }
    }

    /// Says something about the step that the user should know.
    pub fn notice(&mut self, notice: Phrase) {
        self.change.notices.push(notice);
    }

    /// Forgets which numbers copied items had: what comes next was not copied with them.
    pub fn begin_copy(&mut self) {
        self.renumbered.clear();
    }

    /// The numbers that copied items were given.
    pub fn given_numbers(&self) -> HashSet<i64> {
        self.renumbered.values().copied().collect()
    }

    pub fn focus(&mut self, tile: TileKey) {
        self.change.focus = Some(tile);
    }

    /// Gives an activity another source.
    pub fn rewrite(&mut self, key: TileKey, text: String) {
        let Some(before) = self.document.activity(key) else { return };
        if *before.text == *text {
            return;
        }
        let after = Activity::read(text);
        let is_placed_alike = before.parent == after.parent
            && before.branch == after.branch
            && before.number == after.number
            && before.kind == after.kind
            && before.id == after.id;
        self.is_tree_stale |= !is_placed_alike;
        self.change.structure |= !is_placed_alike || before.items.len() != after.items.len();
        self.change.tiles.push(key);
        self.apply(Delta::Content { key, activity: Arc::new(after) });
    }

    /// Appends an activity. It gets the next free slot as its key.
    pub fn append(&mut self, text: String) -> TileKey {
        if !self.document.has_shell() {
            self.apply(Delta::Shell { head: "[".into(), tail: "]".into() });
        }
        let key = TileKey::of_slot(self.document.slots());
        let delta = self.document.appending(key, Arc::new(Activity::read(text)));
        self.restructure(key, delta);
        key
    }

    pub fn remove(&mut self, key: TileKey) {
        self.restructure(key, Delta::Remove { key, next: None });
    }

    /// Takes another document's design over, its elements under these keys.
    pub fn redesign(&mut self, other: &Document, keys: &[TileKey]) {
        let text = |document: &Document, key| document.tile(key).map(|tile| tile.text().to_owned());
        let gone: HashSet<TileKey> = keys.iter().copied().collect();
        self.change.tiles.extend(self.document.keys().filter(|key| !gone.contains(key)));
        let pairs = keys.iter().zip(other.keys());
        self.change
            .tiles
            .extend(pairs.filter(|(key, its)| text(self.document, **key) != text(other, *its)).map(|(key, _)| *key));
        self.is_tree_stale = true;
        self.change.structure = true;
        self.apply(Delta::Whole(Box::new(Document::design_of(other, keys))));
    }

    pub fn set_state(&mut self, state: &str) {
        if self.document.designer_state() != state {
            self.apply(Delta::State(state.into()));
        }
    }

    pub fn set(&mut self, column: &str, value: Value) {
        if self.document.settings().get(column) == &value {
            return;
        }
        self.change.settings.push(column.to_owned());
        self.apply(Delta::Setting { column: column.to_owned(), value: Some(value) });
    }

    /// Adds a root when there is none, so that a swimlane has something to hang on.
    pub fn ensure_root(&mut self) {
        if self.document.root().is_none() {
            self.append(ROOT.to_owned());
            self.replant();
        }
    }

    /// Appends a new tile behind `parent`; where exactly is settled afterwards.
    pub fn append_tile(&mut self, tile: &NewTile, parent: TileKey, branch: &Branch) -> TileKey {
        let (parent_id, id) = self.new_id(parent);
        let target = EntityTarget::of(self.document.settings()).stored();
        let stem = Stem { parent_id: &parent_id, branch, number: 0, target };
        let text = if tile.kind == Kind::Empty && !tile.is_copy() {
            placeholder_text(&id, &stem)
        } else {
            self.with_ids(|ids| tile_text(tile, &id, &stem, ids))
        };
        self.append(text)
    }

    pub fn new_item_text(&mut self, item: &NewItem) -> String {
        self.with_ids(|ids| item_text(item, ids))
    }

    fn with_ids<T>(&mut self, write: impl FnOnce(&mut Ids<'_>) -> T) -> T {
        let renumbered = std::mem::take(&mut self.renumbered);
        let counters = self.counters();
        let mut ids = Ids { next_item: &mut || counters.next_item(), renumbered };
        let written = write(&mut ids);
        self.renumbered = ids.renumbered;
        written
    }

    /// The parent's id, and a new one for its child.
    fn new_id(&mut self, parent: TileKey) -> (Arc<str>, String) {
        let parent_id = self.document.activity(parent).map_or_else(|| Arc::from(""), |parent| Arc::clone(&parent.id));
        loop {
            let number = self.counters().next_activity();
            let id = format!("{parent_id}_{number}");
            if self.document.find(&id).is_none() {
                return (parent_id, id);
            }
        }
    }

    fn counters(&mut self) -> &mut Counters {
        let document = &*self.document;
        self.counters.get_or_insert_with(|| Counters::of(document))
    }

    fn restructure(&mut self, key: TileKey, delta: Delta) {
        self.is_tree_stale = true;
        self.change.structure = true;
        self.change.tiles.push(key);
        self.apply(delta);
    }

    fn apply(&mut self, delta: Delta) {
        self.change.patches.extend(self.document.patch_of(&delta));
        let inverse = self.document.apply(delta);
        self.undo.push(inverse);
    }
}
