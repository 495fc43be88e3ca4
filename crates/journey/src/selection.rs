//! Several tiles at once, and the steps that they take together.

use std::collections::{HashMap, HashSet};

use crate::clip::copy;
use crate::command::{Command, ItemRef, Moving, Place, Removal};
use crate::compare::plain_id;
use crate::document::{Document, TileKey};
use crate::kind::{Branch, Kind};
use crate::new_tile::{NewTile, Record};
use crate::reading::Reading;
use crate::settings::editable_settings;
use record::{Lookup, Value};

/// Selected tiles in the order of reading. The root and placeholders cannot be selected; placeholders go with their trigger.
pub(crate) struct Selection {
    pub keys: Vec<TileKey>,
    /// The nearest selected tile above each; tiles that have none are at the top.
    pub above: HashMap<TileKey, TileKey>,
}

impl Selection {
    pub fn of(document: &Document, keys: &[TileKey]) -> Self {
        let wanted: HashSet<TileKey> = keys.iter().copied().collect();
        let mut selection = Self { keys: Vec::new(), above: HashMap::new() };
        // By tile: itself when it is selected, else the nearest above that is.
        let mut nearest: HashMap<TileKey, TileKey> = HashMap::new();
        for key in Reading::of(document).order {
            let above = document.parent(key).and_then(|parent| nearest.get(&parent)).copied();
            let kind = document.tile(key).map_or(Kind::Empty, |tile| tile.kind());
            if wanted.contains(&key) && !matches!(kind, Kind::Root | Kind::Empty) {
                selection.keys.push(key);
                nearest.insert(key, key);
                if let Some(above) = above {
                    selection.above.insert(key, above);
                }
            } else if let Some(above) = above {
                nearest.insert(key, above);
            }
        }
        selection
    }

    pub fn tops(&self) -> impl Iterator<Item = TileKey> {
        self.keys.iter().copied().filter(|key| !self.above.contains_key(key))
    }

    /// The selected tiles at the top of a path that is selected as a whole.
    fn whole_paths(&self, document: &Document) -> HashSet<TileKey> {
        let selected: HashSet<TileKey> = self.keys.iter().copied().collect();
        let mut parts: HashSet<TileKey> = HashSet::new();
        for key in Reading::of(document).order.iter().rev() {
            let is_part = parts.contains(key);
            let is_left = !selected.contains(key) && document.tile(*key).is_some_and(|tile| tile.kind() != Kind::Empty);
            if let (true, Some(parent)) = (is_part || is_left, document.parent(*key)) {
                parts.insert(parent);
            }
        }
        selected.into_iter().filter(|key| !parts.contains(key)).collect()
    }
}

/// Removes tiles as one step; what follows them and was not selected moves up.
pub fn remove_all(document: &Document, keys: &[TileKey]) -> Command {
    let selection = Selection::of(document, keys);
    let whole = selection.whole_paths(document);
    let is_inner = |key: &TileKey| document.parent(*key).is_some_and(|parent| whole.contains(&parent));
    // From the ends of the paths, so that each removal finds its tile with what is left behind it.
    let removals = selection.keys.iter().rev().filter(|key| !is_inner(key)).map(|key| Command::Remove {
        tile: *key,
        with: if whole.contains(key) { Removal::Subtree } else { Removal::Tile },
    });
    together("Remove tiles", removals.collect())
}

/// Moves tiles as one step. Selected tiles keep their order among each other; what follows them and was not selected stays and moves up.
pub fn move_all(document: &Document, keys: &[TileKey], place: &Place) -> Command {
    let selection = Selection::of(document, keys);
    let whole = selection.whole_paths(document);
    let tops: Vec<TileKey> = selection.tops().collect();
    let mut commands = Vec::new();
    // Tiles that another one was already moved behind: further ones go beside it.
    let mut followed = HashSet::new();
    for key in &selection.keys {
        let Some(tile) = document.tile(*key) else { continue };
        let at = match selection.above.get(key) {
            Some(above) if whole.contains(above) => continue,
            Some(above) => {
                let has_branches =
                    document.tile(*above).is_some_and(|tile| matches!(tile.kind(), Kind::Trigger | Kind::Splitter));
                if followed.insert(*above) && !has_branches {
                    Place::After(*above)
                } else {
                    Place::Branch { of: *above, branch: tile.branch().clone(), index: usize::MAX }
                }
            }
            None => {
                let index = tops.iter().position(|top| top == key).unwrap_or(0);
                spread(document, place, index, tops.len())
            }
        };
        let with = if whole.contains(key) { Moving::Subtree } else { Moving::Tile };
        commands.push(Command::Move { tile: *key, place: at, with });
    }
    together("Move tiles", commands)
}

