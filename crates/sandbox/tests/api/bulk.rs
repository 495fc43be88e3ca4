//! `CreateMultiple`, `UpdateMultiple`, `UpsertMultiple`; duplicates.

use expect_test::expect;

use crate::client::{A, Api, B, C};

#[tokio::test]
async fn several_records_at_once() {
    let api = Api::sample().await;
    let account = r#""@odata.type":"Microsoft.Dynamics.CRM.account""#;
    let contact = r#""@odata.type":"Microsoft.Dynamics.CRM.contact""#;
    let created = api
        .send(&format!(
            r#"POST accounts/Microsoft.Dynamics.CRM.CreateMultiple {{"Targets":[{{{account},"name":"One"}},{{{account},"name":"Two"}}]}}"#
        ))
        .await;
    assert_eq!(created.status, 200, "{}", created.body);
    assert_eq!(created.json()["Ids"].as_array().map(Vec::len), Some(2));
    api.check_all(
        &format!(
            r#"POST accounts/Microsoft.Dynamics.CRM.UpdateMultiple {{"Targets":[{{{account},"accountid":"{A}","name":"Eins"}},{{{account},"accountid":"{B}","name":"Zwei"}}]}}
               GET accounts?$select=name
               POST accounts/Microsoft.Dynamics.CRM.UpdateMultiple {{"Targets":[{{{account},"accountid":"{A}","name":"Undone"}},{{{account},"accountid":"{C}","name":"missing"}}]}}
               GET accounts?$select=name
               POST contacts/Microsoft.Dynamics.CRM.UpsertMultiple {{"Targets":[{{{contact},"@odata.id":"contacts(emailaddress1='ada@example.com',firstname='Ada')","lastname":"King"}},{{{contact},"@odata.id":"contacts(emailaddress1='x@example.com',firstname='Xenia')","lastname":"New"}}]}}
               GET contacts?$select=fullname
               POST accounts/Microsoft.Dynamics.CRM.UpdateMultiple {{"Targets":[{{{account},"name":"which?"}}]}}
               POST accounts/Microsoft.Dynamics.CRM.CreateMultiple {{"Targets":[{{"name":"untyped"}}]}}
               POST accounts/Microsoft.Dynamics.CRM.CreateMultiple {{"Targets":[1]}}
               POST accounts/Microsoft.Dynamics.CRM.CreateMultiple {{}}
               POST accounts/Microsoft.Dynamics.CRM.DeleteMultiple {{"Targets":[]}}"#
        ),
        expect![[r#"
            POST accounts/Microsoft.Dynamics.CRM.UpdateMultiple {"Targets":[{"@odata.type":"Microsoft.Dynamics.CRM.account","accountid":"00000000-0000-0000-0000-00000000000a","name":"Eins"},{"@odata.type":"Microsoft.Dynamics.CRM.account","accountid":"00000000-0000-0000-0000-00000000000b","name":"Zwei"}]}
              204
            GET accounts?$select=name
              200 Eins, Zwei, One, Two
            POST accounts/Microsoft.Dynamics.CRM.UpdateMultiple {"Targets":[{"@odata.type":"Microsoft.Dynamics.CRM.account","accountid":"00000000-0000-0000-0000-00000000000a","name":"Undone"},{"@odata.type":"Microsoft.Dynamics.CRM.account","accountid":"00000000-0000-0000-0000-00000000000c","name":"missing"}]}
              404 0x80040217 Entity 'account' With Id = 00000000-0000-0000-0000-00000000000c Does Not Exist
            GET accounts?$select=name
              200 Eins, Zwei, One, Two
            POST contacts/Microsoft.Dynamics.CRM.UpsertMultiple {"Targets":[{"@odata.type":"Microsoft.Dynamics.CRM.contact","@odata.id":"contacts(emailaddress1='ada@example.com',firstname='Ada')","lastname":"King"},{"@odata.type":"Microsoft.Dynamics.CRM.contact","@odata.id":"contacts(emailaddress1='x@example.com',firstname='Xenia')","lastname":"New"}]}
              204
            GET contacts?$select=fullname
              200 Ada King, Bob Müller, Xenia New
            POST accounts/Microsoft.Dynamics.CRM.UpdateMultiple {"Targets":[{"@odata.type":"Microsoft.Dynamics.CRM.account","name":"which?"}]}
              400 0x80040203 Every item of 'Targets' must have its key, 'accountid'.
            POST accounts/Microsoft.Dynamics.CRM.CreateMultiple {"Targets":[{"name":"untyped"}]}
              400 0x80048d19 Error identified in Payload provided by the user for Entity :'accounts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: Every item of 'Targets' must have the '@odata.type' of the set's records.
            POST accounts/Microsoft.Dynamics.CRM.CreateMultiple {"Targets":[1]}
              400 0x80048d19 Error identified in Payload provided by the user for Entity :'accounts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: An item of 'Targets' is no object.
            POST accounts/Microsoft.Dynamics.CRM.CreateMultiple {}
              400 0x80040203 Required field 'Targets' is missing.
            POST accounts/Microsoft.Dynamics.CRM.DeleteMultiple {"Targets":[]}
              404 0x8006088a Resource not found for the segment 'Microsoft.Dynamics.CRM.DeleteMultiple'.
        "#]],
    )
    .await;
}

#[tokio::test]
async fn duplicates_are_found_if_asked_for() {
    let api = Api::sample().await;
    let find = "\nMSCRM.SuppressDuplicateDetection: false";
    let duplicate = api.send(&format!("POST accounts {{\"name\":\"CONTOSO\"}}{find}")).await;
    assert_eq!(
        duplicate.brief(),
        "500 0x80040333 A record was not created or updated because a duplicate of the current record already exists."
    );
    assert_eq!(api.send("GET accounts?$select=name").await.brief(), "200 Contoso, Fabrikam");
    for request in [
        format!("POST accounts {{\"name\":\"Another\"}}{find}"),
        format!("PATCH accounts({A}) {{\"name\":\"Contoso\"}}{find}"),
        "POST accounts {\"name\":\"Contoso\"}\nMSCRM.SuppressDuplicateDetection: true".into(),
        "POST accounts {\"name\":\"Contoso\"}".into(),
        format!("POST contacts {{\"lastname\":\"Without email\"}}{find}"),
    ] {
        assert_eq!(api.send(&request).await.status, 204, "{request}");
    }
    assert_eq!(api.send(&format!("PATCH accounts({B}) {{\"name\":\"Contoso\"}}{find}")).await.status, 500);
}
