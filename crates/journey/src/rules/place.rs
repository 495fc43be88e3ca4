//! What may be inserted, removed and moved.

use std::collections::BTreeSet;

use super::nesting::{follow, nest};
use crate::command::{Moving, Place};
use crate::document::{Document, TileKey};
use crate::json::Json;
use crate::kind::{Branch, Kind};
use crate::new_tile::{NewItem, NewTile};
use record::Refusal;

/// Fails when the tile was removed meanwhile.
pub(crate) fn exists(document: &Document, key: TileKey) -> Result<(), Refusal> {
    document.tile(key).map(drop).ok_or_else(|| Refusal::new("no-such-tile", "This tile is no longer there."))
}

/// Whether the stored form of a new tile, and of all that comes with it, is known.
pub(crate) fn can_create(tile: &NewTile) -> Result<(), Refusal> {
    let mut kinds = vec![tile.kind];
    for (index, follower) in tile.following.iter().enumerate() {
        let Some(parent) = kinds.get(follower.behind).copied().filter(|_| follower.behind <= index) else {
            return Err(Refusal::new("no-such-tile", "What was copied does not hang together."));
        };
        follow(parent, &follower.branch, follower.tile.kind)?;
        kinds.push(follower.tile.kind);
    }
    for tile in std::iter::once(tile).chain(tile.following.iter().map(|follower| &follower.tile)) {
        if !tile.is_copy() && (!tile.kind.creatable() || tile.kind == Kind::SegmentItem) {
            return Err(form_not_known(tile.kind));
        }
        is_shallow(&tile.members)?;
        for item in &tile.nested {
            if !tile.is_copy() {
                nest(tile.kind, item.kind)?;
            }
            can_create_item(item)?;
        }
    }
    if tile.kind == Kind::Empty { Err(placeholder()) } else { Ok(()) }
}

/// Whether the stored form of a new item is known.
pub(crate) fn can_create_item(item: &NewItem) -> Result<(), Refusal> {
    is_shallow(&item.members)?;
    if item.is_copy() || item.kind.creatable() { Ok(()) } else { Err(form_not_known(item.kind)) }
}

fn form_not_known(kind: Kind) -> Refusal {
    let reason = format!(
        "How a tile of type {} is stored was never published, so a new one cannot be made here. Existing ones can be copied.",
        kind.label()
    );
    Refusal::new("form-not-known", reason)
}

/// Values nested so deep that the whole design could not be read again are not written.
fn is_shallow(members: &[(String, Json)]) -> Result<(), Refusal> {
    let is_readable = |(_, value): &(String, Json)| Json::parse(&format!("[[[[[{value}]]]]]")).is_some();
    if members.iter().all(is_readable) { Ok(()) } else { Err(too_deep()) }
}

pub(crate) fn too_deep() -> Refusal {
    Refusal::new("too-deep", "This value is nested too deep to be kept in the design.")
}

/// Whether tiles can be hung on this one: its id must lead to it.
pub(crate) fn can_parent(document: &Document, key: TileKey) -> Result<(), Refusal> {
    let id = document.tile(key).map_or("", |tile| tile.activity_id());
    if document.find(id) == Some(key) {
        return Ok(());
    }
    let reason = if id.is_empty() {
        "This tile has no id, so nothing can be placed behind it.".to_owned()
    } else {
        format!("Another tile has the same id ({id}), so it would not be clear behind which of them the new place is.")
    };
    Err(Refusal::new("id-not-unique", reason))
}

/// Whether a tile may be removed at all.
pub(crate) fn can_remove(document: &Document, key: TileKey) -> Result<(), Refusal> {
    exists(document, key)?;
    if document.root() == Some(key) {
        return Err(Refusal::new("root", "The root holds all paths together and cannot be removed."));
    }
    match document.tile(key).map(|tile| tile.kind()) {
        Some(Kind::Empty) if is_needed(document, key) => Err(placeholder()),
        _ => Ok(()),
    }
}

