//! The title line: the way back, the name, the status, the state of the work.

use leptos::prelude::*;
use record::Status;

use super::Desk;
use crate::host;
use crate::navigator::Navigator;
use crate::route::Route;
use crate::session::{SaveState, Services, Work};
use crate::ui::icon::{CHEVRON_LEFT_20_REGULAR, Icon};
use crate::ui::words::{fill, t};

/// What the title line says of the state of the work.
fn work_state(work: impl Work) -> &'static str {
    match work.save_state().get() {
        SaveState::Saving => t("Saving…"),
        SaveState::Failed(_) => t("Not saved"),
        SaveState::Idle if work.is_changed() => t("Unsaved changes"),
        SaveState::Idle => t("Saved"),
    }
}

/// The title line, and, where the services are gone, what that means, said once and quietly.
#[component]
pub fn Title<W: Work>(
    /// The page.
    desk: Desk<W>,
    /// Where it goes.
    navigator: Navigator,
    /// The list.
    back: Route,
    /// What else there is to say beside the status.
    #[prop(into, optional)]
    more: Signal<String>,
) -> impl IntoView {
    let work = desk.work;
    let modified = move || {
        let facts = work.facts();
        if facts.modified_by.is_empty() {
            host::age(&facts.modified_on)
        } else {
            fill("{0} by {1}", &[&host::age(&facts.modified_on), &facts.modified_by])
        }
    };
    let href = back.hash();
    let to_list = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        navigator.go(back.clone());
    };
    view! {
        <header class="page_head">
            <a class="button subtle compact" href=href aria-label=t(desk.words.all) title=t(desk.words.all) on:click=to_list>
                <Icon data=CHEVRON_LEFT_20_REGULAR />
            </a>
            <h1 dir="auto">{move || work.name()}</h1>
            <StatusMark
                status=Signal::derive(move || work.status())
                label=Signal::derive(move || work.facts().status_label)
            />
            <span class="muted">{more}</span>
            <span class="muted" data-role="work-state" role="status">{move || work_state(work)}</span>
            <span class="grow"></span>
            <span class="muted ellipsis modified">{modified}</span>
        </header>
        <Show when=move || work.organisation().services() == Services::Gone>
            <p class="archive_hint muted" data-role="archive">
                {t("The outbound marketing services are gone from this organisation.")}
                <span class="wide_only">" "{t(desk.words.archive)}</span>
            </p>
        </Show>
    }
}

/// The status as a word and a shape.
#[component]
pub fn StatusMark(
    /// The status.
    #[prop(into)]
    status: Signal<Status>,
    /// Its label in the user's language; the product's English word when empty.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="status" data-status=move || format!("{:?}", status.get())>
            <span class="shape" aria-hidden="true"></span>
            <span>
                {move || label.with(|label| if label.is_empty() { t(status.get().label()).to_owned() } else { label.clone() })}
            </span>
        </span>
    }
}
