//! Change tracking, metadata changes, service protection (reference/web-api.md 10, 12, 13).

use expect_test::expect;
use serde_json::{Value, json};

use crate::client::{A, Answer, Api, B};

fn link(answer: &Answer, name: &str) -> String {
    let json = answer.json();
    let link = json[name].as_str().unwrap_or_else(|| panic!("no {name} in {json}"));
    link.trim_start_matches("http://localhost:8080").to_owned()
}

#[tokio::test]
async fn delta_links_tell_what_changed() {
    let api = Api::sample().await;
    let first = api.send("GET accounts?$select=name\nPrefer: odata.track-changes").await;
    assert_eq!(first.header("preference-applied"), Some("odata.track-changes"));
    let delta = link(&first, "@odata.deltaLink");
    assert!(delta.contains("$select=name&$deltatoken="), "{delta}");
    assert_eq!(api.send(&format!("GET {delta}")).await.brief(), "200");
    for request in [
        r#"POST accounts {"accountid":"00000000-0000-0000-0000-0000000000f0","name":"New"}"#.into(),
        format!("PATCH accounts({A}) {{\"name\":\"Changed\"}}"),
        format!("DELETE accounts({B})"),
    ] {
        assert_eq!(api.send(&request).await.status, 204, "{request}");
    }
    let changes = api.send(&format!("GET {delta}")).await;
    let mut shown = changes.json();
    shown["@odata.deltaLink"] = "…".into();
    expect![[r#"
        {
          "@odata.context": "http://localhost:8080/api/data/v9.2/$metadata#accounts(name)/$delta",
          "@odata.deltaLink": "…",
          "value": [
            {
              "@odata.etag": "…",
              "name": "New",
              "accountid": "00000000-0000-0000-0000-0000000000f0"
            },
            {
              "@odata.etag": "…",
              "name": "Changed",
              "accountid": "00000000-0000-0000-0000-00000000000a"
            },
            {
              "@odata.context": "http://localhost:8080/api/data/v9.2/$metadata#accounts/$deletedEntity",
              "id": "00000000-0000-0000-0000-00000000000b",
              "reason": "deleted"
            }
          ]
        }"#]]
    .assert_eq(&masked(shown));
    let (path, query) = delta.split_once('?').expect("a query");
    assert_eq!(api.send(&format!("GET {path}/$count?{query}")).await.body, "\u{feff}3");
    assert_eq!(api.send(&format!("GET {}", link(&changes, "@odata.deltaLink"))).await.brief(), "200");
    let page = api.send(&format!("GET {delta}\nPrefer: odata.maxpagesize=1")).await;
    let last = api.send(&format!("GET {}\nPrefer: odata.maxpagesize=1", link(&page, "@odata.nextLink"))).await;
    assert_eq!(last.json()["value"].as_array().map(Vec::len), Some(2), "{}", last.body);
    api.check_all(
        "GET accounts?$deltatoken=x
         GET accounts?$deltatoken=1%21nonsense
         GET accounts?$deltatoken=1%2101%2f01%2f2020%2000%3a00%3a00",
        expect![[r#"
            GET accounts?$deltatoken=x
              400 0x80060888 The delta token is not valid.
            GET accounts?$deltatoken=1%21nonsense
              400 0x80060888 The delta token is not valid.
            GET accounts?$deltatoken=1%2101%2f01%2f2020%2000%3a00%3a00
              400 0x80044352 Version stamp associated with the client has expired. Please perform a full sync.
        "#]],
    )
    .await;
    for option in ["$filter=name eq 'x'", "$orderby=name", "$top=1", "$expand=primarycontactid"] {
        let answer = api.send(&format!("GET accounts?{option}\nPrefer: odata.track-changes")).await;
        assert!(answer.status == 400 && answer.body.contains("when Change Tracking is enabled"), "{}", answer.body);
    }
}

fn masked(mut json: Value) -> String {
    for row in json["value"].as_array_mut().into_iter().flatten() {
        if row.get("@odata.etag").is_some() {
            row["@odata.etag"] = "…".into();
        }
    }
    serde_json::to_string_pretty(&json).expect("JSON")
}

#[tokio::test]
async fn metadata_changes() {
    let api = Api::empty();
    let query = json!({
        "Criteria": {"FilterOperator": "And", "Conditions": [
            {"PropertyName": "LogicalName", "ConditionOperator": "Equals", "Value": {"Type": "System.String", "Value": "account"}},
        ]},
        "Properties": {"AllProperties": false, "PropertyNames": ["EntitySetName", "Attributes"]},
        "AttributeQuery": {
            "Properties": {"AllProperties": false, "PropertyNames": ["AttributeType"]},
            "Criteria": {"FilterOperator": "And", "Conditions": [
                {"PropertyName": "LogicalName", "ConditionOperator": "In", "Value": {"Type": "System.String[]", "Value": "['name','revenue']"}},
            ]},
        },
    });
    let call = |more: &str| {
        let query = crate::fetch::encoded(&query.to_string());
        let parameter = if more.is_empty() { "" } else { ",ClientVersionStamp=@p3" };
        format!("GET RetrieveMetadataChanges(Query=@p1{parameter})?@p1={query}{more}")
    };
    let answer = api.send(&call("")).await;
    let mut shown = answer.json();
    let stamp = shown["ServerVersionStamp"].as_str().map(str::to_owned).expect("a stamp");
    shown["ServerVersionStamp"] = "…".into();
    expect![[r##"
        {
          "@odata.context": "http://localhost:8080/api/data/v9.2/$metadata#Microsoft.Dynamics.CRM.RetrieveMetadataChangesResponse",
          "EntityMetadata": [
            {
              "LogicalName": "account",
              "SchemaName": "Account",
              "EntitySetName": "accounts",
              "MetadataId": "91cdde78-b8b4-5e7b-bdc8-5c3c4f899d03",
              "HasChanged": null,
              "Attributes": [
                {
                  "@odata.type": "#Microsoft.Dynamics.CRM.StringAttributeMetadata",
                  "AttributeType": "String",
                  "LogicalName": "name",
                  "SchemaName": "Name",
                  "MetadataId": "50cdef2d-ad8a-5bd7-99b0-078ef42672f7",
                  "HasChanged": null
                },
                {
                  "@odata.type": "#Microsoft.Dynamics.CRM.MoneyAttributeMetadata",
                  "AttributeType": "Money",
                  "LogicalName": "revenue",
                  "SchemaName": "Revenue",
                  "MetadataId": "371ffcbc-b344-5e98-962a-28b78e5b3073",
                  "HasChanged": null
                }
              ]
            }
          ],
          "ServerVersionStamp": "…",
          "DeletedMetadata": null
        }"##]].assert_eq(&serde_json::to_string_pretty(&shown).expect("JSON"));
    let known = api.send(&call(&format!("&@p3='{stamp}'"))).await;
    assert_eq!(known.json()["EntityMetadata"], json!([]), "{}", known.body);
    for stale in ["1!2020-01-01T00:00:00Z", "1000001!2020-01-01T00:00:00Z", "x"] {
        let answer = api.send(&call(&format!("&@p3='{stale}'"))).await;
        assert!(answer.status == 400 && answer.body.contains("0x80044352"), "{}", answer.body);
    }
}

#[tokio::test]
async fn limits_are_told_by_429() {
    let api = Api::sample().await;
    assert_eq!(api.send("GET /sandbox/limits").await.body, "null");
    assert_eq!(api.send(r#"POST /sandbox/limits {"requests":2}"#).await.status, 200);
    let first = api.send("GET WhoAmI").await;
    assert_eq!(first.header("x-ms-ratelimit-burst-remaining-xrm-requests"), Some("1"));
    assert_eq!(api.send("GET WhoAmI").await.status, 200);
    let refused = api.send("GET WhoAmI").await;
    assert_eq!(
        refused.brief(),
        "429 0x80072322 Number of requests exceeded the limit of 2 over time window of 300 seconds."
    );
    let wait: u32 = refused.header("retry-after").and_then(|wait| wait.parse().ok()).expect("seconds");
    assert!((290..=300).contains(&wait), "{wait}");
    assert_eq!(api.send(&format!("POST /sandbox/clock {{\"advance_seconds\":{wait}}}")).await.status, 200);
    assert_eq!(api.send("GET WhoAmI").await.status, 200);
    assert_eq!(api.send("DELETE /sandbox/limits").await.status, 200);
    assert_eq!(api.send(r#"POST /sandbox/limits {"colour":2}"#).await.status, 400);
}
