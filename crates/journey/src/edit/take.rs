//! Taking a whole journey over.

use std::collections::HashSet;

use super::transaction::Transaction;
use crate::compare::is_same_value;
use crate::compare::pairs::Pairs;
use crate::document::{Document, TileKey};
use crate::incoming::Incoming;
use crate::rules;
use record::Refusal;

/// The journey as read, and the key that each of its elements gets.
pub(super) struct Plan {
    document: Document,
    keys: Vec<TileKey>,
}

pub(super) fn plan(document: &Document, incoming: &Incoming) -> Result<Plan, Refusal> {
    let other = Document::read(&incoming.definition, &incoming.designer_state, incoming.settings.clone());
    if !other.is_editable() && !incoming.is_merged {
        return Err(rules::not_readable());
    }
    Ok(Plan { keys: keys(document, &other, incoming), document: other })
}

/// Keys of tiles that stay are kept; new ones follow the last that was given out.
fn keys(document: &Document, other: &Document, incoming: &Incoming) -> Vec<TileKey> {
    let known: Vec<Option<TileKey>> = if let Some(keys) = &incoming.keys {
        keys.clone()
    } else {
        let pairs = Pairs::by_id(document, other);
        other.keys().map(|key| pairs.before(key)).collect()
    };
    let mut next = document.slots();
    let mut taken = HashSet::new();
    let mut key = |known: Option<TileKey>| {
        known.filter(|key| document.tile(*key).is_some() && taken.insert(*key)).unwrap_or_else(|| {
            next += 1;
            TileKey::of_slot(next - 1)
        })
    };
    known.into_iter().chain(std::iter::repeat(None)).take(other.len()).map(&mut key).collect()
}

impl Plan {
    pub fn carry_out(self, transaction: &mut Transaction<'_>, incoming: &Incoming) {
        if incoming.definition != transaction.document().definition() {
            transaction.redesign(&self.document, &self.keys);
        }
        transaction.set_state(&incoming.designer_state);
        for (column, value) in incoming.settings.iter() {
            if !is_same_value(value, transaction.document().settings().get(column)) || incoming.is_merged {
                transaction.set(column, value.clone());
            }
        }
    }
}
