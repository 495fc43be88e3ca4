//! The tiles of three states of one journey, each once.

use std::collections::{HashMap, HashSet};

use super::{Side, Where};
use crate::activity::Activity;
use crate::compare::pairs::{Pairs, items_by_number};
use crate::conditions::conditions;
use crate::document::{Delta, Document, TileKey};
use crate::edit::Counters;
use crate::item::Item;
use crate::json::edit::{self, Step};
use crate::json::{Json, quoted};
use crate::kind::Kind;
use crate::tile::Tile;

/// One tile, as far as each state has it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Node {
    pub base: Option<TileKey>,
    pub mine: Option<TileKey>,
    pub theirs: Option<TileKey>,
}

impl Node {
    pub fn at(&self) -> Where {
        Where { base: self.base, mine: self.mine, theirs: self.theirs }
    }

    pub fn of(&self, side: Side) -> Option<TileKey> {
        match side {
            Side::Mine => self.mine,
            Side::Theirs => self.theirs,
        }
    }
}

/// All tiles.
#[derive(Debug)]
pub(super) struct Union {
    pub nodes: Vec<Node>,
    base: Vec<Option<usize>>,
    mine: Vec<Option<usize>>,
    theirs: Vec<Option<usize>>,
}

impl Union {
    /// A tile of the base is the same in another state if it has its id and type. A tile that both sides added is one tile only if it is
    /// alike: two people who add a tile each are given the same id.
    pub fn of(base: &Document, mine: &Document, theirs: &Document) -> Self {
        let (to_mine, to_theirs) = (Pairs::by_id(base, mine), Pairs::by_id(base, theirs));
        let mut union = Self {
            nodes: Vec::new(),
            base: vec![None; base.slots()],
            mine: vec![None; mine.slots()],
            theirs: vec![None; theirs.slots()],
        };
        for key in base.keys() {
            union.add(Node { base: Some(key), mine: to_mine.after(key), theirs: to_theirs.after(key) });
        }
        for key in mine.keys().filter(|key| to_mine.before(*key).is_none()) {
            let twin = mine.tile(key).and_then(|tile| {
                let twin = theirs.find(tile.activity_id()).filter(|key| to_theirs.before(*key).is_none())?;
                is_alike(&tile, &theirs.tile(twin)?).then_some(twin)
            });
            union.add(Node { mine: Some(key), theirs: twin, ..Node::default() });
        }
        for key in theirs.keys().filter(|key| to_theirs.before(*key).is_none()) {
            if union.of_theirs(key).is_none() {
                union.add(Node { theirs: Some(key), ..Node::default() });
            }
        }
        union
    }

    fn add(&mut self, node: Node) {
        let index = self.nodes.len();
        for (places, key) in [(&mut self.base, node.base), (&mut self.mine, node.mine), (&mut self.theirs, node.theirs)]
        {
            if let Some(key) = key {
                places[key.slot()] = Some(index);
            }
        }
        self.nodes.push(node);
    }

    pub fn of_base(&self, key: TileKey) -> Option<usize> {
        self.base.get(key.slot()).copied().flatten()
    }

    pub fn of_theirs(&self, key: TileKey) -> Option<usize> {
        self.theirs.get(key.slot()).copied().flatten()
    }

    pub fn of_side(&self, side: Side, key: TileKey) -> Option<usize> {
        match side {
            Side::Mine => self.mine.get(key.slot()).copied().flatten(),
            Side::Theirs => self.of_theirs(key),
        }
    }
}

fn is_alike(mine: &Tile<'_>, theirs: &Tile<'_>) -> bool {
    let headers = mine.header().zip(theirs.header());
    mine.kind() == theirs.kind()
        // A journey has one root, whoever added it.
        && (mine.kind() == Kind::Root || mine.text() == theirs.text() || headers.is_some_and(|(mine, theirs)| is_item_alike(mine, theirs)))
}

fn is_item_alike(mine: &Item, theirs: &Item) -> bool {
    let is_named = !mine.name().is_empty() && mine.name() != format!("New {}", mine.kind().label());
    mine.kind() == theirs.kind()
        && mine.number() == theirs.number()
        && (mine.text() == theirs.text()
            || (mine.record().is_some() && mine.record() == theirs.record())
            || (is_named && mine.name() == theirs.name()))
}

