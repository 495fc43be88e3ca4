//! What is said when there are no rows, when reading failed, and when there are no services.

use leptos::prelude::*;

use super::screen::{Asked, Screen};
use crate::session::Services;
use crate::ui::icon::{ADD_20_REGULAR, ERROR_CIRCLE_20_FILLED, INFO_20_REGULAR, Icon};
use crate::ui::words::t;

/// Reading failed: what happened, and a way to try again. The rows that were read stay.
#[component]
pub fn ReadFailure(
    /// The screen it belongs to.
    screen: Screen,
) -> impl IntoView {
    view! {
        <div class="notices" role="alert">
            {move || {
                screen
                    .list
                    .failure()
                    .map(|text| {
                        view! {
                            <div class="notice" data-weight="Error">
                                <Icon data=ERROR_CIRCLE_20_FILLED />
                                <span class="text">
                                    {text} " " {t("Nothing was changed.")}
                                </span>
                                <button type="button" class="button" on:click=move |_| screen.list.try_again()>
                                    {t("Try again")}
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

/// In an archive, what can still be done.
#[component]
pub fn ArchiveHint(
    /// The screen it belongs to.
    screen: Screen,
) -> impl IntoView {
    let hint = move || screen.spec.words.archive.filter(|_| screen.organisation.services() == Services::Gone);
    move || {
        hint().map(|hint| {
            view! {
                <p class="list_hint muted" data-role="archive">
                    <Icon data=INFO_20_REGULAR />
                    <span>{t(hint)}</span>
                </p>
            }
        })
    }
}

/// No rows: none at all, or none that answer the filters.
#[component]
pub fn NoRows(
    /// The screen it belongs to.
    screen: Screen,
) -> impl IntoView {
    let list = screen.list;
    let is_empty = Memo::new(move |_| list.has_answer() && list.extent() == 0 && list.failure().is_none());
    let is_narrowed = Memo::new(move |_| list.criteria().is_narrowed());
    let none_at_all = move || {
        view! {
            <p>{t(screen.spec.words.none)}</p>
            <button type="button" class="button primary" on:click=move |_| screen.asked.set(Some(Asked::New))>
                <Icon data=ADD_20_REGULAR />
                {t(screen.spec.making.title)}
            </button>
        }
    };
    let none_match = move || {
        view! {
            <p>{t(screen.spec.words.no_match)}</p>
            <button type="button" class="button" on:click=move |_| screen.clear_filters()>
                {t("Clear filters")}
            </button>
        }
    };
    view! {
        <Show when=move || is_empty.get()>
            <div class="empty_state card" data-role="no-rows">
                {move || if is_narrowed.get() { none_match().into_any() } else { none_at_all().into_any() }}
            </div>
        </Show>
    }
}
