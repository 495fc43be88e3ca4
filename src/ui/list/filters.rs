//! Which records are shown: the filters, the search box, and how many there are.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use super::screen::Screen;
use super::spec::Filter;
use crate::host;
use crate::ui::words::{fill, t};

/// Typing rests for so many milliseconds before the server is asked.
const REST: u32 = 250;

/// The number of records that answer, as `312 journeys` or `5,000+ journeys`.
#[component]
pub fn TotalText(
    /// The screen it belongs to.
    screen: Screen,
) -> impl IntoView {
    let text = move || {
        let Some(total) = screen.list.total() else { return String::new() };
        let selected = match screen.selection.count() {
            0 => String::new(),
            count => fill(" · {0} selected", &[&host::number(count as u64)]),
        };
        let words = &screen.spec.words;
        let text = match (total.count, total.and_more) {
            (1, _) => words.one,
            (_, false) => words.many,
            (_, true) => words.many_and_more,
        };
        fill(text, &[&host::number(total.count)]) + &selected
    };
    view! { <span class="muted total" role="status" data-role="total">{text}</span> }
}

/// The filters and the search box.
#[component]
pub fn Filters(
    /// The screen it belongs to.
    screen: Screen,
) -> impl IntoView {
    ask_when_typing_rests(screen);
    view! {
        <div class="list_filters" role="search">
            {screen.spec.filters.iter().map(|filter| view! { <Narrowed screen filter /> }).collect_view()}
            <input
                type="search"
                class="input"
                node_ref=screen.search_box
                placeholder=t("Search by name")
                aria-label=t("Search by name")
                aria-keyshortcuts="Control+F /"
                data-role="search"
                maxlength="100"
                autocomplete="off"
                spellcheck="false"
                prop:value=move || screen.typed.get()
                on:input=move |event| screen.typed.set(event_target_value(&event))
                on:keydown=move |event| on_key(screen, &event)
            />
        </div>
    }
}

/// A filter by one choice.
#[component]
fn Narrowed(screen: Screen, filter: &'static Filter) -> impl IntoView {
    let Filter { column, label, all, role, values } = filter;
    let wanted = Memo::new(move |_| screen.list.criteria().wanted(column));
    let choose = move |event| {
        let value = event_target_value(&event).parse().ok();
        screen.ask(|criteria| criteria.want(column, value));
    };
    let option = move |(value, name): (i64, &'static str)| {
        view! { <option value=value.to_string() selected=move || wanted.get() == Some(value)>{t(name)}</option> }
    };
    view! {
        <select class="input" aria-label=t(label) data-role=*role on:change=choose>
            <option value="" selected=move || wanted.get().is_none()>{t(all)}</option>
            {values().into_iter().map(option).collect_view()}
        </select>
    }
}

/// Asks the server for what is typed, once typing rests. What is typed meanwhile ends the wait and begins another.
fn ask_when_typing_rests(screen: Screen) {
    Effect::new(move || {
        let text = screen.typed.with(|typed| typed.trim().to_owned());
        if untrack(|| screen.list.criteria()).search == text {
            return;
        }
        spawn_local_scoped_with_cancellation(async move {
            TimeoutFuture::new(REST).await;
            screen.ask(|criteria| criteria.search = text);
        });
    });
}

fn on_key(screen: Screen, event: &web_sys::KeyboardEvent) {
    match event.key().as_str() {
        "Escape" => screen.typed.set(String::new()),
        "Enter" => {
            let text = screen.typed.get_untracked().trim().to_owned();
            screen.ask(|criteria| criteria.search = text);
        }
        "ArrowDown" => screen.focus_rows(),
        _ => return,
    }
    event.prevent_default();
}
