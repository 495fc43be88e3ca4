//! Which tile hangs where, while a structural edit is being planned. Only the parents that the edit touches are looked at.

use std::collections::{BTreeMap, HashSet};

use crate::document::{Document, TileKey};
use crate::kind::{Branch, Kind};

/// One child of a parent, in display order with its siblings.
#[derive(Clone, Debug)]
pub(crate) struct Child {
    pub key: TileKey,
    pub branch: Branch,
    pub number: Option<i64>,
    /// Whether the edit hung it here.
    pub is_new: bool,
}

/// The children of one touched parent.
#[derive(Debug, Default)]
pub(super) struct Siblings {
    pub children: Vec<Child>,
    /// Whether the edit left the No branch of a trigger without a tile.
    pub owes_placeholder: bool,
}

pub(super) struct Arrangement<'d> {
    document: &'d Document,
    /// A tile that is not in the document yet.
    newcomer: Option<(TileKey, Kind)>,
    touched: BTreeMap<TileKey, Siblings>,
}

impl<'d> Arrangement<'d> {
    pub fn new(document: &'d Document) -> Self {
        Self { document, newcomer: None, touched: BTreeMap::new() }
    }

    /// Announces a tile that is yet to be written and returns its key.
    pub fn announce(&mut self, kind: Kind) -> TileKey {
        let key = TileKey::of_slot(self.document.slots());
        self.newcomer = Some((key, kind));
        key
    }

    pub fn kind(&self, key: TileKey) -> Kind {
        match self.newcomer {
            Some((newcomer, kind)) if newcomer == key => kind,
            _ => self.document.tile(key).map_or(Kind::Other, |tile| tile.kind()),
        }
    }

    pub fn into_touched(self) -> BTreeMap<TileKey, Siblings> {
        self.touched
    }

    /// What a tile hangs on, how, and its place among the tiles of its branch.
    pub fn locate(&mut self, key: TileKey) -> Option<(TileKey, Child, usize)> {
        let (parent, at) = self.stem(key)?;
        self.siblings(parent);
        let (child, before) = self.touched.get(&parent)?.children.get(..=at)?.split_last()?;
        let is_alike = |other: &&Child| other.branch == child.branch && self.kind(other.key) != Kind::Empty;
        Some((parent, child.clone(), before.iter().filter(is_alike).count()))
    }

    /// The children of a tile, placeholders left out.
    pub fn real_children(&mut self, parent: TileKey) -> Vec<Child> {
        let children = self.siblings(parent).children.clone();
        children.into_iter().filter(|child| self.kind(child.key) != Kind::Empty).collect()
    }

    /// Takes a tile away from its parent and returns where it hung, as [`Arrangement::locate`] says it.
    pub fn detach(&mut self, key: TileKey) -> Option<(TileKey, Child, usize)> {
        let place = self.locate(key)?;
        self.detach_all(std::slice::from_ref(&place.1));
        Some(place)
    }

    /// Takes tiles away from the parent that they share.
    pub fn detach_all(&mut self, children: &[Child]) {
        let Some((parent, _)) = children.first().and_then(|child| self.stem(child.key)) else { return };
        let is_bare = |child: &Child| child.branch == Branch::No && self.kind(child.key) != Kind::Empty;
        let is_bare = self.kind(parent) == Kind::Trigger && children.iter().any(is_bare);
        let gone: HashSet<_> = children.iter().map(|child| child.key).collect();
        let siblings = self.siblings(parent);
        siblings.children.retain(|child| !gone.contains(&child.key));
        siblings.owes_placeholder |= is_bare;
    }

    /// Hangs tiles on a parent, beginning at `index` among the real tiles of that branch.
    pub fn attach(&mut self, parent: TileKey, branch: &Branch, index: usize, keys: impl IntoIterator<Item = TileKey>) {
        self.siblings(parent);
        let Some(siblings) = self.touched.get(&parent) else { return };
        let own = siblings.children.iter().enumerate();
        let mut own = own.filter(|(_, child)| child.branch == *branch && self.kind(child.key) != Kind::Empty);
        let end = siblings.children.partition_point(|child| child.branch.rank() <= branch.rank());
        let at = own.nth(index).map_or(end, |(at, _)| at);
        let child = |key| Child { key, branch: branch.clone(), number: None, is_new: true };
        let children = keys.into_iter().map(child);
        self.siblings(parent).children.splice(at..at, children);
    }

    /// Says that the parent is a trigger whose No branch may have become bare.
    pub fn owe_placeholder(&mut self, parent: TileKey) {
        self.siblings(parent).owes_placeholder = true;
    }

    /// Forgets a tile that is removed with its followers.
    pub fn forget(&mut self, parent: TileKey) {
        self.touched.remove(&parent);
    }

    fn stem(&self, key: TileKey) -> Option<(TileKey, usize)> {
        for (parent, siblings) in &self.touched {
            if let Some(index) = siblings.children.iter().position(|child| child.key == key) {
                return Some((*parent, index));
            }
        }
        let parent = self.document.stem(key).filter(|parent| !self.touched.contains_key(parent))?;
        let index = self.document.children(parent).iter().position(|child| *child == key)?;
        Some((parent, index))
    }

    fn siblings(&mut self, parent: TileKey) -> &mut Siblings {
        let document = self.document;
        self.touched.entry(parent).or_insert_with(|| {
            let tiles = document.children(parent).iter().filter_map(|key| document.tile(*key));
            let children = tiles.map(|tile| Child {
                key: tile.key(),
                branch: tile.branch().clone(),
                number: tile.branch_number(),
                is_new: false,
            });
            Siblings { children: children.collect(), owes_placeholder: false }
        })
    }
}
