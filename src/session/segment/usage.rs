//! Where a segment is used (`reference/segments.md 1.4`): journeys that target it or leave its members out, queries that name it.

use dataverse::{Asc, Error, Query, Row, filter};
use segment::ast::{Node, SegmentRef};
use segment::document::Table;

use super::SegmentSession;
use crate::session::JOURNEYS;
use crate::session::failure::{Failure, explain};
use crate::session::organisation::Organisation;

/// More users of one kind than this are not listed.
const LISTED: usize = 500;

/// A record that uses the segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its status in the user's language.
    pub status: String,
}

/// Everything that uses the segment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usage {
    /// Journeys with a tile that refers to it.
    pub targeted_by: Vec<User>,
    /// Journeys whose suppression segment it is.
    pub suppressing: Vec<User>,
    /// Segments whose query names it.
    pub named_by: Vec<User>,
}

fn users(rows: &[Row], id: &str, name: &str) -> Vec<User> {
    let user = |row: &Row| User {
        id: row.guid(id).unwrap_or_default(),
        name: row.text(name).unwrap_or_default().to_owned(),
        status: row.formatted("statuscode").unwrap_or_default().to_owned(),
    };
    rows.iter().map(user).collect()
}

/// Whether a query has the segment of that name in it, and not just the letters.
fn names(query: &str, name: &str) -> bool {
    let mut starts = segment::parse(query).syntax().descendants().filter_map(SegmentRef::cast);
    starts.any(|start| start.name().is_some_and(|own| own.eq_ignore_ascii_case(name)))
}

impl Organisation {
    /// Asks where the segment of that id is used, which other queries know as `query_name`.
    ///
    /// # Errors
    /// What happened, in words.
    pub async fn segment_usage(&self, table: Table, id: &str, query_name: Option<&str>) -> Result<Usage, String> {
        let read = async {
            let named_by = self.naming(table, id, query_name).await?;
            if table == Table::RealTime {
                return Ok(Usage { named_by, ..Usage::default() });
            }
            let journeys = |condition| {
                Query::new()
                    .select(&["msdyncrm_name", "statuscode"])
                    .filter(condition)
                    .order("msdyncrm_name", Asc)
                    .annotations()
            };
            let client = self.client();
            let targeting = journeys(filter::contains("msdyncrm_workflowdefinition", id));
            let suppressing = journeys(filter::eq("_msdyncrm_suppressionsegmentid_value", filter::id(id)));
            let read = |rows: Vec<Row>| users(&rows, "msdyncrm_customerjourneyid", "msdyncrm_name");
            Ok(Usage {
                targeted_by: read(client.all(JOURNEYS, &targeting, LISTED).await?),
                suppressing: read(client.all(JOURNEYS, &suppressing, LISTED).await?),
                named_by,
            })
        };
        read.await.map_err(|error: Error| explain(Failure::Load, &error))
    }

    async fn naming(&self, table: Table, own: &str, query_name: Option<&str>) -> Result<Vec<User>, Error> {
        let name = match table {
            Table::Outbound => query_name.map(str::to_owned),
            // How MQL names a definition (reference/segments.md 8.2).
            Table::RealTime => Some(format!("SEGMENT_CJO_ID_{}", own.replace('-', ""))),
        };
        // What no service has named yet, nothing can name.
        let Some(name) = name else { return Ok(Vec::new()) };
        let query = Query::new()
            .select(&[table.name_column(), table.query_column(), "statuscode"])
            .filter(filter::contains(table.query_column(), &name))
            .order(table.name_column(), Asc)
            .annotations();
        let mut rows = self.client().all(table.set(), &query, LISTED).await?;
        rows.retain(|row| row.text(table.query_column()).is_some_and(|query| names(query, &name)));
        let mut users = users(&rows, table.id_column(), table.name_column());
        users.retain(|user| user.id != own);
        Ok(users)
    }
}

impl SegmentSession {
    /// Asks where the segment is used.
    ///
    /// # Errors
    /// What happened, in words.
    pub async fn usage(&self) -> Result<Usage, String> {
        self.organisation.segment_usage(self.table, &self.id(), self.query_name().as_deref()).await
    }
}
