//! Which journeys are shown: the status filter, the search box, and how many there are.

use gloo_timers::future::TimeoutFuture;
use journey::Status;
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use super::screen::Screen;
use crate::host;
use crate::ui::words::{fill, t};

/// Typing rests for so many milliseconds before the server is asked.
const REST: u32 = 250;

const STATUSES: [Status; 8] = [
    Status::Draft,
    Status::Live,
    Status::LiveEditable,
    Status::GoingLive,
    Status::Stopping,
    Status::Stopped,
    Status::Error,
    Status::Expired,
];

/// The number of journeys that answer, as `312 journeys` or `5,000+ journeys`.
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
        let number = host::number(total.count);
        let journeys = match (total.count, total.and_more) {
            (1, _) => t("1 journey").to_owned(),
            (_, false) => fill("{0} journeys", &[&number]),
            (_, true) => fill("{0}+ journeys", &[&number]),
        };
        journeys + &selected
    };
    view! { <span class="muted total" role="status" data-role="total">{text}</span> }
}

/// The status filter and the search box.
#[component]
pub fn Filters(
    /// The screen it belongs to.
    screen: Screen,
) -> impl IntoView {
    let status = move || screen.list.criteria().status;
    let choose = move |event| {
        let code = event_target_value(&event).parse().ok();
        screen.ask(|criteria| criteria.status = code);
    };
    ask_when_typing_rests(screen);
    view! {
        <div class="list_filters" role="search">
            <select class="input status_filter" aria-label=t("Status") data-role="status-filter" on:change=choose>
                <option value="" selected=move || status().is_none()>{t("All statuses")}</option>
                {STATUSES
                    .into_iter()
                    .map(|each| {
                        view! {
                            <option value=each.code().to_string() selected=move || status() == Some(each.code())>
                                {t(each.label())}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
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
