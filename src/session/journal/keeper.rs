//! Keeps the steps of one document under edit.

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::locks::{self, Lock};
use super::store::{Draft, Head, Store};
use super::{Place, Trouble};

/// Milliseconds until a lock that was held is asked for once more.
const LOOK_AGAIN: u32 = 250;

/// How keeping goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keeping {
    /// Steps are kept as they are done.
    Here,
    /// Nothing is kept; the text says why.
    Off(String),
    /// The record is edited in another window of this browser.
    Elsewhere,
}

/// What opening a record's journal found.
pub struct Begun {
    /// Keeps the steps from now on.
    pub keeper: Keeper,
    /// What was kept before.
    pub draft: Option<Draft>,
}

struct Inner {
    store: Option<Rc<Store>>,
    head: Head,
    /// Given back when the screen ends.
    _lock: Option<Lock>,
}

/// Keeps the steps of one document. Cheap to copy; ends with its screen, which gives the lock back.
#[derive(Clone, Copy)]
pub struct Keeper {
    inner: StoredValue<Inner, LocalStorage>,
    state: RwSignal<Keeping>,
}

impl Keeper {
    /// Opens the journal of a record. With `take_over` the record is taken from the window that edits it now.
    pub async fn open(place: &Place, take_over: bool) -> Begun {
        let key = place.key();
        let head = Head {
            table: place.table.clone(),
            id: place.id.clone(),
            name: String::new(),
            began: 0.0,
            changed: 0.0,
            steps: 0,
            key,
        };
        let state = RwSignal::new(Keeping::Here);
        let lost = move || {
            // The screen may be gone, and its lock with it.
            let _ = state.try_set(Keeping::Elsewhere);
        };
        let name = format!("journeyman|{}", head.key);
        let mut taken = locks::take(&name, take_over, lost).await;
        if matches!(taken, Ok(None)) {
            // A frame that was just thrown away gives its lock back a little later.
            TimeoutFuture::new(LOOK_AGAIN).await;
            taken = locks::take(&name, take_over, lost).await;
        }
        let lock = match taken {
            Ok(Some(lock)) => Some(lock),
            Ok(None) => {
                state.set(Keeping::Elsewhere);
                None
            }
            // Without locks two windows can't know of each other; the record's version still guards the save.
            Err(_) => None,
        };
        let opened = match Store::open().await {
            Ok(store) => store.draft(place).await.map(|draft| (Rc::new(store), draft)),
            Err(trouble) => Err(trouble),
        };
        let (store, draft) = match opened {
            Ok((store, draft)) => (Some(store), draft),
            Err(Trouble(reason)) => {
                state.set(Keeping::Off(reason));
                (None, None)
            }
        };
        let head = draft.as_ref().map_or(head, |draft| draft.head.clone());
        Begun { keeper: Self { inner: StoredValue::new_local(Inner { store, head, _lock: lock }), state }, draft }
    }

    /// How keeping goes, reactive.
    pub fn state(&self) -> Keeping {
        self.state.get()
    }

    /// Whether another window edits the record.
    pub fn is_elsewhere(&self) -> bool {
        self.state.with_untracked(|state| *state == Keeping::Elsewhere)
    }

    /// Keeps a step. `snapshot` tells what the record held before the first one.
    pub fn append(&self, name: &str, snapshot: impl FnOnce() -> String, step: &str) {
        let now = js_sys::Date::now();
        let request = self.inner.try_update_value(|inner| {
            let store = inner.store.as_ref()?;
            let first = (inner.head.steps == 0).then(snapshot);
            inner.head.steps += 1;
            inner.head.changed = now;
            name.clone_into(&mut inner.head.name);
            if inner.head.began == 0.0 {
                inner.head.began = now;
            }
            Some(store.append(&inner.head, first.as_deref(), step))
        });
        let state = self.state;
        match request.flatten() {
            None => {}
            Some(Err(Trouble(reason))) => state.set(Keeping::Off(reason)),
            Some(Ok(done)) => spawn_local(async move {
                if let Err(Trouble(reason)) = done.await {
                    // The screen may be gone.
                    let _ = state.try_set(Keeping::Off(reason));
                }
            }),
        }
    }

    /// Forgets what was kept: it is stored in the organisation, or not wanted.
    pub async fn forget(&self) {
        let kept = self.inner.try_update_value(|inner| {
            let had = inner.head.steps > 0;
            inner.head.steps = 0;
            inner.head.began = 0.0;
            inner.store.clone().filter(|_| had).map(|store| (store, inner.head.key.clone()))
        });
        if let Some((store, key)) = kept.flatten() {
            self.note(store.remove(&key).await);
        }
    }

    /// Puts a snapshot in the place of what was kept: part of it is stored in the organisation by now.
    pub async fn replace(&self, snapshot: &str) {
        let kept = self.inner.try_update_value(|inner| {
            // The snapshot holds work, so that it counts as a step.
            inner.head.steps = 1;
            inner.store.clone().map(|store| (store, inner.head.clone()))
        });
        if let Some((store, head)) = kept.flatten() {
            self.note(store.replace(&head, snapshot).await);
        }
    }

    fn note(&self, outcome: Result<(), Trouble>) {
        if let Err(Trouble(reason)) = outcome {
            // The screen may be gone.
            let _ = self.state.try_set(Keeping::Off(reason));
        }
    }
}
