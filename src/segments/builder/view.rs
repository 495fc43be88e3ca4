//! One line on the screen: its controls, what can be done with it, and what is to be said about it.

use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;
use segment::builder::Join;

use super::board::Board;
use super::controls::{Entry, Menu, button};
use super::deeds::Slot;
use super::drafts::{draft, incomplete, missing};
use super::form::Form;
use super::line::{Key, Kind, Line};
use super::problems::LineProblems;
use super::row::{Condition, condition};
use super::{behaviour, heads, words};
use crate::host;
use crate::ui::commands::keys_of;
use crate::ui::focus::in_text_field;
use crate::ui::icon::{ADD_20_REGULAR, DELETE_20_REGULAR, MORE_HORIZONTAL_20_REGULAR};
use crate::ui::words::{fill, t};

/// The line of a key.
pub fn line_view(board: Board, key: Key) -> AnyView {
    let Some(line) = board.line(&key) else { return ().into_any() };
    let own = StoredValue::new(key.clone());
    let row = matches!(line.kind, Kind::Row(_)).then(|| Condition::new(board, Slot::Line(key.clone())));
    let stands = Memo::new(move |_| {
        let read = |line: &Line| (line.depth, line.place);
        board.shown.with(|lines| own.with_value(|key| lines.get(key).map_or((0, (1, 1)), read)))
    });
    let is_lit = Memo::new(move |_| board.lit.with(|lit| own.with_value(|key| lit.as_ref() == Some(key))));
    let is_chosen = Memo::new(move |_| board.chosen.with(|chosen| own.with_value(|key| chosen.contains(key))));
    let named = line.clone();
    let name = Memo::new(move |_| name(board, &named, row));
    let draft_id = match line.kind {
        Kind::Draft(id) => Some(id),
        _ => None,
    };
    let lacks = Memo::new(move |_| match (draft_id, row) {
        (Some(id), _) => missing(board, id),
        (_, Some(row)) => row.form.with(Form::missing),
        _ => None,
    });
    view! {
        <div
            class="line"
            class:lit=is_lit
            class:chosen=is_chosen
            role="listitem"
            data-line=key.to_string()
            data-kind=kind_name(&line.kind)
            {..custom_attribute("aria-level", move || (stands.get().0 + 1).to_string())}
            aria-posinset=move || stands.get().1.0.to_string()
            aria-setsize=move || stands.get().1.1.to_string()
            aria-label=name
            aria-current=move || is_lit.get().then_some("true")
            style=("--depth", move || stands.get().0.to_string())
            on:keydown=move |event| on_key(board, &own.get_value(), &event)
        >
            <div class="line_parts">
                {join_word(board, &line)}
                {content(board, &line, row)}
                <span class="line_tools">{tools(board, &line, name.into(), is_chosen)} {members(board, &line)}</span>
            </div>
            {move || lacks.get().map(incomplete)}
            {refusal(board, own)}
            <LineProblems board key=Some(own.get_value()) />
        </div>
    }
    .into_any()
}

fn kind_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Operator(_) => "operator",
        Kind::Profile(_) => "query-block",
        Kind::Behaviour(..) => "behavior-block",
        Kind::Segment(_) => "segment-block",
        Kind::Nested => "nested",
        Kind::Locked(..) => "locked",
        Kind::Empty => "empty",
        Kind::Related(..) => "related",
        Kind::Group { .. } => "group",
        Kind::Row(_) => "row",
        Kind::Count(_) => "count",
        Kind::Foot => "foot",
        Kind::Draft(_) => "draft",
    }
}

/// What the line is called by those who hear it.
fn name(board: Board, line: &Line, row: Option<Condition>) -> String {
    match (&line.kind, row) {
        (_, Some(row)) => row.sentence(),
        (Kind::Operator(operator), _) => words::set_operator(*operator).to_owned(),
        (Kind::Profile(table), _) => fill("Query block: {0}", &[&board.table_label(table)]),
        (Kind::Behaviour(kind, _), _) => fill("Behavior block: {0}", &[&words::spaced(kind)]),
        (Kind::Segment(name), _) => fill("Segment block: {0}", &[name]),
        (Kind::Nested, _) => t("Blocks in parentheses").to_owned(),
        (Kind::Locked(_, reason, _), _) => fill("Locked: {0}", &[t(reason)]),
        (Kind::Empty, _) => t("No conditions").to_owned(),
        (Kind::Related(_, name, _), _) => fill("Related entity: {0}", &[name]),
        (Kind::Group { .. }, _) => t("Group").to_owned(),
        (Kind::Count(_), _) => t("How often").to_owned(),
        (Kind::Foot, _) => t("Add to this block").to_owned(),
        (Kind::Draft(_) | Kind::Row(_), _) => t("New line, not written yet").to_owned(),
    }
}

