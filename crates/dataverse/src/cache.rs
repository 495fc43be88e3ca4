//! Definitions that were read once, and whether they still hold (`reference/web-api.md 12`).
//!
//! Nobody tells a client that a table was changed, so it takes what signs there are: the version of all definitions that
//! comes with annotated answers, an error that speaks of a column unknown, and age.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::future::LocalBoxFuture;
use serde_json::{Map, Value};

use crate::error::Error;
use crate::limit::Limit;

/// Milliseconds after which a definition is read again without any other sign.
const OLD: f64 = 3_600_000.0;

/// The annotation that changes with every change of a definition.
const VERSION: &str = "@Microsoft.Dynamics.CRM.globalmetadataversion";

/// What errors of a query or a body say when they name something that the table does not have, among other things.
const DOUBTS: [u32; 4] = [0x8006_0888, 0x8004_1103, 0x8004_1102, 0x8004_8d19];

/// Definitions by what they define.
#[derive(Default)]
pub(crate) struct Cache {
    /// Some dozens at most, so that looking through them is fast, and small in the module.
    slots: RefCell<Vec<Slot>>,
    /// Counts the signs of change.
    changes: Cell<u32>,
    version: RefCell<Option<String>>,
}

/// A definition, asked for by one at a time.
struct Slot {
    key: String,
    turn: Limit,
    known: Option<Known>,
}

#[derive(Clone)]
struct Known {
    value: Rc<dyn Any>,
    changes: u32,
    /// When it was asked for.
    at: Option<f64>,
}

impl Cache {
    /// The definition under a key, whether it is known or has to be asked for.
    ///
    /// If asking ends without an answer of the server, what was known before still counts.
    pub(crate) async fn get(
        &self,
        key: &str,
        now: &dyn Fn() -> Option<f64>,
        ask: LocalBoxFuture<'_, Result<Rc<dyn Any>, Error>>,
    ) -> Result<Rc<dyn Any>, Error> {
        let turn = self.turn(key);
        let _turn = turn.enter().await;
        // Another may have asked and been answered meanwhile.
        let known = self.known(key);
        let is_old = |known: &Known| now().zip(known.at).is_some_and(|(now, at)| now - at > OLD);
        if let Some(known) = known.as_ref().filter(|known| known.changes == self.changes.get() && !is_old(known)) {
            return Ok(Rc::clone(&known.value));
        }
        let (changes, at) = (self.changes.get(), now());
        match (ask.await, known) {
            (Ok(value), _) => {
                self.learn(key, Known { value: Rc::clone(&value), changes, at });
                Ok(value)
            }
            (Err(error), Some(known)) if error.is_silence() => Ok(known.value),
            (Err(error), _) => Err(error),
        }
    }

    fn turn(&self, key: &str) -> Limit {
        let mut slots = self.slots.borrow_mut();
        if let Some(slot) = slots.iter().find(|slot| slot.key == key) {
            return slot.turn.clone();
        }
        let turn = Limit::new(1);
        slots.push(Slot { key: key.to_owned(), turn: turn.clone(), known: None });
        turn
    }

    fn known(&self, key: &str) -> Option<Known> {
        self.slots.borrow().iter().find(|slot| slot.key == key)?.known.clone()
    }

    fn learn(&self, key: &str, known: Known) {
        if let Some(slot) = self.slots.borrow_mut().iter_mut().find(|slot| slot.key == key) {
            slot.known = Some(known);
        }
    }

    /// All definitions have to be asked for again.
    pub(crate) fn forget(&self) {
        self.changes.set(self.changes.get().wrapping_add(1));
    }

    /// Whether anything was ever seen to change, so that the server's own caches may lag behind.
    pub(crate) fn has_changed(&self) -> bool {
        self.changes.get() > 0
    }

    /// Takes note of the version that an answer bears.
    pub(crate) fn note(&self, members: &Map<String, Value>) {
        let Some(version) = members.get(VERSION).and_then(Value::as_str) else { return };
        let old = self.version.replace(Some(version.to_owned()));
        if old.is_some_and(|old| old != version) {
            self.forget();
        }
    }

    /// Takes note of an error.
    pub(crate) fn doubt(&self, error: &Error) {
        let names = matches!(error, Error::BadQuery(_) | Error::BadPayload(_));
        if names && error.code().is_some_and(|code| DOUBTS.contains(&code)) {
            self.forget();
        }
    }
}
