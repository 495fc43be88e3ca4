//! The segments of the organisation: how they are listed, made and copied.

use dataverse::{Body, Query, Row};
use record::Status;
use segment::diagnostics::{Severity, diagnose};
use segment::document::{SegmentType, Table};

use super::failure::{Failure, explain};
use super::list::{Documents, STATUS, Source, Summary, made};
use super::organisation::Organisation;
use super::segment::{copy, editor, query};

const TYPE: &str = "msdyncrm_segmenttype";
const QUERY_NAME: &str = "msdyncrm_segmentqueryname";

/// The list of outbound segments (`reference/segments.md 1.1`).
pub static SEGMENT_LIST: Source = Source {
    set: "msdyncrm_segments",
    id: "msdyncrm_segmentid",
    name: "msdyncrm_segmentname",
    columns: &[TYPE, "msdyncrm_segmentsize", "msdyncrm_lastevaluationtime", QUERY_NAME],
    status: Status::from_code,
    documents: Documents {
        column: "msdyncrm_segmentquery",
        limited_by: Some("msdyncrm_segment"),
        query: || Query::new().select(&[TYPE, Table::Outbound.query_column()]),
        sum_up: |row, limit| sum_up(Table::Outbound, row, limit),
    },
};

/// The list of real-time definitions (`reference/segments.md 8.2`).
pub static DEFINITION_LIST: Source = Source {
    set: "msdynmkt_segmentdefinitions",
    id: "msdynmkt_segmentdefinitionid",
    name: "msdynmkt_name",
    columns: &["msdynmkt_computationstatus", "msdynmkt_computationfinishedon"],
    status: Status::of_definition,
    documents: Documents {
        column: "msdynmkt_segmentquery",
        limited_by: Some("msdynmkt_segmentdefinition"),
        query: || Query::new().select(&[Table::RealTime.query_column()]),
        sum_up: |row, limit| sum_up(Table::RealTime, row, limit),
    },
};

/// How long the query is and what is wrong with its text. What its names stand for is not asked: that would take the metadata of
/// every table that any row names.
fn sum_up(table: Table, row: &Row, limit: Option<usize>) -> Summary {
    let text = row.text(table.query_column()).unwrap_or_default();
    let kind = row.number(TYPE).map(SegmentType::from_code);
    if text.is_empty() && kind == Some(SegmentType::Static) {
        // Its members are named one by one: no query is no fault.
        return Summary::default();
    }
    let settings = segment::Settings { dialect: table.dialect(), max_length: limit, ..segment::Settings::default() };
    let found = diagnose(text, &segment::parse(text), &settings);
    let errors = found.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    Summary { size: text.encode_utf16().count(), errors, warnings: found.len() - errors }
}

impl Organisation {
    /// Whether real-time definitions can be read here. An organisation without them says so by refusing.
    pub async fn has_definitions(&self) -> bool {
        let query = Query::new().select(&[DEFINITION_LIST.name]).page_size(1);
        self.client().list(DEFINITION_LIST.set, &query).await.is_ok()
    }

    /// Makes an empty outbound draft and gives its id, or says why not. A draft needs no query yet (`reference/segments.md 2.3`).
    pub async fn create_segment(&self, name: &str, kind: SegmentType) -> Result<String, String> {
        // The order of the documented request.
        let body =
            Body::new().text(SEGMENT_LIST.name, name).number(TYPE, kind.code()).number(STATUS, Status::Draft.code());
        made(self.client().create(SEGMENT_LIST.set, &body, None).await)
    }

    /// Makes an empty real-time draft and gives its id, or says why not. Draft is the table's own default.
    pub async fn create_definition(&self, name: &str) -> Result<String, String> {
        let body = Body::new().text(DEFINITION_LIST.name, name);
        made(self.client().create(DEFINITION_LIST.set, &body, None).await)
    }

    /// Copies a segment as it is stored, as a draft: query and columns, no members. Gives the copy's id, or says why not.
    pub async fn copy_segment(&self, table: Table, id: &str, name: &str) -> Result<String, String> {
        let original = self.client().get(table.set(), id, &query(table)).await;
        let original = original.map_err(|error| explain(Failure::Load, &error))?;
        let body = copy(&editor(table, &original), name);
        made(self.client().create(table.set(), &body, None).await)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn summed(kind: i64, query: &str, limit: Option<usize>) -> Summary {
        let members = json!({ TYPE: kind, "msdyncrm_segmentquery": query });
        sum_up(Table::Outbound, &Row::new(members.as_object().cloned().unwrap_or_default()), limit)
    }

    #[test]
    fn a_query_is_measured_as_the_column_measures_it() {
        let query = "PROFILE(contact, contact_1).FILTER(contact_1.firstname == '🚀')";
        let summary = summed(192_350_000, query, Some(4_000));
        assert_eq!(summary, Summary { size: query.chars().count() + 1, errors: 0, warnings: 0 });
        assert_eq!(summed(192_350_000, query, Some(10)).errors, 1, "longer than the column");
    }

    #[test]
    fn members_named_one_by_one_need_no_query() {
        assert_eq!(summed(192_350_001, "", None), Summary::default());
        assert!(summed(192_350_001, "PROFILE(", None).errors > 0);
    }
}
