//! Lines that begin something: blocks, groups, related tables, and what can't be shown.

use leptos::prelude::*;
use segment::ast::SetOperator;
use segment::builder::{Change, How, Join};
use segment::document::Table;

use super::board::Board;
use super::combo::{Combo, Offer};
use super::controls::{button, choice};
use super::line::{Key, Kind, Line};
use super::words;
use crate::session::Work as _;
use crate::ui::icon::{
    ADD_20_REGULAR, CHEVRON_DOWN_20_REGULAR, CHEVRON_RIGHT_20_REGULAR, Icon, LOCK_CLOSED_20_REGULAR,
};
use crate::ui::words::{fill, t};

/// A part of what a line shows, followed as the text changes. One memo serves every kind of line.
pub struct Part<T> {
    kind: Memo<Option<Kind>>,
    read: fn(&Kind) -> Option<T>,
}

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Part<T> {}

impl<T: Default> Part<T> {
    /// The part, reactive; empty once the line shows something else.
    pub fn get(&self) -> T {
        self.kind.with(|kind| kind.as_ref().and_then(self.read)).unwrap_or_default()
    }

    /// As [`Self::get`], without subscribing.
    pub fn get_untracked(&self) -> T {
        untrack(|| self.get())
    }
}

/// A line's own part of the model.
pub fn follow<T>(board: Board, key: &Key, read: fn(&Kind) -> Option<T>) -> Part<T> {
    let key = key.clone();
    let kind = Memo::new(move |_| board.shown.with(|lines| lines.get(&key).map(|line| line.kind.clone())));
    Part { kind, read }
}

/// The button that folds the lines below a head away.
pub fn fold(board: Board, key: &Key) -> AnyView {
    let key = StoredValue::new(key.clone());
    let is_folded = move || board.folded.with(|folded| key.with_value(|key| folded.contains(key)));
    view! {
        <button
            type="button"
            class="button subtle small compact fold"
            data-role="fold"
            aria-expanded=move || if is_folded() { "false" } else { "true" }
            aria-label=t("Lines below")
            title=move || if is_folded() { t("Show the lines below") } else { t("Fold the lines below away") }
            on:click=move |_| board.fold(&key.get_value())
        >
            {move || {
                let data = if is_folded() { CHEVRON_RIGHT_20_REGULAR } else { CHEVRON_DOWN_20_REGULAR };
                view! { <Icon data /> }
            }}
        </button>
    }
    .into_any()
}

/// How a block joins those above.
pub fn operator(board: Board, key: &Key) -> AnyView {
    let now = follow(board, key, |kind| match kind {
        Kind::Operator(operator) => Some(operator.spelling().to_owned()),
        _ => None,
    });
    let key = key.clone();
    let choose = Callback::new(move |name: String| {
        if let (Some(operator), Some(line)) = (operator_named(&name), board.line(&key)) {
            board.run(&key, t("Join blocks"), &Change::SetOperator { at: line.range, operator });
        }
    });
    choice(
        board,
        t("How this block joins those above"),
        "set-operator",
        operators(),
        Signal::derive(move || now.get()),
        choose,
    )
}

/// The operators to choose from.
pub fn operators() -> Signal<Vec<(String, String)>> {
    Signal::derive(|| {
        [SetOperator::Union, SetOperator::Intersect, SetOperator::Except]
            .map(|operator| (operator.spelling().to_owned(), words::set_operator(operator).to_owned()))
            .to_vec()
    })
}

/// The operator of that spelling.
pub fn operator_named(name: &str) -> Option<SetOperator> {
    segment::syntax::Word::read(name).and_then(SetOperator::of)
}

