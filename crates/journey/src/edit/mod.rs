//! Carrying out commands. Each command is first planned on the unchanged document, which is where rules speak, and then carried out;
//! asking the rules and running a command go the same way.

mod arrangement;
mod content;
mod counters;
mod numbering;
mod structure;
mod transaction;

use crate::command::{Command, Place};
use crate::document::{Document, TileKey};
use crate::kind::{Branch, Kind};
use crate::rules;
use record::Refusal;
pub(crate) use transaction::Transaction;

/// Whether rules allow `command`.
pub(crate) fn check(document: &Document, locks: &rules::Locks, command: &Command) -> Result<(), Refusal> {
    match command {
        Command::All { .. } => {
            // Each edit is judged on what the ones before it leave.
            let mut scratch = document.clone();
            run(&mut Transaction::new(&mut scratch), locks, command)
        }
        _ => rules::check(document, locks, command).and_then(|()| plan(document, command).map(drop)),
    }
}

/// Carries `command` out. After a refusal the transaction may hold a part of it and must be rolled back.
pub(crate) fn run(transaction: &mut Transaction<'_>, locks: &rules::Locks, command: &Command) -> Result<(), Refusal> {
    if let Command::All { commands, .. } = command {
        return commands.iter().try_for_each(|command| run(transaction, locks, command));
    }
    rules::check(transaction.document(), locks, command)?;
    if let Command::Insert { place: Place::Lane(_), .. } = command {
        transaction.ensure_root();
    }
    let plan = plan(transaction.document(), command)?;
    plan.carry_out(transaction, command);
    transaction.replant();
    Ok(())
}

/// What a command comes to.
enum Plan {
    /// One activity gets another text.
    Content(TileKey, String),
    /// Activities are added, removed or hung elsewhere.
    Structure(structure::Plan),
    /// A nested item is added; its number is allotted when that happens.
    AddItem,
    /// A column changes.
    Setting,
    /// The first swimlane of a journey that has no root yet: the root comes with it.
    FirstLane,
}

fn plan(document: &Document, command: &Command) -> Result<Plan, Refusal> {
    Ok(match command {
        Command::Set { .. } | Command::All { .. } => Plan::Setting,
        Command::AddItem { tile, index, .. } => {
            content::check_index(document, *tile, *index)?;
            Plan::AddItem
        }
        Command::Insert { place, tile } => {
            if matches!(place, Place::Lane(_)) && document.root().is_none() {
                rules::can_create(tile)?;
                rules::follow(Kind::Root, &Branch::Default, tile.kind)?;
                return Ok(Plan::FirstLane);
            }
            Plan::Structure(structure::insert(document, place, tile)?)
        }
        Command::Remove { tile, with } => Plan::Structure(structure::remove(document, *tile, *with)?),
        Command::Move { tile, place, with } => Plan::Structure(structure::relocate(document, *tile, place, *with)?),
        content => {
            let (tile, text) = content::edited(document, content)?;
            Plan::Content(tile, text)
        }
    })
}

impl Plan {
    fn carry_out(self, transaction: &mut Transaction<'_>, command: &Command) {
        match (self, command) {
            (Self::Content(tile, text), _) => {
                transaction.rewrite(tile, text);
                transaction.focus(tile);
            }
            (Self::Structure(plan), _) => plan.carry_out(transaction, command),
            (Self::AddItem, Command::AddItem { tile, index, item }) => {
                content::add_item(transaction, *tile, *index, item);
                transaction.focus(*tile);
            }
            (Self::Setting, Command::Set { column, value }) => transaction.set(column, value.clone()),
            _ => {}
        }
    }
}
