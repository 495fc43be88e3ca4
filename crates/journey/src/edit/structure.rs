//! Inserting, removing and moving tiles.

use std::collections::BTreeMap;

use super::arrangement::{Arrangement, Child, Siblings};
use super::numbering;
use super::transaction::Transaction;
use crate::command::{Command, Moving, Place, Removal};
use crate::document::{Document, TileKey};
use crate::json::edit::{self, Step};
use crate::json::quoted;
use crate::kind::{Branch, Kind};
use crate::new_tile::NewTile;
use crate::rules;
use record::Refusal;

/// What a structural edit comes to: the new children of every parent it touches, and the tiles that go.
pub(super) struct Plan {
    touched: BTreeMap<TileKey, Siblings>,
    removed: Vec<TileKey>,
    /// The tile that should be selected afterwards.
    focus: Option<TileKey>,
    /// What followed the place where a new tile with followers of its own goes.
    behind: Vec<Child>,
}

/// Where a tile comes to hang, and which tiles then follow it.
struct Landing {
    parent: TileKey,
    branch: Branch,
    index: usize,
    followers: Vec<Child>,
}

pub(super) fn insert(document: &Document, place: &Place, tile: &NewTile) -> Result<Plan, Refusal> {
    rules::can_create(tile)?;
    let mut arrangement = Arrangement::new(document);
    let key = arrangement.announce(tile.kind);
    let landing = land(document, &mut arrangement, place)?;
    rules::can_parent(document, landing.parent)?;
    rules::follow(arrangement.kind(landing.parent), &landing.branch, tile.kind)?;
    arrangement.detach_all(&landing.followers);
    arrangement.attach(landing.parent, &landing.branch, landing.index, [key]);
    let mut behind = Vec::new();
    if tile.following.is_empty() {
        hang_behind(&mut arrangement, key, &landing.followers)?;
        if tile.kind == Kind::Trigger {
            arrangement.owe_placeholder(key);
        }
    } else {
        let end = rules::end_of_new(tile, !landing.followers.is_empty())?;
        for child in &landing.followers {
            rules::follow(end, &branch_behind(end), arrangement.kind(child.key))?;
        }
        behind = landing.followers;
    }
    Ok(Plan { touched: arrangement.into_touched(), removed: Vec::new(), focus: Some(key), behind })
}

pub(super) fn remove(document: &Document, key: TileKey, with: Removal) -> Result<Plan, Refusal> {
    rules::can_remove(document, key)?;
    let mut arrangement = Arrangement::new(document);
    let focus = document.parent(key);
    let mut removed = vec![key];
    match with {
        Removal::Subtree => {
            removed = document.subtree(key);
            arrangement.detach(key);
        }
        Removal::Tile => {
            lift(document, &mut arrangement, key)?;
            removed.extend(document.children(key).iter().filter(|child| arrangement.kind(**child) == Kind::Empty));
            arrangement.forget(key);
        }
    }
    Ok(Plan { touched: arrangement.into_touched(), removed, focus, behind: Vec::new() })
}

pub(super) fn relocate(document: &Document, key: TileKey, place: &Place, with: Moving) -> Result<Plan, Refusal> {
    rules::can_move(document, key, place, with)?;
    let mut arrangement = Arrangement::new(document);
    match with {
        Moving::Subtree => drop(arrangement.detach(key)),
        Moving::Tile => lift(document, &mut arrangement, key)?,
    }
    let landing = land(document, &mut arrangement, place)?;
    rules::can_parent(document, landing.parent)?;
    rules::follow(arrangement.kind(landing.parent), &landing.branch, arrangement.kind(key))?;
    arrangement.detach_all(&landing.followers);
    if !landing.followers.is_empty() {
        rules::can_parent(document, key)?;
    }
    let end = end_of_path(&mut arrangement, key, !landing.followers.is_empty())?;
    hang_behind(&mut arrangement, end, &landing.followers)?;
    arrangement.attach(landing.parent, &landing.branch, landing.index, [key]);
    Ok(Plan { touched: arrangement.into_touched(), removed: Vec::new(), focus: Some(key), behind: Vec::new() })
}

