//! What is made of good answers.

use dataverse::{Body, Error, Guard, Query};
use expect_test::expect;

use crate::support::{ID, ORG, Script, answer, block_on, done, json};

#[test]
fn pages_are_followed_to_the_end_or_the_limit() {
    let page = |n: u32, next: bool| {
        let link = format!("{ORG}/api/data/v9.2/contacts?$skiptoken={n}");
        let link = if next { format!(r#","@odata.nextLink":"{link}""#) } else { String::new() };
        json(&format!(r#"{{"@odata.count":5,"value":[{{"n":{n}}},{{"n":{n}}}]{link}}}"#))
    };
    for (limit, rows, requests) in [(100, 6, 3), (6, 6, 3), (4, 4, 2), (3, 3, 2), (0, 0, 1)] {
        let script = Script::of([page(1, true), page(2, true), page(3, false)]);
        let read = block_on(script.client().all("contacts", &Query::new().page_size(2), limit)).expect("rows");
        assert_eq!((read.len(), script.lines().lines().count()), (rows, requests), "limit {limit}");
    }
    let script = Script::of([page(1, true)]);
    let first = block_on(script.client().list("contacts", &Query::new().count())).expect("a page");
    assert_eq!((first.rows.len(), first.count), (2, Some(5)));
    assert!(first.next.is_some());

    let script = Script::of([page(1, true), page(1, true)]);
    let endless = block_on(script.client().all("contacts", &Query::new(), 100));
    assert!(matches!(endless, Err(Error::Unreadable(_))), "{endless:?}");
}

#[test]
fn a_create_knows_its_id() {
    let other = "7eb682f1-ca75-e511-80d4-00155d2a68d1";
    let query = Query::new().select(&["processid", "name"]);
    let selected = Query::new().select(&["accountid", "processid"]);
    let everything = Query::new();
    let with_header = format!("odata-entityid: {ORG}/api/data/v9.2/accounts({})", ID.to_uppercase());
    let row =
        format!(r#"{{"@odata.etag":"W/\"1\"","processid":"{other}","_ownerid_value":"{other}","accountid":"{ID}"}}"#);
    let table = [
        (None, answer(204, &[&with_header], "")),
        (Some(&everything), answer(204, &[&with_header], "")),
        (Some(&query), answer(201, &[], &row)),
        (Some(&selected), answer(201, &[], &row)),
    ];
    for (query, answer) in table {
        let created = block_on(Script::of([answer]).client().create("accounts", &Body::new(), query)).expect("created");
        assert_eq!(created.id, ID);
        assert_eq!(created.row.is_some(), query.is_some_and(|query| *query != everything));
    }
    let silent = block_on(Script::of([done()]).client().create("accounts", &Body::new(), None));
    assert!(matches!(silent, Err(Error::Unreadable(_))), "{silent:?}");
}

#[test]
fn an_update_gives_the_row_when_asked() {
    let script = Script::of([done(), json(r#"{"@odata.etag":"W/\"8\"","name":"b"}"#)]);
    let client = script.client();
    let body = Body::new().text("name", "b");
    assert_eq!(block_on(client.update("accounts", ID, &body, Guard::Exists)), Ok(None));
    let row = block_on(client.update("accounts", ID, &body.returning(&["name"]), Guard::Exists)).expect("updated");
    assert_eq!(row.as_ref().and_then(dataverse::Row::etag), Some("W/\"8\""));
}

#[test]
fn actions_functions_and_the_user() {
    let who = format!(
        r#"{{"@odata.context":"x","BusinessUnitId":"{ID}","UserId":"{}","OrganizationId":"{ID}"}}"#,
        ID.to_uppercase()
    );
    let script = Script::of([done(), json(r#"{"Errors":[]}"#), json(&who), json("{}")]);
    let client = script.client();
    let parameters = serde_json::Map::from_iter([("A".to_owned(), 1.into())]);
    assert_eq!(block_on(client.action("Silent", &parameters)), Ok(serde_json::Value::Null));
    assert_eq!(block_on(client.action("Validate", &parameters)), Ok(serde_json::json!({"Errors": []})));
    let me = block_on(client.who_am_i()).expect("the user");
    assert_eq!((me.user.as_str(), me.business_unit.as_str()), (ID, ID));
    assert!(matches!(block_on(client.who_am_i()), Err(Error::Unreadable(_))));
    expect![[r#"
        POST https://org.crm.dynamics.com/api/data/v9.2/Silent
        POST https://org.crm.dynamics.com/api/data/v9.2/Validate
        GET https://org.crm.dynamics.com/api/data/v9.2/WhoAmI
        GET https://org.crm.dynamics.com/api/data/v9.2/WhoAmI
    "#]]
    .assert_eq(&script.lines());
}

#[test]
fn a_byte_order_mark_is_no_obstacle() {
    let script = Script::of([json("\u{feff}{\"value\":[{\"a\":1}]}")]);
    let page = block_on(script.client().list("accounts", &Query::new())).expect("a page");
    assert_eq!(page.rows[0].number("a"), Some(1));
}
