//! The part of the app that shows journeys.
#![no_main]
#![allow(unsafe_code)] // The binding to JavaScript is generated glue.

use journeyman::journeys;
use wasm_bindgen::prelude::wasm_bindgen;

/// Puts the part into the page.
#[wasm_bindgen]
pub fn enter() {
    journeyman::enter(&[journeys::screen]);
}

/// Takes the part out of the page.
#[wasm_bindgen]
pub fn leave() {
    journeyman::leave();
}
