//! A document under edit: rules, history, what is saved.

use crate::command::{Change, Command};
use crate::document::{Delta, Document, Patch};
use crate::edit::{self, Transaction};
use crate::moment::Moment;
use crate::rules::Locks;
use record::Refusal;
use record::Status;
use record::{Settings, Value};

/// The definition column's limit in UTF-16 units (`reference/journeys.md 1.2`).
pub const MAX_DEFINITION: usize = 1_048_576;

/// A document with its history.
#[derive(Debug)]
pub struct Editor {
    document: Document,
    status: Status,
    now: Option<Moment>,
    done: Vec<Step>,
    undone: Vec<Step>,
    last_id: u64,
    saved_definition: u64,
    saved_settings: Settings,
}

/// A state of the document under edit.
#[derive(Clone, Debug)]
pub struct Mark {
    definition: u64,
    settings: Settings,
}

/// One step of the history, with the primitive changes that lead to its other side.
#[derive(Debug)]
struct Step {
    /// Unique in this editor, so that a state of the document is named by the last step that led to it.
    id: u64,
    deltas: Vec<Delta>,
    change: Change,
    /// Whether it touched the definition or the designer state.
    is_definition: bool,
}

impl Editor {
    /// Begins to edit a document that is as saved.
    pub fn new(document: Document, status: Status) -> Self {
        Self {
            saved_settings: document.settings().clone(),
            document,
            status,
            now: None,
            done: Vec::new(),
            undone: Vec::new(),
            last_id: 0,
            saved_definition: 0,
        }
    }

    /// Goes on with a document that was edited before and never saved. It has no history; `saved` is what is stored.
    pub fn resume(draft: Document, saved: &Document, status: Status) -> Self {
        let is_same = is_same_design(&draft, saved);
        Self {
            saved_settings: saved.settings().clone(),
            // No step ever has this number, so that the definition counts as changed until it is saved.
            saved_definition: if is_same { 0 } else { u64::MAX },
            ..Self::new(draft, status)
        }
    }

    /// The document as it is now.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The status that the rules go by.
    pub fn status(&self) -> Status {
        self.status
    }

    /// Tells that the status has changed.
    pub fn set_status(&mut self, status: Status) {
        self.status = status;
    }

    /// Tells the time on the journey's own wall clock (ISO 8601), by which the start date is locked once it has passed. Without it
    /// the start date counts as not yet reached.
    pub fn set_now(&mut self, now: Option<&str>) {
        self.now = now.and_then(Moment::parse);
    }

    /// Whether the rules allow a command. `All` is judged by trying it on a copy; any other costs what the command touches.
    pub fn check(&self, command: &Command) -> Result<(), Refusal> {
        edit::check(&self.document, &self.locks(), command)
    }

    /// Why tiles cannot be added, moved and removed now, if so.
    pub fn pipeline_lock(&self) -> Option<Refusal> {
        self.locks().pipeline().err()
    }

    /// Why settings of tiles cannot be edited now, if so.
    pub fn tile_lock(&self) -> Option<Refusal> {
        self.locks().tile_settings().err()
    }

    /// Why a column cannot be edited now, if so.
    pub fn setting_lock(&self, column: &str) -> Option<Refusal> {
        crate::settings::setting_spec(column).and_then(|spec| self.locks().column(spec).err())
    }

    /// Carries a command out as one step. After a refusal the document is as before. A command that changes nothing leaves no step.
    pub fn run(&mut self, command: Command) -> Result<Change, Refusal> {
        let locks = self.locks();
        let label = command.label();
        let before = self.document.units();
        // The edits of one step may take each other back.
        let was = matches!(command, Command::All { .. }).then(|| self.document.clone());
        let mut transaction = Transaction::new(&mut self.document);
        let outcome = edit::run(&mut transaction, &locks, &command).and_then(|()| {
            let units = transaction.document().units();
            if units > MAX_DEFINITION && units > before { Err(too_long(units)) } else { Ok(()) }
        });
        if let Err(refusal) = outcome {
            transaction.roll_back();
            return Err(refusal);
        }
        if was.is_some_and(|was| is_same(&was, transaction.document())) {
            transaction.roll_back();
            return Ok(Change { label, ..Change::default() });
        }
        let (deltas, change) = transaction.commit(label);
        if !deltas.is_empty() {
            self.last_id += 1;
            let is_definition = deltas.iter().any(|delta| !matches!(delta, Delta::Setting { .. }));
            // What was done is told, not kept: the step knows the way back.
            let kept = Change { patches: Vec::new(), ..change.clone() };
            self.done.push(Step { id: self.last_id, deltas, change: kept, is_definition });
            self.undone.clear();
        }
        Ok(change)
    }

