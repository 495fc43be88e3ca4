//! Making, copying and deleting journeys.

use std::collections::HashSet;

use dataverse::{Body, Error, Guard};
use journey::{Document, EntityTarget, Settings, Status, Value};
use leptos::prelude::*;

use super::JourneyList;
use super::row::{JourneyRow, NAME, STATUS, TARGET};
use crate::session::JOURNEYS;
use crate::session::failure::{Failure, explain};
use crate::session::journey::{copy, editor, query};
use crate::session::organisation::Organisation;
use crate::ui::words::{fill, t};

/// `msdyncrm_type`: Automated.
const AUTOMATED: i64 = 192_350_000;

/// How deleting went, record by record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deleted {
    /// Records that are gone now.
    pub count: usize,
    /// Name of each record that is not, and why.
    pub kept: Vec<(String, String)>,
}

/// A create that got no answer may have been done nevertheless.
fn explain_create(error: &Error) -> String {
    if is_uncertain(error) {
        fill(
            "{0} The journey may exist nevertheless: look for it in the list before you try again.",
            &[error.sentence()],
        )
    } else {
        explain(Failure::Create, error)
    }
}

fn is_uncertain(error: &Error) -> bool {
    matches!(error, Error::Network(_) | Error::Timeout | Error::Cancelled)
}

impl Organisation {
    /// Makes an empty draft and gives its id, or says why not.
    pub async fn create_journey(&self, name: &str, target: EntityTarget) -> Result<String, String> {
        let target_code = i64::from(target == EntityTarget::Account);
        let mut settings = Settings::new();
        settings.set(TARGET, Value::Number(target_code));
        let document = Document::blank(settings, target);
        // The order of the documented request.
        let body = Body::new()
            .text("msdyncrm_customerjourneydesignerstate", &document.designer_state())
            .text("msdyncrm_workflowdefinition", &document.definition())
            .text(NAME, name)
            .number("msdyncrm_type", AUTOMATED)
            .number(TARGET, target_code)
            .number(STATUS, Status::Draft.code());
        let created = self.client().create(JOURNEYS, &body, None).await;
        created.map(|created| created.id).map_err(|error| explain_create(&error))
    }

    /// Copies a journey as it is stored, as a draft: definition, designer state and settings. Gives the copy's id, or
    /// says why not.
    pub async fn copy_journey(&self, id: &str, name: &str) -> Result<String, String> {
        let original =
            self.client().get(JOURNEYS, id, &query()).await.map_err(|error| explain(Failure::Load, &error))?;
        let body = copy(&editor(&original), name);
        let created = self.client().create(JOURNEYS, &body, None).await;
        created.map(|created| created.id).map_err(|error| explain_create(&error))
    }
}

impl JourneyList {
    /// Deletes the journeys as they were seen: one that was changed meanwhile is kept. Calls `progress` with the number
    /// of records dealt with. Rows of records that are gone leave the list.
    pub async fn delete(&self, rows: &[JourneyRow], progress: impl Fn(usize)) -> Deleted {
        let mut outcome = Deleted::default();
        let mut gone = HashSet::new();
        for (at, row) in rows.iter().enumerate() {
            progress(at);
            let guard = row.etag.clone().map_or(Guard::Exists, Guard::Etag);
            match self.organisation.client().delete(JOURNEYS, &row.id, guard).await {
                // One that somebody else deleted is as gone as the person wanted it.
                Ok(()) | Err(Error::NotFound(_)) => {
                    gone.insert(row.id.clone());
                }
                Err(error) => outcome.kept.push((row.name.clone(), why_kept(&error))),
            }
        }
        outcome.count = gone.len();
        self.loaded.update(|loaded| loaded.remove(&gone));
        outcome
    }
}

fn why_kept(error: &Error) -> String {
    if is_uncertain(error) {
        return fill("{0} It may be gone nevertheless: refresh the list to see.", &[error.sentence()]);
    }
    if matches!(error, Error::Stale(_)) {
        return t("It was changed after this list was read, so it was kept. Refresh the list and look at it again.")
            .to_owned();
    }
    match error.message() {
        "" => error.sentence().to_owned(),
        message => format!("{} {message}", error.sentence()),
    }
}
