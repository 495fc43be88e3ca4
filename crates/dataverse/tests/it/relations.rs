//! Links between records, single columns, and queries over both.

use dataverse::{Aggregate, Apply, Batch, Body, Client, Desc, Error, Guard, Query, Target, filter};
use expect_test::expect;
use serde_json::json;

use crate::support::{ID, ORG, Script, answer, block_on, done, json as good, refusal};

#[test]
fn links() {
    let script = Script::of(std::iter::repeat_with(done).take(4));
    let client = script.client();
    let (account, contact) = (Target::record("accounts", ID), Target::record("contacts", "name='A'"));
    block_on(async {
        client.associate(&account, "contact_customer_accounts", &contact).await?;
        client.disassociate(&account, "contact_customer_accounts", &ID.to_uppercase()).await?;
        client.set_reference(&account, "primarycontactid", &contact).await?;
        client.clear_reference(&account, "primarycontactid").await
    })
    .expect("every answer is good");
    let paged = Script::on_page_of(Some(ORG));
    let _ = block_on(Client::new(paged.clone(), "", "9.2").associate(&account, "tasks", &contact));
    expect![[r#"
        POST https://org.crm.dynamics.com/api/data/v9.2/accounts(00000000-0000-0000-0000-000000000001)/contact_customer_accounts/$ref
        Accept: application/json
        OData-MaxVersion: 4.0
        OData-Version: 4.0
        Content-Type: application/json; charset=utf-8
        {"@odata.id":"https://org.crm.dynamics.com/api/data/v9.2/contacts(name='A')"}
        DELETE https://org.crm.dynamics.com/api/data/v9.2/accounts(00000000-0000-0000-0000-000000000001)/contact_customer_accounts(00000000-0000-0000-0000-000000000001)/$ref
        Accept: application/json
        OData-MaxVersion: 4.0
        OData-Version: 4.0

        PUT https://org.crm.dynamics.com/api/data/v9.2/accounts(00000000-0000-0000-0000-000000000001)/primarycontactid/$ref
        Accept: application/json
        OData-MaxVersion: 4.0
        OData-Version: 4.0
        Content-Type: application/json; charset=utf-8
        {"@odata.id":"https://org.crm.dynamics.com/api/data/v9.2/contacts(name='A')"}
        DELETE https://org.crm.dynamics.com/api/data/v9.2/accounts(00000000-0000-0000-0000-000000000001)/primarycontactid/$ref
        Accept: application/json
        OData-MaxVersion: 4.0
        OData-Version: 4.0

        POST /api/data/v9.2/accounts(00000000-0000-0000-0000-000000000001)/tasks/$ref
        Accept: application/json
        OData-MaxVersion: 4.0
        OData-Version: 4.0
        Content-Type: application/json; charset=utf-8
        {"@odata.id":"https://org.crm.dynamics.com/api/data/v9.2/contacts(name='A')"}
    "#]]
    .assert_eq(&(script.whole() + &paged.whole()));
}

#[test]
fn links_in_a_change_set() {
    let mut batch = Batch::new();
    let mut set = batch.change_set();
    let known = Target::record("contacts", ID);
    let new = set.create("accounts", &Body::new().text("name", "a"), None);
    set.associate(&new, "contact_customer_accounts", &known);
    set.set_reference(&known, "parentcustomerid_account", &new);
    set.disassociate(&known, "leads", ID);
    set.clear_reference(&known, "ownerid");
    set.delete(&known, Guard::Exists);
    let script = Script::default();
    let _ = block_on(script.client().batch(&batch));
    let whole = script.whole();
    let telling = whole.lines().filter(|line| line.ends_with("HTTP/1.1") || line.contains("@odata.id"));
    expect![[r#"
        POST https://org.crm.dynamics.com/api/data/v9.2/accounts HTTP/1.1
        POST $1/contact_customer_accounts/$ref HTTP/1.1
        {"@odata.id":"contacts(00000000-0000-0000-0000-000000000001)"}
        PUT https://org.crm.dynamics.com/api/data/v9.2/contacts(00000000-0000-0000-0000-000000000001)/parentcustomerid_account/$ref HTTP/1.1
        {"@odata.id":"$1"}
        DELETE https://org.crm.dynamics.com/api/data/v9.2/contacts(00000000-0000-0000-0000-000000000001)/leads(00000000-0000-0000-0000-000000000001)/$ref HTTP/1.1
        DELETE https://org.crm.dynamics.com/api/data/v9.2/contacts(00000000-0000-0000-0000-000000000001)/ownerid/$ref HTTP/1.1
        DELETE https://org.crm.dynamics.com/api/data/v9.2/contacts(00000000-0000-0000-0000-000000000001) HTTP/1.1
    "#]].assert_eq(&telling.map(|line| line.trim_end().to_owned() + "\n").collect::<String>());
}

#[test]
fn single_columns() {
    let script = Script::of([
        good(r#"{"@odata.context":"x","value":"a"}"#),
        done(),
        done(),
        done(),
        refusal(404, "0x80040217", ""),
        answer(200, &[], "<html>"),
    ]);
    let client = script.client();
    block_on(async {
        assert_eq!(client.property("accounts", ID, "name").await, Ok(json!("a")));
        assert_eq!(client.property("accounts", ID, "fax").await, Ok(json!(null)));
        assert_eq!(client.set_property("accounts", ID, "name", "b".into()).await, Ok(()));
        assert_eq!(client.clear_property("accounts", ID, "fax").await, Ok(()));
        assert!(matches!(client.property("accounts", ID, "name").await, Err(Error::NotFound(_))));
        assert_eq!(client.clear_property("accounts", ID, "fax").await, Err(Error::SignedOut));
    });
    expect![[r#"
        GET https://org.crm.dynamics.com/api/data/v9.2/accounts(00000000-0000-0000-0000-000000000001)/name
        GET https://org.crm.dynamics.com/api/data/v9.2/accounts(00000000-0000-0000-0000-000000000001)/fax
        PUT https://org.crm.dynamics.com/api/data/v9.2/accounts(00000000-0000-0000-0000-000000000001)/name
        DELETE https://org.crm.dynamics.com/api/data/v9.2/accounts(00000000-0000-0000-0000-000000000001)/fax
        GET https://org.crm.dynamics.com/api/data/v9.2/accounts(00000000-0000-0000-0000-000000000001)/name
        DELETE https://org.crm.dynamics.com/api/data/v9.2/accounts(00000000-0000-0000-0000-000000000001)/fax
    "#]]
    .assert_eq(&script.lines());
    assert!(script.whole().contains("\n{\"value\":\"b\"}\n"));
}

#[test]
fn expands_and_aggregates() {
    let owner = Query::new().select(&["fullname"]).expand("businessunitid", &["name"]);
    let tasks = Query::new()
        .select(&["subject"])
        .filter(filter::contains("subject", "a;b)&c'"))
        .order("createdon", Desc)
        .top(5)
        .count()
        .page_size(7)
        .annotations();
    let table = [
        Query::new().expand_query("ownerid", &owner).expand_query("Account_Tasks", &tasks),
        Query::new().expand_query("ownerid", &Query::new()).top(1),
        Query::new().apply(&Apply::new().group_by(&["statuscode", "primarycontactid/fullname"], &[])),
        Query::new().apply(&Apply::new().aggregate(&[
            Aggregate::average("revenue", "mean"),
            Aggregate::min("revenue", "least"),
            Aggregate::max("revenue", "most"),
        ])),
    ];
    let lines: Vec<String> = table.iter().map(Query::text).collect();
    expect![[r#"
        $expand=ownerid($select=fullname;$expand=businessunitid($select=name)),Account_Tasks($select=subject;$filter=contains(subject,'a;b)%26c''');$orderby=createdon%20desc;$top=5)
        $expand=ownerid&$top=1
        $apply=groupby((statuscode,primarycontactid/fullname))
        $apply=aggregate(revenue%20with%20average%20as%20mean,revenue%20with%20min%20as%20least,revenue%20with%20max%20as%20most)"#]]
    .assert_eq(&lines.join("\n"));
}
