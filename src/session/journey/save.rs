//! Saving: changed columns only, definition and designer state together, never over somebody else's work.

use dataverse::{Body, Error, Guard};
use journey::{Document, Editor, Value};
use leptos::prelude::*;

use super::JourneySession;
use super::load;
use crate::session::failure::{Failure, explain};
use crate::session::work::{Conflict, Content, SaveState};
use crate::session::{JOURNEYS, columns};
use crate::ui::words::t;

fn put(body: Body, column: &str, value: &Value) -> Body {
    match journey::setting_spec(column) {
        Some(spec) => columns::put(body, spec, value),
        None => body,
    }
}

fn put_definition(body: Body, editor: &Editor) -> Body {
    body.text("msdyncrm_workflowdefinition", &editor.document().definition())
        .text("msdyncrm_customerjourneydesignerstate", &editor.document().designer_state())
}

/// What an update sends: changed columns only.
fn changes(editor: &Editor) -> Body {
    let mut body = Body::new();
    for (column, value) in editor.changed_settings() {
        body = put(body, column, value);
    }
    if editor.definition_changed() { put_definition(body, editor) } else { body }
}

/// What a copy sends: everything that can be written, as a draft.
pub(in crate::session) fn copy(editor: &Editor, name: &str) -> Body {
    let mut body = Body::new();
    for spec in journey::editable_settings() {
        let value = editor.document().settings().get(spec.column);
        if *value != Value::Nothing && spec.column != "msdyncrm_name" {
            body = put(body, spec.column, value);
        }
    }
    put_definition(body.text("msdyncrm_name", name), editor)
}

/// What is compared: the definition pretty printed where it can be read, and one line for each column.
pub(super) fn content(document: &Document) -> Content {
    let definition = document.definition();
    let text = serde_json::from_str::<serde_json::Value>(&definition)
        .and_then(|json| serde_json::to_string_pretty(&json))
        .unwrap_or(definition);
    Content { document: text, settings: columns::lines(journey::editable_settings(), document.settings()) }
}

impl JourneySession {
    /// Saves what changed. Says whether the record now holds what is on the screen.
    ///
    /// A record that somebody else changed meanwhile is never overwritten: [`Self::conflict`] is set instead.
    pub(super) async fn store(&self) -> bool {
        if self.save_state.get_untracked() == SaveState::Saving {
            return false;
        }
        let body = self.with(changes);
        if body.is_empty() {
            return true;
        }
        let Some(etag) = self.etag.get_value() else {
            // Without a version there is no way to tell whether somebody else was faster.
            self.find_conflict().await;
            return false;
        };
        self.save_state.set(SaveState::Saving);
        // What is sent is what counts as saved: edits made while the request is under way stay unsaved.
        let sent = self.with(Editor::mark);
        let copy_sent = self.with(|editor| editor.document().clone());
        let answer = self
            .organisation
            .client()
            .update(
                JOURNEYS,
                &self.id(),
                &body.returning(&["modifiedon", "statuscode", "_modifiedby_value"]),
                Guard::Etag(etag),
            )
            .await;
        match answer {
            Ok(row) => {
                self.editor.update_value(|editor| editor.mark_saved(sent));
                self.base.set_value(copy_sent);
                if let Some(row) = row {
                    self.take_over(&row);
                }
                self.service_problems.set(None);
                self.settle().await;
                self.save_state.set(SaveState::Idle);
                self.saved.update(|count| *count += 1);
                true
            }
            Err(Error::Stale(_)) => {
                self.save_state.set(SaveState::Idle);
                self.find_conflict().await;
                false
            }
            Err(error) => {
                self.save_state.set(SaveState::Failed(explain(Failure::Save, &error)));
                false
            }
        }
    }

    /// Takes over version, status and dates of a row that the server sent back.
    pub(super) fn take_over(&self, row: &dataverse::Row) {
        if let Some(etag) = row.etag() {
            self.etag.set_value(Some(etag.to_owned()));
        }
        self.take_over_status(row);
    }

    /// Whether a document is the one that was opened or last saved.
    pub(super) fn is_base(&self, document: &Document) -> bool {
        self.base.with_value(|base| {
            base.definition() == document.definition()
                && base.designer_state() == document.designer_state()
                && journey::editable_settings()
                    .all(|spec| base.settings().get(spec.column) == document.settings().get(spec.column))
        })
    }

    /// Takes over status and dates alone.
    pub(super) fn take_over_status(&self, row: &dataverse::Row) {
        let status = load::status(row);
        self.editor.update_value(|editor| editor.set_status(status));
        let fresh = load::facts(row);
        self.facts.update(|facts| {
            // What an update sends back has no labels; the product's own word does until the record is read.
            facts.status_label =
                if fresh.status_label.is_empty() { t(status.label()).to_owned() } else { fresh.status_label };
            facts.modified_on = fresh.modified_on;
            if !fresh.modified_by.is_empty() {
                facts.modified_by = fresh.modified_by;
            }
        });
        if self.status.get_untracked() != status {
            self.status.set(status);
        }
    }

    /// Reads the newer record, so that a person can compare and decide.
    async fn find_conflict(&self) {
        let answer = self.organisation.client().get(JOURNEYS, &self.id(), &load::query()).await;
        match answer {
            Ok(row) => self.meet(&row),
            Err(error) => self.save_state.set(SaveState::Failed(explain(Failure::Save, &error))),
        }
    }

    /// Tells of a record that is newer than what was opened.
    pub(super) fn meet(&self, row: &dataverse::Row) {
        self.begin_merge(row);
        let facts = load::facts(row);
        self.conflict.set(Some(Conflict {
            by: facts.modified_by,
            on: facts.modified_on,
            theirs: content(load::editor(row).document()),
        }));
    }

    /// What was opened or last saved, to be compared.
    pub(super) fn with_base(&self) -> Content {
        self.base.with_value(content)
    }

    /// Stores the work on the screen as a new journey and gives its id. The original is left as it is.
    pub(super) async fn store_copy(&self, name: &str) -> Result<String, String> {
        let body = self.with(|editor| copy(editor, name));
        let created = self.organisation.client().create(JOURNEYS, &body, None).await;
        created.map(|created| created.id).map_err(|error| explain(Failure::Create, &error))
    }
}