/// "and" or "or" before each line of a group; the first has the room alone.
fn join_word(board: Board, line: &Line) -> Option<AnyView> {
    line.kind.is_item().then_some(())?;
    let (parent, index) = line.key.rsplit_once('.')?;
    let (parent, is_first) = (Key::from(parent), index == "0");
    let in_group =
        board.shown.with_untracked(|lines| matches!(lines.get(&parent)?.kind, Kind::Group { .. }).then_some(()));
    let word = move || {
        board.shown.with(|lines| match lines.get(&parent).map(|line| &line.kind) {
            Some(Kind::Group { join: Join::And, .. }) => t("and"),
            Some(Kind::Group { join: Join::Or, .. }) => t("or"),
            _ => "",
        })
    };
    let word = move || if is_first { "" } else { word() };
    in_group.map(|()| view! { <span class="join_word" aria-hidden="true">{word}</span> }.into_any())
}

fn content(board: Board, line: &Line, row: Option<Condition>) -> AnyView {
    let key = &line.key;
    match (&line.kind, row) {
        (_, Some(row)) => condition(row),
        (Kind::Operator(_), _) => heads::operator(board, key),
        (Kind::Profile(_), _) => heads::profile(board, key),
        (Kind::Behaviour(..), _) => behaviour::head(board, key),
        (Kind::Segment(_), _) => heads::segment(board, key),
        (Kind::Nested, _) => heads::nested(board, key),
        (Kind::Locked(..), _) => heads::locked(board, key),
        (Kind::Empty, _) => heads::empty(board, key),
        (Kind::Related(..), _) => heads::related(board, key),
        (Kind::Group { .. }, _) => heads::group(board, key),
        (Kind::Count(_), _) => behaviour::count(board, key),
        (Kind::Foot, _) => heads::foot(board, line),
        (Kind::Draft(id), _) => draft(board, *id),
        (Kind::Row(_), None) => ().into_any(),
    }
}

/// What can be done with the line.
fn tools(board: Board, line: &Line, name: Signal<String>, is_chosen: Memo<bool>) -> AnyView {
    let key = StoredValue::new(line.key.clone());
    let kind = line.kind.clone();
    if matches!(kind, Kind::Operator(_) | Kind::Empty | Kind::Count(_) | Kind::Foot) {
        return ().into_any();
    }
    let of = move |text: &'static str| Signal::derive(move || fill(text, &[&name.get()]));
    let is_item = kind.is_item();
    let choose = is_item.then(|| {
        view! {
            <input
                type="checkbox"
                data-role="line-select"
                aria-label=of("Choose {0}")
                prop:checked=is_chosen
                on:change=move |_| board.choose(&key.get_value())
            />
        }
    });
    let adds = matches!(kind, Kind::Related(..) | Kind::Group { .. });
    let add = adds.then(|| {
        let press = Callback::new(move |()| board.add_row(&key.get_value()));
        button(board, ADD_20_REGULAR, t("Add row"), None, "add-row", press)
    });
    let remove = Callback::new(move |()| board.remove(&key.get_value()));
    let menu = is_item.then(|| {
        let entries = Callback::new(move |()| entries(board, &key.get_value()));
        view! { <Menu board name=of("More for {0}") data=MORE_HORIZONTAL_20_REGULAR role="line-menu" entries /> }
    });
    view! {
        {choose}
        {add}
        {button(board, DELETE_20_REGULAR, of("Delete {0}"), None, "line-remove", remove)}
        {menu}
    }
    .into_any()
}

