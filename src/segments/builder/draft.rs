//! Lines that a person has begun and that are not written yet, because a text without their missing part would be broken.

use segment::TextRange;
use segment::ast::SetOperator;
use segment::builder::{Change, Group, Item, Join, Span};

use super::form::Form;
use super::line::{Into, Key, Kind, Line, Lines, Spot};

/// A line that is not written yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Tells it from others.
    pub id: u32,
    /// The line that it was begun at; empty for a block.
    pub host: Key,
    /// What it will be.
    pub what: What,
}

/// What a draft will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A condition.
    Row(Form),
    /// Conditions that belong together.
    Group(Join, Vec<Form>),
    /// A related table.
    Related,
    /// A segment block.
    Segment(SetOperator),
    /// A behaviour block, with its interaction once that is chosen.
    Behaviour(SetOperator, String),
}

impl Draft {
    /// The key of its line.
    pub fn key(&self) -> Key {
        draft_key(self.id)
    }

    /// The condition of that index.
    pub fn form(&self, index: usize) -> Option<&Form> {
        match &self.what {
            What::Row(form) => Some(form),
            What::Group(_, forms) => forms.get(index),
            _ => None,
        }
    }

    /// As [`Self::form`], to be changed.
    pub fn form_mut(&mut self, index: usize) -> Option<&mut Form> {
        match &mut self.what {
            What::Row(form) => Some(form),
            What::Group(_, forms) => forms.get_mut(index),
            _ => None,
        }
    }

    /// The lines of a filter that it stands for, once nothing is missing. Conditions without any entry are left out.
    pub fn item(&self) -> Option<Item> {
        match &self.what {
            What::Row(form) => form.row().map(Item::Row),
            What::Group(join, forms) => {
                let rows: Option<Vec<Item>> = forms.iter().map(|form| form.row().map(Item::Row)).collect();
                let rows = rows.filter(|rows| !rows.is_empty())?;
                Some(Group::of(*join, false, rows, Span::default()))
            }
            _ => None,
        }
    }
}

/// The key of a draft's line.
pub fn draft_key(id: u32) -> Key {
    format!("draft{id}").into()
}

/// The change that writes an item at a spot.
pub fn adding(spot: &Spot, item: Item) -> Change {
    match spot.into {
        Into::Lines(at, index) => Change::AddItem { at, index, join: spot.join, item },
        Into::Filter(after) => Change::AddFilter { after, item },
    }
}

/// The lines of a text with those that are not written yet, each where it will be.
pub fn insert_drafts(written: &Lines, drafts: &[Draft]) -> Lines {
    let mut all = written.all().to_vec();
    for draft in drafts {
        let host = written.get(&draft.host);
        let is_related = draft.what == What::Related;
        let below = host.and_then(|host| host.spot.as_ref()).filter(|_| !is_related).map(|spot| spot.below.clone());
        let now = Lines::new(all);
        let place = match &below {
            Some(below) => now.past(below),
            // A related table ends a block, as its foot does.
            None => now.position(&draft.host),
        };
        let at = place.unwrap_or(now.all().len());
        let depth = match below.as_ref().and_then(|below| now.get(below)) {
            Some(line) if line.kind.is_block() => line.depth + 1,
            // Below a group's head stand its lines; the whole of a filter is a line beside.
            Some(Line { kind: Kind::Group { .. }, key, depth, .. }) if *key == draft.host => depth + 1,
            Some(line) => line.depth,
            None => usize::from(is_related),
        };
        all = now.all().to_vec();
        let line = Line {
            key: draft.key(),
            depth,
            range: TextRange::default(),
            place: (1, 1),
            kind: Kind::Draft(draft.id),
            spot: None,
            scope: host.and_then(|host| host.scope.clone()),
        };
        all.insert(at, line);
    }
    Lines::new(all)
}
