//! Whatever is sent, the answer is an answer: no panic, no 500.

use proptest::prelude::*;

use crate::client::{A, Api};

/// Pieces that requests are made of, sensible and not.
const PIECES: &[&str] = &[
    "accounts",
    "contacts",
    "msdyncrm_customerjourneys",
    "systemusers",
    "EntityDefinitions",
    "RelationshipDefinitions",
    "GlobalOptionSetDefinitions",
    "$metadata",
    "$batch",
    "$count",
    "$ref",
    "$value",
    "WhoAmI",
    "Attributes",
    "OptionSet",
    "primarycontactid",
    "contact_customer_accounts",
    "listcontact_association",
    "ownerid",
    "_ownerid_value",
    "name",
    "revenue",
    "statuscode",
    "createdon",
    "birthdate",
    "Microsoft.Dynamics.CRM.account",
    "Microsoft.Dynamics.CRM.In",
    "Microsoft.Dynamics.CRM.LastXDays",
    "Microsoft.Dynamics.CRM.RetrieveUserPrivileges",
    "Microsoft.Dynamics.CRM.PicklistAttributeMetadata",
    "PropertyName",
    "PropertyValue",
    "PropertyValues",
    "LogicalName",
    "00000000-0000-0000-0000-00000000000a",
    "(00000000-0000-0000-0000-00000000000a)",
    "('x')",
    "(LogicalName='account')",
    "(",
    ")",
    "()",
    "/",
    "?",
    "&",
    "=",
    ",",
    ";",
    ":",
    "'",
    "''",
    "@p1",
    "[",
    "]",
    "%25",
    "%",
    "%27",
    "%00",
    "%FF",
    "+",
    "-",
    "*",
    "$select",
    "$filter",
    "$orderby",
    "$expand",
    "$top",
    "$skiptoken",
    "$apply",
    "$id",
    " eq ",
    " ne ",
    " and ",
    " or ",
    " not ",
    " gt ",
    "null",
    "true",
    "1",
    "9999999999999999999",
    "1e400",
    "-1",
    "0.1",
    "2020-01-01",
    "2020-01-01T00:00:00Z",
    "contains(",
    "startswith(",
    "/any(",
    "/all(",
    "a:a/",
    "groupby((",
    "aggregate(",
    "filter(",
    " with sum as total",
    "$count as n",
    "Microsoft.Dynamics.CRM.Under",
    "Microsoft.Dynamics.CRM.CreateMultiple",
    "Microsoft.Dynamics.CRM.UpsertMultiple",
    "RetrieveMetadataChanges(Query=@p1)",
    "!01/01/2026 00:00:00",
    " asc",
    " desc",
    "ü",
    "\u{202e}",
    "pagenumber=%22",
    "%22",
];

const BODIES: &[&str] = &[
    "",
    "{",
    "{}",
    "[]",
    "null",
    "7",
    "\"x\"",
    r#"{"name":"x"}"#,
    r#"{"value":1}"#,
    r#"{"value":null}"#,
    r#"{"@odata.id":"accounts(00000000-0000-0000-0000-00000000000a)"}"#,
    r#"{"@odata.id":"$1"}"#,
    r#"{"@odata.id":7}"#,
    r#"{"primarycontactid@odata.bind":"/contacts(x)"}"#,
    r#"{"ownerid@odata.bind":null}"#,
    r#"{"contactid":"x"}"#,
    r#"{"revenue":1e308,"numberofemployees":1.5,"birthdate":"x"}"#,
    r#"{"primarycontactid":{"lastname":"x"}}"#,
    r#"{"contact_customer_accounts":[{"lastname":"x"},7]}"#,
    r#"{"statecode":"x","statuscode":[]}"#,
    "\u{0}",
    r#"{"Targets":[{"@odata.type":"Microsoft.Dynamics.CRM.account","name":"x"}]}"#,
    r#"{"Targets":[{"@odata.type":"Microsoft.Dynamics.CRM.account","@odata.id":"accounts(name='x')","accountid":7}]}"#,
    r#"{"Targets":{}}"#,
];

fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 1..14).prop_map(|pieces| pieces.concat())
}

/// A path with options that stay in their places more often than not.
fn target() -> impl Strategy<Value = String> {
    let option = prop::sample::select(vec![
        "$select",
        "$filter",
        "$orderby",
        "$expand",
        "$top",
        "$count",
        "@p1",
        "$skiptoken",
        "$apply",
        "$deltatoken",
        "savedQuery",
    ]);
    let queried = (
        prop::sample::select(vec!["accounts", "contacts", "EntityDefinitions"]),
        prop::collection::vec((option, pieces()), 0..4),
    )
        .prop_map(|(set, options)| {
            let options: Vec<_> =
                options.iter().map(|(name, value)| format!("{name}={}", value.replace(['&', '?'], ""))).collect();
            format!("{set}?{}", options.join("&"))
        });
    prop_oneof![pieces(), queried, any::<String>()]
}

