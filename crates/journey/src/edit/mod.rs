//! Carrying out commands. Each command is first planned on the unchanged document, which is where rules speak, and then carried out;
//! asking the rules and running a command go the same way.

mod arrangement;
mod content;
mod counters;
mod numbering;
mod paste;
mod structure;
mod take;
mod transaction;

use crate::command::{Command, Place};
use crate::document::{Document, TileKey};
use crate::kind::{Branch, Kind};
use crate::rules;
pub(crate) use arrangement::Child;
pub(crate) use counters::Counters;
pub(crate) use numbering::assign;
use record::Refusal;
pub(crate) use transaction::Transaction;

/// Whether rules allow `command`.
pub(crate) fn check(document: &Document, locks: &rules::Locks, command: &Command) -> Result<(), Refusal> {
    match command {
        Command::All { .. } | Command::Paste { .. } => {
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
    if let Command::Paste { place, text } = command {
        let (insertions, sources) = paste::insertions(transaction.document(), place, text)?;
        let first_slot = transaction.document().slots();
        transaction.begin_copy();
        insertions.iter().try_for_each(|insertion| run(transaction, locks, insertion))?;
        paste::mend(transaction, first_slot, &sources);
        transaction.begin_copy();
        return Ok(());
    }
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
    /// The whole design changes.
    Take(Box<take::Plan>),
    /// A column changes.
    Setting,
    /// The first swimlane of a journey that has no root yet: the root comes with it.
    FirstLane,
}

fn plan(document: &Document, command: &Command) -> Result<Plan, Refusal> {
    Ok(match command {
        Command::Set { .. } | Command::All { .. } | Command::Paste { .. } => Plan::Setting,
        Command::Take(incoming) => Plan::Take(Box::new(take::plan(document, incoming)?)),
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
        Command::SwapBranches { tile } => Plan::Structure(structure::swap(document, *tile)?),
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
            (Self::Take(plan), Command::Take(incoming)) => plan.carry_out(transaction, incoming),
            (Self::Setting, Command::Set { column, value }) => transaction.set(column, value.clone()),
            _ => {}
        }
    }
}
