//! Choosing a record of a table: a combobox that searches by name, as the host's own lookups do.
//!
//! The pattern is the editable combobox with a listbox popup of the ARIA Authoring Practices: the field keeps the focus, the
//! arrows move the active option, Enter chooses it, Escape gives up.

mod list;
mod picker;
mod state;

use leptos::html;
use leptos::prelude::*;

use self::list::Offers;
use self::picker::Picker;
use super::field::{Fault, Field, Mark, described_by, fresh_id};
use super::icon::{DISMISS_20_REGULAR, Icon, OPEN_20_REGULAR};
use super::words::{fill, t};
use crate::host;
use crate::session::{Found, Organisation, RecordState};
pub use state::RecordNote;

/// The record that a lookup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Its id.
    pub id: String,
    /// What the document calls it, when it says so.
    pub name: String,
}

/// A labelled lookup with buttons to clear it and to open its record.
#[component]
pub fn Lookup(
    /// Where the records are.
    organisation: Organisation,
    /// Logical name of their table.
    #[prop(into)]
    table: Signal<String>,
    /// The record chosen now.
    #[prop(into)]
    value: Signal<Option<Chosen>>,
    /// Takes a choice over, `None` to clear, or says why not.
    choose: Callback<Option<Found>, Result<(), Fault>>,
    /// Why nothing can be chosen now.
    #[prop(into)]
    disabled: Signal<Option<String>>,
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// What it is known by.
    mark: Mark,
    /// What it is for.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// Why it is locked, where that is not said once for all.
    #[prop(into, optional)]
    lock: Signal<Option<String>>,
    /// It must have a value.
    #[prop(optional)]
    required: bool,
    /// Warn when the record is not live.
    #[prop(optional)]
    live: bool,
    /// Offer to make a new record in the host.
    #[prop(optional)]
    create: bool,
) -> impl IntoView {
    let id = fresh_id();
    let node = NodeRef::<html::Input>::new();
    let picker = Picker::new(organisation, table, choose, create);
    let state = Memo::new(move |_| {
        let chosen = value.get()?;
        table.with(|table| organisation.records().state(table, &chosen.id))
    });
    let name = Memo::new(move |_| match (state.get(), value.get()) {
        (Some(RecordState::Found(found)), _) if !found.name.is_empty() => found.name,
        (_, Some(chosen)) if !chosen.name.is_empty() => chosen.name,
        (_, Some(chosen)) => chosen.id,
        (_, None) => String::new(),
    });
    let is_locked = move || disabled.with(Option::is_some);
    let title = move || disabled.get().unwrap_or_default();
    let on_key = move |event: web_sys::KeyboardEvent| {
        if !is_locked() && picker.on_key(&event) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let placeholder = move || if is_locked() { t("None") } else { t("Search by name") };
    let on_input = move |event| picker.type_text(event_target_value(&event));
    let on_focus = move |event: web_sys::FocusEvent| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        input.select();
    };
    let on_click = move |_| {
        if !is_locked() {
            picker.open();
        }
    };
    let open_record = move |_| {
        if let Some(chosen) = value.get_untracked() {
            table.with_untracked(|table| host::open_record(table, Some(&chosen.id)));
        }
    };
    let clear = move |_| {
        picker.choose(None);
        if let Some(input) = node.get_untracked() {
            // The button is gone with the record; the field is what a person goes on with.
            let _ = input.focus();
        }
    };
    let list_id = format!("{id}-list");
    let active = {
        let list_id = list_id.clone();
        move || picker.cursor().map(|at| format!("{list_id}-{at}"))
    };
    view! {
        <Field label id=id.clone() hint fault=picker.fault lock required>
            <div class="lookup" data-open=move || picker.is_open().then_some("true")>
                <div class="lookup_line">
                    <input
                        {..mark.attribute()}
                        class="input"
                        node_ref=node
                        type="text"
                        id=id.clone()
                        dir="auto"
                        role="combobox"
                        autocomplete="off"
                        spellcheck="false"
                        aria-autocomplete="list"
                        aria-expanded=move || if picker.is_open() { "true" } else { "false" }
                        aria-controls=list_id.clone()
                        aria-activedescendant=active
                        aria-describedby=described_by(&id)
                        aria-required=required.then_some("true")
                        readonly=is_locked
                        title=title
                        placeholder=placeholder
                        prop:value=move || picker.typed().unwrap_or_else(|| name.get())
                        on:input=on_input
                        on:click=on_click
                        on:focus=on_focus
                        on:keydown=on_key
                        on:blur=move |_| picker.close()
                    />
                    <Show when=move || !required && value.with(Option::is_some) && !is_locked()>
                        <button
                            type="button"
                            class="button subtle compact"
                            data-role="lookup-clear"
                            aria-label=move || fill("Clear {0}", &[&label.get()])
                            title=t("Clear")
                            on:click=clear
                        >
                            <Icon data=DISMISS_20_REGULAR />
                        </button>
                    </Show>
                    <Show when=move || value.with(Option::is_some)>
                        <button
                            type="button"
                            class="button subtle compact"
                            data-role="lookup-open"
                            aria-label=move || fill("Open {0}", &[&name.get()])
                            title=t("Open the record")
                            on:click=open_record
                        >
                            <Icon data=OPEN_20_REGULAR />
                        </button>
                    </Show>
                </div>
                <Offers picker id=list_id label />
            </div>
            <RecordNote state live />
        </Field>
    }
}
