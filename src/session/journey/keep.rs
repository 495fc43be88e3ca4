//! What the journal keeps of a journey: the definition as it was and the patches since.

use journey::{Document, Patch};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::JourneySession;
use crate::session::journal::{Draft, Kept, values, values_of};
use crate::session::work::Work;

/// What a journey's record held at some moment.
#[derive(Serialize, Deserialize)]
struct Texts {
    definition: String,
    designer_state: String,
    settings: Vec<(String, Kept)>,
}

/// Where a draft begins.
#[derive(Serialize, Deserialize)]
struct Snapshot {
    /// The version of the record that the work began with.
    etag: Option<String>,
    /// What it held.
    base: Texts,
    /// What the work had made of it by then; `None` for nothing yet.
    now: Option<Texts>,
}

/// A patch as it is kept.
#[derive(Serialize, Deserialize)]
enum Step {
    Source(usize, String),
    Insert(usize, String, String, Option<String>),
    Remove(usize, Option<String>),
    Shell(String, String),
    Design(String),
    State(String),
    Setting(String, Option<Kept>),
}

impl From<&Patch> for Step {
    fn from(patch: &Patch) -> Self {
        match patch.clone() {
            Patch::Source { at, text } => Self::Source(at, text),
            Patch::Insert { at, before, text, next } => Self::Insert(at, before, text, next),
            Patch::Remove { at, next } => Self::Remove(at, next),
            Patch::Shell { head, tail } => Self::Shell(head, tail),
            Patch::Design(text) => Self::Design(text),
            Patch::State(state) => Self::State(state),
            Patch::Setting { column, value } => Self::Setting(column, value.as_ref().map(Kept::from)),
        }
    }
}

impl From<Step> for Patch {
    fn from(step: Step) -> Self {
        match step {
            Step::Source(at, text) => Self::Source { at, text },
            Step::Insert(at, before, text, next) => Self::Insert { at, before, text, next },
            Step::Remove(at, next) => Self::Remove { at, next },
            Step::Shell(head, tail) => Self::Shell { head, tail },
            Step::Design(text) => Self::Design(text),
            Step::State(state) => Self::State(state),
            Step::Setting(column, value) => Self::Setting { column, value: value.map(Into::into) },
        }
    }
}

impl From<&Document> for Texts {
    fn from(document: &Document) -> Self {
        Self {
            definition: document.definition(),
            designer_state: document.designer_state(),
            settings: values(document.settings()),
        }
    }
}

impl From<Texts> for Document {
    fn from(texts: Texts) -> Self {
        Self::read(&texts.definition, &texts.designer_state, values_of(texts.settings))
    }
}

/// A draft made out again.
pub(super) struct Resumed {
    /// The version that the work began with.
    pub etag: Option<String>,
    /// What the record held then.
    pub base: Document,
    /// What the work has made of it.
    pub now: Document,
}

/// Makes a draft out again; `None` when it was kept in a form that nobody knows any more.
pub(super) fn resume(draft: &Draft) -> Option<Resumed> {
    let snapshot: Snapshot = serde_json::from_str(&draft.snapshot).ok()?;
    let base = Document::from(snapshot.base);
    let mut now = snapshot.now.map_or_else(|| base.clone(), Document::from);
    for step in &draft.steps {
        let steps: Vec<Step> = serde_json::from_str(step).ok()?;
        now.replay(steps.into_iter().map(Patch::from));
    }
    Some(Resumed { etag: snapshot.etag, base, now })
}

impl JourneySession {
    /// Keeps a step before it is painted.
    pub(super) fn keep(&self, patches: &[Patch]) {
        let steps: Vec<Step> = patches.iter().map(Step::from).collect();
        // Texts and numbers can always be written.
        let step = serde_json::to_string(&steps).unwrap_or_default();
        let snapshot = || self.snapshot(None);
        self.keeper.append(&untrack(|| self.name()), snapshot, &step);
    }

    fn snapshot(&self, now: Option<Texts>) -> String {
        let base = self.base.with_value(|base| Texts::from(base));
        let snapshot = Snapshot { etag: self.etag.get_value(), base, now };
        serde_json::to_string(&snapshot).unwrap_or_default()
    }

    /// What was just stored need not be kept any more; what was edited meanwhile must.
    pub(super) async fn settle(&self) {
        if self.is_changed_now() {
            let now = self.with(|editor| Texts::from(editor.document()));
            self.keeper.replace(&self.snapshot(Some(now))).await;
        } else {
            self.keeper.forget().await;
        }
    }
}
