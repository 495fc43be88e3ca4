//! Relationships between tables.

use serde::Deserialize;

/// What happens to a record when the one it points to is deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum OnDelete {
    /// The lookup becomes empty.
    #[default]
    RemoveLink,
    /// The deletion is refused.
    Restrict,
    /// It is deleted too.
    Cascade,
}

/// One-to-many: a lookup seen from both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneToMany {
    /// Schema name.
    pub schema: String,
    /// Table pointed to (`owner` stands for users and teams).
    pub referenced: String,
    /// Table with the lookup.
    pub referencing: String,
    /// Lookup column.
    pub column: String,
    /// Navigation property on the referencing side.
    pub navigation: String,
    /// Navigation property on the referenced side.
    pub collection: String,
    /// What a deletion does.
    pub on_delete: OnDelete,
}

/// Many-to-many by an intersect table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManyToMany {
    /// Schema name.
    pub schema: String,
    /// Logical name of the intersect table.
    pub intersect: String,
    /// Table, intersect column and navigation property of each side.
    pub sides: [(String, String, String); 2],
}

/// A navigation property, seen from its own table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Navigation {
    /// To the record that a lookup points to.
    One {
        /// Lookup column of this table.
        column: String,
        /// Table pointed to; `principal` for an owner.
        target: String,
        /// Schema name of the relationship.
        relationship: String,
    },
    /// To the records whose lookup points here.
    Many {
        /// Table with the lookup.
        table: String,
        /// Lookup column of that table.
        column: String,
        /// Navigation property of that table which leads back.
        back: String,
        /// Schema name of the relationship.
        relationship: String,
    },
    /// To the records joined by an intersect table.
    Across {
        /// Table at the other end.
        table: String,
        /// Intersect table.
        intersect: String,
        /// Intersect column with this record.
        here: String,
        /// Intersect column with the other record.
        there: String,
        /// Schema name of the relationship.
        relationship: String,
    },
}

impl Navigation {
    /// Table at the other end; `principal` for an owner.
    pub fn target(&self) -> &str {
        match self {
            Self::One { target, .. } => target,
            Self::Many { table, .. } | Self::Across { table, .. } => table,
        }
    }

    /// Whether it leads to any number of records.
    pub fn is_collection(&self) -> bool {
        !matches!(self, Self::One { .. })
    }
}
