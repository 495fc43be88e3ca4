//! What the demo organisation shows.

use std::collections::BTreeSet;

use sandbox::Mode;
use serde_json::Value;

use crate::org::{JOURNEYS, Org};

const DOCUMENTATION: &str = include_str!("../../demo/documented/workflow-doc-simple.json");
const FOLLOW_UP: &str = include_str!("../../demo/documented/workflow-ashv-2018-trigger.json");

#[tokio::test]
async fn journeys_stand_in_every_status_and_stay_there() {
    let org = Org::demo(Mode::Services);
    org.advance(3_600).await;
    let journeys = org.get(JOURNEYS).await;
    let journeys = journeys["value"].as_array().expect("rows").clone();
    assert!(journeys.len() >= 15);
    let statuses: BTreeSet<i64> = journeys.iter().filter_map(|row| row["statuscode"].as_i64()).collect();
    assert_eq!(statuses, (192_350_000..=192_350_007).collect());
    assert!(journeys.iter().any(|row| row["msdyncrm_entitytarget"] == 1));
    assert!(journeys.iter().any(|row| row["msdyncrm_isrecurring"] == true));
}

#[tokio::test]
async fn published_definitions_are_stored_as_published() {
    let org = Org::demo(Mode::Services);
    for (name, published) in [("Documentation sample", DOCUMENTATION), ("Event follow-up (2018)", FOLLOW_UP)] {
        let rows = org.get(&format!("{JOURNEYS}?$filter=msdyncrm_name eq '{name}'")).await;
        let stored = rows["value"][0]["msdyncrm_workflowdefinition"].as_str().expect("a definition");
        // The same text but for the white space that the publication is set with.
        let published: Value = serde_json::from_str(published).expect("published JSON");
        assert_eq!(stored, published.to_string(), "{name}");
    }
}

#[tokio::test]
async fn a_recurring_journey_shows_its_history() {
    let org = Org::demo(Mode::Services);
    let rows = org.get("/api/data/v9.2/msdyncrm_customerjourneyiterations?$orderby=msdyncrm_iterationnumber").await;
    let designs: Vec<&Value> =
        rows["value"].as_array().expect("rows").iter().map(|row| &row["msdyncrm_workflowdefinition"]).collect();
    assert_eq!(designs.len(), 3);
    assert_ne!(designs[0], designs[1]);
}

#[tokio::test]
async fn there_are_people_to_write_to() {
    let org = Org::demo(Mode::Services);
    let counts = org.get("/sandbox/state").await["counts"].clone();
    assert!(counts["contact"].as_u64() >= Some(2_000), "{counts}");
    for table in ["account", "lead", "sandbox_interaction", "msdyncrm_segment", "msdyncrm_customerjourneytemplate"] {
        assert!(counts[table].as_u64() > Some(3), "{table}: {counts}");
    }
}

/// Journeys that are live stand up to the check that let them go live.
#[tokio::test]
async fn live_demo_journeys_have_no_errors() {
    let org = Org::demo(Mode::Services);
    let filter = "statuscode eq 192350001 or msdyncrm_name eq 'Win back'";
    let rows = org.get(&format!("{JOURNEYS}?$filter={filter}")).await;
    for row in rows["value"].as_array().expect("rows") {
        let body = serde_json::json!({
            "FieldValueName": row["msdyncrm_name"],
            "FieldValueStatusCode": row["statuscode"],
            "FieldValueStartDateTime": row["msdyncrm_startdatetime"],
            "FieldValueEndDateTime": row["msdyncrm_enddatetime"],
            "FieldValueWorkflowDefinition": row["msdyncrm_workflowdefinition"],
            "FieldValueIsRecurring": row["msdyncrm_isrecurring"],
            "FieldValueRecurrenceIntervalDays": row["msdyncrm_recurrenceintervaldays"],
            "FieldValueRecurrenceCount": row["msdyncrm_recurrencecount"],
            "FieldValueEntityTarget": row["msdyncrm_entitytarget"],
            "FieldValueContentSettingsId": row["_msdyncrm_contentsettingsid_value"],
            "FieldValueCustomerJourneyTimeZone": row["msdyncrm_customerjourneytimezone"],
        });
        let answer = org.post("/api/data/v9.2/msdyncrm_CustomerJourneyValidate", body).await;
        let result = answer.body["ValidationResult"].as_str().unwrap_or_default();
        assert!(!result.contains("\"Error\""), "{}: {result}", row["msdyncrm_name"]);
    }
}
