//! Associating and disassociating (reference/web-api.md 6).

use expect_test::expect;

use crate::client::{A, Api, B, C, D};

#[tokio::test]
async fn lookups() {
    let api = Api::sample().await;
    api.check_all(
        &format!(
            r#"PUT accounts({B})/primarycontactid/$ref {{"@odata.id":"http://localhost:8080/api/data/v9.0/contacts({D})"}}
             GET accounts({B})/primarycontactid/fullname
             GET accounts({B})/primarycontactid/$ref
             DELETE accounts({B})/primarycontactid/$ref
             GET accounts({B})/primarycontactid
             GET accounts({B})/primarycontactid/$ref
             PUT accounts({B})/primarycontactid/$ref {{"@odata.id":"/api/data/v9.2/contacts({C})"}}
             PUT accounts({B})/primarycontactid/$ref {{"@odata.id":"accounts({A})"}}
             PUT accounts({B})/primarycontactid/$ref {{"@odata.id":"contacts({A})"}}
             PATCH accounts({B}) {{"primarycontactid":null}}
             GET accounts({B})/primarycontactid
             PATCH accounts({B}) {{"primarycontactid@odata.bind":"contacts(emailaddress1='ada@example.com',firstname='Ada')"}}
             PATCH accounts({B}) {{"primarycontactid@odata.bind":null}}"#
        ),
        expect![[r#"
            PUT accounts(00000000-0000-0000-0000-00000000000b)/primarycontactid/$ref {"@odata.id":"http://localhost:8080/api/data/v9.0/contacts(00000000-0000-0000-0000-00000000000d)"}
              204
            GET accounts(00000000-0000-0000-0000-00000000000b)/primarycontactid/fullname
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#contacts(00000000-0000-0000-0000-00000000000d)/fullname","value":"Bob Müller"}
            GET accounts(00000000-0000-0000-0000-00000000000b)/primarycontactid/$ref
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#$ref","@odata.id":"http://localhost:8080/api/data/v9.2/contacts(00000000-0000-0000-0000-00000000000d)"}
            DELETE accounts(00000000-0000-0000-0000-00000000000b)/primarycontactid/$ref
              204
            GET accounts(00000000-0000-0000-0000-00000000000b)/primarycontactid
              204
            GET accounts(00000000-0000-0000-0000-00000000000b)/primarycontactid/$ref
              204
            PUT accounts(00000000-0000-0000-0000-00000000000b)/primarycontactid/$ref {"@odata.id":"/api/data/v9.2/contacts(00000000-0000-0000-0000-00000000000c)"}
              204
            PUT accounts(00000000-0000-0000-0000-00000000000b)/primarycontactid/$ref {"@odata.id":"accounts(00000000-0000-0000-0000-00000000000a)"}
              400 0x80048481 The lookup entity provided is not valid for the given target attribute: 'accounts(00000000-0000-0000-0000-00000000000a)'.
            PUT accounts(00000000-0000-0000-0000-00000000000b)/primarycontactid/$ref {"@odata.id":"contacts(00000000-0000-0000-0000-00000000000a)"}
              404 0x80040217 Entity 'contact' With Id = 00000000-0000-0000-0000-00000000000a Does Not Exist
            PATCH accounts(00000000-0000-0000-0000-00000000000b) {"primarycontactid":null}
              204
            GET accounts(00000000-0000-0000-0000-00000000000b)/primarycontactid
              204
            PATCH accounts(00000000-0000-0000-0000-00000000000b) {"primarycontactid@odata.bind":"contacts(emailaddress1='ada@example.com',firstname='Ada')"}
              204
            PATCH accounts(00000000-0000-0000-0000-00000000000b) {"primarycontactid@odata.bind":null}
              204
        "#]],
    )
    .await;
}

#[tokio::test]
async fn collections() {
    let api = Api::sample().await;
    api.check_all(
        &format!(
            r#"GET accounts({A})/contact_customer_accounts?$select=fullname&$orderby=fullname
             GET accounts({A})/contact_customer_accounts/$count
             GET accounts({A})/contact_customer_accounts/$ref
             POST accounts({B})/contact_customer_accounts/$ref {{"@odata.id":"contacts({D})"}}
             GET accounts({B})/contact_customer_accounts?$select=fullname
             GET accounts({B})/contact_customer_accounts({D})/fullname
             GET accounts({B})/contact_customer_accounts({C})/fullname
             DELETE accounts({B})/contact_customer_accounts({D})/$ref
             GET accounts({B})/contact_customer_accounts?$select=fullname
             DELETE accounts({A})/contact_customer_accounts/$ref?$id=http://localhost:8080/api/data/v9.0/contacts({C})
             DELETE accounts({A})/contact_customer_accounts/$ref
             POST accounts({A})/contact_customer_accounts {{"lastname":"Born here"}}
             GET accounts({A})/contact_customer_accounts?$select=fullname"#
        ),
        expect![[r#"
            GET accounts(00000000-0000-0000-0000-00000000000a)/contact_customer_accounts?$select=fullname&$orderby=fullname
              200 Ada Lovelace, Bob Müller
            GET accounts(00000000-0000-0000-0000-00000000000a)/contact_customer_accounts/$count
              200 ﻿2
            GET accounts(00000000-0000-0000-0000-00000000000a)/contact_customer_accounts/$ref
              200 {"@odata.id":"http://localhost:8080/api/data/v9.2/contacts(00000000-0000-0000-0000-00000000000c)"}, {"@odata.id":"http://localhost:8080/api/data/v9.2/contacts(00000000-0000-0000-0000-00000000000d)"}
            POST accounts(00000000-0000-0000-0000-00000000000b)/contact_customer_accounts/$ref {"@odata.id":"contacts(00000000-0000-0000-0000-00000000000d)"}
              204
            GET accounts(00000000-0000-0000-0000-00000000000b)/contact_customer_accounts?$select=fullname
              200 Bob Müller
            GET accounts(00000000-0000-0000-0000-00000000000b)/contact_customer_accounts(00000000-0000-0000-0000-00000000000d)/fullname
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#contacts(00000000-0000-0000-0000-00000000000d)/fullname","value":"Bob Müller"}
            GET accounts(00000000-0000-0000-0000-00000000000b)/contact_customer_accounts(00000000-0000-0000-0000-00000000000c)/fullname
              404 0x80040217 Entity 'contact' With Id = 00000000-0000-0000-0000-00000000000c Does Not Exist
            DELETE accounts(00000000-0000-0000-0000-00000000000b)/contact_customer_accounts(00000000-0000-0000-0000-00000000000d)/$ref
              204
            GET accounts(00000000-0000-0000-0000-00000000000b)/contact_customer_accounts?$select=fullname
              200
            DELETE accounts(00000000-0000-0000-0000-00000000000a)/contact_customer_accounts/$ref?$id=http://localhost:8080/api/data/v9.0/contacts(00000000-0000-0000-0000-00000000000c)
              204
            DELETE accounts(00000000-0000-0000-0000-00000000000a)/contact_customer_accounts/$ref
              400 0x80060888 Which record to take out must be named by its key or by $id.
            POST accounts(00000000-0000-0000-0000-00000000000a)/contact_customer_accounts {"lastname":"Born here"}
              204
            GET accounts(00000000-0000-0000-0000-00000000000a)/contact_customer_accounts?$select=fullname
              200 Born here
        "#]],
    )
    .await;
}

#[tokio::test]
async fn many_to_many() {
    let api = Api::sample().await;
    let list = "00000000-0000-0000-0000-0000000000f2";
    api.check_all(
        &format!(
            r#"POST lists {{"listid":"{list}","listname":"Friends","listcontact_association@odata.bind":["/contacts({C})"]}}
             POST lists({list})/listcontact_association/$ref {{"@odata.id":"contacts({D})"}}
             POST lists({list})/listcontact_association/$ref {{"@odata.id":"contacts({D})"}}
             GET lists({list})/listcontact_association?$select=fullname&$orderby=fullname
             GET contacts({D})/listcontact_association?$select=listname
             DELETE lists({list})/listcontact_association({C})/$ref
             GET lists({list})/listcontact_association?$select=fullname
             GET contacts?$select=fullname&$filter=listcontact_association/any(l:l/listname eq 'Friends')"#
        ),
        expect![[r##"
            POST lists {"listid":"00000000-0000-0000-0000-0000000000f2","listname":"Friends","listcontact_association@odata.bind":["/contacts(00000000-0000-0000-0000-00000000000c)"]}
              204
            POST lists(00000000-0000-0000-0000-0000000000f2)/listcontact_association/$ref {"@odata.id":"contacts(00000000-0000-0000-0000-00000000000d)"}
              204
            POST lists(00000000-0000-0000-0000-0000000000f2)/listcontact_association/$ref {"@odata.id":"contacts(00000000-0000-0000-0000-00000000000d)"}
              204
            GET lists(00000000-0000-0000-0000-0000000000f2)/listcontact_association?$select=fullname&$orderby=fullname
              200 Ada Lovelace, Bob Müller
            GET contacts(00000000-0000-0000-0000-00000000000d)/listcontact_association?$select=listname
              200 {"@odata.etag":"W/\"#\"","listname":"Friends","listid":"00000000-0000-0000-0000-0000000000f2"}
            DELETE lists(00000000-0000-0000-0000-0000000000f2)/listcontact_association(00000000-0000-0000-0000-00000000000c)/$ref
              204
            GET lists(00000000-0000-0000-0000-0000000000f2)/listcontact_association?$select=fullname
              200 Bob Müller
            GET contacts?$select=fullname&$filter=listcontact_association/any(l:l/listname eq 'Friends')
              200 Bob Müller
        "##]],
    )
    .await;
}

#[tokio::test]
async fn a_lookup_to_several_tables_has_one_value() {
    let api = Api::sample().await;
    api.check_all(
        &format!(
            r#"PATCH contacts({C}) {{"parentcustomerid_contact@odata.bind":"/contacts({D})"}}
             GET contacts({C})/parentcustomerid_account
             GET contacts({C})/parentcustomerid_contact/fullname
             PATCH contacts({C}) {{"parentcustomerid_account@odata.bind":null}}
             GET contacts({C})/parentcustomerid_contact/fullname
             PATCH contacts({C}) {{"parentcustomerid_contact@odata.bind":"/accounts({A})"}}
             PATCH contacts({C}) {{"parentcustomerid@odata.bind":"/accounts({A})"}}"#
        ),
        expect![[r#"
            PATCH contacts(00000000-0000-0000-0000-00000000000c) {"parentcustomerid_contact@odata.bind":"/contacts(00000000-0000-0000-0000-00000000000d)"}
              204
            GET contacts(00000000-0000-0000-0000-00000000000c)/parentcustomerid_account
              204
            GET contacts(00000000-0000-0000-0000-00000000000c)/parentcustomerid_contact/fullname
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#contacts(00000000-0000-0000-0000-00000000000d)/fullname","value":"Bob Müller"}
            PATCH contacts(00000000-0000-0000-0000-00000000000c) {"parentcustomerid_account@odata.bind":null}
              204
            GET contacts(00000000-0000-0000-0000-00000000000c)/parentcustomerid_contact/fullname
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#contacts(00000000-0000-0000-0000-00000000000d)/fullname","value":"Bob Müller"}
            PATCH contacts(00000000-0000-0000-0000-00000000000c) {"parentcustomerid_contact@odata.bind":"/accounts(00000000-0000-0000-0000-00000000000a)"}
              400 0x80048481 The lookup entity provided is not valid for the given target attribute: '/accounts(00000000-0000-0000-0000-00000000000a)'.
            PATCH contacts(00000000-0000-0000-0000-00000000000c) {"parentcustomerid@odata.bind":"/accounts(00000000-0000-0000-0000-00000000000a)"}
              400 0x80048d19 Error identified in Payload provided by the user for Entity :'contacts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: An undeclared property 'parentcustomerid' which only has property annotations in the payload but no property value was found in the payload. In OData, only declared navigation properties and declared named streams can be represented as properties without values.
        "#]],
    )
    .await;
}

#[tokio::test]
async fn owners() {
    let api = Api::sample().await;
    let team = "00000000-0000-0000-0000-0000000000f3";
    api.check_all(
        &format!(
            r#"POST teams {{"teamid":"{team}","name":"Sales"}}
             PATCH contacts({C}) {{"ownerid@odata.bind":"/teams({team})"}}
             GET contacts({C})/owningteam/name
             GET contacts({C})/owninguser
             PATCH contacts({C}) {{"ownerid@odata.bind":null}}
             DELETE teams({team})"#
        ),
        expect![[r#"
            POST teams {"teamid":"00000000-0000-0000-0000-0000000000f3","name":"Sales"}
              204
            PATCH contacts(00000000-0000-0000-0000-00000000000c) {"ownerid@odata.bind":"/teams(00000000-0000-0000-0000-0000000000f3)"}
              204
            GET contacts(00000000-0000-0000-0000-00000000000c)/owningteam/name
              200 {"@odata.context":"http://localhost:8080/api/data/v9.2/$metadata#teams(00000000-0000-0000-0000-0000000000f3)/name","value":"Sales"}
            GET contacts(00000000-0000-0000-0000-00000000000c)/owninguser
              204
            PATCH contacts(00000000-0000-0000-0000-00000000000c) {"ownerid@odata.bind":null}
              400 0x80040200 The column 'ownerid' of table 'contact' can't be empty.
            DELETE teams(00000000-0000-0000-0000-0000000000f3)
              405 0x80040227 The object you tried to delete is associated with another object and cannot be deleted.
        "#]],
    )
    .await;
}
