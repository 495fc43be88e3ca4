//! Journeys made of the published definitions, word for word.

use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::records;
use crate::{ApiError, Transaction};

const DOCUMENTATION: &str = include_str!("../../demo/documented/workflow-doc-simple.json");
const FOLLOW_UP_2018: &str = include_str!("../../demo/documented/workflow-ashv-2018-trigger.json");
const VALIDATE: &str = include_str!("../../demo/documented/validate-request.json");

/// The journey that the documented validate request is about.
const VALIDATED: Uuid = Uuid::from_u128(0x6628_bbf7_c52a_e911_a9b7_000d_3a1e_6adc);
/// The journey of the documented interaction sample.
const INTERACTIONS: Uuid = Uuid::from_u128(0x55ff_55ff_aa66_bb77_cc88_99dd_99dd_99dd);

/// Writes them.
///
/// # Errors
/// A refusal of the organisation.
pub fn write(transaction: &mut Transaction) -> Result<(), ApiError> {
    let documentation = compact(DOCUMENTATION)?;
    let id = |key: &str| records::record_id("msdyncrm_customerjourneys", key);
    // The published definitions come without a designer state; these counters stand above every number in them.
    let sample = journey("Documentation sample", &documentation, (4, 52));
    put(transaction, id("documentation-sample"), sample)?;
    put(transaction, id("follow-up-2018"), journey("Event follow-up (2018)", &compact(FOLLOW_UP_2018)?, (33, 99)))?;
    put(transaction, INTERACTIONS, journey("Interactions sample", &documentation, (4, 52)))?;
    put(transaction, VALIDATED, validated()?)
}

fn put(transaction: &mut Transaction, id: Uuid, body: Map<String, Json>) -> Result<(), ApiError> {
    let body = records::resolve(body, transaction.now());
    records::put(transaction, "msdyncrm_customerjourney", id, body)
}

fn journey(name: &str, definition: &str, (activity, item): (u32, u32)) -> Map<String, Json> {
    object(json!({
        "msdyncrm_name": name,
        "msdyncrm_workflowdefinition": definition,
        "msdyncrm_customerjourneydesignerstate": json!({"NextActivityID": activity, "NextActivityItemID": item}).to_string(),
        "msdyncrm_customerjourneytimezone": 92,
        "msdyncrm_entitytarget": 0,
        "msdyncrm_startdatetime": "@+7d 09:00",
        "msdyncrm_enddatetime": "@+37d 09:00",
        "msdyncrm_contentsettingsId@odata.bind": "/msdyncrm_contentsettingss(1922b1d8-0523-e911-a9ba-000d3a1e689f)",
    }))
}

/// The record that the validate request's values belong to.
fn validated() -> Result<Map<String, Json>, ApiError> {
    let request: Json = serde_json::from_str(VALIDATE).map_err(ApiError::unexpected)?;
    let value = |name: &str| request[name].clone();
    let id = |name: &str| request[name].as_str().unwrap_or_default().trim_matches(['{', '}']).to_lowercase();
    Ok(object(json!({
        "msdyncrm_name": value("FieldValueName"),
        "statuscode": value("FieldValueStatusCode"),
        "msdyncrm_startdatetime": value("FieldValueStartDateTime"),
        "msdyncrm_enddatetime": value("FieldValueEndDateTime"),
        "msdyncrm_workflowdefinition": value("FieldValueWorkflowDefinition"),
        "msdyncrm_customerjourneydesignerstate": "{\"NextActivityID\":8,\"NextActivityItemID\":62}",
        "msdyncrm_isrecurring": value("FieldValueIsRecurring"),
        "msdyncrm_recurrenceintervaldays": value("FieldValueRecurrenceIntervalDays"),
        "msdyncrm_recurrencecount": value("FieldValueRecurrenceCount"),
        "msgdpr_requiredconsent": value("FieldValueRequiredConsent"),
        "msdyncrm_entitytarget": value("FieldValueEntityTarget"),
        "msdyncrm_customerjourneytimezone": value("FieldValueCustomerJourneyTimeZone"),
        "msdyncrm_contentsettingsId@odata.bind": format!("/msdyncrm_contentsettingss({})", id("FieldValueContentSettingsId")),
        "msdyncrm_SuppressionSegmentId@odata.bind": format!("/msdyncrm_segments({})", id("FieldValueSuppressionSegmentId")),
    })))
}

/// The text as the column holds it: the published files are set in lines for reading.
fn compact(text: &str) -> Result<String, ApiError> {
    let value: Json = serde_json::from_str(text).map_err(ApiError::unexpected)?;
    Ok(value.to_string())
}

pub fn object(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(members) => members,
        _ => Map::new(),
    }
}
