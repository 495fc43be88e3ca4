//! Where each tile hangs once both sides' moves, additions and removals are put together.
//!
//! A tile that only got another before it, or lost the one before it, has not moved: it stays behind whatever now stands at its place.

use std::collections::{HashMap, HashSet};

use super::ledger::{About, Ledger};
use super::union::Union;
use super::{Side, States};
use crate::compare::moves::rehung;
use crate::compare::pairs::Pairs;
use crate::document::{Document, TileKey};
use crate::kind::{Branch, Kind};
use crate::rules;

/// What a tile hangs on, and on which branch. Nothing for the root and for what hangs nowhere.
pub(super) type Place = (Option<usize>, Branch);

/// How far added and moved tiles are followed. Real ones stand in short rows; the limit keeps hostile ones linear.
const MOST: usize = 256;

pub(super) struct Places<'s> {
    states: &'s States,
    union: &'s Union,
    /// Per side: tiles that it moved.
    moved: [HashSet<usize>; 2],
    /// Whether the result has a tile.
    pub is_there: Vec<bool>,
    /// Moves that are taken: the side that made them.
    taken: HashMap<usize, Side>,
    /// Tiles at the start of a row that mine added where theirs added one as well: they go behind theirs.
    chained: HashMap<usize, Place>,
}

impl<'s> Places<'s> {
    pub fn of(states: &'s States, union: &'s Union, is_there: Vec<bool>, ledger: &mut Ledger) -> Self {
        let mut places = Self {
            states,
            union,
            moved: [HashSet::new(), HashSet::new()],
            is_there,
            taken: HashMap::new(),
            chained: HashMap::new(),
        };
        for side in [Side::Mine, Side::Theirs] {
            let pairs = Pairs::by_id(&states.base, states.of(side));
            let moved = rehung(&states.base, states.of(side), &pairs);
            let moved = moved.into_iter().filter_map(|key| union.of_side(side, key));
            places.moved[side as usize] = moved.filter(|node| places.is_away(side, *node)).collect();
        }
        for node in 0..union.nodes.len() {
            if places.is_there[node] {
                places.take(node, ledger);
            }
        }
        places.chain();
        places
    }

    /// Whether a side hung a tile of the base on another tile or branch.
    fn is_away(&self, side: Side, node: usize) -> bool {
        let nodes = &self.union.nodes;
        nodes[node].base.is_some() && self.own(side, node) != self.base(node)
    }

    /// Decides whose move of a tile counts, if anybody moved it.
    fn take(&mut self, node: usize, ledger: &mut Ledger) {
        let own = &self.union.nodes[node];
        let is_shared = own.mine.is_some() && own.theirs.is_some();
        let (mine, theirs) = (self.moved[0].contains(&node), self.moved[1].contains(&node));
        let is_clash = match own.base {
            None => is_shared && self.own(Side::Mine, node) != self.own(Side::Theirs, node),
            Some(_) => mine && theirs && self.own(Side::Mine, node) != self.own(Side::Theirs, node),
        };
        let side = match (is_clash, mine, theirs) {
            (true, ..) => ledger.decide(&own.at(), "place", || About::Place),
            (_, true, _) => Side::Mine,
            (_, _, true) => Side::Theirs,
            _ if own.base.is_none() => {
                if own.mine.is_some() {
                    Side::Mine
                } else {
                    Side::Theirs
                }
            }
            _ => return,
        };
        self.taken.insert(node, side);
    }

    /// Where a tile of the base hung.
    fn base(&self, node: usize) -> Place {
        let parent = |key| self.union.of_base(key);
        place(&self.states.base, self.union.nodes[node].base, &parent)
    }

    /// Where a side has a tile.
    fn own(&self, side: Side, node: usize) -> Place {
        let parent = |key| self.union.of_side(side, key);
        place(self.states.of(side), self.union.nodes[node].of(side), &parent)
    }

    /// Where a side has a tile that did not move, if that is behind tiles which the side put there and the result has: the place, and the
    /// first of those tiles.
    fn inserted(&self, side: Side, node: usize) -> Option<(Place, usize)> {
        self.union.nodes[node].of(side)?;
        if self.moved[side as usize].contains(&node) {
            return None;
        }
        let is_loose = |node: usize| self.union.nodes[node].base.is_none() || self.moved[side as usize].contains(&node);
        let is_taken = |node: usize| self.is_there[node] && self.taken.get(&node) == Some(&side);
        let (mut place, mut found) = (self.own(side, node), None);
        for _ in 0..MOST {
            let Some(above) = place.0.filter(|above| is_loose(*above)) else { break };
            if is_taken(above) {
                found = Some((found.map_or(place.clone(), |(first, _)| first), above));
            } else if found.is_some() {
                break;
            }
            place = self.own(side, above);
        }
        found
    }

