//! The shape of every list, tried on the journeys: where the keyboard is, what is chosen, what a form says.

use std::any::Any;

use journeyman::journeys::list::JourneysPage;
use journeyman::session::Organisation;
use js_sys::{Array, Function, Reflect};
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventInit, HtmlElement, HtmlInputElement};

const KEY: &str = "journeyman.journeys";

/// A table in the page: the browser's own fetch, answered from an array. Lists by page size, gives one record, adds, deletes.
const FETCH: &str = r#"
    const url = decodeURIComponent(request.url);
    const answer = (status, body, headers = {}) => new Response(body && JSON.stringify(body), {
        status, headers: { "Content-Type": "application/json; odata.metadata=minimal", ...headers },
    });
    const id = /customerjourneys\(([^)]+)\)/.exec(url)?.[1];
    const at = rows.findIndex((row) => row.msdyncrm_customerjourneyid === id);
    if (!url.includes("customerjourneys")) return Promise.resolve(answer(404, { error: { code: "0x80060888", message: "" } }));
    if (request.method === "POST") return request.json().then((body) => {
        const made = "99999999-9999-9999-9999-999999999999";
        rows.unshift({ ...rows[0], ...body, msdyncrm_customerjourneyid: made });
        return answer(204, null, { "OData-EntityId": `${location.origin}/api/data/v9.2/msdyncrm_customerjourneys(${made})` });
    });
    if (request.method === "DELETE") rows.splice(at, 1);
    if (request.method === "DELETE") return Promise.resolve(answer(204, null));
    if (id) return Promise.resolve(answer(200, rows[at]));
    return Promise.resolve(answer(200, { "@odata.count": rows.length, value: rows }));
"#;

fn id(index: usize) -> String {
    format!("00000000-0000-0000-0000-{index:012}")
}

fn serve(count: usize) {
    let row = |index| {
        serde_json::json!({
            "@odata.etag": "W/\"1\"", "msdyncrm_customerjourneyid": id(index), "msdyncrm_name": format!("Journey {index}"),
            "msdyncrm_workflowdefinition": "[]", "msdyncrm_entitytarget": 0,
            "statuscode": if index == 1 { 192_350_001 } else { 192_350_000 }, "modifiedon": "2026-01-02T03:04:05Z",
        })
    };
    let rows: serde_json::Value = (0..count).map(row).collect();
    let rows = rows.to_string();
    let rows: Array = js_sys::JSON::parse(&rows).expect("plain JSON").unchecked_into();
    let fetch = Function::new_with_args("rows, request", FETCH).bind1(&window(), &rows.into());
    Reflect::set(&window(), &"fetch".into(), &fetch).expect("a window can be given another fetch");
}

/// The page of the list; it goes away with the test.
struct Stage {
    place: HtmlElement,
    _mounted: Box<dyn Any>,
}

impl Stage {
    fn open(count: usize, memory: Option<&str>) -> Self {
        serve(count);
        let storage = window().session_storage().expect("a storage").expect("a storage");
        storage.remove_item(KEY).expect("a storage that forgets");
        if let Some(memory) = memory {
            storage.set_item(KEY, memory).expect("a storage that keeps");
        }
        let place: HtmlElement = document().create_element("div").expect("an element").unchecked_into();
        place.set_attribute("style", "display: flex; flex-direction: column; height: 500px").expect("a style");
        document().body().expect("a body").append_child(&place).expect("a place in the page");
        let mounted = mount_to(place.clone(), || {
            let organisation = Organisation::connect();
            view! { <JourneysPage organisation navigate=Callback::new(|_| ()) /> }
        });
        Self { place, _mounted: Box::new(mounted) }
    }

    fn find(&self, selector: &str) -> Option<HtmlElement> {
        self.place.query_selector(selector).expect("a selector").map(JsCast::unchecked_into)
    }

    /// The element, as soon as it is there.
    async fn element(&self, selector: &str) -> HtmlElement {
        let found = until(|| self.find(selector)).await;
        found.unwrap_or_else(|| panic!("no {selector} in {}", self.place.inner_html()))
    }

    async fn press(&self, selector: &str) {
        self.element(selector).await.click();
    }

    async fn gone(&self, selector: &str) {
        assert!(until(|| self.find(selector).is_none().then_some(())).await.is_some(), "{selector} is still there");
    }

