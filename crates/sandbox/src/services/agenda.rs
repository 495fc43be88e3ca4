//! What is to happen when: the records that the passing of time will move.

use std::{
    collections::BTreeSet,
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;
use uuid::Uuid;

/// A record to look at, and when. Only a hint: whoever takes it reads the record and decides, so an entry too many does no harm.
pub type Entry = (Timestamp, &'static str, Uuid);

/// The entries, soonest first.
#[derive(Debug, Default)]
pub struct Agenda(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    entries: BTreeSet<Entry>,
    /// Whether the records that were there before have been entered.
    complete: bool,
}

impl Agenda {
    /// Enters a record.
    pub fn add(&self, entry: Entry) {
        self.state().entries.insert(entry);
    }

    /// Takes the soonest entry that is due.
    pub fn take_due(&self, now: Timestamp) -> Option<Entry> {
        let mut state = self.state();
        let first = *state.entries.first()?;
        (first.0 <= now).then(|| state.entries.pop_first()).flatten()
    }

    /// Whether the records that are there have yet to be entered; true once, after the start and after [`Agenda::clear`].
    pub fn begin(&self) -> bool {
        !std::mem::replace(&mut self.state().complete, true)
    }

    /// Forgets everything.
    pub fn clear(&self) {
        *self.state() = State::default();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
