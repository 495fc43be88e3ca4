//! The designer's commands and their bar.

use leptos::prelude::*;

use super::{Designer, Pane};
use crate::host;
use crate::session::{JourneySession, Step, Work};
use crate::ui::commands::{Command, CommandButton, Commands};
use crate::ui::icon::{ADD_20_REGULAR, DELETE_20_REGULAR};
use crate::ui::words::{fill, t};
use crate::work::{self, Steps, Tab, Tabs};

/// What there is to know before the journey goes live: that it has begun already.
fn notes(session: JourneySession, step: Step) -> Vec<String> {
    let past = session.past_start().filter(|_| step == Step::GoLive).map(|start| {
        fill(
            "The start, {0}, is already past: contacts enter as soon as the journey is live.",
            &[&host::moment_text(&start)],
        )
    });
    past.into_iter().collect()
}

/// Registers what the designer can do.
pub fn commands(designer: Designer) -> Commands {
    let session = designer.session;
    let locked = designer.pipeline_lock();
    let removal = Signal::derive(move || {
        session.with_any_change(|_| ());
        match designer.removal() {
            None => t("Select a tile first.").to_owned(),
            Some(command) => session.refuses(&command).unwrap_or_default(),
        }
    });
    let mut all = work::commands(designer.desk, notes);
    all.extend([
        Command {
            id: "tile.insert",
            label: t("Add tile"),
            keys: "",
            icon: ADD_20_REGULAR,
            refusal: Signal::derive(move || locked.get().unwrap_or_default()),
            run: Callback::new(move |()| designer.insert_at_selection()),
        },
        Command {
            id: "tile.insert_before",
            label: t("Add tile before"),
            keys: "",
            icon: ADD_20_REGULAR,
            refusal: Signal::derive(move || locked.get().unwrap_or_default()),
            run: Callback::new(move |()| designer.insert_before_selection()),
        },
        Command {
            id: "tile.remove",
            label: t("Remove"),
            keys: "",
            icon: DELETE_20_REGULAR,
            refusal: removal,
            run: Callback::new(move |()| designer.remove_selected()),
        },
    ]);
    Commands::new(all)
}

/// The bar with the commands that the status allows, and the panes.
#[component]
pub fn Toolbar(
    /// The screen.
    designer: Designer,
) -> impl IntoView {
    let session = designer.session;
    let refused = Callback::new(move |reason| session.refuse(reason));
    let button = move |id: &'static str, compact: bool, primary: bool| {
        designer.commands().get(id).map(|command| view! { <CommandButton command compact primary refused /> })
    };
    view! {
        <div class="command_bar" role="toolbar" aria-label=t(designer.desk.words.commands)>
            {button("work.save", false, true)}
            {button("work.undo", true, false)}
            {button("work.redo", true, false)}
            <span class="divider"></span>
            {button("tile.insert", false, false)}
            {button("tile.remove", false, false)}
            <span class="divider"></span>
            {button("work.check", false, false)}
            <Steps desk=designer.desk commands=designer.commands() />
            <span class="divider"></span>
            {button("work.reload", true, false)}
        </div>
    }
}

/// The tabs of the page.
#[component]
pub fn DesignerTabs(
    /// The screen.
    designer: Designer,
) -> impl IntoView {
    let tabs = vec![
        Tab { part: Pane::Canvas, id: "designer", label: "Designer", narrow: false },
        Tab { part: Pane::Inspector, id: "inspector", label: "Properties", narrow: true },
        Tab { part: Pane::Problems, id: "problems", label: "Problems", narrow: true },
        Tab { part: Pane::Settings, id: "settings", label: "Settings", narrow: false },
    ];
    view! { <Tabs tabs part=designer.pane label=designer.desk.words.parts /> }
}
