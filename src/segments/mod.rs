//! Segments: the list and the editor.

pub mod builder;
mod page;
mod settings;
mod words;

use leptos::prelude::*;
use segment::document::Table;

use self::page::SegmentPage;

use crate::navigator::Navigator;
use crate::route::{Area, Route};
use crate::session::Organisation;
use crate::ui::areas::Areas;
use crate::ui::words::t;

/// What shows at an address of this area; `None` at any other.
pub fn screen(route: &Route, organisation: Organisation, navigator: Navigator) -> Option<AnyView> {
    let page = |table, id| view! { <SegmentPage organisation table id navigator /> }.into_any();
    match route.clone() {
        Route::Segment(id) => Some(page(Table::Outbound, id)),
        Route::Definition(id) => Some(page(Table::RealTime, id)),
        Route::Segments | Route::NewSegment => Some(view! { <SegmentsPage /> }.into_any()),
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