    /// Whether the keyboard is on the rows, at that record.
    fn is_at(&self, id: &str) -> bool {
        let Some(grid) = self.find("[role=grid]").filter(|grid| document().active_element().as_ref() == Some(grid))
        else {
            return false;
        };
        let row = grid.get_attribute("aria-activedescendant").and_then(|row| document().get_element_by_id(&row));
        row.is_some_and(|row| row.get_attribute("data-id").as_deref() == Some(id))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.place.remove();
    }
}

/// Frame after frame until there is something.
async fn until<T>(mut look: impl FnMut() -> Option<T>) -> Option<T> {
    for _ in 0..240 {
        if let Some(found) = look() {
            return Some(found);
        }
        let frame = js_sys::Promise::new(&mut |resolve, _| {
            window().request_animation_frame(&resolve).expect("a frame");
        });
        wasm_bindgen_futures::JsFuture::from(frame).await.expect("a frame never fails");
    }
    None
}

/// What was kept when the record of that index was opened far down in the list.
fn memory(index: usize, column: &str) -> String {
    serde_json::json!({
        "criteria": { "order": { "column": column, "descending": true }, "filters": [["statuscode", 192_350_000]], "search": "" },
        "top": 0.0, "until": 40, "opened": id(index),
    })
    .to_string()
}

#[wasm_bindgen_test]
async fn the_keyboard_goes_back_to_the_record_that_was_opened() {
    let stage = Stage::open(150, Some(&memory(120, "modifiedon")));
    let found = until(|| stage.is_at(&id(120)).then_some(())).await;
    assert!(found.is_some(), "the keyboard is at {:?}", document().active_element().map(|active| active.outer_html()));
}

#[wasm_bindgen_test]
async fn a_record_that_is_gone_takes_the_keyboard_nowhere_else() {
    let stage = Stage::open(150, Some(&memory(999, "modifiedon")));
    stage.element(&format!("[data-id='{}']", id(0))).await;
    assert!(!stage.is_at(&id(0)));
    assert!(stage.find(".cursor").is_none());
}

#[wasm_bindgen_test]
async fn what_was_kept_by_another_version_opens_the_list_all_the_same() {
    for kept in [memory(0, "a_column_that_is_gone").as_str(), "{\"criteria\":{\"status\":1}}", "no JSON"] {
        let stage = Stage::open(3, Some(kept));
        stage.element(&format!("[data-id='{}']", id(2))).await;
        stage.element(".cell_modified[aria-sort=descending]").await;
    }
}

#[wasm_bindgen_test]
async fn a_copy_is_what_is_chosen_next() {
    let stage = Stage::open(20, None);
    stage.press(&format!("[data-id='{}'] input", id(3))).await;
    stage.press("[data-command='journeys.copy']").await;
    stage.press("dialog [type=submit]").await;
    let copy = "99999999-9999-9999-9999-999999999999";
    stage.element(&format!("[data-id='{copy}'][aria-selected=true]")).await;
    assert!(until(|| stage.is_at(copy).then_some(())).await.is_some(), "the keyboard is on the copy");
    assert!(stage.find(&format!("[data-id='{}'][aria-selected=true]", id(3))).is_none(), "it is chosen alone");
}

#[wasm_bindgen_test]
async fn a_name_says_how_long_it_may_be() {
    let stage = Stage::open(1, None);
    stage.press("[data-command='journeys.new']").await;
    let field: HtmlInputElement = stage.element("dialog [data-role=name]").await.unchecked_into();
    assert_eq!(field.max_length(), 100);
    field.set_value("Spring 🚀");
    let init = EventInit::new();
    init.set_bubbles(true);
    field.dispatch_event(&Event::new_with_event_init_dict("input", &init).expect("an event")).expect("an event");
    let said = || stage.find("dialog .counted").and_then(|count| count.text_content()).unwrap_or_default();
    assert!(until(|| said().starts_with("9 of 100").then_some(())).await.is_some(), "it says {:?}", said());
    stage.press("dialog [type=button]").await;
    stage.gone("dialog").await;
}

#[wasm_bindgen_test]
async fn what_is_live_is_not_deleted_and_says_why() {
    let stage = Stage::open(5, None);
    stage.press(&format!("[data-id='{}'] .cell_status", id(1))).await;
    stage.element("[data-command='journeys.delete'][aria-disabled=true][title*='is live']").await;
    stage.press(&format!("[data-id='{}'] .cell_status", id(2))).await;
    stage.press("[data-command='journeys.delete']:not([aria-disabled])").await;
    stage.press("[data-role=confirm-delete]").await;
    stage.gone(&format!("[data-id='{}']", id(2))).await;
    stage.element(&format!("[data-id='{}']", id(1))).await;
}
