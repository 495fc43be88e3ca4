//! The tree by `ParentActivityId` alone; ids are opaque (`reference/journeys.md 3.2, 3.6`). Derived, never stored.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::{Entry, TileKey};
use crate::activity::Activity;
use crate::kind::Kind;

#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    root: Option<TileKey>,
    lanes: Vec<TileKey>,
    /// By slot.
    nodes: Vec<Node>,
    /// The children of all nodes; each node owns a range.
    children: Vec<TileKey>,
    by_id: HashMap<Arc<str>, TileKey>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    parent: Option<TileKey>,
    children: Range<usize>,
    /// Place in stored order.
    place: usize,
    is_reached: bool,
}

impl Tree {
    pub fn root(&self) -> Option<TileKey> {
        self.root
    }

    pub fn lanes(&self) -> &[TileKey] {
        &self.lanes
    }

    pub fn find(&self, id: &str) -> Option<TileKey> {
        self.by_id.get(id).copied()
    }

    pub fn parent(&self, key: TileKey) -> Option<TileKey> {
        self.nodes.get(key.slot())?.parent
    }

    pub fn children(&self, key: TileKey) -> &[TileKey] {
        self.nodes.get(key.slot()).map_or(&[], |node| &self.children[node.children.clone()])
    }

    /// Linear, but for the sorting of siblings.
    pub fn of(order: &[Entry], activities: &[Option<Arc<Activity>>]) -> Self {
        let get = |key: TileKey| activities.get(key.slot()).and_then(Option::as_deref);
        let mut tree = Self { nodes: vec![Node::default(); activities.len()], ..Self::default() };
        tree.by_id.reserve(order.len());
        for (place, entry) in order.iter().enumerate() {
            let Some(activity) = get(entry.key) else { continue };
            tree.nodes[entry.key.slot()].place = place;
            if !activity.id.is_empty() {
                tree.by_id.entry(Arc::clone(&activity.id)).or_insert(entry.key);
            }
            if activity.kind == Kind::Root && tree.root.is_none() {
                tree.root = Some(entry.key);
            }
        }
        let mut siblings = vec![Vec::new(); activities.len()];
        let mut orphans = Vec::new();
        for entry in order {
            let Some(activity) = get(entry.key) else { continue };
            if Some(entry.key) == tree.root {
                continue;
            }
            let parent = activity.parent.as_deref().and_then(|id| tree.find(id));
            tree.nodes[entry.key.slot()].parent = parent;
            match parent {
                Some(parent) => siblings[parent.slot()].push(entry.key),
                None => orphans.push(entry.key),
            }
        }
        for (slot, mut keys) in siblings.into_iter().enumerate() {
            // Stable, so that stored order decides between equals.
            keys.sort_by_key(|key| {
                get(*key).map(|activity| (activity.branch.rank(), activity.number.unwrap_or(i64::MAX)))
            });
            let start = tree.children.len();
            tree.children.append(&mut keys);
            tree.nodes[slot].children = start..tree.children.len();
        }
        if let Some(root) = tree.root {
            tree.lanes.extend_from_slice(&tree.children[tree.nodes[root.slot()].children.clone()]);
            tree.reach(root);
        }
        for orphan in orphans {
            tree.lanes.push(orphan);
            tree.reach(orphan);
        }
        for entry in order {
            if !tree.nodes[entry.key.slot()].is_reached {
                let cut = tree.cycle_start(entry.key);
                tree.cut(cut);
                tree.lanes.push(cut);
                tree.reach(cut);
            }
        }
        tree
    }

    fn reach(&mut self, from: TileKey) {
        let mut open = vec![from];
        while let Some(key) = open.pop() {
            let node = &mut self.nodes[key.slot()];
            node.is_reached = true;
            open.extend_from_slice(&self.children[node.children.clone()]);
        }
    }

    /// The first activity, in stored order, of the cycle that the unreached `from` hangs on.
    fn cycle_start(&self, from: TileKey) -> TileKey {
        let up = |key: TileKey| self.parent(key).unwrap_or(key);
        // Brent's hare and tortoise: no marks to keep between cycles.
        let (mut tortoise, mut hare, mut steps, mut limit) = (from, up(from), 1, 1);
        while tortoise != hare {
            if steps == limit {
                (tortoise, limit, steps) = (hare, limit * 2, 0);
            }
            hare = up(hare);
            steps += 1;
        }
        let (mut first, mut key) = (tortoise, up(tortoise));
        while key != tortoise {
            if self.nodes[key.slot()].place < self.nodes[first.slot()].place {
                first = key;
            }
            key = up(key);
        }
        first
    }

    /// Takes the link between `key` and its parent away.
    fn cut(&mut self, key: TileKey) {
        let Some(parent) = self.nodes[key.slot()].parent.take() else { return };
        let range = &mut self.nodes[parent.slot()].children;
        let children = &mut self.children[range.clone()];
        if let Some(index) = children.iter().position(|child| *child == key) {
            children[index..].rotate_left(1);
            range.end -= 1;
        }
    }
}
