//! FetchXML: each query beside what it finds (reference/web-api.md 8).

use std::fmt::Write as _;

use expect_test::{Expect, expect};
use serde_json::Value;

use crate::client::{A, Answer, Api, B, D};

/// Sends a query to an entity set.
pub async fn send(api: &Api, set: &str, fetch: &str) -> Answer {
    api.raw("GET", &format!("{set}?fetchXml={}", encoded(fetch)), &[("prefer", ANNOTATIONS)], Vec::new()).await
}

const ANNOTATIONS: &str =
    "odata.include-annotations=\"Microsoft.Dynamics.CRM.fetchxmlpagingcookie,Microsoft.Dynamics.CRM.morerecords\"";

pub fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "%{byte:02X}");
        out
    })
}

/// Queries separated by empty lines, the set being that of the entity; what each finds below it.
async fn check(api: &Api, queries: &str, expected: Expect) {
    let mut shown = String::new();
    for query in queries.split("\n\n").map(str::trim).filter(|query| !query.is_empty()) {
        let query: Vec<_> = query.lines().map(str::trim).collect();
        let query = query.join("\n");
        let entity = query.split("<entity name='").nth(1).and_then(|rest| rest.split('\'').next()).unwrap_or("account");
        let set = if entity == "teammembership" { "teammemberships".into() } else { format!("{entity}s") };
        let answer = send(api, &set, &query).await;
        let _ = writeln!(shown, "{query}\n{}", rows(&answer));
    }
    expected.assert_eq(&shown);
}

/// One row a line, without the parts that all rows have; an error's code and message.
fn rows(answer: &Answer) -> String {
    let json = answer.json();
    let Some(rows) = json["value"].as_array() else { return format!("  {}\n", answer.brief()) };
    rows.iter().fold(String::new(), |mut out, row| {
        let mut row = row.clone();
        if let Value::Object(members) = &mut row {
            members.remove("@odata.etag");
            if members.len() > 1 {
                members.retain(|name, _| name != "accountid" && name != "contactid");
            }
        }
        let _ = writeln!(out, "  {row}");
        out
    })
}

