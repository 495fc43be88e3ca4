//! The popup of a lookup: what was found, and what to do when it is not there.

use leptos::html;
use leptos::prelude::*;

use super::picker::{Answer, Picker};
use crate::session::Found;
use crate::ui::icon::{ADD_20_REGULAR, Icon};
use crate::ui::words::{fill, t};

/// The listbox, and its count for those who don't see it.
#[component]
pub fn Offers(
    /// The lookup.
    picker: Picker,
    /// Id of the listbox; those of the options are derived from it.
    id: String,
    /// What the lookup is called.
    label: Signal<String>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let id = StoredValue::new(id);
    let is_open = Memo::new(move |_| picker.is_open());
    Effect::new(move || {
        // The pane may end just below the field.
        let grown = is_open.get() && matches!(picker.answer(), Answer::Found(..));
        if let Some(node) = node.get().filter(|_| grown) {
            node.scroll_into_view_with_scroll_into_view_options(&nearest());
        }
    });
    Effect::new(move || {
        if let Some(at) = picker.cursor()
            && let Some(option) = document().get_element_by_id(&option_id(id, at))
        {
            option.scroll_into_view_with_scroll_into_view_options(&nearest());
        }
    });
    let count = move || match picker.answer() {
        _ if !is_open.get() => String::new(),
        Answer::Searching => t("Searching…").to_owned(),
        Answer::Failed(text) => text,
        Answer::Found(found, _) if found.is_empty() => t("Nothing found.").to_owned(),
        Answer::Found(found, true) => {
            fill("The first {0} are shown. Type more of the name to find others.", &[&found.len().to_string()])
        }
        Answer::Found(found, false) if found.len() == 1 => t("1 record found.").to_owned(),
        Answer::Found(found, false) => fill("{0} records found.", &[&found.len().to_string()]),
    };
    let rows = move || match picker.answer() {
        Answer::Found(found, _) => found,
        _ => Vec::new(),
    };
    let needs_words = move || match picker.answer() {
        Answer::Found(found, more) => found.is_empty() || more,
        _ => true,
    };
    view! {
        <span class="visually_hidden" role="status" aria-live="polite">{count}</span>
        <div class="popover lookup_list" node_ref=node hidden=move || !is_open.get()>
            <div role="listbox" id=id.get_value() aria-label=label>
                {move || {
                    let rows = if is_open.get() { rows() } else { Vec::new() };
                    let last = rows.len();
                    let make_new = (picker.create && is_open.get()).then(|| view! { <MakeNew picker id index=last /> });
                    let rows = rows.into_iter().enumerate();
                    view! { {rows.map(|(index, found)| view! { <Offer picker id index found /> }).collect_view()} {make_new} }
                }}
            </div>
            <Show when=needs_words>
                <p class="muted lookup_words" aria-hidden="true">{count}</p>
            </Show>
        </div>
    }
}

fn option_id(list: StoredValue<String>, index: usize) -> String {
    list.with_value(|list| format!("{list}-{index}"))
}

fn nearest() -> web_sys::ScrollIntoViewOptions {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options
}

#[component]
fn Offer(picker: Picker, id: StoredValue<String>, index: usize, found: Found) -> impl IntoView {
    let name = if found.name.is_empty() { t("(no name)").to_owned() } else { found.name };
    view! {
        <div
            class="option"
            id=option_id(id, index)
            role="option"
            aria-selected=move || if picker.cursor() == Some(index) { "true" } else { "false" }
            // The field keeps the focus, so that typing goes on.
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| picker.choose_at(index)
        >
            <span class="grow name" dir="auto">{name}</span>
            {found.status.map(|status| view! { <span class="muted" data-live=found.live.then_some("true")>{status}</span> })}
        </div>
    }
}

#[component]
fn MakeNew(picker: Picker, id: StoredValue<String>, index: usize) -> impl IntoView {
    view! {
        <div
            class="option make_new"
            id=option_id(id, index)
            role="option"
            aria-selected=move || if picker.cursor() == Some(index) { "true" } else { "false" }
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| picker.make_new()
        >
            <Icon data=ADD_20_REGULAR />
            <span>{t("New record in a new window")}</span>
        </div>
    }
}
