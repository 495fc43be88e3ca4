//! Three states of one journey put together: what both sides began with, mine, and what someone else stored meanwhile.
//!
//! By tile, member, item, place and column. What only one side changed is taken; what both changed, each in its own way, is a [`Clash`]
//! that is decided one by one. Nothing that a side did is dropped but by such a decision.

mod assemble;
mod content;
mod ledger;
mod places;
mod settings;
mod union;
mod words;

use crate::document::{Document, TileKey};
use crate::edit::Counters;
use assemble::Assembly;
use ledger::Ledger;
pub use ledger::{About, Clash, Where};
use places::Places;
use union::{Node, Union};
pub use words::ClashWords;

/// One of the two that changed the journey.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Side {
    /// The journey under edit.
    Mine,
    /// What is stored.
    Theirs,
}

impl Side {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Mine => Self::Theirs,
            Self::Theirs => Self::Mine,
        }
    }
}

/// Three states of one journey.
#[derive(Clone, Debug)]
pub(crate) struct States {
    pub base: Document,
    pub mine: Document,
    pub theirs: Document,
}

impl States {
    fn of(&self, side: Side) -> &Document {
        match side {
            Side::Mine => &self.mine,
            Side::Theirs => &self.theirs,
        }
    }

    fn is_design_same(&self, side: Side) -> bool {
        self.of(side).definition() == self.base.definition()
    }
}

/// A merge: its clashes, what was decided of them, and what comes out.
#[derive(Clone, Debug)]
pub struct Merge {
    states: States,
    ledger: Ledger,
    result: Document,
    /// The tile in mine that each tile of the result is, by its place in stored order.
    keys: Vec<Option<TileKey>>,
}

/// Merges what `mine` and `theirs` made of `base`. Nearly linear in their size. Of clashes that nobody decided mine counts.
pub fn merge(base: &Document, mine: &Document, theirs: &Document) -> Merge {
    let mut counters = Counters::of(mine).ahead_of(&Counters::of(theirs));
    let is_changed = theirs.definition() != base.definition() && theirs.definition() != mine.definition();
    let renumbered = if is_changed && [base, mine, theirs].iter().all(|document| document.is_editable()) {
        union::renumbered(base, mine, theirs, &mut counters)
    } else {
        mine.clone()
    };
    let states = States { base: base.clone(), mine: renumbered, theirs: theirs.clone() };
    let mut merge = Merge { result: mine.clone(), states, ledger: Ledger::default(), keys: Vec::new() };
    merge.put_together();
    merge
}

impl Merge {
    /// What both sides changed, each in its own way. Deciding one may bring up another.
    pub fn clashes(&self) -> &[Clash] {
        &self.ledger.clashes
    }

    /// How many clashes nobody decided yet.
    pub fn open(&self) -> usize {
        self.ledger.clashes.iter().filter(|clash| clash.choice.is_none()).count()
    }

    /// Decides a clash, or takes a decision back.
    pub fn choose(&mut self, clash: usize, side: Option<Side>) {
        if let Some(clash) = self.ledger.clashes.get_mut(clash) {
            clash.choice = side;
            self.put_together();
        }
    }

    /// What comes out, as decided so far.
    pub fn document(&self) -> &Document {
        &self.result
    }

    /// What a clash is called, and what either side wants.
    pub fn words(&self, clash: &Clash) -> ClashWords {
        words::of(&self.states, clash)
    }

    /// The edit that turns mine into what comes out: one step, which undo takes back.
    pub fn command(&self) -> crate::Command {
        crate::Command::Take(Box::new(crate::Incoming::merged(&self.result, self.keys.clone())))
    }

    fn put_together(&mut self) {
        let states = &self.states;
        let ledger = &mut self.ledger;
        let settings =
            settings::merged(states.base.settings(), states.mine.settings(), states.theirs.settings(), ledger);
        let (mine, theirs) = (states.is_design_same(Side::Mine), states.is_design_same(Side::Theirs));
        let is_readable = [&states.base, &states.mine, &states.theirs].iter().all(|document| document.is_editable());
        let is_agreed = mine || theirs || states.mine.definition() == states.theirs.definition();
        if is_agreed || !is_readable {
            let side = match (is_agreed, mine) {
                (true, true) => Side::Theirs,
                (true, false) => Side::Mine,
                (false, _) => ledger.decide(&Where::default(), "design", || About::Design),
            };
            let of_side = states.of(side);
            let state = settings::state(states, side);
            self.keys = keys_of_side(states, side);
            self.result = Document::read(&of_side.definition(), &state, settings);
            return;
        }
        let union = Union::of(&states.base, &states.mine, &states.theirs);
        let is_there = places::presence(states, &union, ledger);
        let places = Places::of(states, &union, is_there, ledger);
        let is_there = places.is_there.clone();
        let places = places.settled(ledger);
        let texts =
            union.nodes.iter().zip(&is_there).map(|(node, is_there)| is_there.then(|| text(states, node, ledger)));
        let texts = texts.collect();
        let mut counters = Counters::of(&states.mine).ahead_of(&Counters::of(&states.theirs));
        let (definition, nodes) = Assembly { states, union: &union, texts, places }.write(&mut counters);
        let state = counters.raised(&settings::state(states, Side::Mine));
        self.keys = nodes.into_iter().map(|node| node.and_then(|node| union.nodes[node].mine)).collect();
        self.result = Document::read(&definition, &state, settings);
    }
}

fn text(states: &States, node: &Node, ledger: &mut Ledger) -> String {
    let base = node.base.and_then(|key| states.base.tile(key));
    let mine = node.mine.and_then(|key| states.mine.tile(key));
    let theirs = node.theirs.and_then(|key| states.theirs.tile(key));
    match (mine, theirs) {
        (Some(mine), Some(theirs)) => content::merged(base.as_ref(), &mine, &theirs, &node.at(), ledger),
        (one, other) => one.or(other).or(base).map_or(String::new(), |tile| tile.text().to_owned()),
    }
}

/// For a whole design of one side: which tile of mine each of its tiles is.
fn keys_of_side(states: &States, side: Side) -> Vec<Option<TileKey>> {
    match side {
        Side::Mine => states.mine.keys().map(Some).collect(),
        Side::Theirs => {
            let pairs = crate::compare::pairs::Pairs::by_id(&states.mine, &states.theirs);
            states.theirs.keys().map(|key| pairs.before(key)).collect()
        }
    }
}
