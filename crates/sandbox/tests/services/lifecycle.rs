//! Statuses: what may follow what, and what happens by itself.

use axum::http::{Method, StatusCode};
use sandbox::Mode;
use serde_json::{Value, json};

use crate::org::{JOURNEYS, Org, SEGMENTS};

const DAY: u64 = 86_400;
const TRANSITIONS: &str = include_str!("transitions.json");
const DEFINITION: &str = include_str!("../../demo/documented/workflow-doc-simple.json");

const LIVE: i64 = 192_350_001;
const STOPPED: i64 = 192_350_002;
const EXPIRED: i64 = 192_350_004;
const ERROR: i64 = 192_350_005;
const GOING_LIVE: i64 = 192_350_006;
const STOPPING: i64 = 192_350_007;

/// A journey that can go live, with an end so many days from now.
fn journey(name: &str, end_in_days: i64) -> Value {
    let date = |days: i64| {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock after 1970");
        let moment = jiff::Timestamp::from_second(now.as_secs() as i64 + days * DAY as i64).expect("a moment");
        moment.strftime("%Y-%m-%dT%H:%M:00Z").to_string()
    };
    json!({
        "msdyncrm_name": name,
        "msdyncrm_workflowdefinition": DEFINITION,
        "msdyncrm_customerjourneydesignerstate": "{\"NextActivityID\":4,\"NextActivityItemID\":52}",
        "msdyncrm_customerjourneytimezone": 92,
        "msdyncrm_entitytarget": 0,
        "msdyncrm_startdatetime": date(-1),
        "msdyncrm_enddatetime": date(end_in_days),
        "msdyncrm_contentsettingsId@odata.bind": "/msdyncrm_contentsettingss(1922b1d8-0523-e911-a9ba-000d3a1e689f)",
    })
}

/// Every pair of statuses, against the documented table.
#[tokio::test]
async fn only_the_documented_transitions_are_accepted() {
    // In an archive nothing moves by itself while the test looks.
    let org = Org::demo(Mode::Archive);
    let table: Value = serde_json::from_str(TRANSITIONS).expect("transitions");
    let states = table["states"].as_object().expect("states");
    for (from, state) in states {
        let followers: Vec<i64> = state["to"].as_array().expect("followers").iter().filter_map(Value::as_i64).collect();
        for to in states.keys() {
            let (from, to): (i64, i64) = (from.parse().expect("a code"), to.parse().expect("a code"));
            let mut body = journey("Transition", 30);
            body["statuscode"] = json!(from);
            body["statecode"] = state["statecode"].clone();
            let path = org.create(JOURNEYS, body).await;
            // A status reason of the other state is set together with the state.
            let change = json!({"statuscode": to, "statecode": i64::from(to == EXPIRED)});
            let answer = org.patch(&path, change).await;
            if from == to || followers.contains(&to) {
                assert_eq!(answer.status, StatusCode::NO_CONTENT, "{from} to {to}: {}", answer.body);
                assert_eq!(org.status(&path).await, to);
                let state = org.get(&format!("{path}?$select=statecode")).await["statecode"].as_i64();
                assert_eq!(state, Some(i64::from(to == EXPIRED)), "state of {to}");
            } else {
                assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{from} to {to}");
                let code = if to == EXPIRED { "0x8004f858" } else { "0x8004f857" };
                assert_eq!(answer.code(), code, "{}", answer.body);
                assert!(answer.message().contains("status transition rules"), "{}", answer.body);
            }
        }
    }
}

#[tokio::test]
async fn a_status_of_another_state_is_refused() {
    let org = Org::demo(Mode::Services);
    let path = org.create(JOURNEYS, journey("State", 30)).await;
    let answer = org.patch(&path, json!({"statecode": 1, "statuscode": GOING_LIVE})).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::BAD_REQUEST, "0x80048408"), "{}", answer.body);
}

