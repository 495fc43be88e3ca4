//! `$apply` (reference/web-api.md 8).

use expect_test::expect;

use crate::client::{A, Api, B};

async fn organisation() -> Api {
    let api = Api::sample().await;
    for request in [
        r#"POST accounts {"name":"Contoso","numberofemployees":13,"revenue":20}"#.into(),
        format!(r#"PATCH accounts({B}) {{"statecode":1}}"#),
        format!(r#"POST accounts {{"name":"Daughter","parentaccountid@odata.bind":"/accounts({A})"}}"#),
    ] {
        let answer = api.send(&request).await;
        assert_eq!(answer.status, 204, "{request}: {}", answer.body);
    }
    api
}

#[tokio::test]
async fn groups_and_aggregates() {
    let api = organisation().await;
    api.check_all(
        "GET accounts?$apply=groupby((statuscode))
         GET accounts?$apply=groupby((statuscode),aggregate($count as count))
         GET accounts?$apply=groupby((statuscode),aggregate($count as count))&$orderby=statuscode desc
         GET accounts?$apply=aggregate(revenue with sum as total,revenue with average as mean,numberofemployees with max as most)
         GET accounts?$apply=aggregate(name with countdistinct as names)
         GET accounts?$apply=filter(contains(name,'o') and statecode eq 0)/aggregate($count as n)
         GET accounts?$apply=aggregate($count as n)&$filter=name eq 'contoso'
         GET accounts?$apply=groupby((primarycontactid/fullname),aggregate(revenue with sum as total))
         GET accounts?$apply=groupby((_parentaccountid_value))
         GET accounts?$apply=filter(revenue gt 1)/groupby((name))&$top=1
         GET accounts?$apply=filter(revenue gt 1)
         GET accounts?$apply=groupby((createdon))
         GET accounts?$apply=groupby((nothing))
         GET accounts?$apply=groupby((primarycontactid/parentcustomerid_account/name))
         GET accounts?$apply=aggregate(name with sum as total)
         GET accounts?$apply=aggregate(revenue with middle as total)
         GET accounts?$apply=groupby((name),aggregate($count as n))&$orderby=n
         GET accounts?$apply=groupby((name)
         GET accounts?$apply=groupby((name))&$select=name
         GET accounts?$apply=groupby((name))/aggregate($count as n)",
        expect![[r#"
            GET accounts?$apply=groupby((statuscode))
              200 {"statuscode":1}, {"statuscode":2}
            GET accounts?$apply=groupby((statuscode),aggregate($count as count))
              200 {"statuscode":1,"count":3}, {"statuscode":2,"count":1}
            GET accounts?$apply=groupby((statuscode),aggregate($count as count))&$orderby=statuscode desc
              200 {"statuscode":2,"count":1}, {"statuscode":1,"count":3}
            GET accounts?$apply=aggregate(revenue with sum as total,revenue with average as mean,numberofemployees with max as most)
              200 {"total":5000020.0,"mean":2500010.0,"most":13}
            GET accounts?$apply=aggregate(name with countdistinct as names)
              200 {"names":3}
            GET accounts?$apply=filter(contains(name,'o') and statecode eq 0)/aggregate($count as n)
              200 {"n":2}
            GET accounts?$apply=aggregate($count as n)&$filter=name eq 'contoso'
              200 {"n":2}
            GET accounts?$apply=groupby((primarycontactid/fullname),aggregate(revenue with sum as total))
              200 {"total":20.0}, {"contact_fullname":"Ada Lovelace","total":5000000.0}
            GET accounts?$apply=groupby((_parentaccountid_value))
              200 {}, {"_parentaccountid_value":"00000000-0000-0000-0000-00000000000a"}
            GET accounts?$apply=filter(revenue gt 1)/groupby((name))&$top=1
              200 Contoso
            GET accounts?$apply=filter(revenue gt 1)
              400 0x80060888 $apply must end with groupby or aggregate.
            GET accounts?$apply=groupby((createdon))
              400 0x80060888 groupby with datetime values is not supported.
            GET accounts?$apply=groupby((nothing))
              400 0x80060888 Could not find a property named 'nothing' on type 'Microsoft.Dynamics.CRM.account'.
            GET accounts?$apply=groupby((primarycontactid/parentcustomerid_account/name))
              400 0x80060888 'primarycontactid/parentcustomerid_account/name' follows more than one lookup, which $apply can't.
            GET accounts?$apply=aggregate(name with sum as total)
              400 0x80060888 'name' can't be aggregated so.
            GET accounts?$apply=aggregate(revenue with middle as total)
              400 0x80060888 Syntax error in '$apply=revenue with middle as total'.
            GET accounts?$apply=groupby((name),aggregate($count as n))&$orderby=n
              400 0x80060888 The query node SingleValueOpenPropertyAccess is not supported
            GET accounts?$apply=groupby((name)
              400 0x80060888 Syntax error in '$apply=groupby((name)'.
            GET accounts?$apply=groupby((name))&$select=name
              400 0x80060888 The query parameter $select can't be used with $apply.
            GET accounts?$apply=groupby((name))/aggregate($count as n)
              400 0x80060888 Syntax error in '$apply=groupby((name))/aggregate($count as n)'.
        "#]],
    )
    .await;
}

#[tokio::test]
async fn answer_as_documented() {
    let api = organisation().await;
    api.check(
        "GET accounts?$apply=groupby((statuscode),aggregate($count as count,revenue with sum as total))
         Prefer: odata.include-annotations=\"OData.Community.Display.V1.FormattedValue\"",
        expect![[r#"
            200
            preference-applied: odata.include-annotations="OData.Community.Display.V1.FormattedValue"
            {
              "@odata.context": "http://localhost:8080/api/data/v9.2/$metadata#accounts",
              "value": [
                {
                  "statuscode@OData.Community.Display.V1.FormattedValue": "Active",
                  "statuscode": 1,
                  "count@OData.Community.Display.V1.FormattedValue": "3",
                  "count": 3,
                  "total@OData.Community.Display.V1.FormattedValue": "€5,000,020.00",
                  "total": 5000020.0
                },
                {
                  "statuscode@OData.Community.Display.V1.FormattedValue": "Inactive",
                  "statuscode": 2,
                  "count@OData.Community.Display.V1.FormattedValue": "1",
                  "count": 1,
                  "total@OData.Community.Display.V1.FormattedValue": "€0.00",
                  "total": 0.0
                }
              ]
            }"#]],
    )
    .await;
}

#[tokio::test]
async fn hierarchies() {
    let api = organisation().await;
    let under = "Microsoft.Dynamics.CRM";
    api.check_all(
        &format!(
            "GET accounts?$select=name&$filter={under}.Under(PropertyName='accountid',PropertyValue='{A}')
             GET accounts?$select=name&$filter={under}.UnderOrEqual(PropertyName='accountid',PropertyValue='{A}')
             GET accounts?$select=name&$filter={under}.NotUnder(PropertyName='accountid',PropertyValue='{A}')
             GET accounts?$select=name&$filter={under}.Above(PropertyName='accountid',PropertyValue='{A}')
             GET accounts?$select=name&$filter={under}.AboveOrEqual(PropertyName='accountid',PropertyValue='{A}')
             GET accounts?$select=name&$filter={under}.UnderOrEqual(PropertyName='parentaccountid',PropertyValue='{A}')
             GET accounts?$select=name&$filter={under}.Under(PropertyName='name',PropertyValue='x')
             GET accounts?$select=name&$filter={under}.EqualUserOrUserHierarchy(PropertyName='ownerid')&$top=1
             GET accounts?$select=name&$filter={under}.InFiscalPeriod(PropertyName='createdon',PropertyValue=9)"
        ),
        expect![[r#"
            GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.Under(PropertyName='accountid',PropertyValue='00000000-0000-0000-0000-00000000000a')
              200 Daughter
            GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.UnderOrEqual(PropertyName='accountid',PropertyValue='00000000-0000-0000-0000-00000000000a')
              200 Contoso, Daughter
            GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.NotUnder(PropertyName='accountid',PropertyValue='00000000-0000-0000-0000-00000000000a')
              200 Contoso, Fabrikam, Contoso
            GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.Above(PropertyName='accountid',PropertyValue='00000000-0000-0000-0000-00000000000a')
              200
            GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.AboveOrEqual(PropertyName='accountid',PropertyValue='00000000-0000-0000-0000-00000000000a')
              200 Contoso
            GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.UnderOrEqual(PropertyName='parentaccountid',PropertyValue='00000000-0000-0000-0000-00000000000a')
              200 Daughter
            GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.Under(PropertyName='name',PropertyValue='x')
              400 0x80060888 Microsoft.Dynamics.CRM.Under is for the key of a table with a hierarchy.
            GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.EqualUserOrUserHierarchy(PropertyName='ownerid')&$top=1
              200 Contoso
            GET accounts?$select=name&$filter=Microsoft.Dynamics.CRM.InFiscalPeriod(PropertyName='createdon',PropertyValue=9)
              200
        "#]],
    )
    .await;
}
