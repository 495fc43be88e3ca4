//! A document under edit, as the page around it sees it: journeys and segments are saved, checked and taken live the same way.

use leptos::prelude::*;
use record::{Status, Value};

use super::journal::Keeping;
use super::organisation::Organisation;

/// Why nothing can be edited in this window.
pub(super) const ELSEWHERE: &str = "This is being edited in another window. Choose Edit here to go on in this one.";

/// How saving goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    /// Nothing is under way.
    Idle,
    /// The request is on its way.
    Saving,
    /// It failed; the text says what happened and what is safe.
    Failed(String),
}

/// How a check ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// The service answered; its findings are among the problems.
    ByService,
    /// There is no service: only our own rules were asked.
    Here,
    /// The service failed to answer; the text says how.
    Failed(String),
}

/// A step in the life of a journey or a segment that a person can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Draft, Stopped, Error → Going live; Live, editable too.
    GoLive,
    /// Live → Stopping.
    Stop,
    /// Live → Live, editable.
    Edit,
}

impl Step {
    /// The status that is written.
    pub fn target(self) -> Status {
        match self {
            Self::GoLive => Status::GoingLive,
            Self::Stop => Status::Stopping,
            Self::Edit => Status::LiveEditable,
        }
    }

    /// Whether a service has to move the record on afterwards.
    pub fn needs_service(self) -> bool {
        self != Self::Edit
    }

    /// Whether the product offered the step in that status (`reference/journeys.md 2.2`, `reference/segments.md 2.1`).
    pub fn is_offered(self, status: Status) -> bool {
        match self {
            Self::GoLive => matches!(status, Status::Draft | Status::Stopped | Status::Error | Status::LiveEditable),
            Self::Stop | Self::Edit => status == Status::Live,
        }
    }
}

/// What is compared when two people have edited the same record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    /// The document's text, in lines that can be compared.
    pub document: String,
    /// The columns beside it, one line each.
    pub settings: String,
}

/// The record on the server, newer than what was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Who changed it last; empty when unknown.
    pub by: String,
    /// When, ISO; empty when unknown.
    pub on: String,
    /// What it holds.
    pub theirs: Content,
}

/// Something that both sides of a conflict changed, each in its own way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// What it is.
    pub question: String,
    /// What I made of it.
    pub mine: String,
    /// What is stored.
    pub theirs: String,
    /// Whether the stored side was chosen; until somebody chooses mine counts.
    pub takes_theirs: bool,
}

/// What the record says beside the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Status reason in the user's language.
    pub status_label: String,
    /// When the record was last changed, ISO.
    pub modified_on: String,
    /// By whom.
    pub modified_by: String,
    /// Read-only columns with their formatted values.
    pub shown: Vec<(&'static str, String)>,
}

/// A document under edit.
pub trait Work: Copy + Send + Sync + 'static {
    /// The organisation it came from.
    fn organisation(&self) -> Organisation;
    /// Its name, reactive.
    fn name(&self) -> String;
    /// What the record says beside the document, reactive.
    fn facts(&self) -> Facts;
    /// The record's status, reactive.
    fn status(&self) -> Status;
    /// Whether a status change or a check is under way, reactive.
    fn is_busy(&self) -> bool;
    /// Whether there is something to save, reactive.
    fn is_changed(&self) -> bool;
    /// Whether there is something to save.
    fn is_changed_now(&self) -> bool;
    /// How keeping unsaved work goes, reactive.
    fn keeping(&self) -> Keeping;
    /// When the unsaved work was kept that the document was opened with, in milliseconds since 1970.
    fn resumed(&self) -> Option<f64>;
    /// What was opened or last saved, to be compared.
    fn base(&self) -> Content;
    /// Forgets what was kept of unsaved work.
    fn drop_draft(&self) -> impl Future<Output = ()>;
    /// Why nothing can be edited now, reactive.
    fn lock(&self) -> Option<String>;
    /// The value of a column, reactive.
    fn setting(&self, column: &str) -> Value;
    /// Why a column can't be edited now, reactive.
    fn setting_lock(&self, column: &str) -> Option<String>;
    /// Sets a column, or says why not.
    fn set(&self, column: &str, value: Value) -> Result<(), String>;
    /// What undo and redo would do, reactive.
    fn history(&self) -> (Option<String>, Option<String>);
    /// Takes the last step back.
    fn undo(&self);
    /// Does the step taken back again.
    fn redo(&self);
    /// Says why something can't be done, until something is done.
    fn refuse(&self, reason: String);
    /// How saving goes.
    fn save_state(&self) -> RwSignal<SaveState>;
    /// Saves what changed; says whether the record now holds what is on the screen.
    fn save(&self) -> impl Future<Output = bool>;
    /// Checks the document as it is on the screen.
    fn check(&self) -> impl Future<Output = Checked>;
    /// How many errors, and how many warnings and notes, reactive.
    fn count_problems(&self) -> (usize, usize);
    /// Whether the step is offered now, reactive.
    fn offers(&self, step: Step) -> bool;
    /// Takes the step, or says in words what happened.
    fn take(&self, step: Step) -> impl Future<Output = Result<(), String>>;
    /// Set while the record on the server is newer than what was opened.
    fn conflict(&self) -> RwSignal<Option<Conflict>>;
    /// What both sides of the conflict changed, each in its own way, reactive. The rest is merged.
    fn clashes(&self) -> Vec<Clash>;
    /// Chooses a side of a clash.
    fn choose(&self, clash: usize, takes_theirs: bool);
    /// Takes the merge over as one step, which saves against the newer record. Says whether there was one.
    fn take_merge(&self) -> bool;
    /// What is on the screen, to be compared.
    fn content(&self) -> Content;
    /// Stores what is on the screen as a new record and gives its id.
    fn save_as_copy(&self, name: &str) -> impl Future<Output = Result<String, String>>;
    /// Counts what is on the screen as saved: it is kept elsewhere, or not wanted.
    fn forget_changes(&self);
}
