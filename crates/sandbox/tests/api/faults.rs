//! Answers that get lost, break off or come from somebody else.

use axum::{body::Body, http::Request};

use crate::client::Api;

fn post(name: &str) -> Request<Body> {
    let request = Request::builder().method("POST").uri("/api/data/v9.2/accounts");
    let request = request.header("host", "localhost:8080").header("authorization", "Bearer test");
    let request = request.header("content-type", "application/json").header("prefer", "return=representation");
    request.body(Body::from(format!("{{\"name\":\"{name}\"}}"))).expect("a request")
}

async fn with(api: &Api, fault: &str) {
    let set = api.send(&format!("POST /sandbox/faults {fault}")).await;
    assert_eq!(set.status, 200, "{}", set.body);
}

#[tokio::test]
async fn an_answer_can_be_lost_or_cut_after_the_work() {
    let api = Api::empty();
    for (fault, name, made) in [("drop", "Dropped", 0), ("lose", "Lost", 1), ("cut", "Cut", 1)] {
        with(&api, &format!("{{\"{fault}\":true,\"count\":1}}")).await;
        let (answer, whole) = api.received(post(name)).await;
        assert!(!whole, "{fault}");
        if fault == "cut" {
            let length = answer.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
            assert!(!answer.body.is_empty() && answer.body.len() < length, "{}", answer.body);
        }
        let found = api.send(&format!("GET accounts/$count?$filter=name eq '{name}'")).await;
        assert_eq!(found.body.trim_start_matches('\u{feff}'), made.to_string(), "{fault}");
    }
}

#[tokio::test]
async fn a_request_can_be_carried_out_twice() {
    let api = Api::empty();
    with(&api, r#"{"twice":true,"count":1}"#).await;
    assert_eq!(api.request(post("Twice")).await.status, 201);
    assert_eq!(api.send("GET accounts?$select=name").await.brief(), "200 Twice, Twice");
}

#[tokio::test]
async fn a_page_to_sign_in_on_can_come_instead() {
    let api = Api::empty();
    with(&api, r#"{"sign_in":true,"count":1}"#).await;
    let page = api.send("GET accounts").await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-type").is_some_and(|kind| kind.starts_with("text/html")), "{}", page.body);
    assert_eq!(api.send("GET accounts").await.brief(), "200");
}
