//! Deleting records, and what is said of a change that failed.

use std::collections::HashSet;

use dataverse::{Created, Error, Guard};
use leptos::prelude::*;

use super::List;
use super::entry::Entry;
use crate::session::failure::{Failure, explain};
use crate::ui::words::{fill, t};

/// How deleting went, record by record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deleted {
    /// Records that are gone now.
    pub count: usize,
    /// Name of each record that is not, and why.
    pub kept: Vec<(String, String)>,
}

/// The id of a record that was made, or what went wrong, in words. A create that got no answer may have been done nevertheless.
pub(in crate::session) fn made(answer: Result<Created, Error>) -> Result<String, String> {
    answer.map(|created| created.id).map_err(|error| {
        if is_uncertain(&error) {
            fill(
                "{0} It may have been made nevertheless: look for it in the list before you try again.",
                &[error.sentence()],
            )
        } else {
            explain(Failure::Create, &error)
        }
    })
}

fn is_uncertain(error: &Error) -> bool {
    matches!(error, Error::Network(_) | Error::Timeout | Error::Cancelled)
}

impl List {
    /// Deletes the records as they were seen: one that was changed meanwhile is kept. Calls `progress` with the number
    /// of records dealt with. Rows of records that are gone leave the list.
    pub async fn delete(&self, rows: &[Entry], progress: impl Fn(usize)) -> Deleted {
        let mut outcome = Deleted::default();
        let mut gone = HashSet::new();
        for (at, row) in rows.iter().enumerate() {
            progress(at);
            let guard = row.etag.clone().map_or(Guard::Exists, Guard::Etag);
            match self.organisation.client().delete(self.source.set, &row.id, guard).await {
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
