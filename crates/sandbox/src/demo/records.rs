//! Demo records as data: POST bodies with some conveniences: keys instead of ids, dates that count from today, published queries.

use std::collections::HashMap;

use jiff::{Timestamp, ToSpan, civil, tz::TimeZone};
use serde::Deserialize;
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::segments;
use crate::{ApiError, Transaction};

const NAMESPACE: Uuid = Uuid::from_u128(0x6a6d_5f64_656d_6f00_8000_6a6f_7572_6e65);

/// The id that `key` stands for in an entity set: the key itself if it is an id, else one made from both, always the same.
pub fn record_id(set: &str, key: &str) -> Uuid {
    Uuid::parse_str(key).unwrap_or_else(|_| Uuid::new_v5(&NAMESPACE, format!("{set}/{key}").as_bytes()))
}

/// What tiles say of the records they refer to.
#[derive(Debug, Default)]
pub struct Names(HashMap<(String, Uuid), Known>);

/// A record's names.
#[derive(Debug)]
pub struct Known {
    /// Primary name.
    pub name: String,
    /// `msdyncrm_segmentqueryname` of a segment.
    pub query_name: Option<String>,
}

impl Names {
    /// The record's names, if it is a demo record.
    pub fn get(&self, set: &str, id: Uuid) -> Option<&Known> {
        self.0.get(&(set.to_owned(), id))
    }

    fn learn(&mut self, set: &str, id: Uuid, body: &Map<String, Json>) {
        let text = |column: &str| body.get(column).and_then(Json::as_str).map(str::to_owned);
        let name = ["msdyncrm_name", "msdyncrm_segmentname", "msevtmgt_name"].into_iter().find_map(text);
        if let Some(name) = name {
            self.0.insert((set.to_owned(), id), Known { name, query_name: text("msdyncrm_segmentqueryname") });
        }
    }
}

/// A file of `demo/rows/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rows {
    set: String,
    table: String,
    #[serde(rename = "rows")]
    bodies: Vec<Map<String, Json>>,
}

impl Rows {
    /// Reads a file that is built into the program.
    ///
    /// # Errors
    /// A defect of the program: the text is no such file.
    pub fn read(text: &str) -> Result<Self, ApiError> {
        serde_json::from_str(text).map_err(ApiError::unexpected)
    }

    /// Writes the rows, or brings those that the platform wrote before to these values.
    ///
    /// # Errors
    /// A row that the organisation refuses; the message names it.
    pub fn write(self, transaction: &mut Transaction, names: &mut Names) -> Result<(), ApiError> {
        let Self { set, table, bodies } = self;
        for mut row in bodies {
            let key = row.shift_remove("id");
            let key = key.as_ref().and_then(Json::as_str).unwrap_or_default();
            let id = record_id(&set, key);
            let mut body = resolve(row, transaction.now());
            if table == "msdyncrm_segment" {
                body.entry("msdyncrm_segmentqueryname").or_insert_with(|| segment_query_name(id).into());
            }
            names.learn(&set, id, &body);
            put(transaction, &table, id, body)?;
        }
        Ok(())
    }
}

/// The back-end name that newer segments have (reference/segments.md 2.4).
pub fn segment_query_name(id: Uuid) -> String {
    format!("SEGMENT_CRM_ID_{}", id.simple())
}

/// Creates the record, or updates it if it is there.
///
/// # Errors
/// Those of the organisation, with the record named.
pub fn put(transaction: &mut Transaction, table: &str, id: Uuid, mut body: Map<String, Json>) -> Result<(), ApiError> {
    let written = if transaction.get(table, id)?.is_some() {
        transaction.update(table, id, body)
    } else {
        body.insert(format!("{table}id"), id.to_string().into());
        transaction.create(table, body).map(|_| ())
    };
    written.map_err(|error| ApiError::new(error.status(), error.code(), format!("{table} {id}: {}", error.message())))
}

/// A body with keys turned into ids and days into dates.
pub fn resolve(body: Map<String, Json>, now: Timestamp) -> Map<String, Json> {
    let value = |(member, value): (String, Json)| {
        let Json::String(text) = &value else { return (member, value) };
        let resolved = match member.as_str() {
            "msdyncrm_segmentquery" | "msdynmkt_segmentquery" => Some(segments::query(text)),
            name if name.ends_with("@odata.bind") => bind(text),
            _ => date(text, now).or_else(|| id(text)),
        };
        (member, resolved.map_or(value, Json::from))
    };
    body.into_iter().map(value).collect()
}

/// `/systemusers(manager)` with the id that the key stands for.
fn bind(text: &str) -> Option<String> {
    let (set, key) = text.strip_prefix('/')?.strip_suffix(')')?.split_once('(')?;
    Some(format!("/{set}({})", record_id(set, key)))
}

/// `@id systemusers/manager` is the id that the key stands for.
fn id(text: &str) -> Option<String> {
    let (set, key) = text.strip_prefix("@id ")?.split_once('/')?;
    Some(record_id(set, key).to_string())
}

/// `@-20d 09:00` is nine o'clock twenty days before `now`.
pub fn date(text: &str, now: Timestamp) -> Option<String> {
    let (days, time) = text.strip_prefix('@')?.split_once("d ")?;
    let days: i64 = days.parse().ok()?;
    let time: civil::Time = format!("{time}:00").parse().ok()?;
    let day = TimeZone::UTC.to_datetime(now).date().checked_add(days.days()).ok()?;
    Some(format!("{}Z", day.to_datetime(time)))
}