/// Whether a tile may be taken out of its path while its followers, on these branches, stay.
pub(crate) fn can_lift(document: &Document, key: TileKey, branches: &[&Branch]) -> Result<(), Refusal> {
    let different: BTreeSet<_> = branches.iter().collect();
    if document.tile(key).is_some_and(|tile| tile.kind() == Kind::Trigger) && different.len() > 1 {
        let reason = "Tiles follow this trigger on both branches, and they cannot all move up to one place. \
                      Take the whole path, or empty one branch first.";
        return Err(Refusal::new("both-branches", reason));
    }
    Ok(())
}

/// Whether the branches of a tile can be exchanged.
pub(crate) fn can_swap(kind: Kind, has_followers: bool) -> Result<(), Refusal> {
    if kind != Kind::Trigger {
        let reason = format!("{} has no Yes and No branches.", kind.label());
        return Err(Refusal::new("no-such-branch", reason));
    }
    if has_followers {
        Ok(())
    } else {
        Err(Refusal::new("nothing-to-swap", "No tile stands on either branch of this trigger."))
    }
}

/// Whether a tile may be moved there.
pub(crate) fn can_move(document: &Document, key: TileKey, place: &Place, with: Moving) -> Result<(), Refusal> {
    exists(document, key)?;
    if document.root() == Some(key) {
        return Err(Refusal::new("root", "The root holds all paths together and cannot be moved."));
    }
    if document.tile(key).is_some_and(|tile| tile.kind() == Kind::Empty) {
        return Err(placeholder());
    }
    let (Place::After(target) | Place::Before(target) | Place::Branch { of: target, .. }) = place else {
        return Ok(());
    };
    if *target == key {
        return Err(Refusal::new("cycle", "A tile cannot be moved behind or before itself."));
    }
    let mut above = Some(*target);
    while let Some(tile) = above.filter(|_| with == Moving::Subtree) {
        if tile == key {
            return Err(Refusal::new("cycle", "A path cannot be moved to a place within itself."));
        }
        above = document.parent(tile);
    }
    Ok(())
}

/// The kind of the tile at the end of a new path; with nothing to hang there any end will do.
pub(crate) fn end_of_new(tile: &NewTile, is_needed: bool) -> Result<Kind, Refusal> {
    let mut end = tile.kind;
    for (index, follower) in tile.following.iter().enumerate() {
        if is_needed && (follower.behind != index || matches!(end, Kind::Trigger | Kind::Splitter)) {
            return Err(several_ends());
        }
        end = follower.tile.kind;
    }
    Ok(end)
}

pub(crate) fn several_ends() -> Refusal {
    let reason = "This path has several ends, so it is not clear behind which one the following tiles go. \
                  Add it as a path of its own, or to the end of a path.";
    Refusal::new("several-ends", reason)
}

pub(crate) fn hangs_nowhere() -> Refusal {
    let reason =
        "This tile is not connected to the journey. Move it, with all that follows, to a place in the journey first.";
    Refusal::new("not-connected", reason)
}

pub(crate) fn no_root() -> Refusal {
    Refusal::new("no-root", "The journey has no root to begin a path at. Add a new swimlane first.")
}

fn placeholder() -> Refusal {
    Refusal::new("placeholder", "This marks an unused branch. Add a tile to the branch and it goes away by itself.")
}

/// Whether a placeholder does its duty; one beside other tiles, or not behind a trigger, is a leftover.
fn is_needed(document: &Document, key: TileKey) -> bool {
    let Some(parent) = document.parent(key).and_then(|parent| document.tile(parent)) else { return false };
    let branch = document.tile(key).map(|tile| tile.branch().clone());
    let siblings = document.children(parent.key()).iter().filter_map(|sibling| document.tile(*sibling));
    parent.kind() == Kind::Trigger
        && siblings.filter(|tile| Some(tile.branch()) == branch.as_ref()).all(|sibling| sibling.key() == key)
}
