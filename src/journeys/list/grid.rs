//! The table: a head that sorts, and the rows near the screen.

use leptos::prelude::*;

use super::keys;
use super::row::{ListRow, dom_id};
use super::screen::Screen;
use crate::session::Column;
use crate::ui::icon::{ARROW_DOWN_20_REGULAR, ARROW_UP_20_REGULAR, Icon};
use crate::ui::virtual_list::VirtualRows;
use crate::ui::words::t;

/// The table of journeys.
#[component]
pub fn Grid(
    /// The screen it belongs to.
    screen: Screen,
) -> impl IntoView {
    let rows = screen.rows;
    let active = move || {
        let cursor = screen.selection.cursor()?;
        // A row that has scrolled away has no element that could be named.
        rows.range().contains(&cursor).then(|| dom_id(cursor))
    };
    view! {
        <div
            class="journey_grid card"
            class:cards=move || screen.has_cards()
            hidden=move || screen.list.extent() == 0
            node_ref=rows.node
            role="grid"
            tabindex="0"
            aria-label=t("Journeys")
            aria-multiselectable="true"
            aria-rowcount=move || screen.list.extent() + 1
            aria-busy=move || if screen.list.is_reading() { "true" } else { "false" }
            aria-activedescendant=active
            on:scroll=move |_| rows.on_scroll()
            on:keydown=move |event| keys::on_rows(screen, &event)
        >
            <Head screen />
            <VirtualRows list=rows row=move |index| view! { <ListRow screen index /> } />
        </div>
    }
}

#[component]
fn Head(screen: Screen) -> impl IntoView {
    let sorted = move |column, class, label| view! { <SortedHead screen column class label /> };
    let plain = |class, label| view! { <div role="columnheader" class=class>{label}</div> };
    let all_chosen = move || {
        let chosen = screen.selection.count();
        chosen > 0 && screen.list.with_rows(<[_]>::len) == chosen
    };
    let some_chosen = move || !all_chosen() && screen.selection.count() > 0;
    view! {
        <div role="rowgroup" class="journey_head">
            <div role="row" aria-rowindex="1" class="journey_row head">
                <div role="columnheader" class="cell_choice">
                    <input
                        type="checkbox"
                        aria-label=t("Select all loaded journeys")
                        title=t("Select all loaded journeys")
                        prop:checked=all_chosen
                        prop:indeterminate=some_chosen
                        on:change=move |event| screen.selection.choose_all(event_target_checked(&event))
                    />
                </div>
                {sorted(Column::Name, "cell_name", t("Name"))}
                {sorted(Column::Status, "cell_status", t("Status"))}
                {sorted(Column::Starts, "cell_starts", t("Starts"))}
                {sorted(Column::Ends, "cell_ends", t("Ends"))}
                {plain("cell_target", t("Target"))}
                {plain("cell_tiles", t("Tiles"))}
                {plain("cell_problems", t("Problems"))}
                {sorted(Column::Modified, "cell_modified", t("Modified"))}
                {plain("cell_modified_by", t("Modified by"))}
            </div>
        </div>
    }
}

/// The head of a column that the server can sort by.
#[component]
fn SortedHead(screen: Screen, column: Column, class: &'static str, label: &'static str) -> impl IntoView {
    let order = Memo::new(move |_| screen.list.criteria().order);
    let direction = move || Some(order.get()).filter(|order| order.column == column).map(|order| order.descending);
    view! {
        <div
            role="columnheader"
            class=class
            aria-sort=move || match direction() {
                None => "none",
                Some(false) => "ascending",
                Some(true) => "descending",
            }
        >
            <button
                type="button"
                class="sort"
                on:click=move |_| screen.ask(|criteria| criteria.order = criteria.order.pressed(column))
                // The rows below take keys of their own.
                on:keydown=|event| event.stop_propagation()
            >
                <span class="ellipsis">{label}</span>
                {move || {
                    direction()
                        .map(|descending| {
                            let data = if descending { ARROW_DOWN_20_REGULAR } else { ARROW_UP_20_REGULAR };
                            view! { <Icon data /> }
                        })
                }}
            </button>
        </div>
    }
}
