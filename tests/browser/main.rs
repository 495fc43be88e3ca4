//! Browser tests: what only a real browser can answer.
#![cfg(target_arch = "wasm32")]

mod builder;
mod code_box;
mod inspector;
mod list;
mod virtual_list;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
