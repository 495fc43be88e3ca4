//! Where a person was in the list, so that Back and reload lead to the same place.
//!
//! Kept in the session storage: it lasts as long as the tab and holds no data of the organisation beyond what was typed.

use serde::{Deserialize, Serialize};

use crate::session::Criteria;

const KEY: &str = "journeyman.journeys";

/// What is kept.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// Order, filter and search.
    pub criteria: Criteria,
    /// Distance scrolled, in CSS pixels.
    pub top: f64,
    /// The row after the last one that showed.
    pub until: usize,
}

/// `None` where the browser forbids storage, as it may in a frame.
fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}

impl Memory {
    /// What was kept, or the list as it first opens.
    pub fn recall() -> Self {
        let kept = storage().and_then(|storage| storage.get_item(KEY).ok()?);
        kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default()
    }

    /// Keeps it. What cannot be kept is merely forgotten.
    pub fn keep(&self) {
        if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(self)) {
            let _ = storage.set_item(KEY, &text);
        }
    }
}
