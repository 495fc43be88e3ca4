//! A list of records: sorted, filtered and searched by the server, read as rows come near; rows in a table, or cards where it is
//! narrow; commands on the chosen ones.
//!
//! What is listed is said as data, by a [`Spec`].

mod commands;
mod dialogs;
mod filters;
mod grid;
mod keys;
mod memory;
mod row;
mod screen;
mod selection;
mod spec;
mod states;

use leptos::prelude::*;

use dialogs::Dialogs;
use filters::{Filters, TotalText};
use grid::Grid;
use screen::{Asked, Screen};
use states::{ArchiveHint, NoRows, ReadFailure};

pub use memory::{keep, recall};
pub use spec::{Answer, Choice, Column, CommandIds, Copying, Filter, Lines, Making, Shown, Spec, Words, statuses};

use crate::route::Route;
use crate::session::Organisation;
use crate::ui::areas::Areas;
use crate::ui::commands::CommandButton;
use crate::ui::notice::NoticeStrip;
use crate::ui::words::t;

/// The page of a list.
#[component]
pub fn ListPage(
    /// What is listed.
    spec: &'static Spec,
    /// Where the records come from.
    organisation: Organisation,
    /// Where a row leads.
    navigate: Callback<Route>,
    /// Begin with asking for a new record, as the form of one that was never saved does.
    ask_new: bool,
    /// What stands beside the heading.
    #[prop(optional, into)]
    beside: ViewFn,
) -> impl IntoView {
    let screen = Screen::open(spec, organisation, navigate, ask_new.then_some(Asked::New));
    let commands = commands::commands(screen);
    keys::watch(screen, commands);
    if spec.words.archive.is_some() {
        organisation.probe_services();
    }
    let button =
        move |id: &str, primary: bool| commands.get(id).map(|command| view! { <CommandButton command primary /> });
    let ids = &spec.commands;
    view! {
        <main class="page list_page">
            <header class="page_head">
                <Areas here=spec.area />
                {move || beside.run()}
                <TotalText screen />
                <Filters screen />
            </header>
            <div class="command_bar" role="toolbar" aria-label=t("Commands of the list")>
                {button(ids.new, true)}
                <span class="divider"></span>
                {button(ids.open, false)}
                {button(ids.copy, false)}
                {button(ids.delete, false)}
                <span class="divider"></span>
                {button(ids.refresh, false)}
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
