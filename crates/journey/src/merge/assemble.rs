//! The merged design as text.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::places::Place;
use super::union::{Union, follow_sources, item_path, set};
use super::{Side, States};
use crate::activity::Activity;
use crate::document::{Document, TileKey};
use crate::edit::{Child, Counters, assign};
use crate::json::edit::{self, Step};
use crate::json::quoted;
use crate::kind::{Branch, Kind};
use crate::new_tile::{Stem, placeholder_text};

/// The tiles of the result with their texts.
pub(super) struct Assembly<'s> {
    pub states: &'s States,
    pub union: &'s Union,
    /// By node; `None` for what the result does not have.
    pub texts: Vec<Option<String>>,
    pub places: Vec<Place>,
}

impl Assembly<'_> {
    /// The definition, and the node of each of its elements in order; `None` for a placeholder that is new.
    pub fn write(mut self, counters: &mut Counters) -> (String, Vec<Option<usize>>) {
        self.disentangle(counters);
        self.drop_placeholders();
        let added = self.add_placeholders(counters);
        let order = self.order();
        self.number(&order);
        self.hang();
        self.join(&order, added)
    }

    /// Gives tiles that theirs does not have ids and item numbers that nothing of theirs has. Mine was renumbered before; this is for
    /// tiles that come back although theirs put others in their place.
    fn disentangle(&mut self, counters: &mut Counters) {
        let (mut ids, mut taken) = (HashSet::new(), HashSet::new());
        let theirs = |node: usize| self.union.nodes[node].theirs.and_then(|key| self.states.theirs.tile(key));
        let its_numbers = |node: usize| -> HashSet<i64> {
            theirs(node).map_or(&[][..], |tile| tile.items()).iter().filter_map(crate::Item::number).collect()
        };
        let mut found = Vec::new();
        for (node, text) in self.texts.iter().enumerate() {
            let Some(activity) = text.as_deref().map(Activity::read) else { continue };
            if theirs(node).is_some() {
                taken.extend(its_numbers(node));
                ids.insert(activity.id.to_string());
            }
            found.push((node, activity));
        }
        let mut own = Vec::new();
        for (node, activity) in found {
            let numbers = its_numbers(node);
            let is_own = |number: &i64| taken.contains(number) && !numbers.contains(number);
            if theirs(node).is_none() || activity.items.iter().filter_map(crate::Item::number).any(|n| is_own(&n)) {
                own.push((node, activity, numbers));
            }
        }
        let mut numbers = HashMap::new();
        for (node, activity, its) in &own {
            let is_new = self.union.nodes[*node].theirs.is_none();
            let Some(text) = &mut self.texts[*node] else { continue };
            if is_new && !activity.id.is_empty() && !ids.insert(activity.id.to_string()) {
                let id = loop {
                    let id = format!("{}_{}", activity.id, counters.next_activity());
                    if self.states.mine.find(&id).is_none() && ids.insert(id.clone()) {
                        break id;
                    }
                };
                set(text, &[Step::Name("ActivityId".to_owned())], &quoted(&id));
            }
            for (index, item) in activity.items.iter().enumerate() {
                if let Some(number) = item.number().filter(|number| taken.contains(number) && !its.contains(number)) {
                    let fresh = counters.next_item();
                    numbers.insert(number, fresh);
                    set(text, &item_path(index, "ActivityItemId"), &fresh.to_string());
                }
            }
        }
        for (node, ..) in own.iter().filter(|_| !numbers.is_empty()) {
            if let Some(text) = &mut self.texts[*node] {
                follow_sources(text, &numbers);
            }
        }
    }

    fn kind(&self, node: usize) -> Kind {
        let own = &self.union.nodes[node];
        let tile =
            |document: &Document, key: Option<TileKey>| key.and_then(|key| document.tile(key)).map(|tile| tile.kind());
        tile(&self.states.mine, own.mine)
            .or_else(|| tile(&self.states.theirs, own.theirs))
            .or_else(|| tile(&self.states.base, own.base))
            .unwrap_or(Kind::Other)
    }

    fn children(&self) -> BTreeMap<usize, Vec<usize>> {
        let mut children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (node, (parent, _)) in self.places.iter().enumerate() {
            if let (Some(parent), true) = (parent, self.texts[node].is_some()) {
                children.entry(*parent).or_default().push(node);
            }
        }
        children
    }

    /// A placeholder goes when the other side put a tile on its branch, or took its trigger away.
    fn drop_placeholders(&mut self) {
        for (parent, children) in self.children() {
            let is_trigger = self.kind(parent) == Kind::Trigger;
            let real: HashSet<u8> = children
                .iter()
                .filter(|node| self.kind(**node) != Kind::Empty)
                .map(|node| self.places[*node].1.rank())
                .collect();
            for node in children {
                if self.kind(node) != Kind::Empty {
                    continue;
                }
                let is_beside = real.contains(&self.places[node].1.rank());
                let was_beside = [Side::Mine, Side::Theirs].into_iter().any(|side| self.stood_beside(side, node));
                let was_stray = [Side::Mine, Side::Theirs].into_iter().any(|side| self.was_stray(side, node));
                if (is_beside && !was_beside) || (!is_trigger && !was_stray) {
                    self.texts[node] = None;
                }
            }
        }
    }

    /// Whether a side already had a placeholder beside real tiles, as stored data may.
    fn stood_beside(&self, side: Side, node: usize) -> bool {
        let document = self.states.of(side);
        let Some(key) = self.union.nodes[node].of(side) else { return false };
        let branch = document.tile(key).map(|tile| tile.branch().rank());
        let siblings = document.stem(key).map_or(&[][..], |parent| document.children(parent));
        siblings
            .iter()
            .filter_map(|key| document.tile(*key))
            .any(|tile| tile.kind() != Kind::Empty && Some(tile.branch().rank()) == branch)
    }

    fn was_stray(&self, side: Side, node: usize) -> bool {
        let document = self.states.of(side);
        let Some(key) = self.union.nodes[node].of(side) else { return false };
        let parent = document.stem(key).and_then(|parent| document.tile(parent));
        parent.is_none_or(|parent| parent.kind() != Kind::Trigger)
    }

    /// A No branch that both sides emptied together gets its mark.
    fn add_placeholders(&self, counters: &mut Counters) -> Vec<String> {
        let children = self.children();
        let mut added = Vec::new();
        for node in (0..self.texts.len()).filter(|node| self.texts[*node].is_some()) {
            let is_trigger = self.kind(node) == Kind::Trigger;
            let is_no = |child: &usize| self.places[*child].1 == Branch::No;
            let is_bare = !children.get(&node).is_some_and(|children| children.iter().any(is_no));
            let had_mark = [Side::Mine, Side::Theirs].into_iter().all(|side| self.has_no_branch(side, node));
            if is_trigger && is_bare && had_mark {
                let parent_id = self.id(node);
                let id = loop {
                    let id = format!("{parent_id}_{}", counters.next_activity());
                    if self.states.mine.find(&id).is_none() && self.states.theirs.find(&id).is_none() {
                        break id;
                    }
                };
                let number = children.get(&node).map_or(0, Vec::len).max(1) as i64;
                let stem = Stem { parent_id: &parent_id, branch: &Branch::No, number, target: "" };
                added.push(placeholder_text(&id, &stem));
            }
        }
        added
    }

    fn has_no_branch(&self, side: Side, node: usize) -> bool {
        let document = self.states.of(side);
        let children = self.union.nodes[node].of(side).map_or(&[][..], |key| document.children(key));
        children.iter().filter_map(|key| document.tile(*key)).any(|tile| *tile.branch() == Branch::No)
    }

    fn id(&self, node: usize) -> String {
        self.texts[node].as_ref().map_or(String::new(), |text| Activity::read(text.as_str()).id.to_string())
    }

    /// The stored order: mine's, or theirs' when mine left it as it was; what only the other has stands behind what stands before it
    /// there.
    fn order(&self) -> Vec<usize> {
        let leading = self.leading();
        let nodes = |side: Side| {
            let document = self.states.of(side);
            let nodes = document.keys().filter_map(move |key| self.union.of_side(side, key));
            nodes.collect::<Vec<_>>()
        };
        let (first, second) = (nodes(leading), nodes(leading.other()));
        let known: HashSet<usize> = first.iter().copied().collect();
        let mut behind: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        let mut last = None;
        for node in second {
            if known.contains(&node) {
                last = Some(node);
            } else {
                behind.entry(last).or_default().push(node);
            }
        }
        let mut order = behind.remove(&None).unwrap_or_default();
        // The root stays first.
        let at_start = std::mem::take(&mut order);
        for (index, node) in first.into_iter().enumerate() {
            order.push(node);
            if index == 0 {
                order.extend(at_start.iter().copied());
            }
            order.extend(behind.remove(&Some(node)).unwrap_or_default());
        }
        if order.is_empty() {
            order = at_start;
        }
        order.retain(|node| self.texts[*node].is_some());
        order
    }

    /// The side whose list and separators are taken.
    fn leading(&self) -> Side {
        if self.states.base.has_same_list(&self.states.mine) { Side::Theirs } else { Side::Mine }
    }

    /// Gives the children of parents to which both sides contributed numbers that keep them apart.
    fn number(&mut self, order: &[usize]) {
        let stored: HashMap<usize, usize> = order.iter().copied().zip(0..).collect();
        for (parent, mut nodes) in self.children() {
            if nodes.len() < 2 || self.is_as_one_side(parent, &nodes) {
                continue;
            }
            nodes.sort_by_key(|node| {
                let number = self.number_of(*node).unwrap_or(i64::MAX);
                (self.places[*node].1.rank(), number, stored.get(node).copied())
            });
            let mut children: Vec<Child> = nodes
                .iter()
                .map(|node| Child {
                    key: TileKey::of_slot(*node),
                    branch: self.places[*node].1.clone(),
                    number: self.number_of(*node),
                    is_new: self.union.nodes[*node].theirs.is_none(),
                })
                .collect();
            assign(&mut children);
            for (node, child) in nodes.into_iter().zip(children) {
                if let (Some(number), true) = (child.number, child.number != self.number_of(node)) {
                    self.set(node, "ParentBranchId", &number.to_string());
                }
            }
        }
    }

    /// Whether the children of a parent are just those that one side has there, with the numbers it gave them.
    fn is_as_one_side(&self, parent: usize, nodes: &[usize]) -> bool {
        [Side::Mine, Side::Theirs].into_iter().any(|side| {
            let document = self.states.of(side);
            let children = self.union.nodes[parent].of(side).map_or(&[][..], |key| document.children(key));
            children.len() == nodes.len()
                && nodes.iter().all(|node| {
                    let tile = self.union.nodes[*node].of(side).and_then(|key| document.tile(key));
                    tile.is_some_and(|tile| {
                        children.contains(&tile.key()) && tile.branch_number() == self.number_of(*node)
                    })
                })
        })
    }

    fn number_of(&self, node: usize) -> Option<i64> {
        self.texts[node].as_ref().and_then(|text| Activity::read(text.as_str()).number)
    }

    fn set(&mut self, node: usize, name: &str, value: &str) {
        if let Some(text) = &mut self.texts[node]
            && let Ok(edited) = edit::set(text, &[Step::Name(name.to_owned())], value)
        {
            *text = edited;
        }
    }

    /// Writes what places each tile, where it is not so already.
    fn hang(&mut self) {
        let ids: Vec<String> = (0..self.texts.len()).map(|node| self.id(node)).collect();
        for node in 0..self.texts.len() {
            let Some(text) = &self.texts[node] else { continue };
            let activity = Activity::read(text.as_str());
            let (parent, branch) = self.places[node].clone();
            let Some(parent) = parent else { continue };
            if activity.parent.as_deref() != Some(ids[parent].as_str()) {
                self.set(node, "ParentActivityId", &quoted(&ids[parent]));
            }
            if activity.branch != branch {
                self.set(node, "ParentRelationshipType", &quoted(branch.stored()));
            }
        }
    }

    fn join(&self, order: &[usize], added: Vec<String>) -> (String, Vec<Option<usize>>) {
        let leading = self.states.of(self.leading());
        let separators = |document: &Document, side: Side| -> HashMap<usize, Box<str>> {
            let entries =
                document.entries().filter_map(|(key, before)| Some((self.union.of_side(side, key)?, before.into())));
            entries.collect()
        };
        let side = self.leading();
        let (own, other) = (separators(leading, side), separators(self.states.of(side.other()), side.other()));
        let (head, first, tail) = leading.shell();
        let usual = leading.entries().nth(1).map_or(",", |(_, before)| before).to_owned();
        let mut text = if head.contains('[') { head.to_owned() } else { "[".to_owned() };
        let mut nodes = Vec::new();
        let texts = order.iter().map(|node| (Some(*node), self.texts[*node].as_deref().unwrap_or_default()));
        for (node, source) in texts.chain(added.iter().map(|source| (None, source.as_str()))) {
            let separator = match node {
                _ if nodes.is_empty() => first,
                Some(node) => own.get(&node).or_else(|| other.get(&node)).map_or(usual.as_str(), |before| before),
                None => &usual,
            };
            let separator = if nodes.is_empty() || separator.contains(',') { separator } else { &usual };
            text.push_str(separator);
            text.push_str(source);
            nodes.push(node);
        }
        text.push_str(if tail.contains(']') { tail } else { "]" });
        (text, nodes)
    }
}
