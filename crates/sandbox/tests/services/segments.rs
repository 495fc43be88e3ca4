//! Segments: the documented actions, their life, their members.

use axum::http::StatusCode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sandbox::Mode;
use serde_json::{Value, json};

use crate::org::{Answer, Org, SEGMENTS};

const API: &str = "/api/data/v9.0";
const REQUESTS: &str = include_str!("../../demo/documented/segment-requests.json");

const DRAFT: i64 = 192_350_000;
const LIVE: i64 = 192_350_001;
const STOPPED: i64 = 192_350_002;
const LIVE_EDITABLE: i64 = 192_350_003;
const ERROR: i64 = 192_350_005;
const GOING_LIVE: i64 = 192_350_006;
const STOPPING: i64 = 192_350_007;
const STATIC: i64 = 192_350_001;

/// A documented request or answer by its id.
fn documented(id: &str) -> Value {
    let all: Value = serde_json::from_str(REQUESTS).expect("requests");
    let found = all.as_array().expect("a list").iter().find(|entry| entry["id"] == id).cloned();
    found.unwrap_or_else(|| panic!("no request {id}"))
}

impl Org {
    async fn call(&self, action: &str, body: Value) -> Answer {
        self.post(&format!("{API}/{action}"), body).await
    }

    /// The members that the organisation lists for a query.
    async fn listed(&self, query: &str) -> Vec<String> {
        let answer = self.call("msdyncrm_FetchContactsByQuery", json!({"Query": query})).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.body);
        let rows: Value =
            serde_json::from_str(answer.body["SandboxContacts"].as_str().expect("contacts")).expect("an array");
        rows.as_array().expect("rows").iter().map(|row| row["contactid"].as_str().expect("an id").to_owned()).collect()
    }

    async fn segment(&self, body: Value) -> String {
        self.create(SEGMENTS, body).await
    }

    /// Lets the service finish what it was asked for.
    async fn wait(&self) {
        self.advance(30).await;
    }
}

fn dynamic(name: &str, query: &str) -> Value {
    json!({"msdyncrm_segmentname": name, "msdyncrm_segmenttype": 192_350_000, "msdyncrm_segmentquery": query})
}

#[tokio::test]
async fn validation_answers_as_published() {
    let org = Org::demo(Mode::Services);
    for id in ["validate-valid", "validate-invalid"] {
        let request = documented(id);
        let answer = org.call("msdyncrm_ValidateSegment", request["body"].clone()).await;
        assert_eq!(answer.status, StatusCode::OK, "{id}: {}", answer.body);
        assert_eq!(answer.body["ValidationResult"], request["response"]["ValidationResult"], "{id}");
    }
}

#[tokio::test]
async fn members_are_changed_as_published_and_some_time_later() {
    let org = Org::demo(Mode::Services);
    let size = |id: &'static str| {
        let org = &org;
        async move { org.get(&format!("{SEGMENTS}({id})")).await["msdyncrm_segmentsize"].as_i64() }
    };
    let picked = "59ac8bbf-57e7-e811-a9a9-000d3a35f403";
    assert_eq!(size(picked).await, Some(3));
    for (id, expected) in [("members-removeByIds", 0), ("members-addByIds", 3)] {
        let answer = org.call("msdyncrm_SegmentMembersUpdate", documented(id)["body"].clone()).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{id}: {}", answer.body);
        assert_ne!(size(picked).await, Some(expected), "{id}: at once");
        org.wait().await;
        assert_eq!(size(picked).await, Some(expected), "{id}");
    }
    let party = "b5466fbb-2cef-e911-a81d-000d3a6d200c";
    let answer = org.call("msdyncrm_SegmentMembersUpdate", documented("members-addByQuery")["body"].clone()).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.body);
    let state = org.call("msdyncrm_SegmentMembersUpdate", documented("members-getState")["body"].clone()).await;
    assert_eq!((state.status, &state.body["SandboxPendingOperations"]), (StatusCode::OK, &json!(1)));
    org.wait().await;
    assert_eq!(size(party).await, Some(1));
    org.call("msdyncrm_SegmentMembersUpdate", documented("members-removeByQuery")["body"].clone()).await;
    org.wait().await;
    assert_eq!(size(party).await, Some(0));
    let state = org.call("msdyncrm_SegmentMembersUpdate", documented("members-getState")["body"].clone()).await;
    assert_eq!(state.body["SandboxPendingOperations"], 0);
}

