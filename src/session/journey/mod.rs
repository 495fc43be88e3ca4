//! One journey under edit: its document, its history, what changed on the screen, and its record on the server.

mod check;
mod edit;
mod keep;
mod life;
mod load;
mod merge;
mod save;

use std::collections::HashMap;
use std::rc::Rc;

use journey::layout::{self, Layout, Metrics};
use journey::{Command, Document, Editor, ItemRef, Problem, Status, TileKey, Value};
use leptos::prelude::*;

use self::merge::Merging;
use super::columns::plain;
use super::journal::{Keeper, Keeping};
use super::organisation::Organisation;
use super::work::{Checked, Clash, Conflict, Content, ELSEWHERE, Facts, SaveState, Step, Work};
use crate::ui::words::t;
pub(super) use load::{editor, query};
pub(super) use save::copy;

/// Sizes of tiles on the canvas, in its own units (CSS pixels at 100 %).
pub const METRICS: Metrics =
    Metrics { tile_width: 216.0, header_height: 68.0, item_height: 26.0, column_gap: 88.0, row_gap: 20.0 };

/// A journey under edit. Cheap to copy; lives as long as its screen.
#[derive(Clone, Copy)]
pub struct JourneySession {
    organisation: Organisation,
    id: StoredValue<String>,
    /// When the work was kept that the journey was opened with, in milliseconds since 1970.
    resumed: StoredValue<Option<f64>>,
    keeper: Keeper,
    etag: StoredValue<Option<String>>,
    editor: StoredValue<Editor, LocalStorage>,
    /// The document as it was opened or last saved.
    base: StoredValue<Document, LocalStorage>,
    layout: RwSignal<Rc<Layout>, LocalStorage>,
    /// One per tile that is on the screen: what is painted again when the tile changes.
    tiles: StoredValue<HashMap<TileKey, ArcTrigger>, LocalStorage>,
    /// Counts every step, undo and redo included.
    revision: RwSignal<u32>,
    /// Counts steps that changed settings.
    settings: RwSignal<u32>,
    facts: RwSignal<Facts>,
    status: RwSignal<Status>,
    saved: RwSignal<u32>,
    /// What is selected on the canvas.
    pub selection: RwSignal<Option<ItemRef>>,
    /// Problems found here, then those of the service.
    problems: RwSignal<Rc<Vec<Problem>>, LocalStorage>,
    service_problems: RwSignal<Option<Vec<Problem>>, LocalStorage>,
    /// What the last refused command was told.
    refusal: RwSignal<Option<String>>,
    /// How saving goes.
    pub save_state: RwSignal<SaveState>,
    merging: RwSignal<Option<Merging>, LocalStorage>,
    /// Set while the record on the server is newer than what was opened.
    pub conflict: RwSignal<Option<Conflict>>,
    /// A request for the status, or a check, is under way.
    busy: RwSignal<bool>,
}

impl JourneySession {
    fn new(
        organisation: Organisation,
        id: String,
        etag: Option<String>,
        editor: Editor,
        facts: Facts,
        keeper: Keeper,
    ) -> Self {
        let arranged = layout::arrange(editor.document(), &METRICS, &|_| false);
        let status = editor.status();
        let this = Self {
            organisation,
            id: StoredValue::new(id),
            resumed: StoredValue::new(None),
            keeper,
            etag: StoredValue::new(etag),
            base: StoredValue::new_local(editor.document().clone()),
            editor: StoredValue::new_local(editor),
            layout: RwSignal::new_local(Rc::new(arranged)),
            tiles: StoredValue::new_local(HashMap::new()),
            revision: RwSignal::new(0),
            settings: RwSignal::new(0),
            facts: RwSignal::new(facts),
            status: RwSignal::new(status),
            saved: RwSignal::new(0),
            selection: RwSignal::new(None),
            problems: RwSignal::new_local(Rc::new(Vec::new())),
            service_problems: RwSignal::new_local(None),
            refusal: RwSignal::new(None),
            save_state: RwSignal::new(SaveState::Idle),
            merging: RwSignal::new_local(None),
            conflict: RwSignal::new(None),
            busy: RwSignal::new(false),
        };
        this.find_problems();
        this
    }

    /// The record's id.
    pub fn id(&self) -> String {
        self.id.get_value()
    }

    /// The last refusal, until something is done.
    pub fn refusal(&self) -> Option<String> {
        self.refusal.get()
    }

    /// Reads the document without subscribing to anything.
    pub fn with<R>(&self, read: impl FnOnce(&Editor) -> R) -> R {
        self.editor.with_value(read)
    }

    /// Reads the document; the caller runs again after every step.
    pub fn with_any_change<R>(&self, read: impl FnOnce(&Editor) -> R) -> R {
        self.revision.track();
        self.saved.track();
        self.editor.with_value(read)
    }

    /// Reads the settings; the caller runs again after each step that changed one.
    pub fn with_settings<R>(&self, read: impl FnOnce(&Editor) -> R) -> R {
        self.settings.track();
        self.editor.with_value(read)
    }

    /// Reads a tile; the caller runs again when that tile changes, and at no other time.
    pub fn with_tile<R>(&self, key: TileKey, read: impl FnOnce(&Editor) -> R) -> R {
        self.tiles.try_update_value(|tiles| tiles.entry(key).or_default().clone()).unwrap_or_default().track();
        self.editor.with_value(read)
    }

    /// The geometry; the caller runs again when the tree or a size changes.
    pub fn layout(&self) -> Rc<Layout> {
        self.layout.get()
    }

    /// As [`Self::layout`], without subscribing.
    pub fn layout_now(&self) -> Rc<Layout> {
        self.layout.get_untracked()
    }

    /// The start, when it is already past. Not reactive.
    pub fn past_start(&self) -> Option<String> {
        let now = crate::host::now_iso();
        self.with(|editor| match editor.document().settings().get("msdyncrm_startdatetime") {
            Value::Moment(start) if start.as_str() < now.as_str() => Some(start.clone()),
            _ => None,
        })
    }
}

impl Work for JourneySession {
    fn organisation(&self) -> Organisation {
        self.organisation
    }

    fn name(&self) -> String {
        self.with_settings(|editor| plain(editor.document().settings().get("msdyncrm_name")))
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
        self.with_any_change(|editor| editor.tile_lock().map(|refusal| refusal.reason))
    }

    fn setting(&self, column: &str) -> Value {
        self.with_settings(|editor| editor.document().settings().get(column).clone())
    }

    fn setting_lock(&self, column: &str) -> Option<String> {
        if self.keeper.state() == Keeping::Elsewhere {
            return Some(t(ELSEWHERE).to_owned());
        }
        self.status.track();
        // The start date counts as saved, so that saving may lock it.
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
        step.is_offered(self.status.get())
    }

    fn take(&self, step: Step) -> impl Future<Output = Result<(), String>> {
        let this = *self;
        async move { this.write_status(step).await }
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
        self.with(|editor| save::content(editor.document()))
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
