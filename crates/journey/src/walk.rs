//! Trying a journey: what one contact meets, given what they do.

mod text;

use std::collections::{HashMap, HashSet};

use crate::document::{Document, TileKey};
use crate::item::Item;
use crate::kind::{Branch, Kind};
use crate::moment::{DAY, Moment};
use crate::phrase::{Arg, Phrase};
use crate::reading::Reading;
use crate::times::{Window, timeout, wait};

/// What one contact does, and what came of it when the walk was kept. Tiles are named by their ids, so that a walk outlives changes.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Walk {
    /// When the contact enters, on the journey's wall clock (ISO 8601); empty for the journey's start.
    pub entered: String,
    /// Id of the audience tile; empty for the first.
    pub lane: String,
    /// What they do at triggers and splitters.
    pub choices: Vec<Choice>,
    /// What they met when the walk was kept.
    pub seen: Vec<Seen>,
}

/// What a contact does at one tile.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Choice {
    /// Id of the trigger or splitter.
    pub at: String,
    /// What they do.
    pub answer: Answer,
}

/// What a contact does.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Answer {
    /// Does what a trigger waits for, this many minutes after they came to it. Later than its timeout is too late.
    Yes {
        /// Minutes.
        after: i64,
    },
    /// Does not do it in time.
    No,
    /// Is sent along the branch of a splitter that begins with this tile.
    Branch(String),
}

/// A tile that was met.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Seen {
    /// Its id.
    pub id: String,
    /// What it was called.
    pub name: String,
    /// Minutes after entering.
    pub at: i64,
}

/// What a walk comes to.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Run {
    /// What the contact meets, in the order of time. Parallel paths are walked at once.
    pub steps: Vec<Step>,
    /// Triggers and splitters at which nothing was chosen: the walk waits there.
    pub asks: Vec<TileKey>,
    entered: Option<Moment>,
}

/// One tile on the way.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Step {
    /// The tile.
    pub tile: TileKey,
    /// When the contact comes to it, in minutes after entering.
    pub at: i64,
    /// When they go on; `None` where they do not.
    pub left: Option<i64>,
    /// What happens.
    pub event: Event,
}

/// What happens at a tile.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Event {
    /// The contact enters.
    Enters,
    /// An email is sent.
    Sent,
    /// Something is done for the contact: an activity, a workflow, a lead.
    Done,
    /// The contact waits.
    Waits,
    /// The contact waits for how long nobody published; the walk goes on at once.
    WaitsUnknown,
    /// The contact does what the trigger waits for.
    Answers,
    /// The contact does not do it in time.
    TimesOut,
    /// The contact is sent along a branch.
    Parted,
    /// Somebody must choose what the contact does.
    Asks,
    /// The contact passes.
    Passes,
    /// The contact waits for good: the trigger has no timeout, or the wait is never over.
    Stuck,
    /// The journey is over before the contact gets here.
    CutOff,
}

impl Walk {
    /// Chooses what the contact does at a tile, or takes the choice back.
    pub fn choose(&mut self, at: &str, answer: Option<Answer>) {
        self.choices.retain(|choice| choice.at != at);
        self.choices.extend(answer.map(|answer| Choice { at: at.to_owned(), answer }));
    }

    /// What the contact does at a tile.
    pub fn answer(&self, at: &str) -> Option<&Answer> {
        self.choices.iter().find(|choice| choice.at == at).map(|choice| &choice.answer)
    }

    /// Keeps what came out, to be held against later runs.
    pub fn keep(&mut self, document: &Document, run: &Run) {
        self.seen = run.seen(document);
    }
}

/// Walks one contact through a journey. Deterministic; linear in what they meet. A month counts as 30 days.
pub fn run(document: &Document, walk: &Walk) -> Run {
    let start = document.settings().text("msdyncrm_startdatetime");
    let entered = Moment::parse(&walk.entered).or(start.and_then(Moment::parse));
    let end = document.settings().text("msdyncrm_enddatetime").and_then(Moment::parse);
    let limit = entered.zip(end).map(|(entered, end)| end.since(entered));
    let lane = document.find(&walk.lane).or_else(|| document.lanes().first().copied());
    let mut run = Run { entered, ..Run::default() };
    let mut open: Vec<(TileKey, i64)> = lane.into_iter().map(|lane| (lane, 0)).collect();
    while let Some((key, at)) = open.pop() {
        let Some(tile) = document.tile(key).filter(|tile| tile.kind() != Kind::Empty) else { continue };
        let (event, left, onto) = match limit {
            Some(limit) if at > limit => (Event::CutOff, None, Onto::Nothing),
            _ => meet(document, walk, entered, key, at),
        };
        if event == Event::Asks {
            run.asks.push(key);
        }
        run.steps.push(Step { tile: tile.key(), at, left, event });
        let Some(left) = left else { continue };
        let wanted = |child: &TileKey| match (&onto, document.tile(*child)) {
            (Onto::All, Some(_)) => true,
            (Onto::Branch(branch), Some(tile)) => tile.branch() == branch,
            (Onto::Tile(own), _) => own == child,
            _ => false,
        };
        open.extend(document.children(key).iter().rev().filter(|child| wanted(child)).map(|child| (*child, left)));
    }
    let places: HashMap<TileKey, usize> = Reading::of(document).order.into_iter().zip(0..).collect();
    run.steps.sort_by_key(|step| (step.at, places.get(&step.tile).copied()));
    run
}

