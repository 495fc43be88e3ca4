//! What the journal keeps of a segment: the query and columns as they were, and the patches since.

use leptos::prelude::*;
use record::Settings;
use segment::document::Patch;
use segment::{TextEdit, TextRange, TextSize};
use serde::{Deserialize, Serialize};

use super::SegmentSession;
use crate::session::journal::{Draft, Kept, values, values_of};
use crate::session::work::Work;

/// What a segment's record held at some moment.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Texts {
    query: String,
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

/// A patch as it is kept. Offsets are bytes.
#[derive(Serialize, Deserialize)]
enum Step {
    Text(Vec<(u32, u32, String)>),
    Setting(String, Option<Kept>),
    All(Vec<Step>),
}

impl From<&Patch> for Step {
    fn from(patch: &Patch) -> Self {
        let bytes = |edit: &TextEdit| (edit.range.start().into(), edit.range.end().into(), edit.insert.clone());
        match patch {
            Patch::Text(edits) => Self::Text(edits.iter().map(bytes).collect()),
            Patch::Setting(column, value) => Self::Setting(column.clone(), value.as_ref().map(Kept::from)),
            Patch::All(patches) => Self::All(patches.iter().map(Step::from).collect()),
        }
    }
}

impl From<Step> for Patch {
    fn from(step: Step) -> Self {
        let edit = |(start, end, insert): (u32, u32, String)| {
            let range = TextRange::new(TextSize::new(start), TextSize::new(end.max(start)));
            TextEdit::replace(range, insert)
        };
        match step {
            Step::Text(edits) => Self::Text(edits.into_iter().map(edit).collect()),
            Step::Setting(column, value) => Self::Setting(column, value.map(Into::into)),
            Step::All(steps) => Self::All(steps.into_iter().map(Into::into).collect()),
        }
    }
}

impl Texts {
    pub(super) fn of(query: &str, settings: &Settings) -> Self {
        Self { query: query.to_owned(), settings: values(settings) }
    }

    pub(super) fn open(self) -> (String, Settings) {
        (self.query, values_of(self.settings))
    }
}

/// A draft made out again.
pub(super) struct Resumed {
    /// The version that the work began with.
    pub etag: Option<String>,
    /// What the record held then: query and columns.
    pub base: (String, Settings),
    /// What the work has made of it.
    pub now: (String, Settings),
}

/// Makes a draft out again; `None` when it was kept in a form that nobody knows any more.
pub(super) fn resume(draft: &Draft) -> Option<Resumed> {
    let snapshot: Snapshot = serde_json::from_str(&draft.snapshot).ok()?;
    let base = snapshot.base.open();
    let mut now = snapshot.now.map_or_else(|| base.clone(), Texts::open);
    for step in &draft.steps {
        Patch::from(serde_json::from_str::<Step>(step).ok()?).replay(&mut now.0, &mut now.1);
    }
    Some(Resumed { etag: snapshot.etag, base, now })
}

impl SegmentSession {
    /// Keeps a step before it is painted.
    pub(super) fn keep(&self, patch: &Patch) {
        // Texts and numbers can always be written.
        let step = serde_json::to_string(&Step::from(patch)).unwrap_or_default();
        let snapshot = || self.snapshot(None);
        self.keeper.append(&untrack(|| self.name()), snapshot, &step);
    }

    fn snapshot(&self, now: Option<Texts>) -> String {
        let base = self.with(|editor| {
            let (query, settings) = editor.saved();
            Texts::of(query, settings)
        });
        let snapshot = Snapshot { etag: self.etag.get_value(), base, now };
        serde_json::to_string(&snapshot).unwrap_or_default()
    }

    /// What was just stored need not be kept any more; what was edited meanwhile must.
    pub(super) async fn settle(&self) {
        if self.is_changed_now() {
            let now = self.with(|editor| Texts::of(editor.text(), editor.settings()));
            self.keeper.replace(&self.snapshot(Some(now))).await;
        } else {
            self.keeper.forget().await;
        }
    }
}
