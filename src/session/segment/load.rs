//! From the record to a session.

use dataverse::{Error, Query, Row};
use futures_util::future::join;
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;
use record::Status;
use segment::document::{Editor, Table};

use super::{SegmentSession, keep};
use crate::session::columns;
use crate::session::journal::Keeper;
use crate::session::organisation::Organisation;
use crate::session::work::{Facts, Work};
use crate::ui::measure;

pub(in crate::session) fn query(table: Table) -> Query {
    let settings = columns::selected(table.settings());
    let mut columns: Vec<&str> = settings.iter().map(String::as_str).collect();
    columns.extend(["statuscode", table.query_column()]);
    Query::new().select(&columns).annotations()
}

pub(super) fn facts(row: &Row) -> Facts {
    Facts {
        status_label: row.formatted("statuscode").unwrap_or_default().to_owned(),
        modified_on: row.text("modifiedon").unwrap_or_default().to_owned(),
        modified_by: row.formatted("_modifiedby_value").unwrap_or_default().to_owned(),
        shown: Vec::new(),
    }
}

pub(super) fn status(table: Table, row: &Row) -> Status {
    let code = row.number("statuscode").unwrap_or_default();
    match table {
        Table::Outbound => Status::from_code(code),
        Table::RealTime => Status::of_definition(code),
    }
}

pub(in crate::session) fn editor(table: Table, row: &Row) -> Editor {
    let query = row.text(table.query_column()).unwrap_or_default();
    Editor::new(table, query, columns::read(table.settings(), row), status(table, row))
}

impl SegmentSession {
    /// Reads a segment and opens it for editing. Also gives the moment at which its text had arrived, for measures.
    ///
    /// Work that was kept and never stored is taken up again. With `take_over` the segment is taken from the window that
    /// edits it now.
    pub async fn open(
        organisation: Organisation,
        table: Table,
        id: &str,
        take_over: bool,
    ) -> Result<(Self, f64), Error> {
        let place = organisation.place(table.name(), id).await;
        let (client, query) = (organisation.client(), query(table));
        let (begun, row) = join(Keeper::open(&place, take_over), client.get(table.set(), id, &query)).await;
        let row = row?;
        let arrived = measure::now();
        organisation.probe_services();
        let etag = row.etag().map(str::to_owned);
        let resumed = begun.draft.as_ref().and_then(keep::resume).filter(|_| !begun.keeper.is_elsewhere());
        let session = match resumed {
            None => Self::new(organisation, id.to_owned(), etag, editor(table, &row), facts(&row), begun.keeper),
            Some(resumed) => {
                // The work saves against the version that it began with: what others saved since then is not overwritten.
                let is_newer = resumed.etag != etag;
                let editor = Editor::resume(table, resumed.base, resumed.now, status(table, &row));
                let session = Self::new(organisation, id.to_owned(), resumed.etag, editor, facts(&row), begun.keeper);
                let kept = begun.draft.filter(|_| session.is_changed_now());
                session.resumed.set_value(kept.map(|draft| draft.head.changed));
                if is_newer && session.is_changed_now() {
                    session.meet(&row);
                }
                session
            }
        };
        session.learn_length();
        Ok((session, arrived))
    }

    /// Learns how long a query may be. Until then nothing is said about its length.
    fn learn_length(&self) {
        let this = *self;
        spawn_local_scoped_with_cancellation(async move {
            // Without metadata the limit stays unknown, and the server has the last word.
            if let Ok(table) = this.organisation.table(this.table.name()).await
                && let Some(column) = table.attribute(this.table.query_column())
            {
                this.max_length.set(column.max_length.map(|length| length as usize));
            }
        });
    }
}
