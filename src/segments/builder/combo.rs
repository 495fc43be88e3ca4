//! A combobox over what the organisation knows: type a part of a label or of a name, choose, or write a name of your own.
//!
//! The pattern is the editable combobox with a listbox popup of the ARIA Authoring Practices, as the lookup's.

use leptos::html;
use leptos::prelude::*;

use super::board::Board;
use crate::ui::field::fresh_id;
use crate::ui::words::{fill, t};

/// What is listed at once; more is found by typing.
const LISTED: usize = 400;

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offer {
    /// What is chosen.
    pub value: String,
    /// What people call it.
    pub label: String,
    /// What tells it from others: a logical name, a type, a status.
    pub detail: String,
    /// Its status is Live.
    pub live: bool,
}

impl Offer {
    /// How well a text that is typed fits: the less the better, `None` if not at all.
    fn rank(&self, typed: &str) -> Option<usize> {
        let (label, value) = (self.label.to_lowercase(), self.value.to_lowercase());
        let ranks = [
            label == typed || value == typed,
            label.starts_with(typed),
            value.starts_with(typed) || label.split(' ').any(|word| word.starts_with(typed)),
            label.contains(typed) || value.contains(typed),
        ];
        ranks.iter().position(|fits| *fits)
    }
}

/// The offers that a text fits, the best first, as many as are listed; and whether there are more.
fn matching(mut offers: Vec<Offer>, typed: Option<&str>, own: bool) -> (Vec<Offer>, bool) {
    let text = typed.unwrap_or_default().trim();
    let wanted = text.to_lowercase();
    if !wanted.is_empty() {
        let mut ranked: Vec<(usize, Offer)> =
            offers.into_iter().filter_map(|offer| Some((offer.rank(&wanted)?, offer))).collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        let exact = ranked.iter().any(|(_, offer)| offer.value.to_lowercase() == wanted);
        offers = ranked.into_iter().map(|(_, offer)| offer).collect();
        if own && !exact {
            let place = offers.len().min(LISTED - 1);
            let label = fill("Use “{0}”", &[text]);
            offers.insert(place, Offer { value: text.to_owned(), label, ..Offer::default() });
        }
    }
    let more = offers.len() > LISTED;
    offers.truncate(LISTED);
    (offers, more)
}

