//! What is nested in a tile: the segments of a group, the elements of an email.

use journey::{Command, Item, Kind, NewItem};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::place::Place;
use crate::journeys::kinds;
use crate::session::{RecordState, Work};
use crate::ui::field::{Fault, Field, fresh_id};
use crate::ui::icon::{
    ADD_20_REGULAR, ARROW_DOWN_20_REGULAR, ARROW_UP_20_REGULAR, DELETE_20_REGULAR, ERROR_CIRCLE_20_FILLED, Icon,
    WARNING_20_FILLED,
};
use crate::ui::words::{fill, t};

/// What a row says of a nested item.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Summary {
    index: usize,
    kind: Kind,
    name: String,
    table: Option<String>,
    record: Option<String>,
}

impl Summary {
    fn of((index, item): (usize, &Item)) -> Self {
        let record = item.record().map(str::to_owned);
        Self { index, kind: item.kind(), name: item.display_name(), table: item.record_table(), record }
    }

    fn title(&self) -> String {
        if self.name.is_empty() { kinds::label(self.kind).to_owned() } else { self.name.clone() }
    }
}

/// The list, with buttons to order, remove and add. Nothing at a nested item, and at a tile that can hold none and has none.
#[component]
pub fn NestedItems(
    /// The tile's header.
    place: Place,
    /// What the tile is.
    kind: Kind,
) -> impl IntoView {
    let rows = Memo::new(move |_| {
        let items = place.tile(|tile| tile.items().iter().enumerate().skip(1).map(Summary::of).collect::<Vec<_>>());
        items.unwrap_or_default()
    });
    let addable: Vec<Kind> = Kind::ALL.iter().copied().filter(|item| kind.nests(*item)).collect();
    let can_hold = !addable.is_empty();
    let fault = RwSignal::new(None::<String>);
    let run = Callback::new(move |command: Command| {
        let outcome = place.run(command);
        let done = outcome.is_ok();
        if !fault.is_disposed() {
            fault.set(outcome.err().map(Fault::text));
        }
        done
    });
    let label = if kind == Kind::Segment { t("Segments") } else { t("Elements") };
    let hint = if kind == Kind::Email { t("What the message links to, so that triggers can refer to it.") } else { "" };
    let shown = move || place.at.item == 0 && (can_hold || rows.with(|rows| !rows.is_empty()));
    let addable = StoredValue::new(addable);
    view! {
        <Show when=shown>
            <Field label id=fresh_id() hint fault group=true>
                <ol class="nested_items">
                    {move || {
                        let rows = rows.get();
                        let last = rows.len();
                        rows.into_iter().map(|summary| view! { <Row place summary last run /> }).collect_view()
                    }}
                </ol>
                <div class="nested_add" role="group" aria-label=t("Add")>
                    {addable.get_value().into_iter().map(|kind| view! { <Add place kind run /> }).collect_view()}
                </div>
            </Field>
        </Show>
    }
}

