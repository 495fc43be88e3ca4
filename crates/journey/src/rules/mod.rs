//! What may be done, and why not. Every way in asks the same rules.

mod locks;
mod nesting;
mod place;
mod values;

use crate::command::{Command, ItemRef};
use crate::compare::is_same_value;
use crate::document::Document;
use crate::incoming::Incoming;
use crate::item::Item;
use crate::json::edit::Step;
use crate::kind::Kind;
use record::Refusal;

pub(crate) use locks::Locks;
pub(crate) use nesting::{follow, has_one_way_on, move_up, nest};
pub(crate) use place::{
    can_create, can_create_item, can_lift, can_move, can_parent, can_remove, can_swap, end_of_new, exists,
    hangs_nowhere, no_root, several_ends, too_deep,
};

/// Rules that need no plan: locks, and what a single command names. `All` is judged part by part.
pub(crate) fn check(document: &Document, locks: &Locks, command: &Command) -> Result<(), Refusal> {
    if let Command::Set { column, value } = command {
        let spec = crate::settings::setting_spec(column).ok_or_else(|| no_such_column(column))?;
        locks.column(spec)?;
        return values::check(spec, value);
    }
    if let Command::Take(incoming) = command {
        return take(document, locks, incoming);
    }
    if !document.is_editable() {
        return Err(not_readable());
    }
    match command {
        Command::Insert { .. }
        | Command::Remove { .. }
        | Command::Move { .. }
        | Command::Paste { .. }
        | Command::SwapBranches { .. } => return locks.pipeline(),
        _ => locks.tile_settings()?,
    }
    match command {
        Command::ChooseRecord { at, record: Some(_) } => {
            let kind = item(document, *at)?.kind();
            if !kind.takes_record() {
                let reason = format!("A tile of type {} does not refer to a record.", kind.label());
                return Err(Refusal::new("takes-no-record", reason));
            }
        }
        Command::SetMember { path, .. } => {
            if let Some(Step::Name(name)) = path.first()
                && ["ActivityItemId", "ActivityTypeId"].contains(&name.as_str())
            {
                return Err(fixed(name));
            }
            if !matches!(path.first(), Some(Step::Name(_))) {
                return Err(Refusal::new("no-such-member", "There is no such setting at this tile."));
            }
        }
        Command::SetTileMember { name, .. } => {
            let placed = [
                "ActivityId",
                "ActivityTypeId",
                "ParentActivityId",
                "ParentBranchId",
                "ParentRelationshipType",
                "Properties",
            ];
            if placed.contains(&name.as_str()) {
                return Err(fixed(name));
            }
        }
        Command::AddItem { tile, item, .. } => {
            exists(document, *tile)?;
            nest(document.tile(*tile).map_or(Kind::Other, |tile| tile.kind()), item.kind)?;
            can_create_item(item)?;
        }
        Command::RemoveItem { at } => can_remove_item(document, *at)?,
        Command::MoveItem { from, to, .. } if *from == 0 || *to == 0 => return Err(header()),
        _ => {}
    }
    Ok(())
}

/// Whether a whole journey may be taken over. What was stored meanwhile may: its steps were judged when they were made.
fn take(document: &Document, locks: &Locks, incoming: &Incoming) -> Result<(), Refusal> {
    if incoming.is_merged {
        return locks.tile_settings();
    }
    if incoming.definition != document.definition() {
        locks.pipeline()?;
    }
    let settings = incoming.settings.iter();
    let changed = settings.filter(|(column, value)| !is_same_value(value, document.settings().get(column)));
    for (column, value) in changed {
        let spec = crate::settings::setting_spec(column).ok_or_else(|| no_such_column(column))?;
        locks.column(spec)?;
        values::check(spec, value)?;
    }
    Ok(())
}

pub(crate) fn not_readable() -> Refusal {
    let reason = "The stored design could not be read, so changing it could lose what is there. Its settings can still be edited.";
    Refusal::new("not-readable", reason)
}

fn no_such_column(column: &str) -> Refusal {
    Refusal::new("no-such-column", format!("“{column}” is not a setting of a journey that can be edited."))
}

/// The item, or why there is none.
pub(crate) fn item(document: &Document, at: ItemRef) -> Result<&Item, Refusal> {
    exists(document, at.tile)?;
    let item = document.activity(at.tile).and_then(|activity| activity.items.get(at.item));
    item.ok_or_else(|| Refusal::new("no-such-item", "This item is no longer there."))
}

fn can_remove_item(document: &Document, at: ItemRef) -> Result<(), Refusal> {
    let kind = item(document, at)?.kind();
    if at.item == 0 {
        return Err(header());
    }
    let segments = document
        .tile(at.tile)
        .map_or(0, |tile| tile.items().iter().skip(1).filter(|item| item.kind() == Kind::SegmentItem).count());
    if kind == Kind::SegmentItem && segments == 1 {
        let reason =
            "A segment group keeps at least one segment. Choose another segment here, or remove the whole group.";
        return Err(Refusal::new("last-segment", reason));
    }
    Ok(())
}

fn header() -> Refusal {
    Refusal::new("header", "This is the tile itself, not something nested in it. Remove or move the tile instead.")
}

fn fixed(name: &str) -> Refusal {
    Refusal::new(
        "fixed-member",
        format!("{name} is kept by the designer: it ties the tile to its place and to its figures."),
    )
}
