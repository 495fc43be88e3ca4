//! Predefined queries (reference/web-api.md 8).

use expect_test::expect;

use crate::client::{A, Api};

const VIEW: &str = "00000000-0000-0000-00aa-000010001002";

#[tokio::test]
async fn views() {
    let api = Api::sample().await;
    let fetch =
        "<fetch><entity name='contact'><attribute name='fullname'/><order attribute='fullname'/></entity></fetch>";
    for request in [
        format!(
            r#"POST savedqueries {{"savedqueryid":"{VIEW}","name":"Contacts","returnedtypecode":"contact","fetchxml":"{fetch}"}}"#
        ),
        format!(
            r#"POST userqueries {{"userqueryid":"{VIEW}","name":"Mine","returnedtypecode":"contact","fetchxml":"{fetch}"}}"#
        ),
        r#"POST contacts {"lastname":"Nobody"}"#.into(),
    ] {
        assert_eq!(api.send(&request).await.status, 204, "{request}");
    }
    api.check_all(
        &format!(
            "GET contacts?savedQuery={VIEW}
             GET contacts?userQuery={VIEW}
             GET accounts({A})/contact_customer_accounts/?savedQuery={VIEW}
             GET accounts?savedQuery={VIEW}
             GET contacts?savedQuery={A}
             GET contacts?savedQuery=x
             GET contacts?savedQuery={VIEW}&userQuery={VIEW}"
        ),
        expect![[r#"
            GET contacts?savedQuery=00000000-0000-0000-00aa-000010001002
              200 Ada Lovelace, Bob Müller, Nobody
            GET contacts?userQuery=00000000-0000-0000-00aa-000010001002
              200 Ada Lovelace, Bob Müller, Nobody
            GET accounts(00000000-0000-0000-0000-00000000000a)/contact_customer_accounts/?savedQuery=00000000-0000-0000-00aa-000010001002
              200 Ada Lovelace, Bob Müller
            GET accounts?savedQuery=00000000-0000-0000-00aa-000010001002
              400 0x80044909 The entitytype of participating query should be the same as the entity specified in fetchxml.
            GET contacts?savedQuery=00000000-0000-0000-0000-00000000000a
              404 0x80040217 Entity 'savedquery' With Id = 00000000-0000-0000-0000-00000000000a Does Not Exist
            GET contacts?savedQuery=x
              400 0x80060888 'x' is no GUID.
            GET contacts?savedQuery=00000000-0000-0000-00aa-000010001002&userQuery=00000000-0000-0000-00aa-000010001002
              400 0x80060888 fetchXml, savedQuery, userQuery and $apply exclude each other.
        "#]],
    )
    .await;
    let page = format!("GET contacts?savedQuery={VIEW}\nPrefer: odata.maxpagesize=2");
    let first = api.send(&page).await;
    assert_eq!(first.brief(), "200 Ada Lovelace, Bob Müller");
    let next = first.json()["@odata.nextLink"].as_str().map(str::to_owned).expect("a link");
    let next = next.trim_start_matches("http://localhost:8080").to_owned();
    let last = api.send(&format!("GET {next}\nPrefer: odata.maxpagesize=2")).await;
    assert_eq!(last.brief(), "200 Nobody");
    assert!(last.json().get("@odata.nextLink").is_none());
}
