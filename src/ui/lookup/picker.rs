//! What a lookup does: search as a person types, move among what was found, choose.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use crate::host;
use crate::session::{Failure, Found, Organisation, explain};
use crate::ui::field::Fault;

/// Typing that rests for so many milliseconds is worth a request.
const REST: u32 = 250;

/// What a search has come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is under way.
    Searching,
    /// Records by name, and whether there are more.
    Found(Vec<Found>, bool),
    /// It failed, in words.
    Failed(String),
}

/// The state of one lookup. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Picker {
    table: Signal<String>,
    choose: Callback<Option<Found>, Result<(), Fault>>,
    /// Whether a new record can be made.
    pub create: bool,
    /// What is searched for while the list is open.
    search: RwSignal<Option<String>>,
    /// What stands in the field while a person types.
    typed: RwSignal<Option<String>>,
    answer: RwSignal<Answer>,
    cursor: RwSignal<Option<usize>>,
    /// Why the last choice was not taken over.
    pub fault: RwSignal<Option<String>>,
}

impl Picker {
    /// A closed lookup.
    pub fn new(
        organisation: Organisation,
        table: Signal<String>,
        choose: Callback<Option<Found>, Result<(), Fault>>,
        create: bool,
    ) -> Self {
        let this = Self {
            table,
            choose,
            create,
            search: RwSignal::new(None),
            typed: RwSignal::new(None),
            answer: RwSignal::new(Answer::Searching),
            cursor: RwSignal::new(None),
            fault: RwSignal::new(None),
        };
        Effect::new(move |earlier: Option<Option<String>>| {
            let search = this.search.get();
            if let Some(text) = search.clone() {
                // The list that opens is wanted at once; what is typed into it may not be finished.
                let rest = if earlier.flatten().is_some() { REST } else { 0 };
                let table = table.get();
                this.answer.set(Answer::Searching);
                // A search that is no longer wanted is aborted with its request.
                spawn_local_scoped_with_cancellation(async move {
                    TimeoutFuture::new(rest).await;
                    let records = organisation.records();
                    let answer = match records.search(&table, &text).await {
                        Ok((found, more)) => Answer::Found(found, more),
                        Err(error) => Answer::Failed(explain(Failure::Load, &error)),
                    };
                    this.cursor.set(match &answer {
                        Answer::Found(found, _) if !found.is_empty() && !text.is_empty() => Some(0),
                        _ => None,
                    });
                    this.answer.set(answer);
                });
            }
            search
        });
        this
    }

    /// Whether the list is shown, reactive.
    pub fn is_open(&self) -> bool {
        self.search.with(Option::is_some)
    }

    /// What stands in the field in place of the chosen name, reactive.
    pub fn typed(&self) -> Option<String> {
        self.typed.get()
    }

    /// What was found, reactive.
    pub fn answer(&self) -> Answer {
        self.answer.get()
    }

    /// The active option, reactive.
    pub fn cursor(&self) -> Option<usize> {
        self.cursor.get().filter(|_| self.is_open())
    }

    /// Shows the records that there are.
    pub fn open(&self) {
        if self.search.with_untracked(Option::is_none) {
            self.cursor.set(None);
            self.search.set(Some(String::new()));
        }
    }

    /// Takes the list away; what was typed is forgotten.
    pub fn close(&self) {
        // The field may lose the focus because the whole lookup goes.
        if self.search.is_disposed() {
            return;
        }
        self.typed.set(None);
        self.search.set(None);
        self.cursor.set(None);
    }

    /// Searches for what was typed.
    pub fn type_text(&self, text: String) {
        self.fault.set(None);
        self.search.set(Some(text.trim().to_owned()));
        self.typed.set(Some(text));
    }

    /// Chooses a record, or none.
    pub fn choose(&self, found: Option<Found>) {
        let outcome = self.choose.run(found);
        self.fault.set(outcome.err().map(Fault::text));
        self.close();
    }

    /// Opens the host's form for a new record.
    pub fn make_new(&self) {
        self.table.with_untracked(|table| host::open_record(table, None));
        self.close();
    }

    /// Chooses the option of that index: a record, or the last one, a new record.
    pub fn choose_at(&self, index: usize) {
        let found = self.answer.with_untracked(|answer| match answer {
            Answer::Found(found, _) => found.get(index).cloned(),
            _ => None,
        });
        match found {
            Some(found) => self.choose(Some(found)),
            None if self.create => self.make_new(),
            None => {}
        }
    }

    fn options(&self) -> usize {
        let found = self.answer.with_untracked(|answer| match answer {
            Answer::Found(found, _) => found.len(),
            _ => 0,
        });
        found + usize::from(self.create)
    }

    /// Does what a key asks for. Says whether it meant the lookup.
    pub fn on_key(&self, event: &web_sys::KeyboardEvent) -> bool {
        let is_open = self.search.with_untracked(Option::is_some);
        let count = self.options();
        let at = self.cursor.get_untracked();
        match event.key().as_str() {
            "ArrowDown" if !is_open => self.open(),
            "ArrowDown" if count > 0 => self.cursor.set(Some(at.map_or(0, |at| (at + 1) % count))),
            "ArrowUp" if is_open && count > 0 => {
                self.cursor.set(Some(at.map_or(count - 1, |at| (at + count - 1) % count)));
            }
            "Enter" if is_open => {
                if let Some(at) = at {
                    self.choose_at(at);
                }
            }
            "Enter" => self.open(),
            "Escape" if is_open => self.close(),
            _ => return false,
        }
        true
    }
}