#[tokio::test]
async fn members_are_listed_by_query() {
    let org = Org::demo(Mode::Services);
    let answer = org.call("msdyncrm_FetchContactsByQuery", documented("members-fetch")["body"].clone()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let rows: Value =
        serde_json::from_str(answer.body["SandboxContacts"].as_str().expect("contacts")).expect("an array");
    assert_eq!(rows.as_array().map(Vec::len), Some(15));
    let total = answer.body["SandboxTotal"].as_i64();
    let segment = org.get(&format!("{SEGMENTS}(e1fa7fdc-5c78-ea11-a811-000d3a8e8fcc)")).await;
    assert_eq!(segment["msdyncrm_segmentsize"].as_i64(), total);
    let ordered =
        "PROFILE(contact).FILTER(address1_city == 'Vienna').ORDERBY(lastname DESC, firstname ASC).SKIP(1).TAKE(2)";
    assert_eq!(org.listed(ordered).await.len(), 2);
    let wrong = org.call("msdyncrm_FetchContactsByQuery", json!({"Query": "PROFILE(contact).TAKE(1).SKIP(1)"})).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST, "{}", wrong.body);
}

/// The listing that the documentation calls deprecated: the members in the place of a join.
#[tokio::test]
async fn members_are_listed_by_fetchxml_while_the_service_lives() {
    let request = documented("members-fetchxml-deprecated");
    let path = request["path"].as_str().expect("a path");
    let (resource, xml) = path.split_once("fetchXml=").expect("a query");
    // All of them, not a page of five.
    let xml = xml.replace(" page=\"1\" count=\"5\"", "");
    let path = format!("{resource}fetchXml={}", utf8_percent_encode(&xml, NON_ALPHANUMERIC));
    let segment = "bfc9d5d6-d6aa-e911-a859-000d3a3159df";
    let org = Org::demo(Mode::Services);
    let rows = org.get(&path).await["value"].as_array().expect("rows").len() as i64;
    assert_eq!(Some(rows), org.get(&format!("{SEGMENTS}({segment})")).await["msdyncrm_segmentsize"].as_i64());
    assert!(rows > 0);
    let org = Org::demo(Mode::Archive);
    assert_eq!(org.get(&path).await["value"], json!([]));
}

#[tokio::test]
async fn a_segment_goes_live_is_evaluated_hourly_and_stops() {
    let org = Org::demo(Mode::Services);
    let contact = org.create("/api/data/v9.2/contacts", json!({"lastname": "Only", "nickname": "only one"})).await;
    let path = org.segment(dynamic("Only", "PROFILE(contact).FILTER(nickname == 'ONLY ONE')")).await;
    org.set_status(&path, GOING_LIVE).await;
    org.advance(10).await;
    assert_eq!(org.status(&path).await, GOING_LIVE);
    org.wait().await;
    let row = org.get(&path).await;
    assert_eq!((row["statuscode"].as_i64(), row["msdyncrm_segmentsize"].as_i64()), (Some(LIVE), Some(1)));
    assert_eq!(row["msdyncrm_islive"], true);
    let (last, next) = (row["msdyncrm_lastevaluationtime"].clone(), row["msdyncrm_nextevaluation"].clone());
    let moment =
        |value: &Value| value.as_str().expect("a date").parse::<jiff::Timestamp>().expect("a date").as_second();
    assert_eq!(moment(&next) - moment(&last), 3_600);
    let name = row["msdyncrm_segmentqueryname"].as_str().expect("a name").to_owned();
    assert_eq!(org.listed(&format!("SEGMENT({name})")).await.len(), 1);

    org.patch(&contact, json!({"nickname": null})).await;
    assert_eq!(org.get(&path).await["msdyncrm_segmentsize"], 1);
    // However many hours pass at once.
    org.advance(50 * 3_600).await;
    let later = org.get(&path).await;
    assert_eq!(later["msdyncrm_segmentsize"], 0);
    assert_eq!((moment(&later["msdyncrm_nextevaluation"]) - moment(&next)) % 3_600, 0);
    assert_eq!(later["modifiedon"], row["modifiedon"]);

    org.set_status(&path, STOPPING).await;
    org.wait().await;
    let row = org.get(&path).await;
    assert_eq!((row["statuscode"].as_i64(), &row["msdyncrm_islive"]), (Some(STOPPED), &json!(false)));
    assert_eq!(row["msdyncrm_nextevaluation"], Value::Null);
}

