//! The tables that a chain has reached, and what its conditions may call them.

use crate::schema::Table;

/// Where a property can come from.
pub struct Source<'s> {
    /// The table, or an interaction's type with its properties.
    pub what: What<'s>,
    /// Alias in SQL.
    pub alias: String,
    /// Alias in the text.
    pub name: Option<String>,
    /// Whether the path itself came here, so that bare names mean this table.
    pub on_path: bool,
}

/// A table of the organisation, or interactions of one type.
pub enum What<'s> {
    /// Records.
    Table(&'s Table),
    /// Interactions, and their properties as the service spells them.
    Interaction(Vec<String>),
}

impl<'s> Source<'s> {
    /// The table, unless the source is an interaction.
    pub fn table(&self) -> Option<&'s Table> {
        match self.what {
            What::Table(table) => Some(table),
            What::Interaction(_) => None,
        }
    }

    /// Whether a name can mean this source.
    pub fn answers_to(&self, name: &str) -> bool {
        self.is_called(name) || self.is_of(name)
    }

    fn is_called(&self, name: &str) -> bool {
        self.name.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(name))
    }

    fn is_of(&self, name: &str) -> bool {
        self.table().is_some_and(|table| table.name.eq_ignore_ascii_case(name))
    }
}

/// The source that a name before the dot means, or without one the table that the path has come to. Aliases go before names of
/// tables; among equals the last counts.
pub fn find<'a, 's>(sources: &'a [Source<'s>], qualifier: Option<&str>) -> Option<&'a Source<'s>> {
    let Some(name) = qualifier else { return sources.iter().rfind(|source| source.on_path) };
    let called = sources.iter().rfind(|source| source.is_called(name));
    called.or_else(|| sources.iter().rfind(|source| source.is_of(name)))
}
