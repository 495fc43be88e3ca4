//! The problems of the text: where they are underlined, which one the caret is at, and the way from one to the next.

use std::cmp::Reverse;
use std::ops::Range;
use std::rc::Rc;

use leptos::prelude::*;

use super::area::Area;
use super::look::{Spot, visible};
use super::text::change;
use super::{Code, Mark, Severity};
use crate::ui::words::{fill, t};

/// The problems and their places in the text as it is now. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Problems {
    area: Area,
    marks: Signal<Rc<Vec<Mark>>, LocalStorage>,
    placed: StoredValue<Option<Placed>, LocalStorage>,
    /// The problem that a person went to, while the caret is there.
    gone_to: StoredValue<Option<(usize, Range<usize>)>>,
    /// The problem that a screen reader heard of last.
    told: StoredValue<Option<usize>>,
    /// The problem at the caret, by index.
    pub current: Memo<Option<usize>>,
}

#[derive(Clone)]
struct Placed {
    text: Rc<str>,
    marks: Rc<Vec<Mark>>,
    ranges: Rc<Vec<Range<usize>>>,
    spots: Rc<Vec<Spot>>,
}

impl Problems {
    /// The problems `marks` of the text in `area`.
    pub fn new(area: Area, marks: Signal<Rc<Vec<Mark>>, LocalStorage>) -> Self {
        let (placed, gone_to) = (StoredValue::new_local(None), StoredValue::new(None));
        let told = StoredValue::new(None);
        let current = Memo::new(move |_| at(placed, gone_to, area, marks));
        Self { area, marks, placed, gone_to, told, current }
    }

    /// What is underlined, in the order of the marks; reactive.
    pub fn spots(&self, text: &Rc<str>) -> Rc<Vec<Spot>> {
        spots(self.placed, text, &self.marks.get())
    }

    /// The problem of that index, reactive.
    pub fn get(&self, index: usize) -> Option<(Severity, String)> {
        self.marks.with(|marks| marks.get(index).map(|mark| (mark.severity, mark.message.clone())))
    }

    /// How many there are, reactive.
    pub fn count(&self) -> usize {
        self.marks.with(|marks| marks.len())
    }

    /// Whether something can't work, reactive.
    pub fn has_errors(&self) -> bool {
        self.marks.with(|marks| marks.iter().any(|mark| mark.severity == Severity::Error))
    }

    /// What is to be said about the offset.
    pub fn messages(&self, at: usize) -> Vec<String> {
        let (text, marks) = (self.area.text_now(), self.marks.get_untracked());
        let spots = spots(self.placed, &text, &marks);
        let here = spots.iter().zip(&*marks).filter(|(spot, _)| spot.range.contains(&at));
        here.map(|(_, mark)| mark.message.clone()).collect()
    }

    /// Puts the caret at the next problem, or the one before.
    pub fn go(&self, code: Code, forward: bool) {
        let (text, marks) = (self.area.text_now(), self.marks.get_untracked());
        let spots = spots(self.placed, &text, &marks);
        let caret = self.area.selection_now();
        let mut order: Vec<usize> = (0..spots.len()).collect();
        order.sort_by_key(|index| spots[*index].range.start);
        let gone_to = self.gone_to.get_value().filter(|(_, place)| *place == caret);
        let from = gone_to.and_then(|(index, _)| order.iter().position(|other| *other == index));
        let next = match (from, forward) {
            (Some(from), true) => Some(from + 1),
            (Some(from), false) => from.checked_sub(1),
            (None, true) => order.iter().position(|index| spots[*index].range.start > caret.start),
            (None, false) => order.iter().rposition(|index| spots[*index].range.start < caret.start),
        };
        let round = if forward { order.first() } else { order.last() };
        let Some(&index) = next.and_then(|next| order.get(next)).or(round) else {
            code.say(t("There are no problems."));
            return;
        };
        let place = spots[index].range.start..spots[index].range.start;
        self.gone_to.set_value(Some((index, place.clone())));
        self.area.select(place);
        self.area.focus();
        self.told.set_value(Some(index));
        let number = order.iter().position(|other| *other == index).unwrap_or_default() + 1;
        let of = fill("Problem {0} of {1}.", &[&number.to_string(), &order.len().to_string()]);
        code.say(format!("{of} {}", in_words(&marks[index])));
    }

    /// Says the problem that the caret has come to, if it is another one.
    pub fn tell(&self, code: Code) {
        let current = self.current.get_untracked();
        if self.told.get_value() != current {
            self.told.set_value(current);
            let marks = self.marks.get_untracked();
            if let Some(mark) = current.and_then(|index| marks.get(index)) {
                code.say(in_words(mark));
            }
        }
    }

    /// Says when the last problem is gone. Problems that come and go while a person types are not spoken of.
    pub fn speak(&self, code: Code) {
        let this = *self;
        Effect::new(move |before: Option<usize>| {
            let count = this.count();
            if count == 0 && before.is_some_and(|before| before > 0) {
                code.say(t("No problems are left."));
            }
            count
        });
    }
}

/// The problem at the caret: the one gone to, else the worst, else the narrowest.
fn at(
    placed: StoredValue<Option<Placed>, LocalStorage>,
    gone_to: StoredValue<Option<(usize, Range<usize>)>>,
    area: Area,
    marks: Signal<Rc<Vec<Mark>>, LocalStorage>,
) -> Option<usize> {
    let caret = area.selection();
    let spots = spots(placed, &area.text(), &marks.get());
    let is_here = |spot: &Spot| spot.range.start <= caret.end && spot.range.end >= caret.start;
    let gone_to = gone_to.get_value().filter(|(index, place)| *place == caret && *index < spots.len());
    if let Some((index, _)) = gone_to {
        return Some(index);
    }
    let here = spots.iter().enumerate().filter(|(_, spot)| is_here(spot));
    here.max_by_key(|(_, spot)| (spot.severity, Reverse(spot.range.len()))).map(|(index, _)| index)
}

/// Where the marks are in the text. Those of an earlier text have moved along with what was typed since.
fn spots(placed: StoredValue<Option<Placed>, LocalStorage>, text: &Rc<str>, marks: &Rc<Vec<Mark>>) -> Rc<Vec<Spot>> {
    let before = placed.get_value().filter(|before| Rc::ptr_eq(&before.marks, marks));
    let ranges: Rc<Vec<Range<usize>>> = match before {
        Some(before) if before.text == *text => return before.spots,
        Some(before) => match change(&before.text, text, text.len()) {
            Some(change) => Rc::new(before.ranges.iter().map(|range| change.carry_range(range)).collect()),
            None => before.ranges,
        },
        None => Rc::new(marks.iter().map(|mark| mark.range.clone()).collect()),
    };
    let spot =
        |(mark, range): (&Mark, _)| Spot { range: visible(text, range), severity: mark.severity, code: mark.code };
    let spots = Rc::new(marks.iter().zip(&*ranges).map(spot).collect::<Vec<_>>());
    placed.set_value(Some(Placed { text: text.clone(), marks: marks.clone(), ranges, spots: spots.clone() }));
    spots
}

/// The problem as it is read out.
fn in_words(mark: &Mark) -> String {
    format!("{}: {}", name(mark.severity), mark.message)
}

/// What a problem of that severity is called.
pub fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => t("Error"),
        Severity::Warning => t("Warning"),
        Severity::Hint => t("Hint"),
    }
}
