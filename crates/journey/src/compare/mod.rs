//! What differs between two journeys: a draft and what is stored, a journey and its copy, template or iteration, two versions.
//!
//! Tiles are the same by their id, else by what they are, refer to and are called. Nothing geometric and no white space counts.

pub(crate) mod content;
pub(crate) mod moves;
mod overlay;
pub(crate) mod pairs;
pub(crate) mod words;

use std::collections::{HashMap, HashSet};

use crate::document::{Document, TileKey};
use crate::json::Json;
use crate::reading::Reading;
use crate::settings::SETTINGS;
pub(crate) use content::own_members;
pub use overlay::{Differs, Overlay};
use pairs::Pairs;
use record::Value;
pub use words::Line;

/// What differs between two journeys.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// Tiles that differ, in the order of reading of the later journey; removed ones where they stood.
    pub tiles: Vec<TileChange>,
    /// Columns that differ, in the order of the form.
    pub settings: Vec<SettingChange>,
    pairs: Pairs,
}

/// How one tile differs.
#[derive(Clone, Debug)]
pub struct TileChange {
    /// The tile in the earlier journey; `None` when it was added.
    pub before: Option<TileKey>,
    /// The tile in the later journey; `None` when it was removed.
    pub after: Option<TileKey>,
    /// Whether it hangs elsewhere.
    pub is_moved: bool,
    /// What differs within it.
    pub differences: Vec<Difference>,
}

/// One difference within a tile.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference {
    /// A member of the tile or of one of its items.
    Member(MemberChange),
    /// An item that the earlier tile does not hold: its index in the later.
    ItemAdded {
        /// Index in the later tile.
        item: usize,
    },
    /// An item that the later tile does not hold: its index in the earlier.
    ItemRemoved {
        /// Index in the earlier tile.
        item: usize,
    },
    /// A nested item that stands elsewhere in its tile.
    ItemMoved {
        /// Index in the earlier tile.
        before: usize,
        /// Index in the later tile.
        after: usize,
    },
}

/// A member that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct MemberChange {
    /// Index of its item in the earlier and in the later tile; `None` for a member of the tile itself.
    pub items: Option<(usize, usize)>,
    /// The stored name; a member of `Properties` as `Properties.name`.
    pub member: String,
    /// The earlier value; `None` when it was not there.
    pub before: Option<Json>,
    /// The later value; `None` when it is not there.
    pub after: Option<Json>,
}

/// A column that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingChange {
    /// Logical name.
    pub column: String,
    /// The earlier value.
    pub before: Value,
    /// The later value.
    pub after: Value,
}

/// How many tiles and columns differ, and how.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Counts {
    /// Tiles added.
    pub added: usize,
    /// Tiles removed.
    pub removed: usize,
    /// Tiles that hang elsewhere, changed ones among them.
    pub moved: usize,
    /// Tiles that differ within.
    pub changed: usize,
    /// Columns.
    pub settings: usize,
}

impl Comparison {
    /// Whether nothing differs.
    pub fn is_same(&self) -> bool {
        self.tiles.is_empty() && self.settings.is_empty()
    }

    /// How much differs.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { settings: self.settings.len(), ..Counts::default() };
        for change in &self.tiles {
            counts.added += usize::from(change.before.is_none());
            counts.removed += usize::from(change.after.is_none());
            counts.moved += usize::from(change.is_moved);
            counts.changed += usize::from(!change.differences.is_empty());
        }
        counts
    }

    /// The tile of the later journey that a tile of the earlier one has become.
    pub fn after(&self, before: TileKey) -> Option<TileKey> {
        self.pairs.after(before)
    }

    /// The tile of the earlier journey that a tile of the later one comes from.
    pub fn before(&self, after: TileKey) -> Option<TileKey> {
        self.pairs.before(after)
    }

    /// How a tile of the later journey differs.
    pub fn of_tile(&self, after: TileKey) -> Option<&TileChange> {
        self.tiles.iter().find(|change| change.after == Some(after))
    }
}

/// Compares an earlier journey with a later one. Linear in their size, but for the sorting of siblings. Columns that the platform keeps
/// for itself are left out.
pub fn compare(before: &Document, after: &Document) -> Comparison {
    let pairs = Pairs::alike(before, after);
    let moved = moves::moved(before, after, &pairs);
    let mut tiles = Vec::new();
    let mut told = HashSet::new();
    let removed = removed_behind(before, &pairs);
    let mut tell_removed = |after: Option<TileKey>, tiles: &mut Vec<TileChange>| {
        for key in removed.get(&after).into_iter().flatten() {
            if told.insert(*key) {
                tiles.push(TileChange { before: Some(*key), after: None, is_moved: false, differences: Vec::new() });
            }
        }
    };
    for key in after.root().into_iter().chain(Reading::of(after).order) {
        let own = pairs.before(key);
        let differences = match (own.and_then(|own| before.tile(own)), after.tile(key)) {
            (Some(was), Some(is)) => content::differences(&was, &is),
            _ => Vec::new(),
        };
        let is_moved = moved.contains(&key);
        if own.is_none() || is_moved || !differences.is_empty() {
            tiles.push(TileChange { before: own, after: Some(key), is_moved, differences });
        }
        tell_removed(Some(key), &mut tiles);
    }
    tell_removed(None, &mut tiles);
    Comparison { tiles, settings: settings(before, after), pairs }
}

/// The removed tiles by the tile, as it is afterwards, that is read before them.
fn removed_behind(before: &Document, pairs: &Pairs) -> HashMap<Option<TileKey>, Vec<TileKey>> {
    let mut behind: HashMap<Option<TileKey>, Vec<TileKey>> = HashMap::new();
    let mut last = None;
    for key in before.root().into_iter().chain(Reading::of(before).order) {
        match pairs.after(key) {
            Some(after) => last = Some(after),
            None => behind.entry(last).or_default().push(key),
        }
    }
    behind
}

fn settings(before: &Document, after: &Document) -> Vec<SettingChange> {
    let (was, is) = (before.settings(), after.settings());
    let columns = SETTINGS.iter().filter(|spec| spec.lock != record::Lock::Always);
    let differing = columns.filter(|spec| !is_same_value(was.get(spec.column), is.get(spec.column)));
    differing
        .map(|spec| SettingChange {
            column: spec.column.to_owned(),
            before: was.get(spec.column).clone(),
            after: is.get(spec.column).clone(),
        })
        .collect()
}

/// Whether two values mean the same: a lookup is its record, whatever it is called; no text is nothing.
pub(crate) fn is_same_value(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Lookup(one), Value::Lookup(other)) => {
            one.table == other.table && plain_id(&one.id) == plain_id(&other.id)
        }
        (Value::Moment(one), Value::Moment(other)) => {
            let moment = |text: &str| crate::moment::Moment::parse(text);
            one == other || (moment(one).is_some() && moment(one) == moment(other))
        }
        (Value::Text(text), Value::Nothing) | (Value::Nothing, Value::Text(text)) => text.is_empty(),
        (one, other) => one == other,
    }
}

/// An id as definitions store it: lower case, no braces.
pub(crate) fn plain_id(id: &str) -> String {
    id.trim_matches(['{', '}']).to_ascii_lowercase()
}
