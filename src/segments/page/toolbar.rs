//! The page's commands and their bar.

use leptos::prelude::*;
use segment::services;

use super::Page;
use crate::session::{SegmentSession, Step, Work};
use crate::ui::commands::{Command, CommandButton, Commands};
use crate::ui::icon::LIST_20_REGULAR;
use crate::ui::words::t;
use crate::work::{self, Steps};

fn no_notes(_: SegmentSession, _: Step) -> Vec<String> {
    Vec::new()
}

/// Registers what the page can do.
pub(super) fn commands(page: Page) -> Commands {
    let session = page.session;
    let mut all = work::commands(page.desk, no_notes);
    all.push(Command {
        id: "query.format",
        label: t("Lay out"),
        keys: "",
        icon: LIST_20_REGULAR,
        refusal: Signal::derive(move || session.lock().unwrap_or_default()),
        run: Callback::new(move |()| lay_out(session)),
    });
    Commands::new(all)
}

/// Lays the query out: a step, like any other.
pub(super) fn lay_out(session: SegmentSession) {
    let edits = services::format(&session.query_now().parse, session.table().dialect());
    session.edit(t("Lay out"), edits);
}

/// The bar with the commands that the status allows.
#[component]
pub(super) fn Toolbar(page: Page) -> impl IntoView {
    let session = page.session;
    let commands = page.commands();
    let refused = Callback::new(move |reason| session.refuse(reason));
    let button = move |id: &'static str, compact: bool, primary: bool| {
        commands.get(id).map(|command| view! { <CommandButton command compact primary refused /> })
    };
    view! {
        <div class="command_bar" role="toolbar" aria-label=t(page.desk.words.commands)>
            {button("work.save", false, true)}
            {button("work.undo", true, false)}
            {button("work.redo", true, false)}
            <span class="divider"></span>
            {button("work.check", false, false)}
            <Steps desk=page.desk commands />
            <span class="divider"></span>
            {(!untrack(|| page.is_static())).then(|| button("query.format", false, false))}
            {button("work.reload", true, false)}
        </div>
    }
}
