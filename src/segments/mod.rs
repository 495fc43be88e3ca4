//! Segments: the list and the editor.

pub mod builder;
mod list;
mod page;
mod settings;
mod words;

use leptos::prelude::*;
use segment::document::Table;

use self::list::SegmentsPage;
use self::page::SegmentPage;

use crate::navigator::Navigator;
use crate::route::Route;
use crate::session::Organisation;

/// What shows at an address of this area; `None` at any other.
pub fn screen(route: &Route, organisation: Organisation, navigator: Navigator) -> Option<AnyView> {
    let navigate = Callback::new(move |route| navigator.go(route));
    let page = |table, id| view! { <SegmentPage organisation table id navigator /> }.into_any();
    match route.clone() {
        Route::Segment(id) => Some(page(Table::Outbound, id)),
        Route::Definition(id) => Some(page(Table::RealTime, id)),
        Route::Segments => Some(view! { <SegmentsPage organisation navigate /> }.into_any()),
        Route::NewSegment => Some(view! { <SegmentsPage organisation navigate ask_new=true /> }.into_any()),
        _ => None,
    }
}