/// Exchanges the tiles on the two branches of a trigger.
pub(super) fn swap(document: &Document, key: TileKey) -> Result<Plan, Refusal> {
    rules::exists(document, key)?;
    let mut arrangement = Arrangement::new(document);
    let children = arrangement.real_children(key);
    rules::can_swap(arrangement.kind(key), !children.is_empty())?;
    rules::can_parent(document, key)?;
    let (yes, no): (Vec<_>, Vec<_>) = children.into_iter().partition(|child| child.branch == Branch::Yes);
    let no: Vec<_> = no.into_iter().filter(|child| child.branch == Branch::No).collect();
    arrangement.detach_all(&yes);
    arrangement.detach_all(&no);
    arrangement.attach(key, &Branch::Yes, 0, no.iter().map(|child| child.key));
    arrangement.attach(key, &Branch::No, 0, yes.iter().map(|child| child.key));
    arrangement.owe_placeholder(key);
    Ok(Plan { touched: arrangement.into_touched(), removed: Vec::new(), focus: Some(key), behind: Vec::new() })
}

/// Takes a tile out of its path: the tiles behind it move up to its place.
fn lift(document: &Document, arrangement: &mut Arrangement<'_>, key: TileKey) -> Result<(), Refusal> {
    let children = arrangement.real_children(key);
    rules::can_lift(document, key, &children.iter().map(|child| &child.branch).collect::<Vec<_>>())?;
    let Some((parent, place, index)) = arrangement.detach(key) else {
        return if children.is_empty() { Ok(()) } else { Err(rules::hangs_nowhere()) };
    };
    for child in &children {
        rules::move_up(arrangement.kind(parent), &place.branch, arrangement.kind(child.key))?;
    }
    arrangement.detach_all(&children);
    arrangement.attach(parent, &place.branch, index, children.iter().map(|child| child.key));
    Ok(())
}

fn land(document: &Document, arrangement: &mut Arrangement<'_>, place: &Place) -> Result<Landing, Refusal> {
    match place {
        Place::After(key) => {
            rules::exists(document, *key)?;
            rules::has_one_way_on(arrangement.kind(*key))?;
            let followers = arrangement.real_children(*key);
            Ok(Landing { parent: *key, branch: Branch::Default, index: 0, followers })
        }
        Place::Before(key) => {
            rules::exists(document, *key)?;
            let (parent, child, index) = arrangement.locate(*key).ok_or_else(rules::hangs_nowhere)?;
            let branch = child.branch.clone();
            // Before a placeholder means in its place.
            let followers = if arrangement.kind(*key) == Kind::Empty { Vec::new() } else { vec![child] };
            Ok(Landing { parent, branch, index, followers })
        }
        Place::Branch { of, branch, index } => {
            rules::exists(document, *of)?;
            Ok(Landing { parent: *of, branch: branch.clone(), index: *index, followers: Vec::new() })
        }
        Place::Lane(index) => {
            let parent = document.root().ok_or_else(rules::no_root)?;
            Ok(Landing { parent, branch: Branch::Default, index: *index, followers: Vec::new() })
        }
    }
}

/// The tile at the end of a path without branches. With nothing to hang there any end will do.
fn end_of_path(arrangement: &mut Arrangement<'_>, start: TileKey, is_needed: bool) -> Result<TileKey, Refusal> {
    if !is_needed {
        return Ok(start);
    }
    let mut end = start;
    loop {
        let children = arrangement.real_children(end);
        let kind = arrangement.kind(end);
        match children.as_slice() {
            [] => return Ok(end),
            [only] if kind != Kind::Trigger && kind != Kind::Splitter => end = only.key,
            _ => return Err(rules::several_ends()),
        }
    }
}

fn hang_behind(arrangement: &mut Arrangement<'_>, end: TileKey, followers: &[Child]) -> Result<(), Refusal> {
    let kind = arrangement.kind(end);
    for child in followers {
        rules::follow(kind, &branch_behind(kind), arrangement.kind(child.key))?;
    }
    arrangement.attach(end, &branch_behind(kind), usize::MAX, followers.iter().map(|child| child.key));
    Ok(())
}

/// The branch of tiles that stood there before their new parent came.
fn branch_behind(kind: Kind) -> Branch {
    if kind == Kind::Trigger { Branch::Yes } else { Branch::Default }
}

