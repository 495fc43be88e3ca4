//! The tables of the organisation, read from `tables/*.json`.

mod choices;
mod column;
mod file;
mod load;
mod relation;
mod standard;
mod table;

use std::collections::HashMap;

pub use choices::{Choice, Label, Language, OptionSet};
pub use column::{Column, DateBehavior, Kind, Number, Required, Target};
pub use relation::{ManyToMany, Navigation, OnDelete, OneToMany};
pub use table::{AlternateKey, Intersect, Ownership, StateOption, StatusOption, Table};

/// The logical name of the base type of users and teams, target of `ownerid` (reference/web-api.md 6).
pub const PRINCIPAL: &str = "principal";

/// All tables, option sets and relationships.
#[derive(Debug, Default)]
pub struct Schema {
    tables: Vec<Table>,
    by_name: HashMap<String, usize>,
    by_set: HashMap<String, usize>,
    choices: Vec<OptionSet>,
    one_to_many: Vec<OneToMany>,
    many_to_many: Vec<ManyToMany>,
}

impl Schema {
    /// Reads the definitions built into the program.
    ///
    /// # Errors
    /// What is wrong in which file.
    pub fn load() -> Result<Self, String> {
        load::schema()
    }

    /// All tables, by logical name.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// A table by logical name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.by_name.get(name).map(|&index| &self.tables[index])
    }

    /// A table by entity set name; tables private to the sandbox have none.
    pub fn set(&self, set: &str) -> Option<&Table> {
        self.by_set.get(set).map(|&index| &self.tables[index])
    }

    /// The option sets that several columns share.
    pub fn choices(&self) -> &[OptionSet] {
        &self.choices
    }

    /// All one-to-many relationships.
    pub fn one_to_many(&self) -> &[OneToMany] {
        &self.one_to_many
    }

    /// All many-to-many relationships.
    pub fn many_to_many(&self) -> &[ManyToMany] {
        &self.many_to_many
    }
}

#[cfg(test)]
mod tests;
