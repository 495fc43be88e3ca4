//! Reading and writing records (`reference/web-api.md 3 to 5`).

use serde_json::Value;

use super::{Call, Client};
use crate::body::Body;
use crate::error::{Error, Subject, read_json, read_nothing};
use crate::query::Query;
use crate::row::Row;
use crate::transport::{Method, Response, Transport};
use crate::url;

/// One page of a set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The records.
    pub rows: Vec<Row>,
    /// Where the next page is; absent on the last.
    pub next: Option<String>,
    /// Rows of all pages if asked for, at most 5,000.
    pub count: Option<u64>,
}

/// What a create made.
#[derive(Clone, Debug, PartialEq)]
pub struct Created {
    /// The record's id.
    pub id: String,
    /// The record, if columns were asked for.
    pub row: Option<Row>,
}

/// Under which condition a record is written (`reference/web-api.md 5`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Only this version of it; otherwise [`Error::Stale`].
    Etag(String),
    /// Only if it exists; otherwise [`Error::NotFound`].
    Exists,
    /// In any case: an update creates the record if it is missing.
    Upsert,
}

impl Guard {
    fn header(self) -> Option<String> {
        match self {
            Self::Etag(etag) => Some(etag),
            Self::Exists => Some("*".to_owned()),
            Self::Upsert => None,
        }
    }
}

impl<T: Transport> Client<T> {
    /// Reads a page of an entity set.
    pub async fn list(&self, set: &str, query: &Query) -> Result<Page, Error> {
        self.page(self.address(&with_options(set, query)), query).await
    }

    /// Reads the page that [`Page::next`] leads to. The link is followed letter by letter with the preferences of the
    /// same query; one to another origin is an [`Error::ForeignLink`].
    pub async fn next(&self, link: &str, query: &Query) -> Result<Page, Error> {
        self.page(self.linked(link)?, query).await
    }

    /// Reads page after page until the end or until there are `limit` rows.
    pub async fn all(&self, set: &str, query: &Query, limit: usize) -> Result<Vec<Row>, Error> {
        let mut page = self.list(set, query).await?;
        let mut rows = std::mem::take(&mut page.rows);
        while rows.len() < limit {
            let Some(link) = page.next.take() else { break };
            page = self.next(&link, query).await?;
            if page.next.as_deref() == Some(link.as_str()) {
                return Err(Error::Unreadable("a page names itself as the next".to_owned()));
            }
            rows.append(&mut page.rows);
        }
        rows.truncate(limit);
        Ok(rows)
    }

    /// Reads one record by its id or alternate key.
    pub async fn get(&self, set: &str, id: &str, query: &Query) -> Result<Row, Error> {
        let url = self.address(&with_options(&record(set, id), query));
        let call = Call::new(Method::Get, url).header("Prefer", query.prefer());
        read_row(&self.send(call, Subject::Record).await?)
    }

    /// Creates a record; with a query, reads back the columns that it selects in the same request. A query that selects
    /// none reads nothing back: among all columns nothing would tell the record's id from other ids.
    pub async fn create(&self, set: &str, body: &Body, query: Option<&Query>) -> Result<Created, Error> {
        let query = query.filter(|query| query.selects());
        let path = query.map_or_else(|| set.to_owned(), |query| with_options(set, query));
        let prefer = query.and_then(|query| query.prefer_with("return=representation"));
        let call = Call::new(Method::Post, self.address(&path)).header("Prefer", prefer).body(body.to_json());
        let response = self.send(call, Subject::Resource).await?;
        let row = if response.body.is_empty() { None } else { Some(read_row(&response)?) };
        let id = match response.header("odata-entityid") {
            Some(address) => url::id_in(address),
            None => row.as_ref().zip(query).and_then(|(row, query)| id_of(row, query)),
        };
        let id = id.ok_or_else(|| Error::Unreadable("the answer to a create names no id".to_owned()))?;
        Ok(Created { id, row })
    }

    /// Writes columns of a record. The row comes back if the body asks for it by [`Body::returning`].
    pub async fn update(&self, set: &str, id: &str, body: &Body, guard: Guard) -> Result<Option<Row>, Error> {
        let back = body.back();
        let path = record(set, id);
        let path = back.map_or_else(|| path.clone(), |query| with_options(&path, query));
        let prefer = back.and_then(|query| query.prefer_with("return=representation"));
        let call = Call::new(Method::Patch, self.address(&path))
            .header("If-Match", guard.header())
            .header("Prefer", prefer)
            .body(body.to_json());
        let response = self.send(call, Subject::Record).await?;
        if response.body.is_empty() { Ok(None) } else { read_row(&response).map(Some) }
    }

    /// Deletes a record. [`Guard::Upsert`] sets no condition, as for a record of any version.
    pub async fn delete(&self, set: &str, id: &str, guard: Guard) -> Result<(), Error> {
        let call = Call::new(Method::Delete, self.address(&record(set, id))).header("If-Match", guard.header());
        read_nothing(&self.send(call, Subject::Record).await?)
    }

    async fn page(&self, url: String, query: &Query) -> Result<Page, Error> {
        let call = Call::new(Method::Get, url).header("Prefer", query.prefer());
        read_page(read_json(&self.send(call, Subject::Resource).await?)?)
    }
}

fn record(set: &str, id: &str) -> String {
    format!("{set}({})", url::key(id))
}

fn with_options(path: &str, query: &Query) -> String {
    match query.text() {
        options if options.is_empty() => path.to_owned(),
        options => format!("{path}?{options}"),
    }
}

fn read_row(response: &Response) -> Result<Row, Error> {
    Row::from_value(read_json(response)?).ok_or_else(|| Error::Unreadable("a record was expected".to_owned()))
}

fn read_page(mut answer: Value) -> Result<Page, Error> {
    let Some(Value::Array(values)) = answer.get_mut("value").map(Value::take) else {
        return Err(Error::Unreadable("a list of records was expected".to_owned()));
    };
    let rows: Option<Vec<Row>> = values.into_iter().map(Row::from_value).collect();
    Ok(Page {
        rows: rows.ok_or_else(|| Error::Unreadable("a list holds something else than records".to_owned()))?,
        next: answer.get("@odata.nextLink").and_then(Value::as_str).map(str::to_owned),
        count: answer.get("@odata.count").and_then(Value::as_u64),
    })
}

/// The id of a record that was created and read back, where the answer has no `OData-EntityId`.
///
/// The key comes back whether it was selected or not, so it is the id column that nobody asked for, or else the first
/// one in the order of the selection. Lookups are not columns of their own here: they begin with `_`.
fn id_of(row: &Row, query: &Query) -> Option<String> {
    let columns = row.members().keys().filter(|name| !name.starts_with('_') && row.guid(name).is_some());
    row.guid(columns.min_by_key(|name| query.place_of(name))?)
}