/// Contoso, Fabrikam and a daughter of Contoso, with people, a task and a team.
async fn organisation() -> Api {
    let api = Api::sample().await;
    for request in [
        format!(
            r#"POST accounts {{"accountid":"00000000-0000-0000-0000-00000000000e","name":"Contoso Nord","numberofemployees":12,"revenue":20,"industrycode":1,"parentaccountid@odata.bind":"/accounts({A})"}}"#
        ),
        format!(r#"PATCH accounts({B}) {{"industrycode":8,"address1_city":"Redmond"}}"#),
        format!(r#"PATCH contacts({D}) {{"anniversary":"2020-02-29","firstname":"bob"}}"#),
        format!(r#"POST tasks {{"subject":"Call","regardingobjectid_account_task@odata.bind":"/accounts({A})"}}"#),
    ] {
        let answer = api.send(&request).await;
        assert_eq!(answer.status, 204, "{request}: {}", answer.body);
    }
    api
}

#[tokio::test]
async fn columns() {
    let api = organisation().await;
    check(
        &api,
        "<fetch><entity name='account'><attribute name='name'/><attribute name='revenue'/><attribute name='primarycontactid'/></entity></fetch>

         <fetch top='1'><entity name='account'><attribute name='name' alias='title'/><order attribute='name'/></entity></fetch>

         <fetch><entity name='account'><no-attrs/></entity></fetch>

         <fetch distinct='true'><entity name='account'><attribute name='industrycode'/></entity></fetch>

         <fetch><entity name='account'><attribute name='name'/><attribute name='accountid' alias='below' rowaggregate='CountChildren'/><order attribute='name' descending='true'/></entity></fetch>",
        expect![[r#"
            <fetch><entity name='account'><attribute name='name'/><attribute name='revenue'/><attribute name='primarycontactid'/></entity></fetch>
              {"_transactioncurrencyid_value":"b2a6b689-6d4e-4f0b-8c1d-2e3f4a5b6c7d","name":"Contoso","revenue":5000000.0,"_primarycontactid_value":"00000000-0000-0000-0000-00000000000c"}
              {"name":"Fabrikam"}
              {"_transactioncurrencyid_value":"b2a6b689-6d4e-4f0b-8c1d-2e3f4a5b6c7d","name":"Contoso Nord","revenue":20.0}

            <fetch top='1'><entity name='account'><attribute name='name' alias='title'/><order attribute='name'/></entity></fetch>
              {"title":"Contoso"}

            <fetch><entity name='account'><no-attrs/></entity></fetch>
              {"accountid":"00000000-0000-0000-0000-00000000000a"}
              {"accountid":"00000000-0000-0000-0000-00000000000b"}
              {"accountid":"00000000-0000-0000-0000-00000000000e"}

            <fetch distinct='true'><entity name='account'><attribute name='industrycode'/></entity></fetch>
              {"industrycode":1}
              {"industrycode":8}

            <fetch><entity name='account'><attribute name='name'/><attribute name='accountid' alias='below' rowaggregate='CountChildren'/><order attribute='name' descending='true'/></entity></fetch>
              {"name":"Fabrikam","below":0}
              {"name":"Contoso Nord","below":0}
              {"name":"Contoso","below":1}

        "#]],
    )
    .await;
}

#[tokio::test]
async fn operators() {
    let api = organisation().await;
    let find = |condition: &str| {
        format!("<fetch><entity name='account'><attribute name='name'/><filter>{condition}</filter></entity></fetch>")
    };
    let cases = [
        ("<condition attribute='name' operator='eq' value='CONTOSO'/>", "Contoso"),
        ("<condition attribute='name' operator='ne' value='Contoso'/>", "Fabrikam, Contoso Nord"),
        ("<condition attribute='revenue' operator='neq' value='20'/>", "Contoso, Fabrikam"),
        ("<condition attribute='numberofemployees' operator='lt' value='13'/>", "Fabrikam, Contoso Nord"),
        ("<condition attribute='numberofemployees' operator='le' value='12'/>", "Fabrikam, Contoso Nord"),
        ("<condition attribute='revenue' operator='gt' value='20'/>", "Contoso"),
        ("<condition attribute='revenue' operator='ge' value='20.00'/>", "Contoso, Contoso Nord"),
        ("<condition attribute='name' operator='like' value='con%'/>", "Contoso, Contoso Nord"),
        ("<condition attribute='name' operator='like' value='con'/>", ""),
        ("<condition attribute='name' operator='not-like' value='%so'/>", "Fabrikam, Contoso Nord"),
        ("<condition attribute='name' operator='in'><value>contoso</value><value>x</value></condition>", "Contoso"),
        ("<condition attribute='revenue' operator='not-in'><value>20</value></condition>", "Contoso, Fabrikam"),
        (
            "<condition attribute='numberofemployees' operator='between'><value>10</value><value>12</value></condition>",
            "Fabrikam, Contoso Nord",
        ),
        (
            "<condition attribute='numberofemployees' operator='not-between'><value>1</value><value>11</value></condition>",
            "Contoso, Fabrikam, Contoso Nord",
        ),
        ("<condition attribute='revenue' operator='null'/>", "Fabrikam"),
        ("<condition attribute='revenue' operator='not-null'/>", "Contoso, Contoso Nord"),
        ("<condition attribute='name' operator='begins-with' value='f'/>", "Fabrikam"),
        ("<condition attribute='name' operator='not-begin-with' value='f'/>", "Contoso, Contoso Nord"),
        ("<condition attribute='name' operator='ends-with' value='NORD'/>", "Contoso Nord"),
        ("<condition attribute='name' operator='not-end-with' value='NORD'/>", "Contoso, Fabrikam"),
        ("<condition attribute='creditonhold' operator='eq' value='1'/>", "Contoso"),
        ("<condition attribute='creditonhold' operator='eq' value='true'/>", "Contoso"),
        ("<condition attribute='ownerid' operator='eq-userid'/>", "Contoso, Fabrikam, Contoso Nord"),
        ("<condition attribute='ownerid' operator='ne-userid'/>", ""),
        ("<condition attribute='owningbusinessunit' operator='eq-businessid'/>", "Contoso, Fabrikam, Contoso Nord"),
        ("<condition attribute='createdon' operator='today'/>", "Contoso, Fabrikam, Contoso Nord"),
        ("<condition attribute='createdon' operator='yesterday'/>", ""),
        ("<condition attribute='createdon' operator='last-x-hours' value='1'/>", "Contoso, Fabrikam, Contoso Nord"),
        ("<condition attribute='createdon' operator='tomorrow'/>", ""),
        ("<condition attribute='createdon' operator='olderthan-x-minutes' value='10'/>", ""),
        ("<condition attribute='createdon' operator='this-month'/>", "Contoso, Fabrikam, Contoso Nord"),
        (
            "<condition attribute='createdon' operator='on-or-after' value='2020-01-01'/>",
            "Contoso, Fabrikam, Contoso Nord",
        ),
        ("<condition attribute='createdon' operator='on-or-before' value='2020-01-01 00:00:00'/>", ""),
        ("<condition attribute='createdon' operator='in-fiscal-year' value='1999'/>", ""),
        ("<condition attribute='name' operator='eq' valueof='accountnumber'/>", ""),
        ("<condition attribute='name' operator='ne' valueof='accountnumber'/>", "Contoso, Fabrikam, Contoso Nord"),
        (
            "<condition attribute='primarycontactid' operator='eq' value='{00000000-0000-0000-0000-00000000000C}'/>",
            "Contoso",
        ),
        (
            "<filter type='or'><condition attribute='name' operator='eq' value='Fabrikam'/><filter><condition attribute='revenue' operator='eq' value='20'/><condition attribute='industrycode' operator='eq' value='1'/></filter></filter>",
            "Fabrikam, Contoso Nord",
        ),
        ("<filter type='or'/>", "Contoso, Fabrikam, Contoso Nord"),
    ];
    for (condition, expected) in cases {
        let answer = send(&api, "accounts", &find(condition)).await;
        assert_eq!(answer.brief(), format!("200 {expected}").trim_end(), "{condition}");
    }
}

#[tokio::test]
async fn links() {
    let api = organisation().await;
    check(
        &api,
        "<fetch><entity name='account'><attribute name='name'/><link-entity name='contact' from='contactid' to='primarycontactid'><attribute name='fullname'/><attribute name='parentcustomerid'/></link-entity></entity></fetch>

         <fetch><entity name='account'><attribute name='name'/><link-entity name='contact' from='parentcustomerid' to='accountid' link-type='outer'><attribute name='fullname'/><order attribute='fullname' descending='true'/></link-entity></entity></fetch>

         <fetch><entity name='account'><attribute name='name'/><link-entity name='contact' from='parentcustomerid' to='accountid' link-type='outer' alias='c'/><filter><condition entityname='c' attribute='contactid' operator='null'/></filter></entity></fetch>

         <fetch><entity name='account'><attribute name='name'/><link-entity name='contact' from='parentcustomerid' to='accountid' link-type='exists'><filter><condition attribute='firstname' operator='eq' value='bob'/></filter></link-entity></entity></fetch>

         <fetch><entity name='account'><attribute name='name'/><link-entity name='contact' from='parentcustomerid' to='accountid' link-type='in'/></entity></fetch>

         <fetch><entity name='account'><attribute name='name'/><link-entity name='contact' from='parentcustomerid' to='accountid' link-type='matchfirstrowusingcrossapply' alias='c'><attribute name='firstname' alias='first'/><filter><condition attribute='firstname' operator='eq' value='bob'/></filter></link-entity></entity></fetch>

         <fetch><entity name='account'><attribute name='name'/><link-entity name='account' from='accountid' to='parentaccountid' alias='p'><attribute name='name'/><link-entity name='contact' from='contactid' to='primarycontactid' alias='c'><attribute name='firstname'/></link-entity></link-entity></entity></fetch>

         <fetch><entity name='contact'><attribute name='fullname'/><link-entity name='account' from='accountid' to='parentcustomerid' alias='a'/><filter><condition attribute='fullname' operator='ne' valueof='a.name'/></filter><order entityname='a' attribute='name'/><order attribute='fullname' descending='true'/></entity></fetch>

         <fetch><entity name='account'><attribute name='name'/><link-entity name='task' from='regardingobjectid' to='accountid' alias='t'><attribute name='subject'/></link-entity></entity></fetch>

         <fetch><entity name='contact'><attribute name='fullname'/><filter><link-entity name='account' from='primarycontactid' to='contactid' link-type='any'/></filter></entity></fetch>

         <fetch><entity name='contact'><attribute name='fullname'/><filter type='or'><link-entity name='account' from='primarycontactid' to='contactid' link-type='not any'/><condition attribute='lastname' operator='eq' value='Nobody'/></filter></entity></fetch>

         <fetch><entity name='contact'><attribute name='fullname'/><filter><link-entity name='account' from='primarycontactid' to='contactid' link-type='all'><filter><condition attribute='name' operator='eq' value='Fabrikam'/></filter></link-entity></filter></entity></fetch>

         <fetch><entity name='contact'><attribute name='fullname'/><filter><link-entity name='account' from='primarycontactid' to='contactid' link-type='not all'><filter><condition attribute='name' operator='eq' value='Fabrikam'/></filter></link-entity></filter></entity></fetch>",
        expect![[r#"
            <fetch><entity name='account'><attribute name='name'/><link-entity name='contact' from='contactid' to='primarycontactid'><attribute name='fullname'/><attribute name='parentcustomerid'/></link-entity></entity></fetch>
              {"name":"Contoso","contact.fullname":"Ada Lovelace","contact.parentcustomerid":"00000000-0000-0000-0000-00000000000a"}

            <fetch><entity name='account'><attribute name='name'/><link-entity name='contact' from='parentcustomerid' to='accountid' link-type='outer'><attribute name='fullname'/><order attribute='fullname' descending='true'/></link-entity></entity></fetch>
              {"name":"Contoso","contact1.fullname":"bob Müller"}
              {"name":"Contoso","contact1.fullname":"Ada Lovelace"}
              {"name":"Fabrikam"}
              {"name":"Contoso Nord"}

            <fetch><entity name='account'><attribute name='name'/><link-entity name='contact' from='parentcustomerid' to='accountid' link-type='outer' alias='c'/><filter><condition entityname='c' attribute='contactid' operator='null'/></filter></entity></fetch>
              {"name":"Fabrikam"}
              {"name":"Contoso Nord"}

            <fetch><entity name='account'><attribute name='name'/><link-entity name='contact' from='parentcustomerid' to='accountid' link-type='exists'><filter><condition attribute='firstname' operator='eq' value='bob'/></filter></link-entity></entity></fetch>
              {"name":"Contoso"}

            <fetch><entity name='account'><attribute name='name'/><link-entity name='contact' from='parentcustomerid' to='accountid' link-type='in'/></entity></fetch>
              {"name":"Contoso"}

            <fetch><entity name='account'><attribute name='name'/><link-entity name='contact' from='parentcustomerid' to='accountid' link-type='matchfirstrowusingcrossapply' alias='c'><attribute name='firstname' alias='first'/><filter><condition attribute='firstname' operator='eq' value='bob'/></filter></link-entity></entity></fetch>
              {"name":"Contoso","first":"bob"}
              {"name":"Fabrikam"}
              {"name":"Contoso Nord"}

            <fetch><entity name='account'><attribute name='name'/><link-entity name='account' from='accountid' to='parentaccountid' alias='p'><attribute name='name'/><link-entity name='contact' from='contactid' to='primarycontactid' alias='c'><attribute name='firstname'/></link-entity></link-entity></entity></fetch>
              {"name":"Contoso Nord","p.name":"Contoso","c.firstname":"Ada"}

            <fetch><entity name='contact'><attribute name='fullname'/><link-entity name='account' from='accountid' to='parentcustomerid' alias='a'/><filter><condition attribute='fullname' operator='ne' valueof='a.name'/></filter><order entityname='a' attribute='name'/><order attribute='fullname' descending='true'/></entity></fetch>
              {"fullname":"bob Müller"}
              {"fullname":"Ada Lovelace"}

            <fetch><entity name='account'><attribute name='name'/><link-entity name='task' from='regardingobjectid' to='accountid' alias='t'><attribute name='subject'/></link-entity></entity></fetch>
              {"name":"Contoso","t.subject":"Call"}

            <fetch><entity name='contact'><attribute name='fullname'/><filter><link-entity name='account' from='primarycontactid' to='contactid' link-type='any'/></filter></entity></fetch>
              {"fullname":"Ada Lovelace"}

            <fetch><entity name='contact'><attribute name='fullname'/><filter type='or'><link-entity name='account' from='primarycontactid' to='contactid' link-type='not any'/><condition attribute='lastname' operator='eq' value='Nobody'/></filter></entity></fetch>
              {"fullname":"bob Müller"}

            <fetch><entity name='contact'><attribute name='fullname'/><filter><link-entity name='account' from='primarycontactid' to='contactid' link-type='all'><filter><condition attribute='name' operator='eq' value='Fabrikam'/></filter></link-entity></filter></entity></fetch>
              {"fullname":"Ada Lovelace"}

            <fetch><entity name='contact'><attribute name='fullname'/><filter><link-entity name='account' from='primarycontactid' to='contactid' link-type='not all'><filter><condition attribute='name' operator='eq' value='Fabrikam'/></filter></link-entity></filter></entity></fetch>

        "#]],
    )
    .await;
}

#[tokio::test]
async fn aggregates() {
    let api = organisation().await;
    check(
        &api,
        "<fetch aggregate='true'><entity name='account'><attribute name='numberofemployees' alias='mean' aggregate='avg'/><attribute name='name' alias='rows' aggregate='count'/><attribute name='revenue' alias='filled' aggregate='countcolumn'/><attribute name='numberofemployees' alias='kinds' aggregate='countcolumn' distinct='true'/><attribute name='revenue' alias='total' aggregate='sum'/><attribute name='revenue' alias='least' aggregate='min'/><attribute name='createdon' alias='last' aggregate='max'/><filter><condition attribute='name' operator='eq' value='nothing'/></filter></entity></fetch>

         <fetch aggregate='true'><entity name='account'><attribute name='numberofemployees' alias='mean' aggregate='avg'/><attribute name='name' alias='rows' aggregate='count'/><attribute name='revenue' alias='filled' aggregate='countcolumn'/><attribute name='numberofemployees' alias='kinds' aggregate='countcolumn' distinct='true'/><attribute name='revenue' alias='total' aggregate='sum'/><attribute name='revenue' alias='least' aggregate='min'/></entity></fetch>

         <fetch aggregate='true'><entity name='account'><attribute name='industrycode' alias='industry' groupby='true'/><attribute name='accountid' alias='rows' aggregate='count'/><order alias='rows' descending='true'/></entity></fetch>

         <fetch aggregate='true'><entity name='contact'><attribute name='parentcustomerid' alias='of' groupby='true'/><attribute name='contactid' alias='rows' aggregate='count'/><link-entity name='account' from='accountid' to='parentcustomerid' alias='a'><attribute name='name' alias='company' groupby='true'/></link-entity></entity></fetch>

         <fetch aggregate='true'><entity name='contact'><attribute name='birthdate' alias='year' groupby='true' dategrouping='year'/><attribute name='birthdate' alias='week' groupby='true' dategrouping='week'/><attribute name='contactid' alias='rows' aggregate='count'/><order alias='year'/></entity></fetch>

         <fetch aggregate='true' aggregatelimit='2'><entity name='account'><attribute name='accountid' alias='rows' aggregate='count'/></entity></fetch>",
        expect![[r#"
            <fetch aggregate='true'><entity name='account'><attribute name='numberofemployees' alias='mean' aggregate='avg'/><attribute name='name' alias='rows' aggregate='count'/><attribute name='revenue' alias='filled' aggregate='countcolumn'/><attribute name='numberofemployees' alias='kinds' aggregate='countcolumn' distinct='true'/><attribute name='revenue' alias='total' aggregate='sum'/><attribute name='revenue' alias='least' aggregate='min'/><attribute name='createdon' alias='last' aggregate='max'/><filter><condition attribute='name' operator='eq' value='nothing'/></filter></entity></fetch>
              {"rows":0,"filled":0,"kinds":0,"total":0.0}

            <fetch aggregate='true'><entity name='account'><attribute name='numberofemployees' alias='mean' aggregate='avg'/><attribute name='name' alias='rows' aggregate='count'/><attribute name='revenue' alias='filled' aggregate='countcolumn'/><attribute name='numberofemployees' alias='kinds' aggregate='countcolumn' distinct='true'/><attribute name='revenue' alias='total' aggregate='sum'/><attribute name='revenue' alias='least' aggregate='min'/></entity></fetch>
              {"mean":12,"rows":3,"filled":2,"kinds":1,"total":5000020.0,"least":20.0}

            <fetch aggregate='true'><entity name='account'><attribute name='industrycode' alias='industry' groupby='true'/><attribute name='accountid' alias='rows' aggregate='count'/><order alias='rows' descending='true'/></entity></fetch>
              {"industry":8,"rows":2}
              {"industry":1,"rows":1}

            <fetch aggregate='true'><entity name='contact'><attribute name='parentcustomerid' alias='of' groupby='true'/><attribute name='contactid' alias='rows' aggregate='count'/><link-entity name='account' from='accountid' to='parentcustomerid' alias='a'><attribute name='name' alias='company' groupby='true'/></link-entity></entity></fetch>
              {"of":"00000000-0000-0000-0000-00000000000a","rows":2,"company":"Contoso"}

            <fetch aggregate='true'><entity name='contact'><attribute name='birthdate' alias='year' groupby='true' dategrouping='year'/><attribute name='birthdate' alias='week' groupby='true' dategrouping='week'/><attribute name='contactid' alias='rows' aggregate='count'/><order alias='year'/></entity></fetch>
              {"rows":1}
              {"year":1815,"week":50,"rows":1}

            <fetch aggregate='true' aggregatelimit='2'><entity name='account'><attribute name='accountid' alias='rows' aggregate='count'/></entity></fetch>
              400 0x8004e023 AggregateQueryRecordLimit exceeded. Cannot perform this operation.

        "#]],
    )
    .await;
}

#[tokio::test]
async fn refusals() {
    let api = organisation().await;
    let many = |what: &str, count: usize| what.repeat(count);
    let link = "<link-entity name='account' from='accountid' to='parentaccountid' link-type='outer'/>";
    let queries = [
        "<fetch>".into(),
        "no xml".into(),
        "<!DOCTYPE x [<!ENTITY a 'b'>]><fetch><entity name='account'/></fetch>".into(),
        "<query/>".into(),
        "<fetch/>".into(),
        "<fetch><entity name='nothing'/></fetch>".into(),
        "<fetch><entity name='contact'/></fetch>".into(),
        "<fetch><entity name='account'><attribute name='nothing'/></entity></fetch>".into(),
        "<fetch><entity name='account'><colour/></entity></fetch>".into(),
        "<fetch distinct='maybe'><entity name='account'/></fetch>".into(),
        "<fetch top='5' page='2'><entity name='account'/></fetch>".into(),
        "<fetch top='0'><entity name='account'/></fetch>".into(),
        "<fetch page='1001' count='50'><entity name='account'/></fetch>".into(),
        "<fetch paging-cookie='x' page='2'><entity name='account'/></fetch>".into(),
        "<fetch><entity name='account'><filter><condition attribute='nothing' operator='null'/></filter></entity></fetch>".into(),
        "<fetch><entity name='account'><filter><condition attribute='name' operator='resembles' value='x'/></filter></entity></fetch>".into(),
        "<fetch><entity name='account'><filter><condition attribute='revenue' operator='eq' value='much'/></filter></entity></fetch>".into(),
        "<fetch><entity name='account'><filter><condition attribute='name' operator='eq'/></filter></entity></fetch>".into(),
        "<fetch><entity name='account'><filter><condition attribute='name' operator='last-x-days' value='3'/></filter></entity></fetch>".into(),
        "<fetch><entity name='account'><filter type='xor'/></entity></fetch>".into(),
        "<fetch><entity name='account'><filter><condition entityname='x' attribute='name' operator='null'/></filter></entity></fetch>".into(),
        "<fetch><entity name='account'><filter><condition attribute='name' operator='eq' valueof='revenue'/></filter></entity></fetch>".into(),
        "<fetch><entity name='account'><link-entity name='contact' from='contactid'/></entity></fetch>".into(),
        "<fetch><entity name='account'><link-entity name='contact' from='contactid' to='primarycontactid' link-type='cross'/></entity></fetch>".into(),
        "<fetch><entity name='account'><link-entity name='contact' from='contactid' to='primarycontactid' link-type='any'/></entity></fetch>".into(),
        "<fetch><entity name='account'><link-entity name='contact' from='contactid' to='primarycontactid' link-type='exists'><attribute name='fullname'/></link-entity></entity></fetch>".into(),
        format!("<fetch><entity name='account'>{}</entity></fetch>", many("<link-entity name='contact' from='contactid' to='primarycontactid' alias='c'/>", 2)),
        format!("<fetch><entity name='account'>{}</entity></fetch>", many(link, 16)),
        "<fetch aggregate='true'><entity name='account'><attribute name='name'/></entity></fetch>".into(),
        "<fetch aggregate='true'><entity name='account'><attribute name='name' alias='x' aggregate='sum'/></entity></fetch>".into(),
        "<fetch aggregate='true'><entity name='account'><attribute name='name' alias='x' aggregate='count' groupby='true'/></entity></fetch>".into(),
        "<fetch aggregate='true'><entity name='account'><attribute name='name' alias='x' groupby='true'/><order attribute='name'/></entity></fetch>".into(),
        "<fetch><entity name='account'><attribute name='name' alias='a.b'/></entity></fetch>".into(),
        "<fetch><entity name='account'><order alias='name'/></entity></fetch>".into(),
    ];
    let mut shown = String::new();
    for query in queries {
        let brief = send(&api, "accounts", &query).await.brief();
        let query = query.get(..150).unwrap_or(&query);
        let _ = writeln!(shown, "{query}\n  {brief}");
    }
    expect![[r#"
        <fetch>
          400 0x80040303 Malformed FetchXml. Root element is missing.
        no xml
          400 0x80040303 Malformed FetchXml. Data at the root level is invalid.
        <!DOCTYPE x [<!ENTITY a 'b'>]><fetch><entity name='account'/></fetch>
          400 0x80040303 Malformed FetchXml. For security reasons DTD is prohibited.
        <query/>
          400 0x8004111c The element node encountered is invalid. <query> in <document>
        <fetch/>
          400 0x80041123 A required element was not specified. <entity>
        <fetch><entity name='nothing'/></fetch>
          400 0x80041102 The entity with a name = 'nothing' with namemapping = 'Logical' was not found in the MetadataCache.
        <fetch><entity name='contact'/></fetch>
          400 0x80041128 The entity name specified in fetchxml does not match the entity name specified in the Entity or Query Expression.
        <fetch><entity name='account'><attribute name='nothing'/></entity></fetch>
          400 0x80041103 'account' entity doesn't contain attribute with Name = 'nothing' and NameMapping = 'Logical'.
        <fetch><entity name='account'><colour/></entity></fetch>
          400 0x8004111c The element node encountered is invalid. <colour> in <entity>
        <fetch distinct='maybe'><entity name='account'/></fetch>
          400 0x80041115 The only valid values for distinct attribute are 'true', 'false', '1', and '0'.
        <fetch top='5' page='2'><entity name='account'/></fetch>
          400 0x80040203 The top attribute can't be specified with paging attribute page
        <fetch top='0'><entity name='account'/></fetch>
          400 0x8004110c A value greater than zero must be specified.
        <fetch page='1001' count='50'><entity name='account'/></fetch>
          400 0x8004430a Over upper limit of records that can be requested without a paging cookie. A paging cookie is required when retrieving a high page number.
        <fetch paging-cookie='x' page='2'><entity name='account'/></fetch>
          400 0x8004112a Invalid page number in paging cookie.
        <fetch><entity name='account'><filter><condition attribute='nothing' operator='null'/></filter></entity></fetch>
          400 0x80041103 'account' entity doesn't contain attribute with Name = 'nothing' and NameMapping = 'Logical'.
        <fetch><entity name='account'><filter><condition attribute='name' operator='resembles' value='x'/></filter></entity></fetch>
          400 0x80041120 Unsupported condition operator. resembles
        <fetch><entity name='account'><filter><condition attribute='revenue' operator='eq' value='much'/></filter></entity></fetch>
          400 0x80041108 Invalid value specified for type. 'much' for 'revenue', which is Edm.Decimal
        <fetch><entity name='account'><filter><condition attribute='name' operator='eq'/></filter></entity></fetch>
          400 0x80041106 Incorrect filter condition or conditions. 'name' eq takes one value.
        <fetch><entity name='account'><filter><condition attribute='name' operator='last-x-days' value='3'/></filter></entity></fetch>
          400 0x80041106 Incorrect filter condition or conditions. 'name' last-x-days: Microsoft.Dynamics.CRM.LastXDays is for dates.
        <fetch><entity name='account'><filter type='xor'/></entity></fetch>
          400 0x80041122 Unsupported filter type. Valid values are 'and', or 'or'.
        <fetch><entity name='account'><filter><condition entityname='x' attribute='name' operator='null'/></filter></entity></fetch>
          400 0x8004110a The specified alias for the given entity in the condition does not exist. x
        <fetch><entity name='account'><filter><condition attribute='name' operator='eq' valueof='revenue'/></filter></entity></fetch>
          400 0x80041106 Incorrect filter condition or conditions. 'name' and 'revenue' are not of the same type.
        <fetch><entity name='account'><link-entity name='contact' from='contactid'/></entity></fetch>
          400 0x80041111 AttributeFrom and AttributeTo must be either both specified or both omitted.
        <fetch><entity name='account'><link-entity name='contact' from='contactid' to='primarycontactid' link-type='cross'/></entity></fetch>
          400 0x80041117 The only valid values for link-type attribute are 'natural', 'inner','in','exists','matchfirstrowusingcrossapply' and 'outer'.
        <fetch><entity name='account'><link-entity name='contact' from='contactid' to='primarycontactid' link-type='any'/></entity></fetch>
          400 0x80041117 The only valid values for link-type attribute are 'natural', 'inner','in','exists','matchfirstrowusingcrossapply' and 'outer'.
        <fetch><entity name='account'><link-entity name='contact' from='contactid' to='primarycontactid' link-type='exists'><attribute name='fullname'/></link
          400 0x80041107 Attributes can not be returned from a link of this type.
        <fetch><entity name='account'><link-entity name='contact' from='contactid' to='primarycontactid' alias='c'/><link-entity name='contact' from='contacti
          400 0x80041130 FetchXML should have unique aliases. c
        <fetch><entity name='account'><link-entity name='account' from='accountid' to='parentaccountid' link-type='outer'/><link-entity name='account' from='a
          400 0x8004430d Number of link entities in query exceeded maximum limit.
        <fetch aggregate='true'><entity name='account'><attribute name='name'/></entity></fetch>
          400 0x80041107 Attributes can not be returned when aggregate operation is specified.
        <fetch aggregate='true'><entity name='account'><attribute name='name' alias='x' aggregate='sum'/></entity></fetch>
          400 0x8004112f Aggregate sum is not supported for attribute of type Edm.String.
        <fetch aggregate='true'><entity name='account'><attribute name='name' alias='x' aggregate='count' groupby='true'/></entity></fetch>
          400 0x80041137 An attribute can either be an aggregate or a Group By but not both
        <fetch aggregate='true'><entity name='account'><attribute name='name' alias='x' groupby='true'/><order attribute='name'/></entity></fetch>
          400 0x80041131 An attribute cannot be specified for an order clause for an aggregate Query. Use an alias.
        <fetch><entity name='account'><attribute name='name' alias='a.b'/></entity></fetch>
          400 0x80041109 Invalid alias: 'a.b'. Only characters within the ranges [A-Z], [a-z] or [0-9] or _ are allowed. The first character may only be in the ranges [A-Z], [a-z] or _.
        <fetch><entity name='account'><order alias='name'/></entity></fetch>
          400 0x80041132 An alias cannot be specified for an order clause for a non-aggregate Query. Use an attribute.
    "#]].assert_eq(&shown);
}

#[tokio::test]
async fn answers_as_documented() {
    let api = organisation().await;
    let query = "<fetch count='1' returntotalrecordcount='true'><entity name='account'><attribute name='name'/><attribute name='industrycode'/><attribute name='description'/><link-entity name='contact' from='contactid' to='primarycontactid' alias='c'><attribute name='parentcustomerid'/><attribute name='birthdate'/></link-entity></entity></fetch>";
    let prefer = [("prefer", "odata.include-annotations=\"*\"")];
    let answer = api.raw("GET", &format!("accounts?fetchXml={}", encoded(query)), &prefer, Vec::new()).await;
    expect![[r##"
        200
        preference-applied: odata.include-annotations="*"
        {
          "@odata.context": "http://localhost:8080/api/data/v9.2/$metadata#accounts(name,industrycode,description,accountid)",
          "@odata.count": 1,
          "@Microsoft.Dynamics.CRM.totalrecordcount": 1,
          "@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded": false,
          "@Microsoft.Dynamics.CRM.globalmetadataversion": "1000002",
          "value": [
            {
              "@odata.etag": "W/\"#\"",
              "name": "Contoso",
              "industrycode@OData.Community.Display.V1.FormattedValue": "Consulting",
              "industrycode": 8,
              "c.parentcustomerid@OData.Community.Display.V1.FormattedValue": "Contoso",
              "c.parentcustomerid@Microsoft.Dynamics.CRM.associatednavigationproperty": "parentcustomerid_account",
              "c.parentcustomerid@Microsoft.Dynamics.CRM.lookuplogicalname": "account",
              "c.parentcustomerid": "00000000-0000-0000-0000-00000000000a",
              "c.birthdate@OData.Community.Display.V1.FormattedValue": "12/10/1815",
              "c.birthdate": "1815-12-10",
              "accountid": "00000000-0000-0000-0000-00000000000a"
            }
          ]
        }"##]].assert_eq(&answer.shown());
}

/// Follows the cookies as Microsoft's sample does.
async fn pages(api: &Api, set: &str, fetch: impl Fn(u64, &str) -> String) -> Vec<Vec<String>> {
    let (mut pages, mut cookie) = (Vec::new(), String::new());
    for page in 1.. {
        let json = send(api, set, &fetch(page, &cookie)).await.json();
        let rows = json["value"].as_array().unwrap_or_else(|| panic!("{json}"));
        pages.push(rows.iter().map(|row| row["fullname"].as_str().unwrap_or("-").to_owned()).collect());
        if json.get("@Microsoft.Dynamics.CRM.morerecords").is_none() {
            break;
        }
        let annotation = json["@Microsoft.Dynamics.CRM.fetchxmlpagingcookie"].as_str().expect("a cookie");
        let inner = annotation.split("pagingcookie=\"").nth(1).and_then(|rest| rest.split('"').next());
        let decoded = decoded(&decoded(inner.unwrap_or_default()));
        cookie = decoded.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    }
    pages
}

fn decoded(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.bytes());
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits: String = [rest.next(), rest.next()].into_iter().flatten().map(char::from).collect();
            bytes.push(u8::from_str_radix(&digits, 16).expect("two digits"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[tokio::test]
async fn pages_by_cookie() {
    let api = Api::empty();
    for (at, name) in ["Zoe", "adam", "Öder & \"Sohn\" <x>", "Adam", "-"].iter().enumerate() {
        let name = if *name == "-" { Value::Null } else { (*name).into() };
        let body = serde_json::json!({"contactid": format!("00000000-0000-0000-0000-{at:012}"), "firstname": name, "gendercode": at % 2 + 1});
        assert_eq!(api.send(&format!("POST contacts {body}")).await.status, 204);
    }
    let order = |order: &'static str| {
        move |page: u64, cookie: &str| {
            format!(
                "<fetch count='2' page='{page}' paging-cookie=\"{cookie}\"><entity name='contact'><attribute name='fullname'/>{order}</entity></fetch>"
            )
        }
    };
    let all = [
        ("", "[[\"Zoe\", \"adam\"], [\"Öder & \\\"Sohn\\\" <x>\", \"Adam\"], [\"-\"]]"),
        ("<order attribute='fullname'/>", "[[\"-\", \"adam\"], [\"Adam\", \"Zoe\"], [\"Öder & \\\"Sohn\\\" <x>\"]]"),
        (
            "<order attribute='fullname' descending='true'/>",
            "[[\"Öder & \\\"Sohn\\\" <x>\", \"Zoe\"], [\"adam\", \"Adam\"], [\"-\"]]",
        ),
        (
            "<order attribute='gendercode'/><order attribute='ownerid'/>",
            "[[\"adam\", \"Adam\"], [\"Zoe\", \"Öder & \\\"Sohn\\\" <x>\"], [\"-\"]]",
        ),
        (
            "<order attribute='gendercode' descending='true'/>",
            "[[\"Zoe\", \"Öder & \\\"Sohn\\\" <x>\"], [\"-\", \"adam\"], [\"Adam\"]]",
        ),
        (
            "<link-entity name='systemuser' from='systemuserid' to='owninguser'><order attribute='fullname'/></link-entity>",
            "[[\"Zoe\", \"adam\"], [\"Öder & \\\"Sohn\\\" <x>\", \"Adam\"], [\"-\"]]",
        ),
    ];
    for (keys, expected) in all {
        assert_eq!(format!("{:?}", pages(&api, "contacts", order(keys)).await), expected, "{keys}");
    }
}

#[tokio::test]
async fn in_batches_and_collections() {
    let api = organisation().await;
    let query = encoded("<fetch><entity name='contact'><attribute name='fullname'/></entity></fetch>");
    let related = api.send(&format!("GET accounts({A})/contact_customer_accounts?fetchXml={query}")).await;
    assert_eq!(related.brief(), "200 Ada Lovelace, bob Müller");
    let none = api.send(&format!("GET accounts({B})/contact_customer_accounts?fetchXml={query}")).await;
    assert_eq!(none.brief(), "200");
    let batch = |query: &str| {
        format!(
            "--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nGET /api/data/v9.2/contacts?fetchXml={query} HTTP/1.1\r\n\r\n\r\n--b--\r\n"
        )
    };
    let multipart = [("content-type", "multipart/mixed; boundary=b")];
    let answer = api.raw("POST", "$batch", &multipart, batch(&query).into_bytes()).await;
    assert!(answer.status == 200 && answer.body.contains("Ada Lovelace"), "{}", answer.body);
    let conditions = "<condition attribute='fullname' operator='null'/>".repeat(501);
    let long = format!("<fetch><entity name='contact'><filter>{conditions}</filter></entity></fetch>");
    let long = long.replace(' ', "+");
    let answer = api.raw("POST", "$batch", &multipart, batch(&long).into_bytes()).await;
    assert!(answer.status == 400 && answer.body.contains("0x8004430c"), "{}", answer.body);
    let both = api.send(&format!("GET contacts?fetchXml={query}&$select=fullname")).await;
    assert_eq!(both.status, 400);
    assert_eq!(api.send(&format!("GET contacts?fetchXml={query}&$count=true")).await.json()["@odata.count"], 2);
}