    /// Takes the last step back, counters of the designer state included.
    pub fn undo(&mut self) -> Option<Change> {
        let step = self.done.pop()?;
        let (step, patches) = self.cross(step);
        let change = Change { patches, ..self.shown(&step.change) };
        self.undone.push(step);
        Some(change)
    }

    /// Does the step again that was taken back last.
    pub fn redo(&mut self) -> Option<Change> {
        let step = self.undone.pop()?;
        let (step, patches) = self.cross(step);
        let change = Change { patches, ..self.shown(&step.change) };
        self.done.push(step);
        Some(change)
    }

    /// What [`Editor::undo`] would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.done.last().map(|step| step.change.label.as_str())
    }

    /// What [`Editor::redo`] would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.undone.last().map(|step| step.change.label.as_str())
    }

    /// Whether anything differs from what was saved. Undoing back to it counts as unchanged.
    pub fn is_changed(&self) -> bool {
        self.definition_changed() || !self.changed_settings().is_empty()
    }

    /// Whether definition or designer state differ from what was saved.
    pub fn definition_changed(&self) -> bool {
        self.definition_id() != self.saved_definition
    }

    /// The columns that differ from what was saved, with their values now.
    pub fn changed_settings(&self) -> Vec<(&str, &Value)> {
        let now = self.document.settings().iter();
        now.filter(|(column, value)| self.saved_settings.get(column) != *value).collect()
    }

    /// The state of the document now, to be told to [`Editor::mark_saved`] once it has been stored. What is edited in the meantime then
    /// still counts as changed.
    pub fn mark(&self) -> Mark {
        Mark { definition: self.definition_id(), settings: self.document.settings().clone() }
    }

    /// Tells which state of the document has been saved.
    pub fn mark_saved(&mut self, mark: Mark) {
        self.saved_definition = mark.definition;
        self.saved_settings = mark.settings;
    }

    /// Tells what is stored, when that is not what was last saved from here: someone else saved, and the two were merged.
    pub fn set_stored(&mut self, stored: &Document) {
        let is_same = is_same_design(&self.document, stored);
        self.saved_definition = if is_same { self.definition_id() } else { u64::MAX };
        self.saved_settings = stored.settings().clone();
    }

    fn definition_id(&self) -> u64 {
        self.done.iter().rev().find(|step| step.is_definition).map_or(0, |step| step.id)
    }

    fn locks(&self) -> Locks {
        let start = self.saved_settings.text("msdyncrm_startdatetime").and_then(Moment::parse);
        let is_started = matches!((start, self.now), (Some(start), Some(now)) if start <= now);
        Locks { status: self.status, is_started }
    }

    /// Applies a step and returns the step that leads back, and what was done.
    fn cross(&mut self, step: Step) -> (Step, Vec<Patch>) {
        let mut patches = Vec::with_capacity(step.deltas.len());
        let mut deltas = Vec::with_capacity(step.deltas.len());
        for delta in step.deltas.into_iter().rev() {
            patches.extend(self.document.patch_of(&delta));
            deltas.push(self.document.apply(delta));
        }
        deltas.shrink_to_fit();
        if step.change.structure {
            self.document.plant();
        }
        (Step { deltas, ..step }, patches)
    }

    /// The change with a focus that exists.
    fn shown(&self, change: &Change) -> Change {
        let is_there = |key: &crate::TileKey| self.document.tile(*key).is_some();
        let focus = change.focus.filter(is_there).or_else(|| change.tiles.iter().copied().find(is_there));
        Change { focus, ..change.clone() }
    }
}

fn is_same_design(one: &Document, other: &Document) -> bool {
    one.definition() == other.definition() && one.designer_state() == other.designer_state()
}

fn is_same(one: &Document, other: &Document) -> bool {
    one.keys().eq(other.keys()) && one.settings() == other.settings() && is_same_design(one, other)
}

fn too_long(units: usize) -> Refusal {
    let reason = format!(
        "With this the design would have {units} characters; the column holds {MAX_DEFINITION}. Remove something else first."
    );
    Refusal::new("too-long", reason)
}