#[tokio::test]
async fn an_invalid_definition_is_told_on_going_live_and_not_before() {
    let org = Org::demo(Mode::Services);
    let path = org.segment(dynamic("Invalid", "PROFILE(contact).FILTER(shoesize == 44)")).await;
    let answer = org.patch(&path, json!({"statuscode": GOING_LIVE})).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::BAD_REQUEST, "0x80040265"), "{}", answer.body);
    assert!(answer.message().contains("contact has no column shoesize. (shoesize)"), "{}", answer.message());
    assert_eq!(org.status(&path).await, DRAFT);
    let mut at_once = dynamic("At once", "PROFILE(account)");
    at_once["statuscode"] = json!(GOING_LIVE);
    assert_eq!(org.post(SEGMENTS, at_once).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_live_segment_is_edited_and_goes_live_again() {
    let org = Org::demo(Mode::Services);
    let path = org.segment(dynamic("Edited", "PROFILE(contact).FILTER(address1_city == 'Vienna')")).await;
    org.set_status(&path, GOING_LIVE).await;
    org.wait().await;
    let before = org.get(&path).await["msdyncrm_segmentsize"].as_i64();
    org.set_status(&path, LIVE_EDITABLE).await;
    org.patch(&path, json!({"msdyncrm_segmentquery": "PROFILE(contact)"})).await;
    org.advance(7_200).await;
    assert_eq!(org.get(&path).await["msdyncrm_segmentsize"].as_i64(), before, "what is being edited is not evaluated");
    org.set_status(&path, GOING_LIVE).await;
    org.wait().await;
    assert!(org.get(&path).await["msdyncrm_segmentsize"].as_i64() > before);
    // A live segment whose query comes to nothing.
    org.patch(&path, json!({"msdyncrm_segmentquery": "PROFILE(contact"})).await;
    org.advance(3_700).await;
    assert_eq!(org.status(&path).await, ERROR);
}

#[tokio::test]
async fn a_segment_does_not_lead_back_to_itself() {
    let org = Org::demo(Mode::Services);
    let mut one = dynamic("One", "SEGMENT(circle_two)");
    one["msdyncrm_segmentqueryname"] = json!("circle_one");
    let mut two = dynamic("Two", "SEGMENT(circle_one)");
    two["msdyncrm_segmentqueryname"] = json!("circle_two");
    let (one, _) = (org.segment(one).await, org.segment(two).await);
    let answer = org.patch(&one, json!({"statuscode": GOING_LIVE})).await;
    assert!(answer.message().contains("circle_one leads back to itself"), "{}", answer.body);
}

#[tokio::test]
async fn ids_sent_with_a_static_segment_are_kept_by_the_service() {
    let org = Org::demo(Mode::Services);
    let path = org.segment(documented("create-static-draft")["body"].clone()).await;
    let row = org.get(&path).await;
    assert_eq!(row["msdyncrm_segmentmemberids"], Value::Null);
    assert_eq!(row["msdyncrm_segmentsize"], 2);
    org.set_status(&path, GOING_LIVE).await;
    org.wait().await;
    let row = org.get(&path).await;
    assert_eq!((row["statuscode"].as_i64(), row["msdyncrm_segmentsize"].as_i64()), (Some(LIVE), Some(2)));
    // A contact that goes takes its place in the list along.
    let name = row["msdyncrm_segmentqueryname"].as_str().expect("a name");
    let gone =
        org.send(axum::http::Method::DELETE, "/api/data/v9.2/contacts(1405f4ba-1ee9-e811-a99d-000d3a35f12f)", None);
    assert_eq!(gone.await.status, StatusCode::NO_CONTENT);
    assert_eq!(org.listed(&format!("SEGMENT({name})")).await, ["0604cdd1-1ee9-e811-a99d-000d3a35f12f"]);
}

#[tokio::test]
async fn the_actions_of_2019_take_all_ids_or_none() {
    let org = Org::demo(Mode::Services);
    let segment = "59ac8bbf-57e7-e811-a9a9-000d3a35f403";
    let known = "1405f4ba-1ee9-e811-a99d-000d3a35f12f";
    let unknown = "00000000-0000-4000-8000-000000000001";
    let many =
        |ids: &[&str]| json!({"msdyncrm_segmentid": segment, "msdyncrm_segmentmemberids": json!(ids).to_string()});
    let one = |id: &str| json!({"msdyncrm_segmentid": segment, "msdyncrm_segmentmemberid": id});
    for (action, body, status, size) in [
        ("msdyncrm_IncludeMembersInSegment", many(&[known, unknown]), StatusCode::BAD_REQUEST, 3),
        ("msdyncrm_IncludeMembersInSegment", many(&[known]), StatusCode::NO_CONTENT, 4),
        ("msdyncrm_ExcludeMemberFromSegment", one(known), StatusCode::NO_CONTENT, 3),
        ("msdyncrm_IncludeMemberInSegment", one(known), StatusCode::NO_CONTENT, 4),
        ("msdyncrm_ExcludeMembersFromSegment", many(&[known]), StatusCode::NO_CONTENT, 3),
        ("msdyncrm_ExcludeMemberFromSegment", one("nobody"), StatusCode::BAD_REQUEST, 3),
    ] {
        let answer = org.call(action, body).await;
        assert_eq!(answer.status, status, "{action}: {}", answer.body);
        org.wait().await;
        assert_eq!(org.get(&format!("{SEGMENTS}({segment})")).await["msdyncrm_segmentsize"], size, "{action}");
    }
    let dynamic =
        json!({"msdyncrm_segmentid": "51d2115b-544a-e911-a873-000d3a1fe344", "msdyncrm_segmentmemberid": known});
    assert_eq!(org.call("msdyncrm_IncludeMemberInSegment", dynamic).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn interactions_of_a_contact_are_loaded_in_pages() {
    let org = Org::demo(Mode::Services);
    let answer = org.call("msdyncrm_LoadInteractionsPublic", documented("interactions-load")["body"].clone()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!((&answer.body["Data"], &answer.body["NextSkipToken"]), (&json!("[]"), &Value::Null));
    let bounced = org.listed("INTERACTION(EmailSoftBounced, EmailSoftBounced_Contact).HAVING(COUNT() > 10)").await;
    let mut token = Value::Null;
    let mut seen = 0;
    loop {
        let body =
            json!({"ContactId": bounced[0], "InteractionType": "EmailSoftBounced", "Top": 5, "SkipToken": token});
        let answer = org.call("msdyncrm_LoadInteractionsPublic", body).await.body;
        let data: Value = serde_json::from_str(answer["Data"].as_str().expect("data")).expect("an array");
        let data = data.as_array().expect("a list");
        assert!(data.iter().all(|one| one["InteractionType"] == "EmailSoftBounced" && one["ContactId"] == bounced[0]));
        seen += data.len();
        token = answer["NextSkipToken"].clone();
        if token.is_null() {
            break;
        }
    }
    assert_eq!(seen, 12);
    let none = json!({"ContactId": bounced[0], "InteractionType": "EmailSoftBounced", "DateTo": "01-31-2019"});
    assert_eq!(org.call("msdyncrm_LoadInteractionsPublic", none).await.body["Data"], "[]");
    let slip = json!({"ContactId": bounced[0], "InteractionType": "EmailSoftBounced", "DateTo": "2019-01-31"});
    assert_eq!(org.call("msdyncrm_LoadInteractionsPublic", slip).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn in_an_archive_segments_stay_and_their_actions_are_unknown() {
    let org = Org::demo(Mode::Archive);
    let path = org.segment(dynamic("Archived", "PROFILE(nothing")).await;
    org.set_status(&path, GOING_LIVE).await;
    org.advance(86_400).await;
    let row = org.get(&path).await;
    assert_eq!((row["statuscode"].as_i64(), &row["msdyncrm_islive"]), (Some(GOING_LIVE), &json!(false)));
    for action in [
        "msdyncrm_ValidateSegment",
        "msdyncrm_SegmentMembersUpdate",
        "msdyncrm_FetchContactsByQuery",
        "msdyncrm_LoadInteractionsPublic",
        "msdyncrm_IncludeMemberInSegment",
    ] {
        let answer = org.call(action, json!({})).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::NOT_FOUND, "0x8006088a"), "{action}: {}", answer.body);
    }
    let ids =
        json!({"msdyncrm_segmentname": "Kept", "msdyncrm_segmenttype": STATIC, "msdyncrm_segmentmemberids": "[]"});
    let path = org.segment(ids).await;
    assert_eq!(org.get(&path).await["msdyncrm_segmentmemberids"], "[]");
}
