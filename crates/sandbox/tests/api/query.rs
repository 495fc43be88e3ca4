//! `$select`, `$filter`, `$orderby`, `$top`, `$count`, `$expand` (reference/web-api.md 8).

use expect_test::expect;

use crate::client::{A, Api, C, D};

#[tokio::test]
async fn filters() {
    let api = Api::sample().await;
    api.check_all(
        &format!(
            "GET accounts?$select=name&$filter=name eq 'contoso'
             GET accounts?$select=name&$filter=contains(name,'TOS') or endswith(name,'KAM')
             GET accounts?$select=name&$filter=startswith(name,'f%k')
             GET accounts?$select=name&$filter=not contains(name,'o')
             GET accounts?$select=name&$filter=not (name eq 'Contoso' and creditonhold eq true)
             GET accounts?$select=name&$filter=revenue gt 4999999.99
             GET accounts?$select=name&$filter=revenue ne 5000000
             GET accounts?$select=name&$filter=description eq null
             GET accounts?$select=name&$filter=creditonhold
             GET accounts?$select=name&$filter=_primarycontactid_value eq {C}
             GET accounts?$select=name&$filter=_primarycontactid_value eq '{C}'
             GET accounts?$select=name&$filter=primarycontactid/fullname eq 'ada lovelace'
             GET accounts?$select=name&$filter=primarycontactid/contactid eq {C}
             GET contacts?$select=fullname&$filter=parentcustomerid_account/primarycontactid/firstname eq 'Ada'
             GET contacts?$select=fullname&$filter=owninguser/lastname eq 'Marketer'
             GET contacts?$select=fullname&$filter=ownerid/ownerid eq d0e20c01-d6c6-480f-aab5-0fa6749565a5
             GET contacts?$select=fullname&$filter=contains(lastname,'MÜLL')
             GET contacts?$select=fullname&$filter=birthdate lt 1900-01-01
             GET contacts?$select=fullname&$filter=createdon gt 2020-01-01T00:00:00Z and createdon lt 2100-01-01
             GET accounts?$select=name&$filter=contact_customer_accounts/any(c:c/firstname eq 'Bob')
             GET accounts?$select=name&$filter=contact_customer_accounts/any()
             GET accounts?$select=name&$filter=contact_customer_accounts/all(c:c/firstname eq 'Bob')
             GET accounts?$select=name&$filter=name eq @p1&@p1='Contoso'
             GET accounts?$select=name&$filter=name eq @p1
             GET contacts?$select=fullname&$filter=firstname eq lastname or modifiedon eq createdon
             GET accounts?$select=name&$filter=accountid eq {A}"
        ),
        expect![[r#"
            GET accounts?$select=name&$filter=name eq 'contoso'
              200 Contoso
            GET accounts?$select=name&$filter=contains(name,'TOS') or endswith(name,'KAM')
              200 Contoso, Fabrikam
            GET accounts?$select=name&$filter=startswith(name,'f%k')
              200 Fabrikam
            GET accounts?$select=name&$filter=not contains(name,'o')
              200 Fabrikam
            GET accounts?$select=name&$filter=not (name eq 'Contoso' and creditonhold eq true)
              200 Fabrikam
            GET accounts?$select=name&$filter=revenue gt 4999999.99
              200 Contoso
            GET accounts?$select=name&$filter=revenue ne 5000000
              200 Fabrikam
            GET accounts?$select=name&$filter=description eq null
              200 Contoso, Fabrikam
            GET accounts?$select=name&$filter=creditonhold
              200 Contoso
            GET accounts?$select=name&$filter=_primarycontactid_value eq 00000000-0000-0000-0000-00000000000c
              200 Contoso
            GET accounts?$select=name&$filter=_primarycontactid_value eq '00000000-0000-0000-0000-00000000000c'
              200 Contoso
            GET accounts?$select=name&$filter=primarycontactid/fullname eq 'ada lovelace'
              200 Contoso
            GET accounts?$select=name&$filter=primarycontactid/contactid eq 00000000-0000-0000-0000-00000000000c
              200 Contoso
            GET contacts?$select=fullname&$filter=parentcustomerid_account/primarycontactid/firstname eq 'Ada'
              200 Ada Lovelace, Bob Müller
            GET contacts?$select=fullname&$filter=owninguser/lastname eq 'Marketer'
              200 Ada Lovelace, Bob Müller
            GET contacts?$select=fullname&$filter=ownerid/ownerid eq d0e20c01-d6c6-480f-aab5-0fa6749565a5
              200 Ada Lovelace, Bob Müller
            GET contacts?$select=fullname&$filter=contains(lastname,'MÜLL')
              200 Bob Müller
            GET contacts?$select=fullname&$filter=birthdate lt 1900-01-01
              200 Ada Lovelace
            GET contacts?$select=fullname&$filter=createdon gt 2020-01-01T00:00:00Z and createdon lt 2100-01-01
              200 Ada Lovelace, Bob Müller
            GET accounts?$select=name&$filter=contact_customer_accounts/any(c:c/firstname eq 'Bob')
              200 Contoso
            GET accounts?$select=name&$filter=contact_customer_accounts/any()
              200 Contoso
            GET accounts?$select=name&$filter=contact_customer_accounts/all(c:c/firstname eq 'Bob')
              200 Fabrikam
            GET accounts?$select=name&$filter=name eq @p1&@p1='Contoso'
              200 Contoso
            GET accounts?$select=name&$filter=name eq @p1
              200
            GET contacts?$select=fullname&$filter=firstname eq lastname or modifiedon eq createdon
              200 Ada Lovelace, Bob Müller
            GET accounts?$select=name&$filter=accountid eq 00000000-0000-0000-0000-00000000000a
              200 Contoso
        "#]],
    )
    .await;
}

#[tokio::test]
async fn query_functions() {
    let api = Api::sample().await;
    api.check_all(
        &format!(
            "GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.In(PropertyName='name',PropertyValues=['Contoso','Nobody'])
             GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.In(PropertyName='accountid',PropertyValues=['{A}'])
             GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.In(PropertyName=@p1,PropertyValues=@p2)&@p1='name'&@p2=[\"Fabrikam\"]
             GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.NotIn(PropertyName='industrycode',PropertyValues=[8])
             GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.Between(PropertyName='numberofemployees',PropertyValues=[\"5\",\"2000\"])
             GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.Today(PropertyName='createdon')
             GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.LastXDays(PropertyName='createdon',PropertyValue=2) and creditonhold eq true
             GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.Yesterday(PropertyName='createdon')
             GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.OlderThanXMonths(PropertyName='createdon',PropertyValue=1)
             GET contacts?$select=fullname&$filter=Microsoft.Dynamics.CRM.On(PropertyName='birthdate',PropertyValue='1815-12-10')
             GET contacts?$select=fullname&$filter=Microsoft.Dynamics.CRM.OnOrAfter(PropertyName='birthdate',PropertyValue=1815-12-11)
             GET contacts?$select=fullname&$filter=Microsoft.Dynamics.CRM.EqualUserId(PropertyName='ownerid')
             GET contacts?$select=fullname&$filter=Microsoft.Dynamics.CRM.NotEqualUserId(PropertyName='ownerid')
             GET contacts?$select=fullname&$filter=not Microsoft.Dynamics.CRM.EqualUserId(PropertyName='ownerid')
             GET contacts?$select=fullname&$filter=Microsoft.Dynamics.CRM.Nonsense(PropertyName='ownerid')
             GET contacts?$select=fullname&$filter=Microsoft.Dynamics.CRM.LastXDays(PropertyName='lastname',PropertyValue=2)"
        ),
        expect![[r#"
            GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.In(PropertyName='name',PropertyValues=['Contoso','Nobody'])
              200 Contoso
            GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.In(PropertyName='accountid',PropertyValues=['00000000-0000-0000-0000-00000000000a'])
              200 Contoso
            GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.In(PropertyName=@p1,PropertyValues=@p2)&@p1='name'&@p2=["Fabrikam"]
              200 Fabrikam
            GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.NotIn(PropertyName='industrycode',PropertyValues=[8])
              200 Fabrikam
            GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.Between(PropertyName='numberofemployees',PropertyValues=["5","2000"])
              200 Fabrikam
            GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.Today(PropertyName='createdon')
              200 Contoso, Fabrikam
            GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.LastXDays(PropertyName='createdon',PropertyValue=2) and creditonhold eq true
              200 Contoso
            GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.Yesterday(PropertyName='createdon')
              200
            GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.OlderThanXMonths(PropertyName='createdon',PropertyValue=1)
              200
            GET contacts?$select=fullname&$filter=Microsoft.Dynamics.CRM.On(PropertyName='birthdate',PropertyValue='1815-12-10')
              200 Ada Lovelace
            GET contacts?$select=fullname&$filter=Microsoft.Dynamics.CRM.OnOrAfter(PropertyName='birthdate',PropertyValue=1815-12-11)
              200
            GET contacts?$select=fullname&$filter=Microsoft.Dynamics.CRM.EqualUserId(PropertyName='ownerid')
              200 Ada Lovelace, Bob Müller
            GET contacts?$select=fullname&$filter=Microsoft.Dynamics.CRM.NotEqualUserId(PropertyName='ownerid')
              200
            GET contacts?$select=fullname&$filter=not Microsoft.Dynamics.CRM.EqualUserId(PropertyName='ownerid')
              400 0x80060888 Not operator along with the Custom Named Condition operators is not allowed
            GET contacts?$select=fullname&$filter=Microsoft.Dynamics.CRM.Nonsense(PropertyName='ownerid')
              400 0x80060888 An unknown function with name 'Microsoft.Dynamics.CRM.Nonsense' was found. This may also be a function import or a key lookup on a navigation property, which is not allowed.
            GET contacts?$select=fullname&$filter=Microsoft.Dynamics.CRM.LastXDays(PropertyName='lastname',PropertyValue=2)
              400 0x80060888 Microsoft.Dynamics.CRM.LastXDays is for dates.
        "#]],
    )
    .await;
}

#[tokio::test]
async fn multi_select_choices() {
    let api = Api::empty();
    for (name, days) in [("E1", "192350000,192350004"), ("E2", "192350004"), ("E3", "192350006")] {
        let body = format!(r#"{{"msdyncrm_name":"{name}","msdyncrm_permitteddays":"{days}"}}"#);
        assert_eq!(api.send(&format!("POST msdyncrm_marketingemailactivities {body}")).await.status, 204);
    }
    let filter = |name: &str| {
        format!(
            "GET msdyncrm_marketingemailactivities/$count?$filter=Microsoft.Dynamics.CRM.{name}(PropertyName='msdyncrm_permitteddays',PropertyValues=['192350004'])"
        )
    };
    assert_eq!(api.send(&filter("ContainValues")).await.body, "\u{feff}2");
    assert_eq!(api.send(&filter("DoesNotContainValues")).await.body, "\u{feff}1");
}

#[tokio::test]
async fn order_top_and_count() {
    let api = Api::sample().await;
    api.check_all(
        "GET contacts?$select=fullname&$orderby=lastname desc
         GET contacts?$select=fullname&$orderby=_parentcustomerid_value,firstname desc
         GET contacts?$select=fullname&$orderby=parentcustomerid_account/name asc,lastname&$top=1
         GET accounts?$select=name&$orderby=numberofemployees
         GET accounts?$select=name&$orderby=nothing
         GET accounts?$select=name&$orderby=name sideways
         GET accounts/$count
         GET accounts/$count?$filter=name eq 'Contoso'
         GET accounts?$top=0
         GET accounts?$top=6000",
        expect![[r#"
            GET contacts?$select=fullname&$orderby=lastname desc
              200 Bob Müller, Ada Lovelace
            GET contacts?$select=fullname&$orderby=_parentcustomerid_value,firstname desc
              200 Bob Müller, Ada Lovelace
            GET contacts?$select=fullname&$orderby=parentcustomerid_account/name asc,lastname&$top=1
              200 Ada Lovelace
            GET accounts?$select=name&$orderby=numberofemployees
              200 Contoso, Fabrikam
            GET accounts?$select=name&$orderby=nothing
              400 0x80060888 Could not find a property named 'nothing' on type 'Microsoft.Dynamics.CRM.account'.
            GET accounts?$select=name&$orderby=name sideways
              400 0x80060888 Syntax error in '$orderby=name sideways'.
            GET accounts/$count
              200 ﻿2
            GET accounts/$count?$filter=name eq 'Contoso'
              200 ﻿1
            GET accounts?$top=0
              400 0x80060888 Invalid value '0' for $top query option found.
            GET accounts?$top=6000
              400 0x80060888 The value of $top can't be greater than 5000.
        "#]],
    )
    .await;
    let counted = api.send("GET accounts?$select=name&$count=true&$top=1").await.json();
    assert_eq!((counted["@odata.count"].clone(), counted["value"].as_array().map(Vec::len)), (2.into(), Some(1)));
    let count = api.send("GET accounts/$count").await;
    assert!(count.header("content-type").is_some_and(|kind| kind.starts_with("text/plain")));
}

#[tokio::test]
async fn expansions() {
    let api = Api::sample().await;
    api.check(
        &format!("GET accounts({A})?$select=name&$expand=contact_customer_accounts($select=fullname;$orderby=fullname desc;$top=5;$filter=contains(fullname,'b')),parentaccountid($select=name)"),
        expect![[r##"
            200
            etag: W/"#"
            {
              "@odata.context": "http://localhost:8080/api/data/v9.2/$metadata#accounts(name,contact_customer_accounts(fullname),parentaccountid(name))/$entity",
              "@odata.etag": "W/\"#\"",
              "name": "Contoso",
              "accountid": "00000000-0000-0000-0000-00000000000a",
              "contact_customer_accounts": [
                {
                  "@odata.etag": "W/\"#\"",
                  "fullname": "Bob Müller",
                  "contactid": "00000000-0000-0000-0000-00000000000d",
                  "_parentcustomerid_value": "00000000-0000-0000-0000-00000000000a"
                }
              ],
              "parentaccountid": null
            }"##]],
    )
    .await;
    api.check(
        &format!("GET contacts({D})?$select=fullname&$expand=parentcustomerid_account($select=name;$expand=primarycontactid($select=fullname)),ownerid($select=fullname)"),
        expect![[r##"
            200
            etag: W/"#"
            {
              "@odata.context": "http://localhost:8080/api/data/v9.2/$metadata#contacts(fullname,parentcustomerid_account(name,primarycontactid(fullname)),ownerid(fullname))/$entity",
              "@odata.etag": "W/\"#\"",
              "fullname": "Bob Müller",
              "contactid": "00000000-0000-0000-0000-00000000000d",
              "parentcustomerid_account": {
                "@odata.etag": "W/\"#\"",
                "name": "Contoso",
                "accountid": "00000000-0000-0000-0000-00000000000a",
                "primarycontactid": {
                  "@odata.etag": "W/\"#\"",
                  "fullname": "Ada Lovelace",
                  "contactid": "00000000-0000-0000-0000-00000000000c"
                }
              },
              "ownerid": {
                "@odata.etag": "W/\"#\"",
                "fullname": "Sample Marketer",
                "systemuserid": "d0e20c01-d6c6-480f-aab5-0fa6749565a5"
              }
            }"##]],
    )
    .await;
    api.check(
        &format!("GET accounts({A})?$select=name&$expand=primarycontactid/$ref"),
        expect![[r##"
        200
        etag: W/"#"
        {
          "@odata.context": "http://localhost:8080/api/data/v9.2/$metadata#accounts(name,primarycontactid())/$entity",
          "@odata.etag": "W/\"#\"",
          "name": "Contoso",
          "accountid": "00000000-0000-0000-0000-00000000000a",
          "primarycontactid": {
            "@odata.id": "http://localhost:8080/api/data/v9.2/contacts(00000000-0000-0000-0000-00000000000c)"
          }
        }"##]],
    )
    .await;
    api.check_all(
        "GET accounts?$expand=contact_customer_accounts/$ref
         GET accounts?$expand=primarycontactid($filter=firstname eq 'x')
         GET accounts?$expand=contact_customer_accounts($top=1;$expand=ownerid)
         GET accounts?$expand=PrimaryContactId
         GET accounts?$expand=primarycontactid($skip=1)
         GET accounts?$expand=primarycontactid($select=nothing)
         GET accounts?$expand=primarycontactid(",
        expect![[r#"
            GET accounts?$expand=contact_customer_accounts/$ref
              400 0x80060888 Expand with $ref is only supported on lookup type navigation property.
            GET accounts?$expand=primarycontactid($filter=firstname eq 'x')
              400 0x80060888 Only $select and $filter clause can be provided while doing $expand on many-to-one relationship or nested one-to-many relationship.
            GET accounts?$expand=contact_customer_accounts($top=1;$expand=ownerid)
              400 0x80060888 Only $select and $filter clause can be provided while doing $expand on many-to-one relationship or nested one-to-many relationship.
            GET accounts?$expand=PrimaryContactId
              400 0x80060888 Could not find a property named 'PrimaryContactId' on type 'Microsoft.Dynamics.CRM.account'.
            GET accounts?$expand=primarycontactid($skip=1)
              400 0x80060888 The query option '$skip' is not supported inside $expand.
            GET accounts?$expand=primarycontactid($select=nothing)
              400 0x80060888 Could not find a property named 'nothing' on type 'Microsoft.Dynamics.CRM.contact'.
            GET accounts?$expand=primarycontactid(
              400 0x80060888 Syntax error in '$expand=primarycontactid('.
        "#]],
    )
    .await;
}