/// Which followers a contact goes to.
enum Onto {
    All,
    Branch(Branch),
    Tile(TileKey),
    Nothing,
}

fn meet(
    document: &Document,
    walk: &Walk,
    entered: Option<Moment>,
    key: TileKey,
    at: i64,
) -> (Event, Option<i64>, Onto) {
    let Some(tile) = document.tile(key) else { return (Event::Passes, None, Onto::Nothing) };
    let answer = walk.answer(tile.activity_id());
    match (tile.kind(), tile.header()) {
        (Kind::Trigger, header) => {
            let limit = header.and_then(timeout);
            match answer {
                None | Some(Answer::Branch(_)) => (Event::Asks, None, Onto::Nothing),
                Some(Answer::Yes { after }) if limit.is_none_or(|limit| *after <= limit) => {
                    (Event::Answers, Some(at.saturating_add((*after).max(0))), Onto::Branch(Branch::Yes))
                }
                Some(_) => match limit {
                    Some(limit) => (Event::TimesOut, Some(at.saturating_add(limit)), Onto::Branch(Branch::No)),
                    None => (Event::Stuck, None, Onto::Nothing),
                },
            }
        }
        (Kind::Splitter, _) => {
            let chosen = match answer {
                Some(Answer::Branch(id)) => document.find(id).filter(|branch| document.children(key).contains(branch)),
                _ => None,
            };
            match chosen {
                Some(branch) => (Event::Parted, Some(at), Onto::Tile(branch)),
                None => (Event::Asks, None, Onto::Nothing),
            }
        }
        (Kind::Scheduler, Some(header)) => match released(header, entered, at) {
            Release::At(left) => (Event::Waits, Some(left), Onto::All),
            Release::Unknown => (Event::WaitsUnknown, Some(at), Onto::All),
            Release::Never => (Event::Stuck, None, Onto::Nothing),
        },
        (kind, _) => {
            let event = match kind {
                Kind::Email => Event::Sent,
                Kind::CreateCrmActivity | Kind::InvokeWorkflow | Kind::CreateLead => Event::Done,
                _ if document.parent(key).is_none() => Event::Enters,
                _ => Event::Passes,
            };
            (event, Some(at), Onto::All)
        }
    }
}

enum Release {
    At(i64),
    Never,
    Unknown,
}

fn released(item: &Item, entered: Option<Moment>, at: i64) -> Release {
    let is_duration = item
        .member("OffsetType")
        .is_some_and(|kind| kind.as_text().is_some_and(|kind| kind.eq_ignore_ascii_case("Duration")));
    let Some(span) = wait(item).filter(|_| is_duration) else { return Release::Unknown };
    // Of months, whose length depends on the date, what lies between.
    let length = span.max.map_or(span.min, |max| if max == span.min { max } else { max / 31 * 30 });
    let over = at.saturating_add(length);
    let Some(entered) = entered else { return Release::At(over) };
    // Windows count from a Monday; 1970 began on a Thursday.
    let since_monday = entered.minutes().saturating_add(3 * DAY);
    match Window::of(item).next(since_monday.saturating_add(over)) {
        Some(opens) => Release::At(opens.saturating_sub(since_monday)),
        None => Release::Never,
    }
}

impl Run {
    /// The moment that lies some minutes after entering, as it is on the wire; `None` when it is not known when the contact enters.
    pub fn moment(&self, at: i64) -> Option<String> {
        self.entered.map(|entered| entered.later(at).text())
    }

    /// When the contact is through: minutes after entering.
    pub fn length(&self) -> i64 {
        self.steps.iter().map(|step| step.left.unwrap_or(step.at)).max().unwrap_or(0)
    }

    /// The emails sent and the things done, in order.
    pub fn touches(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| matches!(step.event, Event::Sent | Event::Done))
    }

    fn seen(&self, document: &Document) -> Vec<Seen> {
        let met = self.steps.iter().filter(|step| step.event != Event::CutOff);
        let seen = met.filter_map(|step| {
            let tile = document.tile(step.tile)?;
            Some(Seen { id: tile.activity_id().to_owned(), name: tile.name().to_owned(), at: step.at })
        });
        seen.collect()
    }

    /// What differs from what the walk met when it was kept. A walk that was never kept differs in nothing.
    pub fn differences(&self, document: &Document, walk: &Walk) -> Vec<Phrase> {
        let now = self.seen(document);
        let named = |seen: &Seen| Arg::Text(format!("“{}”", seen.name));
        let mut told = Vec::new();
        let was: HashMap<&str, &Seen> = walk.seen.iter().map(|seen| (seen.id.as_str(), seen)).collect();
        let is: HashSet<&str> = now.iter().map(|seen| seen.id.as_str()).collect();
        for seen in now.iter().filter(|_| !walk.seen.is_empty()) {
            match was.get(seen.id.as_str()) {
                None => {
                    let args = [named(seen), Arg::Minutes(seen.at)];
                    told.push(Phrase::of("{0} is reached now, {1} after entering.", args));
                }
                Some(before) if before.at != seen.at => {
                    let args = [named(seen), Arg::Minutes(seen.at), Arg::Minutes(before.at)];
                    told.push(Phrase::of("{0} is reached after {1} instead of {2}.", args));
                }
                Some(_) => {}
            }
        }
        let gone = walk.seen.iter().filter(|seen| !is.contains(seen.id.as_str()));
        told.extend(gone.map(|seen| Phrase::of("{0} is no longer reached.", [named(seen)])));
        told
    }
}
