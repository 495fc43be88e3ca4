//! What answering a request needs at hand.

use std::cell::OnceCell;

use super::{Culture, Request};
use crate::{
    ApiError, Organisation, Transaction,
    odata::{Expand, Expanded, Expr, Filter, Options, Order, Preferences, Scope, Selection, Surroundings},
    schema::{Schema, Table},
};

/// A request within its transaction, for answers that only read.
pub struct Context<'c, 'a> {
    /// The organisation.
    pub organisation: &'c Organisation,
    /// The transaction.
    pub transaction: &'c Transaction<'a>,
    /// The request.
    pub request: &'c Request,
    /// Its `Prefer` header.
    pub preferences: Preferences,
    culture: OnceCell<Culture>,
}

/// A collection's query options, resolved.
pub struct Asked {
    /// Columns.
    pub selection: Selection,
    /// Condition.
    pub filter: Option<Expr>,
    /// Sort keys.
    pub order: Vec<Order>,
    /// Relationships.
    pub expanded: Vec<Expanded>,
}

impl<'c, 'a> Context<'c, 'a> {
    /// For a request.
    pub fn new(organisation: &'c Organisation, transaction: &'c Transaction<'a>, request: &'c Request) -> Self {
        Self { organisation, transaction, request, preferences: request.preferences(), culture: OnceCell::new() }
    }

    /// The tables.
    pub fn schema(&self) -> &'a Schema {
        self.transaction.schema()
    }

    /// A table that another one leads to.
    pub fn table(&self, name: &str) -> Result<&'a Table, ApiError> {
        self.schema().table(name).ok_or_else(|| ApiError::unexpected(name))
    }

    /// The user's way of writing.
    pub fn culture(&self) -> Result<&Culture, ApiError> {
        if let Some(culture) = self.culture.get() {
            return Ok(culture);
        }
        let culture = Culture::of(self.transaction)?;
        Ok(self.culture.get_or_init(|| culture))
    }

    /// Who asks, for relative conditions.
    pub fn surroundings(&self) -> Result<Surroundings, ApiError> {
        let user = self.transaction.user();
        let row = self.transaction.get("systemuser", user)?;
        let culture = self.culture()?;
        let teams = self.transaction.find("teammembership", &format!("systemuserid eq {user}"), &["teamid"])?;
        Ok(Surroundings {
            now: self.transaction.now(),
            zone: culture.zone.clone(),
            user,
            business_unit: row.and_then(|row| Some(row.reference("businessunitid")?.id)),
            teams: teams.iter().filter_map(|row| row.id_of("teamid")).collect(),
            language: culture.language_code,
        })
    }

    /// Resolves the options of a request against a table.
    pub fn asked(&self, table: &Table, options: &Options) -> Result<Asked, ApiError> {
        let schema = self.schema();
        let scope = Scope::of(schema, table);
        let surroundings = self.surroundings()?;
        let filter = match options.filter.as_deref() {
            None => None,
            Some(text) => Some(Filter::parse(text, scope, &options.aliases, &surroundings)?),
        };
        let order = match options.orderby.as_deref() {
            None => Vec::new(),
            Some(text) => Filter::order(text, scope, &options.aliases)?,
        };
        let none = crate::odata::Aliases::default();
        let expand = Expand { schema, aliases: &none, surroundings: &surroundings };
        let expanded = match options.expand.as_deref() {
            None => Vec::new(),
            Some(text) => expand.parse(text, table)?,
        };
        Ok(Asked { selection: Selection::parse(options.select.as_deref(), table)?, filter, order, expanded })
    }

    /// `@odata.context` of records: `accounts(name,primarycontactid(fullname))`, with an ending.
    pub fn context(&self, table: &Table, selection: &Selection, expanded: &[Expanded], ending: &str) -> String {
        let columns = columns(selection, expanded);
        let columns = if columns.is_empty() { String::new() } else { format!("({columns})") };
        format!("{}$metadata#{}{columns}{ending}", self.request.root(), table.set)
    }
}

fn columns(selection: &Selection, expanded: &[Expanded]) -> String {
    let mut names: Vec<String> = selection.chosen.clone().unwrap_or_default();
    names.extend(expanded.iter().map(|one| format!("{}({})", one.name, columns(&one.selection, &one.nested))));
    names.join(",")
}