/// The head of a query block: the table that it starts from.
pub fn profile(board: Board, key: &Key) -> AnyView {
    let table = follow(board, key, |kind| match kind {
        Kind::Profile(table) => Some(table.clone()),
        _ => None,
    });
    let own = key.clone();
    let choose = Callback::new(move |table: String| {
        if let Some(line) = board.line(&own) {
            board.session.organisation().schemas().need_table(&table);
            board.run(&own, t("Change the entity"), &Change::SetTable { at: line.range, table });
        }
    });
    let offers = Callback::new(move |()| {
        board.session.organisation().schemas().need_tables();
        board.schema(|schema| {
            let tables = schema.tables().into_iter();
            let mut offers: Vec<Offer> = tables
                .map(|table| Offer {
                    value: table.name.clone(),
                    label: table.label.clone(),
                    detail: table.name.clone(),
                    live: false,
                })
                .collect();
            offers.sort_by_cached_key(|offer| offer.label.to_lowercase());
            offers
        })
    });
    view! {
        {fold(board, key)}
        <Combo
            board
            name=t("Entity")
            shown=Signal::derive(move || board.table_label(&table.get()))
            offers
            choose
            role="table"
            own=true
        />
        <span class="line_word">{t("where")}</span>
    }
    .into_any()
}

/// A segment block.
pub fn segment(board: Board, key: &Key) -> AnyView {
    let name = follow(board, key, |kind| match kind {
        Kind::Segment(name) => Some(name.clone()),
        _ => None,
    });
    let own = key.clone();
    let choose = Callback::new(move |name: String| {
        if let Some(line) = board.line(&own) {
            board.run(&own, t("Change the segment"), &Change::SetSegment { at: line.range, name });
        }
    });
    let status = move || {
        board.schema(|schema| schema.segment(&name.get()).yes().map(|segment| (segment.status.clone(), segment.live)))
    };
    view! {
        <span class="line_word">{t("members of")}</span>
        {segment_picker(board, Signal::derive(move || name.get()), choose)}
        {move || status().map(|(status, live)| {
            view! { <span class="muted segment_status" data-live=live.then_some("true")>{status}</span> }
        })}
    }
    .into_any()
}

/// Choosing a segment of the organisation by its name.
pub fn segment_picker(board: Board, name: Signal<String>, choose: Callback<String>) -> AnyView {
    let offers = Callback::new(move |()| {
        let own = board.session.query_name();
        board.schema(|schema| {
            let others = schema.segments().into_iter().filter(|segment| Some(&segment.query_name) != own.as_ref());
            others
                .map(|segment| Offer {
                    value: segment.query_name.clone(),
                    label: if segment.label.is_empty() { segment.query_name.clone() } else { segment.label.clone() },
                    detail: segment.status.clone(),
                    live: segment.live,
                })
                .collect()
        })
    });
    let shown = Signal::derive(move || {
        let name = name.get();
        board.schema(|schema| schema.segment(&name).yes().map(|segment| segment.label.clone())).unwrap_or(name)
    });
    view! {
        <Combo
            board
            name=t("Segment")
            shown
            offers
            choose
            role="segment"
            placeholder="Choose a segment"
            own=true
            invalid=Signal::derive(move || name.with(String::is_empty))
        />
    }
    .into_any()
}

/// The head of blocks in parentheses.
pub fn nested(board: Board, key: &Key) -> AnyView {
    view! {
        {fold(board, key)}
        <span class="line_word">{t("these blocks together")}</span>
    }
    .into_any()
}

/// The head of lines that belong together.
pub fn group(board: Board, key: &Key) -> AnyView {
    let facts = follow(board, key, |kind| match kind {
        Kind::Group { join, negated, count } => Some((*join == Join::Or, *negated, *count)),
        _ => None,
    });
    let own = key.clone();
    let choose = Callback::new(move |name: String| {
        let join = if name == "or" { Join::Or } else { Join::And };
        if let Some(line) = board.line(&own) {
            board.run(&own, t("Join conditions"), &Change::SetJoin { at: line.range, join });
        }
    });
    let own = key.clone();
    let negate = move |_| board.negate(&own);
    let value = Signal::derive(move || if facts.get().0 { "or" } else { "and" }.to_owned());
    view! {
        {fold(board, key)}
        <button
            type="button"
            class="button subtle small toggle"
            data-role="negate"
            aria-pressed=move || if facts.get().1 { "true" } else { "false" }
            title=t("Members for whom the lines below do not hold")
            disabled=move || board.is_locked()
            on:click=negate
        >
            {t("NOT")}
        </button>
        {move || (facts.get().2 > 1).then(|| choice(board, t("How the lines below belong together"), "join", joins(), value, choose))}
    }
    .into_any()
}