/// A combobox.
#[component]
pub fn Combo(
    /// The builder.
    board: Board,
    /// Its accessible name.
    #[prop(into)]
    name: Signal<String>,
    /// What is chosen now, in words.
    #[prop(into)]
    shown: Signal<String>,
    /// What there is to choose; asked while the list is open.
    offers: Callback<(), Vec<Offer>>,
    /// Takes a choice over.
    choose: Callback<String>,
    /// What it is known by.
    role: &'static str,
    /// What stands in it while nothing is chosen.
    #[prop(default = "")]
    placeholder: &'static str,
    /// Names that are not offered can be written.
    #[prop(optional)]
    own: bool,
    /// It lacks a choice.
    #[prop(into, optional)]
    invalid: Signal<bool>,
) -> impl IntoView {
    let id = StoredValue::new(fresh_id());
    let field = NodeRef::<html::Input>::new();
    let open = RwSignal::new(false);
    let typed = RwSignal::new(None::<String>);
    let cursor = RwSignal::new(None::<usize>);
    let found =
        Memo::new(
            move |_| {
                if open.get() { matching(offers.run(()), typed.get().as_deref(), own) } else { (Vec::new(), false) }
            },
        );
    let close = move || {
        // The field may lose the focus because its line goes.
        if !open.is_disposed() {
            open.set(false);
            typed.set(None);
            cursor.set(None);
        }
    };
    let choose_at = move |index: usize| {
        let value = found.with_untracked(|(found, _)| found.get(index).map(|offer| offer.value.clone()));
        close();
        if let Some(value) = value {
            choose.run(value);
            if let Some(field) = field.try_get_untracked().flatten() {
                field.set_value(&shown.get_untracked());
            }
        }
    };
    let open_list = move || {
        if !untrack(|| board.is_locked()) {
            open.set(true);
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        let (is_open, count) = (open.get_untracked(), found.with_untracked(|(found, _)| found.len()));
        let at = cursor.get_untracked();
        match event.key().as_str() {
            _ if event.alt_key() || event.ctrl_key() || event.meta_key() => return,
            "ArrowDown" if !is_open => open_list(),
            "ArrowDown" if count > 0 => cursor.set(Some(at.map_or(0, |at| (at + 1) % count))),
            "ArrowUp" if is_open && count > 0 => cursor.set(Some(at.map_or(count - 1, |at| (at + count - 1) % count))),
            "Enter" if is_open => {
                if let Some(at) = at {
                    choose_at(at);
                }
            }
            "Enter" => open_list(),
            "Escape" if is_open => {
                close();
                if let Some(field) = field.get_untracked() {
                    field.set_value(&shown.get_untracked());
                }
            }
            // Who types and goes on means what they see first.
            "Tab" if is_open && typed.with_untracked(Option::is_some) => {
                if let Some(at) = at {
                    choose_at(at);
                }
                return;
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let on_input = move |event| {
        let text = event_target_value(&event);
        cursor.set((!text.trim().is_empty()).then_some(0));
        typed.set(Some(text));
        open.set(true);
    };
    let on_blur = move |event: web_sys::FocusEvent| {
        close();
        if let Some(shown) = shown.try_get_untracked() {
            event_target::<web_sys::HtmlInputElement>(&event).set_value(&shown);
        }
    };
    let on_focus = move |event: web_sys::FocusEvent| {
        let field: web_sys::HtmlInputElement = event_target(&event);
        field.select();
    };
    let active = move || {
        let at = cursor.get().filter(|_| open.get())?;
        Some(id.with_value(|id| format!("{id}-{at}")))
    };
    Effect::new(move || {
        if let Some(option) = active().and_then(|id| document().get_element_by_id(&id)) {
            option.scroll_into_view_with_scroll_into_view_options(&nearest());
        }
    });
    let list = move || {
        open.get().then(|| {
            let options = move || {
                let found = found.get().0.into_iter().enumerate();
                found.map(|(index, offer)| option(id, index, offer, cursor, Callback::new(choose_at))).collect_view()
            };
            let more = move || match found.get() {
                (found, _) if found.is_empty() => t("Nothing found."),
                (_, true) => t("Type to find more."),
                _ => "",
            };
            view! {
                <div class="popover lookup_list">
                    <div role="listbox" id=id.with_value(|id| format!("{id}-list")) aria-label=name>{options}</div>
                    <p class="muted lookup_words">{more}</p>
                </div>
            }
        })
    };
    view! {
        <span class="builder_combo" data-combo=role>
            <input
                class="input"
                node_ref=field
                type="text"
                role="combobox"
                dir="auto"
                autocomplete="off"
                spellcheck="false"
                data-role=role
                aria-label=name
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls=move || open.get().then(|| id.with_value(|id| format!("{id}-list")))
                aria-autocomplete="list"
                aria-activedescendant=active
                aria-invalid=move || invalid.get().then_some("true")
                placeholder=t(placeholder)
                readonly=move || board.is_locked()
                prop:value=move || shown.get()
                title=shown
                on:focus=on_focus
                on:click=move |_| open_list()
                on:input=on_input
                on:keydown=on_key
                on:blur=on_blur
            />
            {list}
        </span>
    }
}

fn option(
    id: StoredValue<String>,
    index: usize,
    offer: Offer,
    cursor: RwSignal<Option<usize>>,
    choose: Callback<usize>,
) -> AnyView {
    view! {
        <div
            class="option"
            role="option"
            id=id.with_value(|id| format!("{id}-{index}"))
            data-value=offer.value
            aria-selected=move || if cursor.get() == Some(index) { "true" } else { "false" }
            // The field keeps the focus, so that typing goes on.
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| choose.run(index)
        >
            <span class="grow name" dir="auto">{offer.label}</span>
            <span class="muted" data-live=offer.live.then_some("true")>{offer.detail}</span>
        </div>
    }
    .into_any()
}

fn nearest() -> web_sys::ScrollIntoViewOptions {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str) -> Vec<String> {
        let offer = |value: &str, label: &str| Offer { value: value.into(), label: label.into(), ..Offer::default() };
        let offers = vec![
            offer("address1_city", "Address 1: City"),
            offer("birthplace", "City of birth"),
            offer("capacity", "Room"),
            offer("firstname", "First Name"),
        ];
        matching(offers, Some(typed), true).0.into_iter().map(|offer| offer.value).collect()
    }

    #[test]
    fn the_best_comes_first() {
        assert_eq!(found("city"), ["birthplace", "address1_city", "capacity", "city"]);
        assert_eq!(found("FIRSTNAME"), ["firstname"]);
        assert_eq!(found("new_own"), ["new_own"]);
        assert_eq!(found("").len(), 4);
    }
}
