//! Reading and writing records (`reference/web-api.md 3 to 5`).

use serde_json::Value;

use super::Client;
use crate::answer::{self, Created};
use crate::body::Body;
use crate::call::{self, Call, record};
use crate::error::{Error, Subject, read_json, read_nothing};
use crate::guard::Guard;
use crate::page::{Page, read_page};
use crate::query::Query;
use crate::row::Row;
use crate::transport::{Method, Response, Transport};

impl<T: Transport> Client<T> {
    /// Reads a page of an entity set.
    pub async fn list(&self, set: &str, query: &Query) -> Result<Page, Error> {
        self.page_of(&self.send(call::read(set.to_owned(), query), Subject::Resource).await?)
    }

    /// Reads the page that [`Page::next`] leads to. The link is followed letter by letter with the preferences of the
    /// same query; one to another origin is an [`Error::ForeignLink`].
    pub async fn next(&self, link: &str, query: &Query) -> Result<Page, Error> {
        let url = self.linked(link)?;
        let call = Call::new(Method::Get, String::new()).header("Prefer", query.prefer());
        self.page_of(&self.send_to(&url, call, Subject::Resource).await?)
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
        let row = answer::row(&self.send(call::read(record(set, id), query), Subject::Record).await?)?;
        self.shared.cache.note(row.members());
        Ok(row)
    }

    /// Creates a record; with a query, reads back the columns that it selects in the same request. A query that selects
    /// none reads nothing back: among all columns nothing would tell the record's id from other ids.
    pub async fn create(&self, set: &str, body: &Body, query: Option<&Query>) -> Result<Created, Error> {
        let query = query.filter(|query| query.selects());
        answer::created(&self.send(call::create(set, body, query), Subject::Resource).await?, query)
    }

    /// Writes columns of a record. The row comes back if the body asks for it by [`Body::returning`].
    pub async fn update(&self, set: &str, id: &str, body: &Body, guard: Guard) -> Result<Option<Row>, Error> {
        answer::maybe_row(&self.send(call::update(record(set, id), body, guard), Subject::Record).await?)
    }

    /// Deletes a record. [`Guard::Upsert`] sets no condition, as for a record of any version.
    pub async fn delete(&self, set: &str, id: &str, guard: Guard) -> Result<(), Error> {
        read_nothing(&self.send(call::delete(record(set, id), guard), Subject::Record).await?)
    }

    fn page_of(&self, response: &Response) -> Result<Page, Error> {
        let answer = read_json(response)?;
        self.note(&answer);
        read_page(answer)
    }

    /// Takes note of what an answer says of the definitions.
    pub(super) fn note(&self, answer: &Value) {
        if let Some(members) = answer.as_object() {
            self.shared.cache.note(members);
        }
    }
}
