//! Reading by FetchXML (`reference/web-api.md 8`).

use super::Client;
use crate::call::Call;
use crate::error::{Error, Subject, read_json};
use crate::fetchxml;
use crate::page::{Count, Page, read_page};
use crate::query::Query;
use crate::row::Row;
use crate::transport::{Method, Response, Transport};
use crate::url;

/// Characters of an address that the server takes (`reference/web-api.md 1`).
const LONGEST_ADDRESS: usize = 32_768;

/// The most rows a page may have.
const PAGE: u32 = 5_000;

/// The most rows that the server aggregates, and the code of its refusal of more.
const AGGREGATED: u64 = 50_000;
const TOO_MANY_TO_AGGREGATE: u32 = 0x8004_e023;

impl<T: Transport> Client<T> {
    /// Reads a page of so many rows, at most 5,000, with all annotations. The text's own page size gives way, its
    /// `page` stays; one with `top` is sent as it is. The set must be that of the text's table. Columns without a value
    /// are missing in the rows, and columns of joined tables are named `alias.column`.
    ///
    /// The page has a count if the text asks for it by `returntotalrecordcount`.
    pub async fn fetch(&self, set: &str, xml: &str, rows: u32) -> Result<Page, Error> {
        self.fetch_page(set, &fetchxml::paged(xml, rows)).await
    }

    /// Reads the page that [`Page::next`] asks for, of the same set.
    pub async fn fetch_next(&self, set: &str, next: &str) -> Result<Page, Error> {
        self.fetch_page(set, next).await
    }

    /// Reads page after page until the end or until there are `limit` rows.
    pub async fn fetch_all(&self, set: &str, xml: &str, limit: usize) -> Result<Vec<Row>, Error> {
        let size = u32::try_from(limit).unwrap_or(PAGE).clamp(1, PAGE);
        let mut page = self.fetch(set, xml, size).await?;
        let mut rows = std::mem::take(&mut page.rows);
        while rows.len() < limit {
            let Some(next) = page.next.take() else { break };
            page = self.fetch_next(set, &next).await?;
            if page.rows.is_empty() && page.next.is_some() {
                return Err(Error::Unreadable("an empty page promises more rows".to_owned()));
            }
            rows.append(&mut page.rows);
        }
        rows.truncate(limit);
        Ok(rows)
    }

    /// Counts what a text finds. One that aggregates must count the records themselves, by their key or all of them: the
    /// number is the first one in its first row, and the server aggregates up to 50,000 rows. The rows of any other text
    /// are counted to 5,000.
    ///
    /// The limit of 50,000 is for joined rows: where tables are joined, it says nothing about the number asked for, and
    /// reaching it is an [`Error::TooLarge`]. A text for the records themselves can still tell whether there are 5,000.
    pub async fn count_fetch(&self, set: &str, xml: &str) -> Result<Count, Error> {
        if !fetchxml::is_aggregate(xml) {
            let page = self.fetch_page(set, &fetchxml::counted(xml)).await?;
            return page.total().ok_or_else(|| Error::Unreadable("a count was expected".to_owned()));
        }
        match self.fetch_page(set, xml).await {
            Ok(page) => {
                let numbers =
                    page.rows.first().and_then(|row| row.members().values().find_map(serde_json::Value::as_u64));
                numbers.map(Count::Exact).ok_or_else(|| Error::Unreadable("a count was expected".to_owned()))
            }
            Err(error) if error.code() == Some(TOO_MANY_TO_AGGREGATE) && !xml.contains("<link-entity") => {
                Ok(Count::AtLeast(AGGREGATED))
            }
            Err(error) => Err(error),
        }
    }

    /// Counts the rows of a set for which the query's filter holds, to 5,000.
    pub async fn count(&self, set: &str, query: &Query) -> Result<Count, Error> {
        let query = query.filter_only();
        let response = self.send(crate::call::read(format!("{set}/$count"), &query), Subject::Resource).await?;
        let text = response.body.trim_start_matches('\u{feff}').trim();
        match text.parse() {
            Ok(rows) => Ok(Count::of_counted(rows)),
            // A page in place of a number is told apart as anywhere else.
            Err(_) => {
                Err(read_json(&response).err().unwrap_or_else(|| Error::Unreadable("a number was expected".to_owned())))
            }
        }
    }

    async fn fetch_page(&self, set: &str, xml: &str) -> Result<Page, Error> {
        let path = format!("{set}?fetchXml={}", url::encode(xml));
        let call = Call::new(Method::Get, path).header("Prefer", "odata.include-annotations=\"*\"".to_owned());
        let mut answer = read_json(&self.read_long(call).await?)?;
        self.note(&answer);
        let next = fetchxml::next(xml, &answer);
        let count = fetchxml::total(&answer);
        let page = read_page(answer.take())?;
        Ok(Page { next, count, ..page })
    }

    /// Reads an address of any length.
    async fn read_long(&self, call: Call) -> Result<Response, Error> {
        let url = self.address(&call.path);
        // Of an address relative to the page, the origin counts too.
        let origin = if self.shared.root.is_empty() { self.shared.transport.origin() } else { None };
        if url.len() + origin.map_or(0, |origin| origin.len()) > LONGEST_ADDRESS {
            self.read_in_batch(call).await
        } else {
            self.send_to(&url, call, Subject::Resource).await
        }
    }
}
