//! Create, retrieve, update, upsert, delete (reference/web-api.md 3 to 5, 7).

use expect_test::expect;

use crate::client::{A, Api, C};

const NEW: &str = "00000000-0000-0000-0000-0000000000f1";

#[tokio::test]
async fn create_answers_with_the_uri_or_the_record() {
    let api = Api::empty();
    api.check(
        &format!(r#"POST accounts {{"accountid":"{A}","name":"Sample","revenue":5000000,"accountcategorycode":1}}"#),
        expect![[r#"
        204
        odata-entityid: http://localhost:8080/api/data/v9.2/accounts(00000000-0000-0000-0000-00000000000a)
    "#]],
    )
    .await;
    api.check(
        &format!("POST accounts?$select=name,revenue,address1_city\nPrefer: return=representation\n{{\"accountid\":\"{NEW}\",\"name\":\"Sample\",\"revenue\":12.5,\"address1_city\":\"Graz\"}}"),
        expect![[r##"
            201
            etag: W/"#"
            preference-applied: return=representation
            {
              "@odata.context": "http://localhost:8080/api/data/v9.2/$metadata#accounts(name,revenue,address1_city)/$entity",
              "@odata.etag": "W/\"#\"",
              "name": "Sample",
              "revenue": 12.5,
              "address1_city": "Graz",
              "accountid": "00000000-0000-0000-0000-0000000000f1",
              "_transactioncurrencyid_value": "b2a6b689-6d4e-4f0b-8c1d-2e3f4a5b6c7d",
              "address1_composite": "Graz"
            }"##]],
    )
    .await;
}

#[tokio::test]
async fn retrieve_shows_what_was_asked_and_what_goes_with_it() {
    let api = Api::sample().await;
    api.check(&format!("GET accounts({A})?$select=name,revenue,creditonhold,industrycode,description"), expect![[r##"
        200
        etag: W/"#"
        {
          "@odata.context": "http://localhost:8080/api/data/v9.2/$metadata#accounts(name,revenue,creditonhold,industrycode,description)/$entity",
          "@odata.etag": "W/\"#\"",
          "name": "Contoso",
          "revenue": 5000000.0,
          "creditonhold": true,
          "industrycode": 8,
          "description": null,
          "accountid": "00000000-0000-0000-0000-00000000000a",
          "_transactioncurrencyid_value": "b2a6b689-6d4e-4f0b-8c1d-2e3f4a5b6c7d"
        }"##]]).await;
    api.check(&format!("GET accounts({A})?$select=name&$expand=primarycontactid($select=fullname,birthdate)"), expect![[r##"
        200
        etag: W/"#"
        {
          "@odata.context": "http://localhost:8080/api/data/v9.2/$metadata#accounts(name,primarycontactid(fullname,birthdate))/$entity",
          "@odata.etag": "W/\"#\"",
          "name": "Contoso",
          "accountid": "00000000-0000-0000-0000-00000000000a",
          "primarycontactid": {
            "@odata.etag": "W/\"#\"",
            "fullname": "Ada Lovelace",
            "birthdate": "1815-12-10",
            "contactid": "00000000-0000-0000-0000-00000000000c"
          }
        }"##]]).await;
    api.check_all(
        &format!(
            "GET accounts({A})/name
             GET accounts({A})/description
             GET accounts({A})/name/$value
             GET accounts({A})/_primarycontactid_value
             GET accounts({A})/primarycontactid?$select=fullname
             GET accounts({A})/parentaccountid
             GET accounts({A})/primarycontactid/parentcustomerid_account/name
             GET accounts({NEW})
             GET accounts({A})/nothing
             GET contacts(emailaddress1='ada@example.com',firstname='Ada')?$select=fullname
             GET contacts(emailaddress1='ada@example.com',firstname='Eve')?$select=fullname
             GET contacts(lastname='Lovelace')"
        ),
        expect![[r##"
            GET accounts(00000000-0000-0000-0000-00000000000a)/name
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#accounts(00000000-0000-0000-0000-00000000000a)/name","value":"Contoso"}
            GET accounts(00000000-0000-0000-0000-00000000000a)/description
              204
            GET accounts(00000000-0000-0000-0000-00000000000a)/name/$value
              200 Contoso
            GET accounts(00000000-0000-0000-0000-00000000000a)/_primarycontactid_value
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#accounts(00000000-0000-0000-0000-00000000000a)/_primarycontactid_value","value":"00000000-0000-0000-0000-00000000000c"}
            GET accounts(00000000-0000-0000-0000-00000000000a)/primarycontactid?$select=fullname
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#contacts(fullname)/$entity","@odata.etag":"W/\"#\"","fullname":"Ada Lovelace","contactid":"00000000-0000-0000-0000-00000000000c"}
            GET accounts(00000000-0000-0000-0000-00000000000a)/parentaccountid
              204
            GET accounts(00000000-0000-0000-0000-00000000000a)/primarycontactid/parentcustomerid_account/name
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#accounts(00000000-0000-0000-0000-00000000000a)/name","value":"Contoso"}
            GET accounts(00000000-0000-0000-0000-0000000000f1)
              404 0x80040217 Entity 'account' With Id = 00000000-0000-0000-0000-0000000000f1 Does Not Exist
            GET accounts(00000000-0000-0000-0000-00000000000a)/nothing
              404 0x8006088a Resource not found for the segment 'nothing'.
            GET contacts(emailaddress1='ada@example.com',firstname='Ada')?$select=fullname
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#contacts(fullname)/$entity","@odata.etag":"W/\"#\"","fullname":"Ada Lovelace","contactid":"00000000-0000-0000-0000-00000000000c"}
            GET contacts(emailaddress1='ada@example.com',firstname='Eve')?$select=fullname
              404 0x80060891 A record with the specified key values does not exist in contact entity
            GET contacts(lastname='Lovelace')
              400 0x80060888 Bad Request - Error in query syntax.
        "##]],
    )
    .await;
}

/// Every cell of the table in reference/web-api.md 5.
#[tokio::test]
async fn update_matrix() {
    struct Cell {
        request: &'static str,
        headers: &'static [(&'static str, &'static str)],
        exists: u16,
        missing: u16,
    }
    let cells = [
        Cell { request: "PATCH", headers: &[], exists: 204, missing: 204 },
        Cell { request: "PATCH", headers: &[("If-Match", "*")], exists: 204, missing: 404 },
        Cell { request: "PATCH", headers: &[("If-Match", "current")], exists: 204, missing: 404 },
        Cell { request: "PATCH", headers: &[("If-Match", "W/\"1\"")], exists: 412, missing: 404 },
        Cell { request: "PATCH", headers: &[("If-None-Match", "*")], exists: 412, missing: 204 },
        Cell { request: "PATCH", headers: &[("Prefer", "return=representation")], exists: 200, missing: 201 },
        Cell { request: "DELETE", headers: &[], exists: 204, missing: 404 },
        Cell { request: "DELETE", headers: &[("If-Match", "current")], exists: 204, missing: 404 },
        Cell { request: "DELETE", headers: &[("If-Match", "W/\"1\"")], exists: 412, missing: 404 },
        Cell { request: "GET", headers: &[("If-None-Match", "current")], exists: 304, missing: 404 },
        Cell { request: "GET", headers: &[("If-None-Match", "W/\"1\"")], exists: 200, missing: 404 },
        Cell { request: "GET", headers: &[("If-None-Match", "null")], exists: 200, missing: 404 },
    ];
    for Cell { request, headers, exists, missing } in cells {
        for (there, expected) in [(true, exists), (false, missing)] {
            let api = Api::empty();
            if there {
                let created = api.send(&format!(r#"POST accounts {{"accountid":"{A}","name":"Before"}}"#)).await;
                assert_eq!(created.status, 204);
            }
            let current = api.send(&format!("GET accounts({A})?$select=name")).await;
            let etag = current.header("etag").unwrap_or("W/\"1\"").to_owned();
            let headers: Vec<_> = headers
                .iter()
                .map(|(name, value)| (*name, if *value == "current" { etag.as_str() } else { *value }))
                .collect();
            let body = if request == "PATCH" { br#"{"name":"After"}"#.to_vec() } else { Vec::new() };
            let answer = api.raw(request, &format!("accounts({A})"), &headers, body).await;
            assert_eq!(answer.status, expected, "{request} {headers:?}, there: {there}: {}", answer.body);
            let now = api.send(&format!("GET accounts({A})/name")).await;
            let name = match (request, expected) {
                ("PATCH", 200..=204) => Some("After"),
                ("DELETE", 204) => None,
                _ => there.then_some("Before"),
            };
            assert_eq!(now.status, if name.is_some() { 200 } else { 404 });
            assert!(now.body.contains(name.unwrap_or("Does Not Exist")), "{request} {headers:?}: {}", now.body);
        }
    }
}

#[tokio::test]
async fn a_get_with_expand_or_annotations_is_never_unchanged() {
    let api = Api::sample().await;
    let etag = api.send(&format!("GET accounts({A})?$select=name")).await.header("etag").expect("an ETag").to_owned();
    let expand = format!("GET accounts({A})?$select=name&$expand=primarycontactid\nIf-None-Match: {etag}");
    assert_eq!(api.send(&expand).await.status, 200);
    let annotate =
        format!("GET accounts({A})?$select=name\nIf-None-Match: {etag}\nPrefer: odata.include-annotations=\"*\"");
    assert_eq!(api.send(&annotate).await.status, 200);
}

#[tokio::test]
async fn an_update_changes_only_what_it_names() {
    let api = Api::sample().await;
    let before = api.send(&format!("GET contacts({C})")).await.json();
    assert_eq!(api.send(&format!(r#"PATCH contacts({C}) {{"jobtitle":"Analyst"}}"#)).await.status, 204);
    let after = api.send(&format!("GET contacts({C})")).await.json();
    let changed: Vec<_> = before
        .as_object()
        .expect("a record")
        .iter()
        .filter(|(name, value)| after[name.as_str()] != **value)
        .map(|(name, _)| name.as_str())
        // Changes too, if the clock has gone on to the next second.
        .filter(|name| *name != "modifiedon")
        .collect();
    assert_eq!(changed, ["@odata.etag", "jobtitle", "versionnumber"]);
}

#[tokio::test]
async fn single_properties() {
    let api = Api::sample().await;
    api.check_all(
        &format!(
            r#"PUT accounts({A})/name {{"value":"Renamed"}}
             GET accounts({A})/name
             PUT accounts({A})/name {{"other":1}}
             PUT accounts({A})/revenue {{"value":"much"}}
             DELETE accounts({A})/industrycode
             GET accounts({A})/industrycode
             DELETE accounts({A})/primarycontactid
             DELETE accounts({A})/_primarycontactid_value"#
        ),
        expect![[r#"
            PUT accounts(00000000-0000-0000-0000-00000000000a)/name {"value":"Renamed"}
              204
            GET accounts(00000000-0000-0000-0000-00000000000a)/name
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#accounts(00000000-0000-0000-0000-00000000000a)/name","value":"Renamed"}
            PUT accounts(00000000-0000-0000-0000-00000000000a)/name {"other":1}
              400 0x80048d19 Error identified in Payload provided by the user for Entity :'accounts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: The body must have a member 'value'.
            PUT accounts(00000000-0000-0000-0000-00000000000a)/revenue {"value":"much"}
              400 0x80048d19 Error identified in Payload provided by the user for Entity :'accounts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: Cannot convert the literal 'much' to the expected type 'Edm.Decimal'.
            DELETE accounts(00000000-0000-0000-0000-00000000000a)/industrycode
              204
            GET accounts(00000000-0000-0000-0000-00000000000a)/industrycode
              204
            DELETE accounts(00000000-0000-0000-0000-00000000000a)/primarycontactid
              400 0x80060888 'primarycontactid' is a navigation property: it is set and cleared by its $ref or by 'primarycontactid@odata.bind'.
            DELETE accounts(00000000-0000-0000-0000-00000000000a)/_primarycontactid_value
              400 0x80060888 The property '_primarycontactid_value' can't be deleted; a navigation property is cleared by its $ref.
        "#]],
    )
    .await;
}

#[tokio::test]
async fn values_as_they_are_kept() {
    let api = Api::empty();
    let journey = format!(
        r#"{{"msdyncrm_customerjourneyid":"{A}","msdyncrm_name":"J","msdyncrm_startdatetime":"2019-02-09T11:29:31.500Z","msdyncrm_lockdowndateinmilliseconds":1549711771000}}"#
    );
    assert_eq!(api.send(&format!("POST msdyncrm_customerjourneys {journey}")).await.status, 204);
    let activity = format!(
        r#"{{"msdyncrm_marketingemailactivityid":"{A}","msdyncrm_name":"E","msdyncrm_permitteddays":"192350000, 192350004","msdyncrm_expirationdate":"2019-02-09T12:29:31.5+01:00"}}"#
    );
    assert_eq!(api.send(&format!("POST msdyncrm_marketingemailactivities {activity}")).await.status, 204);
    let account = format!(r#"{{"accountid":"{A}","name":"A","revenue":1.239,"address1_latitude":47.639583}}"#);
    assert_eq!(api.send(&format!("POST accounts {account}")).await.status, 204);
    for (request, expected) in [
        (
            format!(
                "GET msdyncrm_customerjourneys({A})?$select=msdyncrm_startdatetime,msdyncrm_lockdowndateinmilliseconds"
            ),
            r#""msdyncrm_startdatetime":"2019-02-09T11:29:00Z","msdyncrm_lockdowndateinmilliseconds":1549711771000,"#,
        ),
        (
            format!(
                "GET msdyncrm_marketingemailactivities({A})?$select=msdyncrm_permitteddays,msdyncrm_expirationdate"
            ),
            r#""msdyncrm_permitteddays":"192350000,192350004","msdyncrm_expirationdate":"2019-02-09T11:29:31Z","#,
        ),
        (
            format!("GET accounts({A})?$select=revenue,address1_latitude,exchangerate"),
            r#""revenue":1.2400,"address1_latitude":47.63958,"exchangerate":1.0000000000,"#,
        ),
    ] {
        let answer = api.send(&request).await;
        assert!(answer.body.contains(expected), "{request}: {}", answer.body);
    }
}

#[tokio::test]
async fn new_records_get_defaults_owner_and_dates() {
    let api = Api::empty();
    let answer = api.send(&format!("POST msdyncrm_segments\nPrefer: return=representation\n{{\"msdyncrm_segmentid\":\"{A}\",\"msdyncrm_segmentname\":\"S\"}}")).await;
    let record = answer.json();
    assert_eq!(record["msdyncrm_segmenttype"], 192_350_000);
    assert_eq!((&record["statecode"], &record["statuscode"]), (&0.into(), &192_350_000.into()));
    assert_eq!(record["_ownerid_value"], record["_owninguser_value"]);
    assert_eq!(record["createdon"], record["modifiedon"]);
    assert!(record["_owningbusinessunit_value"].is_string());
    let earlier = api
        .send("POST contacts?$select=createdon\nPrefer: return=representation\n{\"lastname\":\"X\",\"overriddencreatedon\":\"2001-02-03T00:00:00Z\"}")
        .await;
    assert_eq!(earlier.json()["createdon"], "2001-02-03T00:00:00Z");
}

#[tokio::test]
async fn deep_insert() {
    let api = Api::empty();
    let body = format!(
        r#"{{"accountid":"{A}","name":"Deep","primarycontactid":{{"contactid":"{C}","firstname":"Pat","lastname":"Parent"}},"Account_Tasks":[{{"subject":"One"}},{{"subject":"Two"}}]}}"#
    );
    assert_eq!(api.send(&format!("POST accounts {body}")).await.status, 204);
    api.check_all(
        &format!(
            "GET accounts({A})/primarycontactid/fullname
             GET accounts({A})/Account_Tasks?$select=subject
             POST accounts {{\"name\":\"Half\",\"Account_Tasks\":[{{\"subject\":7}}]}}
             GET accounts?$select=name"
        ),
        expect![[r#"
            GET accounts(00000000-0000-0000-0000-00000000000a)/primarycontactid/fullname
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#contacts(00000000-0000-0000-0000-00000000000c)/fullname","value":"Pat Parent"}
            GET accounts(00000000-0000-0000-0000-00000000000a)/Account_Tasks?$select=subject
              200 One, Two
            POST accounts {"name":"Half","Account_Tasks":[{"subject":7}]}
              400 0x80048d19 Error identified in Payload provided by the user for Entity :'tasks', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: Cannot convert the literal '7' to the expected type 'Edm.String'.
            GET accounts?$select=name
              200 Deep
        "#]],
    )
    .await;
}

#[tokio::test]
async fn deleting_follows_the_relationships() {
    let api = Api::sample().await;
    let id = "00000000-0000-0000-0000-0000000000e1";
    for request in [
        format!(
            r#"POST tasks {{"activityid":"{id}","subject":"T","regardingobjectid_account_task@odata.bind":"/accounts({A})"}}"#
        ),
        format!(r#"POST msdyncrm_contentsettingss {{"msdyncrm_contentsettingsid":"{id}","msdyncrm_name":"CS"}}"#),
        format!(
            r#"POST msdyncrm_customerjourneys {{"msdyncrm_customerjourneyid":"{id}","msdyncrm_name":"J","msdyncrm_contentsettingsId@odata.bind":"/msdyncrm_contentsettingss({id})"}}"#
        ),
    ] {
        assert_eq!(api.send(&request).await.status, 204, "{request}");
    }
    api.check_all(
        &format!(
            "DELETE msdyncrm_contentsettingss({id})
             DELETE contacts({C})
             GET accounts({A})/primarycontactid
             DELETE accounts({A})
             GET tasks({id})
             DELETE msdyncrm_customerjourneys({id})
             DELETE msdyncrm_contentsettingss({id})"
        ),
        expect![[r#"
            DELETE msdyncrm_contentsettingss(00000000-0000-0000-0000-0000000000e1)
              405 0x80040227 The object you tried to delete is associated with another object and cannot be deleted.
            DELETE contacts(00000000-0000-0000-0000-00000000000c)
              204
            GET accounts(00000000-0000-0000-0000-00000000000a)/primarycontactid
              204
            DELETE accounts(00000000-0000-0000-0000-00000000000a)
              204
            GET tasks(00000000-0000-0000-0000-0000000000e1)
              404 0x80040217 Entity 'task' With Id = 00000000-0000-0000-0000-0000000000e1 Does Not Exist
            DELETE msdyncrm_customerjourneys(00000000-0000-0000-0000-0000000000e1)
              204
            DELETE msdyncrm_contentsettingss(00000000-0000-0000-0000-0000000000e1)
              204
        "#]],
    )
    .await;
}
