//! From the record to a session.

use dataverse::{Error, Query, Row};
use futures_util::future::join;
use journey::{Document, Editor, SETTINGS, Status};
use leptos::prelude::SetValue;

use super::{JourneySession, keep};
use crate::host;
use crate::session::journal::Keeper;
use crate::session::organisation::Organisation;
use crate::session::work::{Facts, Work};
use crate::session::{JOURNEYS, columns};
use crate::ui::measure;

/// Columns that are shown, never edited.
pub(super) const SHOWN: &[&str] = &[
    "createdon",
    "modifiedon",
    "ownerid",
    "createdby",
    "modifiedby",
    "msdyncrm_publishedby",
    "msdyncrm_insights_placeholder",
    "msdyncrm_lockdowndateinmilliseconds",
];

pub(in crate::session) fn query() -> Query {
    let settings = columns::selected(SETTINGS);
    let mut columns: Vec<&str> = settings.iter().map(String::as_str).collect();
    // The other columns that are shown are settings, locked ones.
    columns.extend(SHOWN.iter().filter(|column| journey::setting_spec(column).is_none()));
    columns.extend(["msdyncrm_workflowdefinition", "msdyncrm_customerjourneydesignerstate"]);
    Query::new().select(&columns).annotations()
}

pub(super) fn facts(row: &Row) -> Facts {
    let formatted = |column: &str| row.formatted(column).unwrap_or_default().to_owned();
    let shown = SHOWN
        .iter()
        .filter_map(|column| {
            let lookup = format!("_{column}_value");
            let value = row.formatted(&lookup).or_else(|| row.formatted(column)).or_else(|| row.text(column))?;
            Some((*column, value.to_owned()))
        })
        .collect();
    Facts {
        status_label: formatted("statuscode"),
        modified_on: row.text("modifiedon").unwrap_or_default().to_owned(),
        modified_by: formatted("_modifiedby_value"),
        shown,
    }
}

pub(super) fn status(row: &Row) -> Status {
    Status::from_code(row.number("statuscode").unwrap_or_default())
}

pub(in crate::session) fn editor(row: &Row) -> Editor {
    let text = |column: &str| row.text(column).unwrap_or_default();
    let document = Document::read(
        text("msdyncrm_workflowdefinition"),
        text("msdyncrm_customerjourneydesignerstate"),
        columns::read(SETTINGS, row),
    );
    let mut editor = Editor::new(document, status(row));
    editor.set_now(Some(&host::now_iso()));
    editor
}

impl JourneySession {
    /// Reads a journey and opens it for editing. Also gives the moment at which its text had arrived, for measures.
    ///
    /// Work that was kept and never stored is taken up again. With `take_over` the journey is taken from the window that
    /// edits it now.
    pub async fn open(organisation: Organisation, id: &str, take_over: bool) -> Result<(Self, f64), Error> {
        let place = organisation.place("msdyncrm_customerjourney", id).await;
        let (client, query) = (organisation.client(), query());
        let (begun, row) = join(Keeper::open(&place, take_over), client.get(JOURNEYS, id, &query)).await;
        let row = row?;
        let arrived = measure::now();
        organisation.probe_services();
        let (etag, stored) = (row.etag().map(str::to_owned), editor(&row));
        let resumed = begun.draft.as_ref().and_then(keep::resume);
        let Some(resumed) = resumed.filter(|_| !begun.keeper.is_elsewhere()) else {
            return Ok((Self::new(organisation, id.to_owned(), etag, stored, facts(&row), begun.keeper), arrived));
        };
        // The work saves against the version that it began with: what others saved since then is not overwritten.
        let is_newer = resumed.etag != etag;
        let editor = Editor::resume(resumed.now, &resumed.base, stored.status());
        let session = Self::new(organisation, id.to_owned(), resumed.etag, editor, facts(&row), begun.keeper);
        session.base.set_value(resumed.base);
        session.resumed.set_value(begun.draft.filter(|_| session.is_changed_now()).map(|draft| draft.head.changed));
        if is_newer && session.is_changed_now() {
            session.meet(&row);
        }
        Ok((session, arrived))
    }
}
