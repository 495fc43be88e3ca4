//! Behaviour blocks: which interactions, by which link, and how often.

use leptos::prelude::*;
use segment::Dialect;
use segment::builder::{Change, Count, RowOperator};
use segment::syntax::Word;

use super::board::Board;
use super::combo::{Combo, Offer};
use super::controls::{Options, button, choice};
use super::deeds::once;
use super::heads::{Part, fold, follow};
use super::line::{Key, Kind};
use super::values::read_number;
use super::words;
use crate::ui::field::{Bound, Fault, Mark, Shape, TextInput, fresh_id};
use crate::ui::icon::ADD_20_REGULAR;
use crate::ui::words::t;

/// The head of a behaviour block.
pub fn head(board: Board, key: &Key) -> AnyView {
    let named = follow(board, key, |kind| match kind {
        Kind::Behaviour(interaction, link) => Some((interaction.clone(), link.clone())),
        _ => None,
    });
    let own = key.clone();
    let set = move |kind: String, link: String| {
        if let Some(line) = board.line(&own) {
            board.run(&own, t("Change the interaction"), &Change::SetInteraction { at: line.range, kind, link });
        }
    };
    let set = StoredValue::new(set);
    let kind = Signal::derive(move || named.get().0);
    let choose_kind = Callback::new(move |kind: String| {
        // A link that is known for the new interaction is better than one of another.
        let links = links(board, &kind);
        let link = links.into_iter().next().unwrap_or_else(|| named.get_untracked().1);
        set.with_value(|set| set(kind, link));
    });
    let choose_link = Callback::new(move |link: String| set.with_value(|set| set(named.get_untracked().0, link)));
    view! {
        {fold(board, key)}
        <span class="line_word">{t("contacts with")}</span>
        {interaction_picker(board, kind, choose_kind)}
        <span class="line_word">{t("by the link")}</span>
        {link_picker(board, kind, Signal::derive(move || named.get().1), choose_link)}
    }
    .into_any()
}

/// The links that the organisation's own queries use with an interaction. Not reactive.
pub fn links(board: Board, kind: &str) -> Vec<String> {
    untrack(|| known_links(board, kind))
}

fn known_links(board: Board, kind: &str) -> Vec<String> {
    board.schema(|schema| {
        let known = schema.interactions().into_iter().find(|known| known.name.eq_ignore_ascii_case(kind));
        known.map(|known| known.links.clone()).unwrap_or_default()
    })
}

/// Choosing an interaction, or writing one that is not listed.
pub fn interaction_picker(board: Board, kind: Signal<String>, choose: Callback<String>) -> AnyView {
    let offers = Callback::new(move |()| {
        board.schema(|schema| {
            let all = schema.interactions().into_iter();
            all.map(|known| Offer {
                value: known.name.clone(),
                label: words::spaced(&known.name),
                detail: known.name.clone(),
                live: false,
            })
            .collect()
        })
    });
    view! {
        <Combo
            board
            name=t("Interaction")
            shown=Signal::derive(move || words::spaced(&kind.get()))
            offers
            choose
            role="interaction"
            placeholder="Choose an interaction"
            own=true
            invalid=Signal::derive(move || kind.with(String::is_empty))
        />
    }
    .into_any()
}

/// Choosing a link among those that the organisation's queries use, or writing one: nobody has published them.
pub fn link_picker(board: Board, kind: Signal<String>, link: Signal<String>, choose: Callback<String>) -> AnyView {
    let offers = Callback::new(move |()| {
        let links = known_links(board, &kind.get()).into_iter();
        links
            .map(|link| Offer { label: link.clone(), value: link, detail: t("in use here").to_owned(), live: false })
            .collect()
    });
    view! {
        <Combo
            board
            name=t("Link")
            shown=link
            offers
            choose
            role="link"
            placeholder="Choose or type a link"
            own=true
            invalid=Signal::derive(move || link.with(String::is_empty))
        />
    }
    .into_any()
}

/// How often, as `HAVING` reads.
pub fn count(board: Board, key: &Key) -> AnyView {
    let now = follow(board, key, |kind| match kind {
        Kind::Count(count) => Some(count.clone()),
        _ => None,
    });
    let key = key.clone();
    let this =
        Often { board, key: StoredValue::new(key), now, fault: RwSignal::new(None), length_fault: RwSignal::new(None) };
    let is_said = Memo::new(move |_| now.get().is_some());
    view! {
        {move || {
            if is_said.get() {
                controls(this)
            } else {
                let add = Callback::new(move |()| this.set(once()));
                button(board, ADD_20_REGULAR, t("Say how often"), Some(t("Say how often")), "add-count", add)
            }
        }}
        <span class="error" role="alert">{move || this.fault.get().or_else(|| this.length_fault.get())}</span>
    }
    .into_any()
}

