//! `msdyncrm_ValidateSegment` (reference/segments.md 5): checks the values that are sent, stored or not.

use serde_json::{Map, Value as Json, json};

use super::object;
use crate::{
    ApiError, Transaction,
    api::{Call, Kind, Operation, Parameter},
    segments::{self, STATIC, Subject, Trouble},
};

const fn optional(name: &'static str, edm: &'static str) -> Parameter {
    Parameter { name, edm, required: false }
}

/// The action. Which parameters the service insisted on is not known; nothing is insisted on here. `msdyncrm_query` is what the
/// query was called in November 2019.
pub const OPERATION: Operation = Operation {
    name: "msdyncrm_ValidateSegment",
    kind: Kind::Action,
    bound: None,
    parameters: &[
        optional("msdyncrm_segmentname", "Edm.String"),
        optional("msdyncrm_segmentquery", "Edm.String"),
        optional("msdyncrm_query", "Edm.String"),
        optional("msdyncrm_segmenttype", "Edm.Int32"),
        optional("statuscode", "Edm.Int32"),
    ],
    handler: validate,
};

/// Always an answer of the documented form: one code is known, without a position, and with the field that is no column.
fn validate(transaction: &mut Transaction, call: &Call) -> Result<Option<Map<String, Json>>, ApiError> {
    let query = ["msdyncrm_segmentquery", "msdyncrm_query"].iter().find_map(|name| call.text(name)).unwrap_or_default();
    let is_static = call.parameters.get("msdyncrm_segmenttype").and_then(Json::as_i64) == Some(STATIC);
    let findings = match segments::check(transaction, Subject::outbound(query)) {
        _ if is_static && query.trim().is_empty() => json!([]),
        Ok(()) => json!([]),
        Err(Trouble::Invalid(_)) => {
            json!([{"ErrorCode": "SegmentDciValidator_SegmentInvalid", "FieldName": "msdyncrm_query"}])
        }
        Err(Trouble::Failed(error)) => return Err(error),
    };
    Ok(Some(object(json!({"ValidationResult": findings.to_string()}))))
}
