//! A clash in sentences.

use super::ledger::{About, Clash};
use super::{Side, States};
use crate::compare::words::{item_title, place, title};
use crate::document::{Document, TileKey};
use crate::fields;
use crate::json::Json;
use crate::kind::Kind;
use crate::phrase::{Arg, Phrase};
use crate::settings::setting_spec;

/// What a clash is called, and what either side wants.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ClashWords {
    /// What both changed.
    pub question: Phrase,
    /// What choosing mine means.
    pub mine: Phrase,
    /// What choosing theirs means.
    pub theirs: Phrase,
}

const STANDS: [&str; 4] = [
    "{0} begins a path.",
    "{0} stands behind {1}.",
    "{0} stands on the Yes branch of {1}.",
    "{0} stands on the No branch of {1}.",
];

pub(super) fn of(states: &States, clash: &Clash) -> ClashWords {
    let tile = shown(states, clash);
    let own = || tile.map_or(Arg::Word("The journey"), |(document, key)| title(document, key));
    let value = |arg: Arg| Phrase::of("{0}", [arg]);
    match &clash.about {
        About::Design => ClashWords {
            question: Phrase::plain("Both changed the design, and one of the two cannot be read."),
            mine: Phrase::plain("Keep my design as a whole."),
            theirs: Phrase::plain("Take the stored design as a whole."),
        },
        About::Setting { column, mine, theirs, .. } => {
            let spec = setting_spec(column);
            let label = spec.map_or_else(|| Arg::Text(column.clone()), |spec| Arg::Word(spec.label));
            ClashWords {
                question: Phrase::of("Both changed {0}.", [label]),
                mine: value(Arg::value(spec, mine)),
                theirs: value(Arg::value(spec, theirs)),
            }
        }
        About::Removed { by } => {
            let (gone, kept) =
                (Phrase::of("{0} is removed.", [own()]), Phrase::of("{0} stays, as it was changed.", [own()]));
            let question = match by {
                Side::Mine => Phrase::of("I removed {0}, which was changed meanwhile.", [own()]),
                Side::Theirs => Phrase::of("{0}, which I changed, was removed meanwhile.", [own()]),
            };
            let (mine, theirs) = if *by == Side::Mine { (gone, kept) } else { (kept, gone) };
            ClashWords { question, mine, theirs }
        }
        About::Place => {
            let stands = |document: &Document, key: Option<TileKey>| {
                key.map_or_else(|| Phrase::of("{0} is removed.", [own()]), |key| place(document, key, STANDS))
            };
            ClashWords {
                question: Phrase::of("Both moved {0}.", [own()]),
                mine: stands(&states.mine, clash.at.mine),
                theirs: stands(&states.theirs, clash.at.theirs),
            }
        }
        About::Member { items, member, mine, theirs, .. } => {
            let item = items.and_then(|(index, _)| states.mine.tile(clash.at.mine?)?.items().get(index));
            let kind = item.map_or(Kind::Other, crate::Item::kind);
            let label = match fields::label(kind, member) {
                Some(label) => Arg::Word(label),
                None => Arg::Text(member.clone()),
            };
            let subject = match (items, clash.at.mine) {
                (Some((index, _)), Some(key)) if *index > 0 => {
                    Arg::phrase(Phrase::of("{0} in {1}", [item_title(&states.mine, key, *index), own()]))
                }
                _ => own(),
            };
            let said = |value: &Option<Json>| match value {
                Some(value) => fields::value_word(kind, member, value).map_or_else(|| Arg::json(value), Arg::Word),
                None => Arg::Word("nothing"),
            };
            ClashWords {
                question: Phrase::of("Both changed {0} of {1}.", [label, subject]),
                mine: value(said(mine)),
                theirs: value(said(theirs)),
            }
        }
        About::ItemRemoved { by, item } => {
            let (document, key) = match by {
                Side::Mine => (&states.theirs, clash.at.theirs),
                Side::Theirs => (&states.mine, clash.at.mine),
            };
            let item = key.map_or(Arg::Word("nothing"), |key| item_title(document, key, *item));
            let gone = Phrase::of("{0} is removed.", [item.clone()]);
            let kept = Phrase::of("{0} stays, as it was changed.", [item.clone()]);
            let question = Phrase::of("One removed {0} from {1}, the other changed it.", [item, own()]);
            let (mine, theirs) = if *by == Side::Mine { (gone, kept) } else { (kept, gone) };
            ClashWords { question, mine, theirs }
        }
        About::ItemOrder => ClashWords {
            question: Phrase::of("Both changed the order of the items of {0}.", [own()]),
            mine: Phrase::plain("Keep my order."),
            theirs: Phrase::plain("Take the stored order."),
        },
    }
}

/// The tile that a clash is about, in the state that shows it best.
fn shown<'s>(states: &'s States, clash: &Clash) -> Option<(&'s Document, TileKey)> {
    let at = clash.at;
    let mine = at.mine.map(|key| (&states.mine, key));
    let theirs = at.theirs.map(|key| (&states.theirs, key));
    mine.or(theirs).or(at.base.map(|key| (&states.base, key)))
}