/// The line that says how often. Cheap to copy.
#[derive(Clone, Copy)]
struct Often {
    board: Board,
    key: StoredValue<Key>,
    now: Part<Option<Count>>,
    fault: RwSignal<Option<String>>,
    length_fault: RwSignal<Option<String>>,
}

impl Often {
    fn set(&self, count: Count) {
        // The reason is said at the line.
        let _ = self.try_set(count);
    }

    fn try_set(&self, count: Count) -> Result<(), Fault> {
        let key = self.key.get_value();
        let Some(line) = self.board.line(&key) else { return Ok(()) };
        let change = Change::SetCount { at: line.range, count };
        self.board.change(&key, t("Change how often"), &change).map_err(Fault::Refused)
    }

    fn change(&self, change: impl FnOnce(&mut Count)) {
        if let Some(mut count) = self.now.get_untracked() {
            change(&mut count);
            self.set(count);
        }
    }

    fn read<R>(&self, read: impl FnOnce(&Count) -> R) -> Option<R> {
        self.now.get().as_ref().map(read)
    }

    fn number(&self, read: fn(&Count) -> String, write: fn(&mut Count, String)) -> Bound<String> {
        let this = *self;
        let commit = move |text: String| {
            let number = read_number(&text)?;
            let Some(mut count) = this.now.get_untracked() else { return Ok(()) };
            write(&mut count, number);
            this.try_set(count)
        };
        Bound::new(move || this.read(read).unwrap_or_default(), commit, self.board.lock)
    }
}

const AGGREGATES: [(Word, &str); 5] = [
    (Word::Count, "how often"),
    (Word::Sum, "the total of"),
    (Word::Avg, "the average of"),
    (Word::Min, "the least of"),
    (Word::Max, "the greatest of"),
];

fn controls(this: Often) -> AnyView {
    let board = this.board;
    let aggregates =
        Signal::derive(|| AGGREGATES.map(|(word, label)| (word.spelling().to_owned(), t(label).to_owned())).to_vec());
    let aggregate =
        Signal::derive(move || this.read(|count| count.aggregate.spelling().to_owned()).unwrap_or_default());
    let is_count = Memo::new(move |_| this.read(|count| count.aggregate == Word::Count).unwrap_or(true));
    // A sum is of something: until that is chosen the text stays as it is.
    let summing = RwSignal::new(None::<Word>);
    let choose_aggregate = Callback::new(move |name: String| match Word::read(&name) {
        Some(Word::Count) => this.change(|count| (count.aggregate, count.property) = (Word::Count, None)),
        Some(word) if is_count.get_untracked() => {
            summing.set(Some(word));
            board.place.want(this.key.get_value(), "count-property");
            board.settle_later();
        }
        Some(word) => this.change(|count| count.aggregate = word),
        None => {}
    });
    let shown_aggregate =
        Signal::derive(move || summing.get().map_or_else(|| aggregate.get(), |word| word.spelling().to_owned()));
    let wants_property = move || summing.get().is_some() || !is_count.get();
    let choose_property = Callback::new(move |property: String| {
        let word = summing.get_untracked();
        summing.set(None);
        this.change(|count| {
            count.aggregate = word.unwrap_or(count.aggregate);
            count.property = Some(property);
        });
    });
    let comparison = Signal::derive(move || this.read(|count| format!("{:?}", count.operator)).unwrap_or_default());
    let choose_comparison = Callback::new(move |name: String| {
        if let Some(operator) = COMPARISONS.into_iter().find(|operator| format!("{operator:?}") == name) {
            this.change(|count| count.operator = operator);
        }
    });
    let window = Signal::derive(move || {
        this.read(|count| count.window.as_ref().map_or_else(String::new, |(unit, _)| unit.spelling().to_owned()))
            .unwrap_or_default()
    });
    let has_window = Memo::new(move |_| !window.get().is_empty());
    let choose_window = Callback::new(move |name: String| {
        this.change(|count| count.window = (name == "last").then(|| (Word::UtcDays, "30".to_owned())));
    });
    let choose_unit = Callback::new(move |name: String| {
        this.change(|count| {
            if let (Some((unit, _)), Some(new)) = (&mut count.window, Word::read(&name)) {
                *unit = new;
            }
        });
    });
    let switch = Signal::derive(|| {
        [("ever", "ever"), ("last", "in the last")].map(|(name, label)| (name.to_owned(), t(label).to_owned())).to_vec()
    });
    let switched = Signal::derive(move || if has_window.get() { "last" } else { "ever" }.to_owned());
    let number = this.number(|count| count.number.clone(), |count, number| count.number = number);
    let length = this.number(
        |count| count.window.as_ref().map_or_else(String::new, |(_, length)| length.clone()),
        |count, number| {
            if let Some((_, length)) = &mut count.window {
                *length = number;
            }
        },
    );
    let times = move || if is_count.get() { t("interactions") } else { "" };
    view! {
        {choice(board, t("What is counted"), "count-aggregate", aggregates, shown_aggregate, choose_aggregate)}
        {move || wants_property().then(|| property(this, choose_property))}
        {choice(board, t("Comparison"), "count-operator", comparisons(this), comparison, choose_comparison)}
        <TextInput bound=number id=fresh_id() fault=this.fault mark=Mark::Role("count-number") shape=Shape::Number name=Some(t("Number").to_owned()) />
        <span class="line_word">{times}</span>
        {choice(board, t("Within which time"), "count-window", switch, switched, choose_window)}
        {move || {
            has_window
                .get()
                .then(|| {
                    view! {
                        <TextInput bound=length id=fresh_id() fault=this.length_fault mark=Mark::Role("count-length") shape=Shape::Number name=Some(t("Length of time").to_owned()) />
                        {choice(board, t("Unit"), "count-unit", windows(this), window, choose_unit)}
                    }
                })
        }}
    }
    .into_any()
}

