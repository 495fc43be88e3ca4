//! Pasting: each copied path is inserted, then the rules of its triggers are led to what they watch here.

use std::collections::{HashMap, HashSet};

use super::transaction::Transaction;
use crate::clip::{Clip, Source};
use crate::command::{Command, Place};
use crate::conditions::{conditions, upstream_items};
use crate::document::{Document, TileKey};
use crate::json::Json;
use crate::json::edit::{self, Step};
use crate::kind::Kind;
use crate::phrase::{Arg, Phrase};
use crate::selection::spread;
use record::Refusal;

/// The insertions that a paste comes to, and what is known of the items that its triggers watch.
pub(super) fn insertions(
    document: &Document,
    place: &Place,
    text: &str,
) -> Result<(Vec<Command>, Vec<Source>), Refusal> {
    let Clip { tiles, sources } = Clip::read(text)?;
    let is_lane = matches!(place, Place::Lane(_));
    // Paths that can only be paths of their own become swimlanes below the one at hand.
    let place = if !is_lane && tiles.iter().all(|tile| tile.kind.is_only_audience()) {
        &Place::Lane(lane_of(document, place).map_or(usize::MAX, |lane| lane + 1))
    } else {
        place
    };
    let count = tiles.len();
    let insert = |(index, tile)| Command::Insert { place: spread(document, place, index, count), tile };
    Ok((tiles.into_iter().enumerate().map(insert).collect(), sources))
}

fn lane_of(document: &Document, place: &Place) -> Option<usize> {
    let (Place::After(key) | Place::Before(key) | Place::Branch { of: key, .. }) = place else { return None };
    let lane = std::iter::successors(Some(*key), |key| document.parent(*key)).last()?;
    document.lanes().iter().position(|own| *own == lane)
}

/// Leads rules that watch something outside of what was pasted to the same thing before them here, else says what they lost.
pub(super) fn mend(transaction: &mut Transaction<'_>, first_slot: usize, sources: &[Source]) {
    let new: HashSet<i64> = transaction.given_numbers();
    let sources: HashMap<i64, &Source> = sources.iter().map(|source| (source.number, source)).collect();
    for slot in first_slot..transaction.document().slots() {
        let key = TileKey::of_slot(slot);
        let Some(tile) = transaction.document().tile(key).filter(|tile| tile.kind() == Kind::Trigger) else { continue };
        let Some(header) = tile.header() else { continue };
        let mut text = tile.text().to_owned();
        let mut lost = Vec::new();
        for (index, rule) in conditions(header).into_iter().enumerate() {
            let Some(number) = rule.source.filter(|number| !new.contains(number)) else { continue };
            let source = sources.get(&number).copied();
            let found = source.and_then(|source| same_item(transaction.document(), key, source));
            if found == Some(number) {
                continue;
            }
            let mut path = vec![Step::Name("Properties".to_owned()), Step::Name("Items".to_owned()), Step::Index(0)];
            path.push(Step::Name("ConditionExpressions".to_owned()));
            path.extend([Step::Index(index), Step::Name("SourceActivityItemId".to_owned())]);
            let value = found.map_or(Json::Null, |number| Json::text(number.to_string()));
            if let Ok(edited) = edit::set(&text, &path, &value.to_string()) {
                text = edited;
            }
            if found.is_none() {
                lost.push(source.map_or(Arg::number(number), |source| Arg::Text(format!("“{}”", source.name))));
            }
        }
        let title = crate::compare::words::title(transaction.document(), key);
        for source in lost {
            let text = "A rule of {0} watched {1}, which does not lie before it here. Choose another source.";
            transaction.notice(Phrase::of(text, [title.clone(), source]));
        }
        transaction.rewrite(key, text);
    }
}

/// The number of what was watched, among the items before a tile: the very item if it is there, else the nearest that refers to the
/// same record.
fn same_item(document: &Document, key: TileKey, source: &Source) -> Option<i64> {
    let upstream = upstream_items(document, key);
    let is_same = |at: &crate::ItemRef| {
        let item = document.tile(at.tile).and_then(|tile| tile.items().get(at.item));
        item.is_some_and(|item| source.is(item))
    };
    let very = upstream.iter().find(|(at, number, _)| *number == source.number && is_same(at));
    let alike = || upstream.iter().rev().find(|(at, ..)| source.record.is_some() && is_same(at));
    very.or_else(alike).map(|(_, number, _)| *number)
}
