//! What a set of records answers: a page of rows, and how many there are.

use serde_json::Value;

use crate::error::Error;
use crate::row::Row;

/// How far the server counts rows, whatever the size of a page (`reference/web-api.md 8`, `$count`).
const COUNTED: u64 = 5_000;

/// One page of a set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The records.
    pub rows: Vec<Row>,
    /// What leads to the next page; absent on the last. After [`Client::list`](crate::Client::list) a link, after
    /// [`Client::fetch`](crate::Client::fetch) the FetchXML of that page.
    pub next: Option<String>,
    /// Rows of all pages if asked for, at most 5,000.
    pub count: Option<u64>,
}

/// How many records there are, as far as the server counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// As many as this.
    Exact(u64),
    /// As many as this or more: the server stops counting there.
    AtLeast(u64),
}

impl Count {
    /// What a number means that the server counted row by row.
    pub(crate) fn of_counted(rows: u64) -> Self {
        if rows < COUNTED { Self::Exact(rows) } else { Self::AtLeast(rows) }
    }

    /// The number alone.
    pub fn number(self) -> u64 {
        match self {
            Self::Exact(rows) | Self::AtLeast(rows) => rows,
        }
    }
}

impl Page {
    /// Rows of all pages, if they were asked for.
    pub fn total(&self) -> Option<Count> {
        self.count.map(Count::of_counted)
    }
}

/// The records of an answer, with what it says of the other pages.
pub(crate) fn read_page(mut answer: Value) -> Result<Page, Error> {
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
