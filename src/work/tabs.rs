//! The parts of a page as tabs. Some are tabs only in a narrow window: in a wide one they stand beside the others.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::ui::measure::is_narrow;
use crate::ui::words::t;

/// One part of a page.
pub struct Tab<P> {
    /// Which.
    pub part: P,
    /// Its `data-tab`.
    pub id: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// A tab only in a narrow window.
    pub narrow: bool,
}

/// The tabs. In a wide window the first one stands for those that are tabs only in a narrow one.
#[component]
pub fn Tabs<P: Copy + PartialEq + Send + Sync + 'static>(
    /// The parts, the main one first.
    tabs: Vec<Tab<P>>,
    /// The part that shows.
    part: RwSignal<P>,
    /// Accessible name.
    label: &'static str,
) -> impl IntoView {
    let first = tabs.first().map(|tab| tab.part);
    let narrow: Vec<P> = tabs.iter().filter(|tab| tab.narrow).map(|tab| tab.part).collect();
    let narrow = StoredValue::new(narrow);
    let tab = move |tab: Tab<P>| {
        let which = tab.part;
        let selected = move || {
            let now = part.get();
            let stands_for = Some(which) == first && narrow.with_value(|all| all.contains(&now)) && !is_narrow();
            now == which || stands_for
        };
        view! {
            <button
                type="button"
                role="tab"
                class:narrow_only=tab.narrow
                data-tab=tab.id
                aria-selected=move || if selected() { "true" } else { "false" }
                tabindex=move || if selected() { "0" } else { "-1" }
                on:click=move |_| part.set(which)
                on:keydown=move |event| move_focus(&event)
            >
                {t(tab.label)}
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=t(label)>
            {tabs.into_iter().map(tab).collect_view()}
        </div>
    }
}

/// Arrows move among tabs, as the pattern for tabs wants.
fn move_focus(event: &web_sys::KeyboardEvent) {
    let forward = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => true,
        "ArrowLeft" | "ArrowUp" => false,
        _ => return,
    };
    let Some(tab) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else { return };
    let mut next = if forward { tab.next_element_sibling() } else { tab.previous_element_sibling() };
    while let Some(candidate) = next.as_ref().and_then(|element| element.dyn_ref::<web_sys::HtmlElement>()) {
        if candidate.offset_parent().is_some() {
            event.prevent_default();
            // A tab that cannot take the focus leaves it where it is.
            let _ = candidate.focus();
            candidate.click();
            return;
        }
        next = if forward { candidate.next_element_sibling() } else { candidate.previous_element_sibling() };
    }
}
