//! One segment under edit: its query, its history, what is wrong with it, and its record on the server.

mod check;
mod count;
mod edit;
mod keep;
mod life;
mod load;
mod members;
mod merge;
mod save;
mod usage;

use std::ops::Range;
use std::rc::Rc;

use leptos::prelude::*;
use record::{Status, Value};
use segment::diagnostics::Diagnostic;
use segment::document::{Command, Editor, SegmentType, Table};
use segment::schema::Catalog;
use segment::{Parse, Settings};

pub(super) use load::{editor, query};
pub(super) use save::copy;

use self::merge::Merging;
use super::columns::plain;
use super::journal::{Keeper, Keeping};
use super::organisation::Organisation;
use super::work::{Checked, Clash, Conflict, Content, ELSEWHERE, Facts, SaveState, Step, Work};
use crate::ui::words::t;
pub use count::{Count, Counting, Hurdle, Left, Member};
pub use members::{Change as MemberChange, Listed, Pasted};
pub use usage::{Usage, User};

/// The query as it is at one moment. Cheap to clone.
#[derive(Clone, PartialEq)]
pub struct Query {
    /// Its text.
    pub text: Rc<str>,
    /// Its tree.
    pub parse: Parse,
}

/// A segment under edit. Cheap to copy; lives as long as its screen.
#[derive(Clone, Copy)]
pub struct SegmentSession {
    organisation: Organisation,
    table: Table,
    id: StoredValue<String>,
    etag: StoredValue<Option<String>>,
    editor: StoredValue<Editor, LocalStorage>,
    /// Longest query, in UTF-16 units, by the column's metadata.
    max_length: RwSignal<Option<usize>>,
    query: RwSignal<Query, LocalStorage>,
    /// Counts every step, undo and redo included, and every save.
    revision: RwSignal<u32>,
    /// Counts steps that changed a column.
    settings: RwSignal<u32>,
    diagnostics: RwSignal<Rc<Vec<Diagnostic>>, LocalStorage>,
    counting: RwSignal<Counting>,
    /// The query that was counted.
    counted_text: RwSignal<String>,
    /// What the service said at the last check: nothing, or its codes.
    service_findings: RwSignal<Option<Vec<String>>>,
    /// When the work was kept that the segment was opened with, in milliseconds since 1970.
    resumed: StoredValue<Option<f64>>,
    keeper: Keeper,
    facts: RwSignal<Facts>,
    status: RwSignal<Status>,
    refusal: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    /// The bytes of the query that are selected, in the text or as a part of the builder.
    pub selection: RwSignal<Range<usize>>,
    /// How saving goes.
    pub save_state: RwSignal<SaveState>,
    merging: RwSignal<Option<Merging>, LocalStorage>,
    /// Set while the record on the server is newer than what was opened.
    pub conflict: RwSignal<Option<Conflict>>,
}

impl SegmentSession {
    fn new(
        organisation: Organisation,
        id: String,
        etag: Option<String>,
        editor: Editor,
        facts: Facts,
        keeper: Keeper,
    ) -> Self {
        let table = editor.table();
        let query = Query { text: editor.text().into(), parse: editor.parse().clone() };
        let status = editor.status();
        let this = Self {
            organisation,
            table,
            id: StoredValue::new(id),
            etag: StoredValue::new(etag),
            editor: StoredValue::new_local(editor),
            max_length: RwSignal::new(None),
            query: RwSignal::new_local(query),
            revision: RwSignal::new(0),
            settings: RwSignal::new(0),
            diagnostics: RwSignal::new_local(Rc::new(Vec::new())),
            counting: RwSignal::new(Counting::Idle),
            counted_text: RwSignal::new(String::new()),
            service_findings: RwSignal::new(None),
            resumed: StoredValue::new(None),
            keeper,
            facts: RwSignal::new(facts),
            status: RwSignal::new(status),
            refusal: RwSignal::new(None),
            busy: RwSignal::new(false),
            selection: RwSignal::new(0..0),
            save_state: RwSignal::new(SaveState::Idle),
            merging: RwSignal::new_local(None),
            conflict: RwSignal::new(None),
        };
        this.diagnose();
        this.follow_schema();
        this
    }

    /// The table that it is a row of.
    pub fn table(&self) -> Table {
        self.table
    }

    /// The record's id.
    pub fn id(&self) -> String {
        self.id.get_value()
    }

    /// The query, reactive.
    pub fn query(&self) -> Query {
        self.query.get()
    }

    /// As [`Self::query`], without subscribing.
    pub fn query_now(&self) -> Query {
        self.query.get_untracked()
    }

    /// What is wrong with the query, in the order of the text, reactive.
    pub fn diagnostics(&self) -> Rc<Vec<Diagnostic>> {
        self.diagnostics.get()
    }

    /// The last refusal, until something is done, reactive.
    pub fn refusal(&self) -> Option<String> {
        self.refusal.get()
    }

    /// Longest query, in UTF-16 units, reactive; `None` until it is known.
    pub fn max_length(&self) -> Option<usize> {
        self.max_length.get()
    }

    /// How an outbound segment gets its members, reactive.
    pub fn segment_type(&self) -> SegmentType {
        self.with_settings(|editor| match self.table {
            Table::Outbound => {
                SegmentType::from_code(editor.settings().number("msdyncrm_segmenttype").unwrap_or_default())
            }
            Table::RealTime => SegmentType::Dynamic,
        })
    }

