//! The few ways in which a document changes. Each is applied and gives the change that takes it back.

use std::sync::Arc;

use super::{Document, Entry, TileKey};
use crate::activity::Activity;
use crate::problem::Problem;
use record::Value;

/// One primitive change.
#[derive(Clone, Debug)]
pub(crate) enum Delta {
    /// Gives an activity another source.
    Content { key: TileKey, activity: Arc<Activity> },
    /// Puts an element into the list.
    Insert { at: usize, key: TileKey, activity: Arc<Activity>, separators: Separators },
    /// Takes an element out of the list. `next` is the separator that the element behind it shall have; `None` leaves it.
    Remove { key: TileKey, next: Option<Box<str>> },
    /// What stands around the elements.
    Shell { head: Box<str>, tail: Box<str> },
    /// The designer state.
    State(Arc<str>),
    /// The whole design.
    Whole(Box<Design>),
    /// A column.
    Setting { column: String, value: Option<Value> },
}

impl Delta {
    /// Gives an activity another source, by its text.
    pub fn content(key: TileKey, text: String) -> Self {
        Self::Content { key, activity: Arc::new(Activity::read(text)) }
    }
}

/// All that the text of a definition comes to.
#[derive(Clone, Debug)]
pub(crate) struct Design {
    head: Box<str>,
    tail: Box<str>,
    order: Vec<Entry>,
    activities: Vec<Option<Arc<Activity>>>,
    broken: Option<Arc<str>>,
    units: usize,
    read_problems: Vec<Problem>,
}

impl Design {
    pub fn text(&self) -> String {
        if let Some(text) = &self.broken {
            return text.to_string();
        }
        let mut text = String::with_capacity(self.units);
        text.push_str(&self.head);
        for entry in &self.order {
            text.push_str(&entry.before);
            let activity = self.activities.get(entry.key.slot()).and_then(Option::as_ref);
            text.push_str(activity.map_or("", |activity| &activity.text));
        }
        text.push_str(&self.tail);
        text
    }
}

/// Separators around an inserted element.
#[derive(Clone, Debug)]
pub(crate) struct Separators {
    pub before: Box<str>,
    pub next: Option<Box<str>>,
}

impl Document {
    /// Applies `delta` and returns its inverse. The tree is not derived anew: see [`Document::plant`].
    pub(crate) fn apply(&mut self, delta: Delta) -> Delta {
        match delta {
            Delta::Content { key, activity } => self.replace(key, activity),
            Delta::Insert { at, key, activity, separators } => self.insert(at, key, activity, separators),
            Delta::Remove { key, next } => self.remove(key, next),
            Delta::Shell { head, tail } => {
                self.units += units(&head) + units(&tail);
                self.units -= units(&self.head) + units(&self.tail);
                let head = std::mem::replace(&mut self.head, head);
                let tail = std::mem::replace(&mut self.tail, tail);
                Delta::Shell { head, tail }
            }
            Delta::State(state) => Delta::State(std::mem::replace(&mut self.state, state)),
            Delta::Whole(design) => Delta::Whole(Box::new(self.redesign(*design))),
            Delta::Setting { column, value } => {
                let value = self.settings.restore(&column, value);
                Delta::Setting { column, value }
            }
        }
    }

    /// The change that appends an activity to the list, separated as the last two elements are.
    pub(crate) fn appending(&self, key: TileKey, activity: Arc<Activity>) -> Delta {
        let before = match self.order.as_slice() {
            [] => Box::default(),
            [_] => ",".into(),
            [.., last] => last.before.clone(),
        };
        Delta::Insert { at: self.order.len(), key, activity, separators: Separators { before, next: None } }
    }

    /// The design of another document with the keys that its elements shall have here, by their place in stored order.
    pub(crate) fn design_of(other: &Self, keys: &[TileKey]) -> Design {
        let mut activities = Vec::new();
        let mut order = Vec::with_capacity(other.order.len());
        for (entry, key) in other.order.iter().zip(keys) {
            if activities.len() <= key.slot() {
                activities.resize(key.slot() + 1, None);
            }
            activities[key.slot()] = other.activity(entry.key).cloned();
            order.push(Entry { key: *key, before: entry.before.clone() });
        }
        Design {
            head: other.head.clone(),
            tail: other.tail.clone(),
            order,
            activities,
            broken: other.broken.clone(),
            units: other.units,
            read_problems: other.read_problems.clone(),
        }
    }

