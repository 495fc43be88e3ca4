//! `GET` of records and collections (reference/web-api.md 4, 8).

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use uuid::Uuid;

use super::{
    Answer, Context, json,
    record::{View, etag, needed, value},
};
use crate::{
    ApiError, Row, Value,
    odata::{LARGEST_PAGE, Options},
    schema::{Navigation, Table},
    store::{Query, Right},
};

/// Counts stop here.
pub const MOST_COUNTED: u64 = 5_000;

/// What a query string may not hold literally.
const QUERY: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'<').add(b'>').add(b'%').add(b'&').add(b'+').add(b'\'');

/// The records of a collection: a whole set, or those related to one record.
pub struct Collection<'t> {
    /// Table of the records.
    pub table: &'t Table,
    /// Path of the collection below the service root, for links.
    pub path: String,
    /// Only those related to a record.
    pub within: Option<(&'t Navigation, &'t Table, Uuid)>,
}

impl<'a> Context<'_, 'a> {
    /// A collection's page.
    pub fn page(&self, collection: &Collection<'a>, options: &Options) -> Result<Answer, ApiError> {
        self.transaction.demand(collection.table, Right::Read)?;
        let track = self.preferences.track;
        if track {
            super::changes::trackable(collection, options)?;
        }
        let asked = self.asked(collection.table, options)?;
        let page = self.preferences.page;
        // With a page size, $top is passed over.
        let size = page.unwrap_or(LARGEST_PAGE);
        let top = options.top.filter(|_| page.is_none());
        if top.is_some_and(|top| top > LARGEST_PAGE) {
            return Err(ApiError::query(format!("The value of $top can't be greater than {LARGEST_PAGE}.")));
        }
        let number = options.skiptoken.as_deref().map_or(Ok(1), page_number)?;
        let limit = top.unwrap_or(size);
        let query = Query {
            filter: asked.filter.as_ref(),
            within: collection.within,
            order: &asked.order,
            limit: Some(limit + u64::from(top.is_none())),
            offset: (number - 1).saturating_mul(size),
            ..Query::of(collection.table, needed(collection.table, &asked.selection, &asked.expanded))
        };
        let mut rows = self.transaction.select(&query)?;
        let more = top.is_none() && rows.len() as u64 > size;
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));

        let mut text = String::new();
        let mut object = json::Object::open(&mut text);
        object.text("@odata.context", &self.context(collection.table, &asked.selection, &asked.expanded, ""));
        let mut counted = None;
        if options.count {
            let counting = Query {
                filter: asked.filter.as_ref(),
                within: collection.within,
                ..Query::of(collection.table, Vec::new())
            };
            counted = Some(self.transaction.count(&counting, Some(MOST_COUNTED + 1))?);
        }
        self.counted(&mut object, counted);
        // The link comes with the first page: what changes while the others are read must not be missed.
        if track && number == 1 {
            let version = self.transaction.latest_version()?;
            object.text("@odata.deltaLink", &self.delta_link(collection, options, version));
        }
        let view = View { table: collection.table, selection: &asked.selection, expanded: &asked.expanded };
        json::array(object.member("value"), &rows, |out, row| self.record(out, &view, row, None))?;
        if more {
            object.text("@odata.nextLink", &self.next_link(collection, options, number + 1, &rows));
        }
        object.close();
        Ok(self.applied(Answer::json(text)))
    }

    /// The number of all rows, if they were counted, and the annotations that go with it.
    pub fn counted(&self, object: &mut json::Object, counted: Option<u64>) {
        if let Some(counted) = counted {
            object.value("@odata.count", &counted.min(MOST_COUNTED).into());
        }
        let total = counted.map_or(-1, |counted| counted.min(MOST_COUNTED) as i64);
        let exceeded = counted.is_some_and(|counted| counted > MOST_COUNTED);
        for (annotation, value) in [
            ("Microsoft.Dynamics.CRM.totalrecordcount", total.into()),
            ("Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded", exceeded.into()),
            ("Microsoft.Dynamics.CRM.globalmetadataversion", super::METADATA_VERSION.into()),
        ] {
            if self.preferences.annotates(annotation) {
                object.value(&format!("@{annotation}"), &value);
            }
        }
    }

    /// `…/$count`
    pub fn count(&self, collection: &Collection<'a>, options: &Options) -> Result<Answer, ApiError> {
        self.transaction.demand(collection.table, Right::Read)?;
        let asked = self.asked(collection.table, options)?;
        let query = Query {
            filter: asked.filter.as_ref(),
            within: collection.within,
            ..Query::of(collection.table, Vec::new())
        };
        let count = self.transaction.count(&query, Some(MOST_COUNTED))?;
        Ok(Answer::body(200, "text/plain", format!("\u{feff}{count}")))
    }

    /// `…/$ref` of a collection.
    pub fn references(&self, collection: &Collection<'a>, options: &Options) -> Result<Answer, ApiError> {
        self.transaction.demand(collection.table, Right::Read)?;
        let asked = self.asked(collection.table, options)?;
        let query = Query {
            filter: asked.filter.as_ref(),
            within: collection.within,
            limit: Some(LARGEST_PAGE),
            ..Query::of(collection.table, Vec::new())
        };
        let rows = self.transaction.select(&query)?;
        let mut text = String::new();
        let mut object = json::Object::open(&mut text);
        object.text("@odata.context", &format!("{}$metadata#Collection($ref)", self.request.root()));
        json::array(object.member("value"), &rows, |out, row| {
            let mut object = json::Object::open(out);
            object.text("@odata.id", &self.link(collection.table, row.id));
            object.close();
            Ok::<_, ApiError>(())
        })?;
        object.close();
        Ok(Answer::json(text))
    }

    /// One record. `honour_expand` is off after a PATCH, where `$expand` is passed over.
    pub fn one(&self, table: &'a Table, id: Uuid, options: &Options, honour_expand: bool) -> Result<Answer, ApiError> {
        self.transaction.demand(table, Right::Read)?;
        let options = if honour_expand { options.clone() } else { Options { expand: None, ..options.clone() } };
        let asked = self.asked(table, &options)?;
        let columns = needed(table, &asked.selection, &asked.expanded);
        let row = self.transaction.row(table, id, columns)?.ok_or_else(|| ApiError::missing(&table.name, id))?;
        let plain = asked.expanded.is_empty() && self.preferences.annotations.is_empty();
        let unchanged = self.request.header("if-none-match").is_some_and(|known| plain && known == etag(&row));
        let versioned = table.column("versionnumber").is_some();
        if unchanged && versioned && self.request.method == super::Method::Get {
            return Ok(Answer { status: 304, ..Answer::nothing() }.header("ETag", etag(&row)));
        }
        let context = self.context(table, &asked.selection, &asked.expanded, "/$entity");
        let mut text = String::new();
        let view = View { table, selection: &asked.selection, expanded: &asked.expanded };
        self.record(&mut text, &view, &row, Some(&context))?;
        let answer = self.applied(Answer::json(text));
        Ok(if versioned { answer.header("ETag", etag(&row)) } else { answer })
    }

    /// One property of a record; 204 if it has no value.
    pub fn single_value(&self, table: &'a Table, id: Uuid, name: &str, raw: bool) -> Result<Answer, ApiError> {
        let column = table.property(name).ok_or_else(|| ApiError::segment(name))?;
        self.transaction.demand(table, Right::Read)?;
        let row = self.transaction.row(table, id, vec![column])?.ok_or_else(|| ApiError::missing(&table.name, id))?;
        let found = row.get(&column.name);
        if *found == Value::Null {
            return Ok(Answer::nothing());
        }
        let mut text = String::new();
        value(&mut text, column, found);
        if raw {
            let plain = serde_json::from_str::<String>(&text).unwrap_or(text);
            return Ok(Answer::body(200, "text/plain", plain));
        }
        let context = format!("{}$metadata#{}({id})/{name}", self.request.root(), table.set);
        let mut answer = String::new();
        let mut object = json::Object::open(&mut answer);
        object.text("@odata.context", &context);
        object.member("value").push_str(&text);
        object.close();
        Ok(Answer::json(answer))
    }

    /// `…/$ref` of a lookup; 204 if it is empty.
    pub fn single_reference(&self, table: &Table, id: Uuid) -> Answer {
        let mut text = String::new();
        let mut object = json::Object::open(&mut text);
        object.text("@odata.context", &format!("{}$metadata#$ref", self.request.root()));
        object.text("@odata.id", &self.link(table, id));
        object.close();
        Answer::json(text)
    }

    /// With the preferences that were granted.
    pub fn applied(&self, answer: Answer) -> Answer {
        if self.preferences.applied.is_empty() {
            return answer;
        }
        answer.header("Preference-Applied", self.preferences.applied.join(","))
    }

    /// A link in the platform's own form: a cookie that names the page, escaped twice and once more for the URL.
    pub fn next_link(&self, collection: &Collection, options: &Options, number: u64, rows: &[Row]) -> String {
        let id = |row: Option<&Row>| row.map(|row| row.id.to_string().to_uppercase()).unwrap_or_default();
        let inner = format!(
            "<cookie page=\"{}\"><{key} last=\"{{{}}}\" first=\"{{{}}}\" /></cookie>",
            number - 1,
            id(rows.last()),
            id(rows.first()),
            key = collection.table.id
        );
        let escape = |text: &str| utf8_percent_encode(text, QUERY).to_string();
        let cookie = format!(
            "<cookie pagenumber=\"{number}\" pagingcookie=\"{}\" istracking=\"False\" />",
            escape(&escape(&inner))
        );
        let mut link = format!("{}{}?{}", self.request.root(), collection.path, options.text);
        if !options.text.is_empty() {
            link.push('&');
        }
        let _ = write!(link, "$skiptoken={}", escape(&cookie));
        link
    }
}

/// The page that a link's token names.
pub fn page_number(token: &str) -> Result<u64, ApiError> {
    let token = percent_decode_str(token).decode_utf8_lossy();
    let number = token.split_once("pagenumber=\"").and_then(|(_, rest)| rest.split_once('"')).map(|(number, _)| number);
    number
        .and_then(|number| number.parse().ok())
        .filter(|number| *number > 0)
        .ok_or_else(|| ApiError::query("Malformed XML in the Paging Cookie"))
}
