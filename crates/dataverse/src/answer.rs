//! What successful answers hold (`reference/web-api.md 3 to 5`), whether they came alone or in a batch.

use serde_json::Value;

use crate::error::{Error, read_json};
use crate::query::Query;
use crate::row::Row;
use crate::transport::Response;
use crate::url;

/// What a create made.
#[derive(Clone, Debug, PartialEq)]
pub struct Created {
    /// The record's id.
    pub id: String,
    /// The record, if columns were asked for.
    pub row: Option<Row>,
}

pub(crate) fn row(response: &Response) -> Result<Row, Error> {
    Row::from_value(read_json(response)?).ok_or_else(|| Error::Unreadable("a record was expected".to_owned()))
}

/// The record, if the answer holds one.
pub(crate) fn maybe_row(response: &Response) -> Result<Option<Row>, Error> {
    if response.body.is_empty() { Ok(None) } else { row(response).map(Some) }
}

/// The result of an action or a function; null if it has none.
pub(crate) fn value(response: &Response) -> Result<Value, Error> {
    if response.status == 204 { Ok(Value::Null) } else { read_json(response) }
}

/// What a create made that was to read back what the query selects.
pub(crate) fn created(response: &Response, query: Option<&Query>) -> Result<Created, Error> {
    let row = maybe_row(response)?;
    let id = match response.header("odata-entityid") {
        Some(address) => url::id_in(address),
        None => row.as_ref().zip(query).and_then(|(row, query)| id_of(row, query)),
    };
    let id = id.ok_or_else(|| Error::Unreadable("the answer to a create names no id".to_owned()))?;
    Ok(Created { id, row })
}

/// The id of a record that was created and read back, where the answer has no `OData-EntityId`.
///
/// The key comes back whether it was selected or not, so it is the id column that nobody asked for, or else the first
/// one in the order of the selection. Lookups are not columns of their own here: they begin with `_`.
fn id_of(row: &Row, query: &Query) -> Option<String> {
    let columns = row.members().keys().filter(|name| !name.starts_with('_') && row.guid(name).is_some());
    row.guid(columns.min_by_key(|name| query.place_of(name))?)
}
