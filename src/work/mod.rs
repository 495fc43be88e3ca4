//! The page around a document under edit: saving, checking, going live, conflicts, leaving. Journeys and segments share it.

mod bar;
mod compare;
mod conflict;
pub mod drafts;
mod keeping;
mod leave;
mod life;
pub mod settings;
mod tabs;
mod title;
mod words;

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

pub use bar::{Steps, always, commands, unless};
pub use compare::{Comparison, Line, compare, differences};
pub use conflict::ConflictQuestion;
pub use keeping::Keeping;
pub use leave::LeaveQuestion;
pub use life::{Question, Questions, count_errors, count_others};
pub use tabs::{Tab, Tabs};
pub use title::{StatusMark, Title};
pub use words::Words;

use crate::session::Work;
use crate::ui::notice::Notices;

/// What a page holds beside its document. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Desk<W: Work> {
    /// The document under edit.
    pub work: W,
    /// What is said of it.
    pub words: &'static Words,
    /// What the page has to say.
    pub notices: Notices,
    /// Whether the list of problems is open.
    pub problems_open: RwSignal<bool>,
    question: RwSignal<Option<Question>>,
    /// Opens the record anew; whether it is taken from another window.
    reload: Callback<bool>,
    owner: StoredValue<Owner>,
}

impl<W: Work> Desk<W> {
    /// A page around `work`; `reload` opens the record anew, and, if told so, takes it from the window that edits it.
    pub fn new(work: W, words: &'static Words, reload: Callback<bool>) -> Self {
        Self {
            work,
            words,
            notices: Notices::new(),
            problems_open: RwSignal::new(false),
            question: RwSignal::new(None),
            reload,
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        }
    }

    /// Runs a task that ends with the page.
    pub fn in_scope(&self, task: impl Future<Output = ()> + 'static) {
        self.owner.with_value(|owner| owner.with(|| spawn_local_scoped_with_cancellation(task)));
    }
}
