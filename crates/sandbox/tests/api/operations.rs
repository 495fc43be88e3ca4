//! The platform's own functions (reference/web-api.md 11), the service document, the metadata document.

use expect_test::expect;

use crate::client::{A, Api};

const USER: &str = "d0e20c01-d6c6-480f-aab5-0fa6749565a5";

#[tokio::test]
async fn functions() {
    let api = Api::sample().await;
    api.check_all(
        &format!(
            "GET WhoAmI
             GET WhoAmI()
             POST WhoAmI {{}}
             GET WhoAmI(x=1)
             GET WhoAmI/name
             GET RetrieveTotalRecordCount(EntityNames=@p1)?@p1=[\"account\",\"contact\"]
             GET RetrieveTotalRecordCount
             GET systemusers({USER})/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@t)?@t={{'@odata.id':'accounts({A})'}}
             GET systemusers({USER})/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@t)?@t={{\"@odata.id\":\"accounts({USER})\"}}
             GET systemusers({USER})/RetrieveUserPrivileges
             GET accounts({A})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges
             GET RetrieveUserPrivileges
             POST msdyncrm_Nonsense {{}}"
        ),
        expect![[r#"
            GET WhoAmI
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse","BusinessUnitId":"5e0b7d34-1c2f-4d69-9a83-7c2e3f5a9b21","UserId":"d0e20c01-d6c6-480f-aab5-0fa6749565a5","OrganizationId":"2c3a8c51-9f0e-4a67-8a52-6b1f2d4e8f10"}
            GET WhoAmI()
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse","BusinessUnitId":"5e0b7d34-1c2f-4d69-9a83-7c2e3f5a9b21","UserId":"d0e20c01-d6c6-480f-aab5-0fa6749565a5","OrganizationId":"2c3a8c51-9f0e-4a67-8a52-6b1f2d4e8f10"}
            POST WhoAmI {}
              405 0x8006088a The requested resource does not support http method 'POST'.
            GET WhoAmI(x=1)
              400 0x80048d19 Error identified in Payload provided by the user for Entity :'WhoAmI', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: The parameter 'x' in the request URL is not a valid parameter for the operation 'WhoAmI'.
            GET WhoAmI/name
              404 0x8006088a Resource not found for the segment 'WhoAmI'.
            GET RetrieveTotalRecordCount(EntityNames=@p1)?@p1=["account","contact"]
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#Microsoft.Dynamics.CRM.RetrieveTotalRecordCountResponse","EntityRecordCountCollection":{"Count":2,"IsReadOnly":false,"Keys":["account","contact"],"Values":[2,2]}}
            GET RetrieveTotalRecordCount
              400 0x80040203 Required field 'EntityNames' is missing.
            GET systemusers(d0e20c01-d6c6-480f-aab5-0fa6749565a5)/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@t)?@t={'@odata.id':'accounts(00000000-0000-0000-0000-00000000000a)'}
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#Microsoft.Dynamics.CRM.RetrievePrincipalAccessResponse","AccessRights":"ReadAccess, WriteAccess, AppendAccess, AppendToAccess, CreateAccess, DeleteAccess, ShareAccess, AssignAccess"}
            GET systemusers(d0e20c01-d6c6-480f-aab5-0fa6749565a5)/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@t)?@t={"@odata.id":"accounts(d0e20c01-d6c6-480f-aab5-0fa6749565a5)"}
              404 0x80040217 Entity 'account' With Id = d0e20c01-d6c6-480f-aab5-0fa6749565a5 Does Not Exist
            GET systemusers(d0e20c01-d6c6-480f-aab5-0fa6749565a5)/RetrieveUserPrivileges
              400 0x80060888 Request message has unresolved parameters.
            GET accounts(00000000-0000-0000-0000-00000000000a)/Microsoft.Dynamics.CRM.RetrieveUserPrivileges
              404 0x8006088a Resource not found for the segment 'Microsoft.Dynamics.CRM.RetrieveUserPrivileges'.
            GET RetrieveUserPrivileges
              404 0x8006088a Resource not found for the segment 'RetrieveUserPrivileges'.
            POST msdyncrm_Nonsense {}
              404 0x8006088a Resource not found for the segment 'msdyncrm_Nonsense'.
        "#]],
    )
    .await;
    let privileges =
        api.send(&format!("GET systemusers({USER})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges")).await.json();
    let names = privileges["RolePrivileges"].as_array().expect("privileges").iter();
    assert!(names.clone().any(|one| one["PrivilegeName"] == "prvReadAccount" && one["Depth"] == "Global"));
    assert!(names.clone().any(|one| one["PrivilegeName"] == "prvWritemsdyncrm_customerjourney"));
    let organisation = api
        .send("GET RetrieveCurrentOrganization(AccessType=@p1)?@p1=Microsoft.Dynamics.CRM.EndpointAccessType'Default'")
        .await
        .json();
    assert_eq!(organisation["Detail"]["Endpoints"]["Values"][1], "http://localhost:8080/api/data/");
}

#[tokio::test]
async fn documents() {
    let api = Api::empty();
    let service = api.send("GET /api/data/v9.2/").await.json();
    assert!(service["value"].as_array().expect("sets").iter().any(|set| set["url"] == "webresourceset"));
    let metadata = api.send("GET $metadata").await;
    assert_eq!(metadata.header("content-type"), Some("application/xml"));
    for part in [
        r#"<EntityType Name="msdyncrm_customerjourney""#,
        r#"<NavigationProperty Name="msdyncrm_contentsettingsId" Type="mscrm.msdyncrm_contentsettings""#,
        r#"<EntitySet Name="msdyncrm_contentsettingss""#,
        r#"<FunctionImport Name="WhoAmI""#,
    ] {
        assert!(metadata.body.contains(part), "{part}");
    }
    assert!(!metadata.body.contains("sandbox_interaction"));
}
