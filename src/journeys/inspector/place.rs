//! One item of the journey under edit: reading it, changing it, and why it can't be changed.

use journey::{Command, Item, ItemRef, Json, Step, Tile};
use leptos::prelude::*;

use crate::session::{JourneySession, Work};
use crate::ui::field::Fault;

/// An item of a tile in a session. Cheap to copy; the item may be gone.
#[derive(Clone, Copy)]
pub struct Place {
    /// The journey.
    pub session: JourneySession,
    /// Which item.
    pub at: ItemRef,
}

impl Place {
    /// Reads the tile; the caller runs again when it changes.
    pub fn tile<R>(&self, read: impl FnOnce(Tile<'_>) -> R) -> Option<R> {
        self.session.with_tile(self.at.tile, |editor| editor.document().tile(self.at.tile).map(read))
    }

    /// Reads the item; the caller runs again when its tile changes.
    pub fn item<R>(&self, read: impl FnOnce(&Item) -> R) -> Option<R> {
        self.tile(|tile| tile.items().get(self.at.item).map(read)).flatten()
    }

    /// Whether there is such an item. Not reactive.
    pub fn is_item_now(&self) -> bool {
        untrack(|| self.item(|_| ()).is_some())
    }

    /// The stored value of a member, reactive.
    pub fn member(&self, name: &str) -> Option<Json> {
        self.item(|item| item.member(name)).flatten()
    }

    /// Why settings of the item can't be changed now, reactive.
    pub fn lock(&self) -> Memo<Option<String>> {
        let this = *self;
        Memo::new(move |_| this.refusal(&Command::Describe { at: this.at, text: String::new() }))
    }

    /// Why a command would be refused now, reactive: runs again when the tile or the status changes.
    pub fn refusal(&self, command: &Command) -> Option<String> {
        self.session.status();
        self.session.keeping();
        self.session.with_tile(self.at.tile, |_| ());
        self.session.refuses(command)
    }

    /// Runs a command, or says why it is refused.
    pub fn run(&self, command: Command) -> Result<(), Fault> {
        if self.session.run(command) {
            return Ok(());
        }
        Err(Fault::Refused(untrack(|| self.session.refusal()).unwrap_or_default()))
    }

    /// Sets a member, or removes it.
    pub fn set(&self, name: &str, value: Option<Json>) -> Result<(), Fault> {
        self.run(self.setting(name, value))
    }

    /// The command that sets a member.
    pub fn setting(&self, name: &str, value: Option<Json>) -> Command {
        Command::SetMember { at: self.at, path: vec![Step::Name(name.to_owned())], value }
    }

    /// The same place in the tile, at another item.
    pub fn sibling(&self, item: usize) -> Self {
        Self { at: ItemRef { item, ..self.at }, ..*self }
    }

    /// Selects the item.
    pub fn select(&self) {
        self.session.selection.set(Some(self.at));
    }
}
