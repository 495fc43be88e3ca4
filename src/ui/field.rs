//! Labelled controls over values of a document: what a person changes becomes a command, what the rules refuse comes back.
//!
//! Controls are the platform's own. A text is handed over once, on leaving the field or on Enter, so that it is one step to
//! undo; a control that goes away with a text still in it hands that over as well.

mod choice;
mod text;

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::attr::custom::{CustomAttr, custom_attribute};
use leptos::prelude::*;

use super::icon::{Icon, LOCK_CLOSED_20_REGULAR};

pub use choice::{ChoiceField, Choices, FlagField};
pub use text::{Counted, Shape, TextField, TextInput};

/// Why a change was not taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// What stands in the control is no such value. It stays there to be corrected.
    Unreadable(String),
    /// The rules refuse it. The control goes back to the document's value.
    Refused(String),
}

impl Fault {
    /// The reason, for people.
    pub fn text(self) -> String {
        match self {
            Self::Unreadable(text) | Self::Refused(text) => text,
        }
    }
}

/// What a control shows and where its changes go. Cheap to copy.
pub struct Bound<T: Send + Sync + 'static> {
    /// The document's value.
    pub value: Signal<T>,
    /// Takes a change over, or says why not.
    pub commit: Callback<T, Result<(), Fault>>,
    /// Why the value can't be changed now.
    pub lock: Signal<Option<String>>,
}

impl<T: Send + Sync + 'static> Clone for Bound<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Bound<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Bound<T> {
    /// A value read by `read`, changed by `commit`. Reading is remembered: the control is painted again only when the value
    /// is another.
    pub fn new(
        read: impl Fn() -> T + Send + Sync + 'static,
        commit: impl Fn(T) -> Result<(), Fault> + Send + Sync + 'static,
        lock: impl Into<Signal<Option<String>>>,
    ) -> Self {
        Self { value: Memo::new(move |_| read()).into(), commit: Callback::new(commit), lock: lock.into() }
    }
}

/// What a control is known by outside: to tests, and to whoever wants to lead a person there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// A column of the journey: `data-column`.
    Column(&'static str),
    /// A member of an item: `data-member`.
    Member(String),
    /// A part of the screen: `data-role`.
    Role(&'static str),
}

impl Mark {
    /// The attribute that bears it.
    pub(super) fn attribute(&self) -> CustomAttr<&'static str, String> {
        match self {
            Self::Column(column) => custom_attribute("data-column", (*column).to_owned()),
            Self::Member(member) => custom_attribute("data-member", member.clone()),
            Self::Role(role) => custom_attribute("data-role", (*role).to_owned()),
        }
    }
}

/// An id that no other element of the page has.
pub fn fresh_id() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("field-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Ids of the texts that describe the control `id`, for `aria-describedby`.
pub fn described_by(id: &str) -> String {
    format!("{id}-fault {id}-hint {id}-lock")
}

/// A label, a control, and what is to be said about it. The control carries `id` and [`described_by`].
#[component]
pub fn Field(
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// Id of the control; of a group of controls, the id of the group.
    id: String,
    /// What it is for.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// What is wrong with what was entered.
    #[prop(into, optional)]
    fault: Signal<Option<String>>,
    /// Why it is locked, where that is not said once for all.
    #[prop(into, optional)]
    lock: Signal<Option<String>>,
    /// It must have a value.
    #[prop(optional)]
    required: bool,
    /// The children are several controls that belong together.
    #[prop(optional)]
    group: bool,
    /// The control.
    children: Children,
) -> impl IntoView {
    let (label_id, fault_id) = (format!("{id}-label"), format!("{id}-fault"));
    let (hint_id, lock_id) = (format!("{id}-hint"), format!("{id}-lock"));
    let caption = if group {
        view! { <span class="label" class:required=required id=label_id.clone()>{label}</span> }.into_any()
    } else {
        view! { <label class:required=required id=label_id.clone() for=id.clone()>{label}</label> }.into_any()
    };
    let described = described_by(&id);
    view! {
        <div
            class="field"
            role=group.then_some("group")
            id=group.then_some(id)
            aria-labelledby=group.then_some(label_id)
            aria-describedby=group.then_some(described)
        >
            {caption} {children()}
            <span class="error" role="alert" id=fault_id>{fault}</span>
            <span class="hint" id=hint_id>{hint}</span>
            <span class="hint lock" id=lock_id>
                {move || lock.get().map(|reason| view! { <Icon data=LOCK_CLOSED_20_REGULAR /> <span>{reason}</span> })}
            </span>
        </div>
    }
}
