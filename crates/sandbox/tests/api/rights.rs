//! Users who may not do everything (reference/web-api.md 10, 11).

use expect_test::expect;

use crate::client::{A, Api, B, C};

#[tokio::test]
async fn what_one_may_not_do_is_refused() {
    let api = Api::sample().await;
    let become_user = api
        .send(r#"POST /sandbox/user {"name":"Rita Reader","rights":{"account":["Read"],"contact":["Read","Write","Delete","Create"],"task":[]}}"#)
        .await;
    assert_eq!(become_user.status, 200, "{}", become_user.body);
    api.check_all(
        &format!(
            "GET WhoAmI
             GET accounts?$select=name
             POST accounts {{\"name\":\"x\"}}
             PATCH accounts({A}) {{\"name\":\"x\"}}
             DELETE accounts({B})
             GET tasks
             GET tasks/$count
             GET accounts?$select=name&$expand=Account_Tasks($select=subject)
             GET accounts?fetchXml=%3Cfetch%3E%3Centity name='account'%3E%3Clink-entity name='task' from='regardingobjectid' to='accountid'/%3E%3C/entity%3E%3C/fetch%3E
             PATCH contacts({C}) {{\"lastname\":\"x\"}}
             PATCH contacts({C}) {{\"parentcustomerid_account@odata.bind\":\"/accounts({B})\"}}
             PATCH contacts({C}) {{\"ownerid@odata.bind\":\"/systemusers(d0e20c01-d6c6-480f-aab5-0fa6749565a5)\"}}
             PUT accounts({A})/primarycontactid/$ref {{\"@odata.id\":\"contacts({C})\"}}"
        ),
        expect![[r#"
            GET WhoAmI
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse","BusinessUnitId":"5e0b7d34-1c2f-4d69-9a83-7c2e3f5a9b21","UserId":"e7041097-713a-5f03-90ea-afbaf8156c19","OrganizationId":"2c3a8c51-9f0e-4a67-8a52-6b1f2d4e8f10"}
            GET accounts?$select=name
              200 Contoso, Fabrikam
            POST accounts {"name":"x"}
              403 0x80040220 Principal user (Id=e7041097-713a-5f03-90ea-afbaf8156c19, type=8, roleCount=1, privilegeCount=#, accessMode=0) is missing prvCreateAccount privilege (Id=63dc8967-db29-5b45-95fb-ac31fe048203) on OTC=1.
            PATCH accounts(00000000-0000-0000-0000-00000000000a) {"name":"x"}
              403 0x80040220 Principal user (Id=e7041097-713a-5f03-90ea-afbaf8156c19, type=8, roleCount=1, privilegeCount=#, accessMode=0) is missing prvWriteAccount privilege (Id=8ef6708c-46e4-50fb-b6c0-aa25e5e7e7d7) on OTC=1.
            DELETE accounts(00000000-0000-0000-0000-00000000000b)
              403 0x80040220 Principal user (Id=e7041097-713a-5f03-90ea-afbaf8156c19, type=8, roleCount=1, privilegeCount=#, accessMode=0) is missing prvDeleteAccount privilege (Id=a7d2e170-a077-5769-a363-4fd482356b18) on OTC=1.
            GET tasks
              403 0x80040220 Principal user (Id=e7041097-713a-5f03-90ea-afbaf8156c19, type=8, roleCount=1, privilegeCount=#, accessMode=0) is missing prvReadTask privilege (Id=4fa6d336-5fc0-58a2-adf6-edecd16838cc) on OTC=4212.
            GET tasks/$count
              403 0x80040220 Principal user (Id=e7041097-713a-5f03-90ea-afbaf8156c19, type=8, roleCount=1, privilegeCount=#, accessMode=0) is missing prvReadTask privilege (Id=4fa6d336-5fc0-58a2-adf6-edecd16838cc) on OTC=4212.
            GET accounts?$select=name&$expand=Account_Tasks($select=subject)
              403 0x80040220 Principal user (Id=e7041097-713a-5f03-90ea-afbaf8156c19, type=8, roleCount=1, privilegeCount=#, accessMode=0) is missing prvReadTask privilege (Id=4fa6d336-5fc0-58a2-adf6-edecd16838cc) on OTC=4212.
            GET accounts?fetchXml=%3Cfetch%3E%3Centity name='account'%3E%3Clink-entity name='task' from='regardingobjectid' to='accountid'/%3E%3C/entity%3E%3C/fetch%3E
              403 0x80040220 Principal user (Id=e7041097-713a-5f03-90ea-afbaf8156c19, type=8, roleCount=1, privilegeCount=#, accessMode=0) is missing prvReadTask privilege (Id=4fa6d336-5fc0-58a2-adf6-edecd16838cc) on OTC=4212.
            PATCH contacts(00000000-0000-0000-0000-00000000000c) {"lastname":"x"}
              204
            PATCH contacts(00000000-0000-0000-0000-00000000000c) {"parentcustomerid_account@odata.bind":"/accounts(00000000-0000-0000-0000-00000000000b)"}
              403 0x80040220 Principal user (Id=e7041097-713a-5f03-90ea-afbaf8156c19, type=8, roleCount=1, privilegeCount=#, accessMode=0) is missing prvAppendContact privilege (Id=6c6f84b6-620a-5af6-b7c4-94d30f59d4cd) on OTC=2.
            PATCH contacts(00000000-0000-0000-0000-00000000000c) {"ownerid@odata.bind":"/systemusers(d0e20c01-d6c6-480f-aab5-0fa6749565a5)"}
              204
            PUT accounts(00000000-0000-0000-0000-00000000000a)/primarycontactid/$ref {"@odata.id":"contacts(00000000-0000-0000-0000-00000000000c)"}
              403 0x80040220 Principal user (Id=e7041097-713a-5f03-90ea-afbaf8156c19, type=8, roleCount=1, privilegeCount=#, accessMode=0) is missing prvWriteAccount privilege (Id=8ef6708c-46e4-50fb-b6c0-aa25e5e7e7d7) on OTC=1.
        "#]],
    )
    .await;
    let user = api.send("GET WhoAmI").await.json()["UserId"].as_str().map(str::to_owned).expect("an id");
    api.check_all(
        &format!(
            "GET systemusers({user})/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@t)?@t={{'@odata.id':'accounts({A})'}}
             GET systemusers({user})/Microsoft.Dynamics.CRM.RetrieveUserPrivilegeByPrivilegeName(PrivilegeName='prvCreateAccount')
             GET systemusers({user})/Microsoft.Dynamics.CRM.RetrieveUserPrivilegeByPrivilegeName(PrivilegeName='prvReadAccount')"
        ),
        expect![[r#"
            GET systemusers(e7041097-713a-5f03-90ea-afbaf8156c19)/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@t)?@t={'@odata.id':'accounts(00000000-0000-0000-0000-00000000000a)'}
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#Microsoft.Dynamics.CRM.RetrievePrincipalAccessResponse","AccessRights":"ReadAccess"}
            GET systemusers(e7041097-713a-5f03-90ea-afbaf8156c19)/Microsoft.Dynamics.CRM.RetrieveUserPrivilegeByPrivilegeName(PrivilegeName='prvCreateAccount')
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#Microsoft.Dynamics.CRM.RetrieveUserPrivilegeByPrivilegeNameResponse","RolePrivileges":[]}
            GET systemusers(e7041097-713a-5f03-90ea-afbaf8156c19)/Microsoft.Dynamics.CRM.RetrieveUserPrivilegeByPrivilegeName(PrivilegeName='prvReadAccount')
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#Microsoft.Dynamics.CRM.RetrieveUserPrivilegeByPrivilegeNameResponse","RolePrivileges":[{"Depth":"Global","PrivilegeId":"b27f1838-edf2-5642-9f0b-ae9c1e03b901","BusinessUnitId":"5e0b7d34-1c2f-4d69-9a83-7c2e3f5a9b21","PrivilegeName":"prvReadAccount"}]}
        "#]],
    )
    .await;
    let all = api.send(&format!("GET systemusers({user})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges")).await;
    assert!(all.body.contains("prvReadAccount") && !all.body.contains("prvReadTask"), "{}", all.body);
}

#[tokio::test]
async fn the_first_user_may_do_everything_again() {
    let api = Api::sample().await;
    let limited = api.send(r#"POST /sandbox/user {"rights":{"*":["Read"]}}"#).await;
    assert_eq!(limited.json()["name"], "Sample Marketer");
    assert_eq!(api.send("POST accounts {\"name\":\"x\"}").await.status, 403);
    assert_eq!(api.send("POST /sandbox/user").await.status, 200);
    assert_eq!(api.send("POST accounts {\"name\":\"x\"}").await.status, 204);
    for wrong in [r#"{"rights":{"nothing":[]}}"#, r#"{"rights":{"account":["Fly"]}}"#, r#"{"colour":1}"#] {
        assert_eq!(api.send(&format!("POST /sandbox/user {wrong}")).await.status, 400, "{wrong}");
    }
}
