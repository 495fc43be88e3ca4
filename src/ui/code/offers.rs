//! Suggestions: what can be written at the caret, in a list that the textarea's keys move through.

use leptos::prelude::*;

use super::{Code, Offer, beside};
use crate::ui::words::{fill, t};

/// So many are listed; typing more of the name finds the others.
const MOST: usize = 50;
/// So many fit the list without scrolling.
const PAGE: usize = 8;

/// The list, closed while it is empty. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Offers {
    items: RwSignal<Vec<Offer>>,
    /// How many there are beside those that are listed.
    more: RwSignal<usize>,
    active: RwSignal<usize>,
    style: RwSignal<String>,
    /// The next frame asks for suggestions.
    is_due: StoredValue<bool>,
}

impl Offers {
    /// A closed list.
    pub fn new() -> Self {
        Self {
            items: RwSignal::new(Vec::new()),
            more: RwSignal::new(0),
            active: RwSignal::new(0),
            style: RwSignal::new(String::new()),
            is_due: StoredValue::new(false),
        }
    }

    /// Whether it is shown, reactive.
    pub fn is_open(&self) -> bool {
        self.items.with(|items| !items.is_empty())
    }

    fn is_open_now(&self) -> bool {
        self.items.with_untracked(|items| !items.is_empty())
    }

    /// The active option while the list is shown, reactive.
    pub fn active(&self) -> Option<usize> {
        self.is_open().then(|| self.active.get())
    }

    /// Takes the list away.
    pub fn close(&self) {
        self.is_due.set_value(false);
        if self.is_open_now() {
            self.items.set(Vec::new());
        }
    }

    /// Lists what can be written at the caret because a person asked.
    pub fn open(&self, code: Code) {
        self.list(code);
        if !self.is_open_now() {
            code.say(t("There are no suggestions here."));
        }
    }

    /// Follows what was typed: the list opens while a name is, and closes behind it.
    pub fn follow(&self, code: Code, insert: &str) {
        let caret = code.area.selection_now();
        let text = code.area.text_now();
        let last = text.get(..caret.end).and_then(|before| before.chars().next_back());
        let in_name = caret.is_empty() && last.is_some_and(|last| last.is_alphanumeric() || last == '_' || last == '.');
        // What was pasted or taken away asks for nothing.
        let is_letter = insert.chars().nth(1).is_none() && !insert.is_empty();
        if !in_name || !(is_letter || self.is_open_now()) {
            self.close();
        } else if !self.is_due.get_value() {
            self.is_due.set_value(true);
            let this = *self;
            request_animation_frame(move || {
                if this.is_due.try_update_value(std::mem::take) == Some(true) {
                    this.list(code);
                }
            });
        }
    }

    fn list(&self, code: Code) {
        let caret = code.area.selection_now();
        let text = code.area.text_now();
        let mut items = code.owner.offers.run(caret.end);
        // A word that is written out is the best offer, and needs none if it is the only one.
        if let Some(at) = items.iter().position(|offer| is_written(&text, offer)) {
            items[..=at].rotate_right(1);
            if items.len() == 1 {
                items.clear();
            }
        }
        let count = items.len();
        items.truncate(MOST);
        let before = self.items.with_untracked(Vec::len) + self.more.get_untracked();
        self.more.set(count - items.len());
        self.active.set(0);
        self.items.set(items);
        self.put(code);
        match count {
            0 => {}
            _ if count == before => {}
            1 => code.say(t("1 suggestion")),
            _ => code.say(fill("{0} suggestions", &[&count.to_string()])),
        }
    }

    /// Puts the open list below the word that it is about.
    pub fn put(&self, code: Code) {
        let at = self.items.with_untracked(|items| items.first().map(|offer| offer.edit.0.start));
        if let Some(place) = at.and_then(|at| code.place(at)) {
            self.style.set(beside(place));
        }
    }

    /// Writes the option of that index.
    pub fn choose(&self, code: Code, index: usize) {
        let offer = self.items.with_untracked(|items| items.get(index).cloned());
        self.close();
        if let Some(offer) = offer.filter(|offer| !is_written(&code.area.text_now(), offer)) {
            let Offer { label, edit: (range, insert), .. } = offer;
            if code.area.replace(range, &insert) {
                code.say(fill("{0} was written.", &[&label]));
            }
        }
    }

    /// Does what a key asks of the open list. Says whether it meant the list.
    pub fn on_key(&self, code: Code, keys: &str) -> bool {
        if !self.is_open_now() {
            return false;
        }
        let count = self.items.with_untracked(Vec::len);
        let at = self.active.get_untracked();
        match keys {
            "ArrowDown" => self.active.set((at + 1) % count),
            "ArrowUp" => self.active.set((at + count - 1) % count),
            "PageDown" => self.active.set((at + PAGE).min(count - 1)),
            "PageUp" => self.active.set(at.saturating_sub(PAGE)),
            "Enter" | "Tab" => self.choose(code, at),
            "Escape" => self.close(),
            _ => return false,
        }
        true
    }
}

/// Whether the offer stands in the text already.
fn is_written(text: &str, offer: &Offer) -> bool {
    text.get(offer.edit.0.clone()) == Some(&offer.edit.1)
}

/// The listbox.
#[component]
pub fn OffersList(code: Code, id: String) -> impl IntoView {
    let offers = code.offers;
    let option_id = {
        let id = id.clone();
        move |at: usize| format!("{id}-{at}")
    };
    let active_id = option_id.clone();
    Effect::new(move || {
        if let Some(option) = offers.active().and_then(|at| document().get_element_by_id(&active_id(at))) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    let rows = move || {
        let rows = offers.items.get().into_iter().enumerate().map(|(index, offer)| {
            view! {
                <div
                    class="option"
                    id=option_id(index)
                    role="option"
                    aria-selected=move || if offers.active.get() == index { "true" } else { "false" }
                    on:click=move |_| offers.choose(code, index)
                >
                    <span class="name">{offer.label}</span>
                    <span class="muted" dir="auto">{offer.detail}</span>
                    <span class="kind">{t(offer.kind)}</span>
                </div>
            }
        });
        rows.collect_view()
    };
    let more = move || {
        let more = offers.more.get();
        let of = (MOST + more).to_string();
        (more > 0).then(|| {
            view! {
                <p class="muted code_more">
                    {fill("The first {0} of {1} are shown. Type more of the name to find others.", &[&MOST.to_string(), &of])}
                </p>
            }
        })
    };
    view! {
        <div
            class="popover code_list"
            style=move || offers.style.get()
            hidden=move || !offers.is_open()
            // The textarea keeps the keyboard, so that typing goes on.
            on:mousedown=|event| event.prevent_default()
        >
            <div role="listbox" id=id aria-label=t("Suggestions")>{rows}</div>
            {more}
        </div>
    }
}