    fn redesign(&mut self, mut design: Design) -> Design {
        // Slots are never given out twice, so that keys stay the names of what they named.
        if design.activities.len() < self.activities.len() {
            design.activities.resize(self.activities.len(), None);
        }
        Design {
            head: std::mem::replace(&mut self.head, design.head),
            tail: std::mem::replace(&mut self.tail, design.tail),
            order: std::mem::replace(&mut self.order, design.order),
            activities: std::mem::replace(&mut self.activities, design.activities),
            broken: std::mem::replace(&mut self.broken, design.broken),
            units: std::mem::replace(&mut self.units, design.units),
            read_problems: std::mem::replace(&mut self.read_problems, design.read_problems),
        }
    }

    /// Whether another document lists activities of the same ids between the same separators.
    pub(crate) fn has_same_list(&self, other: &Self) -> bool {
        let id = |document: &Self, entry: &Entry| document.activity(entry.key).map(|activity| Arc::clone(&activity.id));
        self.head == other.head
            && self.tail == other.tail
            && self.order.len() == other.order.len()
            && self
                .order
                .iter()
                .zip(&other.order)
                .all(|(own, its)| own.before == its.before && id(self, own) == id(other, its))
    }

    /// What stands before the list, before its first element, and behind its last.
    pub(crate) fn shell(&self) -> (&str, &str, &str) {
        (&self.head, self.order.first().map_or("", |entry| &entry.before), &self.tail)
    }

    /// Each element with the text before it, in stored order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (TileKey, &str)> {
        self.order.iter().map(|entry| (entry.key, entry.before.as_ref()))
    }

    /// Whether the text has brackets yet; an empty text has none.
    pub(crate) fn has_shell(&self) -> bool {
        self.head.contains('[')
    }

    fn replace(&mut self, key: TileKey, activity: Arc<Activity>) -> Delta {
        self.units += activity.units;
        let slot = self.slot(key);
        let before = slot.replace(Arc::clone(&activity)).unwrap_or(activity);
        self.units -= before.units;
        Delta::Content { key, activity: before }
    }

    fn insert(&mut self, at: usize, key: TileKey, activity: Arc<Activity>, separators: Separators) -> Delta {
        self.units += activity.units + units(&separators.before);
        *self.slot(key) = Some(activity);
        let next = separators.next.and_then(|before| self.separate(at, before));
        self.order.insert(at, Entry { key, before: separators.before });
        Delta::Remove { key, next }
    }

    fn remove(&mut self, key: TileKey, next: Option<Box<str>>) -> Delta {
        let at = self.order.iter().position(|entry| entry.key == key);
        let (Some(at), Some(activity)) = (at, self.slot(key).take()) else {
            // Nothing to take away: a change that changes nothing is its own inverse.
            return Delta::State(Arc::clone(&self.state));
        };
        let entry = self.order.remove(at);
        self.units -= activity.units + units(&entry.before);
        let next = next.or_else(|| (at == 0).then(|| entry.before.clone()));
        let next = next.and_then(|before| self.separate(at, before));
        Delta::Insert { at, key, activity, separators: Separators { before: entry.before, next } }
    }

    /// Gives the element at `at` another separator and returns its former one.
    fn separate(&mut self, at: usize, before: Box<str>) -> Option<Box<str>> {
        let entry = self.order.get_mut(at)?;
        self.units += units(&before);
        self.units -= units(&entry.before);
        Some(std::mem::replace(&mut entry.before, before))
    }

    fn slot(&mut self, key: TileKey) -> &mut Option<Arc<Activity>> {
        if self.activities.len() <= key.slot() {
            self.activities.resize(key.slot() + 1, None);
        }
        &mut self.activities[key.slot()]
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}