/// The place of the n-th of several tiles that go to one place together: side by side.
pub(crate) fn spread(document: &Document, place: &Place, index: usize, count: usize) -> Place {
    let beside = |of: TileKey, branch: &Branch, first: usize| Place::Branch {
        of,
        branch: branch.clone(),
        index: first.saturating_add(index),
    };
    match place {
        Place::Lane(first) => Place::Lane(first.saturating_add(index)),
        Place::Branch { of, branch, index: first } => beside(*of, branch, *first),
        place if count < 2 => place.clone(),
        Place::After(key) => beside(*key, &Branch::Default, 0),
        Place::Before(key) => match (document.parent(*key), document.tile(*key)) {
            (Some(parent), Some(tile)) => beside(parent, tile.branch(), index_among(document, *key)),
            _ => Place::Lane(index_among(document, *key).saturating_add(index)),
        },
    }
}

/// The place of a tile among the real tiles on its branch, or among the lanes.
fn index_among(document: &Document, key: TileKey) -> usize {
    let siblings = document.parent(key).map_or(document.lanes(), |parent| document.children(parent));
    let branch = document.tile(key).map(|tile| tile.branch().clone());
    let before = siblings.iter().take_while(|sibling| **sibling != key).filter_map(|sibling| document.tile(*sibling));
    before.filter(|tile| tile.kind() != Kind::Empty && Some(tile.branch()) == branch.as_ref()).count()
}

/// Makes copies of tiles beside them, as one step.
pub fn duplicate(document: &Document, keys: &[TileKey]) -> Command {
    let selection = Selection::of(document, keys);
    let last = selection.tops().last();
    let place = match last.map(|key| (key, document.parent(key), document.tile(key))) {
        Some((key, Some(parent), Some(tile))) => match (selection.keys.as_slice(), tile.kind()) {
            ([only], kind) if !matches!(kind, Kind::Trigger | Kind::Splitter) => Place::After(*only),
            _ => Place::Branch {
                of: parent,
                branch: tile.branch().clone(),
                index: index_among(document, key).saturating_add(1),
            },
        },
        Some((key, ..)) => Place::Lane(index_among(document, key).saturating_add(1)),
        None => Place::Lane(usize::MAX),
    };
    together("Duplicate", vec![Command::Paste { place, text: copy(document, keys) }])
}

/// Puts a trigger before a tile, so that the tile and all behind it come to stand on one of its branches.
pub fn wrap(document: &Document, tile: TileKey, branch: &Branch) -> Command {
    let trigger = Command::Insert { place: Place::Before(tile), tile: NewTile::of(Kind::Trigger) };
    let mut commands = vec![trigger];
    if *branch == Branch::No {
        // The trigger gets the next key.
        commands.push(Command::SwapBranches { tile: TileKey::of_slot(document.slots()) });
    }
    together("Wrap in a branch", commands)
}

/// Where a record is chosen in the tiles of a journey. Ids are compared as definitions store them.
pub fn record_uses(document: &Document, id: &str) -> Vec<ItemRef> {
    let id = plain_id(id);
    let tiles = document.tiles();
    let uses = tiles.flat_map(|tile| {
        let items = tile.items().iter().enumerate();
        let uses = items.filter(|(_, item)| item.record().is_some_and(|record| plain_id(record) == id));
        uses.map(move |(item, _)| ItemRef { tile: tile.key(), item }).collect::<Vec<_>>()
    });
    uses.collect()
}

/// Chooses another record everywhere a record of the table is chosen: in tiles and in columns, as one step. An empty step when it is
/// nowhere.
pub fn replace_record(document: &Document, table: &str, from: &str, to: &Record) -> Command {
    let uses = record_uses(document, from).into_iter().filter(|at| {
        let item = document.tile(at.tile).and_then(|tile| tile.items().get(at.item));
        item.and_then(crate::Item::record_table).is_none_or(|own| own == table)
    });
    let mut commands: Vec<Command> = uses.map(|at| Command::ChooseRecord { at, record: Some(to.clone()) }).collect();
    for spec in editable_settings() {
        if let Value::Lookup(lookup) = document.settings().get(spec.column)
            && lookup.table == table
            && plain_id(&lookup.id) == plain_id(from)
        {
            let lookup = Lookup { table: table.to_owned(), id: plain_id(&to.id), name: Some(to.name.clone()) };
            commands.push(Command::Set { column: spec.column.to_owned(), value: Value::Lookup(lookup) });
        }
    }
    together("Replace record", commands)
}

fn together(label: &str, commands: Vec<Command>) -> Command {
    Command::All { label: label.to_owned(), commands }
}
