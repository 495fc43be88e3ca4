//! The app: finds its host, chooses the first screen, and shows what the address says.

use leptos::prelude::*;

use crate::host::{self, Params};
use crate::navigator::Navigator;
use crate::route::Route;
use crate::session::Organisation;
use crate::ui::measure;
use crate::ui::words::{self, fill, t};
use crate::work::drafts;
use crate::{journeys, segments};

/// Mounts the app into the page.
pub fn mount() {
    let params = Params::read(&location().search().unwrap_or_default());
    let user = host::user(&params);
    words::choose_language(user.language);
    user.dress();
    let first = host::first_route(&location().hash().unwrap_or_default(), &params);
    document().set_title(t("Journeyman"));
    mount_to_body(move || view! { <App first /> });
    measure::until_painted("jm:start", 0.0, || {
        if let Some(root) = document().document_element() {
            // Tells tests and the boot page that there is something to see.
            let _ = root.set_attribute("data-state", "ready");
        }
    });
}

#[component]
fn App(first: Route) -> impl IntoView {
    let organisation = Organisation::connect();
    let navigator = Navigator::start(first);
    view! {
        <Waiting organisation />
        {move || {
            let route = navigator.route();
            journeys::screen(&route, organisation, navigator)
                .or_else(|| segments::screen(&route, organisation, navigator))
                .or_else(|| drafts::screen(&route, organisation, navigator))
                .unwrap_or_else(|| view! { <UnknownPage route navigator /> }.into_any())
        }}
    }
}

/// Says that the organisation asked for patience, and for how long.
#[component]
fn Waiting(organisation: Organisation) -> impl IntoView {
    move || {
        organisation.waiting().map(|seconds| {
            view! {
                <div class="waiting" role="status">
                    <span>{fill("The organisation is busy; going on in {0} s.", &[&seconds.to_string()])}</span>
                    <button type="button" class="button small" on:click=move |_| organisation.stop_waiting()>
                        {t("Stop waiting")}
                    </button>
                </div>
            }
        })
    }
}

#[component]
fn UnknownPage(route: Route, navigator: Navigator) -> impl IntoView {
    view! {
        <main class="page">
            <div class="empty_state">
                <h1>{t("There is no such page")}</h1>
                <p dir="ltr">{route.hash()}</p>
                <button type="button" class="button primary" on:click=move |_| navigator.go(Route::Journeys)>
                    {t("All journeys")}
                </button>
            </div>
        </main>
    }
}
