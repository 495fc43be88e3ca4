//! Real-time segments: the documented requests, their limits, their history.

use axum::http::StatusCode;
use sandbox::Mode;
use serde_json::{Value, json};

use crate::org::Org;

const API: &str = "/api/data/v9.0";
const GROUP: &str = "0f5b0c7f-395d-447b-b14c-315a601f878e";
const CONTACT: &str = "b5672bdb-8899-43cb-9fa1-0ae4dc61dad3";

fn id(path: &str) -> String {
    path.rsplit_once('(').expect("a key").1.trim_end_matches(')').to_owned()
}

/// A definition and the segment made of it, as the documented requests create them.
async fn create(org: &Org, query: &str) -> (String, String) {
    let groups = json!([{"groupId": GROUP, "includeType": "Include", "name": "Group", "inputType": "manualSelect"}]);
    let definition = json!({
        "msdynmkt_segmentquery": query, "statecode": 0, "statuscode": 723_270_001,
        "msdynmkt_staticlistmembers": groups.to_string(),
        "msdynmkt_disablesegmentrefresh": false, "msdynmkt_segmentrefreshintervalminutes": 15,
    });
    let definition = org.create(&format!("{API}/msdynmkt_segmentdefinitions"), definition).await;
    let segment = json!({
        "msdynmkt_displayname": "Real time", "msdynmkt_type": 11, "msdynmkt_source": 12,
        "msdynmkt_baseentitylogicalname": "contact", "statecode": 1, "statuscode": 2,
        "msdynmkt_sourcesegmentuid": id(&definition),
    });
    let segment = org.create(&format!("{API}/msdynmkt_segments"), segment).await;
    (definition, segment)
}

async fn members(org: &Org, segment: &str) -> Vec<Value> {
    let answer = org.post(&format!("{API}/msdynmkt_MembersList"), json!({"SegmentId": segment})).await;
    assert_eq!((answer.status, &answer.body["StatusCode"]), (StatusCode::OK, &json!(200)), "{}", answer.body);
    let result: Value = serde_json::from_str(answer.body["ResultText"].as_str().expect("a result")).expect("JSON");
    assert_eq!(result["primaryKeyColumnName"], "contactid");
    result["members"].as_array().expect("members").clone()
}

#[tokio::test]
async fn a_definition_is_published_computed_and_refreshed() {
    // The removal of outbound marketing left real time alone.
    let org = Org::demo(Mode::Archive);
    let (definition, segment) = create(&org, "PROFILE(contact).FILTER(address1_county IN ['Upper Bavaria'])").await;
    let publish = format!("{API}/msdynmkt_PublishSegmentDefinition");
    let answer = org.post(&publish, json!({"SegmentId": id(&definition)})).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.body);
    assert_eq!(org.status(&definition).await, 723_270_002);
    org.advance(30).await;
    assert_eq!(org.status(&definition).await, 723_270_000);
    assert_eq!(org.status(&segment).await, 1);
    assert!(members(&org, &id(&segment)).await.is_empty());

    org.patch(&format!("{API}/contacts({CONTACT})"), json!({"address1_county": "upper bavaria"})).await;
    org.advance(15 * 60).await;
    assert_eq!(members(&org, &id(&definition)).await, [CONTACT]);
    let filter = format!("_msdynmkt_segmentdefinitionid_value eq {}", id(&definition));
    let history = org.get(&format!("{API}/msdynmkt_segmentexecutions?$filter={filter}&$orderby=createdon")).await;
    let counts: Vec<&Value> =
        history["value"].as_array().expect("rows").iter().map(|row| &row["msdynmkt_membershipcount"]).collect();
    assert_eq!(counts, [0, 1]);
}

#[tokio::test]
async fn a_broken_definition_is_not_published() {
    let org = Org::demo(Mode::Services);
    let (definition, _) = create(&org, "PROFILE(contact).FILTER(firstname == 'A' OR lastname == 'B')").await;
    let answer =
        org.post(&format!("{API}/msdynmkt_PublishSegmentDefinition"), json!({"SegmentId": id(&definition)})).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.message().contains("Conditions are joined by ||."), "{}", answer.body);
    assert_eq!(org.status(&definition).await, 723_270_001);
}

#[tokio::test]
async fn groups_have_members_within_limits() {
    let org = Org::demo(Mode::Services);
    let (definition, segment) = create(&org, "").await;
    let call = |action: &str, more: Value| {
        let mut body = json!({"SegmentId": id(&segment), "GroupId": GROUP});
        for (name, value) in more.as_object().expect("members") {
            body[name] = value.clone();
        }
        let (org, path) = (&org, format!("{API}/msdynmkt_{action}"));
        async move { org.post(&path, body).await }
    };
    let two = json!([CONTACT, "694e1c8e-f704-4b23-9b07-e65db1620e47"]);
    assert_eq!(call("AddStaticMembers", json!({"EntityIds": two})).await.status, StatusCode::NO_CONTENT);
    let page = call("ListGroupMembers", json!({"PageNo": 2, "PageSize": 1})).await;
    let page: Value = serde_json::from_str(page.body["Response"].as_str().expect("a response")).expect("JSON");
    assert_eq!(page, json!({"entityIds": [CONTACT], "additionalProperties": {}}));
    assert_eq!(call("ListGroupMembers", json!({"PageNo": 0, "PageSize": 1})).await.status, StatusCode::BAD_REQUEST);
    let too_many = vec![CONTACT; 1_001];
    assert_eq!(call("AddStaticMembers", json!({"EntityIds": too_many})).await.status, StatusCode::BAD_REQUEST);
    let elsewhere = json!({"EntityIds": two, "GroupId": CONTACT});
    assert_eq!(call("AddStaticMembers", elsewhere).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(call("RemoveStaticMembers", json!({"EntityIds": [two[1]]})).await.status, StatusCode::NO_CONTENT);
    org.set_status(&definition, 723_270_002).await;
    org.advance(30).await;
    assert_eq!(members(&org, &id(&segment)).await, [CONTACT]);
}
