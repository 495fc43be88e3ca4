//! Small controls that the lines share: a button, a choice, a menu.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::board::Board;
use crate::ui::icon::{Icon, Icon as IconData};

/// Values with what they are called.
pub type Options = Vec<(String, String)>;

/// A button that changes the query, with an icon alone or with a label too.
pub fn button(
    board: Board,
    data: IconData,
    name: impl Into<Signal<String>>,
    label: Option<&'static str>,
    role: &'static str,
    press: Callback<()>,
) -> AnyView {
    let name: Signal<String> = name.into();
    let compact = label.is_none();
    view! {
        <button
            type="button"
            class="button subtle small"
            class:compact=compact
            data-role=role
            aria-label=name
            title=move || compact.then(|| name.get())
            disabled=move || board.is_locked()
            on:click=move |_| press.run(())
        >
            <Icon data />
            {label}
        </button>
    }
    .into_any()
}

/// A choice of one of a few values.
pub fn choice(
    board: Board,
    name: impl Into<Signal<String>>,
    role: &'static str,
    options: Signal<Options>,
    value: Signal<String>,
    choose: Callback<String>,
) -> AnyView {
    let name: Signal<String> = name.into();
    let on_change = move |event: web_sys::Event| {
        let select: web_sys::HtmlSelectElement = event_target(&event);
        choose.run(select.value());
        // What was turned down goes back to what the text says.
        if let Some(value) = value.try_get_untracked().filter(|value| *value != select.value()) {
            select.set_value(&value);
        }
    };
    view! {
        <select class="input" data-role=role aria-label=name disabled=move || board.is_locked() on:change=on_change>
            {move || {
                options
                    .get()
                    .into_iter()
                    .map(|(own, label)| {
                        let this = own.clone();
                        view! { <option value=own prop:selected=move || value.with(|value| *value == this)>{label}</option> }
                    })
                    .collect_view()
            }}
        </select>
    }
    .into_any()
}

/// One thing that a menu offers.
#[derive(Clone)]
pub struct Entry {
    /// Its name in tests.
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// Keys that do the same.
    pub keys: &'static str,
    /// Does it.
    pub run: Callback<()>,
}

/// A button that opens a menu. What it offers is asked for each time.
#[component]
pub fn Menu(
    /// The builder.
    board: Board,
    /// What the button is called.
    #[prop(into)]
    name: Signal<String>,
    /// The button's icon.
    data: IconData,
    /// What the button is known by.
    role: &'static str,
    /// What it offers now.
    entries: Callback<(), Vec<Entry>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let list = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if let Some(list) = list.get() {
            step(&list, 0);
        }
    });
    let close = move || {
        open.set(false);
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        let Some(list) = list.get_untracked() else { return };
        match event.key().as_str() {
            "ArrowDown" => step(&list, 1),
            "ArrowUp" => step(&list, -1),
            "Escape" => close(),
            "Tab" => return open.set(false),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let on_focusout = move |event: web_sys::FocusEvent| {
        let to = event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let inside = list.try_get_untracked().flatten().is_some_and(|list| list.contains(to.as_ref()));
        if !inside && !open.is_disposed() {
            open.set(false);
        }
    };
    let shown = move || {
        open.get().then(|| {
            let entries = entries.run(()).into_iter().map(|entry| {
                let run = move |_| {
                    close();
                    entry.run.run(());
                };
                view! {
                    <button type="button" class="option" role="menuitem" tabindex="-1" data-entry=entry.name on:click=run>
                        <span class="grow">{entry.label}</span>
                        <span class="muted" aria-hidden="true">{entry.keys}</span>
                    </button>
                }
            });
            view! {
                <div class="popover" role="menu" node_ref=list aria-label=name on:keydown=on_key on:focusout=on_focusout>
                    {entries.collect_view()}
                </div>
            }
        })
    };
    view! {
        <span class="builder_menu">
            <button
                type="button"
                class="button subtle small compact"
                node_ref=button
                data-role=role
                aria-label=name
                title=name
                aria-haspopup="menu"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                disabled=move || board.is_locked()
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Icon data />
            </button>
            {shown}
        </span>
    }
}

/// Focuses the entry so many places on from the one that has the focus; the first, if none has.
fn step(list: &web_sys::HtmlDivElement, by: i32) {
    let Ok(entries) = list.query_selector_all("[role=menuitem]") else { return };
    let count = entries.length() as i32;
    let active = document().active_element();
    let at = (0..count).find(|index| entries.get(*index as u32).as_ref() == active.as_deref());
    let next = at.map_or(0, |at| (at + by).rem_euclid(count.max(1)));
    if let Some(entry) = entries.get(next as u32).and_then(|node| node.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = entry.focus();
    }
}
