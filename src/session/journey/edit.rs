//! From a command to the screen: the editor checks and runs it, and only what it touched is painted again.

use std::rc::Rc;

use journey::{Change, Command, ItemRef, layout};
use leptos::prelude::*;

use super::{JourneySession, METRICS};
use crate::session::journal::Keeping;
use crate::session::work::{ELSEWHERE, Work};
use crate::ui::measure;
use crate::ui::words::t;

impl JourneySession {
    /// Runs a command. A refused one changes nothing and leaves its reason in [`Self::refusal`].
    pub fn run(&self, command: Command) -> bool {
        let start = measure::now();
        if self.keeper.is_elsewhere() {
            self.refusal.set(Some(t(ELSEWHERE).to_owned()));
            return false;
        }
        let outcome = self.editor.try_update_value(|editor| editor.run(command));
        match outcome {
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

    /// Why a command would be refused now; `None` when it would run. Not reactive.
    pub fn refuses(&self, command: &Command) -> Option<String> {
        if self.keeper.is_elsewhere() {
            return Some(t(ELSEWHERE).to_owned());
        }
        self.editor.with_value(|editor| editor.check(command).err().map(|refusal| refusal.reason))
    }

    /// Why tiles can't be added, moved or removed now, reactive.
    pub fn pipeline_lock(&self) -> Option<String> {
        if self.keeping() == Keeping::Elsewhere {
            return Some(t(ELSEWHERE).to_owned());
        }
        self.status();
        self.with(|editor| editor.pipeline_lock().map(|refusal| refusal.reason))
    }

    /// Takes the last step back.
    pub(super) fn take_back(&self) {
        let start = measure::now();
        let step = || self.editor.try_update_value(journey::Editor::undo).flatten();
        if let Some(change) = (!self.keeper.is_elsewhere()).then(step).flatten() {
            self.show(&change, start);
        }
    }

    /// Does the step taken back again.
    pub(super) fn do_again(&self) {
        let start = measure::now();
        let step = || self.editor.try_update_value(journey::Editor::redo).flatten();
        if let Some(change) = (!self.keeper.is_elsewhere()).then(step).flatten() {
            self.show(&change, start);
        }
    }

    fn show(&self, change: &Change, start: f64) {
        self.keep(&change.patches);
        self.refusal.set(None);
        if change.structure {
            let arranged = self.with(|editor| layout::arrange(editor.document(), &METRICS, &|_| false));
            self.layout.set(Rc::new(arranged));
        }
        for key in &change.tiles {
            if let Some(trigger) = self.tiles.with_value(|tiles| tiles.get(key).cloned()) {
                trigger.notify();
            }
        }
        if !change.settings.is_empty() {
            self.settings.update(|count| *count += 1);
        }
        self.keep_selection(change);
        self.revision.update(|count| *count += 1);
        let this = *self;
        // Problems are found after the edit is on the screen: they never hold it up.
        measure::until_painted("jm:edit", start, move || this.find_problems());
    }

    fn keep_selection(&self, change: &Change) {
        let selected = self.selection.get_untracked();
        let still_there = selected.filter(|at| {
            self.with(|editor| editor.document().tile(at.tile).is_some_and(|tile| at.item < tile.items().len().max(1)))
        });
        let next = change.focus.map(|tile| ItemRef { tile, item: 0 }).filter(|_| change.structure).or(still_there);
        if next != selected {
            self.selection.set(next);
        }
    }
}