#[tokio::test]
async fn a_segment_may_be_written_live_and_an_email_goes_live() {
    let org = Org::demo(Mode::Services);
    let query = json!({"msdyncrm_segmentname": "Direct", "msdyncrm_segmentquery": "PROFILE(contact)"});
    let segment = org.create(SEGMENTS, query).await;
    org.set_status(&segment, LIVE).await;

    let emails = "/api/data/v9.2/msdyncrm_marketingemails";
    let email = org.create(emails, json!({"msdyncrm_name": "Mail"})).await;
    let answer = org.patch(&email, json!({"statuscode": LIVE})).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.body);
    org.set_status(&email, GOING_LIVE).await;
    org.advance(30).await;
    assert_eq!(org.status(&email).await, LIVE);
}

#[tokio::test]
async fn a_segment_without_a_query_does_not_go_live() {
    let org = Org::demo(Mode::Services);
    let segment = org.create(SEGMENTS, json!({"msdyncrm_segmentname": "No query"})).await;
    let answer = org.patch(&segment, json!({"statuscode": GOING_LIVE})).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::BAD_REQUEST, "0x80040265"), "{}", answer.body);
    org.patch(&segment, json!({"msdyncrm_segmentquery": "PROFILE(contact)"})).await;
    org.set_status(&segment, GOING_LIVE).await;
    org.advance(30).await;
    let row = org.get(&segment).await;
    assert_eq!(row["statuscode"], LIVE);
    assert!(row["msdyncrm_segmentqueryname"].as_str().is_some_and(|name| name.starts_with("SEGMENT_CRM_ID_")));
}

#[tokio::test]
async fn going_live_takes_a_while_and_says_who_published() {
    let org = Org::demo(Mode::Services);
    let path = org.create(JOURNEYS, journey("Published", 30)).await;
    org.set_status(&path, GOING_LIVE).await;
    org.advance(10).await;
    assert_eq!(org.status(&path).await, GOING_LIVE);
    org.advance(15).await;
    let row = org.get(&path).await;
    assert_eq!(row["statuscode"], LIVE);
    assert_eq!(row["_msdyncrm_publishedby_value"], "d0e20c01-d6c6-480f-aab5-0fa6749565a5");
}

#[tokio::test]
async fn a_journey_with_an_error_becomes_error_and_recovers() {
    let org = Org::demo(Mode::Services);
    let mut body = journey("Faulty", 30);
    body["msdyncrm_workflowdefinition"] =
        json!(DEFINITION.replace("184e5a1a-464a-e911-a873-000d3a1fe344", "00000000-0000-4000-8000-000000000001"));
    let path = org.create(JOURNEYS, body).await;
    org.set_status(&path, GOING_LIVE).await;
    org.advance(30).await;
    assert_eq!(org.status(&path).await, ERROR);
    org.patch(&path, json!({"msdyncrm_workflowdefinition": DEFINITION})).await;
    org.set_status(&path, GOING_LIVE).await;
    org.advance(30).await;
    assert_eq!(org.status(&path).await, LIVE);
}