#[test]
fn any_request_gets_an_answer() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let api = runtime.block_on(Api::sample());
    let config = ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() };
    let method = prop::sample::select(vec!["GET", "GET", "GET", "POST", "PATCH", "PUT", "DELETE"]);
    proptest!(config, |(method in method, target in target(), body in prop::sample::select(BODIES))| {
        let answer = runtime.block_on(api.raw(method, &target, &[], body.as_bytes().to_vec()));
        prop_assert_ne!(answer.status, 500, "{} {} {}: {}", method, target, body, answer.body);
        if answer.status >= 400 && answer.header("content-type").is_some_and(|kind| kind.contains("json")) {
            prop_assert!(answer.json()["error"]["code"].is_string());
        }
    });
}

#[test]
fn any_batch_gets_an_answer() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let api = runtime.block_on(Api::sample());
    let piece = prop::sample::select(vec![
        "--b",
        "--b--",
        "--c",
        "--c--",
        "\r\n",
        "\n",
        "Content-Type: application/http",
        "Content-Type: multipart/mixed; boundary=c",
        "Content-ID: 1",
        "GET accounts HTTP/1.1",
        "POST accounts HTTP/1.1",
        "PATCH $1 HTTP/1.1",
        "{\"name\":\"x\"}",
        "{\"primarycontactid@odata.bind\":\"$1\"}",
        "GET",
        "\0",
        "ü",
    ]);
    let config = ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(lines in prop::collection::vec(piece, 0..24))| {
        let body = lines.join("\r\n").into_bytes();
        let answer = runtime.block_on(api.raw("POST", "$batch", &[("content-type", "multipart/mixed; boundary=b")], body));
        prop_assert_ne!(answer.status, 500, "{}", answer.body);
    });
}

/// Values of attributes, apt and not.
const VALUES: &[&str] = &[
    "account",
    "contact",
    "task",
    "name",
    "fullname",
    "accountid",
    "contactid",
    "parentcustomerid",
    "revenue",
    "statuscode",
    "createdon",
    "ownerid",
    "primarycontactid",
    "a",
    "b",
    "x.y",
    "a.name",
    "true",
    "1",
    "0",
    "-1",
    "maybe",
    "and",
    "or",
    "eq",
    "ne",
    "like",
    "in",
    "between",
    "null",
    "under",
    "last-x-days",
    "on",
    "eq-userid",
    "contain-values",
    "inner",
    "outer",
    "exists",
    "any",
    "not all",
    "matchfirstrowusingcrossapply",
    "count",
    "sum",
    "avg",
    "max",
    "countcolumn",
    "day",
    "week",
    "fiscal-period",
    "2020-01-01",
    "99999999999999999999",
    "%",
    "[",
    "&amp;",
    "&#0;",
    "&lt;cookie page=&quot;1&quot;/&gt;",
    "",
];

const ATTRIBUTES: &[&str] = &[
    "name",
    "attribute",
    "operator",
    "value",
    "valueof",
    "entityname",
    "alias",
    "from",
    "to",
    "link-type",
    "type",
    "top",
    "count",
    "page",
    "paging-cookie",
    "distinct",
    "aggregate",
    "groupby",
    "dategrouping",
    "descending",
    "returntotalrecordcount",
    "rowaggregate",
    "usertimezone",
    "useraworderby",
    "aggregatelimit",
    "intersect",
];

const ELEMENTS: &[&str] = &[
    "attribute",
    "all-attributes",
    "no-attrs",
    "order",
    "filter",
    "condition",
    "link-entity",
    "value",
    "entity",
    "colour",
];

fn element() -> impl Strategy<Value = String> {
    let attributes =
        || prop::collection::btree_map(prop::sample::select(ATTRIBUTES), prop::sample::select(VALUES), 0..5);
    let start = move || {
        (prop::sample::select(ELEMENTS), attributes()).prop_map(|(name, attributes)| {
            let attributes: String =
                attributes.iter().fold(String::new(), |all, (name, value)| all + &format!(" {name}=\"{value}\""));
            (name, attributes)
        })
    };
    let leaf = start().prop_map(|(name, attributes)| format!("<{name}{attributes}/>"));
    leaf.prop_recursive(4, 24, 4, move |inner| {
        (start(), prop::collection::vec(inner, 0..4))
            .prop_map(|((name, attributes), inner)| format!("<{name}{attributes}>{}</{name}>", inner.concat()))
    })
}

