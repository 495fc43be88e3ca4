//! Annotations, only when asked (reference/web-api.md 7).

use expect_test::expect;

use crate::client::{A, Api, C};

#[tokio::test]
async fn none_unless_asked() {
    let api = Api::sample().await;
    let answer = api.send(&format!("GET accounts({A})")).await;
    assert!(!answer.body.contains("FormattedValue") && !answer.body.contains("lookuplogicalname"));
}

#[tokio::test]
async fn everything_in_english() {
    let api = Api::sample().await;
    api.check(
        &format!("GET accounts({A})?$select=name,industrycode,statecode,statuscode,creditonhold,revenue,numberofemployees,_primarycontactid_value\nPrefer: odata.include-annotations=\"*\""),
        expect![[r##"
            200
            etag: W/"#"
            preference-applied: odata.include-annotations="*"
            {
              "@odata.context": "http://localhost:8080/api/data/v9.2/$metadata#accounts(name,industrycode,statecode,statuscode,creditonhold,revenue,numberofemployees,_primarycontactid_value)/$entity",
              "@odata.etag": "W/\"#\"",
              "name": "Contoso",
              "industrycode@OData.Community.Display.V1.FormattedValue": "Consulting",
              "industrycode": 8,
              "statecode@OData.Community.Display.V1.FormattedValue": "Active",
              "statecode": 0,
              "statuscode@OData.Community.Display.V1.FormattedValue": "Active",
              "statuscode": 1,
              "creditonhold@OData.Community.Display.V1.FormattedValue": "Yes",
              "creditonhold": true,
              "revenue@OData.Community.Display.V1.FormattedValue": "€5,000,000.00",
              "revenue": 5000000.0,
              "numberofemployees": null,
              "_primarycontactid_value@OData.Community.Display.V1.FormattedValue": "Ada Lovelace",
              "_primarycontactid_value@Microsoft.Dynamics.CRM.associatednavigationproperty": "primarycontactid",
              "_primarycontactid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "contact",
              "_primarycontactid_value": "00000000-0000-0000-0000-00000000000c",
              "accountid": "00000000-0000-0000-0000-00000000000a",
              "_transactioncurrencyid_value@OData.Community.Display.V1.FormattedValue": "Euro",
              "_transactioncurrencyid_value@Microsoft.Dynamics.CRM.associatednavigationproperty": "transactioncurrencyid",
              "_transactioncurrencyid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "transactioncurrency",
              "_transactioncurrencyid_value": "b2a6b689-6d4e-4f0b-8c1d-2e3f4a5b6c7d"
            }"##]],
    )
    .await;
    api.check(
        &format!("GET contacts({C})?$select=birthdate,_parentcustomerid_value\nPrefer: odata.include-annotations=\"OData.Community.Display.V1.FormattedValue\""),
        expect![[r##"
            200
            etag: W/"#"
            preference-applied: odata.include-annotations="OData.Community.Display.V1.FormattedValue"
            {
              "@odata.context": "http://localhost:8080/api/data/v9.2/$metadata#contacts(birthdate,_parentcustomerid_value)/$entity",
              "@odata.etag": "W/\"#\"",
              "birthdate@OData.Community.Display.V1.FormattedValue": "12/10/1815",
              "birthdate": "1815-12-10",
              "_parentcustomerid_value@OData.Community.Display.V1.FormattedValue": "Contoso",
              "_parentcustomerid_value": "00000000-0000-0000-0000-00000000000a",
              "contactid": "00000000-0000-0000-0000-00000000000c"
            }"##]],
    )
    .await;
}

#[tokio::test]
async fn labels_follow_the_language_and_formats_the_settings() {
    let api = Api::sample().await;
    let user = "d0e20c01-d6c6-480f-aab5-0fa6749565a5";
    let settings = r#"{"uilanguageid":1031,"dateformatstring":"dd.MM.yyyy","timeformatstring":"HH:mm","decimalsymbol":",","numberseparator":".","timezonecode":110}"#;
    assert_eq!(api.send(&format!("PATCH usersettingscollection({user}) {settings}")).await.status, 204);
    let zone =
        r#"{"timezonecode":110,"standardname":"W. Europe Standard Time","userinterfacename":"Berlin","bias":-60}"#;
    assert_eq!(api.send(&format!("POST timezonedefinitions {zone}")).await.status, 204);
    let moments = format!(
        r#"{{"msdyncrm_name":"J","msdyncrm_customerjourneyid":"{A}","msdyncrm_startdatetime":"2019-02-09T23:30:00Z","overriddencreatedon":"2019-07-09T23:30:00Z"}}"#
    );
    assert_eq!(api.send(&format!("POST msdyncrm_customerjourneys {moments}")).await.status, 204);
    api.check(
        &format!("GET msdyncrm_customerjourneys({A})?$select=statuscode,msdyncrm_isrecurring,msdyncrm_startdatetime,createdon\nPrefer: odata.include-annotations=\"OData.Community.Display.V1.FormattedValue\""),
        expect![[r##"
            200
            etag: W/"#"
            preference-applied: odata.include-annotations="OData.Community.Display.V1.FormattedValue"
            {
              "@odata.context": "http://localhost:8080/api/data/v9.2/$metadata#msdyncrm_customerjourneys(statuscode,msdyncrm_isrecurring,msdyncrm_startdatetime,createdon)/$entity",
              "@odata.etag": "W/\"#\"",
              "statuscode@OData.Community.Display.V1.FormattedValue": "Entwurf",
              "statuscode": 192350000,
              "msdyncrm_isrecurring@OData.Community.Display.V1.FormattedValue": "Nein",
              "msdyncrm_isrecurring": false,
              "msdyncrm_startdatetime@OData.Community.Display.V1.FormattedValue": "09.02.2019 23:30",
              "msdyncrm_startdatetime": "2019-02-09T23:30:00Z",
              "createdon@OData.Community.Display.V1.FormattedValue": "10.07.2019 01:30",
              "createdon": "2019-07-09T23:30:00Z",
              "msdyncrm_customerjourneyid": "00000000-0000-0000-0000-00000000000a"
            }"##]],
    )
    .await;
    api.check(
        &format!("GET accounts({A})?$select=revenue\nPrefer: odata.include-annotations=\"OData.Community.Display.V1.FormattedValue\""),
        expect![[r##"
            200
            etag: W/"#"
            preference-applied: odata.include-annotations="OData.Community.Display.V1.FormattedValue"
            {
              "@odata.context": "http://localhost:8080/api/data/v9.2/$metadata#accounts(revenue)/$entity",
              "@odata.etag": "W/\"#\"",
              "revenue@OData.Community.Display.V1.FormattedValue": "€5.000.000,00",
              "revenue": 5000000.0,
              "accountid": "00000000-0000-0000-0000-00000000000a",
              "_transactioncurrencyid_value@OData.Community.Display.V1.FormattedValue": "Euro",
              "_transactioncurrencyid_value": "b2a6b689-6d4e-4f0b-8c1d-2e3f4a5b6c7d"
            }"##]],
    )
    .await;
}
