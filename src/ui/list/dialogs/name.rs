//! The name of a record: required, at most 100 characters (`reference/journeys.md 1.2`, `reference/segments.md 1.1, 8.2`).

use leptos::prelude::*;

use crate::ui::field::{Counted, fresh_id};
use crate::ui::words::t;

/// Characters of a name, as the column counts them: UTF-16 units.
const LIMIT: usize = 100;

/// The text cut to what the column holds.
pub fn shortened(text: &str) -> String {
    let mut units = 0;
    text.chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= LIMIT
        })
        .collect()
}

/// Whether it is no name.
pub fn is_missing(name: &str) -> bool {
    name.trim().is_empty()
}

/// The field.
#[component]
pub fn NameField(
    /// What is typed.
    name: RwSignal<String>,
    /// What is said when there is none.
    needed: &'static str,
    /// Says what is wrong once the person has tried to go on.
    is_tried: RwSignal<bool>,
) -> impl IntoView {
    let id = fresh_id();
    let (fault_id, count_id) = (format!("{id}-fault"), format!("{id}-count"));
    let shown_fault = move || (is_tried.get() && name.with(|name| is_missing(name))).then(|| t(needed));
    let select_all = |event: web_sys::FocusEvent| event_target::<web_sys::HtmlInputElement>(&event).select();
    view! {
        <div class="field">
            <label class="required" for=id.clone()>{t("Name")}</label>
            <input
                id=id
                data-role="name"
                class="input"
                type="text"
                maxlength=LIMIT
                autocomplete="off"
                autofocus
                dir="auto"
                aria-required="true"
                aria-invalid=move || shown_fault().map(|_| "true")
                aria-describedby=format!("{fault_id} {count_id}")
                prop:value=move || name.get()
                on:input=move |event| name.set(event_target_value(&event))
                on:focus=select_all
            />
            <span id=fault_id class="error" role="alert">{shown_fault}</span>
            <span id=count_id><Counted text=name max=LIMIT /></span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cut_at_whole_characters() {
        assert_eq!(shortened("Spring"), "Spring");
        assert_eq!(shortened(&"ä".repeat(120)).chars().count(), 100);
        // Two units each, of which no half is kept.
        assert_eq!(shortened(&format!("x{}", "🚀".repeat(60))).chars().count(), 50);
    }
}
