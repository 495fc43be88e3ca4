//! Which tiles and items of two documents are the same.

use std::collections::{HashMap, VecDeque};

use crate::document::{Document, TileKey};
use crate::item::Item;
use crate::kind::Kind;
use crate::reading::Reading;
use crate::tile::Tile;

/// Two lists, and which entry of the one is which of the other.
#[derive(Debug)]
pub(crate) struct Matching {
    /// By index on the left.
    pub forward: Vec<Option<usize>>,
    /// By index on the right.
    pub backward: Vec<Option<usize>>,
}

impl Matching {
    fn new(left: usize, right: usize) -> Self {
        Self { forward: vec![None; left], backward: vec![None; right] }
    }

    fn join(&mut self, left: usize, right: usize) {
        self.forward[left] = Some(right);
        self.backward[right] = Some(left);
    }

    /// Joins entries without a partner that have the same key, in order. Entries without a key stay alone.
    fn round(&mut self, left: &dyn Fn(usize) -> Option<String>, right: &dyn Fn(usize) -> Option<String>) {
        let mut waiting: HashMap<String, VecDeque<usize>> = HashMap::new();
        for index in (0..self.backward.len()).filter(|index| self.backward[*index].is_none()) {
            if let Some(key) = right(index) {
                waiting.entry(key).or_default().push_back(index);
            }
        }
        if waiting.is_empty() {
            return;
        }
        for index in 0..self.forward.len() {
            if self.forward[index].is_some() {
                continue;
            }
            let partner = left(index).and_then(|key| waiting.get_mut(&key)?.pop_front());
            if let Some(partner) = partner {
                self.join(index, partner);
            }
        }
    }
}

/// The items of two tiles. The headers are the same; nested ones by their number, else by record, name or type.
pub(crate) fn items(before: &[Item], after: &[Item]) -> Matching {
    let mut matching = Matching::new(before.len(), after.len());
    if !before.is_empty() && !after.is_empty() {
        matching.join(0, 0);
    }
    for round in 0..4 {
        let key = |items: &[Item], index: usize| item_key(&items[index], round).filter(|_| index > 0);
        matching.round(&|index| key(before, index), &|index| key(after, index));
    }
    matching
}

/// The items of two states of one tile: those that have the same number and type.
pub(crate) fn items_by_number(before: &[Item], after: &[Item]) -> Matching {
    let mut matching = Matching::new(before.len(), after.len());
    if !before.is_empty() && !after.is_empty() {
        matching.join(0, 0);
    }
    let key = |items: &[Item], index: usize| item_key(&items[index], 0).filter(|_| index > 0);
    matching.round(&|index| key(before, index), &|index| key(after, index));
    if before.iter().chain(after).any(|item| item.number().is_none()) {
        // Without numbers what is stored is all there is to go by.
        let key = |items: &[Item], index: usize| Some(items[index].text().to_owned()).filter(|_| index > 0);
        matching.round(&|index| key(before, index), &|index| key(after, index));
    }
    matching
}

fn item_key(item: &Item, round: usize) -> Option<String> {
    let said = match round {
        0 => item.number()?.to_string(),
        1 => item.record()?.to_owned(),
        2 => Some(item.display_name()).filter(|name| !name.is_empty())?,
        _ => String::new(),
    };
    Some(format!("{} {} {said}", item.kind() as u8, item.type_id().to_ascii_lowercase()))
}

/// The tiles of two documents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pairs {
    /// By slot before.
    forward: Vec<Option<TileKey>>,
    /// By slot after.
    backward: Vec<Option<TileKey>>,
}

impl Pairs {
    /// The tile after that `before` has become.
    pub fn after(&self, before: TileKey) -> Option<TileKey> {
        self.forward.get(before.slot()).copied().flatten()
    }

    /// The tile before that `after` comes from.
    pub fn before(&self, after: TileKey) -> Option<TileKey> {
        self.backward.get(after.slot()).copied().flatten()
    }

    /// Tiles of two states of one journey: a tile keeps its `ActivityId`, its type and the number of its header for life
    /// (`reference/journeys.md 3.6`).
    pub fn by_id(before: &Document, after: &Document) -> Self {
        let (left, right): (Vec<_>, Vec<_>) = (before.keys().collect(), after.keys().collect());
        let mut matching = Matching::new(left.len(), right.len());
        by_id(&mut matching, before, &left, after, &right);
        Self::of(before, &left, after, &right, &matching)
    }

