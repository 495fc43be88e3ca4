//! From a command to the screen: the editor checks and runs it, the query is read anew, and what is wrong with it is said.

use std::rc::Rc;

use leptos::prelude::*;
use segment::ast::{Chain, Node};
use segment::builder;
use segment::document::{Change, Command, Editor};
use segment::{TextEdit, diagnostics, scope};

use super::{Query, SegmentSession};
use crate::session::work::ELSEWHERE;
use crate::ui::measure;
use crate::ui::words::t;

/// Queries up to this many bytes are diagnosed before they are painted; longer ones after.
const AT_ONCE: usize = 20_000;

impl SegmentSession {
    /// Runs a command. A refused one changes nothing and leaves its reason in [`Self::refusal`].
    pub fn run(&self, command: Command) -> bool {
        let start = measure::now();
        if self.keeper.is_elsewhere() {
            self.refusal.set(Some(t(ELSEWHERE).to_owned()));
            return false;
        }
        match self.editor.try_update_value(|editor| editor.run(command)) {
            Some(Ok(change)) => {
                self.show(&change, start);
                true
            }
            Some(Err(refusal)) => {
                self.refusal.set(Some(refusal.reason));
                false
            }
            None => false,
        }
    }

    /// Makes a change of the builder: text edits inside the clause that it is about.
    pub fn build(&self, label: &'static str, change: &builder::Change) -> bool {
        match builder::edit(&self.query_now().parse, change) {
            Ok(edits) => self.run(Command::Edit { label: label.to_owned(), edits }),
            Err(refusal) => {
                self.refusal.set(Some(refusal.reason.to_owned()));
                false
            }
        }
    }

    /// Makes text edits as one step.
    pub fn edit(&self, label: &str, edits: Vec<TextEdit>) -> bool {
        self.run(Command::Edit { label: label.to_owned(), edits })
    }

    /// Ends the step of typing.
    pub fn pause(&self) {
        self.editor.update_value(Editor::pause);
    }

    /// Takes the last step back.
    pub(super) fn take_back(&self) {
        let start = measure::now();
        let step = || self.editor.try_update_value(Editor::undo).flatten();
        if let Some(change) = (!self.keeper.is_elsewhere()).then(step).flatten() {
            self.show_again(&change, start);
        }
    }

    /// Does the step taken back again.
    pub(super) fn do_again(&self) {
        let start = measure::now();
        let step = || self.editor.try_update_value(Editor::redo).flatten();
        if let Some(change) = (!self.keeper.is_elsewhere()).then(step).flatten() {
            self.show_again(&change, start);
        }
    }

    /// After undo and redo the cursor goes where something changed.
    fn show_again(&self, change: &Change, start: f64) {
        self.show(change, start);
        if let Some(range) = change.text {
            self.selection.set(usize::from(range.end())..usize::from(range.end()));
        }
    }

    fn show(&self, change: &Change, start: f64) {
        if let Some(patch) = &change.patch {
            self.keep(patch);
        }
        self.refusal.set(None);
        if !change.settings.is_empty() {
            self.settings.update(|count| *count += 1);
        }
        if change.text.is_some() {
            self.service_findings.set(None);
            let query = self.with(|editor| Query { text: editor.text().into(), parse: editor.parse().clone() });
            let is_short = query.text.len() <= AT_ONCE;
            self.query.set(query);
            let this = *self;
            if is_short {
                self.diagnose();
                measure::until_painted("jm:parse", start, move || this.need_schema());
            } else {
                measure::until_painted("jm:edit", start, move || {
                    this.diagnose();
                    this.need_schema();
                    measure::until_painted("jm:parse", start, || ());
                });
            }
        }
        self.revision.update(|count| *count += 1);
        measure::until_painted("jm:edit", start, || ());
    }

    /// Says what is wrong with the query, by what is known now.
    pub(super) fn diagnose(&self) {
        let found = self.ask(|query, settings| diagnostics::diagnose(&query.text, &query.parse, settings));
        if self.diagnostics.with_untracked(|known| **known != found) {
            self.diagnostics.set(Rc::new(found));
        }
    }

    /// Asks for the tables that the query names, and for segments if it names one.
    fn need_schema(&self) {
        let schemas = self.organisation.schemas();
        let known = schemas.known_now();
        let Some(root) = self.query.try_with_untracked(|query| query.parse.syntax()) else { return };
        for chain in root.descendants().filter_map(Chain::cast) {
            for stage in scope::stages(&chain, &*known) {
                if stage.by != scope::By::Interaction
                    && let Some(table) = stage.table
                {
                    schemas.need_table(&table);
                }
            }
        }
    }

    /// Reads what the query needs, and says again what is wrong with it each time more is known.
    pub(super) fn follow_schema(&self) {
        let this = *self;
        let schemas = self.organisation.schemas();
        schemas.need_table("contact");
        schemas.need_tables();
        schemas.need_segments();
        Effect::new(move || {
            schemas.known();
            this.max_length.track();
            this.diagnose();
            this.need_schema();
        });
    }
}
