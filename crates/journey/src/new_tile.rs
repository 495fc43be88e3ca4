//! Tiles and items that do not exist yet, with the members that the product writes (`reference/journeys.md 3.1, 3.4`).

mod defaults;
mod write;

use std::collections::HashMap;

use crate::document::{Document, TileKey};
use crate::item::Item;
use crate::json::Json;
use crate::kind::{Branch, Kind};

pub(crate) use write::{Ids, Stem, item_text, placeholder_text, tile_text};

/// A record of the organisation, chosen for an item.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Record {
    /// Its id. Written in lower case without braces, as the product does.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Further members that go with it, for example `DciSegmentName` and `SegmentDisplayName` of a segment.
    pub extra: Vec<(String, Json)>,
}

impl Record {
    /// The id as definitions store it.
    pub(crate) fn stored_id(&self) -> String {
        self.id.trim_matches(['{', '}']).to_lowercase()
    }
}

/// An item to be added: the header of a new tile, or a nested one.
#[derive(Clone, Debug, PartialEq)]
pub struct NewItem {
    /// What it is.
    pub kind: Kind,
    /// How its type is stored; of a copy, the copied spelling.
    pub type_id: String,
    /// Its name.
    pub name: String,
    /// Whether choosing a record renames it. `None` leaves the member out, as data from before 2019 does.
    pub is_name_system_defined: Option<bool>,
    /// The chosen record.
    pub record: Option<Record>,
    /// Members beside the common ones, in the order in which they are written.
    pub members: Vec<(String, Json)>,
    /// The number that the copied item has, so that conditions within a copied path follow their sources.
    copied_number: Option<i64>,
    is_copy: bool,
}

/// A tile to be inserted, with what is nested in it and what follows it.
#[derive(Clone, Debug, PartialEq)]
pub struct NewTile {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// The record of its header.
    pub record: Option<Record>,
    /// Members of its header beside the common ones.
    pub members: Vec<(String, Json)>,
    /// Nested items.
    pub nested: Vec<NewItem>,
    /// Tiles behind it, each after the one it follows.
    pub following: Vec<Follower>,
    /// How its type is stored.
    type_id: String,
    pub(crate) is_name_system_defined: Option<bool>,
    /// Members of the activity beside those that the tree is made of; `None` for a tile that is no copy.
    copied: Option<Copied>,
}

/// One of the tiles that come with a new tile. What follows a follower stands in the same list, so its own list is not read.
#[derive(Clone, Debug, PartialEq)]
pub struct Follower {
    /// What it follows: 0 is the new tile itself, n the n-th follower before this one, counted from 1.
    pub behind: usize,
    /// On which branch.
    pub branch: Branch,
    /// The tile.
    pub tile: NewTile,
}

#[derive(Clone, Debug, PartialEq)]
struct Copied {
    members: Vec<(String, Json)>,
    properties: Vec<(String, Json)>,
    has_items: bool,
    number: Option<i64>,
}

impl NewItem {
    /// A new item with the product's defaults.
    pub fn of(kind: Kind) -> Self {
        Self {
            kind,
            type_id: kind.type_id().to_owned(),
            name: defaults::name(kind),
            is_name_system_defined: Some(true),
            record: None,
            members: defaults::members(kind),
            copied_number: None,
            is_copy: false,
        }
    }

    /// The same with a record chosen, which names it.
    #[must_use]
    pub fn with_record(mut self, record: Record) -> Self {
        if self.is_name_system_defined == Some(true) {
            self.name.clone_from(&record.name);
        }
        self.record = Some(record);
        self
    }

    /// A copy of an existing item, every member kept.
    pub fn copy_of(item: &Item) -> Self {
        let record =
            item.record().map(|id| Record { id: id.to_owned(), name: item.name().to_owned(), extra: Vec::new() });
        Self {
            kind: item.kind(),
            type_id: item.type_id().to_owned(),
            name: item.name().to_owned(),
            is_name_system_defined: item.is_name_system_defined(),
            record,
            members: item.members().filter(|(name, _)| !write::COMMON.contains(&name.as_str())).collect(),
            copied_number: item.number(),
            is_copy: true,
        }
    }

