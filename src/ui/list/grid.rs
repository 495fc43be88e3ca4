//! The table: a head that sorts, and the rows near the screen.

use leptos::prelude::*;

use super::keys;
use super::row::{ListRow, dom_id};
use super::screen::Screen;
use super::spec::Column;
use crate::ui::icon::{ARROW_DOWN_20_REGULAR, ARROW_UP_20_REGULAR, Icon};
use crate::ui::virtual_list::VirtualRows;
use crate::ui::words::t;

/// The table.
#[component]
pub fn Grid(
    /// The screen it belongs to.
    screen: Screen,
) -> impl IntoView {
    let (rows, spec) = (screen.rows, screen.spec);
    let active = move || {
        let cursor = screen.selection.cursor()?;
        // A row that has scrolled away has no element that could be named.
        rows.range().contains(&cursor).then(|| dom_id(cursor))
    };
    view! {
        <div
            class=format!("list_grid card {}", spec.key)
            class:cards=move || screen.has_cards()
            hidden=move || screen.list.extent() == 0
            node_ref=rows.node
            role="grid"
            tabindex="0"
            aria-label=t(spec.words.title)
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
    let label = t(screen.spec.words.select_all);
    let head = move |column: &'static Column| match column.sort {
        Some((by, descending)) => view! { <SortedHead screen column by descending /> }.into_any(),
        None => view! { <div role="columnheader" class=column.class>{t(column.label)}</div> }.into_any(),
    };
    let all_chosen = move || {
        let chosen = screen.selection.count();
        chosen > 0 && screen.list.with_rows(<[_]>::len) == chosen
    };
    let some_chosen = move || !all_chosen() && screen.selection.count() > 0;
    view! {
        <div role="rowgroup" class="list_head">
            <div role="row" aria-rowindex="1" class="list_row head">
                <div role="columnheader" class="cell_choice">
                    <input
                        type="checkbox"
                        aria-label=label
                        title=label
                        prop:checked=all_chosen
                        prop:indeterminate=some_chosen
                        on:change=move |event| screen.selection.choose_all(event_target_checked(&event))
                    />
                </div>
                {screen.spec.columns.iter().map(head).collect_view()}
            </div>
        </div>
    }
}

/// The head of a column that the server can sort by.
#[component]
fn SortedHead(screen: Screen, column: &'static Column, by: &'static str, descending: bool) -> impl IntoView {
    let order = Memo::new(move |_| screen.list.criteria().order);
    let direction = move || order.with(|order| (order.column == by).then_some(order.descending));
    view! {
        <div
            role="columnheader"
            class=column.class
            aria-sort=move || match direction() {
                None => "none",
                Some(false) => "ascending",
                Some(true) => "descending",
            }
        >
            <button
                type="button"
                class="sort"
                on:click=move |_| screen.ask(|criteria| criteria.order = criteria.order.pressed(by, descending))
                // The rows below take keys of their own.
                on:keydown=|event| event.stop_propagation()
            >
                <span class="ellipsis">{t(column.label)}</span>
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
