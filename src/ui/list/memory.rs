//! Where a person was in a list, so that Back and reload lead to the same place.
//!
//! Kept in the session storage: it lasts as long as the tab and holds no data of the organisation beyond what was typed.

use serde::{Deserialize, Serialize};

use super::spec::Spec;
use crate::session::Criteria;

/// What is kept.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// Order, filters and search.
    pub criteria: Criteria,
    /// Distance scrolled, in CSS pixels.
    pub top: f64,
    /// The row after the last one that showed.
    pub until: usize,
    /// Id of the record that was opened last, until the list shows it again.
    pub opened: Option<String>,
}

/// `None` where the browser forbids storage, as it may in a frame.
fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// What was kept under a key, in this tab.
pub fn recall(key: &str) -> Option<String> {
    storage()?.get_item(&format!("journeyman.{key}")).ok()?
}

/// Keeps a text for as long as the tab lasts. What cannot be kept is merely forgotten.
pub fn keep(key: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&format!("journeyman.{key}"), text);
    }
}

impl Memory {
    /// What was kept, or the list as it first opens.
    pub fn recall(spec: &Spec) -> Self {
        recall(spec.key).and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default()
    }

    /// Keeps it.
    pub fn keep(&self, spec: &Spec) {
        if let Ok(text) = serde_json::to_string(self) {
            keep(spec.key, &text);
        }
    }
}
