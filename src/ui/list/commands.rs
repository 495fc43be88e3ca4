//! The commands of the list.

use leptos::prelude::*;

use super::screen::{Asked, Screen};
use super::spec::{CommandIds, Words};
use crate::session::Entry;
use crate::ui::commands::{Command, Commands};
use crate::ui::icon::{
    ADD_20_REGULAR, ARROW_CLOCKWISE_20_REGULAR, COPY_20_REGULAR, DELETE_20_REGULAR, OPEN_20_REGULAR, SEARCH_20_REGULAR,
};
use crate::ui::words::{fill, t};

/// Why not exactly one record can be acted on; empty when it can.
fn needs_one(words: &Words, rows: &[Entry]) -> String {
    match rows {
        [] => t(words.select_first).to_owned(),
        [_] => String::new(),
        _ => t(words.select_one).to_owned(),
    }
}

/// Why the records can't be deleted; empty when they can (`reference/journeys.md 2.2`).
fn needs_deletable(words: &Words, rows: &[Entry]) -> String {
    let mut live = rows.iter().filter(|row| !row.is_deletable());
    let Some(first) = live.next() else {
        return if rows.is_empty() { t(words.select_first).to_owned() } else { String::new() };
    };
    match live.count() {
        0 => fill("“{0}” is live. Stop it, then delete it.", &[&first.name]),
        others => fill(words.some_live, &[&(others + 1).to_string(), &first.name]),
    }
}

/// Registers what a person can do with the list.
pub fn commands(screen: Screen) -> Commands {
    let words = &screen.spec.words;
    let CommandIds { new, open, copy, delete, refresh, search } = &screen.spec.commands;
    let chosen = Memo::new(move |_| screen.selection.rows());
    let one = Signal::derive(move || chosen.with(|rows| needs_one(words, rows)));
    let always = Signal::stored(String::new());
    let first = move || chosen.with_untracked(|rows| rows.first().cloned());
    Commands::new(vec![
        Command {
            id: new,
            label: t("New"),
            keys: "",
            icon: ADD_20_REGULAR,
            refusal: always,
            run: Callback::new(move |()| screen.asked.set(Some(Asked::New))),
        },
        Command {
            id: open,
            label: t("Open"),
            keys: "Enter",
            icon: OPEN_20_REGULAR,
            refusal: one,
            run: Callback::new(move |()| {
                if let Some(row) = first() {
                    screen.go_to(row.id);
                }
            }),
        },
        Command {
            id: copy,
            label: t("Copy"),
            keys: "",
            icon: COPY_20_REGULAR,
            refusal: one,
            run: Callback::new(move |()| screen.asked.set(first().map(Asked::Copy))),
        },
        Command {
            id: delete,
            label: t("Delete"),
            keys: "Delete",
            icon: DELETE_20_REGULAR,
            refusal: Signal::derive(move || chosen.with(|rows| needs_deletable(words, rows))),
            run: Callback::new(move |()| screen.asked.set(Some(Asked::Delete(chosen.get_untracked())))),
        },
        Command {
            id: refresh,
            label: t("Refresh"),
            keys: "",
            icon: ARROW_CLOCKWISE_20_REGULAR,
            refusal: always,
            run: Callback::new(move |()| screen.list.refresh()),
        },
        Command {
            id: search,
            label: t("Search"),
            keys: "Control+F /",
            icon: SEARCH_20_REGULAR,
            refusal: always,
            run: Callback::new(move |()| screen.focus_search()),
        },
    ])
}