impl Plan {
    pub fn carry_out(mut self, transaction: &mut Transaction<'_>, command: &Command) {
        if let Command::Insert { tile, .. } = command
            && let Some(key) = self.focus
        {
            self.write_new(transaction, key, tile);
        }
        for key in &self.removed {
            transaction.remove(*key);
        }
        for (parent, siblings) in std::mem::take(&mut self.touched) {
            settle(transaction, parent, siblings);
        }
        if let Some(focus) = self.focus {
            transaction.focus(focus);
        }
    }

    /// Writes the new tile and those that come with it, and hangs what stood there behind their end.
    fn write_new(&mut self, transaction: &mut Transaction<'_>, key: TileKey, tile: &NewTile) {
        let stem = self.touched.iter().find_map(|(parent, siblings)| {
            let child = siblings.children.iter().find(|child| child.key == key)?;
            Some((*parent, child.branch.clone()))
        });
        let Some((parent, branch)) = stem else { return };
        let mut written = vec![transaction.append_tile(tile, parent, &branch)];
        for follower in &tile.following {
            let parent = written[follower.behind];
            let key = transaction.append_tile(&follower.tile, parent, &follower.branch);
            written.push(key);
            let child = Child { key, branch: follower.branch.clone(), number: None, is_new: true };
            self.touched.entry(parent).or_default().children.push(child);
        }
        if let (Some(end), false) = (written.last(), self.behind.is_empty()) {
            let kind = transaction.document().tile(*end).map_or(Kind::Other, |tile| tile.kind());
            let hung = self.behind.drain(..).map(|child| Child { branch: branch_behind(kind), is_new: true, ..child });
            self.touched.entry(*end).or_default().children.extend(hung);
        }
        for siblings in self.touched.values_mut() {
            siblings.children.sort_by_key(|child| child.branch.rank());
        }
    }
}

/// Makes the stored form of one parent's children true: placeholders, then numbers, then the members that place them.
fn settle(transaction: &mut Transaction<'_>, parent: TileKey, mut siblings: Siblings) {
    let Some(tile) = transaction.document().tile(parent) else { return };
    let (parent_id, is_trigger) = (tile.activity_id().to_owned(), tile.kind() == Kind::Trigger);
    let kind = |transaction: &Transaction<'_>, key| transaction.document().tile(key).map(|tile| tile.kind());
    let is_empty = |transaction: &Transaction<'_>, child: &Child| kind(transaction, child.key) == Some(Kind::Empty);

    let (placeholders, real): (Vec<_>, Vec<_>) =
        siblings.children.iter().cloned().partition(|child| is_empty(transaction, child));
    for placeholder in placeholders {
        let is_replaced = real.iter().any(|child| child.is_new && child.branch == placeholder.branch);
        if is_replaced {
            siblings.children.retain(|child| child.key != placeholder.key);
            transaction.remove(placeholder.key);
        }
    }
    let is_bare = siblings.children.iter().all(|child| child.branch != Branch::No);
    if is_trigger && siblings.owes_placeholder && is_bare {
        let key = transaction.append_tile(&NewTile::of(Kind::Empty), parent, &Branch::No);
        let at = siblings.children.partition_point(|child| child.branch.rank() <= Branch::No.rank());
        siblings.children.insert(at, Child { key, branch: Branch::No, number: None, is_new: true });
    }
    let before: Vec<_> = siblings.children.iter().map(|child| child.number).collect();
    numbering::assign(&mut siblings.children);
    for (child, before) in siblings.children.iter().zip(before) {
        if child.is_new || child.number != before {
            hang(transaction, child, &parent_id);
        }
    }
}

/// Writes what places a tile, where it is not so already.
fn hang(transaction: &mut Transaction<'_>, child: &Child, parent_id: &str) {
    let Some(tile) = transaction.document().tile(child.key) else { return };
    let mut text = tile.text().to_owned();
    let mut set = |name: &str, value: String| {
        if let Ok(edited) = edit::set(&text, &[Step::Name(name.to_owned())], &value) {
            text = edited;
        }
    };
    if tile.parent_id() != Some(parent_id) {
        set("ParentActivityId", quoted(parent_id));
    }
    if let Some(number) = child.number.filter(|number| tile.branch_number() != Some(*number)) {
        set("ParentBranchId", number.to_string());
    }
    if *tile.branch() != child.branch {
        set("ParentRelationshipType", quoted(child.branch.stored()));
    }
    transaction.rewrite(child.key, text);
}
