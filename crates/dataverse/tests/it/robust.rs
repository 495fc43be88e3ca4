//! Every call against answers that are cut, altered or something else altogether: an error of its type, never a panic.

use dataverse::{Batch, Body, Client, Error, Guard, Query, Reply, Response, Target};
use proptest::prelude::*;
use serde_json::{Map, json};

use crate::support::{ID, Script, answer, block_on};

/// What the server may say where all is well.
fn good() -> Vec<(&'static str, String)> {
    let row = json!({"@odata.etag": "W/\"1\"", "accountid": ID, "name": "Ünï \"q\"", "_ownerid_value": ID});
    let page = json!({
        "@odata.count": 2, "value": [row, {}], "@odata.nextLink": "/api/data/v9.2/accounts?$skiptoken=1",
        "@Microsoft.Dynamics.CRM.morerecords": true, "@Microsoft.Dynamics.CRM.totalrecordcount": 7,
        "@Microsoft.Dynamics.CRM.globalmetadataversion": "1",
        "@Microsoft.Dynamics.CRM.fetchxmlpagingcookie": "<cookie pagenumber=\"2\" pagingcookie=\"%253c%2526\" />",
    });
    let table = json!({
        "LogicalName": "account", "EntitySetName": "accounts", "PrimaryIdAttribute": "accountid",
        "Attributes": [{"LogicalName": "name", "AttributeType": "String"}], "Privileges": [{"Name": "p", "PrivilegeType": "Read"}],
        "RolePrivileges": [{"PrivilegeName": "p", "Depth": "Deep"}], "UserId": ID, "BusinessUnitId": ID, "OrganizationId": ID,
        "AccessRights": "ReadAccess, WriteAccess", "Name": "choices", "Options": [{"Value": 1}], "value": [],
        "EntityRecordCountCollection": {"Keys": ["account"], "Values": [1]},
    });
    let batch = format!("--b\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 200 OK\r\nX: y\r\n\r\n{page}\r\n--b--");
    let json = "application/json";
    vec![
        (json, row.to_string()),
        (json, page.to_string()),
        (json, table.to_string()),
        ("text/plain", "\u{feff}17".to_owned()),
        ("multipart/mixed; boundary=b", batch),
        (json, json!({"error": {"code": "0x80040217", "message": "gone"}}).to_string()),
        ("text/html", "<!DOCTYPE html><html><title>Sign in</title></html>".to_owned()),
        (json, String::new()),
    ]
}

/// Everything that a client can be asked, once each. Gives what reads the whole of its answers.
async fn ask_all(client: &Client<Script>) -> Vec<Result<(), Error>> {
    let query = Query::new().select(&["name"]).annotations();
    let body = Body::new().text("name", "a").returning(&["name"]);
    let record = Target::record("accounts", ID);
    let fetch = "<fetch returntotalrecordcount='true'><entity name='account'/></fetch>";
    let mut batch = Batch::new();
    batch.list("accounts", &query);
    let reading = vec![
        client.list("accounts", &query).await.map(drop),
        client.next("/api/data/v9.2/accounts", &query).await.map(drop),
        client.all("accounts", &query, 3).await.map(drop),
        client.get("accounts", ID, &query).await.map(drop),
        client.count("accounts", &query).await.map(drop),
        client.fetch("accounts", fetch, 5).await.map(drop),
        client.fetch_next("accounts", fetch).await.map(drop),
        client.fetch_all("accounts", fetch, 3).await.map(drop),
        client.count_fetch("accounts", fetch).await.map(drop),
        client.count_fetch("accounts", "<fetch aggregate='true'/>").await.map(drop),
        client.who_am_i().await.map(drop),
        client.property("accounts", ID, "name").await.map(drop),
        client.table("account").await.map(drop),
        client.tables().await.map(drop),
        client.relationships("account").await.map(drop),
        client.keys("account").await.map(drop),
        client.global_choices("x").await.map(drop),
        client.privileges("account").await.map(drop),
        client.rights_on(&record).await.map(drop),
        client.user_settings().await.map(drop),
        client.record_counts(&["account"]).await.map(drop),
        client.function("F").await.map(drop),
        match client.batch(&batch).await {
            Ok(mut replies) => match replies.pop().expect("as many replies as operations") {
                Ok(Reply::Page(_)) => Ok(()),
                Ok(other) => panic!("{other:?} in place of a page"),
                Err(error) => Err(error),
            },
            Err(error) => Err(error),
        },
    ];
    // These may have nothing to read.
    let _ = client.create("accounts", &body, Some(&query)).await;
    let _ = client.update("accounts", ID, &body, Guard::Upsert).await;
    let _ = client.delete("accounts", ID, Guard::Exists).await;
    let _ = client.action("A", &Map::new()).await;
    let _ = client.associate(&record, "tasks", &record).await;
    let _ = client.disassociate(&record, "tasks", ID).await;
    let _ = client.set_reference(&record, "ownerid", &record).await;
    let _ = client.clear_reference(&record, "ownerid").await;
    let _ = client.set_property("accounts", ID, "name", json!(1)).await;
    let _ = client.clear_property("accounts", ID, "name").await;
    reading
}

fn asked(response: Response) -> Vec<Result<(), Error>> {
    block_on(ask_all(&Script::always(response).client()))
}

#[test]
fn an_answer_cut_at_any_byte_is_never_taken_for_a_whole_one() {
    for (kind, body) in good().into_iter().filter(|(kind, _)| *kind != "text/plain") {
        for (end, _) in body.char_indices() {
            let response = answer(200, &[&format!("content-type: {kind}")], &body[..end]);
            for (which, result) in asked(response).into_iter().enumerate() {
                let error = result.expect_err("half an answer");
                let typed = matches!(error, Error::Unreadable(_) | Error::SignedOut);
                assert!(typed, "call {which}, {end} bytes of {kind}: {error:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn an_altered_answer_makes_nothing_panic(
        which in 0usize..8,
        status in prop_oneof![Just(200u16), Just(204), Just(400), Just(404), Just(412), 0u16..700],
        at in any::<prop::sample::Index>(),
        length in 0usize..9,
        by in prop_oneof![
            Just("-1".to_owned()), Just("null".to_owned()), Just("{".to_owned()), Just("]".to_owned()), Just("[]".to_owned()),
            Just("\r\n\r\n--b".to_owned()), Just("99999999999999999999".to_owned()), Just("\u{0}".to_owned()), ".{0,3}",
        ],
    ) {
        let (kind, body) = good().swap_remove(which);
        let mut letters: Vec<char> = body.chars().collect();
        let start = at.index(letters.len() + 1);
        letters.splice(start..(start + length).min(letters.len()), by.chars());
        let altered: String = letters.into_iter().collect();
        for result in asked(answer(status, &[&format!("content-type: {kind}")], &altered)) {
            if let Err(error) = result {
                prop_assert!(!error.sentence().is_empty());
            }
        }
    }
}
