//! The designer's page: loading, the title line, the bar, the panes.

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use super::canvas::Canvas;
use super::palette::Palette;
use super::problems::Problems;
use super::toolbar::{DesignerTabs, Toolbar};
use super::{Designer, Pane};
use crate::journeys::inspector::Inspector;
use crate::journeys::settings::LAYOUT;
use crate::navigator::Navigator;
use crate::route::Route;
use crate::session::{Failure, JourneySession, Organisation, Work, explain};
use crate::ui::icon::{
    ADD_20_REGULAR, CHEVRON_DOWN_20_REGULAR, CHEVRON_UP_20_REGULAR, Icon, PANEL_RIGHT_20_REGULAR, SUBTRACT_20_REGULAR,
    ZOOM_FIT_20_REGULAR,
};
use crate::ui::measure;
use crate::ui::notice::NoticeStrip;
use crate::ui::words::{fill, t};
use crate::work::settings::SettingsPane;
use crate::work::{ConflictQuestion, Keeping, LeaveQuestion, Questions, Title, count_errors, count_others};

/// How opening went.
#[derive(Clone)]
enum Opened {
    Loading,
    Failed(String),
    Ready(Box<JourneySession>),
}

/// One journey, by id.
#[component]
pub fn JourneyPage(
    /// Where it comes from.
    organisation: Organisation,
    /// Which.
    id: String,
    /// Where it leads.
    navigator: Navigator,
) -> impl IntoView {
    let opened = RwSignal::new(Opened::Loading);
    // Counts attempts; whether the document is taken from another window.
    let attempt = RwSignal::new((0_u32, false));
    Effect::new(move || {
        let (_, take_over) = attempt.get();
        let id = id.clone();
        opened.set(Opened::Loading);
        let start = measure::now();
        spawn_local_scoped_with_cancellation(async move {
            match JourneySession::open(organisation, &id, take_over).await {
                Ok((session, arrived)) => {
                    opened.set(Opened::Ready(Box::new(session)));
                    measure::until_painted("jm:open-journey", start, || ());
                    measure::until_painted("jm:show-journey", arrived, || ());
                }
                Err(error) => opened.set(Opened::Failed(explain(Failure::Load, &error))),
            }
        });
    });
    let again =
        Callback::new(move |take_over| attempt.update(|(count, take)| (*count, *take) = (*count + 1, take_over)));
    move || {
        match opened.get() {
        Opened::Loading => view! {
            <main class="page">
                <div class="progress" data-busy="true"></div>
                <p class="empty_state" role="status">{t("Opening the journey…")}</p>
            </main>
        }
        .into_any(),
        Opened::Failed(text) => view! {
            <main class="page">
                <div class="empty_state" role="alert">
                    <p>{text}</p>
                    <div class="actions">
                        <button type="button" class="button primary" on:click=move |_| again.run(false)>{t("Try again")}</button>
                        <button type="button" class="button" on:click=move |_| navigator.go(Route::Journeys)>
                            {t("All journeys")}
                        </button>
                    </div>
                </div>
            </main>
        }
        .into_any(),
        Opened::Ready(session) => view! { <Workplace session=*session navigator reload=again /> }.into_any(),
    }
    }
}

