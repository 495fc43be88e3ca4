//! Any bytes, against the laws of the language.
//! `cargo +nightly fuzz run text seeds` in `crates/segment/fuzz`; the same laws run bounded in `tests/fuzz.rs`.
#![no_main]

#[path = "../laws.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::check(bytes));
