//! The menu of ways to mend the problem at the caret.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{Code, Fix, beside};
use crate::ui::commands::keys_of;
use crate::ui::words::t;

/// The menu, closed while it is empty. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Fixes {
    items: RwSignal<Vec<Fix>>,
    style: RwSignal<String>,
}

impl Fixes {
    /// A closed menu.
    pub fn new() -> Self {
        Self { items: RwSignal::new(Vec::new()), style: RwSignal::new(String::new()) }
    }

    fn close(&self) {
        if self.items.try_with_untracked(Vec::is_empty) == Some(false) {
            self.items.set(Vec::new());
        }
    }
}

impl Code {
    /// Opens the menu for the problem at the caret, or says why there is none.
    pub fn open_fixes(&self) {
        self.offers.close();
        let Some(index) = self.problems.current.get_untracked() else {
            self.say(t("There is no problem at the cursor."));
            return;
        };
        if self.is_locked() {
            return;
        }
        let items = self.owner.fixes.run(index);
        if items.is_empty() {
            self.say(t("Nothing is offered for this problem. It needs a person."));
            return;
        }
        if let Some(place) = self.place(self.area.selection_now().end) {
            self.fixes.style.set(beside(place));
        }
        self.fixes.items.set(items);
    }

    fn mend(&self, index: usize) {
        let fix = self.fixes.items.with_untracked(|items| items.get(index).cloned());
        self.fixes.close();
        self.area.focus();
        if let Some(fix) = fix {
            self.area.run(fix.run);
        }
    }
}

/// The menu itself. It takes the keyboard while it is open.
#[component]
pub fn FixesMenu(code: Code) -> impl IntoView {
    let fixes = code.fixes;
    let node = NodeRef::<html::Div>::new();
    let entries = move || -> Vec<HtmlElement> {
        let children = node.get_untracked().map(|menu| menu.children());
        let child = |index| Some(children.as_ref()?.item(index)?.unchecked_into());
        (0..).map_while(child).collect()
    };
    Effect::new(move || {
        if fixes.items.with(|items| !items.is_empty())
            && let Some(first) = entries().first()
        {
            let _ = first.focus();
        }
    });
    let on_key = move |event: web_sys::KeyboardEvent| {
        let entries = entries();
        let active = document().active_element();
        let at = entries.iter().position(|entry| active.as_ref() == Some(entry)).unwrap_or_default();
        let to = match keys_of(&event).as_str() {
            "ArrowDown" => (at + 1) % entries.len().max(1),
            "ArrowUp" => (at + entries.len()).saturating_sub(1) % entries.len().max(1),
            "Home" => 0,
            "End" => entries.len().saturating_sub(1),
            "Escape" | "Tab" | "Shift+Tab" => {
                fixes.close();
                code.area.focus();
                at
            }
            // Enter and the space bar press the button.
            _ => return event.stop_propagation(),
        };
        event.prevent_default();
        event.stop_propagation();
        if let Some(entry) = entries.get(to).filter(|_| to != at) {
            let _ = entry.focus();
        }
    };
    let on_leave = move |event: web_sys::FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
        if !node.try_get_untracked().flatten().is_some_and(|menu| menu.contains(to.as_ref())) {
            fixes.close();
        }
    };
    let rows = move || {
        let rows = fixes.items.get().into_iter().enumerate().map(|(index, fix)| {
            view! {
                <button type="button" class="option" role="menuitem" tabindex="-1" on:click=move |_| code.mend(index)>
                    {fix.label}
                </button>
            }
        });
        rows.collect_view()
    };
    view! {
        <div
            class="popover code_list"
            role="menu"
            aria-label=t("Ways to mend the problem")
            node_ref=node
            style=move || fixes.style.get()
            hidden=move || fixes.items.with(Vec::is_empty)
            on:keydown=on_key
            on:focusout=on_leave
        >
            {rows}
        </div>
    }
}
