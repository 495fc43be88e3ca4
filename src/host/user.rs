//! The user: language, direction, contrast.

use serde::Deserialize;
use wasm_bindgen::JsValue;

use super::context::global_context;
use super::params::{Params, plain_id};

/// Settings of the signed-in user that change how the page looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Language of the interface, an LCID such as 1033 (English) or 1031 (German).
    pub language: u32,
    /// Text runs from right to left.
    pub right_to_left: bool,
    /// The user asked Dynamics for high contrast.
    pub high_contrast: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UserSettings {
    language_id: Option<u32>,
    #[serde(rename = "isRTL")]
    is_rtl: Option<bool>,
    is_high_contrast_enabled: Option<bool>,
    user_id: Option<String>,
}

/// Languages of which the LCID is known to run from right to left: Arabic, Hebrew, Persian, Urdu.
fn runs_right_to_left(lcid: u32) -> bool {
    matches!(lcid & 0x3ff, 0x01 | 0x0d | 0x29 | 0x20)
}

fn browser_language() -> u32 {
    let language = web_sys::window().and_then(|w| w.navigator().language()).unwrap_or_default();
    match language.get(..2) {
        Some("de") => 1031,
        Some("ar") => 1025,
        _ => 1033,
    }
}

/// A BCP 47 tag for `<html lang>` and date formats.
pub(super) fn language_tag(lcid: u32) -> &'static str {
    match lcid {
        1031 => "de-DE",
        1025 => "ar-SA",
        1036 => "fr-FR",
        2057 => "en-GB",
        3082 => "es-ES",
        _ => "en-US",
    }
}

fn from_host() -> Option<UserSettings> {
    let settings: JsValue = global_context()?.user_settings().ok()?;
    // The settings object carries functions and collections too: only the named members are read.
    serde_wasm_bindgen::from_value(settings).ok()
}

/// The user's id as the Web API writes it, where there is a host.
pub fn user_id() -> Option<String> {
    from_host()?.user_id.as_deref().and_then(plain_id)
}

/// The user as the host knows them, else as the address and the browser say.
pub fn user(params: &Params) -> User {
    let host = from_host();
    let language = host
        .as_ref()
        .and_then(|settings| settings.language_id)
        .or(params.user_language)
        .unwrap_or_else(browser_language);
    User {
        language,
        right_to_left: host.as_ref().and_then(|s| s.is_rtl).unwrap_or_else(|| runs_right_to_left(language)),
        high_contrast: host.and_then(|s| s.is_high_contrast_enabled).unwrap_or(false),
    }
}

impl User {
    /// Sets `lang`, `dir` and contrast on the page.
    pub fn dress(&self) {
        let Some(root) = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element()) else {
            return;
        };
        let _ = root.set_attribute("lang", language_tag(self.language));
        let _ = root.set_attribute("dir", if self.right_to_left { "rtl" } else { "ltr" });
        if self.high_contrast {
            let _ = root.set_attribute("data-contrast", "high");
        }
        super::dates::set_language(language_tag(self.language));
    }
}