    /// Tiles of any two journeys: by id and type, then by record, by name, and by place.
    pub fn alike(before: &Document, after: &Document) -> Self {
        let reading = |document: &Document| {
            let mut order: Vec<_> = document.root().into_iter().collect();
            order.extend(Reading::of(document).order);
            order
        };
        let (left, right) = (reading(before), reading(after));
        let mut matching = Matching::new(left.len(), right.len());
        by_id(&mut matching, before, &left, after, &right);
        // A copy may have counted its items anew.
        matching.round(&|index| id_key(before, left[index], false), &|index| id_key(after, right[index], false));
        for key in [record_key, name_key] {
            let said = |document: &Document, keys: &[TileKey], index: usize| {
                document.tile(keys[index]).and_then(|tile| key(&tile))
            };
            matching.round(&|index| said(before, &left, index), &|index| said(after, &right, index));
        }
        by_place(&mut matching, before, &left, after, &right);
        Self::of(before, &left, after, &right, &matching)
    }

    fn of(before: &Document, left: &[TileKey], after: &Document, right: &[TileKey], matching: &Matching) -> Self {
        let mut pairs = Self { forward: vec![None; before.slots()], backward: vec![None; after.slots()] };
        for (index, partner) in matching.forward.iter().enumerate() {
            if let Some(partner) = partner {
                pairs.forward[left[index].slot()] = Some(right[*partner]);
                pairs.backward[right[*partner].slot()] = Some(left[index]);
            }
        }
        pairs
    }
}

/// By id, type and number. Of tiles that share an id those that are the same to the letter come first.
fn by_id(matching: &mut Matching, before: &Document, left: &[TileKey], after: &Document, right: &[TileKey]) {
    let mut ids: HashMap<&str, usize> = HashMap::new();
    for tile in before.tiles().chain(after.tiles()) {
        *ids.entry(tile.activity_id()).or_default() += 1;
    }
    let letters = |document: &Document, keys: &[TileKey], index: usize| {
        let tile = document.tile(keys[index])?;
        let is_shared = ids.get(tile.activity_id()).is_some_and(|count| *count > 2);
        is_shared.then(|| tile.text().to_owned())
    };
    if ids.values().any(|count| *count > 2) {
        matching.round(&|index| letters(before, left, index), &|index| letters(after, right, index));
    }
    matching.round(&|index| id_key(before, left[index], true), &|index| id_key(after, right[index], true));
}

fn id_key(document: &Document, key: TileKey, is_strict: bool) -> Option<String> {
    let tile = document.tile(key).filter(|tile| !tile.activity_id().is_empty())?;
    // A journey has one root, however its items are numbered.
    let number = tile.header().and_then(Item::number).filter(|_| is_strict && tile.kind() != Kind::Root);
    Some(format!("{} {} {number:?}", tile.kind() as u8, tile.activity_id()))
}

fn record_key(tile: &Tile<'_>) -> Option<String> {
    let record = tile.header()?.record()?;
    Some(format!("{} {record}", type_of(tile)))
}

fn name_key(tile: &Tile<'_>) -> Option<String> {
    let name = Some(tile.name()).filter(|name| !name.is_empty() && *name != format!("New {}", tile.kind().label()))?;
    Some(format!("{} {name}", type_of(tile)))
}

fn type_of(tile: &Tile<'_>) -> String {
    format!("{} {}", tile.kind() as u8, tile.type_id().to_ascii_lowercase())
}

/// Joins tiles of one type that hang alike on tiles already joined. From the start of the paths, so that each join leads to the next.
fn by_place(matching: &mut Matching, before: &Document, left: &[TileKey], after: &Document, right: &[TileKey]) {
    let key = |parent: Option<TileKey>, tile: &Tile<'_>| {
        let parent = parent.map_or(String::new(), |parent| parent.slot().to_string());
        format!("{parent} {} {}", tile.branch().stored().to_ascii_lowercase(), type_of(tile))
    };
    let mut waiting: HashMap<String, VecDeque<usize>> = HashMap::new();
    for (index, own) in right.iter().enumerate() {
        if let Some(tile) = after.tile(*own).filter(|_| matching.backward[index].is_none()) {
            waiting.entry(key(after.stem(*own), &tile)).or_default().push_back(index);
        }
    }
    let places: HashMap<TileKey, usize> = left.iter().copied().zip(0..).collect();
    for (index, own) in left.iter().enumerate() {
        let Some(tile) = before.tile(*own).filter(|_| matching.forward[index].is_none()) else { continue };
        let parent = match before.stem(*own) {
            Some(parent) => match places.get(&parent).and_then(|place| matching.forward[*place]) {
                Some(partner) => Some(right[partner]),
                None => continue,
            },
            None => None,
        };
        let partner = waiting.get_mut(&key(parent, &tile)).and_then(VecDeque::pop_front);
        if let Some(partner) = partner {
            matching.join(index, partner);
        }
    }
}