#[component]
fn Workplace(session: JourneySession, navigator: Navigator, reload: Callback<bool>) -> impl IntoView {
    let designer = Designer::new(session, reload);
    navigator.guard(move || designer.session.is_changed_now());
    session.watch_status();
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if event.ctrl_key() || event.meta_key() || event.key().starts_with('F') {
            designer.on_shortcut(&event);
        }
    });
    on_cleanup(move || keys.remove());
    let pane_name = move || format!("{:?}", designer.pane.get());
    view! {
        <main class="page designer" data-pane=pane_name>
            <Title desk=designer.desk navigator back=Route::Journeys />
            <Toolbar designer />
            <NoticeStrip notices=designer.desk.notices />
            <Keeping desk=designer.desk />
            <DesignerTabs designer />
            <div class="panes" hidden=move || designer.pane.get() == Pane::Settings>
                <div class="stage card">
                    <Canvas designer />
                    {move || designer.palette.get().map(|offer| view! { <Palette designer offer /> })}
                    <Refusal designer />
                    <ViewControls designer />
                </div>
                <aside
                    class="side card"
                    aria-label=t("Properties")
                    hidden=move || !designer.inspector_open.get() && designer.pane.get() != Pane::Inspector
                >
                    <Inspector session />
                </aside>
            </div>
            <ProblemsBar designer />
            <div class="settings_pane card" hidden=move || designer.pane.get() != Pane::Settings>
                {move || {
                    // Made when it is first looked at: opening a journey does not wait for labels.
                    designer.settings_seen.get().then(|| view! { <SettingsPane work=session layout=&LAYOUT /> })
                }}
            </div>
            <p class="visually_hidden" role="status" aria-live="polite">{move || designer.spoken_selection()}</p>
            <Questions desk=designer.desk />
            <LeaveQuestion desk=designer.desk navigator />
            <ConflictQuestion desk=designer.desk navigator address=Route::Journey />
        </main>
    }
}

/// Why the last command was refused, beside the canvas and read out.
#[component]
fn Refusal(designer: Designer) -> impl IntoView {
    view! {
        <div class="refusal_place" role="alert">
            {move || designer.session.refusal().map(|reason| view! { <p class="refusal">{reason}</p> })}
        </div>
    }
}

#[component]
fn ViewControls(designer: Designer) -> impl IntoView {
    let percent = move || format!("{:.0} %", designer.view.with(|view| view.zoom * 100.0));
    let inspector = designer.inspector_open;
    view! {
        <div class="view_controls" role="group" aria-label=t("View")>
            <button type="button" class="button subtle compact small" aria-label=t("Zoom out") title=t("Zoom out (-)") on:click=move |_| designer.zoom_by(0.8)>
                <Icon data=SUBTRACT_20_REGULAR />
            </button>
            <span class="zoom" aria-live="off">{percent}</span>
            <button type="button" class="button subtle compact small" aria-label=t("Zoom in") title=t("Zoom in (+)") on:click=move |_| designer.zoom_by(1.25)>
                <Icon data=ADD_20_REGULAR />
            </button>
            <button type="button" class="button subtle compact small" aria-label=t("Show the whole journey") title=t("Show the whole journey (0)") on:click=move |_| designer.zoom_to_fit()>
                <Icon data=ZOOM_FIT_20_REGULAR />
            </button>
            <button
                type="button"
                class="button subtle compact small wide_only"
                aria-label=t("Properties pane")
                title=t("Properties pane")
                aria-pressed=move || if inspector.get() { "true" } else { "false" }
                on:click=move |_| inspector.update(|open| *open = !*open)
            >
                <Icon data=PANEL_RIGHT_20_REGULAR />
            </button>
        </div>
    }
}

/// The foot of the page: how many problems, and the list when it is open.
#[component]
fn ProblemsBar(designer: Designer) -> impl IntoView {
    let session = designer.session;
    let open = designer.desk.problems_open;
    let text = move || {
        let (errors, others) = session.count_problems();
        match (count_errors(errors), count_others(others)) {
            (None, None) => t("No problems").to_owned(),
            (Some(some), None) | (None, Some(some)) => fill("Problems: {0}", &[&some]),
            (Some(errors), Some(others)) => fill("Problems: {0}, {1}", &[&errors, &others]),
        }
    };
    view! {
        <footer class="problems_bar card" hidden=move || designer.pane.get() == Pane::Settings>
            <button
                type="button"
                class="button subtle problems_toggle"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {move || {
                    let data = if open.get() { CHEVRON_DOWN_20_REGULAR } else { CHEVRON_UP_20_REGULAR };
                    view! { <Icon data /> }
                }}
                <span data-role="problem-count">{text}</span>
            </button>
            <Show when=move || open.get() || designer.pane.get() == Pane::Problems>
                <Problems designer />
            </Show>
        </footer>
    }
}
