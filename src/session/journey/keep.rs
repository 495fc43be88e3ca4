//! Unsaved work outlives the frame: a form throws the frame away with every change of its tab, and asks nobody.
//!
//! The draft is kept in the tab's own storage, which ends with the tab, and is taken out again when the journey opens.

use journey::{Document, Editor, Lookup, Value};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::JourneySession;
use crate::session::work::Work;

/// A document that was edited and not saved.
#[derive(Serialize, Deserialize)]
struct Draft {
    /// The version of the record that the edits began with.
    etag: Option<String>,
    definition: String,
    designer_state: String,
    settings: Vec<(String, Kept)>,
}

/// A setting's value.
#[derive(Serialize, Deserialize)]
enum Kept {
    Nothing,
    Text(String),
    Number(i64),
    Flag(bool),
    Moment(String),
    Lookup(String, String, Option<String>),
}

impl From<&Value> for Kept {
    fn from(value: &Value) -> Self {
        match value {
            Value::Nothing => Self::Nothing,
            Value::Text(text) => Self::Text(text.clone()),
            Value::Number(number) => Self::Number(*number),
            Value::Flag(flag) => Self::Flag(*flag),
            Value::Moment(moment) => Self::Moment(moment.clone()),
            Value::Lookup(Lookup { table, id, name }) => Self::Lookup(table.clone(), id.clone(), name.clone()),
        }
    }
}

impl From<Kept> for Value {
    fn from(kept: Kept) -> Self {
        match kept {
            Kept::Nothing => Self::Nothing,
            Kept::Text(text) => Self::Text(text),
            Kept::Number(number) => Self::Number(number),
            Kept::Flag(flag) => Self::Flag(flag),
            Kept::Moment(moment) => Self::Moment(moment),
            Kept::Lookup(table, id, name) => Self::Lookup(Lookup { table, id, name }),
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    // A browser may forbid storage; then there is nothing to keep work in.
    window().session_storage().ok().flatten()
}

fn key(id: &str) -> String {
    format!("journeyman:draft:{id}")
}

/// Takes out what was kept of a journey: the draft, and the version that it began with. The platform's own columns are those of the
/// record as it is `stored` now.
pub(super) fn take(id: &str, stored: &Document) -> Option<(Document, Option<String>)> {
    let storage = storage()?;
    let text = storage.get_item(&key(id)).ok().flatten()?;
    // What cannot be removed would only be offered once more.
    let _ = storage.remove_item(&key(id));
    let draft: Draft = serde_json::from_str(&text).ok()?;
    let mut settings = stored.settings().clone();
    for (column, value) in draft.settings {
        settings.set(column, value.into());
    }
    Some((Document::read(&draft.definition, &draft.designer_state, settings), draft.etag))
}

fn draft(editor: &Editor, etag: Option<String>) -> Draft {
    let document = editor.document();
    Draft {
        etag,
        definition: document.definition(),
        designer_state: document.designer_state(),
        settings: journey::editable_settings()
            .map(|spec| (spec.column.to_owned(), document.settings().get(spec.column).into()))
            .collect(),
    }
}

impl JourneySession {
    /// Keeps what is not saved. Called when the frame goes away.
    pub fn keep_draft(&self) {
        if !self.is_changed_now() {
            return;
        }
        let text = self.with(|editor| serde_json::to_string(&draft(editor, self.etag.get_value())));
        if let (Some(storage), Ok(text)) = (storage(), text) {
            // A full storage keeps nothing; the page can say so to nobody any more.
            let _ = storage.set_item(&key(&self.id()), &text);
        }
    }

    /// Whether the journey was opened with work that had been kept.
    pub fn is_resumed(&self) -> bool {
        self.resumed.get_value()
    }
}
