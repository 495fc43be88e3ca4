//! Journeyman: an editor for Dynamics 365 outbound customer journeys and segments, running as a web resource.

mod app;
pub mod host;
pub mod journeys;
mod navigator;
mod route;
pub mod segments;
pub mod session;
pub mod ui;
pub mod work;

use leptos::prelude::*;

/// Runs when the module is loaded.
#[allow(unsafe_code)]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
    // Only the page of the app has this mark: tests load the same module and mount what they test.
    if document().query_selector("html[data-state]").ok().flatten().is_some() {
        app::mount();
    }
}
