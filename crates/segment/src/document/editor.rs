//! A segment with its history.

use record::{Lock, Refusal, SettingSpec, Settings, Status, Value, editable};
use rowan::{TextRange, TextSize};

use super::columns::Table;
use super::history::{Patch, Step, landing, ordered};
use super::locks;
use crate::edit::TextEdit;
use crate::syntax::{Parse, parse};

/// What a person does to a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Types or deletes. What goes on where the last typing ended is one step with it.
    Type(TextEdit),
    /// Changes the query in one step: a builder's change, a fix, a paste.
    Edit {
        /// What the step is called.
        label: String,
        /// Edits of the text as it is.
        edits: Vec<TextEdit>,
    },
    /// Sets a column.
    Set {
        /// Logical name.
        column: String,
        /// What it will hold.
        value: Value,
    },
    /// Takes over what came out of a merge, whatever the status locks: it is stored already, or was mine.
    Merge {
        /// The whole query.
        text: String,
        /// Columns and what they will hold.
        settings: Vec<(String, Value)>,
    },
}

/// What a step touched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// What the step is called.
    pub label: String,
    /// Where the query's new text stands; `None` when the query is as it was.
    pub text: Option<TextRange>,
    /// Columns that changed.
    pub settings: Vec<String>,
    /// What was done, to be kept and done again; `None` when nothing was.
    pub patch: Option<Patch>,
}

/// A state of the segment under edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    text: String,
    settings: Settings,
}

/// A segment under edit.
#[derive(Debug)]
pub struct Editor {
    table: Table,
    text: String,
    parse: Parse,
    settings: Settings,
    status: Status,
    done: Vec<Step>,
    undone: Vec<Step>,
    saved: Mark,
}

impl Editor {
    /// Begins to edit a segment that is as saved.
    pub fn new(table: Table, query: &str, settings: Settings, status: Status) -> Self {
        Self {
            table,
            text: query.to_owned(),
            parse: parse(query),
            status,
            done: Vec::new(),
            undone: Vec::new(),
            saved: Mark { text: query.to_owned(), settings: settings.clone() },
            settings,
        }
    }

    /// Goes on with a segment that was edited before and never saved: from its query and columns as they were `saved` to those that they
    /// are `now`. It has no history.
    pub fn resume(table: Table, saved: (String, Settings), now: (String, Settings), status: Status) -> Self {
        Self { saved: Mark { text: saved.0, settings: saved.1 }, ..Self::new(table, &now.0, now.1, status) }
    }

    /// The query and the columns as they were opened or last saved.
    pub fn saved(&self) -> (&str, &Settings) {
        (&self.saved.text, &self.saved.settings)
    }

    /// The table that it is a row of.
    pub fn table(&self) -> Table {
        self.table
    }

    /// The query's text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The query's tree.
    pub fn parse(&self) -> &Parse {
        &self.parse
    }

    /// The columns beside the query.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The status that the rules go by.
    pub fn status(&self) -> Status {
        self.status
    }

    /// Tells that the status has changed.
    pub fn set_status(&mut self, status: Status) {
        self.status = status;
    }

    /// Why the query cannot be edited now, if so.
    pub fn query_lock(&self) -> Option<Refusal> {
        locks::query(self.status).err()
    }

    /// Why a column cannot be edited now, if so.
    pub fn setting_lock(&self, column: &str) -> Option<Refusal> {
        self.table.setting(column).and_then(|spec| locks::column(spec, self.status).err())
    }

