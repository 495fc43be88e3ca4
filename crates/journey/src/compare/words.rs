//! A comparison in sentences.

use std::collections::HashMap;

use super::{Comparison, Difference, MemberChange, TileChange};
use crate::conditions::conditions;
use crate::document::{Document, TileKey};
use crate::fields;
use crate::item::Item;
use crate::json::Json;
use crate::kind::{Branch, Kind};
use crate::phrase::{Arg, Phrase};
use crate::settings::setting_spec;

/// One sentence, and what it is about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Line {
    /// The sentence.
    pub phrase: Phrase,
    /// The tile in the earlier journey.
    pub before: Option<TileKey>,
    /// The tile in the later journey.
    pub after: Option<TileKey>,
    /// The column, when it is about one.
    pub column: Option<String>,
}

/// Members that change along with others and are told only when nothing else is.
const QUIET: &[&str] = &["IsNameSystemDefined", "Title", "DciSegmentName", "SegmentDisplayName"];

impl Comparison {
    /// What differs, one sentence each. Give the documents that were compared.
    pub fn words(&self, before: &Document, after: &Document) -> Vec<Line> {
        let teller = Teller { before, after, was: sources(before), is: sources(after) };
        let mut lines = Vec::new();
        for change in &self.tiles {
            let phrases = teller.tile(self, change);
            lines.extend(phrases.into_iter().map(|phrase| Line {
                phrase,
                before: change.before,
                after: change.after,
                column: None,
            }));
        }
        for change in &self.settings {
            let spec = setting_spec(&change.column);
            let label = spec.map_or_else(|| Arg::Text(change.column.clone()), |spec| Arg::Word(spec.label));
            let (was, is) = (Arg::value(spec, &change.before), Arg::value(spec, &change.after));
            let phrase = Phrase::of("{0} was changed from {1} to {2}.", [label, was, is]);
            lines.push(Line { phrase, before: None, after: None, column: Some(change.column.clone()) });
        }
        lines
    }
}

struct Teller<'d> {
    before: &'d Document,
    after: &'d Document,
    /// What the items are called that triggers name by number.
    was: HashMap<i64, String>,
    is: HashMap<i64, String>,
}

impl Teller<'_> {
    fn tile(&self, comparison: &Comparison, change: &TileChange) -> Vec<Phrase> {
        let mut phrases = Vec::new();
        match (change.before, change.after) {
            (None, Some(after)) => phrases.push(place(self.after, after, ADDED)),
            (Some(before), None) => phrases.push(Phrase::of("{0} was removed.", [title(self.before, before)])),
            (Some(before), Some(after)) => {
                if change.is_moved {
                    let branch = |document: &Document, key| document.tile(key).map(|tile| tile.branch().rank());
                    let (was, is) = (self.before.parent(before), self.after.parent(after));
                    let is_reordered = was.and_then(|key| comparison.after(key)) == is
                        && branch(self.before, before) == branch(self.after, after);
                    phrases.push(place(self.after, after, if is_reordered { REORDERED } else { MOVED }));
                }
                self.differences(change, before, after, &mut phrases);
            }
            (None, None) => {}
        }
        phrases
    }

    fn differences(&self, change: &TileChange, before: TileKey, after: TileKey, phrases: &mut Vec<Phrase>) {
        let is_quiet = |difference: &&Difference| match difference {
            Difference::Member(member) => QUIET.contains(&member.member.as_str()),
            _ => false,
        };
        let is_all_quiet = change.differences.iter().all(|difference| is_quiet(&difference));
        let names_follow = change.differences.iter().any(is_record);
        for difference in &change.differences {
            match difference {
                Difference::ItemAdded { item } => {
                    let item = item_title(self.after, after, *item);
                    phrases.push(Phrase::of("{0}: {1} was added.", [title(self.after, after), item]));
                }
                Difference::ItemRemoved { item } => {
                    let item = item_title(self.before, before, *item);
                    phrases.push(Phrase::of("{0}: {1} was removed.", [title(self.after, after), item]));
                }
                Difference::ItemMoved { after: item, .. } => {
                    let item = item_title(self.after, after, *item);
                    phrases.push(Phrase::of("{0}: {1} stands at another place.", [title(self.after, after), item]));
                }
                Difference::Member(_) if is_quiet(&difference) && !is_all_quiet => {}
                Difference::Member(member) => {
                    if !(names_follow && self.is_name_of_record(change, member)) {
                        phrases.push(self.member(member, before, after));
                    }
                }
            }
        }
    }

    /// Whether a name only followed the record that was chosen for its item.
    fn is_name_of_record(&self, change: &TileChange, member: &MemberChange) -> bool {
        let of_same_item = |difference: &&Difference| matches!(difference, Difference::Member(other) if other.items == member.items && other.member == "ItemId");
        let item =
            |items: (usize, usize)| self.after.tile(change.after?)?.items().get(items.1)?.is_name_system_defined();
        member.member == "Name"
            && change.differences.iter().any(|difference| of_same_item(&difference))
            && member.items.and_then(item) == Some(true)
    }

    fn member(&self, member: &MemberChange, before: TileKey, after: TileKey) -> Phrase {
        let items = member.items.and_then(|(was, is)| {
            Some((self.before.tile(before)?.items().get(was)?, self.after.tile(after)?.items().get(is)?, is))
        });
        let kind = items.map_or(Kind::Other, |(_, item, _)| item.kind());
        let subject = match items {
            Some((.., index)) if index > 0 => {
                let (item, tile) = (item_title(self.after, after, index), title(self.after, after));
                Arg::phrase(Phrase::of("{0} in {1}", [item, tile]))
            }
            _ => title(self.after, after),
        };
        if member.member == "Name"
            && let (Some(Json::Text(was)), Some(Json::Text(is))) = (&member.before, &member.after)
        {
            return Phrase::of(
                "{0} was renamed to {1}.",
                [Arg::Text(format!("“{was}”")), Arg::Text(format!("“{is}”"))],
            );
        }
        let label = match fields::label(kind, &member.member) {
            Some(label) => Arg::Word(label),
            None => Arg::Text(member.member.clone()),
        };
        let said =
            |value: &Json, item: Option<&Item>, names: &HashMap<i64, String>| match (member.member.as_str(), item) {
                ("ItemId", Some(item)) if *value != Json::Null => record_name(item, value),
                ("ConditionExpressions", Some(item)) => rules(item, names),
                (name, _) => fields::value_word(kind, name, value).map_or_else(|| Arg::json(value), Arg::Word),
            };
        let was = member.before.as_ref().map(|value| said(value, items.map(|(item, ..)| item), &self.was));
        let is = member.after.as_ref().map(|value| said(value, items.map(|(_, item, _)| item), &self.is));
        match (was, is) {
            (Some(was), Some(is)) => Phrase::of("{0}: {1} was changed from {2} to {3}.", [subject, label, was, is]),
            (None, Some(is)) => Phrase::of("{0}: {1} was set to {2}.", [subject, label, is]),
            (Some(was), None) => Phrase::of("{0}: {1} was taken away; it was {2}.", [subject, label, was]),
            (None, None) => Phrase::of("{0}: {1}", [subject, label]),
        }
    }
}

