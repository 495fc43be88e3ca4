//! The name of a journey: required, at most 100 characters (`reference/journeys.md 1.2`).

use leptos::prelude::*;

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

/// What is wrong with a name, if anything.
pub fn fault(name: &str) -> Option<&'static str> {
    name.trim().is_empty().then(|| t("A journey needs a name."))
}

/// The field.
#[component]
pub fn NameField(
    /// What is typed.
    name: RwSignal<String>,
    /// Says what is wrong once the person has tried to go on.
    is_tried: RwSignal<bool>,
) -> impl IntoView {
    let shown_fault = move || name.with(|name| fault(name)).filter(|_| is_tried.get());
    let select_all = |event: web_sys::FocusEvent| event_target::<web_sys::HtmlInputElement>(&event).select();
    view! {
        <div class="field">
            <label class="required" for="journey-name">{t("Name")}</label>
            <input
                id="journey-name"
                class="input"
                type="text"
                maxlength=LIMIT
                autocomplete="off"
                autofocus
                dir="auto"
                aria-required="true"
                aria-invalid=move || shown_fault().map(|_| "true")
                aria-describedby="journey-name-fault"
                prop:value=move || name.get()
                on:input=move |event| name.set(event_target_value(&event))
                on:focus=select_all
            />
            <span id="journey-name-fault" class="error" role="alert">{shown_fault}</span>
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
