//! What only the definition tells: tiles and problems, worked out here for the rows that show.

use std::cell::RefCell;
use std::collections::HashMap;

use dataverse::{Row, filter};
use gloo_timers::future::TimeoutFuture;
use journey::{Kind, Severity};
use leptos::prelude::*;

use super::row::{ID, JourneyRow};
use crate::host;
use crate::session::JOURNEYS;
use crate::session::journey::{editor, query};
use crate::session::organisation::Organisation;

/// Definitions read in one request; each may hold 1 MiB.
const BATCH: usize = 10;
/// Definitions from this length on are read in turns of their own, so that scrolling stays smooth.
const LONG: usize = 64 * 1024;

/// What a journey's definition amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Tiles, without the hidden root and without placeholders.
    pub tiles: usize,
    /// Problems that stand in the way of going live, by our own rules.
    pub errors: usize,
    /// Other problems, by our own rules.
    pub warnings: usize,
}

/// A version of a journey: id and version number as the server writes it.
type Version = (String, String);

thread_local! {
    // Outlives the screen: a version never changes, so that coming back to the list reads no definition twice.
    static KNOWN: RefCell<HashMap<Version, Summary>> = RefCell::default();
}

fn version(row: &JourneyRow) -> Option<Version> {
    Some((row.id.clone(), row.etag.clone()?))
}

/// Summaries by version. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Summaries {
    organisation: Organisation,
    arrived: Trigger,
}

impl Summaries {
    pub fn new(organisation: Organisation) -> Self {
        Self { organisation, arrived: Trigger::new() }
    }

    /// The summary of that version of the journey, reactive; `None` until it is known.
    pub fn get(&self, row: &JourneyRow) -> Option<Summary> {
        self.arrived.track();
        Self::known(row)
    }

    fn known(row: &JourneyRow) -> Option<Summary> {
        let version = version(row)?;
        KNOWN.with_borrow(|known| known.get(&version).copied())
    }

    /// Reads the definitions of the rows whose summaries are not known. What cannot be read stays unknown.
    pub async fn read(&self, rows: &[JourneyRow]) {
        let ids: Vec<&str> = rows.iter().filter(|row| Self::known(row).is_none()).map(|row| row.id.as_str()).collect();
        for ids in ids.chunks(BATCH) {
            let query = query().filter(filter::in_guids(ID, ids));
            let Ok(page) = self.organisation.client().list(JOURNEYS, &query).await else { return };
            for row in &page.rows {
                if row.text("msdyncrm_workflowdefinition").is_some_and(|text| text.len() >= LONG) {
                    TimeoutFuture::new(0).await;
                }
                if let Some(version) = row.guid(ID).zip(row.etag().map(str::to_owned)) {
                    let summary = summary(row);
                    KNOWN.with_borrow_mut(|known| known.insert(version, summary));
                }
            }
            self.arrived.notify();
        }
    }
}

fn summary(row: &Row) -> Summary {
    let editor = editor(row);
    let document = editor.document();
    let problems = journey::problems(document, Some(&host::now_iso()));
    let weighing = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
    Summary {
        tiles: document.tiles().filter(|tile| !matches!(tile.kind(), Kind::Root | Kind::Empty)).count(),
        errors: weighing(Severity::Error),
        warnings: weighing(Severity::Warning),
    }
}
