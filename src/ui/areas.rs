//! The head of a list: which area this is, and the way to the other one.

use leptos::prelude::*;

use crate::route::{Area, Route};
use crate::ui::words::t;

/// The areas in the order in which they are offered, with their names.
const AREAS: [(Area, &str); 2] = [(Area::Journeys, "Journeys"), (Area::Segments, "Segments")];

/// The page's heading and the switch between the lists.
///
/// The switch shows the heading's words itself, larger where the page is; the heading is there for those who listen.
#[component]
pub fn Areas(
    /// The area whose list this is.
    here: Area,
) -> impl IntoView {
    let link = |(area, name): (Area, &'static str)| {
        let current = (area == here).then_some("page");
        view! { <a href=area.list().hash() aria-current=current>{t(name)}</a> }
    };
    let heading = AREAS.into_iter().find(|(area, _)| *area == here).map(|(_, name)| t(name));
    view! {
        <h1 class="visually_hidden">{heading}</h1>
        <nav class="areas" aria-label=t("Areas")>
            {AREAS.map(link).collect_view()} <a class="aside" href=Route::Drafts.hash()>{t("Unsaved work")}</a>
        </nav>
    }
}
