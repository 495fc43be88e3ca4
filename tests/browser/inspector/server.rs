//! A server in the page: the browser's own fetch, answered from a few texts.

use js_sys::{Function, Reflect};
use leptos::prelude::window;

/// A journey in Draft with unknown members, a trigger, and a segment group.
const DEFINITION: &str = include_str!("definition.json");

/// Id of the journey that is in Draft.
pub const DRAFT: &str = "11111111-1111-1111-1111-111111111111";
/// Id of the journey that is Live.
pub const LIVE: &str = "22222222-2222-2222-2222-222222222222";
/// Id of the segment that can be found.
pub const SEGMENT: &str = "44444444-4444-4444-4444-444444444444";

fn journey(id: &str, status: i64) -> serde_json::Value {
    serde_json::json!({
        "@odata.etag": "W/\"1\"",
        "msdyncrm_customerjourneyid": id,
        "msdyncrm_name": "Spring welcome",
        "msdyncrm_workflowdefinition": DEFINITION.trim_end(),
        "msdyncrm_customerjourneydesignerstate": "{\"NextActivityID\":8,\"NextActivityItemID\":42}",
        "msdyncrm_startdatetime": "2030-02-09T11:29:00Z",
        "msdyncrm_customerjourneytimezone": 110,
        "msdyncrm_entitytarget": 0,
        "statecode": 0,
        "statuscode": status,
    })
}

/// Answers by a piece of the address; what no piece fits is not found.
fn answers() -> Vec<(String, serde_json::Value)> {
    let segments = serde_json::json!({ "value": [
        {
            "msdyncrm_segmentid": "33333333-3333-3333-3333-333333333333", "msdyncrm_segmentname": "Alps",
            "statuscode": 192_350_000, "statuscode@OData.Community.Display.V1.FormattedValue": "Draft",
            "msdyncrm_segmentqueryname": "Alps_query",
        },
        {
            "msdyncrm_segmentid": SEGMENT, "msdyncrm_segmentname": "Munich",
            "statuscode": 192_350_001, "statuscode@OData.Community.Display.V1.FormattedValue": "Live",
            "msdyncrm_segmentqueryname": "Munich_query",
        },
    ] });
    let zones = serde_json::json!({ "value": [
        { "timezonecode": 110, "userinterfacename": "(GMT+01:00) Amsterdam, Berlin" },
        { "timezonecode": 85, "userinterfacename": "(GMT) London" },
    ] });
    vec![
        (format!("customerjourneys({DRAFT})"), journey(DRAFT, 192_350_000)),
        (format!("customerjourneys({LIVE})"), journey(LIVE, 192_350_001)),
        ("msdyncrm_segments".to_owned(), segments),
        ("timezonedefinitions".to_owned(), zones),
    ]
}

const FETCH: &str = r#"
    const url = decodeURIComponent(request.url);
    const found = JSON.parse(answers).find(([piece]) => url.includes(piece));
    const body = found ? found[1] : { error: { code: "0x80060888", message: "Resource not found for the segment" } };
    const headers = { "Content-Type": "application/json; odata.metadata=minimal" };
    return Promise.resolve(new Response(JSON.stringify(body), { status: found ? 200 : 404, headers }));
"#;

/// Puts the server in the place of the network, for the rest of the page's life.
pub fn serve() {
    let answers = serde_json::to_string(&answers()).expect("plain JSON");
    let fetch = Function::new_with_args("answers, request", FETCH);
    let fetch = fetch.bind1(&window(), &answers.into());
    Reflect::set(&window(), &"fetch".into(), &fetch).expect("a window can be given another fetch");
}
