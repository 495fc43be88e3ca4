//! A server in the page: a segment with a query, three tables, four segments.

use js_sys::{Function, Reflect};
use leptos::prelude::window;
use serde_json::{Value, json};

fn label(text: &str) -> Value {
    json!({ "UserLocalizedLabel": { "Label": text, "LanguageCode": 1033 } })
}

fn column(name: &str, title: &str, kind: &str) -> Value {
    json!({ "LogicalName": name, "AttributeType": kind, "DisplayName": label(title) })
}

fn table(name: &str, title: &str, columns: &[Value]) -> Value {
    json!({
        "LogicalName": name, "EntitySetName": format!("{name}s"), "PrimaryIdAttribute": format!("{name}id"),
        "PrimaryNameAttribute": "name", "DisplayName": label(title), "DisplayCollectionName": label(&format!("{title}s")),
        "Attributes": columns,
    })
}

fn reference(schema: &str, from: &str, column: &str, to: &str) -> Value {
    json!({
        "SchemaName": schema, "ReferencingEntity": from, "ReferencingAttribute": column, "ReferencedEntity": to,
        "ReferencedAttribute": format!("{to}id"),
    })
}

fn option(value: i64, title: &str) -> Value {
    json!({ "Value": value, "Label": label(title) })
}

fn segment(name: &str, status: i64, word: &str) -> Value {
    json!({
        "msdyncrm_segmentid": "33333333-3333-3333-3333-333333333333", "msdyncrm_segmentname": name,
        "msdyncrm_segmentqueryname": format!("{name}_q"), "statuscode": status,
        "statuscode@OData.Community.Display.V1.FormattedValue": word,
        "msdyncrm_segmentquery": "INTERACTION(EmailClicked, EmailClicked_Contact).HAVING(COUNT() > 0)",
    })
}

/// Answers by a piece of the address; what no piece fits is not found.
fn answers(id: &str, query: &str, status: i64) -> Vec<(String, Value)> {
    let list = |values: &[Value]| json!({ "value": values });
    let contact = table(
        "contact",
        "Contact",
        &[
            column("contactid", "Contact", "Uniqueidentifier"),
            column("firstname", "First Name", "String"),
            column("address1_city", "City", "String"),
            column("numberofchildren", "Children", "Integer"),
            column("donotemail", "Do not allow Emails", "Boolean"),
            column("createdon", "Created On", "DateTime"),
            column("gendercode", "Gender", "Picklist"),
            column("ownerid", "Owner", "Owner"),
        ],
    );
    let account = table("account", "Account", &[column("name", "Account Name", "String")]);
    let genders = json!({
        "LogicalName": "gendercode",
        "OptionSet": { "Options": [option(1, "Male"), option(2, "Female"), option(3, "Diverse")] },
    });
    let company = reference("contact_customer_accounts", "contact", "parentcustomerid", "account");
    let owner = reference("user_contact", "contact", "ownerid", "systemuser");
    let record = json!({
        "@odata.etag": "W/\"1\"", "msdyncrm_segmentid": id, "msdyncrm_segmentname": "Under test",
        "msdyncrm_segmenttype": 192_350_000, "msdyncrm_segmentquery": query, "statecode": 0, "statuscode": status,
    });
    let segments = [segment("Alps", 192_350_000, "Draft"), segment("Munich", 192_350_001, "Live")];
    let of = |table: &str, rest: &str| format!("EntityDefinitions(LogicalName='{table}'){rest}");
    [
        (format!("msdyncrm_segments({id})"), record),
        ("msdyncrm_segments?".to_owned(), list(&segments)),
        (of("contact", "/Attributes/Microsoft.Dynamics.CRM.Picklist"), list(&[genders])),
        (of("contact", "/ManyToOne"), list(&[company.clone(), owner])),
        (of("account", "/OneToMany"), list(&[company])),
        (of("contact", "?"), contact),
        (of("account", "?"), account),
        ("/Attributes/".to_owned(), list(&[])),
        ("Relationships?".to_owned(), list(&[])),
        ("systemusers".to_owned(), list(&[json!({ "systemuserid": USER, "fullname": "Nora Beck" })])),
    ]
    .into()
}

/// Id of the one user.
pub const USER: &str = "55555555-5555-5555-5555-555555555555";

const FETCH: &str = r#"
    const url = decodeURIComponent(request.url);
    const found = JSON.parse(answers).find(([piece]) => url.includes(piece));
    const body = found ? found[1] : { error: { code: "0x80060888", message: "Resource not found" } };
    const headers = { "Content-Type": "application/json; odata.metadata=minimal" };
    return Promise.resolve(new Response(JSON.stringify(body), { status: found ? 200 : 404, headers }));
"#;

/// Puts the server in the place of the network, until another one is.
pub fn serve(id: &str, query: &str, status: i64) {
    let answers = serde_json::to_string(&answers(id, query, status)).expect("plain JSON");
    let fetch = Function::new_with_args("answers, request", FETCH);
    let fetch = fetch.bind1(&window(), &answers.into());
    Reflect::set(&window(), &"fetch".into(), &fetch).expect("a window can be given another fetch");
}
