//! The app: finds its host, chooses the first screen, and shows what the address says.

use leptos::prelude::*;

use crate::host::{self, Params};
use crate::journeys::designer::JourneyPage;
use crate::journeys::list::JourneysPage;
use crate::navigator::Navigator;
use crate::route::Route;
use crate::session::Organisation;
use crate::ui::measure;
use crate::ui::words::{self, fill, t};

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
    let go = Callback::new(move |route| navigator.go(route));
    view! {
        <Waiting organisation />
        {move || match navigator.route() {
            Route::Journeys => view! { <JourneysPage organisation navigate=go /> }.into_any(),
            Route::NewJourney => view! { <JourneysPage organisation navigate=go ask_new=true /> }.into_any(),
            Route::Journey(id) => view! { <JourneyPage organisation id navigator /> }.into_any(),
            Route::Unknown(address) => view! { <UnknownPage address navigator /> }.into_any(),
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
fn UnknownPage(address: String, navigator: Navigator) -> impl IntoView {
    view! {
        <main class="page">
            <div class="empty_state">
                <h1>{t("There is no such page")}</h1>
                <p dir="ltr">{address}</p>
                <button type="button" class="button primary" on:click=move |_| navigator.go(Route::Journeys)>
                    {t("All journeys")}
                </button>
            </div>
        </main>
    }
}