/// The two ways in which lines belong together.
pub fn joins() -> Signal<Vec<(String, String)>> {
    Signal::derive(|| {
        [("and", "AND: all of these"), ("or", "OR: any of these")]
            .map(|(name, label)| (name.to_owned(), t(label).to_owned()))
            .to_vec()
    })
}

/// A related table.
pub fn related(board: Board, key: &Key) -> AnyView {
    let facts = follow(board, key, |kind| match kind {
        Kind::Related(how, name, from) => Some((*how == How::Relate, name.clone(), from.clone())),
        _ => None,
    });
    let label = move || {
        let (_, name, from) = facts.get();
        board.schema(|schema| {
            let from = from.as_deref()?;
            let known = schema.relationship(from, &name).yes()?;
            let target = known.other_end(from)?;
            Some(words::relationship(known, target, schema))
        })
    };
    let named = move || label().unwrap_or_else(|| facts.get().1);
    let how = (board.session.table() == Table::RealTime).then(|| {
        let options = Signal::derive(|| {
            [("optional", "also without one"), ("needed", "only with one")]
                .map(|(name, label)| (name.to_owned(), t(label).to_owned()))
                .to_vec()
        });
        let value = Signal::derive(move || if facts.get().0 { "needed" } else { "optional" }.to_owned());
        let own = key.clone();
        let choose = Callback::new(move |name: String| {
            let how = if name == "needed" { How::Relate } else { How::RelateOptional };
            if let Some(line) = board.line(&own) {
                board.run(&own, t("Change a related entity"), &Change::SetHow { at: line.range, how });
            }
        });
        choice(board, t("Records without a related one"), "how", options, value, choose)
    });
    view! {
        <span class="line_word">{t("related")}</span>
        <span class="related_name" dir="auto" title=move || facts.get().1>{named}</span>
        {how}
    }
    .into_any()
}

/// A text that the builder can't show, and why.
pub fn locked(board: Board, key: &Key) -> AnyView {
    let facts = follow(board, key, |kind| match kind {
        Kind::Locked(text, reason, _) => Some((text.clone(), t(reason).to_owned())),
        _ => None,
    });
    view! {
        <div class="locked_text">
            <span class="locked_reason"><Icon data=LOCK_CLOSED_20_REGULAR /> {move || facts.get().1} " " {t("Edit it in the query.")}</span>
            <code dir="ltr" tabindex="0">{move || facts.get().0}</code>
        </div>
    }
    .into_any()
}

/// What a block without conditions means.
pub fn empty(board: Board, key: &Key) -> AnyView {
    let block = key.strip_suffix(".empty").unwrap_or(key).to_owned();
    let words = move || {
        let table = board.shown.with(|lines| match lines.get(&block).map(|line| &line.kind) {
            Some(Kind::Profile(table)) => table.clone(),
            _ => String::new(),
        });
        if table.eq_ignore_ascii_case("contact") {
            t("Empty filter will return all contacts").to_owned()
        } else {
            fill("Empty filter will return all records of {0}", &[&board.table_label(&table)])
        }
    };
    view! { <span class="muted empty_filter">{words}</span> }.into_any()
}

/// The ways to add to a block, where it ends.
pub fn foot(board: Board, line: &Line) -> AnyView {
    let key = &line.key;
    let add = |label, role, add: fn(&Board, &Key)| {
        let key = key.clone();
        button(board, ADD_20_REGULAR, t(label), Some(t(label)), role, Callback::new(move |()| add(&board, &key)))
    };
    let is_path = board.written.with_untracked(|lines| {
        let block = key.rsplit_once('.').map_or("", |(block, _)| block);
        matches!(lines.get(block).map(|line| &line.kind), Some(Kind::Profile(_)))
    });
    view! {
        {add("Add row", "add-row", Board::add_row)}
        {add("Add group", "add-group", Board::add_group)}
        {is_path.then(|| add("Add related entity", "add-related", Board::add_related))}
    }
    .into_any()
}
