//! One row: a table row where there is room, a card of two lines where there is not.

use leptos::prelude::*;

use super::screen::Screen;
use crate::host;
use crate::route::Route;
use crate::session::{JourneyRow, Summary};
use crate::ui::icon::{ERROR_CIRCLE_20_FILLED, Icon, WARNING_20_FILLED};
use crate::ui::words::{fill, t};

/// Shown where there is nothing, or nothing is known yet.
const DASH: &str = "–";

/// The element id of a row, for `aria-activedescendant`.
pub fn dom_id(index: usize) -> String {
    format!("journey_row_{index}")
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
            class="journey_row"
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
fn Cells(screen: Screen, index: usize, row: JourneyRow) -> impl IntoView {
    let JourneyRow { id, name, status, status_label, starts, ends, target, modified_on, modified_by, .. } = row.clone();
    let shown_name = if name.trim().is_empty() { t("(no name)").to_owned() } else { name };
    let moment = |moment: Option<String>| moment.map_or_else(|| DASH.to_owned(), |iso| host::moment_text(&iso));
    let (age, changed) = modified_on.map_or_else(Default::default, |iso| (host::age(&iso), host::date_time(&iso)));
    let checkbox_label = fill("Select {0}", &[&shown_name]);
    let is_chosen = move || screen.selection.has(&id);
    let summary = Memo::new({
        let row = row.clone();
        move |_| screen.list.summary(&row)
    });
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
        <div role="gridcell" class="cell_name" dir="auto">
            <a
                href=Route::Journey(row.id).hash()
                tabindex="-1"
                title=shown_name.clone()
                on:click=|event| event.stop_propagation()
            >
                {shown_name.clone()}
            </a>
        </div>
        <div role="gridcell" class="cell_status">
            <span class="status" data-status=format!("{status:?}")>
                <span class="shape" aria-hidden="true"></span>
                <span class="ellipsis">{status_label.unwrap_or_else(|| t(status.label()).to_owned())}</span>
            </span>
        </div>
        <div role="gridcell" class="cell_starts">{moment(starts)}</div>
        <div role="gridcell" class="cell_ends">{moment(ends)}</div>
        <div role="gridcell" class="cell_target">{target}</div>
        <div role="gridcell" class="cell_tiles">
            {move || summary.get().map_or_else(|| DASH.to_owned(), |summary| summary.tiles.to_string())}
        </div>
        <div role="gridcell" class="cell_problems">{move || problems(summary.get())}</div>
        <div role="gridcell" class="cell_modified" title=changed>{age}</div>
        <div role="gridcell" class="cell_modified_by" dir="auto" title=modified_by.clone()>{modified_by.clone()}</div>
    }
}

/// How many problems, with the shape of the worst.
fn problems(summary: Option<Summary>) -> AnyView {
    let Some(Summary { errors, warnings, .. }) = summary else { return DASH.into_any() };
    let title = fill(
        "Errors: {0}. Warnings: {1}. Found here, not by the service.",
        &[&errors.to_string(), &warnings.to_string()],
    );
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