#[component]
fn Row(
    place: Place,
    summary: Summary,
    /// Index of the last nested item.
    last: usize,
    run: Callback<Command, bool>,
) -> impl IntoView {
    let index = summary.index;
    let title = summary.title();
    let (is_first, is_last) = (index <= 1, index >= last);
    let to = move |to: usize| Command::MoveItem { tile: place.at.tile, from: index, to };
    let removal = move || Command::RemoveItem { at: place.sibling(index).at };
    // Moved onto itself, an item meets every lock that a real move would.
    let locked = Memo::new(move |_| place.refusal(&to(index)));
    let keeps = Memo::new(move |_| place.refusal(&removal()));
    let is_locked = move || locked.with(Option::is_some);
    let shift = move |target: usize, role: &'static str| {
        if run.run(to(target)) {
            keep_focus(target, role);
        }
    };
    let remove_title = fill("Remove {0}", &[&title]);
    view! {
        <li class="nested_item" data-item=index>
            <button type="button" class="option" data-role="nested-item" on:click=move |_| place.sibling(index).select()>
                <Icon data=kinds::icon(summary.kind) />
                <span class="grow ellipsis" dir="auto">{title.clone()}</span>
                <Standing place table=summary.table record=summary.record />
            </button>
            <button
                type="button"
                class="button subtle compact small"
                data-move="up"
                aria-label=fill("Move {0} up", &[&title])
                title=move || locked.get().unwrap_or_else(|| t("Move up").to_owned())
                disabled=move || is_first || is_locked()
                on:click=move |_| shift(index - 1, "up")
            >
                <Icon data=ARROW_UP_20_REGULAR />
            </button>
            <button
                type="button"
                class="button subtle compact small"
                data-move="down"
                aria-label=fill("Move {0} down", &[&title])
                title=move || locked.get().unwrap_or_else(|| t("Move down").to_owned())
                disabled=move || is_last || is_locked()
                on:click=move |_| shift(index + 1, "down")
            >
                <Icon data=ARROW_DOWN_20_REGULAR />
            </button>
            <button
                type="button"
                class="button subtle compact small"
                data-role="remove-nested"
                aria-label=remove_title.clone()
                title=move || keeps.get().unwrap_or_else(|| remove_title.clone())
                disabled=move || keeps.with(Option::is_some)
                on:click=move |_| {
                    run.run(removal());
                }
            >
                <Icon data=DELETE_20_REGULAR />
            </button>
        </li>
    }
}

/// Puts the keyboard on the same button of the row that moved, or on the other one where it can go no further.
fn keep_focus(index: usize, role: &'static str) {
    request_animation_frame(move || {
        let button = |role: &str| {
            let selector = format!(".nested_item[data-item=\"{index}\"] [data-move=\"{role}\"]:not([disabled])");
            document().query_selector(&selector).ok().flatten()
        };
        let other = if role == "up" { "down" } else { "up" };
        if let Some(button) = button(role).or_else(|| button(other)) {
            // A button that cannot take the focus leaves it where it is.
            let _ = button.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    });
}

/// A mark for a record that is missing or not live.
#[component]
fn Standing(place: Place, table: Option<String>, record: Option<String>) -> impl IntoView {
    let records = place.session.organisation().records();
    move || {
        let state = match (&table, &record) {
            (Some(table), Some(record)) => records.state(table, record),
            (Some(_), None) => {
                return Some(view! { <span class="muted standing">{t("Not chosen")}</span> }.into_any());
            }
            _ => None,
        };
        match state? {
            RecordState::Gone => Some(
                view! {
                    <span class="standing failed" title=t("This record no longer exists, or you may not read it.")>
                        <Icon data=ERROR_CIRCLE_20_FILLED />
                        <span>{t("Missing")}</span>
                    </span>
                }
                .into_any(),
            ),
            RecordState::Found(found) if !found.live => {
                let status = found.status.unwrap_or_else(|| t("Not live").to_owned());
                Some(
                    view! {
                        <span class="standing warning" title=t("Not live")>
                            <Icon data=WARNING_20_FILLED />
                            <span>{status}</span>
                        </span>
                    }
                    .into_any(),
                )
            }
            _ => None,
        }
    }
}

#[component]
fn Add(place: Place, kind: Kind, run: Callback<Command, bool>) -> impl IntoView {
    let command = move |index: usize| Command::AddItem { tile: place.at.tile, index, item: NewItem::of(kind) };
    let count = move || place.tile(|tile| tile.items().len()).unwrap_or(1);
    let refusal = Memo::new(move |_| place.refusal(&command(count())));
    let add = move |_| {
        let index = untrack(count);
        if refusal.with_untracked(Option::is_none) && run.run(command(index)) {
            // A new item is empty: choosing its record is what comes next.
            place.sibling(index).select();
        }
    };
    view! {
        <button
            type="button"
            class="button subtle small"
            data-add=kind.type_id()
            aria-disabled=move || refusal.with(|refusal| refusal.is_some().then_some("true"))
            title=move || refusal.get().unwrap_or_else(|| fill("Add: {0}", &[kinds::label(kind)]))
            on:click=add
        >
            <Icon data=ADD_20_REGULAR />
            {kinds::label(kind)}
        </button>
    }
}
