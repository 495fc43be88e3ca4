//! The row cursor and the rows that are chosen.

use std::collections::HashSet;

use leptos::prelude::*;

use crate::session::{Entry, List};

/// Cursor and choice. Rows are chosen by id, so that a choice survives a refresh. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Selection {
    list: List,
    cursor: RwSignal<Option<usize>>,
    /// Where a range begins.
    anchor: StoredValue<usize>,
    chosen: RwSignal<HashSet<String>>,
}

impl Selection {
    /// Nothing chosen.
    pub fn new(list: List) -> Self {
        Self { list, cursor: RwSignal::new(None), anchor: StoredValue::new(0), chosen: RwSignal::new(HashSet::new()) }
    }

    /// The row of the cursor, reactive.
    pub fn cursor(&self) -> Option<usize> {
        self.cursor.get()
    }

    /// As [`Self::cursor`], without subscribing.
    pub fn cursor_now(&self) -> Option<usize> {
        self.cursor.get_untracked()
    }

    /// Whether that record is chosen, reactive.
    pub fn has(&self, id: &str) -> bool {
        self.chosen.with(|chosen| chosen.contains(id))
    }

    /// How many are chosen, reactive.
    pub fn count(&self) -> usize {
        self.chosen.with(HashSet::len)
    }

    /// What commands act on: the chosen rows in the order of the list, else the row of the cursor. Reactive.
    pub fn rows(&self) -> Vec<Entry> {
        let cursor = self.cursor.get();
        self.list.with_rows(|rows| {
            self.chosen.with(|chosen| match cursor {
                Some(at) if chosen.is_empty() => rows.get(at).cloned().into_iter().collect(),
                _ => rows.iter().filter(|row| chosen.contains(&row.id)).cloned().collect(),
            })
        })
    }

    fn id(&self, index: usize) -> Option<String> {
        self.list.with_rows_untracked(|rows| rows.get(index).map(|row| row.id.clone()))
    }

    /// Moves the cursor; ranges begin there.
    pub fn go(&self, index: usize) {
        self.anchor.set_value(index);
        self.cursor.set(Some(index));
    }

    /// Chooses the row alone.
    pub fn choose(&self, index: usize) {
        self.go(index);
        self.chosen.set(self.id(index).into_iter().collect());
    }

    /// Chooses the row too, or no longer.
    pub fn toggle(&self, index: usize) {
        self.go(index);
        if let Some(id) = self.id(index) {
            self.chosen.update(|chosen| {
                if !chosen.remove(&id) {
                    chosen.insert(id);
                }
            });
        }
    }

    /// Chooses the rows from where the range begins to this one.
    pub fn extend(&self, index: usize) {
        let anchor = self.anchor.get_value();
        self.cursor.set(Some(index));
        let ids = self.list.with_rows_untracked(|rows| {
            let (start, end) = (anchor.min(index), anchor.max(index).saturating_add(1).min(rows.len()));
            rows.get(start..end).unwrap_or_default().iter().map(|row| row.id.clone()).collect()
        });
        self.chosen.set(ids);
    }

    /// Chooses every row that was read, or none.
    pub fn choose_all(&self, all: bool) {
        let ids = self.list.with_rows_untracked(|rows| rows.iter().map(|row| row.id.clone()).collect());
        self.chosen.set(if all { ids } else { HashSet::new() });
    }

    /// Forgets cursor and choice.
    pub fn clear(&self) {
        self.anchor.set_value(0);
        self.cursor.set(None);
        self.chosen.update(HashSet::clear);
    }

    /// Forgets records that left the list.
    pub fn follow(&self) {
        let (ids, count) =
            self.list.with_rows(|rows| (rows.iter().map(|row| row.id.clone()).collect::<HashSet<_>>(), rows.len()));
        if self.chosen.with_untracked(|chosen| chosen.iter().any(|id| !ids.contains(id))) {
            self.chosen.update(|chosen| chosen.retain(|id| ids.contains(id)));
        }
        if self.cursor.get_untracked().is_some_and(|at| at >= count) {
            self.cursor.set(count.checked_sub(1));
        }
    }
}