/// The menu of a line, in the product's words.
fn entries(board: Board, key: &Key) -> Vec<Entry> {
    let Some(line) = board.line(key) else { return Vec::new() };
    let entry = |name, label: &'static str, keys, run: fn(&Board, &Key)| {
        let key = key.clone();
        Entry { name, label: t(label), keys, run: Callback::new(move |()| run(&board, &key)) }
    };
    let (index, count) = line.place;
    let is_in_group = key
        .rsplit_once('.')
        .and_then(|(parent, _)| board.line(parent))
        .is_some_and(|line| matches!(line.kind, Kind::Group { .. }));
    let mut all = vec![
        entry("add-row", "Add row", "Enter", Board::add_row),
        entry("add-group", "Add group", "", Board::add_group),
        entry("negate", "NOT", "", Board::negate),
    ];
    if is_in_group && index > 1 {
        all.push(entry("up", "Move up", "Alt+↑", |board, key| board.shift(key, true)));
    }
    if is_in_group && index < count {
        all.push(entry("down", "Move down", "Alt+↓", |board, key| board.shift(key, false)));
    }
    if matches!(line.kind, Kind::Group { .. }) {
        all.push(entry("ungroup", "Ungroup all", "", Board::ungroup));
    }
    if board.chosen.with_untracked(|chosen| chosen.len() > 1) {
        all.push(entry("group-selected", "Group selected", "", Board::group_chosen));
        all.push(entry("remove-selected", "Delete selected", "", Board::remove_chosen));
    }
    all.push(entry("remove", "Delete", "Del", Board::remove));
    all
}

/// How many members the line's clause has, once that was counted.
fn members(board: Board, line: &Line) -> AnyView {
    if matches!(line.kind, Kind::Operator(_) | Kind::Empty | Kind::Foot | Kind::Draft(_) | Kind::Count(_)) {
        return ().into_any();
    }
    let key = line.key.clone();
    let count = Memo::new(move |_| {
        let range = board.written.with(|lines| lines.get(&key).map(|line| line.range))?;
        board.counts.with(|counts| counts.get(&(range.start().into(), range.end().into())).copied())
    });
    view! {
        {move || {
            count.get().map(|count| {
                let (text, title) = if let Some(count) = count {
                    let text = host::number(count);
                    let title = fill("{0} members with everything up to here", &[&text]);
                    (text, title)
                } else {
                    ("…".to_owned(), t("More members than the platform counts").to_owned())
                };
                view! { <span class="line_count" title=title.clone() aria-label=title>{text}</span> }
            })
        }}
    }
    .into_any()
}

/// Why the last change at the line was turned down.
fn refusal(board: Board, key: StoredValue<Key>) -> AnyView {
    let reason = Memo::new(move |_| {
        board.refused.with(|refused| {
            let here = refused.as_ref().filter(|(at, _)| key.with_value(|key| at == key));
            here.map(|(_, reason)| reason.clone())
        })
    });
    view! { <div class="line_refusal" role="alert">{move || reason.get().map(|reason| view! { <p class="refusal">{reason}</p> })}</div> }
        .into_any()
}

/// Keys of a line: those with Alt or Control anywhere in it, Delete and Enter where no text is typed.
fn on_key(board: Board, key: &Key, event: &web_sys::KeyboardEvent) {
    if event.default_prevented() || untrack(|| board.is_locked()) {
        return;
    }
    let Some(line) = board.line(key) else { return };
    let in_text = in_text_field(event);
    let in_control = is_in(event, "button, select, [role=menu]");
    match keys_of(event).as_str() {
        "Delete" if !in_text && !is_in(event, "[role=menu]") => board.remove(key),
        "Control+Enter" if line.spot.is_some() => board.add_row(key),
        "Enter" if !in_text && !in_control && line.spot.is_some() => board.add_row(key),
        "Alt+ArrowUp" if line.kind.is_item() => board.shift(key, true),
        "Alt+ArrowDown" if line.kind.is_item() => board.shift(key, false),
        "Escape" => match line.kind {
            Kind::Draft(id) if !in_text => board.drop_draft(id),
            _ => return,
        },
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

fn is_in(event: &web_sys::KeyboardEvent, selector: &str) -> bool {
    use wasm_bindgen::JsCast;
    let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.is_some_and(|element| element.closest(selector).ok().flatten().is_some())
}
