//! What a user may do, table by table (reference/web-api.md 10, 11).

use std::collections::HashMap;

use uuid::Uuid;

use super::ORGANIZATION;
use crate::schema::Table;

/// A right on the records of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// Make new ones.
    Create,
    /// See them.
    Read,
    /// Change them.
    Write,
    /// Delete them.
    Delete,
    /// Attach them to others.
    Append,
    /// Attach others to them.
    AppendTo,
    /// Give them to another owner.
    Assign,
    /// Let others have rights on them.
    Share,
}

impl Right {
    /// All of them, in the platform's order.
    pub const ALL: [Self; 8] =
        [Self::Create, Self::Read, Self::Write, Self::Delete, Self::Append, Self::AppendTo, Self::Assign, Self::Share];

    /// The right of a name such as `Read`.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.name() == name)
    }

    /// Name, the middle of a privilege's.
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "Create",
            Self::Read => "Read",
            Self::Write => "Write",
            Self::Delete => "Delete",
            Self::Append => "Append",
            Self::AppendTo => "AppendTo",
            Self::Assign => "Assign",
            Self::Share => "Share",
        }
    }

    /// Name and id of the privilege on a table: `prvReadAccount`.
    pub fn privilege(self, table: &Table) -> (String, Uuid) {
        let name = format!("prv{}{}", self.name(), table.schema);
        let id = Uuid::new_v5(&ORGANIZATION, name.as_bytes());
        (name, id)
    }
}

/// The rights of a user. Tables that are not named have what is had otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rights {
    /// By logical name of the table.
    pub tables: HashMap<String, Vec<Right>>,
    /// On all other tables.
    pub otherwise: Vec<Right>,
}

impl Default for Rights {
    /// All of them.
    fn default() -> Self {
        Self { tables: HashMap::new(), otherwise: Right::ALL.to_vec() }
    }
}

impl Rights {
    /// Whether a right is among them.
    pub fn has(&self, table: &Table, right: Right) -> bool {
        self.tables.get(&table.name).unwrap_or(&self.otherwise).contains(&right)
    }
}
