//! The textarea and the document: what was typed goes there, what the document has comes here, and the caret stays.

use std::ops::Range;
use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;

use super::Typed;
use super::text::{change, shown, snap_range, to_byte, to_units, typed};

/// The textarea's side of the box. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Area {
    /// The element.
    pub node: NodeRef<html::Textarea>,
    /// It has the keyboard.
    pub focused: RwSignal<bool>,
    document: Signal<Rc<str>, LocalStorage>,
    edit: Callback<Typed, bool>,
    selection: RwSignal<Range<usize>>,
    /// What an input method is composing stands in the text already, but is not the document's yet.
    composed: RwSignal<Option<Rc<str>>, LocalStorage>,
    /// The document's text that the textarea holds.
    held: StoredValue<Rc<str>, LocalStorage>,
    /// What the textarea has selected.
    selected: StoredValue<Range<usize>>,
    /// The caret was put somewhere and may be out of sight.
    reveal: StoredValue<bool>,
}

impl Area {
    /// An empty textarea that will hold the document's text.
    pub fn new(
        document: Signal<Rc<str>, LocalStorage>,
        edit: Callback<Typed, bool>,
        selection: RwSignal<Range<usize>>,
    ) -> Self {
        Self {
            node: NodeRef::new(),
            focused: RwSignal::new(false),
            document,
            edit,
            selection,
            composed: RwSignal::new_local(None),
            held: StoredValue::new_local("".into()),
            selected: StoredValue::new(0..0),
            reveal: StoredValue::new(false),
        }
    }

    /// The text that is to be seen, reactive.
    pub fn text(&self) -> Rc<str> {
        self.composed.get().unwrap_or_else(|| self.document.get())
    }

    /// The document's text.
    pub fn text_now(&self) -> Rc<str> {
        self.document.get_untracked()
    }

    /// What is selected, reactive.
    pub fn selection(&self) -> Range<usize> {
        self.selection.get()
    }

    /// What is selected.
    pub fn selection_now(&self) -> Range<usize> {
        self.selection.get_untracked()
    }

    /// Whether it has the keyboard, reactive.
    pub fn has_focus(&self) -> bool {
        self.focused.get()
    }

    /// Whether an input method is composing, reactive.
    pub fn is_composing(&self) -> bool {
        self.composed.with(Option::is_some)
    }

    /// Whether an input method is composing.
    pub fn is_composing_now(&self) -> bool {
        self.composed.with_untracked(Option::is_some)
    }

    /// Whether the caret was put somewhere and was not shown there yet.
    pub fn is_to_reveal(&self) -> bool {
        self.reveal.try_get_value().unwrap_or_default()
    }

    /// The caret is in sight.
    pub fn revealed(&self) {
        self.reveal.set_value(false);
    }

    /// Puts the keyboard into the textarea.
    pub fn focus(&self) {
        if let Some(node) = self.node.get_untracked() {
            let _ = node.focus();
        }
    }

    /// Takes over what changed outside: the document's text, and a selection that somebody set. Reactive.
    pub fn follow(&self) {
        let text = self.document.get();
        let asked = self.selection.get();
        let held = self.held.get_value();
        let selected = self.selected.get_value();
        let is_asked = asked != selected;
        if is_asked {
            self.put(&text, asked);
        } else if held != text {
            let caret = change(&held, &text, text.len()).map_or(selected.clone(), |change| {
                let carry = |at| change.carry(&held, &text, at);
                carry(selected.start)..carry(selected.end)
            });
            self.put(&text, caret);
        }
    }

    /// Makes the textarea hold the document's text with that selection, and shows the caret.
    pub fn put(&self, text: &Rc<str>, selection: Range<usize>) {
        let Some(node) = self.node.get_untracked() else { return };
        let selection = snap_range(text, &selection);
        let value = shown(text);
        if node.value() != value {
            node.set_value(&value);
        }
        // Fails for elements that have no text only.
        let _ = node.set_selection_range(to_units(text, selection.start) as u32, to_units(text, selection.end) as u32);
        self.end_composing();
        self.held.set_value(text.clone());
        self.reveal.set_value(true);
        self.tell(selection);
    }

    /// Selects a range and shows it.
    pub fn select(&self, range: Range<usize>) {
        self.put(&self.text_now(), range);
    }

    /// Runs a command that changes the document; the caret goes to the end of what it changed.
    pub fn run(&self, command: Callback<()>) {
        let before = self.text_now();
        command.run(());
        let text = self.text_now();
        // The document may have said itself where to go.
        let is_asked = self.selection.get_untracked() != self.selected.get_value();
        if let Some(change) = change(&before, &text, text.len()).filter(|_| !is_asked) {
            self.put(&text, change.new.end..change.new.end);
        }
    }

    /// Replaces a range of the text as if it had been typed. Says whether the document took it over.
    pub fn replace(&self, range: Range<usize>, insert: &str) -> bool {
        let caret = range.start + insert.len();
        let taken = self.edit.run(Typed { range, insert: insert.to_owned() });
        if taken {
            self.put(&self.text_now(), caret..caret);
        }
        taken
    }

    /// Hands what was typed over. Returns what was inserted if the document took it over.
    pub fn commit(&self) -> Option<String> {
        let node = self.node.get_untracked()?;
        let value = node.value();
        let held = self.held.get_value();
        let caret = node.selection_end().ok().flatten().unwrap_or_default() as usize;
        self.end_composing();
        let Some((range, insert)) = typed(&held, &value, to_byte(&value, caret)) else {
            self.read_caret();
            return None;
        };
        let before = self.selected.get_value();
        if !self.edit.run(Typed { range, insert: insert.clone() }) {
            self.put(&self.text_now(), before);
            return None;
        }
        let text = self.text_now();
        if shown(&text) == value {
            self.held.set_value(text);
            self.read_caret();
        }
        Some(insert)
    }

    /// Shows what an input method is composing.
    pub fn compose(&self) {
        if let Some(node) = self.node.get_untracked() {
            self.composed.set(Some(node.value().into()));
        }
    }

    /// Reads where the caret is. Says whether it moved.
    pub fn read_caret(&self) -> bool {
        let Some(node) = self.node.get_untracked().filter(|_| !self.is_composing_now()) else { return false };
        let at = |place: Result<Option<u32>, _>| place.ok().flatten().unwrap_or_default() as usize;
        let (start, end) = (at(node.selection_start()), at(node.selection_end()));
        let held = self.held.get_value();
        let start_byte = to_byte(&held, start);
        let end_byte = if end == start { start_byte } else { to_byte(&held, end) };
        let moved = self.selected.get_value() != (start_byte..end_byte);
        if moved {
            self.tell(start_byte..end_byte);
        }
        moved
    }

    fn end_composing(&self) {
        if self.is_composing_now() {
            self.composed.set(None);
        }
    }

    fn tell(&self, selection: Range<usize>) {
        self.selected.set_value(selection.clone());
        self.selection.set(selection);
    }
}
