//! What only the documents tell: their size and their problems, worked out here for the rows that show.

use std::cell::RefCell;
use std::collections::HashMap;

use dataverse::filter;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::entry::Entry;
use super::source::Source;
use crate::session::organisation::Organisation;

/// Documents read in one request; each may hold 1 MiB.
const BATCH: usize = 10;
/// Documents from this length on are read in turns of their own, so that scrolling stays smooth.
const LONG: usize = 64 * 1024;

/// What a document amounts to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// How large it is: a journey in tiles, without the hidden root and without placeholders; a query in UTF-16 units.
    pub size: usize,
    /// Problems that stand in the way of going live, by our own rules.
    pub errors: usize,
    /// Other problems, by our own rules.
    pub warnings: usize,
}

/// A version of a record: id and version number as the server writes it.
type Version = (String, String);

thread_local! {
    // Outlives the screen: a version never changes, so that coming back to the list reads no document twice.
    static KNOWN: RefCell<HashMap<Version, Summary>> = RefCell::default();
}

fn version(row: &Entry) -> Option<Version> {
    Some((row.id.clone(), row.etag.clone()?))
}

/// Summaries by version. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Summaries {
    organisation: Organisation,
    source: &'static Source,
    arrived: Trigger,
}

impl Summaries {
    pub fn new(organisation: Organisation, source: &'static Source) -> Self {
        Self { organisation, source, arrived: Trigger::new() }
    }

    /// The summary of that version of the record, reactive; `None` until it is known.
    pub fn get(&self, row: &Entry) -> Option<Summary> {
        self.arrived.track();
        Self::known(row)
    }

    fn known(row: &Entry) -> Option<Summary> {
        let version = version(row)?;
        KNOWN.with_borrow(|known| known.get(&version).copied())
    }

    /// Reads the documents of the rows whose summaries are not known, and judges them by `limit`. What cannot be read stays
    /// unknown.
    pub async fn read(&self, rows: &[Entry], limit: Option<usize>) {
        let Source { set, id, documents, .. } = self.source;
        let ids: Vec<&str> = rows.iter().filter(|row| Self::known(row).is_none()).map(|row| row.id.as_str()).collect();
        for ids in ids.chunks(BATCH) {
            let query = (documents.query)().filter(filter::in_guids(id, ids));
            let Ok(page) = self.organisation.client().list(set, &query).await else { return };
            for row in &page.rows {
                if row.text(documents.column).is_some_and(|text| text.len() >= LONG) {
                    TimeoutFuture::new(0).await;
                }
                if let Some(version) = row.guid(id).zip(row.etag().map(str::to_owned)) {
                    let summary = (documents.sum_up)(row, limit);
                    KNOWN.with_borrow_mut(|known| known.insert(version, summary));
                }
            }
            self.arrived.notify();
        }
    }
}
