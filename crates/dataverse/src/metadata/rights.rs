//! What a user may do with the records of a table (`reference/web-api.md 11`).

/// One thing to do with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// Make one.
    Create,
    /// See it.
    Read,
    /// Change it.
    Write,
    /// Remove it.
    Delete,
    /// Attach it to another record.
    Append,
    /// Attach other records to it.
    AppendTo,
    /// Give it to another owner.
    Assign,
    /// Let others at it.
    Share,
}

/// For whose records a right holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// The user's own.
    Basic,
    /// Those of the user's business unit.
    Local,
    /// Those of the units below it, too.
    Deep,
    /// All of the organisation.
    Global,
}

/// The rights of the signed-in user on a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    pub(crate) depths: Vec<(Right, Option<Depth>)>,
}

impl Right {
    pub(crate) const ALL: [Self; 8] =
        [Self::Create, Self::Read, Self::Write, Self::Delete, Self::Append, Self::AppendTo, Self::Assign, Self::Share];

    /// Its name in metadata and, before `Access`, in the rights on a record.
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

    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.name() == name)
    }
}

impl Depth {
    /// A depth that is not known here is taken for the least: it says that there is a privilege.
    pub(crate) fn of_name(name: &str) -> Self {
        match name {
            "Local" => Self::Local,
            "Deep" => Self::Deep,
            "Global" => Self::Global,
            _ => Self::Basic,
        }
    }
}

impl Rights {
    /// Whether the user may do this with some record at least. A table without privileges of its own lets everything
    /// pass here: its rights follow from another table, and only the server knows.
    pub fn may(&self, right: Right) -> bool {
        self.depths.is_empty() || self.depth(right).is_some()
    }

    /// For whose records the user may do this; `None` for none, or if the table has no such privilege.
    pub fn depth(&self, right: Right) -> Option<Depth> {
        self.depths.iter().filter(|(known, _)| *known == right).find_map(|(_, depth)| *depth)
    }
}