    /// What now stands above the place that a tile of the base had, and whether somebody put it there.
    fn edge(&self, node: usize) -> (Place, bool) {
        for side in [Side::Mine, Side::Theirs] {
            if let Some((place, _)) = self.inserted(side, node) {
                return (place, true);
            }
        }
        (self.base(node), false)
    }

    /// Where both sides put tiles before the same tile: first theirs, then mine.
    fn chain(&mut self) {
        for node in 0..self.union.nodes.len() {
            if self.union.nodes[node].base.is_none() {
                continue;
            }
            let (mine, theirs) = (self.inserted(Side::Mine, node), self.inserted(Side::Theirs, node));
            if let (Some((own, first)), Some((place, other))) = (mine, theirs)
                && first != other
                && own != place
            {
                self.chained.insert(first, place);
            }
        }
    }

    /// Where a tile of the result hangs.
    pub fn place(&self, node: usize) -> Place {
        if let Some(place) = self.chained.get(&node) {
            return self.present(place.clone(), None);
        }
        if let Some(side) = self.taken.get(&node) {
            return self.present(self.own(*side, node), Some(*side));
        }
        let (place, is_put) = self.edge(node);
        if is_put { place } else { self.present(place, None) }
    }

    /// A place that the result has: past tiles that are gone, and past those that moved away from there.
    fn present(&self, mut place: Place, side: Option<Side>) -> Place {
        let is_gone = |node: usize| !self.is_there[node];
        let is_away =
            |node: usize| side.is_none() && self.union.nodes[node].base.is_some() && self.taken.contains_key(&node);
        // Each tile is passed once.
        for _ in 0..=self.union.nodes.len() {
            let Some(above) = place.0.filter(|above| is_gone(*above) || is_away(*above)) else { break };
            let own = &self.union.nodes[above];
            // What a side put somewhere goes up as that side has it.
            let added_by = if own.mine.is_some() { Side::Mine } else { Side::Theirs };
            let by = side.filter(|side| own.of(*side).is_some()).or(own.base.is_none().then_some(added_by));
            if let Some(by) = by {
                place = self.own(by, above);
                continue;
            }
            let (next, is_put) = self.edge(above);
            place = next;
            if is_put {
                break;
            }
        }
        place
    }

    /// All places, free of circles: where one side moved a tile behind another and the other side did the reverse, one move is not taken.
    pub fn settled(mut self, ledger: &mut Ledger) -> Vec<Place> {
        loop {
            let places: Vec<Place> = (0..self.union.nodes.len()).map(|node| self.place(node)).collect();
            let Some(circle) = circle(&places, &self.is_there) else { return places };
            let mover = |side: Side| circle.iter().copied().find(|node| self.taken.get(node) == Some(&side));
            let base_mover = |side: Side| mover(side).filter(|node| self.union.nodes[*node].base.is_some());
            let Some(own) = base_mover(Side::Mine).or_else(|| base_mover(Side::Theirs)) else {
                // Only what was added is in the circle: it hangs where the side that added it had it.
                self.chained.clear();
                if circle.iter().all(|node| self.taken.remove(node).is_none()) {
                    return places;
                }
                continue;
            };
            let at = self.union.nodes[own].at();
            let side = ledger.decide(&at, "circle", || About::Place);
            let loser = match (side, base_mover(Side::Theirs)) {
                (Side::Mine, Some(theirs)) => theirs,
                _ => own,
            };
            self.taken.remove(&loser);
            self.moved[0].remove(&loser);
            self.moved[1].remove(&loser);
        }
    }
}

fn place(document: &Document, key: Option<TileKey>, node: &dyn Fn(TileKey) -> Option<usize>) -> Place {
    let branch = key.and_then(|key| document.tile(key)).map_or(Branch::Default, |tile| tile.branch().clone());
    (key.and_then(|key| document.stem(key)).and_then(node), branch)
}

