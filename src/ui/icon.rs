//! Fluent icons, inlined at build: same shapes as the host's.

use leptos::prelude::*;

use super::icons_data::Icon as Data;
pub use super::icons_data::*;

/// One icon, decorative: the text beside it, or the button's label, says what it means.
#[component]
pub fn Icon(
    /// Its paths.
    data: Data,
) -> impl IntoView {
    let side = data.size.to_string();
    view! {
        <svg class="icon" aria-hidden="true" width=side.clone() height=side.clone() viewBox=format!("0 0 {side} {side}")>
            <path d=data.path fill="currentColor"></path>
        </svg>
    }
}
