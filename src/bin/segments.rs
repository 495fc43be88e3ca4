//! The part of the app that shows segments, and what is kept of unsaved work.
#![no_main]
#![allow(unsafe_code)] // The binding to JavaScript is generated glue.

use journeyman::{segments, work};
use wasm_bindgen::prelude::wasm_bindgen;

/// Puts the part into the page.
#[wasm_bindgen]
pub fn enter() {
    journeyman::enter(&[segments::screen, work::drafts::screen]);
}

/// Takes the part out of the page.
#[wasm_bindgen]
pub fn leave() {
    journeyman::leave();
}
