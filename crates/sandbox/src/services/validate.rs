//! `msdyncrm_CustomerJourneyValidate` (reference/journeys.md 5.1): checks the values that are sent, stored or not.

use journey::{Lookup, Settings, Severity, Value};
use serde_json::{Map, Value as Json, json};

use super::{
    check::{self, Finding, Subject},
    status::SEGMENT,
};
use crate::{
    ApiError, Transaction,
    api::{Call, Kind, Operation, Parameter},
};

const fn optional(name: &'static str, edm: &'static str) -> Parameter {
    Parameter { name, edm, required: false }
}

/// The action. Which parameters the service insisted on is not known; nothing is insisted on here.
pub const OPERATION: Operation = Operation {
    name: "msdyncrm_CustomerJourneyValidate",
    kind: Kind::Action,
    bound: None,
    parameters: &[
        optional("FieldValueCustomerJourneyId", "Edm.String"),
        optional("FieldValueStatusCode", "Edm.Int32"),
        optional("FieldValueName", "Edm.String"),
        optional("FieldValueStartDateTime", "Edm.DateTimeOffset"),
        optional("FieldValueEndDateTime", "Edm.DateTimeOffset"),
        optional("FieldValueWorkflowDefinition", "Edm.String"),
        optional("FieldValueIsRecurring", "Edm.Boolean"),
        optional("FieldValueRecurrenceIntervalDays", "Edm.Int32"),
        optional("FieldValueRecurrenceCount", "Edm.Int32"),
        optional("FieldValueRequiredConsent", "Edm.Int32"),
        optional("FieldValueEntityTarget", "Edm.Int32"),
        optional("FieldValueContentSettingsId", "Edm.String"),
        optional("FieldValueSuppressionSegmentId", "Edm.String"),
        optional("FieldValueCustomerJourneyTimeZone", "Edm.Int32"),
    ],
    handler: validate,
};

fn validate(transaction: &mut Transaction, call: &Call) -> Result<Option<Map<String, Json>>, ApiError> {
    let findings = check::findings(transaction, &subject(&call.parameters))?;
    let mut answer = Map::new();
    answer.insert("ValidationResult".into(), json!(result(&findings).to_string()));
    Ok(Some(answer))
}

fn subject(parameters: &Map<String, Json>) -> Subject {
    let mut settings = Settings::new();
    let text = |name: &str| parameters.get(name).and_then(Json::as_str).map(str::to_owned);
    let number = |name: &str| parameters.get(name).and_then(Json::as_i64);
    for (column, value) in [
        ("msdyncrm_name", text("FieldValueName").map(Value::Text)),
        ("msdyncrm_startdatetime", text("FieldValueStartDateTime").map(Value::Moment)),
        ("msdyncrm_enddatetime", text("FieldValueEndDateTime").map(Value::Moment)),
        ("msdyncrm_isrecurring", parameters.get("FieldValueIsRecurring").and_then(Json::as_bool).map(Value::Flag)),
        ("msdyncrm_recurrenceintervaldays", number("FieldValueRecurrenceIntervalDays").map(Value::Number)),
        ("msdyncrm_recurrencecount", number("FieldValueRecurrenceCount").map(Value::Number)),
        ("msgdpr_requiredconsent", number("FieldValueRequiredConsent").map(Value::Number)),
        ("msdyncrm_entitytarget", number("FieldValueEntityTarget").map(Value::Number)),
        ("msdyncrm_customerjourneytimezone", number("FieldValueCustomerJourneyTimeZone").map(Value::Number)),
        ("msdyncrm_contentsettingsid", lookup("msdyncrm_contentsettings", text("FieldValueContentSettingsId"))),
        ("msdyncrm_suppressionsegmentid", lookup(SEGMENT, text("FieldValueSuppressionSegmentId"))),
    ] {
        if let Some(value) = value {
            settings.set(column, value);
        }
    }
    Subject { definition: text("FieldValueWorkflowDefinition").unwrap_or_default(), settings }
}

/// `{GUID}` in upper case and braces, as the documented request has it.
fn lookup(table: &str, id: Option<String>) -> Option<Value> {
    let id = id?.trim_matches(['{', '}']).to_lowercase();
    (!id.is_empty()).then(|| Value::Lookup(Lookup { table: table.to_owned(), id, name: None }))
}

/// The answer's text, its members in the documented order.
fn result(findings: &[Finding]) -> Json {
    let word = |severity: Severity| if severity == Severity::Error { "Error" } else { "Warning" };
    let results: Vec<Json> = findings
        .iter()
        .map(|finding| {
            json!({
                "ActivityId": finding.activity_id,
                "Fault": finding.fault,
                "Result": word(finding.severity),
                "ErrorMessageArguments": finding.arguments,
            })
        })
        .collect();
    // Severity orders from the gravest on.
    let worst = findings.iter().map(|finding| finding.severity).min().map_or("Valid", word);
    json!({"ActivityValidationResults": results, "Result": worst})
}
