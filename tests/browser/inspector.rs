//! The inspector and the settings in a real browser: what is typed becomes a step of the history, and nothing else.

mod server;

use journey::ItemRef;
use journeyman::journeys::inspector::Inspector;
use journeyman::journeys::settings::LAYOUT;
use journeyman::session::{JourneySession, Organisation, Work};
use journeyman::work::settings::SettingsPane;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventInit, HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent, KeyboardEventInit};

use server::{DRAFT, LIVE, SEGMENT, serve};

/// A journey with its inspector and its settings in the page; it goes away with the test.
struct Stage {
    place: HtmlElement,
    session: JourneySession,
    _mounted: Box<dyn std::any::Any>,
}

impl Stage {
    async fn open(id: &str) -> Self {
        serve();
        let place: HtmlElement = document().create_element("div").expect("an element").unchecked_into();
        document().body().expect("a body").append_child(&place).expect("a place in the page");
        let (opened, set_opened) = arc_signal(None::<JourneySession>);
        let mounted = mount_to(place.clone(), move || {
            move || {
                opened.get().map(|session| {
                    view! {
                        <Inspector session />
                        <SettingsPane work=session layout=&LAYOUT />
                    }
                })
            }
        });
        let organisation = Organisation::connect();
        // What another test left unsaved is not this one's, nor is its hold on the record.
        let left = organisation.drafts().await.expect("the browser's storage");
        organisation.forget_drafts(&left).await.expect("the browser's storage");
        let (session, _) = JourneySession::open(organisation, id, true).await.expect("the journey that is served");
        set_opened.set(Some(session));
        let stage = Self { place, session, _mounted: Box::new(mounted) };
        stage.element(".inspector dl").await;
        stage
    }

    /// Selects an item of a tile.
    async fn select(&self, activity_id: &str, item: usize) {
        let tile = self.session.with(|editor| editor.document().find(activity_id)).expect("a tile of the definition");
        self.session.selection.set(Some(ItemRef { tile, item }));
        self.element("[data-role=tile-name]").await;
    }

    fn find(&self, selector: &str) -> Option<HtmlElement> {
        self.place.query_selector(selector).expect("a selector").map(JsCast::unchecked_into)
    }

    /// The element, as soon as it is there.
    async fn element(&self, selector: &str) -> HtmlElement {
        until(|| self.find(selector)).await.unwrap_or_else(|| panic!("no {selector} in {}", self.place.inner_html()))
    }

    async fn input(&self, selector: &str) -> HtmlInputElement {
        self.element(selector).await.unchecked_into()
    }

    async fn text(&self, selector: &str, wanted: &str) {
        let seen = || self.find(selector).and_then(|element| element.text_content()).unwrap_or_default();
        let found = until(|| seen().contains(wanted).then_some(())).await;
        assert!(found.is_some(), "{selector} says {:?}, not {wanted:?}", seen());
    }

    async fn value(&self, selector: &str, wanted: &str) {
        let seen = || {
            let element = self.find(selector)?;
            js_sys::Reflect::get(&element, &"value".into()).ok()?.as_string()
        };
        let found = until(|| (seen().as_deref() == Some(wanted)).then_some(())).await;
        assert!(found.is_some(), "{selector} holds {:?}, not {wanted:?}", seen());
    }

    fn definition(&self) -> String {
        self.session.with(|editor| editor.document().definition())
    }

    fn undo_label(&self) -> Option<String> {
        self.session.with(|editor| editor.undo_label().map(str::to_owned))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.place.remove();
    }
}

/// Frame after frame until there is something.
async fn until<T>(mut look: impl FnMut() -> Option<T>) -> Option<T> {
    for _ in 0..120 {
        if let Some(found) = look() {
            return Some(found);
        }
        next_frame().await;
    }
    None
}

async fn next_frame() {
    let frame = js_sys::Promise::new(&mut |resolve, _| {
        window().request_animation_frame(&resolve).expect("a frame");
    });
    wasm_bindgen_futures::JsFuture::from(frame).await.expect("a frame never fails");
}

fn fire(element: &HtmlElement, name: &str) {
    let init = EventInit::new();
    init.set_bubbles(true);
    let event = Event::new_with_event_init_dict(name, &init).expect("an event");
    element.dispatch_event(&event).expect("an event that can be dispatched");
}

fn press(element: &HtmlElement, key: &str) {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).expect("an event");
    element.dispatch_event(&event).expect("an event that can be dispatched");
}

/// Types without leaving the field.
fn type_into(element: &HtmlElement, text: &str) {
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(text);
    } else {
        element.unchecked_ref::<HtmlInputElement>().set_value(text);
    }
    fire(element, "input");
}

fn enter(element: &HtmlElement, text: &str) {
    type_into(element, text);
    fire(element, "change");
}