    /// Whether this copies a stored item, so that its form need not be known.
    pub fn is_copy(&self) -> bool {
        self.is_copy
    }
}

impl NewTile {
    /// A new tile with the product's defaults.
    pub fn of(kind: Kind) -> Self {
        let nested = if kind == Kind::Segment { vec![NewItem::of(Kind::SegmentItem)] } else { Vec::new() };
        Self { nested, ..Self::header(NewItem::of(kind)) }
    }

    /// The same with a record chosen, which names it.
    #[must_use]
    pub fn with_record(mut self, record: Record) -> Self {
        self.name.clone_from(&record.name);
        self.record = Some(record);
        self
    }

    /// The same with the user's own name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self.is_name_system_defined = Some(false);
        self
    }

    /// A copy of an existing tile, every member kept but ids, parent and branch number; with `following`, of all that follows as well.
    pub fn copy_of(document: &Document, key: TileKey, following: bool) -> Option<Self> {
        let mut copy = Self::single_copy(document, key)?;
        if following {
            let keys = document.subtree(key);
            let places: HashMap<_, _> = keys.iter().copied().zip(0..).collect();
            for key in keys.iter().skip(1) {
                let behind = *places.get(&document.parent(*key)?)?;
                let branch = document.tile(*key)?.branch().clone();
                copy.following.push(Follower { behind, branch, tile: Self::single_copy(document, *key)? });
            }
        }
        Some(copy)
    }

    fn single_copy(document: &Document, key: TileKey) -> Option<Self> {
        let tile = document.tile(key)?;
        let mut items = tile.items().iter().map(NewItem::copy_of);
        let header = items.next();
        let has_items = header.is_some();
        let mut copy = Self::header(header.unwrap_or_else(|| NewItem::of(tile.kind())));
        copy.kind = tile.kind();
        tile.type_id().clone_into(&mut copy.type_id);
        copy.nested = items.collect();
        let members = crate::activity::members(tile.text());
        let properties = match members.iter().rev().find(|(name, _)| name == "Properties") {
            Some((_, Json::Object(members))) => members.iter().filter(|(name, _)| name != "Items").cloned().collect(),
            _ => Vec::new(),
        };
        copy.copied = Some(Copied {
            members: members.into_iter().filter(|(name, _)| !write::TREE.contains(&name.as_str())).collect(),
            properties,
            has_items,
            number: tile.header().and_then(Item::number),
        });
        Some(copy)
    }

    /// Whether this copies a stored tile, so that its form need not be known.
    pub fn is_copy(&self) -> bool {
        self.copied.is_some()
    }

    fn header(item: NewItem) -> Self {
        Self {
            kind: item.kind,
            name: item.name,
            record: item.record,
            members: item.members,
            nested: Vec::new(),
            following: Vec::new(),
            type_id: item.type_id,
            is_name_system_defined: item.is_name_system_defined,
            copied: None,
        }
    }

    /// The header as an item, named by the system as long as the name is the default or the record's.
    fn header_item(&self) -> NewItem {
        let is_default = self.name == defaults::name(self.kind)
            || self.record.as_ref().is_some_and(|record| record.name == self.name);
        NewItem {
            kind: self.kind,
            type_id: self.type_id.clone(),
            name: self.name.clone(),
            is_name_system_defined: match self.is_name_system_defined {
                Some(true) => Some(is_default || self.is_copy()),
                other => other,
            },
            record: self.record.clone(),
            members: self.members.clone(),
            copied_number: self.copied.as_ref().and_then(|copied| copied.number),
            is_copy: self.is_copy(),
        }
    }
}
