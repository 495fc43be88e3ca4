//! Customer journeys: the list and the designer.

pub mod designer;
pub mod inspector;
pub mod kinds;
pub mod list;
pub mod settings;
mod words;

use leptos::prelude::*;

use self::designer::JourneyPage;
use self::list::JourneysPage;
use crate::navigator::Navigator;
use crate::route::Route;
use crate::session::Organisation;

/// What shows at an address of this area; `None` at any other.
pub fn screen(route: &Route, organisation: Organisation, navigator: Navigator) -> Option<AnyView> {
    let navigate = Callback::new(move |route| navigator.go(route));
    match route.clone() {
        Route::Journeys => Some(view! { <JourneysPage organisation navigate /> }.into_any()),
        Route::NewJourney => Some(view! { <JourneysPage organisation navigate ask_new=true /> }.into_any()),
        Route::Journey(id) => Some(view! { <JourneyPage organisation id navigator /> }.into_any()),
        _ => None,
    }
}
