//! Where the keyboard is, and where it goes next.

use leptos::prelude::request_animation_frame;
use wasm_bindgen::JsCast;

/// The first element that a selector finds.
pub fn query(selector: &str) -> Option<web_sys::HtmlElement> {
    let found = web_sys::window()?.document()?.query_selector(selector).ok()??;
    found.dyn_into().ok()
}

/// Whether the key belongs to a text that is being typed.
pub fn in_text_field(event: &web_sys::KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|element| match element.tag_name().as_str() {
        "TEXTAREA" => true,
        "INPUT" => !matches!(element.get_attribute("type").as_deref(), Some("checkbox" | "radio" | "button")),
        _ => false,
    })
}

/// Focuses an element once it is on the screen.
pub fn focus_later(selector: String) {
    request_animation_frame(move || {
        if let Some(element) = query(&selector) {
            // An element that cannot take the focus leaves it where it is.
            let _ = element.focus();
        }
    });
}