#[wasm_bindgen_test]
async fn a_name_is_one_step_and_undo_shows_the_old_one() {
    let stage = Stage::open(DRAFT).await;
    stage.select("01_0_2", 0).await;
    let name = stage.element("[data-role=tile-name]").await;
    for text in ["W", "We", "Welcome"] {
        type_into(&name, text);
    }
    assert_eq!(stage.undo_label(), None, "typing alone changes nothing");
    press(&name, "Enter");
    assert!(stage.definition().contains(r#""IsNameSystemDefined":false,"Name":"Welcome","ActivityItemId":25"#));
    fire(&name, "change");
    assert!(name.is_connected(), "the field is still the same");
    stage.session.undo();
    stage.value("[data-role=tile-name]", "New Email").await;
    assert_eq!(stage.undo_label(), None, "it was one step");
}

#[wasm_bindgen_test]
async fn escape_gives_the_document_s_text_back() {
    let stage = Stage::open(DRAFT).await;
    stage.select("01_0_2", 0).await;
    let name = stage.element("[data-role=tile-name]").await;
    type_into(&name, "Oops");
    press(&name, "Escape");
    stage.value("[data-role=tile-name]", "New Email").await;
    fire(&name, "change");
    assert_eq!(stage.undo_label(), None);
}

#[wasm_bindgen_test]
async fn what_was_typed_is_kept_when_another_tile_is_selected() {
    let stage = Stage::open(DRAFT).await;
    stage.select("01_0_2", 0).await;
    let name = stage.element("[data-role=tile-name]").await;
    type_into(&name, "Welcome");
    stage.select("01_0_2_3", 0).await;
    stage.value("[data-role=tile-name]", "New Trigger").await;
    assert!(stage.definition().contains(r#""Name":"Welcome","ActivityItemId":25"#));
    assert!(stage.definition().contains(r#""Name":"New Trigger""#));
}

#[wasm_bindgen_test]
async fn unknown_values_keep_their_form() {
    let stage = Stage::open(DRAFT).await;
    stage.select("01_0_2", 0).await;
    let before = stage.definition();
    let parts = stage.element("[data-member=Parts]").await;
    stage.value("[data-member=Parts]", "[1,2.50]").await;
    enter(&parts, "[1, 2.50,");
    stage.text(".typed_member:has([data-member=Parts]) .error", "not valid JSON").await;
    assert_eq!(stage.definition(), before, "what cannot be read is not written");
    stage.value("[data-member=Parts]", "[1, 2.50,").await;
    enter(&parts, "[ 1,2.50 ]");
    assert_eq!(stage.definition(), before, "other spacing is no change");
    enter(&parts, "[1,2.50,{\"a\":1e3}]");
    assert_eq!(stage.definition(), before.replace("[1, 2.50]", "[1,2.50,{\"a\":1e3}]"));
    stage.text(".typed_member:has([data-member=Parts]) .error", "").await;

    let weight = stage.element("[data-member=Weight]").await;
    stage.value("[data-member=Weight]", "5.0").await;
    enter(&weight, "7.0");
    assert!(stage.definition().contains(r#""Weight":7.0,"#));
    next_frame().await;
    enter(&weight, "seven");
    stage.text(".typed_member:has([data-member=Weight]) .error", "not a number").await;
    assert!(stage.definition().contains(r#""Weight":7.0,"#));
}

#[wasm_bindgen_test]
async fn an_unknown_value_can_become_another_type_and_go() {
    let stage = Stage::open(DRAFT).await;
    stage.select("01_0_2", 0).await;
    let kind: web_sys::HtmlSelectElement = stage.element("[data-type-of=Weight]").await.unchecked_into();
    kind.set_value("text");
    fire(&kind, "change");
    assert!(stage.definition().contains(r#""Weight":"5.0","#));
    let name = stage.element("[data-role=other-values] [data-role=new-member]").await;
    type_into(&name, "Colour");
    press(&name, "Enter");
    let colour = stage.element("[data-member=Colour]").await;
    enter(&colour, "blue");
    assert!(stage.definition().contains(r#""Quiet":null,"Colour":"blue"}"#));
    type_into(&name, "Colour");
    press(&name, "Enter");
    stage.text("[data-role=other-values] .typed_add + .error", "already").await;
    stage.element(".typed_member:has([data-member=Colour]) button").await.click();
    assert!(stage.definition().contains(r#""Quiet":null}"#));
}

#[wasm_bindgen_test]
async fn a_number_out_of_range_is_not_written() {
    let stage = Stage::open(DRAFT).await;
    stage.select("01_0_2_3", 0).await;
    let timeout = stage.element("[data-member=TimeoutValue]").await;
    enter(&timeout, "400");
    stage.text(".field:has([data-member=TimeoutValue]) .error", "from 1 to 365").await;
    assert!(stage.definition().contains(r#""TimeoutValue":5,"#));
    enter(&timeout, "12");
    assert!(stage.definition().contains(r#""TimeoutValue":12,"#));
}

#[wasm_bindgen_test]
async fn rules_of_a_trigger_are_stored_as_the_product_stores_them() {
    let stage = Stage::open(DRAFT).await;
    stage.select("01_0_2_3", 0).await;
    stage.element("[data-role=add-condition]").await.click();
    let rule = r#""ConditionExpressions":[{"SourceActivityItemId":"26","Condition":"UserRegistered"}]"#;
    assert!(stage.definition().contains(rule), "{}", stage.definition());
    let source: web_sys::HtmlSelectElement = stage.element("[data-member=SourceActivityItemId]").await.unchecked_into();
    stage.value("[data-member=SourceActivityItemId]", "26").await;
    source.set_value("25");
    fire(&source, "change");
    let condition = stage.element("[data-member=Condition]").await;
    enter(&condition, "EmailOpenedSomehow");
    let rule = r#""ConditionExpressions":[{"SourceActivityItemId":"25","Condition":"EmailOpenedSomehow"}]"#;
    assert!(stage.definition().contains(rule), "{}", stage.definition());
}

#[wasm_bindgen_test]
async fn a_segment_is_chosen_by_keyboard() {
    let stage = Stage::open(DRAFT).await;
    stage.select("01_0", 1).await;
    let field = stage.element("[data-role=tile-record]").await;
    press(&field, "ArrowDown");
    stage.text(".lookup_list", "Munich").await;
    assert_eq!(field.get_attribute("aria-expanded").as_deref(), Some("true"));
    press(&field, "ArrowDown");
    press(&field, "ArrowDown");
    let active = until(|| {
        let active = field.get_attribute("aria-activedescendant")?;
        document().get_element_by_id(&active)?.text_content().filter(|text| text.contains("Munich"))
    });
    assert!(active.await.is_some(), "the second record is active");
    press(&field, "Enter");
    let stored = format!(
        r#"{{"ItemId":"{SEGMENT}","ActivityTypeId":"SegmentItem","Title":"Undefined","IsNameSystemDefined":true,"Name":"Munich","ActivityItemId":24,"ContainmentMethod":"Inclusion","SegmentSourceType":"Segment","Description":"","DciSegmentName":"Munich_query","SegmentDisplayName":"Munich"}}"#
    );
    assert!(stage.definition().contains(&stored), "{}", stage.definition());
    stage.value("[data-role=tile-record]", "Munich").await;
    stage.text(".record_note", "Live").await;
    stage.element("[data-role=lookup-clear]").await.click();
    assert!(stage.definition().contains(r#""ItemId":null,"ActivityTypeId":"SegmentItem""#));
    assert!(!stage.definition().contains("Munich"));
}

#[wasm_bindgen_test]
async fn nested_items_are_added_ordered_and_left_again() {
    let stage = Stage::open(DRAFT).await;
    stage.select("01_0", 0).await;
    stage.element("[data-add=SegmentItem]").await.click();
    stage.element("[data-role=back-to-tile]").await.click();
    stage.element("[data-item=\"2\"] [data-move=up]").await.click();
    let (first, second) =
        (stage.definition().find(r#""ActivityItemId":42"#), stage.definition().find(r#""ActivityItemId":24"#));
    assert!(first.is_some() && first < second, "{}", stage.definition());
    stage.element("[data-item=\"1\"] [data-role=remove-nested]").await.click();
    assert!(!stage.definition().contains(r#""ActivityItemId":42"#));
    let last = stage.element("[data-item=\"1\"] [data-role=remove-nested]").await;
    assert!(until(|| last.has_attribute("disabled").then_some(())).await.is_some() || !last.is_connected());
    stage.element("[data-item=\"1\"] [data-role=remove-nested][disabled]").await;
}

#[wasm_bindgen_test]
async fn a_live_journey_says_why_it_is_locked() {
    let stage = Stage::open(LIVE).await;
    stage.select("01_0_2", 0).await;
    stage.text(".inspector_lock", "locked").await;
    stage.text(".settings_lock", "locked").await;
    let name = stage.input("[data-role=tile-name]").await;
    assert!(name.read_only() && name.title().contains("locked"));
    enter(&name, "Changed");
    let column = stage.input("[data-column=msdyncrm_enddatetime]").await;
    assert!(column.read_only());
    assert_eq!(stage.undo_label(), None);
}

#[wasm_bindgen_test]
async fn dates_are_the_journey_s_own_wall_clock() {
    let stage = Stage::open(DRAFT).await;
    stage.value("[data-column=msdyncrm_startdatetime]", "2030-02-09T11:29").await;
    let start = stage.element("[data-column=msdyncrm_startdatetime]").await;
    enter(&start, "2030-03-01T08:05");
    let changed = stage.session.with(|editor| {
        let changed = editor.changed_settings();
        changed.into_iter().map(|(column, value)| (column.to_owned(), value.clone())).collect::<Vec<_>>()
    });
    let moment = journey::Value::Moment("2030-03-01T08:05:00Z".to_owned());
    assert_eq!(changed, [("msdyncrm_startdatetime".to_owned(), moment)]);
    let zone: web_sys::HtmlSelectElement =
        stage.element("select[data-column=msdyncrm_customerjourneytimezone]").await.unchecked_into();
    stage.text("select[data-column=msdyncrm_customerjourneytimezone]", "London").await;
    assert_eq!(zone.value(), "110");
}

#[wasm_bindgen_test]
async fn every_column_of_the_table_has_its_place() {
    let stage = Stage::open(DRAFT).await;
    for spec in journey::SETTINGS {
        stage.element(&format!("[data-column={}]", spec.column)).await;
    }
}
