//! Saving: changed columns only, never over somebody else's work.

use dataverse::{Body, Error, Guard, Row};
use leptos::prelude::*;
use record::{Value, editable};
use segment::document::Editor;

use super::{SegmentSession, load};
use crate::session::columns;
use crate::session::failure::{Failure, explain};
use crate::session::work::{Conflict, Content, SaveState};
use crate::ui::words::t;

/// What an update sends: changed columns only.
fn changes(editor: &Editor) -> Body {
    let table = editor.table();
    let mut body = Body::new();
    for (column, value) in editor.changed_settings() {
        if let Some(spec) = table.setting(column) {
            body = columns::put(body, spec, value);
        }
    }
    if editor.query_changed() { put_query(body, editor) } else { body }
}

fn put_query(body: Body, editor: &Editor) -> Body {
    match editor.text() {
        "" => body.null(editor.table().query_column()),
        text => body.text(editor.table().query_column(), text),
    }
}

/// What a copy sends: everything that can be written, as a draft.
pub(in crate::session) fn copy(editor: &Editor, name: &str) -> Body {
    let table = editor.table();
    let mut body = put_query(Body::new(), editor).text(table.name_column(), name);
    for spec in editable(table.settings()).filter(|spec| spec.column != table.name_column()) {
        let value = editor.settings().get(spec.column);
        if *value != Value::Nothing {
            body = columns::put(body, spec, value);
        }
    }
    body
}

/// What is compared: the query as it would be laid out, and one line for each column.
pub(super) fn content(editor: &Editor) -> Content {
    let table = editor.table();
    let laid_out = segment::services::format(editor.parse(), table.dialect());
    Content {
        document: segment::apply(editor.text(), &laid_out),
        settings: columns::lines(editable(table.settings()), editor.settings()),
    }
}

impl SegmentSession {
    /// Saves what changed. Says whether the record now holds what is on the screen.
    ///
    /// A record that somebody else changed meanwhile is never overwritten: [`Self::conflict`] is set instead.
    pub(super) async fn store(&self) -> bool {
        if self.save_state.get_untracked() == SaveState::Saving {
            return false;
        }
        self.pause();
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
        let body = body.returning(&["modifiedon", "statuscode", "_modifiedby_value"]);
        match self.organisation.client().update(self.table.set(), &self.id(), &body, Guard::Etag(etag)).await {
            Ok(row) => {
                self.editor.update_value(|editor| editor.mark_saved(sent));
                if let Some(row) = row {
                    self.take_over(&row);
                }
                self.settle().await;
                self.save_state.set(SaveState::Idle);
                self.revision.update(|count| *count += 1);
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
    pub(super) fn take_over(&self, row: &Row) {
        if let Some(etag) = row.etag() {
            self.etag.set_value(Some(etag.to_owned()));
        }
        self.take_over_status(row);
    }

    /// Takes over status and dates alone.
    pub(super) fn take_over_status(&self, row: &Row) {
        let status = load::status(self.table, row);
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
        match self.organisation.client().get(self.table.set(), &self.id(), &load::query(self.table)).await {
            Ok(row) => self.meet(&row),
            Err(error) => self.save_state.set(SaveState::Failed(explain(Failure::Save, &error))),
        }
    }

    /// Tells of a record that is newer than what was opened.
    pub(super) fn meet(&self, row: &Row) {
        self.begin_merge(row);
        let facts = load::facts(row);
        self.conflict.set(Some(Conflict {
            by: facts.modified_by,
            on: facts.modified_on,
            theirs: content(&load::editor(self.table, row)),
        }));
    }

    /// What was opened or last saved, to be compared.
    pub(super) fn with_base(&self) -> Content {
        self.with(|editor| {
            let (query, settings) = editor.saved();
            content(&Editor::new(self.table, query, settings.clone(), editor.status()))
        })
    }

    /// Stores the work on the screen as a new segment and gives its id. The original is left as it is.
    pub(super) async fn store_copy(&self, name: &str) -> Result<String, String> {
        let body = self.with(|editor| copy(editor, name));
        let created = self.organisation.client().create(self.table.set(), &body, None).await;
        created.map(|created| created.id).map_err(|error| explain(Failure::Create, &error))
    }
}
