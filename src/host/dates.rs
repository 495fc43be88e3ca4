//! Dates and numbers in the user's language, by the browser's own `Intl`.

use std::cell::Cell;

use js_sys::{Date, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

thread_local! {
    static LANGUAGE: Cell<&'static str> = const { Cell::new("en-US") };
}

pub(super) fn set_language(tag: &'static str) {
    LANGUAGE.set(tag);
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        // Setting a member of a fresh object cannot fail.
        let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    options
}

fn format(iso: &str, pairs: &[(&str, &str)]) -> Option<String> {
    let date = Date::new(&JsValue::from_str(iso));
    if date.get_time().is_nan() {
        return None;
    }
    date.to_locale_string(LANGUAGE.get(), &options(pairs)).as_string()
}

/// A moment of the server (UTC), in the browser's time zone: `2 Mar 2026, 09:00`.
pub fn date_time(iso: &str) -> String {
    format(iso, &[("dateStyle", "medium"), ("timeStyle", "short")]).unwrap_or_else(|| iso.to_owned())
}

/// A wall-clock moment that is not converted, such as a journey's start (`reference/journeys.md 1.2`).
pub fn moment_text(iso: &str) -> String {
    format(iso, &[("dateStyle", "medium"), ("timeStyle", "short"), ("timeZone", "UTC")])
        .unwrap_or_else(|| iso.to_owned())
}

/// How long ago a moment of the server was: `3 days ago`.
pub fn age(iso: &str) -> String {
    let then = Date::new(&JsValue::from_str(iso)).get_time();
    if then.is_nan() {
        return iso.to_owned();
    }
    age_of(then)
}

/// How long ago a moment was, in milliseconds since 1970.
pub fn age_of(then: f64) -> String {
    let seconds = (then - Date::now()) / 1000.0;
    let (amount, unit) = match seconds.abs() {
        s if s < 60.0 => (seconds, "second"),
        s if s < 3600.0 => (seconds / 60.0, "minute"),
        s if s < 86_400.0 => (seconds / 3600.0, "hour"),
        s if s < 30.0 * 86_400.0 => (seconds / 86_400.0, "day"),
        _ => {
            let date = Date::new(&JsValue::from_f64(then));
            let options = options(&[("dateStyle", "medium")]);
            return date.to_locale_string(LANGUAGE.get(), &options).into();
        }
    };
    let locales = js_sys::Array::of1(&JsValue::from_str(LANGUAGE.get()));
    let relative = Intl::RelativeTimeFormat::new(&locales, &options(&[("numeric", "auto")]));
    relative.format(amount.round(), unit).into()
}

/// A whole number with the user's separators.
pub fn number(value: u64) -> String {
    js_sys::Number::from(value as f64).to_locale_string(LANGUAGE.get()).into()
}

/// The browser's wall clock as `2026-11-24T15:44:00`, for comparison with wall-clock moments.
pub fn now_iso() -> String {
    let now = Date::new_0();
    let local = now.get_time() - now.get_timezone_offset() * 60_000.0;
    let text: String = Date::new(&JsValue::from_f64(local)).to_iso_string().into();
    text.get(..19).unwrap_or(&text).to_owned()
}

/// The moment now in UTC, as `2026-03-02T09:00:00Z`.
pub fn utc_now() -> String {
    let iso: String = Date::new_0().to_iso_string().into();
    format!("{}Z", iso.get(..19).unwrap_or(&iso))
}
