//! Test controls below `/sandbox/`.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use sandbox::Mode;
use serde_json::{Value, json};

use crate::org::{JOURNEYS, Org};

#[tokio::test]
async fn reset_brings_the_demo_records_back() {
    let org = Org::demo(Mode::Services);
    let before = org.get("/sandbox/state").await;
    org.create(JOURNEYS, json!({"msdyncrm_name": "Extra"})).await;
    org.post("/sandbox/faults", json!({"status": 503})).await;
    org.advance(1_000_000).await;
    assert_eq!(org.post("/sandbox/reset", json!({})).await.status, StatusCode::OK);
    let after = org.get("/sandbox/state").await;
    assert_eq!(after["counts"], before["counts"]);
    assert_eq!(after["faults"], json!([]));
    let days = |state: &Value| state["clock"].as_str().expect("a clock")[..10].to_owned();
    assert_eq!(days(&after), days(&before));
}

#[tokio::test]
async fn seed_adds_an_estate() {
    let org = Org::empty();
    let body = json!({"journeys": 50, "tiles": 33, "segments": 7, "conditions": 4, "contacts": 20});
    let answer = org.post("/sandbox/seed", body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let counts = org.get("/sandbox/state").await["counts"].clone();
    assert_eq!(counts["msdyncrm_customerjourney"], 50);
    assert_eq!(counts["msdyncrm_segment"], 7);
    assert_eq!(counts["contact"], 20);
    let rows = org.get(&format!("{JOURNEYS}?$select=msdyncrm_workflowdefinition")).await;
    for row in rows["value"].as_array().expect("rows") {
        let definition = row["msdyncrm_workflowdefinition"].as_str().expect("a definition");
        let activities: Vec<Value> = serde_json::from_str(definition).expect("an array");
        assert_eq!(activities.len(), 1 + 33);
    }
}

/// Beside the demo records, and over what an earlier seed wrote.
#[tokio::test]
async fn seed_may_be_asked_for_again() {
    let org = Org::demo(Mode::Services);
    let before = org.get("/sandbox/state").await["counts"].clone();
    for _ in 0..2 {
        let answer = org.post("/sandbox/seed", json!({"journeys": 5, "segments": 5, "contacts": 30})).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    }
    let after = org.get("/sandbox/state").await["counts"].clone();
    for (table, more) in [("msdyncrm_customerjourney", 5), ("msdyncrm_segment", 5), ("contact", 30), ("account", 4)] {
        assert_eq!(after[table].as_u64(), before[table].as_u64().map(|count| count + more), "{table}");
    }
}

#[tokio::test]
async fn a_seed_beyond_a_column_is_refused_and_leaves_nothing() {
    let org = Org::empty();
    let answer = org.post("/sandbox/seed", json!({"segments": 2, "conditions": 500})).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{}", answer.body);
    assert_eq!(org.get("/sandbox/state").await["counts"]["msdyncrm_segment"], 0);
}

#[tokio::test]
async fn a_fault_happens_as_often_as_asked() {
    let org = Org::empty();
    let fault =
        json!([{"path": "msdyncrm_customerjourneys", "method": "get", "status": 429, "retry_after": 7, "count": 2}]);
    assert_eq!(org.post("/sandbox/faults", fault).await.status, StatusCode::OK);
    assert!(org.post(JOURNEYS, json!({"msdyncrm_name": "Not a read"})).await.status.is_success());
    for _ in 0..2 {
        let answer = org.send(Method::GET, JOURNEYS, None).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::TOO_MANY_REQUESTS, "0x80072322"));
        assert_eq!(answer.headers[header::RETRY_AFTER], "7");
    }
    assert_eq!(org.send(Method::GET, JOURNEYS, None).await.status, StatusCode::OK);
}

#[tokio::test]
async fn faults_last_until_they_are_cleared() {
    let org = Org::empty();
    org.post("/sandbox/faults", json!({"status": 503})).await;
    for _ in 0..3 {
        assert_eq!(org.send(Method::GET, JOURNEYS, None).await.status, StatusCode::SERVICE_UNAVAILABLE);
    }
    assert_eq!(org.send(Method::DELETE, "/sandbox/faults", None).await.status, StatusCode::OK);
    assert_eq!(org.send(Method::GET, JOURNEYS, None).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_fault_that_makes_no_sense_is_refused() {
    let org = Org::empty();
    for fault in [json!({"status": 200}), json!({"stauts": 503}), json!(7)] {
        let answer = org.post("/sandbox/faults", fault).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    }
    assert_eq!(org.get("/sandbox/faults").await, json!([]));
}

#[tokio::test]
async fn controls_answer_only_to_this_machine_and_this_origin() {
    let org = Org::empty();
    for (host, origin, expected) in [
        ("localhost:8080", None, StatusCode::OK),
        ("127.0.0.1:8080", Some("http://127.0.0.1:8080"), StatusCode::OK),
        ("[::1]:8080", None, StatusCode::OK),
        ("localhost:8080", Some("http://localhost:9090"), StatusCode::FORBIDDEN),
        ("localhost:8080", Some("https://example.com"), StatusCode::FORBIDDEN),
        ("localhost:8080", Some("null"), StatusCode::FORBIDDEN),
        ("example.com:8080", None, StatusCode::FORBIDDEN),
    ] {
        let mut request = Request::builder().uri("/sandbox/state").header(header::HOST, host);
        if let Some(origin) = origin {
            request = request.header(header::ORIGIN, origin);
        }
        let answer = org.raw(request.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status, expected, "{host} {origin:?}");
    }
}

#[tokio::test]
async fn an_expired_session_is_told_by_401() {
    let org = Org::empty();
    let page = Request::builder().uri("/main.aspx").header(header::HOST, "localhost:8080");
    let page = org.raw(page.body(Body::empty()).expect("a request")).await;
    let cookie =
        page.headers[header::SET_COOKIE].to_str().expect("a cookie").split(';').next().expect("a pair").to_owned();
    let ask = || {
        let request = Request::builder().uri("/api/data/v9.2/WhoAmI").header(header::COOKIE, &cookie);
        request.header(header::HOST, "localhost:8080").body(Body::empty()).expect("a request")
    };
    assert_eq!(org.raw(ask()).await.status, StatusCode::OK);
    org.post("/sandbox/faults", json!({"expire_session": true, "count": 1})).await;
    assert_eq!(org.raw(ask()).await.status, StatusCode::UNAUTHORIZED);
}
