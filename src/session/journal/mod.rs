//! Unsaved work outlives the page: every step is written into the browser's own database before it is painted.
//!
//! A draft is a snapshot of a record's content and the steps done since. Its key names the organisation, the user, the
//! table and the record, so that people who share a browser do not meet each other's drafts. Nothing is kept beside the
//! document itself, and a draft goes when its work is stored in the organisation or dropped.

mod keeper;
mod kept;
mod locks;
mod store;

pub(super) use keeper::Keeper;
pub use keeper::Keeping;
pub(super) use kept::{Kept, values, values_of};
pub use store::Head;
pub(super) use store::{Draft, Store};

/// Why the journal can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble(pub String);

/// The record that a draft is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The organisation's address.
    pub organisation: String,
    /// The user's id; empty when the host does not tell.
    pub user: String,
    /// Logical name of the table.
    pub table: String,
    /// Id of the record.
    pub id: String,
}

impl Place {
    fn key(&self) -> String {
        format!("{}{}|{}", owner(&self.organisation, &self.user), self.table, self.id)
    }
}

/// What the keys of one person's drafts in one organisation begin with.
fn owner(organisation: &str, user: &str) -> String {
    format!("{organisation}|{user}|")
}
