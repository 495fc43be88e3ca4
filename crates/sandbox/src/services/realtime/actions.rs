//! `msdynmkt_PublishSegmentDefinition` and `msdynmkt_MembersList` (payloads.json `rt-publish`, `rt-members`).

use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::{DEFINITION, GOING_LIVE, base_table, object};
use crate::{
    ApiError, Transaction,
    api::{Call, Kind, Operation, Parameter},
    segments::{self, members},
    store::Row,
};

pub const SEGMENT_ID: Parameter = Parameter { name: "SegmentId", edm: "Edm.String", required: true };

/// Checks a definition and publishes it. Its answer is not documented: 204 here.
pub const PUBLISH: Operation = Operation {
    name: "msdynmkt_PublishSegmentDefinition",
    kind: Kind::Action,
    bound: None,
    parameters: &[SEGMENT_ID],
    handler: publish,
};

/// The members as last computed.
pub const MEMBERS: Operation = Operation {
    name: "msdynmkt_MembersList",
    kind: Kind::Action,
    bound: None,
    parameters: &[SEGMENT_ID],
    handler: list,
};

/// The definition that a call is about; the documentation leaves open whether `SegmentId` is its id or that of the segment made of
/// it, so either is taken.
pub fn definition(transaction: &Transaction, call: &Call) -> Result<Row, ApiError> {
    let text = call.text(SEGMENT_ID.name).unwrap_or_default();
    let id = Uuid::parse_str(text).map_err(|_| ApiError::argument(format!("'{text}' is no id of a segment.")))?;
    segments::definition(transaction, id)?.ok_or_else(|| ApiError::missing(DEFINITION, id))
}

fn publish(transaction: &mut Transaction, call: &Call) -> Result<Option<Map<String, Json>>, ApiError> {
    let row = definition(transaction, call)?;
    transaction.update(DEFINITION, row.id, object(json!({"statuscode": GOING_LIVE})))?;
    Ok(None)
}

fn list(transaction: &mut Transaction, call: &Call) -> Result<Option<Map<String, Json>>, ApiError> {
    let row = definition(transaction, call)?;
    let base = base_table(transaction, row.id)?.unwrap_or_else(|| "contact".to_owned());
    let found = members::of(transaction, &row.id.to_string())?;
    let result = json!({
        "baseEntityLogicalName": base,
        "primaryKeyColumnName": format!("{base}id"),
        "members": found,
        "additionalProperties": {},
    });
    Ok(Some(object(json!({"StatusCode": 200, "ResultText": result.to_string()}))))
}
