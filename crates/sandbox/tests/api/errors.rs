//! Refusals, each with its status and code (reference/web-api.md 10).

use axum::{body::Body, http::Request};
use expect_test::expect;

use crate::client::{A, Api, B, C};

#[tokio::test]
async fn bodies() {
    let api = Api::sample().await;
    let long = "x".repeat(161);
    api.check_all(
        &format!(
            r#"POST accounts {{"name":
             POST accounts [1]
             POST accounts {{"nam":"x"}}
             POST accounts {{"Name":"x"}}
             POST accounts {{"name":7}}
             POST accounts {{"numberofemployees":"many"}}
             POST accounts {{"numberofemployees":3000000000}}
             POST accounts {{"_primarycontactid_value":"{C}"}}
             POST accounts {{"PrimaryContactId@odata.bind":"/contacts({C})"}}
             POST accounts {{"primarycontactid@odata.bind":"/contacts({A})"}}
             POST accounts {{"primarycontactid@odata.bind":"/accounts({A})"}}
             POST accounts {{"primarycontactid@odata.bind":"/nothing({A})"}}
             POST accounts {{"primarycontactid@odata.bind":"contacts"}}
             POST accounts {{"primarycontactid@odata.bind":7}}
             POST accounts {{"name":"{long}"}}
             POST accounts {{"numberofemployees":-1}}
             POST accounts {{"creditlimit":-0.01}}
             POST accounts {{"industrycode":99}}
             POST accounts {{"statuscode":2}}
             POST accounts {{"statecode":7}}
             POST accounts {{"lastusedincampaign":"yesterday"}}
             POST accounts {{"lastusedincampaign":"1700-01-01T00:00:00Z"}}
             POST contacts {{"birthdate":"1990-02-30"}}
             POST accounts {{"accountid":"{A}","name":"twice"}}
             POST contacts {{"firstname":"Ada","lastname":"Again","emailaddress1":"ADA@example.com"}}
             PATCH accounts({B}) {{"statecode":null}}
             PATCH accounts({B}) {{"statecode":1}}
             GET accounts({B})/statuscode
             PATCH accounts({B}) {{"statuscode":1}}
             PATCH accounts({B}) {{"statecode":0,"statuscode":1}}
             PATCH accounts({B}) {{"Account_Tasks":[]}}
             PATCH accounts({B}) {{"accountid":"{A}"}}
             POST accounts {{"createdon":"2001-01-01T00:00:00Z","name":"Read-only members are passed over"}}"#
        ),
        expect![[r#"
            POST accounts {"name":
              400 0x80048d19 Error identified in Payload provided by the user for Entity :'accounts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: Invalid JSON. EOF while parsing a value at line 1 column 8
            POST accounts [1]
              400 0x80048d19 Error identified in Payload provided by the user for Entity :'accounts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: The body must be a JSON object.
            POST accounts {"nam":"x"}
              400 0x80048d19 Error identified in Payload provided by the user for Entity :'accounts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.Crm.CrmException: Invalid property 'nam' was found in entity 'Microsoft.Dynamics.CRM.account'. ---> Microsoft.OData.ODataException: Does not support untyped value in non-open type.
            POST accounts {"Name":"x"}
              400 0x80048d19 Error identified in Payload provided by the user for Entity :'accounts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.Crm.CrmException: Invalid property 'Name' was found in entity 'Microsoft.Dynamics.CRM.account'. ---> Microsoft.OData.ODataException: Does not support untyped value in non-open type.
            POST accounts {"name":7}
              400 0x80048d19 Error identified in Payload provided by the user for Entity :'accounts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: Cannot convert the literal '7' to the expected type 'Edm.String'.
            POST accounts {"numberofemployees":"many"}
              400 0x80048d19 Error identified in Payload provided by the user for Entity :'accounts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: Cannot convert the literal 'many' to the expected type 'Edm.Int32'.
            POST accounts {"numberofemployees":3000000000}
              400 0x80048d19 Error identified in Payload provided by the user for Entity :'accounts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: Cannot convert the literal '3000000000' to the expected type 'Edm.Int32'.
            POST accounts {"_primarycontactid_value":"00000000-0000-0000-0000-00000000000c"}
              400 0x80048d19 Error identified in Payload provided by the user for Entity :'accounts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.Crm.CrmException: CRM do not support direct update of Entity Reference properties, Use Navigation properties instead.
            POST accounts {"PrimaryContactId@odata.bind":"/contacts(00000000-0000-0000-0000-00000000000c)"}
              400 0x80048d19 Error identified in Payload provided by the user for Entity :'accounts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: An undeclared property 'PrimaryContactId' which only has property annotations in the payload but no property value was found in the payload. In OData, only declared navigation properties and declared named streams can be represented as properties without values.
            POST accounts {"primarycontactid@odata.bind":"/contacts(00000000-0000-0000-0000-00000000000a)"}
              404 0x80040217 Entity 'contact' With Id = 00000000-0000-0000-0000-00000000000a Does Not Exist
            POST accounts {"primarycontactid@odata.bind":"/accounts(00000000-0000-0000-0000-00000000000a)"}
              400 0x80048481 The lookup entity provided is not valid for the given target attribute: '/accounts(00000000-0000-0000-0000-00000000000a)'.
            POST accounts {"primarycontactid@odata.bind":"/nothing(00000000-0000-0000-0000-00000000000a)"}
              404 0x8006088a Resource not found for the segment 'nothing'.
            POST accounts {"primarycontactid@odata.bind":"contacts"}
              400 0x80060888 Error in the resource path: 'contacts()' names no record.
            POST accounts {"primarycontactid@odata.bind":7}
              400 0x80048d19 Error identified in Payload provided by the user for Entity :'accounts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: The value of 'primarycontactid@odata.bind' is no reference to a record.
            POST accounts {"name":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}
              400 0x80044331 A validation error occurred.  The length of the 'name' attribute of the 'account' entity exceeded the maximum allowed length of '160'.
            POST accounts {"numberofemployees":-1}
              400 0x8004432f A validation error occurred.  The value -1 of 'numberofemployees' on record of type 'account' is outside the valid range. Accepted Values: 0 to 1000000000
            POST accounts {"creditlimit":-0.01}
              400 0x80044330 A validation error occurred.  The value -0.01 of 'creditlimit' on record of type 'account' is outside the valid range. Accepted Values: 0 to 100000000000
            POST accounts {"industrycode":99}
              400 0x8004431a The picklist value is out of the range.
            POST accounts {"statuscode":2}
              400 0x80048408 2 is not a valid status code for state code AccountState.Active on account.
            POST accounts {"statecode":7}
              400 0x80048408 7 is not a valid state code on account.
            POST accounts {"lastusedincampaign":"yesterday"}
              400 0x80048d19 Error identified in Payload provided by the user for Entity :'accounts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: Cannot convert the literal 'yesterday' to the expected type 'Edm.DateTimeOffset'.
            POST accounts {"lastusedincampaign":"1700-01-01T00:00:00Z"}
              400 0x80048d19 Error identified in Payload provided by the user for Entity :'accounts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: Cannot convert the literal '1700-01-01T00:00:00Z' to the expected type 'Edm.DateTimeOffset'.
            POST contacts {"birthdate":"1990-02-30"}
              400 0x80048d19 Error identified in Payload provided by the user for Entity :'contacts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: Cannot convert the literal '1990-02-30' to the expected type 'Edm.Date'.
            POST accounts {"accountid":"00000000-0000-0000-0000-00000000000a","name":"twice"}
              412 0x80040237 A record with matching key values already exists.
            POST contacts {"firstname":"Ada","lastname":"Again","emailaddress1":"ADA@example.com"}
              412 0x80060892 Entity Key contact_emailaddress1_key violated. A record with the same value for emailaddress1, firstname already exists. A duplicate record cannot be created. Select one or more unique values and try again.
            PATCH accounts(00000000-0000-0000-0000-00000000000b) {"statecode":null}
              400 0x80040200 The column 'statecode' of table 'account' can't be empty.
            PATCH accounts(00000000-0000-0000-0000-00000000000b) {"statecode":1}
              204
            GET accounts(00000000-0000-0000-0000-00000000000b)/statuscode
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#accounts(00000000-0000-0000-0000-00000000000b)/statuscode","value":2}
            PATCH accounts(00000000-0000-0000-0000-00000000000b) {"statuscode":1}
              400 0x80048408 1 is not a valid status code for state code AccountState.Inactive on account.
            PATCH accounts(00000000-0000-0000-0000-00000000000b) {"statecode":0,"statuscode":1}
              204
            PATCH accounts(00000000-0000-0000-0000-00000000000b) {"Account_Tasks":[]}
              400 0x80048d19 Error identified in Payload provided by the user for Entity :'accounts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.Crm.CrmException: Related records can't be written together with an update ('Account_Tasks').
            PATCH accounts(00000000-0000-0000-0000-00000000000b) {"accountid":"00000000-0000-0000-0000-00000000000a"}
              400 0x80040203 The column 'accountid' can't be changed.
            POST accounts {"createdon":"2001-01-01T00:00:00Z","name":"Read-only members are passed over"}
              204
        "#]],
    )
    .await;
}

#[tokio::test]
async fn urls() {
    let api = Api::sample().await;
    api.check_all(
        &format!(
            "GET nothing
             GET Accounts
             GET accounts({A})/Nothing
             GET accounts(1)
             GET accounts(nothing='x')
             GET accounts({A}
             PATCH accounts {{}}
             DELETE accounts
             PUT accounts({A}) {{}}
             POST accounts({A}) {{}}
             GET accounts?$select=nothing
             GET accounts?$select=Name
             GET accounts?$Select=name
             GET accounts?$skip=1
             GET accounts?$search=x
             GET accounts?$select=name&$select=name
             GET accounts?$filter=nothing eq 1
             GET accounts?$filter=name eq 1
             GET accounts?$filter=name eq 'x
             GET accounts?$filter=name eq
             GET accounts?$filter=name
             GET accounts?$filter=(name eq 'x'
             GET accounts?$filter=tolower(name) eq 'x'
             GET accounts?$filter=length(name) gt 1
             GET accounts?$filter=contains(revenue,'x')
             GET accounts?$filter=contact_customer_accounts/fullname eq 'x'
             GET accounts?$filter=nothing/any(x:x/y eq 1)
             GET accounts?$skiptoken=x
             GET sandbox_interactions
             GET /api/data/v8.2/accounts
             GET /api/data/v9.0/accounts({A})/name
             GET /api/data/v9.1/accounts({A})/name"
        ),
        expect![[r#"
            GET nothing
              404 0x8006088a Resource not found for the segment 'nothing'.
            GET Accounts
              404 0x8006088a Resource not found for the segment 'Accounts'.
            GET accounts(00000000-0000-0000-0000-00000000000a)/Nothing
              404 0x8006088a Resource not found for the segment 'Nothing'.
            GET accounts(1)
              400 0x80060888 Error in the resource path: 'accounts(1)' names no record.
            GET accounts(nothing='x')
              400 0x80060888 Bad Request - Error in query syntax.
            GET accounts(00000000-0000-0000-0000-00000000000a
              404 0x8006088a Resource not found for the segment 'accounts(00000000-0000-0000-0000-00000000000a'.
            PATCH accounts {}
              405 0x8006088a The requested resource does not support http method 'PATCH'.
            DELETE accounts
              405 0x8006088a The requested resource does not support http method 'DELETE'.
            PUT accounts(00000000-0000-0000-0000-00000000000a) {}
              405 0x8006088a The requested resource does not support http method 'PUT'.
            POST accounts(00000000-0000-0000-0000-00000000000a) {}
              405 0x8006088a The requested resource does not support http method 'POST'.
            GET accounts?$select=nothing
              400 0x80060888 Could not find a property named 'nothing' on type 'Microsoft.Dynamics.CRM.account'.
            GET accounts?$select=Name
              400 0x80060888 Could not find a property named 'Name' on type 'Microsoft.Dynamics.CRM.account'.
            GET accounts?$Select=name
              400 0x80060888 The query parameter $Select is not supported.
            GET accounts?$skip=1
              400 0x80060888 The query parameter $skip is not supported.
            GET accounts?$search=x
              400 0x80060888 The query parameter $search is not supported.
            GET accounts?$select=name&$select=name
              400 0x80060888 Query option '$select' was specified more than once, but it must be specified at most once.
            GET accounts?$filter=nothing eq 1
              400 0x80060888 Could not find a property named 'nothing' on type 'Microsoft.Dynamics.CRM.account'.
            GET accounts?$filter=name eq 1
              400 0x80060888 A binary operator with incompatible types was detected. Found operand types 'Edm.String' and 'Edm.Int32' for operator kind 'Equal'.
            GET accounts?$filter=name eq 'x
              400 0x80060888 There is an unterminated literal at position 8 in 'name eq 'x'.
            GET accounts?$filter=name eq
              400 0x80060888 Syntax error at position 7 in 'name eq'.
            GET accounts?$filter=name
              400 0x80060888 Syntax error at position 4 in 'name'.
            GET accounts?$filter=(name eq 'x'
              400 0x80060888 Syntax error at position 12 in '(name eq 'x''.
            GET accounts?$filter=tolower(name) eq 'x'
              400 0x80060888 An unknown function with name 'tolower' was found. This may also be a function import or a key lookup on a navigation property, which is not allowed.
            GET accounts?$filter=length(name) gt 1
              400 0x80060888 An unknown function with name 'length' was found. This may also be a function import or a key lookup on a navigation property, which is not allowed.
            GET accounts?$filter=contains(revenue,'x')
              400 0x80060888 No function signature for the function with name 'contains' matches the specified arguments. The function signatures considered are: contains(Edm.String Nullable=true, Edm.String Nullable=true).
            GET accounts?$filter=contact_customer_accounts/fullname eq 'x'
              400 0x80060888 The parent value for a property access of a property 'fullname' is not a single value. Property access can only be applied to a single value.
            GET accounts?$filter=nothing/any(x:x/y eq 1)
              400 0x80060888 Could not find a property named 'nothing' on type 'Microsoft.Dynamics.CRM.account'.
            GET accounts?$skiptoken=x
              400 0x80060888 Malformed XML in the Paging Cookie
            GET sandbox_interactions
              404 0x8006088a Resource not found for the segment 'sandbox_interactions'.
            GET /api/data/v8.2/accounts
              404 0x8006088a Resource not found for the segment 'v8.2'.
            GET /api/data/v9.0/accounts(00000000-0000-0000-0000-00000000000a)/name
              200 {"@odata.context":"http://localhost:8080/api/data/v9.0/$metadata#accounts(00000000-0000-0000-0000-00000000000a)/name","value":"Contoso"}
            GET /api/data/v9.1/accounts(00000000-0000-0000-0000-00000000000a)/name
              200 {"@odata.context":"http://localhost:8080/api/data/v9.1/$metadata#accounts(00000000-0000-0000-0000-00000000000a)/name","value":"Contoso"}
        "#]],
    )
    .await;
}

#[tokio::test]
async fn headers() {
    let api = Api::sample().await;
    let stale = api.send(&format!("PATCH accounts({A})\nIf-Match: W/\"1\"\n{{\"name\":\"x\"}}")).await;
    assert_eq!(
        stale.brief(),
        "412 0x80060882 The version of the existing record doesn't match the RowVersion property provided."
    );
    let taken = api.send(&format!("PATCH accounts({A})\nIf-None-Match: *\n{{\"name\":\"x\"}}")).await;
    assert_eq!(taken.brief(), "412 0x80040237 A record with matching key values already exists.");
    let text = api.send("POST accounts\nContent-Type: text/plain\n{\"name\":\"x\"}").await;
    assert_eq!(text.status, 415);
    api.check(&format!("GET accounts({C})\nPrefer: odata.include-annotations=\"*\""), expect![[r#"
        404
        {
          "error": {
            "code": "0x80040217",
            "message": "Entity 'account' With Id = 00000000-0000-0000-0000-00000000000c Does Not Exist",
            "@Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus": "0",
            "@Microsoft.PowerApps.CDS.ErrorDetails.SubErrorCode": "0",
            "@Microsoft.PowerApps.CDS.HelpLink": "https://go.microsoft.com/fwlink/?linkid=2195293",
            "@Microsoft.PowerApps.CDS.TraceText": "",
            "@Microsoft.PowerApps.CDS.InnerError.Message": "Entity 'account' With Id = 00000000-0000-0000-0000-00000000000c Does Not Exist"
          }
        }"#]]).await;
}

#[tokio::test]
async fn nobody_is_signed_in_without_cookie_or_token() {
    let api = Api::empty();
    let ask = |headers: &[(&str, &str)]| {
        let mut request = Request::get("/api/data/v9.2/WhoAmI");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Body::empty()).expect("a request")
    };
    assert_eq!(api.request(ask(&[])).await.status, 401);
    assert_eq!(api.request(ask(&[("cookie", "JmSandboxSession=guessed")])).await.status, 401);
    assert_eq!(api.request(ask(&[("authorization", "Bearer anything")])).await.status, 200);
    let page = api.request(Request::get("/main.aspx").body(Body::empty()).expect("a request")).await;
    let cookie = page.header("set-cookie").expect("the host page signs in").to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Path=/"));
    let pair = cookie.split(';').next().expect("name and value");
    assert_eq!(api.request(ask(&[("cookie", &format!("other=1; {pair}"))])).await.status, 200);
}
