//! The list of journeys.

mod commands;
mod dialogs;
mod filters;
mod grid;
mod keys;
mod memory;
mod row;
mod screen;
mod selection;
mod states;

use leptos::prelude::*;

use dialogs::Dialogs;
use filters::{Filters, TotalText};
use grid::Grid;
use screen::{Asked, Screen};
use states::{ArchiveHint, NoRows, ReadFailure};

use crate::route::{Area, Route};
use crate::session::Organisation;
use crate::ui::areas::Areas;
use crate::ui::commands::CommandButton;
use crate::ui::notice::NoticeStrip;
use crate::ui::words::t;

/// The list of all journeys: sorted, filtered and searched by the server, read as rows come near.
#[component]
pub fn JourneysPage(
    /// Where the journeys come from.
    organisation: Organisation,
    /// Where a row leads.
    navigate: Callback<Route>,
    /// Begin with asking for a new journey, as the form of a record that was never saved does.
    #[prop(optional)]
    ask_new: bool,
) -> impl IntoView {
    let screen = Screen::open(organisation, navigate, ask_new.then_some(Asked::New));
    let commands = commands::commands(screen);
    keys::watch(screen, commands);
    organisation.probe_services();
    let button =
        move |id: &str, primary: bool| commands.get(id).map(|command| view! { <CommandButton command primary /> });
    view! {
        <main class="page journeys_page">
            <header class="page_head">
                <Areas here=Area::Journeys />
                <TotalText screen />
                <Filters screen />
            </header>
            <div class="command_bar" role="toolbar" aria-label=t("Commands of the list")>
                {button("journeys.new", true)}
                <span class="divider"></span>
                {button("journeys.open", false)}
                {button("journeys.copy", false)}
                {button("journeys.delete", false)}
                <span class="divider"></span>
                {button("journeys.refresh", false)}
            </div>
            <NoticeStrip notices=screen.notices />
            <ReadFailure screen />
            <ArchiveHint screen />
            <div class="progress" data-busy=move || if screen.list.is_reading() { "true" } else { "false" }></div>
            <Grid screen />
            <NoRows screen />
            <Dialogs screen has_own_address=ask_new />
        </main>
    }
}
