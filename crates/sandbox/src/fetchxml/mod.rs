//! FetchXML: read, resolved against the tables, and paged (reference/web-api.md 8).
//!
//! A text becomes an [`xml::Element`], that a [`document::Fetch`], and that, with names resolved, a [`Plan`] for the store.

mod cookie;
mod document;
mod operator;
mod plan;
mod read;
mod resolve;
mod trouble;
mod xml;

pub use cookie::{Cookie, Mark};
pub use document::{Aggregate, Part};
pub use plan::{Branch, Computed, Join, Key, Output, Paging, Plan, Quantifier, SortBy, Source, Test};

use crate::{
    ApiError,
    odata::Surroundings,
    schema::{Schema, Table},
};

/// Reads a query for the records of a table.
///
/// # Errors
/// 400 with the platform's code for what is wrong: malformed XML, unknown names, limits passed.
pub fn parse<'a>(
    text: &str,
    schema: &'a Schema,
    table: &Table,
    surroundings: &Surroundings,
) -> Result<Plan<'a>, ApiError> {
    let fetch = read::fetch(&xml::Element::parse(text)?)?;
    resolve::plan(&fetch, schema, table, surroundings)
}
