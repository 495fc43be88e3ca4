//! Where the keyboard is in the builder, kept while lines come and go: a control is known by its line and its role.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::line::{Key, Lines};

/// A control that has the keyboard.
#[derive(Clone)]
struct Held {
    element: Element,
    line: Key,
    role: String,
    /// The place of its line, should that go.
    index: usize,
}

/// Where the keyboard is, and where it is wanted. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Place {
    /// The builder's element.
    pub root: NodeRef<html::Div>,
    held: StoredValue<Option<Held>, LocalStorage>,
    wanted: StoredValue<Option<(Key, &'static str)>>,
    /// The key that a line has been given in place of the one it had.
    renamed: StoredValue<Option<(Key, Key)>>,
    /// A line that is to be in view.
    pub reveal: RwSignal<Option<Key>>,
}

impl Place {
    pub(super) fn new() -> Self {
        Self {
            root: NodeRef::new(),
            held: StoredValue::new_local(None),
            wanted: StoredValue::new(None),
            renamed: StoredValue::new(None),
            reveal: RwSignal::new(None),
        }
    }

    /// Asks for the keyboard at a control of a line, as soon as it is there.
    pub fn want(&self, line: Key, role: &'static str) {
        self.wanted.set_value(Some((line, role)));
    }

    /// Tells that a line is about to have another key.
    pub fn rename(&self, from: Key, to: Key) {
        self.renamed.set_value(Some((from, to)));
    }

    /// Remembers the control that has been given the keyboard. Says which line it is in.
    pub fn take(&self, event: &web_sys::FocusEvent, lines: &Lines) -> Option<Key> {
        let element = event.target()?.dyn_into::<Element>().ok()?;
        let line: Key = element.closest("[data-line]").ok()??.get_attribute("data-line")?.into();
        let role = element.get_attribute("data-role").unwrap_or_default();
        let index = lines.position(&line).unwrap_or_default();
        self.held.set_value(Some(Held { element, line: line.clone(), role, index }));
        Some(line)
    }

    /// Forgets a control that a person has left by themselves.
    pub fn leave(&self, event: &web_sys::FocusEvent) {
        let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        // A control that goes with its line has not been left.
        if element.is_some_and(|element| element.is_connected()) && event.related_target().is_some() {
            self.held.set_value(None);
        }
    }

    /// Whether the keyboard is in the builder.
    pub fn is_here(&self) -> bool {
        let active = document().active_element();
        self.root.get_untracked().is_some_and(|root| root.contains(active.as_deref()))
    }

    /// Gives the keyboard to where it is wanted, or back to the control that was replaced under it. Called when the lines
    /// have been painted.
    pub fn settle(&self, lines: &Lines) {
        let renamed = self.renamed.try_update_value(Option::take).flatten();
        if let Some((line, role)) = self.wanted.get_value() {
            if self.give(&line, role) {
                self.wanted.set_value(None);
            } else if lines.get(&line).is_some() {
                // It is out of view; it will be painted when it is scrolled to.
                self.reveal.set(Some(line));
            } else {
                self.wanted.set_value(None);
            }
            return;
        }
        let nowhere = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
        let Some(held) = self.held.get_value().filter(|held| nowhere && !held.element.is_connected()) else { return };
        let line = match renamed {
            Some((from, to)) if held.line.starts_with(&*from) => to,
            _ => held.line.clone(),
        };
        let beside = |index: usize| lines.all().get(index).map(|line| line.key.clone());
        let instead = beside(held.index).or_else(|| beside(lines.all().len().checked_sub(1)?));
        let _ = self.give(&line, &held.role)
            || self.give(&line, "")
            || instead.is_some_and(|key| self.give(&key, &held.role) || self.give(&key, ""));
    }

    /// Focuses a control of a line; without a role the first. Says whether there is one.
    fn give(&self, line: &str, role: &str) -> bool {
        let Some(root) = self.root.get_untracked() else { return false };
        let selector = if role.is_empty() {
            format!("[data-line='{line}'] :is(input, select, button):not([disabled])")
        } else {
            format!("[data-line='{line}'] [data-role='{role}']")
        };
        let found = root.query_selector(&selector).ok().flatten();
        let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else { return false };
        element.focus().is_ok()
    }
}
