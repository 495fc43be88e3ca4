//! Keys and input of the textarea. What is not named here is the browser's.

use leptos::prelude::*;

use super::Code;
use crate::ui::commands::keys_of;

impl Code {
    /// Does what a key asks for.
    pub fn on_key(&self, event: &web_sys::KeyboardEvent) {
        // 229 is what some browsers call the key that ends a composition.
        if event.is_composing() || event.key_code() == 229 || self.area.is_composing_now() {
            return;
        }
        if self.do_key(&keys_of(event), &event.code()) {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    fn do_key(&self, keys: &str, physical: &str) -> bool {
        if self.offers.on_key(*self, keys) {
            return true;
        }
        match keys {
            "Control+ " if self.is_locked() => {}
            "Control+ " => self.offers.open(*self),
            "F8" => self.problems.go(*self, true),
            "Shift+F8" => self.problems.go(*self, false),
            "Control+." => self.open_fixes(),
            "Control+F" => self.open_find(),
            "F3" => self.find_next(true),
            "Shift+F3" => self.find_next(false),
            "F1" => self.explain_caret(),
            "Control+Z" => self.step(self.owner.undo),
            "Control+Y" | "Control+Shift+Z" => self.step(self.owner.redo),
            "Alt+Shift+ArrowRight" => self.grow(),
            "Alt+Shift+ArrowLeft" => self.shrink(),
            "Escape" => return self.hover.hide(),
            // Some keyboards write a letter of their own with these keys.
            _ if physical == "KeyF" && keys.starts_with("Alt+") => {
                if !self.is_locked() {
                    self.owner.format.run(());
                }
            }
            _ => return false,
        }
        true
    }

    /// The menu of the browser, and gestures, undo without a key.
    pub fn before_input(&self, event: &web_sys::InputEvent) {
        match event.input_type().as_str() {
            "historyUndo" => self.step(self.owner.undo),
            "historyRedo" => self.step(self.owner.redo),
            _ => {
                self.area.read_caret();
                return;
            }
        }
        event.prevent_default();
    }

    fn step(&self, command: Callback<()>) {
        self.offers.close();
        self.area.run(command);
    }

    /// Hands over what was typed, unless an input method is at it.
    pub fn on_input(&self) {
        self.hover.hide();
        if self.area.is_composing_now() {
            self.area.compose();
        } else if let Some(insert) = self.area.commit() {
            self.offers.follow(*self, &insert);
        }
    }

    /// An input method begins or ends.
    pub fn compose(&self, begins: bool) {
        self.offers.close();
        if begins {
            self.area.compose();
        } else {
            self.area.commit();
        }
    }

    /// The caret may have moved.
    pub fn on_caret(&self) {
        if self.area.read_caret() {
            self.offers.close();
            self.hover.hide();
            self.problems.tell(*self);
        }
    }

    fn grow(&self) {
        let before = self.area.selection_now();
        let after = self.owner.grow.run(before.clone());
        if after != before {
            self.area.select(after);
            self.grown.update_value(|grown| {
                // Selecting something else in between begins anew.
                if grown.last().is_none_or(|(_, last)| *last != before) {
                    grown.clear();
                }
                grown.push((before, self.area.selection_now()));
            });
        }
    }

    fn shrink(&self) {
        let now = self.area.selection_now();
        let last = self.grown.try_update_value(Vec::pop).flatten();
        if let Some((before, _)) = last.filter(|(_, after)| *after == now) {
            self.area.select(before);
        }
    }
}
