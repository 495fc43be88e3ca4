//! The find bar above the text.

use std::ops::Range;
use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;

use super::Code;
use super::kept::Kept;
use super::text::find_all;
use crate::ui::commands::keys_of;
use crate::ui::icon::{ARROW_DOWN_20_REGULAR, ARROW_UP_20_REGULAR, DISMISS_20_REGULAR, Icon};
use crate::ui::words::{fill, t};

type Hits = Rc<Vec<Range<usize>>>;

/// What is searched for. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Find {
    /// `None` while the bar is closed.
    wanted: RwSignal<Option<String>>,
    node: NodeRef<html::Input>,
    hits: Kept<(Rc<str>, Option<String>), Hits>,
}

impl Find {
    /// A closed bar.
    pub fn new() -> Self {
        Self { wanted: RwSignal::new(None), node: NodeRef::new(), hits: Kept::new() }
    }

    /// Where the wanted text stands, reactive.
    pub fn hits(&self, text: &Rc<str>) -> Hits {
        self.find(text, self.wanted.get())
    }

    fn take_keyboard(&self, node: &web_sys::HtmlInputElement) {
        node.set_value(&self.wanted.get_untracked().unwrap_or_default());
        let _ = node.focus();
        node.select();
    }

    fn find(&self, text: &Rc<str>, wanted: Option<String>) -> Hits {
        let found = wanted.clone().unwrap_or_default();
        self.hits.get((text.clone(), wanted), || Rc::new(find_all(text, &found)))
    }
}

impl Code {
    /// Opens the bar, with what is selected.
    pub fn open_find(&self) {
        let text = self.area.text_now();
        let selected = text.get(self.area.selection_now()).filter(|text| !text.is_empty() && !text.contains('\n'));
        let wanted = selected.map(str::to_owned).or_else(|| self.find.wanted.get_untracked()).unwrap_or_default();
        self.find.wanted.set(Some(wanted));
        // The bar may stand there already; a new one takes the keyboard when it is in the page.
        if let Some(node) = self.find.node.get_untracked() {
            self.find.take_keyboard(&node);
        }
    }

    /// Selects the next hit, or the one before, round the ends.
    pub fn find_next(&self, forward: bool) {
        let hits = self.find.find(&self.area.text_now(), self.find.wanted.get_untracked());
        let selection = self.area.selection_now();
        let next = if forward {
            hits.iter().find(|hit| hit.start > selection.start).or(hits.first())
        } else {
            hits.iter().rfind(|hit| hit.start < selection.start).or(hits.last())
        };
        if let Some(hit) = next {
            self.area.select(hit.clone());
        }
    }

    fn search(&self, wanted: String) {
        let hits = self.find.find(&self.area.text_now(), Some(wanted.clone()));
        self.find.wanted.set(Some(wanted));
        let from = self.area.selection_now().start;
        if let Some(hit) = hits.iter().find(|hit| hit.start >= from).or(hits.first()) {
            self.area.select(hit.clone());
        }
    }

    fn close_find(&self) {
        self.find.wanted.set(None);
        self.area.focus();
    }
}

/// The bar itself.
#[component]
pub fn FindBar(code: Code) -> impl IntoView {
    let find = code.find;
    let is_open = Memo::new(move |_| find.wanted.with(Option::is_some));
    Effect::new(move || {
        if let Some(node) = find.node.get() {
            find.take_keyboard(&node);
        }
    });
    let count = move || {
        let hits = find.hits(&code.area.text());
        let selection = code.area.selection();
        match (hits.iter().position(|hit| *hit == selection), hits.len()) {
            _ if find.wanted.with(|wanted| wanted.as_ref().is_none_or(String::is_empty)) => String::new(),
            (_, 0) => t("Not found").to_owned(),
            (Some(at), all) => fill("{0} of {1}", &[&(at + 1).to_string(), &all.to_string()]),
            (None, all) => fill("{0} found", &[&all.to_string()]),
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        match keys_of(&event).as_str() {
            "Enter" | "F3" => code.find_next(true),
            "Shift+Enter" | "Shift+F3" => code.find_next(false),
            "Escape" => code.close_find(),
            "Control+F" => {
                if let Some(node) = find.node.get_untracked() {
                    node.select();
                }
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    move || {
        is_open.get().then(|| {
            view! {
                <div class="code_find" role="search" aria-label=t("Find in the text")>
                    <input
                        class="input"
                        type="text"
                        data-role="code-find"
                        node_ref=find.node
                        aria-label=t("Find in the text")
                        placeholder=t("Find")
                        autocomplete="off"
                        spellcheck="false"
                        dir="auto"
                        on:input=move |event| code.search(event_target_value(&event))
                        on:keydown=on_key
                    />
                    <span class="muted" role="status" data-role="code-found">{count}</span>
                    <button type="button" class="button subtle compact" aria-label=t("Previous place") title=t("Previous place (Shift+Enter)") on:click=move |_| code.find_next(false)>
                        <Icon data=ARROW_UP_20_REGULAR />
                    </button>
                    <button type="button" class="button subtle compact" aria-label=t("Next place") title=t("Next place (Enter)") on:click=move |_| code.find_next(true)>
                        <Icon data=ARROW_DOWN_20_REGULAR />
                    </button>
                    <button type="button" class="button subtle compact" aria-label=t("Close") title=t("Close (Escape)") on:click=move |_| code.close_find()>
                        <Icon data=DISMISS_20_REGULAR />
                    </button>
                </div>
            }
        })
    }
}
