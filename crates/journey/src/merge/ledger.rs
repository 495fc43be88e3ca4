//! What clashed, and what was decided.

use std::collections::HashMap;

use super::Side;
use crate::document::TileKey;
use crate::json::Json;
use record::Value;

/// The tile that a clash is about, as far as each state has it.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct Where {
    /// In the state that both sides began with.
    pub base: Option<TileKey>,
    /// In mine.
    pub mine: Option<TileKey>,
    /// In theirs.
    pub theirs: Option<TileKey>,
}

/// Something that both sides changed, each in its own way.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    /// Where; nowhere for a column or the whole design.
    pub at: Where,
    /// What.
    pub about: About,
    /// Which side counts; `None` until someone decides. Until then [`Clash::standing`] does.
    pub choice: Option<Side>,
}

impl Clash {
    /// The side that counts now. Mine, as long as nobody decided.
    pub fn standing(&self) -> Side {
        self.choice.unwrap_or(Side::Mine)
    }
}

/// What both sides changed.
#[derive(Clone, Debug, PartialEq)]
pub enum About {
    /// The whole design: one of the states could not be read, so that nothing smaller can be told apart.
    Design,
    /// A column.
    Setting {
        /// Logical name.
        column: String,
        /// Its value when both began.
        base: Value,
        /// Mine.
        mine: Value,
        /// Theirs.
        theirs: Value,
    },
    /// One side took the tile away, the other changed it, moved it, or built on it.
    Removed {
        /// Who took it away.
        by: Side,
    },
    /// Both moved the tile, or each moved something behind the other's.
    Place,
    /// A member of the tile or of one of its items.
    Member {
        /// Index of the item in mine and in theirs; `None` for a member of the tile itself.
        items: Option<(usize, usize)>,
        /// Its stored name.
        member: String,
        /// Its value when both began.
        base: Option<Json>,
        /// Mine.
        mine: Option<Json>,
        /// Theirs.
        theirs: Option<Json>,
    },
    /// One side took an item away that the other changed.
    ItemRemoved {
        /// Who took it away.
        by: Side,
        /// Its index in the state that still has it.
        item: usize,
    },
    /// Both put the items of the tile into another order.
    ItemOrder,
}

/// Clashes in the order in which they were met, and where to find each.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger {
    pub clashes: Vec<Clash>,
    /// By the tile and what it is about.
    places: HashMap<(Where, String), usize>,
}

impl Ledger {
    /// The side that counts for a clash, which is entered when it was not yet met.
    pub fn decide(&mut self, at: &Where, what: &str, about: impl FnOnce() -> About) -> Side {
        let key = (*at, what.to_owned());
        let next = self.clashes.len();
        let place = *self.places.entry(key).or_insert(next);
        if place == next {
            self.clashes.push(Clash { at: *at, about: about(), choice: None });
        }
        self.clashes[place].standing()
    }
}