    /// Whether the rules allow a command.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, command: &Command) -> Result<(), Refusal> {
        let column = match command {
            Command::Type(_) | Command::Edit { .. } => return locks::query(self.status),
            Command::Merge { .. } => return Ok(()),
            Command::Set { column, .. } => column,
        };
        match self.table.setting(column) {
            Some(spec) => locks::column(spec, self.status),
            None => Err(Refusal::new("unknown-column", format!("{column} is no column that is edited here."))),
        }
    }

    /// Carries a command out as one step. A command that changes nothing leaves no step.
    ///
    /// # Errors
    /// Why not; the segment is as before.
    pub fn run(&mut self, command: Command) -> Result<Change, Refusal> {
        self.check(&command)?;
        match command {
            Command::Type(edit) => {
                let edits = ordered(&self.text, &[edit]);
                let continues = edits.first().is_some_and(|edit| self.continues_typing(edit));
                let label = "Typing".to_owned();
                if continues { Ok(self.type_on(edits)) } else { Ok(self.step(label, Patch::Text(edits), true)) }
            }
            Command::Edit { label, edits } => {
                let edits = ordered(&self.text, &edits);
                Ok(self.step(label, Patch::Text(edits), false))
            }
            Command::Set { column, value } => {
                let label = self.table.setting(&column).map_or(column.as_str(), |spec| spec.label).to_owned();
                if *self.settings.get(&column) == value {
                    return Ok(Change { label, ..Change::default() });
                }
                Ok(self.step(label, Patch::Setting(column, Some(value)), false))
            }
            Command::Merge { text, settings } => {
                let whole = TextRange::up_to(TextSize::of(self.text.as_str()));
                let edits = ordered(&self.text, &[TextEdit::replace(whole, text)]);
                let mut patches: Vec<Patch> = (!edits.is_empty()).then_some(Patch::Text(edits)).into_iter().collect();
                let differs = |(column, value): &(String, Value)| self.settings.get(column) != value;
                let taken = settings.into_iter().filter(differs);
                patches.extend(taken.map(|(column, value)| Patch::Setting(column, Some(value))));
                Ok(self.step("Merge".to_owned(), Patch::All(patches), false))
            }
        }
    }

    /// Ends the step of typing, so that what comes next is a step of its own.
    pub fn pause(&mut self) {
        if let Some(step) = self.done.last_mut() {
            step.is_open = false;
        }
    }

    /// Takes the last step back.
    pub fn undo(&mut self) -> Option<Change> {
        let mut step = self.done.pop()?;
        step.is_open = false;
        let change = self.cross(&mut step);
        self.undone.push(step);
        Some(change)
    }

    /// Does the step again that was taken back last.
    pub fn redo(&mut self) -> Option<Change> {
        let mut step = self.undone.pop()?;
        let change = self.cross(&mut step);
        self.done.push(step);
        Some(change)
    }

    /// What [`Editor::undo`] would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.done.last().map(|step| step.label.as_str())
    }

    /// What [`Editor::redo`] would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.undone.last().map(|step| step.label.as_str())
    }

    /// Whether anything differs from what was saved. Undoing back to it counts as unchanged.
    pub fn is_changed(&self) -> bool {
        self.query_changed() || !self.changed_settings().is_empty()
    }

    /// Whether the query differs from what was saved.
    pub fn query_changed(&self) -> bool {
        self.text != self.saved.text
    }

    /// The columns that differ from what was saved, with their values now.
    pub fn changed_settings(&self) -> Vec<(&str, &Value)> {
        self.settings.iter().filter(|(column, value)| self.saved.settings.get(column) != *value).collect()
    }

    /// The state now, to be told to [`Editor::mark_saved`] once it has been stored. What is edited in the meantime then still counts as
    /// changed.
    pub fn mark(&self) -> Mark {
        Mark { text: self.text.clone(), settings: self.settings.clone() }
    }

    /// Tells which state has been saved.
    pub fn mark_saved(&mut self, mark: Mark) {
        self.saved = mark;
    }

    /// Takes over what the platform and the service keep from the row as it is stored now, and says whether what a person edits is
    /// stored as it was saved here.
    pub fn take_kept(&mut self, stored: &Self) -> bool {
        let kept = |spec: &&SettingSpec| spec.lock == Lock::Always;
        for spec in self.table.settings().iter().filter(kept) {
            let value = stored.settings.get(spec.column);
            self.settings.set(spec.column, value.clone());
            self.saved.settings.set(spec.column, value.clone());
        }
        stored.text == self.saved.text
            && editable(self.table.settings())
                .all(|spec| stored.settings.get(spec.column) == self.saved.settings.get(spec.column))
    }

    /// Tells that another state is stored by now: what differs from it counts as changed.
    pub fn rebase(&mut self, query: &str, settings: Settings) {
        self.saved = Mark { text: query.to_owned(), settings };
    }

    /// Whether the person is still typing where the last step ended: on within a word, or deleting on in either direction.
    fn continues_typing(&self, edit: &TextEdit) -> bool {
        let Some(Step { patch: Patch::Text(back), is_open: true, .. }) = self.done.last() else { return false };
        let [back] = &back[..] else { return false };
        let (start, end) = (back.range.start(), back.range.end());
        match (edit.insert.is_empty(), back.range.is_empty()) {
            // Deleting on.
            (true, true) => edit.range.end() == end || edit.range.start() == end,
            // Taking back some of what was typed; all of it would leave a step that does nothing.
            (true, false) => edit.range.end() == end && edit.range.start() > start,
            (false, true) => false,
            (false, false) => {
                let typed = self.text.get(usize::from(start)..usize::from(end)).unwrap_or_default();
                edit.range == TextRange::empty(end)
                    && (!edit.insert.starts_with(char::is_whitespace) || typed.ends_with(char::is_whitespace))
            }
        }
    }

    /// Joins an edit to the step of typing before it.
    fn type_on(&mut self, edits: Vec<TextEdit>) -> Change {
        let mut patch = Patch::Text(edits);
        let change = self.go(&mut patch, "Typing");
        if let (Some(Step { patch: Patch::Text(before), .. }), Patch::Text(now)) = (self.done.last_mut(), patch)
            && let ([before], [now]) = (&mut before[..], &now[..])
        {
            join(before, now);
            let range = usize::from(before.range.start())..usize::from(before.range.end());
            if self.text.get(range) == Some(before.insert.as_str()) {
                // What was replaced has been typed again.
                self.done.pop();
            }
        }
        self.undone.clear();
        change
    }

    fn step(&mut self, label: String, mut patch: Patch, is_open: bool) -> Change {
        let is_nothing = match &patch {
            Patch::Text(edits) => edits.is_empty(),
            Patch::Setting(..) => false,
            Patch::All(patches) => patches.is_empty(),
        };
        if is_nothing {
            return Change { label, ..Change::default() };
        }
        let change = self.go(&mut patch, &label);
        self.done.push(Step { label, patch, is_open });
        self.undone.clear();
        change
    }

    fn cross(&mut self, step: &mut Step) -> Change {
        let label = step.label.clone();
        self.go(&mut step.patch, &label)
    }

    fn go(&mut self, patch: &mut Patch, label: &str) -> Change {
        let mut change = Change { label: label.to_owned(), patch: Some(patch.clone()), ..Change::default() };
        note(patch, &mut change);
        patch.cross(&mut self.text, &mut self.settings);
        if change.text.is_some() {
            self.parse = parse(&self.text);
        }
        change
    }
}

/// What a patch touches.
fn note(patch: &Patch, change: &mut Change) {
    match patch {
        Patch::Text(edits) => change.text = landing(edits).or(change.text),
        Patch::Setting(column, _) => change.settings.push(column.clone()),
        Patch::All(patches) => patches.iter().for_each(|patch| note(patch, change)),
    }
}

/// Makes the way back over two edits that follow each other out of the ways back over each.
fn join(before: &mut TextEdit, now: &TextEdit) {
    if !now.range.is_empty() {
        before.range = TextRange::new(before.range.start(), now.range.end());
    } else if !before.range.is_empty() {
        before.range = TextRange::new(before.range.start(), now.range.start());
    } else if now.range.start() == before.range.start() {
        before.insert.push_str(&now.insert);
    } else {
        before.insert.insert_str(0, &now.insert);
        before.range = now.range;
    }
}