#[tokio::test]
async fn a_live_journey_cannot_be_deleted_and_a_stopped_one_can() {
    let org = Org::demo(Mode::Services);
    let path = org.create(JOURNEYS, journey("Deleted", 30)).await;
    org.set_status(&path, GOING_LIVE).await;
    org.advance(30).await;
    let refused = org.send(Method::DELETE, &path, None).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::BAD_REQUEST, "0x80040265"), "{}", refused.body);
    assert!(refused.message().contains("Stop it first"), "{}", refused.body);
    org.set_status(&path, STOPPING).await;
    org.advance(30).await;
    assert_eq!(org.status(&path).await, STOPPED);
    assert_eq!(org.send(Method::DELETE, &path, None).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn the_end_date_stops_a_journey_and_a_month_later_it_expires() {
    let org = Org::demo(Mode::Services);
    let path = org.create(JOURNEYS, journey("Ends", 2)).await;
    org.set_status(&path, GOING_LIVE).await;
    org.advance(30).await;
    assert_eq!(org.status(&path).await, LIVE);
    org.advance(3 * DAY).await;
    assert_eq!(org.status(&path).await, STOPPED);
    org.advance(31 * DAY).await;
    let row = org.get(&path).await;
    assert_eq!((&row["statuscode"], &row["statecode"]), (&json!(EXPIRED), &json!(1)));
}

/// Clocks in Tokyo are nine hours ahead: what ends at noon there ends at three in the morning in UTC.
#[tokio::test]
async fn the_end_date_is_read_in_the_journeys_own_zone() {
    let org = Org::demo(Mode::Services);
    let ends = |zone: i64| {
        let mut body = journey("Zone", 2);
        body["msdyncrm_customerjourneytimezone"] = json!(zone);
        body
    };
    let (tokyo, utc) = (org.create(JOURNEYS, ends(235)).await, org.create(JOURNEYS, ends(92)).await);
    for path in [&tokyo, &utc] {
        org.set_status(path, GOING_LIVE).await;
    }
    org.advance(2 * DAY - 3_600).await;
    assert_eq!((org.status(&tokyo).await, org.status(&utc).await), (STOPPED, LIVE));
}

/// Time that passes at once brings about all that would have happened on the way.
#[tokio::test]
async fn a_year_at_once_expires_a_live_journey() {
    let org = Org::demo(Mode::Services);
    let path = org.create(JOURNEYS, journey("Year", 2)).await;
    org.set_status(&path, GOING_LIVE).await;
    org.advance(365 * DAY).await;
    assert_eq!(org.status(&path).await, EXPIRED);
}

#[tokio::test]
async fn a_recurring_journey_gets_iterations_that_keep_their_design() {
    let org = Org::demo(Mode::Services);
    let mut body = journey("Recurring", 60);
    body["msdyncrm_isrecurring"] = json!(true);
    body["msdyncrm_recurrenceintervaldays"] = json!(10);
    body["msdyncrm_recurrencecount"] = json!(3);
    let path = org.create(JOURNEYS, body).await;
    org.set_status(&path, GOING_LIVE).await;
    org.advance(30).await;
    let iterations =
        format!("{path}/msdyncrm_msdyncrm_customerjourney_msdyncrm_customerjourneyiteration_customerjourneyid");
    let rows = org.get(&iterations).await["value"].clone();
    assert_eq!(rows.as_array().map(Vec::len), Some(1), "{rows}");
    assert_eq!(rows[0]["msdyncrm_workflowdefinition"], DEFINITION);

    let renamed = DEFINITION.replace("\"Demo email\"", "\"Renamed\"");
    org.set_status(&path, 192_350_003).await;
    org.patch(&path, json!({"msdyncrm_workflowdefinition": renamed})).await;
    org.set_status(&path, GOING_LIVE).await;
    org.advance(11 * DAY).await;
    let rows = org.get(&format!("{iterations}?$orderby=msdyncrm_iterationnumber")).await["value"].clone();
    assert_eq!(rows.as_array().map(Vec::len), Some(2), "{rows}");
    assert_eq!(rows[0]["msdyncrm_workflowdefinition"], DEFINITION);
    assert_eq!(rows[1]["msdyncrm_workflowdefinition"], renamed);
    // After the last iteration it stops, although its end date is further off.
    org.advance(20 * DAY).await;
    assert_eq!(org.status(&path).await, STOPPED);
}

#[tokio::test]
async fn in_an_archive_nothing_moves_and_the_action_is_unknown() {
    let org = Org::demo(Mode::Archive);
    let path = org.create(JOURNEYS, journey("Stranded", 2)).await;
    org.set_status(&path, GOING_LIVE).await;
    org.advance(365 * DAY).await;
    assert_eq!(org.status(&path).await, GOING_LIVE);
    let answer = org.post("/api/data/v9.2/msdyncrm_CustomerJourneyValidate", json!({})).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.message().contains("Resource not found for the segment"), "{}", answer.body);
}
