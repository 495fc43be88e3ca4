//! Reading records, and building what is sent.

use dataverse::{Body, Lookup, Row, guid};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::support::ID;

fn row(value: Value) -> Row {
    Row::new(value.as_object().cloned().unwrap_or_default())
}

#[test]
fn columns() {
    let row = row(json!({
        "@odata.etag": "W/\"502186\"",
        "name": "A. Datum",
        "revenue": 10000.5,
        "size": 7,
        "open": false,
        "fax": null,
        "accountid": "{7EB682F1-CA75-E511-80D4-00155D2A68D1}",
        "statuscode@OData.Community.Display.V1.FormattedValue": "Live",
        "statuscode": 192_350_001,
        "_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "systemuser",
        "_ownerid_value@OData.Community.Display.V1.FormattedValue": "Ann",
        "_ownerid_value": ID,
        "_parentid_value": null,
        "_bareid_value": ID,
        "ownerid": {"fullname": "Ann"},
        "Account_Tasks": [{"subject": "a"}, {"subject": "b"}, 3],
    }));
    assert_eq!(row.etag(), Some("W/\"502186\""));
    assert_eq!(row.text("name"), Some("A. Datum"));
    assert_eq!(row.decimal("revenue"), Some(10000.5));
    assert_eq!(row.decimal("size"), Some(7.0));
    assert_eq!((row.number("size"), row.number("revenue"), row.number("name")), (Some(7), None, None));
    assert_eq!((row.flag("open"), row.flag("fax")), (Some(false), None));
    assert_eq!((row.text("fax"), row.raw("fax"), row.raw("nothing")), (None, Some(&Value::Null), None));
    assert_eq!(row.guid("accountid").as_deref(), Some("7eb682f1-ca75-e511-80d4-00155d2a68d1"));
    assert_eq!(row.guid("name"), None);
    assert_eq!((row.formatted("statuscode"), row.formatted("name")), (Some("Live"), None));
    let ann = Lookup { id: ID.to_owned(), table: Some("systemuser".to_owned()), name: Some("Ann".to_owned()) };
    assert_eq!(row.lookup("ownerid"), Some(ann.clone()));
    assert_eq!(row.lookup("_ownerid_value"), Some(ann));
    assert_eq!(row.lookup("bareid"), Some(Lookup { id: ID.to_owned(), table: None, name: None }));
    assert_eq!(row.lookup("parentid"), None);
    assert_eq!(row.expanded("ownerid").as_ref().and_then(|owner| owner.text("fullname")), Some("Ann"));
    assert_eq!(row.expanded("Account_Tasks"), None);
    assert_eq!(row.expanded_rows("Account_Tasks").len(), 2);
}

#[test]
fn bodies() {
    let body = Body::new();
    assert!(body.is_empty() && body.to_json() == "{}");
    let body = body
        .text("name", "a\nb")
        .number("size", -3)
        .flag("open", true)
        .null("fax")
        .set("revenue", 2.5)
        .bind("ParentId", "accounts", "{00000000-0000-0000-0000-00000000000A}")
        .clear("ownerid");
    let written = r#"{"name":"a\nb","size":-3,"open":true,"fax":null,"revenue":2.5,"ParentId@odata.bind":"/accounts(00000000-0000-0000-0000-00000000000a)","ownerid@odata.bind":null}"#;
    assert_eq!(body.to_json(), written);
    assert!(!body.is_empty());
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
        Just(Value::from(ID)),
    ];
    leaf.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(any_name(), inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z_]{0,6}",
        Just("_a_value".to_owned()),
        Just("_a_value@OData.Community.Display.V1.FormattedValue".to_owned()),
        ".{0,10}"
    ]
}

proptest! {
    #[test]
    fn a_row_of_anything_reads(members in prop::collection::btree_map(any_name(), any_json(), 0..6), column in any_name()) {
        let row = Row::new(members.into_iter().collect::<Map<_, _>>());
        for name in [column.as_str(), "a", "_a_value", "_", "_value", ""] {
            let _ = (row.text(name), row.number(name), row.decimal(name), row.flag(name), row.guid(name));
            let _ = (row.lookup(name), row.formatted(name), row.expanded(name), row.expanded_rows(name));
        }
        let _ = row.etag();
    }

    #[test]
    fn an_id_is_written_one_way(id in "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}") {
        for form in [id.clone(), id.to_uppercase(), format!("{{{id}}}"), format!("{{{}}}", id.to_uppercase())] {
            prop_assert_eq!(guid(&form), id.clone());
        }
    }
}
