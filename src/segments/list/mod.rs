//! The list of segments: those of outbound marketing and, where there are any, the real-time definitions.

mod definitions;
mod outbound;
mod uses;

use leptos::prelude::*;
use leptos::task::spawn_local;

use self::definitions::DEFINITIONS;
use self::outbound::SEGMENTS;
use crate::host;
use crate::route::Route;
use crate::session::Organisation;
use crate::ui::focus::focus_later;
use crate::ui::list::{ListPage, Spec, keep, recall};
use crate::ui::words::{fill, t};

/// The kinds in the order in which they are offered.
static KINDS: [(&str, &Spec); 2] = [("Outbound", &SEGMENTS), ("Real-time", &DEFINITIONS)];

/// Where the tab keeps which kind was shown last.
const LAST: &str = "segments.kind";

const FOUND: &str =
    "Errors: {0}. Warnings: {1}. Found here in the query's text; its names are checked when it is opened.";

/// The list of all segments.
#[component]
pub fn SegmentsPage(
    /// Where the segments come from.
    organisation: Organisation,
    /// Where a row leads.
    navigate: Callback<Route>,
    /// Begin with asking for a new segment, as the form of a record that was never saved does.
    #[prop(optional)]
    ask_new: bool,
) -> impl IntoView {
    let last = recall(LAST).filter(|_| !ask_new);
    let shown = RwSignal::new(KINDS.iter().position(|(_, spec)| last.as_deref() == Some(spec.key)).unwrap_or(0));
    // What was shown once is there.
    let has_both = RwSignal::new(shown.get_untracked() > 0);
    if !has_both.get_untracked() {
        spawn_local(async move {
            let found = organisation.has_definitions().await;
            has_both.try_set(found);
        });
    }
    let choose = Callback::new(move |kind: usize| {
        keep(LAST, KINDS[kind].1.key);
        shown.set(kind);
        // The whole page is another list; the keyboard stays on the switch.
        focus_later("[data-role=kinds] [aria-pressed=true]".to_owned());
    });
    move || {
        let kind = shown.get();
        let beside = move || has_both.get().then(|| view! { <Kinds shown=kind choose /> });
        view! { <ListPage spec=KINDS[kind].1 organisation navigate ask_new=ask_new && kind == 0 beside /> }
    }
}

/// The switch between the kinds.
#[component]
fn Kinds(shown: usize, choose: Callback<usize>) -> impl IntoView {
    let button = move |(kind, (name, _)): (usize, &(&'static str, &Spec))| {
        let pressed = if kind == shown { "true" } else { "false" };
        view! {
            <button type="button" class="button small" aria-pressed=pressed on:click=move |_| choose.run(kind)>
                {t(name)}
            </button>
        }
    };
    view! {
        <div class="list_kinds" role="group" aria-label=t("Kind of segments") data-role="kinds">
            {KINDS.iter().enumerate().map(button).collect_view()}
        </div>
    }
}

/// `212 of 4,000` characters. No query has no length.
fn length(units: usize, limit: Option<usize>) -> String {
    let number = |units: usize| host::number(units as u64);
    match (units, limit) {
        (0, _) => "–".to_owned(),
        (_, None) => number(units),
        (_, Some(limit)) => fill("{0} of {1}", &[&number(units), &number(limit)]),
    }
}