#[test]
fn any_fetch_gets_an_answer() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let api = runtime.block_on(Api::sample());
    let config = ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() };
    let options =
        prop::sample::select(vec!["", "", "", " distinct='true'", " aggregate='true'", " count='1' page='2'"]);
    let fetch = (options, prop::collection::vec(element(), 0..5)).prop_map(|(options, inner)| {
        format!("<fetch{options}><entity name='account'>{}</entity></fetch>", inner.concat())
    });
    let text = prop_oneof![8 => fetch, 1 => element(), 1 => any::<String>()];
    proptest!(config, |(text in text)| {
        let answer = runtime.block_on(crate::fetch::send(&api, "accounts", &text));
        prop_assert!(answer.status == 200 || answer.status == 400, "{} {}: {}", answer.status, text, answer.body);
    });
}

#[test]
fn most_fetches_that_could_be_meant_are() {
    // Links, conditions, orders and aggregates that fit their columns, however they are combined, are answered.
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let api = runtime.block_on(Api::sample());
    let condition = prop::sample::select(vec![
        "<condition attribute='createdon' operator='last-x-days' value='3'/>",
        "<condition attribute='ownerid' operator='eq-useroruserhierarchy'/>",
        "<condition attribute='statecode' operator='in'><value>0</value><value>1</value></condition>",
        "<condition attribute='createdon' operator='in-fiscal-period' value='2'/>",
    ]);
    let order = prop::sample::select(vec![
        "",
        "<order attribute='statuscode'/>",
        "<order attribute='ownerid' descending='true'/>",
    ]);
    let kind = prop::sample::select(vec!["inner", "outer", "exists", "in", "matchfirstrowusingcrossapply"]);
    let quantifier = prop::sample::select(vec!["any", "not any", "all", "not all"]);
    let link = (kind, condition.clone(), condition.clone(), quantifier).prop_map(|(kind, one, other, quantifier)| {
        format!(
            "<link-entity name='contact' from='parentcustomerid' to='accountid' link-type='{kind}'><filter type='or'>{one}\
             <link-entity name='account' from='primarycontactid' to='contactid' link-type='{quantifier}'><filter>{other}</filter>\
             </link-entity></filter><link-entity name='systemuser' from='systemuserid' to='owninguser' link-type='outer'/>\
             </link-entity>"
        )
    });
    let options =
        prop::sample::select(vec!["", " distinct='true'", " count='1'", " top='2'", " returntotalrecordcount='1'"]);
    let config = ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(options in options, condition in condition, links in prop::collection::vec(link, 0..4), order in order)| {
        let text = format!(
            "<fetch{options}><entity name='account'><attribute name='name'/>{}<filter>{condition}</filter>{order}</entity></fetch>",
            links.concat()
        );
        let answer = runtime.block_on(crate::fetch::send(&api, "accounts", &text));
        prop_assert_eq!(answer.status, 200, "{}: {}", text, answer.body);
    });
}

#[tokio::test]
async fn long_and_deep_requests() {
    let api = Api::sample().await;
    let many = vec!["name eq 'x'"; 600].join(" or ");
    assert_eq!(api.send(&format!("GET accounts?$filter={many}")).await.status, 400);
    let some = vec!["name eq 'x'"; 300].join(" or ");
    assert_eq!(api.send(&format!("GET accounts?$filter={some}")).await.status, 200);
    let deep = format!("{}name eq 'x'{}", "(".repeat(5_000), ")".repeat(5_000));
    assert_eq!(api.send(&format!("GET accounts?$filter={deep}")).await.status, 400);
    let nested = "$expand=parentaccountid(".repeat(300) + &")".repeat(300);
    assert_eq!(api.send(&format!("GET accounts?{nested}")).await.status, 400);
    let body = r#"{"parentaccountid":"#.repeat(100) + "{}" + &"}".repeat(100);
    assert_eq!(api.raw("POST", "accounts", &[], body.into_bytes()).await.status, 400);
    let bottomless = "[".repeat(100_000);
    assert_eq!(api.raw("POST", "accounts", &[], bottomless.into_bytes()).await.status, 400);
    for (times, status) in [(10, 200), (400, 400)] {
        let walk = format!("accounts({A}){}", "/primarycontactid/parentcustomerid_account".repeat(times));
        assert_eq!(api.send(&format!("GET {walk}/name")).await.status, status);
    }
    assert_eq!(api.send(&format!("GET accounts?$filter={}", "x".repeat(40_000))).await.status, 414);
}
