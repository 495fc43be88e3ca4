//! The app: finds its host, chooses the first screen, and shows what the address says.

use std::any::Any;
use std::cell::{OnceCell, RefCell};

use leptos::mount::mount_to;
use leptos::prelude::*;

use crate::crossing::Crossing;
use crate::host::{self, Params};
use crate::navigator::Navigator;
use crate::route::Route;
use crate::session::Organisation;
use crate::ui::measure;
use crate::ui::words::{self, fill, t};

/// What an area shows at an address; `None` where the address is another area's.
pub type Screens = fn(&Route, Organisation, Navigator) -> Option<AnyView>;

thread_local! {
    /// Takes the app out of the page when it is dropped.
    static SHOWN: RefCell<Option<Box<dyn Any>>> = const { RefCell::new(None) };
    /// Outlives what shows, as its requests may: what they find is known when a person comes back to this part.
    static ORGANISATION: OnceCell<(Organisation, Owner)> = const { OnceCell::new() };
}

/// Puts the app, made of these screens, into the page.
///
/// A module reaches the screens that it names and no others, so that the optimiser leaves the others out.
pub fn enter(screens: &'static [Screens]) {
    console_error_panic_hook::set_once();
    let params = Params::read(&location().search().unwrap_or_default());
    let user = host::user(&params);
    words::choose_language(user.language);
    user.dress();
    let first = host::first_route(&location().hash().unwrap_or_default(), &params);
    document().set_title(t("Journeyman"));
    let organisation = ORGANISATION.with(|kept| {
        kept.get_or_init(|| {
            let owner = Owner::new();
            (owner.with(Organisation::connect), owner)
        })
        .0
    });
    if let Some(body) = document().body() {
        SHOWN.replace(Some(Box::new(mount_to(body, move || view! { <App organisation first screens /> }))));
    }
    let Some(root) = document().document_element() else { return };
    // Another part of the app may have been here before: then the page has long been ready.
    if root.get_attribute("data-state").as_deref() == Some("loading") {
        measure::until_painted("jm:start", 0.0, move || {
            // Tells tests and the boot page that there is something to see.
            let _ = root.set_attribute("data-state", "ready");
        });
    }
}

/// Takes the app out of the page, for another part of it.
pub fn leave() {
    SHOWN.take();
}

#[component]
fn App(organisation: Organisation, first: Route, screens: &'static [Screens]) -> impl IntoView {
    let navigator = Navigator::start(first);
    view! {
        <Waiting organisation />
        {move || {
            let route = navigator.route();
            let shown = screens.iter().find_map(|screen| screen(&route, organisation, navigator));
            shown.unwrap_or_else(|| match route.area() {
                Some(area) => view! { <Crossing area navigator /> }.into_any(),
                None => view! { <UnknownPage route navigator /> }.into_any(),
            })
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
