//! Requests letter by letter.

use dataverse::{Asc, Body, Client, Desc, Guard, Query, filter};
use expect_test::{Expect, expect};

use crate::support::{ID, ORG, Script, answer, block_on, done, json};

fn check(script: &Script, expected: Expect) {
    expected.assert_eq(&script.whole());
}

#[test]
fn every_kind_of_request() {
    let script = Script::of([
        json(r#"{"value":[]}"#),
        json("{}"),
        answer(204, &[&format!("OData-EntityId: {ORG}/api/data/v9.2/accounts({ID})")], ""),
        answer(201, &[], &format!(r#"{{"@odata.etag":"W/\"1\"","name":"a","accountid":"{ID}"}}"#)),
        done(),
        json(r#"{"@odata.etag":"W/\"2\"","name":"b"}"#),
        done(),
        done(),
        done(),
        json("{}"),
    ]);
    let client = script.client();
    let query = Query::new().select(&["name"]).page_size(50).annotations();
    block_on(async {
        client.list("accounts", &query).await?;
        client
            .get("accounts", &format!("{{{}}}", ID.to_uppercase()), &Query::new().expand("ownerid", &["fullname"]))
            .await?;
        let body = Body::new().text("name", "a \"b\"").number("size", 3).flag("open", true).null("fax");
        client.create("accounts", &body.clone().bind("parentid", "accounts", ID).clear("managerid"), None).await?;
        client.create("accounts", &body, Some(&Query::new().select(&["name"]).annotations())).await?;
        client.update("accounts", ID, &Body::new().text("name", "b"), Guard::Etag("W/\"1\"".to_owned())).await?;
        client.update("accounts", ID, &Body::new().text("name", "b").returning(&["name"]), Guard::Exists).await?;
        client.update("accounts", ID, &Body::new().text("name", "b"), Guard::Upsert).await?;
        client.delete("accounts", ID, Guard::Etag("W/\"2\"".to_owned())).await?;
        client.action("Publish", &serde_json::Map::new()).await?;
        client.function("Fetch(A=@a)?@a='ü b'").await
    })
    .expect("every answer is good");
    check(
        &script,
        expect![[r#"
            GET https://org.crm.dynamics.com/api/data/v9.2/accounts?$select=name
            Accept: application/json
            OData-MaxVersion: 4.0
            OData-Version: 4.0
            If-None-Match: null
            Prefer: odata.include-annotations="*",odata.maxpagesize=50

            GET https://org.crm.dynamics.com/api/data/v9.2/accounts(00000000-0000-0000-0000-000000000001)?$expand=ownerid($select=fullname)
            Accept: application/json
            OData-MaxVersion: 4.0
            OData-Version: 4.0
            If-None-Match: null

            POST https://org.crm.dynamics.com/api/data/v9.2/accounts
            Accept: application/json
            OData-MaxVersion: 4.0
            OData-Version: 4.0
            Content-Type: application/json; charset=utf-8
            {"name":"a \"b\"","size":3,"open":true,"fax":null,"parentid@odata.bind":"/accounts(00000000-0000-0000-0000-000000000001)","managerid@odata.bind":null}
            POST https://org.crm.dynamics.com/api/data/v9.2/accounts?$select=name
            Accept: application/json
            OData-MaxVersion: 4.0
            OData-Version: 4.0
            Content-Type: application/json; charset=utf-8
            Prefer: return=representation,odata.include-annotations="*"
            {"name":"a \"b\"","size":3,"open":true,"fax":null}
            PATCH https://org.crm.dynamics.com/api/data/v9.2/accounts(00000000-0000-0000-0000-000000000001)
            Accept: application/json
            OData-MaxVersion: 4.0
            OData-Version: 4.0
            Content-Type: application/json; charset=utf-8
            If-Match: W/"1"
            {"name":"b"}
            PATCH https://org.crm.dynamics.com/api/data/v9.2/accounts(00000000-0000-0000-0000-000000000001)?$select=name
            Accept: application/json
            OData-MaxVersion: 4.0
            OData-Version: 4.0
            Content-Type: application/json; charset=utf-8
            Prefer: return=representation
            If-Match: *
            {"name":"b"}
            PATCH https://org.crm.dynamics.com/api/data/v9.2/accounts(00000000-0000-0000-0000-000000000001)
            Accept: application/json
            OData-MaxVersion: 4.0
            OData-Version: 4.0
            Content-Type: application/json; charset=utf-8
            {"name":"b"}
            DELETE https://org.crm.dynamics.com/api/data/v9.2/accounts(00000000-0000-0000-0000-000000000001)
            Accept: application/json
            OData-MaxVersion: 4.0
            OData-Version: 4.0
            If-Match: W/"2"

            POST https://org.crm.dynamics.com/api/data/v9.2/Publish
            Accept: application/json
            OData-MaxVersion: 4.0
            OData-Version: 4.0
            Content-Type: application/json; charset=utf-8
            {}
            GET https://org.crm.dynamics.com/api/data/v9.2/Fetch(A=@a)?@a='%C3%BC%20b'
            Accept: application/json
            OData-MaxVersion: 4.0
            OData-Version: 4.0
            If-None-Match: null

        "#]],
    );
}

#[test]
fn query_text() {
    let of = |query: &Query| query.text();
    let table = [
        Query::new(),
        Query::new().select(&["name", "_ownerid_value"]).order("name", Asc).order("modifiedon", Desc).top(5).count(),
        Query::new().expand("ownerid", &["fullname", "title"]).expand("Account_Tasks", &[]),
        Query::new().filter(filter::eq("name", "O'Brian & Søn #1+2 = 100% \"x\" <a>/\\?;[]")),
        Query::new().filter(filter::contains("name", "50%_[a]'")),
        Query::new().filter_raw("Account_Tasks/any(t:t/statecode eq 1)"),
        Query::new().filter(filter::and([
            filter::eq("a", true),
            filter::ne("b", filter::null()),
            filter::ge("c", filter::date("2019-01-31")),
        ])),
        Query::new().filter(filter::and([])),
        Query::new().filter(filter::in_guids("accountid", &[format!("{{{}}}", ID.to_uppercase())])),
        Query::new().filter(filter::in_guids::<&str>("accountid", &[])),
        Query::new().filter(filter::eq("_ownerid_value", filter::id("1 or true"))),
        Query::new().filter(filter::Filter::raw("a eq 1 or b eq 2").and(filter::starts_with("c", "x").negate())),
    ];
    let lines: Vec<String> = table.iter().map(of).collect();
    expect![[r#"

        $select=name,_ownerid_value&$orderby=name%20asc,modifiedon%20desc&$top=5&$count=true
        $expand=ownerid($select=fullname,title),Account_Tasks
        $filter=name%20eq%20'O''Brian%20%26%20S%C3%B8n%20%231%2B2%20=%20100%25%20%22x%22%20%3Ca%3E/%5C%3F;%5B%5D'
        $filter=contains(name,'50%5B%25%5D%5B_%5D%5B%5B%5Da%5D''')
        $filter=Account_Tasks/any(t:t/statecode%20eq%201)
        $filter=a%20eq%20true%20and%20b%20ne%20null%20and%20c%20ge%202019-01-31

        $filter=accountid%20eq%2000000000-0000-0000-0000-000000000001
        $filter=accountid%20eq%20null%20and%20accountid%20ne%20null
        $filter=_ownerid_value%20eq%20'1%20or%20true'
        $filter=(a%20eq%201%20or%20b%20eq%202)%20and%20not%20(startswith(c,'x'))"#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn keys() {
    let script = Script::default();
    let client = script.client();
    let keys = [ID, "{75B5BA27-0000-0000-0000-00000000000A}", "name='A/B?#ü',size=3", "a)/$ref"];
    for key in keys {
        let _ = block_on(client.get("accounts", key, &Query::new()));
    }
    expect![[r#"
        GET https://org.crm.dynamics.com/api/data/v9.2/accounts(00000000-0000-0000-0000-000000000001)
        GET https://org.crm.dynamics.com/api/data/v9.2/accounts(75b5ba27-0000-0000-0000-00000000000a)
        GET https://org.crm.dynamics.com/api/data/v9.2/accounts(name='A%2FB%3F%23%C3%BC',size=3)
        GET https://org.crm.dynamics.com/api/data/v9.2/accounts(a%29%2F$ref)
    "#]]
    .assert_eq(&script.lines());
}

#[test]
fn links_stay_on_their_origin() {
    let links = [
        "https://org.crm.dynamics.com/api/data/v9.2/contacts?$select=fullname&$skiptoken=%3Ccookie%20pagenumber=%222%22%20/%3E",
        "HTTPS://ORG.crm.dynamics.com:443/api/data/v9.2/contacts?$skiptoken=A",
        "/api/data/v9.2/contacts?$skiptoken=A",
        "http://org.crm.dynamics.com/api/data/v9.2/contacts",
        "https://org.crm.dynamics.com:444/api/data/v9.2/contacts",
        "https://org.crm.dynamics.com.evil.example/contacts",
        "https://org.crm.dynamics.com@evil.example/contacts",
        "https://evil.example/https://org.crm.dynamics.com/",
        "//evil.example/contacts",
        "/\\evil.example/contacts",
        "/\t/evil.example/contacts",
        "javascript:alert(1)",
        "contacts?$skiptoken=A",
        "",
    ];
    let mut text = String::new();
    for (root, origin) in [(ORG, None), ("", None), ("", Some(ORG))] {
        for link in links {
            let script = Script::on_page_of(origin);
            let client = Client::new(script.clone(), root, "9.2");
            let _ = block_on(client.next(link, &Query::new()));
            let asked = script.lines();
            text += if asked.is_empty() { "refused\n" } else { &asked };
        }
    }
    expect![[r#"
        GET https://org.crm.dynamics.com/api/data/v9.2/contacts?$select=fullname&$skiptoken=%3Ccookie%20pagenumber=%222%22%20/%3E
        GET https://org.crm.dynamics.com/api/data/v9.2/contacts?$skiptoken=A
        GET https://org.crm.dynamics.com/api/data/v9.2/contacts?$skiptoken=A
        refused
        refused
        refused
        refused
        refused
        refused
        refused
        refused
        refused
        refused
        refused
        refused
        refused
        GET /api/data/v9.2/contacts?$skiptoken=A
        refused
        refused
        refused
        refused
        refused
        refused
        refused
        refused
        refused
        refused
        refused
        GET /api/data/v9.2/contacts?$select=fullname&$skiptoken=%3Ccookie%20pagenumber=%222%22%20/%3E
        GET /api/data/v9.2/contacts?$skiptoken=A
        GET /api/data/v9.2/contacts?$skiptoken=A
        refused
        refused
        refused
        refused
        refused
        refused
        refused
        refused
        refused
        refused
        refused
    "#]].assert_eq(&text);
}

#[test]
fn a_root_may_be_absent_or_hold_a_path() {
    let script = Script::default();
    for root in ["", "https://server/Org/"] {
        let client = Client::new(script.clone(), root, "9.2");
        let _ = block_on(client.list("accounts", &Query::new()));
        let _ = block_on(client.next("/Org/api/data/v9.2/accounts?$skiptoken=1", &Query::new()));
    }
    expect![[r#"
        GET /api/data/v9.2/accounts
        GET /Org/api/data/v9.2/accounts?$skiptoken=1
        GET https://server/Org/api/data/v9.2/accounts
        GET https://server/Org/api/data/v9.2/accounts?$skiptoken=1
    "#]]
    .assert_eq(&script.lines());
}
