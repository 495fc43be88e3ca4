//! A list of records: read page by page as rows come near, in the order and with the filters that a person chose.

mod change;
mod criteria;
mod entry;
mod loaded;
mod source;
mod summaries;

use std::ops::Range;

use dataverse::Error;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use super::failure::{Failure, explain};
use super::organisation::Organisation;
pub use change::Deleted;
pub(super) use change::made;
pub use criteria::{Criteria, Order};
pub use entry::Entry;
use loaded::Loaded;
pub use loaded::Total;
pub use source::{Documents, MODIFIED, MODIFIED_BY, STATUS, Source};
use summaries::Summaries;
pub use summaries::Summary;

/// Rows of a page.
const PAGE: usize = 200;
/// Rows of a page when a place far down is to be found again, at most.
const LONG_PAGE: usize = 1_000;
/// The next page is asked for when the shown rows come so near to the end of what was read.
const AHEAD: usize = 100;
/// A scroll that rests for so many milliseconds is worth reading documents for.
const REST: u32 = 120;

/// A request that failed, in words, and what to ask again.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Failed {
    text: String,
    on_first_page: bool,
}

/// Counts a request that is under way for as long as it lives, however it ends.
struct UnderWay(RwSignal<u32>);

impl UnderWay {
    fn begin(count: RwSignal<u32>) -> Self {
        count.update(|count| *count += 1);
        Self(count)
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.try_update(|count| *count -= 1);
    }
}

/// The list. Cheap to copy; lives as long as its screen.
#[derive(Clone, Copy)]
pub struct List {
    organisation: Organisation,
    source: &'static Source,
    criteria: RwSignal<Criteria>,
    loaded: RwSignal<Loaded>,
    shown: RwSignal<Range<usize>>,
    refreshes: RwSignal<u32>,
    under_way: RwSignal<u32>,
    failed: RwSignal<Option<Failed>>,
    limit: RwSignal<Option<usize>>,
    summaries: Summaries,
}

impl List {
    /// Opens the list and reads it up to the row `until`, further as rows are shown, and anew whenever the criteria
    /// change. An answer that is no longer wanted is not waited for.
    pub fn open(organisation: Organisation, source: &'static Source, criteria: Criteria, until: usize) -> Self {
        let this = Self {
            organisation,
            source,
            criteria: RwSignal::new(criteria.fitting(source)),
            loaded: RwSignal::new(Loaded::default()),
            shown: RwSignal::new(0..until),
            refreshes: RwSignal::new(0),
            under_way: RwSignal::new(0),
            failed: RwSignal::new(None),
            limit: RwSignal::new(None),
            summaries: Summaries::new(organisation, source),
        };
        Effect::new(move || {
            let criteria = this.criteria.get();
            this.refreshes.track();
            spawn_local_scoped_with_cancellation(this.read_first(criteria));
        });
        let link = Memo::new(move |_| this.wanted_link());
        Effect::new(move || {
            if let Some(link) = link.get() {
                spawn_local_scoped_with_cancellation(this.read_next(link));
            }
        });
        let shown = Memo::new(move |_| this.shown_rows());
        Effect::new(move || {
            let rows = shown.get();
            spawn_local_scoped_with_cancellation(async move {
                TimeoutFuture::new(REST).await;
                let limit = this.learn_limit().await;
                this.summaries.read(&rows, limit).await;
            });
        });
        this
    }

    async fn read_first(self, criteria: Criteria) {
        let _under_way = UnderWay::begin(self.under_way);
        self.failed.set(None);
        let until = self.shown.with_untracked(|shown| shown.end);
        let page_size = until.next_multiple_of(PAGE).clamp(PAGE, LONG_PAGE) as u32;
        let query = criteria.query(self.source, page_size).count();
        match self.organisation.client().list(self.source.set, &query).await {
            Ok(page) => self.loaded.set(Loaded::first(self.source, criteria, page_size, until, page)),
            Err(error) => self.fail(&error, true),
        }
    }

    async fn read_next(self, link: String) {
        let _under_way = UnderWay::begin(self.under_way);
        let query =
            self.loaded.with_untracked(|loaded| Some(loaded.criteria.as_ref()?.query(self.source, loaded.page_size)));
        let Some(query) = query else { return };
        match self.organisation.client().next(&link, &query).await {
            Ok(page) => self.loaded.update(|loaded| {
                // A refresh that was faster has begun another chain of pages.
                if loaded.next.as_ref() == Some(&link) {
                    loaded.append(self.source, page);
                }
            }),
            Err(error) => self.fail(&error, false),
        }
    }