/// Gives what mine added ids and item numbers that theirs did not give out as well, and lets rules of triggers follow. Keys stay.
pub(super) fn renumbered(base: &Document, mine: &Document, theirs: &Document, counters: &mut Counters) -> Document {
    let union = Union::of(base, mine, theirs);
    let mut texts: HashMap<TileKey, String> = HashMap::new();
    let mut ids: HashMap<TileKey, String> = HashMap::new();
    let mut numbers: HashMap<i64, i64> = HashMap::new();
    let taken: HashSet<i64> = theirs.tiles().flat_map(|tile| tile.items().iter().filter_map(Item::number)).collect();
    for node in &union.nodes {
        let Some(tile) = node.mine.and_then(|key| mine.tile(key)) else { continue };
        let is_new = node.base.is_none() && node.theirs.is_none();
        if is_new && !tile.activity_id().is_empty() && theirs.find(tile.activity_id()).is_some() {
            let parent = tile.parent_id().unwrap_or("01").to_owned();
            let id = loop {
                let id = format!("{parent}_{}", counters.next_activity());
                if theirs.find(&id).is_none() && mine.find(&id).is_none() {
                    break id;
                }
            };
            // Of tiles that share an id the first is the one that others hang on.
            if mine.find(tile.activity_id()) == Some(tile.key()) {
                ids.insert(tile.key(), id.clone());
            }
            set(text_of(&mut texts, &tile), &[Step::Name("ActivityId".to_owned())], &quoted(&id));
        }
        let known = node.base.and_then(|key| base.tile(key));
        let twin = node.theirs.and_then(|key| theirs.tile(key)).filter(|_| node.base.is_none());
        let was = known.or(twin).map_or(&[][..], |tile| tile.items());
        let matching = items_by_number(was, tile.items());
        let others = node.theirs.and_then(|key| theirs.tile(key)).map_or(&[][..], |tile| tile.items());
        for (index, item) in tile.items().iter().enumerate() {
            let number = item.number().filter(|number| taken.contains(number));
            let is_shared = others.iter().any(|other| other.number() == item.number() && is_item_alike(item, other));
            if let (None, Some(number), false) = (matching.backward[index], number, is_shared) {
                let fresh = counters.next_item();
                numbers.insert(number, fresh);
                set(text_of(&mut texts, &tile), &item_path(index, "ActivityItemId"), &fresh.to_string());
            }
        }
    }
    if texts.is_empty() {
        return mine.clone();
    }
    for tile in mine.tiles() {
        if let Some(id) = mine.stem(tile.key()).and_then(|parent| ids.get(&parent)) {
            set(text_of(&mut texts, &tile), &[Step::Name("ParentActivityId".to_owned())], &quoted(id));
        }
        if tile.kind() == Kind::Trigger && !numbers.is_empty() {
            follow_sources(text_of(&mut texts, &tile), &numbers);
        }
    }
    let mut mine = mine.clone();
    for (key, text) in texts {
        mine.apply(Delta::content(key, text));
    }
    mine.plant();
    mine
}

fn text_of<'t>(texts: &'t mut HashMap<TileKey, String>, tile: &Tile<'_>) -> &'t mut String {
    texts.entry(tile.key()).or_insert_with(|| tile.text().to_owned())
}

pub(super) fn set(text: &mut String, path: &[Step], value: &str) {
    if let Ok(edited) = edit::set(text, path, value) {
        *text = edited;
    }
}

/// From an activity to a member of one of its items.
pub(super) fn item_path(item: usize, member: &str) -> Vec<Step> {
    vec![
        Step::Name("Properties".to_owned()),
        Step::Name("Items".to_owned()),
        Step::Index(item),
        Step::Name(member.to_owned()),
    ]
}

/// Rewrites the numbers by which the rules of a trigger name items.
pub(super) fn follow_sources(text: &mut String, numbers: &HashMap<i64, i64>) {
    let activity = Activity::read(text.as_str());
    let Some(header) = activity.items.first().filter(|_| activity.kind == Kind::Trigger) else { return };
    for (index, condition) in conditions(header).into_iter().enumerate() {
        let Some(fresh) = condition.source.and_then(|number| numbers.get(&number)) else { continue };
        let mut path = item_path(0, "ConditionExpressions");
        path.extend([Step::Index(index), Step::Name("SourceActivityItemId".to_owned())]);
        let is_quoted = edit::source(text, &path).is_some_and(|value| value.starts_with('"'));
        let value = if is_quoted { Json::text(fresh.to_string()) } else { Json::number(*fresh) };
        set(text, &path, &value.to_string());
    }
}