/// The tiles of a circle, if there is one.
fn circle(places: &[Place], is_there: &[bool]) -> Option<Vec<usize>> {
    // 0: not seen, 1: on the way, 2: leads somewhere.
    let mut marks = vec![0_u8; places.len()];
    for start in (0..places.len()).filter(|node| is_there[*node]) {
        let mut path = Vec::new();
        let mut next = Some(start);
        while let Some(node) = next.filter(|node| marks[*node] == 0) {
            marks[node] = 1;
            path.push(node);
            next = places[node].0;
        }
        if let Some(node) = next.filter(|node| marks[*node] == 1) {
            let from = path.iter().position(|own| *own == node).unwrap_or(0);
            return Some(path.split_off(from));
        }
        for node in path {
            marks[node] = 2;
        }
    }
    None
}

/// Which tiles the result has.
pub(super) fn presence(states: &States, union: &Union, ledger: &mut Ledger) -> Vec<bool> {
    let mut is_there: Vec<bool> = union.nodes.iter().map(|node| node.base.is_none()).collect();
    let moved = [Side::Mine, Side::Theirs].map(|side| {
        let pairs = Pairs::by_id(&states.base, states.of(side));
        rehung(&states.base, states.of(side), &pairs)
    });
    for (index, node) in union.nodes.iter().enumerate() {
        let Some(was) = node.base.and_then(|key| states.base.tile(key)) else { continue };
        let (by, key) = match (node.mine, node.theirs) {
            (Some(_), Some(_)) => {
                is_there[index] = true;
                continue;
            }
            (None, None) => continue,
            (None, Some(key)) => (Side::Mine, key),
            (Some(key), None) => (Side::Theirs, key),
        };
        let Some(is) = states.of(by.other()).tile(key) else { continue };
        let is_touched = super::content::is_changed(&was, &is) || moved[by.other() as usize].contains(&key);
        is_there[index] |= match was.kind() {
            Kind::Root => true,
            // What marks an unused branch is settled by what stands there.
            Kind::Empty => false,
            _ if is_touched => ledger.decide(&node.at(), "removed", || About::Removed { by }) != by,
            _ => false,
        };
        if is_there[index] {
            keep_way_to(states, union, by, index, &mut is_there);
        }
    }
    keep_for_additions(states, union, ledger, &mut is_there);
    is_there
}

/// A tile that is kept although one side took its whole path away comes with the tiles before it.
fn keep_way_to(states: &States, union: &Union, by: Side, node: usize, is_there: &mut [bool]) {
    let mut above = union.nodes[node].base.and_then(|key| states.base.stem(key));
    while let Some(index) = above.and_then(|key| union.of_base(key)) {
        if union.nodes[index].of(by).is_some() || is_there[index] {
            break;
        }
        // What both took away stays away.
        is_there[index] = union.nodes[index].of(by.other()).is_some();
        above = union.nodes[index].base.and_then(|key| states.base.stem(key));
    }
}

/// What one side added behind tiles that the other took away moves up, unless it cannot stand there: then the removal is a clash.
fn keep_for_additions(states: &States, union: &Union, ledger: &mut Ledger, is_there: &mut [bool]) {
    let mut dropped = vec![false; union.nodes.len()];
    for side in [Side::Mine, Side::Theirs] {
        let document = states.of(side);
        for key in crate::reading::Reading::of(document).order {
            let Some(node) = union.of_side(side, key).filter(|node| union.nodes[*node].base.is_none()) else {
                continue;
            };
            let Some(tile) = document.tile(key) else { continue };
            let (mut above, mut branch) = (document.stem(key), tile.branch().clone());
            let mut gone = None;
            let mut behind_dropped = false;
            while let Some(parent) = above {
                let Some(index) = union.of_side(side, parent) else { break };
                behind_dropped |= dropped[index];
                if is_there[index] {
                    break;
                }
                gone = gone.or(Some(index));
                branch = document.tile(parent).map_or(Branch::Default, |tile| tile.branch().clone());
                above = document.stem(parent);
            }
            let parent_kind = above.and_then(|key| document.tile(key)).map(|tile| tile.kind());
            if behind_dropped || (tile.kind() == Kind::Empty && gone.is_some()) {
                is_there[node] = false;
                dropped[node] = true;
                continue;
            }
            let Some(gone) = gone else { continue };
            if parent_kind.is_some_and(|kind| rules::follow(kind, &branch, tile.kind()).is_ok()) {
                continue;
            }
            let at = union.nodes[gone].at();
            let by = side.other();
            if ledger.decide(&at, "removed", || About::Removed { by }) == by {
                is_there[node] = false;
                dropped[node] = true;
            } else {
                is_there[gone] = true;
                keep_way_to(states, union, by, gone, is_there);
            }
        }
    }
}
