//! Segments: the list and the editor.

use leptos::prelude::*;

use crate::navigator::Navigator;
use crate::route::{Area, Route};
use crate::session::Organisation;
use crate::ui::areas::Areas;
use crate::ui::words::t;

/// What shows at an address of this area; `None` at any other.
pub fn screen(route: &Route, _organisation: Organisation, _navigator: Navigator) -> Option<AnyView> {
    match route {
        Route::Segments | Route::NewSegment | Route::Segment(_) => Some(view! { <SegmentsPage /> }.into_any()),
        _ => None,
    }
}

/// The list of all segments.
#[component]
pub fn SegmentsPage() -> impl IntoView {
    view! {
        <main class="page">
            <header class="page_head">
                <Areas here=Area::Segments />
            </header>
            <p class="empty_state">{t("Segments are not shown here yet.")}</p>
        </main>
    }
}