fn is_record(difference: &Difference) -> bool {
    matches!(difference, Difference::Member(member) if member.member == "ItemId")
}

/// A record by what its item is called, else by its id.
fn record_name(item: &Item, value: &Json) -> Arg {
    match item.display_name() {
        name if !name.is_empty()
            && (item.is_name_system_defined() == Some(true) || item.kind() == Kind::SegmentItem) =>
        {
            Arg::Text(format!("“{name}”"))
        }
        _ => Arg::json(value),
    }
}

fn rules(item: &Item, names: &HashMap<i64, String>) -> Arg {
    let rules = conditions(item).into_iter().map(|rule| {
        let source = rule.source.map_or("?".to_owned(), |number| match names.get(&number) {
            Some(name) => format!("“{name}”"),
            None => number.to_string(),
        });
        format!("{source} {}", rule.condition.unwrap_or_default()).trim_end().to_owned()
    });
    let rules = rules.collect::<Vec<_>>().join(", ");
    if rules.is_empty() { Arg::Word("nothing") } else { Arg::Text(rules) }
}

/// What each numbered item is called.
pub(crate) fn sources(document: &Document) -> HashMap<i64, String> {
    let items = document.tiles().flat_map(|tile| tile.items().iter());
    items.filter_map(|item| Some((item.number()?, item.display_name()))).collect()
}

/// What to call a tile: its name in quotes, else its type.
pub(crate) fn title(document: &Document, key: TileKey) -> Arg {
    item_title(document, key, 0)
}

/// What to call an item: its name in quotes, else its type.
pub(crate) fn item_title(document: &Document, key: TileKey, item: usize) -> Arg {
    let tile = document.tile(key);
    let item = tile.and_then(|tile| tile.items().get(item));
    match item.map(Item::display_name) {
        Some(name) if !name.is_empty() && tile.is_some_and(|tile| tile.kind() != Kind::Root) => {
            Arg::Text(format!("“{name}”"))
        }
        _ => Arg::Word(item.map(Item::kind).or(tile.map(|tile| tile.kind())).unwrap_or(Kind::Other).label()),
    }
}

/// Sentences that say where a tile hangs: at the start of a path, behind a tile, on either branch of one.
pub(crate) type Places = [&'static str; 4];

const ADDED: Places = [
    "{0} was added as the start of a path.",
    "{0} was added behind {1}.",
    "{0} was added on the Yes branch of {1}.",
    "{0} was added on the No branch of {1}.",
];

const MOVED: Places = [
    "{0} was moved to the start of a path.",
    "{0} was moved behind {1}.",
    "{0} was moved to the Yes branch of {1}.",
    "{0} was moved to the No branch of {1}.",
];

const REORDERED: Places = [
    "{0} has another place among the starts of paths.",
    "{0} has another place among the paths behind {1}.",
    "{0} has another place on the Yes branch of {1}.",
    "{0} has another place on the No branch of {1}.",
];

pub(crate) fn place(document: &Document, key: TileKey, places: Places) -> Phrase {
    let own = title(document, key);
    let Some(parent) = document.parent(key) else { return Phrase::of(places[0], [own]) };
    let text = match document.tile(key).map(|tile| tile.branch().clone()) {
        Some(Branch::Yes) => places[2],
        Some(Branch::No) => places[3],
        _ => places[1],
    };
    Phrase::of(text, [own, title(document, parent)])
}