    /// Name under which other queries know the segment; `None` until a service has given it one. Not reactive.
    pub fn query_name(&self) -> Option<String> {
        self.with(|editor| editor.settings().text("msdyncrm_segmentqueryname").map(str::to_owned))
    }

    /// Reads the document without subscribing to anything.
    pub fn with<R>(&self, read: impl FnOnce(&Editor) -> R) -> R {
        self.editor.with_value(read)
    }

    /// Reads the document; the caller runs again after every step and every save.
    pub fn with_any_change<R>(&self, read: impl FnOnce(&Editor) -> R) -> R {
        self.revision.track();
        self.editor.with_value(read)
    }

    /// Reads the columns; the caller runs again after each step that changed one.
    pub fn with_settings<R>(&self, read: impl FnOnce(&Editor) -> R) -> R {
        self.settings.track();
        self.editor.with_value(read)
    }

    /// Asks the language something about the query, with what the organisation knows. Not reactive.
    pub fn ask<R>(&self, ask: impl FnOnce(&Query, &Settings) -> R) -> R {
        self.ask_with(&self.organisation.schemas().known_now(), ask)
    }

    /// As [`Self::ask`]; the caller runs again when the query or the schema changes.
    pub fn ask_always<R>(&self, ask: impl FnOnce(&Query, &Settings) -> R) -> R {
        self.query.track();
        self.ask_with(&self.organisation.schemas().known(), ask)
    }

    fn ask_with<R>(&self, catalog: &Catalog, ask: impl FnOnce(&Query, &Settings) -> R) -> R {
        let own_name = self.query_name();
        let settings = Settings {
            dialect: self.table.dialect(),
            schema: catalog,
            max_length: self.max_length.get_untracked(),
            own_name: own_name.as_deref(),
        };
        self.query.with_untracked(|query| ask(query, &settings))
    }
}

impl Work for SegmentSession {
    fn organisation(&self) -> Organisation {
        self.organisation
    }

    fn name(&self) -> String {
        self.with_settings(|editor| plain(editor.settings().get(self.table.name_column())))
    }

    fn facts(&self) -> Facts {
        self.facts.get()
    }

    fn status(&self) -> Status {
        self.status.get()
    }

    fn is_busy(&self) -> bool {
        self.busy.get()
    }

    fn is_changed(&self) -> bool {
        self.with_any_change(Editor::is_changed)
    }

    fn is_changed_now(&self) -> bool {
        self.with(Editor::is_changed)
    }

    fn keeping(&self) -> Keeping {
        self.keeper.state()
    }

    fn resumed(&self) -> Option<f64> {
        self.resumed.get_value()
    }

    fn base(&self) -> Content {
        self.with_base()
    }

    fn drop_draft(&self) -> impl Future<Output = ()> {
        let keeper = self.keeper;
        async move { keeper.forget().await }
    }

    fn lock(&self) -> Option<String> {
        if self.keeper.state() == Keeping::Elsewhere {
            return Some(t(ELSEWHERE).to_owned());
        }
        self.status.track();
        self.with_any_change(|editor| editor.query_lock().map(|refusal| refusal.reason))
    }

    fn setting(&self, column: &str) -> Value {
        self.with_settings(|editor| editor.settings().get(column).clone())
    }

    fn setting_lock(&self, column: &str) -> Option<String> {
        if self.keeper.state() == Keeping::Elsewhere {
            return Some(t(ELSEWHERE).to_owned());
        }
        self.status.track();
        self.with_any_change(|editor| editor.setting_lock(column).map(|refusal| refusal.reason))
    }

    fn set(&self, column: &str, value: Value) -> Result<(), String> {
        if self.run(Command::Set { column: column.to_owned(), value }) {
            return Ok(());
        }
        Err(self.refusal.get_untracked().unwrap_or_default())
    }

    fn history(&self) -> (Option<String>, Option<String>) {
        self.with_any_change(|editor| (editor.undo_label().map(str::to_owned), editor.redo_label().map(str::to_owned)))
    }

    fn undo(&self) {
        self.take_back();
    }

    fn redo(&self) {
        self.do_again();
    }

    fn refuse(&self, reason: String) {
        self.refusal.set(Some(reason));
    }

    fn save_state(&self) -> RwSignal<SaveState> {
        self.save_state
    }

    fn save(&self) -> impl Future<Output = bool> {
        let this = *self;
        async move { this.store().await }
    }

    fn check(&self) -> impl Future<Output = Checked> {
        let this = *self;
        async move { this.ask_service().await }
    }

    fn count_problems(&self) -> (usize, usize) {
        self.count_all_problems()
    }

    fn offers(&self, step: Step) -> bool {
        self.is_offered(step, self.status.get())
    }

    fn take(&self, step: Step) -> impl Future<Output = Result<(), String>> {
        let this = *self;
        async move { this.take_step(step).await }
    }

    fn conflict(&self) -> RwSignal<Option<Conflict>> {
        self.conflict
    }

    fn clashes(&self) -> Vec<Clash> {
        self.all_clashes()
    }

    fn choose(&self, clash: usize, takes_theirs: bool) {
        self.choose_side(clash, takes_theirs);
    }

    fn take_merge(&self) -> bool {
        self.take_merged()
    }

    fn content(&self) -> Content {
        self.with(save::content)
    }

    fn save_as_copy(&self, name: &str) -> impl Future<Output = Result<String, String>> {
        let (this, name) = (*self, name.to_owned());
        async move { this.store_copy(&name).await }
    }

    fn forget_changes(&self) {
        self.editor.update_value(|editor| {
            let now = editor.mark();
            editor.mark_saved(now);
        });
    }
}
