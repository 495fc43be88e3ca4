//! The keyboard: commands anywhere on the screen, the row cursor on the rows.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::screen::Screen;
use crate::ui::commands::Commands;
use crate::ui::notice::Weight;

/// Runs the screen's commands by their keys for as long as the screen is there.
pub fn watch(screen: Screen, commands: Commands) {
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        // In a field, and on a button, keys have a meaning of their own.
        let is_taken = is_control(&event) && !(event.ctrl_key() || event.meta_key());
        if is_taken || event.default_prevented() || screen.asked.with_untracked(Option::is_some) {
            return;
        }
        let Some(command) = commands.bound_to(&event) else { return };
        event.prevent_default();
        if !command.invoke() {
            screen.notices.show(Weight::Information, command.refusal.get_untracked());
        }
    });
    on_cleanup(move || listener.remove());
}

fn is_control(event: &web_sys::KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| target.matches("input,select,textarea,button,a").unwrap_or(false))
}

/// Moves the row cursor and chooses rows. To be called on `keydown` of the rows.
pub fn on_rows(screen: Screen, event: &web_sys::KeyboardEvent) {
    let (selection, control) = (screen.selection, event.ctrl_key() || event.meta_key());
    let count = screen.list.with_rows_untracked(<[_]>::len);
    let (Some(last), false) = (count.checked_sub(1), event.alt_key()) else { return };
    let cursor = selection.cursor_now();
    let page = screen.rows.rows_per_screen();
    let step = |forward: usize, back: usize| cursor.map_or(0, |at| (at + forward).saturating_sub(back).min(last));
    let to = match event.key().as_str() {
        "ArrowDown" => step(1, 0),
        "ArrowUp" => step(0, 1),
        "PageDown" => step(page, 0),
        "PageUp" => step(0, page),
        "Home" => 0,
        "End" => last,
        " " => {
            event.prevent_default();
            selection.toggle(cursor.unwrap_or(0));
            return;
        }
        "a" | "A" if control => {
            event.prevent_default();
            selection.choose_all(true);
            return;
        }
        "Escape" => {
            selection.choose_all(false);
            return;
        }
        _ => return,
    };
    event.prevent_default();
    if event.shift_key() {
        selection.extend(to);
    } else {
        selection.go(to);
    }
    screen.rows.reveal(to);
}
