//! A segment with its builder in the page, and what a person does there.

use journeyman::segments::builder::Builder;
use journeyman::session::{Organisation, SegmentSession};
use leptos::mount::mount_to;
use leptos::prelude::*;
use segment::document::Table;
use wasm_bindgen::JsCast;
use web_sys::{
    ClipboardEvent, ClipboardEventInit, DataTransfer, Event, EventInit, HtmlElement, HtmlInputElement,
    HtmlSelectElement, KeyboardEvent, KeyboardEventInit,
};

use super::server::serve;

/// The builder; it goes away with the test.
pub struct Stage {
    pub place: HtmlElement,
    pub session: SegmentSession,
    _mounted: Box<dyn std::any::Any>,
}

impl Stage {
    /// A segment in Draft with this query. `number` makes it another segment than those of other tests.
    pub async fn open(number: u32, query: &str) -> Self {
        Self::open_in(number, query, 192_350_000).await
    }

    /// As [`Stage::open`], in a status.
    pub async fn open_in(number: u32, query: &str, status: i64) -> Self {
        let id = format!("{number:08}-1111-1111-1111-111111111111");
        serve(&id, query, status);
        let place: HtmlElement = document().create_element("div").expect("an element").unchecked_into();
        place.set_attribute("style", "display:flex;flex-direction:column;height:800px;width:700px").expect("a style");
        // Which lines have elements depends on how the builder scrolls.
        let style = document().create_element("style").expect("an element");
        style.set_text_content(Some(include_str!("../../../src/style/segments/52_builder.css")));
        place.append_child(&style).expect("a style");
        document().body().expect("a body").append_child(&place).expect("a place in the page");
        let (opened, set_opened) = arc_signal(None::<SegmentSession>);
        let mounted =
            mount_to(place.clone(), move || move || opened.get().map(|session| view! { <Builder session /> }));
        let organisation = Organisation::connect();
        let (session, _) =
            SegmentSession::open(organisation, Table::Outbound, &id, true).await.expect("the segment served");
        let schemas = organisation.schemas();
        let is_known = || {
            use segment::schema::Schema;
            let known = schemas.known_now();
            (!known.segments.is_empty() && known.table("contact").yes().is_some()).then_some(())
        };
        until(is_known).await.expect("the organisation's schema");
        set_opened.set(Some(session));
        let stage = Self { place, session, _mounted: Box::new(mounted) };
        stage.element(".builder_add").await;
        stage
    }

    pub fn find(&self, selector: &str) -> Option<HtmlElement> {
        self.place.query_selector(selector).expect("a selector").map(JsCast::unchecked_into)
    }

    pub fn count(&self, selector: &str) -> u32 {
        self.place.query_selector_all(selector).expect("a selector").length()
    }

    /// The element, as soon as it is there.
    pub async fn element(&self, selector: &str) -> HtmlElement {
        until(|| self.find(selector)).await.unwrap_or_else(|| panic!("no {selector} in {}", self.place.inner_html()))
    }

    /// Presses a button, as soon as it is there.
    pub async fn click(&self, selector: &str) {
        self.element(selector).await.click();
    }

    /// The query as soon as it is this.
    pub async fn query(&self, wanted: &str) {
        let seen = || self.session.query_now().text.to_string();
        let found = until(|| (seen() == wanted).then_some(())).await;
        assert!(found.is_some(), "the query is\n{}\nnot\n{wanted}", seen());
    }

    pub async fn text(&self, selector: &str, wanted: &str) {
        let seen = || self.find(selector).and_then(|element| element.text_content()).unwrap_or_default();
        let found = until(|| seen().contains(wanted).then_some(())).await;
        assert!(found.is_some(), "{selector} says {:?}, not {wanted:?}", seen());
    }

    pub async fn value(&self, selector: &str, wanted: &str) {
        let seen = || {
            let element = self.find(selector)?;
            js_sys::Reflect::get(&element, &"value".into()).ok()?.as_string()
        };
        let found = until(|| (seen().as_deref() == Some(wanted)).then_some(())).await;
        assert!(found.is_some(), "{selector} holds {:?}, not {wanted:?}", seen());
    }

    /// Types into a combobox and takes what comes first.
    pub async fn pick(&self, selector: &str, text: &str) {
        let field = self.element(selector).await;
        field.focus().expect("a field takes the focus");
        type_into(&field, text);
        self.element("[role=option][aria-selected=true]").await;
        press(&field, "Enter");
    }

    /// Chooses an option by its value.
    pub async fn select(&self, selector: &str, value: &str) {
        let select: HtmlSelectElement = self.element(selector).await.unchecked_into();
        select.focus().expect("a field takes the focus");
        select.set_value(value);
        assert_eq!(select.value(), value, "an option of {}", select.inner_html());
        fire(&select, "change");
    }

    /// Types a text and leaves the field.
    pub async fn enter(&self, selector: &str, text: &str) {
        let field = self.element(selector).await;
        field.focus().expect("a field takes the focus");
        type_into(&field, text);
        fire(&field, "change");
    }

    /// Line and role of the control that has the keyboard, as soon as it is this.
    pub async fn focus(&self, wanted: &str) {
        let seen = || {
            let active = document().active_element()?;
            let line = active.closest("[data-line]").ok()??.get_attribute("data-line")?;
            Some(format!("{line} {}", active.get_attribute("data-role").unwrap_or_default()))
        };
        let found = until(|| (seen().as_deref() == Some(wanted)).then_some(())).await;
        assert!(found.is_some(), "the keyboard is at {:?}, not {wanted:?}", seen());
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.place.remove();
    }
}

/// Frame after frame until there is something.
pub async fn until<T>(mut look: impl FnMut() -> Option<T>) -> Option<T> {
    for _ in 0..180 {
        if let Some(found) = look() {
            return Some(found);
        }
        next_frame().await;
    }
    None
}

pub async fn next_frame() {
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

/// Presses a key at an element, with the keys in `with` held down.
pub fn press_with(element: &HtmlElement, key: &str, with: &str) {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_alt_key(with == "Alt");
    init.set_ctrl_key(with == "Control");
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).expect("an event");
    element.dispatch_event(&event).expect("an event that can be dispatched");
}

pub fn press(element: &HtmlElement, key: &str) {
    press_with(element, key, "");
}

fn type_into(element: &HtmlElement, text: &str) {
    element.unchecked_ref::<HtmlInputElement>().set_value(text);
    fire(element, "input");
}

/// Pastes a text. Says whether the field was left to take it in itself.
pub fn paste(element: &HtmlElement, text: &str) -> bool {
    let data = DataTransfer::new().expect("something to paste");
    data.set_data("text/plain", text).expect("a text");
    let init = ClipboardEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_clipboard_data(Some(&data));
    let event = ClipboardEvent::new_with_event_init_dict("paste", &init).expect("an event");
    element.dispatch_event(&event).expect("an event that can be dispatched")
}