fn property(this: Often, choose: Callback<String>) -> AnyView {
    let board = this.board;
    let key = this.key.get_value();
    let offers = Callback::new(move |()| {
        let scope = board.shown.with(|lines| lines.get(&key).and_then(|line| line.scope.clone())).unwrap_or_default();
        let kind = scope.table.clone().unwrap_or_default();
        board.schema(|schema| {
            let known = schema.interactions().into_iter().find(|known| known.name.eq_ignore_ascii_case(&kind));
            let properties = known.map(|known| known.properties.clone()).unwrap_or_default().into_iter();
            properties.map(|name| Offer { label: words::spaced(&name), value: name, ..Offer::default() }).collect()
        })
    });
    let shown = Signal::derive(move || {
        this.read(|count| count.property.as_deref().map(words::spaced)).flatten().unwrap_or_default()
    });
    view! {
        <Combo
            board
            name=t("Property")
            shown
            offers
            choose
            role="count-property"
            placeholder="Choose a property"
            own=true
            invalid=Signal::derive(move || shown.with(String::is_empty))
        />
    }
    .into_any()
}

const COMPARISONS: [RowOperator; 6] = [
    RowOperator::Greater,
    RowOperator::AtLeast,
    RowOperator::Is,
    RowOperator::AtMost,
    RowOperator::Less,
    RowOperator::IsNot,
];

/// Outbound marketing counts neither with `>=` nor with `!=` (reference/segments.md 3.2); a text that does is shown as it is.
fn comparisons(this: Often) -> Signal<Options> {
    let outbound = this.board.session.table().dialect() == Dialect::Outbound;
    Signal::derive(move || {
        let now = this.read(|count| (count.aggregate == Word::Count, count.operator));
        let fits = |operator: &RowOperator| {
            let never = matches!(operator, RowOperator::AtLeast | RowOperator::IsNot);
            let counts = now.is_some_and(|(counts, _)| counts) && outbound;
            !(never && counts) || now.is_some_and(|(_, own)| own == *operator)
        };
        let all = COMPARISONS.into_iter().filter(fits);
        all.map(|operator| (format!("{operator:?}"), words::comparison(operator).to_owned())).collect()
    })
}

/// The units of time windows; MQL has more of them (reference/segments.md 8.2).
fn windows(this: Often) -> Signal<Options> {
    let units: &[Word] = match this.board.session.table().dialect() {
        Dialect::Outbound => &[Word::UtcDays, Word::UtcMonths, Word::UtcYears],
        Dialect::Mql => {
            &[Word::UtcMinutes, Word::UtcHours, Word::UtcDays, Word::UtcWeeks, Word::UtcMonths, Word::UtcYears]
        }
    };
    Signal::derive(move || {
        let own = this.read(|count| count.window.as_ref().map(|(unit, _)| *unit)).flatten();
        let foreign = own.filter(|own| !units.contains(own));
        let all = units.iter().copied().chain(foreign);
        all.map(|unit| (unit.spelling().to_owned(), words::part(unit).to_owned())).collect()
    })
}
