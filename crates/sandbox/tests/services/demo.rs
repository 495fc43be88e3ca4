//! What the demo organisation shows.

use std::collections::BTreeSet;

use sandbox::Mode;
use serde_json::Value;

use crate::org::{JOURNEYS, Org, SEGMENTS};

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

/// The published texts that a service would take, with the dialect of each.
fn well_formed() -> Vec<(&'static str, &'static str, &'static str)> {
    let read = |entry: &'static str| {
        let header: usize = entry.split_inclusive('\n').take_while(|line| line.starts_with('#')).map(str::len).sum();
        let key = |name: &str| entry[..header].lines().find_map(|line| line.strip_prefix("# ")?.strip_prefix(name));
        let known = key("id: ").filter(|_| key("malformed: ").is_none())?;
        Some((known, key("dialect: ")?, entry[header..].trim_end_matches('\n')))
    };
    include_str!("../../demo/documented/queries.txt").split("\n\n").filter_map(read).collect()
}

#[tokio::test]
async fn segments_hold_every_published_text_in_every_type_and_status() {
    let org = Org::demo(Mode::Services);
    let column = |rows: &Value, name: &str| -> Vec<Value> {
        rows["value"].as_array().expect("rows").iter().map(|row| row[name].clone()).collect()
    };
    let segments = org.get(SEGMENTS).await;
    let definitions = org.get("/api/data/v9.2/msdynmkt_segmentdefinitions").await;
    let outbound = column(&segments, "msdyncrm_segmentquery");
    let real_time = column(&definitions, "msdynmkt_segmentquery");
    for (id, dialect, text) in well_formed() {
        let stored = if dialect == "mql" { &real_time } else { &outbound };
        assert!(stored.iter().any(|own| own == text), "{id}");
    }
    let numbers = |rows: &[Value]| rows.iter().filter_map(Value::as_i64).collect::<BTreeSet<i64>>();
    assert_eq!(numbers(&column(&segments, "statuscode")), (192_350_000..=192_350_007).collect());
    assert_eq!(numbers(&column(&segments, "msdyncrm_segmenttype")), (192_350_000..=192_350_002).collect());
    assert!(numbers(&column(&definitions, "statuscode")).len() >= 3);
}

/// What is live has members that were counted, and the behaviour segments are among them.
#[tokio::test]
async fn live_segments_have_been_evaluated() {
    let org = Org::demo(Mode::Services);
    org.advance(3_700).await;
    let rows = org.get(&format!("{SEGMENTS}?$filter=msdyncrm_islive eq true")).await;
    let rows = rows["value"].as_array().expect("rows").clone();
    assert!(rows.len() >= 20, "{}", rows.len());
    for row in &rows {
        let name = row["msdyncrm_segmentname"].as_str().unwrap_or_default();
        assert!(row["msdyncrm_lastevaluationtime"].is_string(), "{name}");
        let empty = row["msdyncrm_segmentsize"] == 0;
        assert!(!empty, "{name} has no members");
    }
    let behaviour = rows.iter().filter(|row| row["msdyncrm_querytype"] == 192_350_000);
    assert!(behaviour.count() >= 3);
}
