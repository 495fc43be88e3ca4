//! All parts of the app in one module, for `trunk serve`.
#![no_main]
#![allow(unsafe_code)] // The binding to JavaScript is generated glue.

use journeyman::{journeys, segments, work};
use wasm_bindgen::prelude::wasm_bindgen;

/// Puts the part into the page.
#[wasm_bindgen]
pub fn enter() {
    journeyman::enter(&[journeys::screen, segments::screen, work::drafts::screen]);
}
