//! One row: a table row where there is room, a card of two lines where there is not.

use leptos::prelude::*;

use super::screen::Screen;
use super::spec::{Column, Shown};
use crate::host;
use crate::session::{Entry, STATUS, Summary};
use crate::ui::icon::{ERROR_CIRCLE_20_FILLED, Icon, WARNING_20_FILLED};
use crate::ui::words::{fill, t};

/// Shown where there is nothing, or nothing is known yet.
const DASH: &str = "–";

/// The element id of a row, for `aria-activedescendant`.
pub fn dom_id(index: usize) -> String {
    format!("list_row_{index}")
}

/// The row of that index, counted from 0.
#[component]
pub fn ListRow(
    /// The screen it belongs to.
    screen: Screen,
    /// Which.
    index: usize,
) -> impl IntoView {
    let row = Memo::new(move |_| screen.list.row(index));
    let is_chosen = move || row.with(|row| row.as_ref().is_some_and(|row| screen.selection.has(&row.id)));
    let on_click = move |event: web_sys::MouseEvent| {
        if event.shift_key() {
            screen.selection.extend(index);
        } else if event.ctrl_key() || event.meta_key() {
            screen.selection.toggle(index);
        } else {
            screen.selection.choose(index);
        }
        screen.focus_rows();
    };
    let on_double_click = move |_| {
        if let Some(row) = row.get_untracked() {
            screen.go_to(row.id);
        }
    };
    view! {
        <div
            role="row"
            class="list_row"
            class:cursor=move || screen.selection.cursor() == Some(index)
            id=dom_id(index)
            // The head is the first row.
            aria-rowindex=index + 2
            aria-selected=move || if is_chosen() { "true" } else { "false" }
            aria-busy=move || row.with(Option::is_none).then_some("true")
            data-id=move || row.with(|row| row.as_ref().map(|row| row.id.clone()))
            on:mousedown=|event| {
                if event.shift_key() {
                    // Or text would be selected up to here.
                    event.prevent_default();
                }
            }
            on:click=on_click
            on:dblclick=on_double_click
        >
            {move || match row.get() {
                Some(row) => view! { <Cells screen index row /> }.into_any(),
                None => view! { <div role="gridcell" class="waiting">{t("Loading…")}</div> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Cells(screen: Screen, index: usize, row: Entry) -> impl IntoView {
    let name = if row.name.trim().is_empty() { t("(no name)").to_owned() } else { row.name.clone() };
    let checkbox_label = fill("Select {0}", &[&name]);
    let id = row.id.clone();
    let is_chosen = move || screen.selection.has(&id);
    let summary = Memo::new({
        let row = row.clone();
        move |_| screen.list.summary(&row)
    });
    let cell = move |column: &'static Column| cell(screen, column, &row, &name, summary);
    view! {
        <div role="gridcell" class="cell_choice" on:click=|event| event.stop_propagation()>
            <input
                type="checkbox"
                tabindex="-1"
                aria-label=checkbox_label
                prop:checked=is_chosen
                on:change=move |_| screen.selection.toggle(index)
            />
        </div>
        {screen.spec.columns.iter().map(cell).collect_view()}
    }
}

fn cell(screen: Screen, column: &Column, row: &Entry, name: &str, summary: Memo<Option<Summary>>) -> AnyView {
    let mut title = None;
    let content = match column.shown {
        Shown::Name => link(screen, row, name),
        Shown::Status => {
            let label = row.label(STATUS).unwrap_or_else(|| t(row.status.label())).to_owned();
            view! {
                <span class="status" data-status=format!("{:?}", row.status)>
                    <span class="shape" aria-hidden="true"></span>
                    <span class="ellipsis">{label}</span>
                </span>
            }
            .into_any()
        }
        Shown::Age(moment) => {
            title = row.text(moment).map(host::date_time);
            row.text(moment).map_or_else(|| DASH.to_owned(), host::age).into_any()
        }
        Shown::Moment(moment) => row.text(moment).map_or_else(|| DASH.to_owned(), host::moment_text).into_any(),
        Shown::Label(choice) => {
            let label = row.label(choice).unwrap_or_default().to_owned();
            title = Some(label.clone());
            label.into_any()
        }
        Shown::Number(number) => {
            let number = row.number(number).and_then(|number| u64::try_from(number).ok());
            number.map_or_else(|| DASH.to_owned(), host::number).into_any()
        }
        Shown::Size(text) => (move || match summary.get() {
            Some(Summary { size, .. }) => text(size, screen.list.limit()),
            None => DASH.to_owned(),
        })
        .into_any(),
        Shown::Problems(by) => (move || problems(summary.get(), by)).into_any(),
    };
    // Names of records and of people are of any script; all else is in the language of the page.
    let is_name = matches!(column.shown, Shown::Name | Shown::Label(_));
    view! {
        <div role="gridcell" class=column.class dir=is_name.then_some("auto") title=title>
            {content}
        </div>
    }
    .into_any()
}

fn link(screen: Screen, row: &Entry, name: &str) -> AnyView {
    let id = row.id.clone();
    let remember = move |event: web_sys::MouseEvent| {
        event.stop_propagation();
        // With a key held it opens beside this page, which stays.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            screen.remember(&id);
        }
    };
    let (name, href) = (name.to_owned(), (screen.spec.route)(row.id.clone()).hash());
    view! { <a href=href tabindex="-1" title=name.clone() on:click=remember>{name.clone()}</a> }.into_any()
}

/// How many problems, with the shape of the worst.
fn problems(summary: Option<Summary>, by: &'static str) -> AnyView {
    let Some(Summary { errors, warnings, .. }) = summary else { return DASH.into_any() };
    let title = fill(by, &[&errors.to_string(), &warnings.to_string()]);
    let (weight, data) = match (errors, warnings) {
        (0, 0) => return view! { <span title=title>"0"</span> }.into_any(),
        (0, _) => ("warning", WARNING_20_FILLED),
        _ => ("error", ERROR_CIRCLE_20_FILLED),
    };
    view! {
        <span class="found" data-weight=weight title=title.clone()>
            <Icon data />
            {errors + warnings}
            <span class="visually_hidden">{title.clone()}</span>
        </span>
    }
    .into_any()
}