    /// Without metadata the limit stays unknown, and nothing is said about it.
    async fn learn_limit(self) -> Option<usize> {
        let known = self.limit.get_untracked();
        let (None, Some(table)) = (known, self.source.documents.limited_by) else { return known };
        let column = self.source.documents.column;
        // The one number, not the whole table (`reference/web-api.md 12`).
        let path = format!(
            "EntityDefinitions(LogicalName='{table}')/Attributes(LogicalName='{column}')\
             /Microsoft.Dynamics.CRM.MemoAttributeMetadata?$select=MaxLength"
        );
        let answer = self.organisation.client().function(&path).await.ok()?;
        let limit = answer.get("MaxLength")?.as_u64().map(|length| length as usize);
        self.limit.set(limit);
        limit
    }

    fn fail(&self, error: &Error, on_first_page: bool) {
        self.failed.set(Some(Failed { text: explain(Failure::Load, error), on_first_page }));
    }

    /// The page to read next: when the rows shown come near the end of what was read, and nothing stands in the way.
    fn wanted_link(&self) -> Option<String> {
        if self.failed.with(Option::is_some) {
            return None;
        }
        let until = self.shown.with(|shown| shown.end) + AHEAD;
        let criteria = self.criteria.get();
        self.loaded.with(|loaded| {
            let is_wanted = loaded.criteria.as_ref() == Some(&criteria) && loaded.rows.len() < until;
            loaded.next.clone().filter(|_| is_wanted)
        })
    }

    fn shown_rows(&self) -> Vec<Entry> {
        let shown = self.shown.get();
        self.loaded.with(|loaded| {
            let end = shown.end.min(loaded.rows.len());
            loaded.rows.get(shown.start.min(end)..end).unwrap_or_default().to_vec()
        })
    }

    /// Tells which rows are on the screen.
    pub fn show(&self, rows: Range<usize>) {
        if self.shown.with_untracked(|shown| *shown != rows) {
            self.shown.set(rows);
        }
    }

    /// What is asked of the server, reactive.
    pub fn criteria(&self) -> Criteria {
        self.criteria.get()
    }

    /// Changes what is asked. The rows stay until the answer is there.
    pub fn ask(&self, change: impl FnOnce(&mut Criteria)) {
        let mut criteria = self.criteria.get_untracked();
        change(&mut criteria);
        if self.criteria.with_untracked(|old| *old != criteria) {
            self.shown.update(|shown| *shown = 0..shown.len());
            self.criteria.set(criteria);
        }
    }

    /// Reads everything again that was read.
    pub fn refresh(&self) {
        self.refreshes.update(|count| *count += 1);
    }

    /// Asks again what failed.
    pub fn try_again(&self) {
        match self.failed.get_untracked() {
            Some(Failed { on_first_page: true, .. }) => self.refresh(),
            Some(_) => self.failed.set(None),
            None => {}
        }
    }

    /// What failed, in words, reactive.
    pub fn failure(&self) -> Option<String> {
        self.failed.with(|failed| failed.as_ref().map(|failed| failed.text.clone()))
    }

    /// Whether a request is under way, reactive.
    pub fn is_reading(&self) -> bool {
        self.under_way.get() > 0
    }

    /// Whether the server has answered at all, reactive.
    pub fn has_answer(&self) -> bool {
        self.loaded.with(|loaded| loaded.criteria.is_some())
    }

    /// Rows to make room for, read or not, reactive.
    pub fn extent(&self) -> usize {
        self.loaded.with(Loaded::extent)
    }

    /// How many records answer the criteria, reactive; `None` until the server has said.
    pub fn total(&self) -> Option<Total> {
        self.loaded.with(Loaded::total)
    }

    /// A row, reactive; `None` when it is not read yet.
    pub fn row(&self, index: usize) -> Option<Entry> {
        self.loaded.with(|loaded| loaded.rows.get(index).cloned())
    }

    /// The rows read so far.
    pub fn with_rows<R>(&self, read: impl FnOnce(&[Entry]) -> R) -> R {
        self.loaded.with(|loaded| read(&loaded.rows))
    }

    /// As [`Self::with_rows`], without subscribing.
    pub fn with_rows_untracked<R>(&self, read: impl FnOnce(&[Entry]) -> R) -> R {
        self.loaded.with_untracked(|loaded| read(&loaded.rows))
    }

    /// Longest document, in UTF-16 units, reactive; `None` where there is no such limit and until it is known.
    pub fn limit(&self) -> Option<usize> {
        self.limit.get()
    }

    /// Size and problems of a row's document, reactive; `None` until they are known.
    pub fn summary(&self, row: &Entry) -> Option<Summary> {
        self.summaries.get(row)
    }
}
