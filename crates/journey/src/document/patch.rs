//! What a step did, as plain data that can be kept and done again on the document that it was done on.

use std::sync::Arc;

use record::{Settings, Value};

use super::splice::Separators;
use super::{Delta, Document, TileKey};
use crate::activity::Activity;

/// One primitive change, in terms of positions in the definition's list as it was before.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Patch {
    /// The element at a position has another source.
    Source {
        /// Its position.
        at: usize,
        /// Its source.
        text: String,
    },
    /// An element came in.
    Insert {
        /// Its position.
        at: usize,
        /// What separates it from the element before it.
        before: String,
        /// Its source.
        text: String,
        /// The separator that the element behind it has from now on, if another than before.
        next: Option<String>,
    },
    /// An element went.
    Remove {
        /// Its position.
        at: usize,
        /// The separator that the element behind it has from now on, if another than before.
        next: Option<String>,
    },
    /// What stands around the elements is another text.
    Shell {
        /// Up to and with the opening bracket.
        head: String,
        /// From the closing bracket on.
        tail: String,
    },
    /// The whole definition is another text.
    Design(String),
    /// The designer state is another text.
    State(String),
    /// A column holds another value; `None` when it is as if it had never been set.
    Setting {
        /// Logical name.
        column: String,
        /// The value.
        value: Option<Value>,
    },
}

impl Document {
    /// What `delta` would do to this document.
    pub(crate) fn patch_of(&self, delta: &Delta) -> Option<Patch> {
        let position = |key: TileKey| self.order.iter().position(|entry| entry.key == key);
        let owned = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
        Some(match delta {
            Delta::Content { key, activity } => Patch::Source { at: position(*key)?, text: activity.text.to_string() },
            Delta::Insert { at, activity, separators, .. } => Patch::Insert {
                at: *at,
                before: separators.before.to_string(),
                text: activity.text.to_string(),
                next: owned(&separators.next),
            },
            Delta::Remove { key, next } => Patch::Remove { at: position(*key)?, next: owned(next) },
            Delta::Shell { head, tail } => Patch::Shell { head: head.to_string(), tail: tail.to_string() },
            Delta::Whole(design) => Patch::Design(design.text()),
            Delta::State(state) => Patch::State(state.to_string()),
            Delta::Setting { column, value } => Patch::Setting { column: column.clone(), value: value.clone() },
        })
    }

    /// Does again what was done on this document. What names a position that there is none of does nothing.
    pub fn replay(&mut self, patches: impl IntoIterator<Item = Patch>) {
        for patch in patches {
            if let Some(delta) = self.delta_of(patch) {
                self.apply(delta);
            }
        }
        self.plant();
    }

    fn delta_of(&self, patch: Patch) -> Option<Delta> {
        let key = |at: usize| self.order.get(at).map(|entry| entry.key);
        let boxed = |text: Option<String>| text.map(String::into_boxed_str);
        let read = |text: String| Arc::new(Activity::read(text));
        Some(match patch {
            Patch::Source { at, text } => Delta::Content { key: key(at)?, activity: read(text) },
            Patch::Insert { at, before, text, next } => Delta::Insert {
                at: (at <= self.order.len()).then_some(at)?,
                key: TileKey::of_slot(self.slots()),
                activity: read(text),
                separators: Separators { before: before.into_boxed_str(), next: boxed(next) },
            },
            Patch::Remove { at, next } => Delta::Remove { key: key(at)?, next: boxed(next) },
            Patch::Shell { head, tail } => Delta::Shell { head: head.into_boxed_str(), tail: tail.into_boxed_str() },
            Patch::Design(text) => {
                let other = Self::read(&text, "", Settings::new());
                let keys: Vec<TileKey> = (self.slots()..).map(TileKey::of_slot).take(other.len()).collect();
                Delta::Whole(Box::new(Self::design_of(&other, &keys)))
            }
            Patch::State(state) => Delta::State(state.into()),
            Patch::Setting { column, value } => Delta::Setting { column, value },
        })
    }
}
