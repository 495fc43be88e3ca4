//! The designer's commands and their bar.

use journey::Status;
use leptos::prelude::*;

use super::{Designer, Pane};
use crate::session::{SaveState, Services, Step};
use crate::ui::commands::{Command, CommandButton, Commands};
use crate::ui::icon::{
    ADD_20_REGULAR, ARROW_CLOCKWISE_20_REGULAR, ARROW_REDO_20_REGULAR, ARROW_UNDO_20_REGULAR, DELETE_20_REGULAR,
    EDIT_20_REGULAR, PLAY_20_REGULAR, SAVE_20_REGULAR, SHIELD_CHECKMARK_20_REGULAR, STOP_20_REGULAR,
};
use crate::ui::words::t;

fn always() -> Signal<String> {
    Signal::stored(String::new())
}

fn unless(refused: impl Fn() -> bool + Send + Sync + 'static, reason: &'static str) -> Signal<String> {
    Signal::derive(move || if refused() { t(reason).to_owned() } else { String::new() })
}

/// Why a step in the journey's life can't be taken now; empty when it can.
fn step_refusal(designer: Designer, step: Step) -> String {
    let session = designer.session;
    if !step.is_offered(session.status()) {
        let offered = match step {
            Step::GoLive => t("A journey goes live from Draft, Stopped, Error or Live, editable."),
            Step::Stop => t("Only a live journey can be stopped."),
            Step::Edit => t("Only a live journey is edited this way; this one can be edited directly or not at all."),
        };
        return offered.to_owned();
    }
    if session.is_busy() {
        return t("Another request is still under way.").to_owned();
    }
    if step.needs_service() && session.organisation().services() == Services::Gone {
        return t(
            "The outbound marketing services are gone from this organisation. Nothing would ever move this journey on, and it would stay in between for good.",
        )
        .to_owned();
    }
    String::new()
}

/// Registers what the designer can do.
pub fn commands(designer: Designer) -> Commands {
    let session = designer.session;
    let changed = move || session.is_changed();
    let can_undo = Memo::new(move |_| session.with_any_change(|editor| editor.undo_label().is_some()));
    let can_redo = Memo::new(move |_| session.with_any_change(|editor| editor.redo_label().is_some()));
    let locked = designer.pipeline_lock();
    let removal = Signal::derive(move || {
        session.with_any_change(|_| ());
        match designer.removal() {
            None => t("Select a tile first.").to_owned(),
            Some(command) => session.refuses(&command).unwrap_or_default(),
        }
    });
    Commands::new(vec![
        Command {
            id: "journey.save",
            label: t("Save"),
            keys: "Control+S",
            icon: SAVE_20_REGULAR,
            refusal: Signal::derive(move || {
                if session.save_state.get() == SaveState::Saving {
                    t("Saving…").to_owned()
                } else if !changed() {
                    t("There is nothing to save.").to_owned()
                } else {
                    String::new()
                }
            }),
            run: Callback::new(move |()| designer.save()),
        },
        Command {
            id: "journey.undo",
            label: t("Undo"),
            keys: "Control+Z",
            icon: ARROW_UNDO_20_REGULAR,
            refusal: unless(move || !can_undo.get(), "There is nothing to undo."),
            run: Callback::new(move |()| session.undo()),
        },
        Command {
            id: "journey.redo",
            label: t("Redo"),
            keys: "Control+Y Control+Shift+Z",
            icon: ARROW_REDO_20_REGULAR,
            refusal: unless(move || !can_redo.get(), "There is nothing to redo."),
            run: Callback::new(move |()| session.redo()),
        },
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
        Command {
            id: "journey.check",
            label: t("Check for errors"),
            keys: "F8",
            icon: SHIELD_CHECKMARK_20_REGULAR,
            refusal: unless(move || session.is_busy(), "Another request is still under way."),
            run: Callback::new(move |()| designer.check()),
        },
        Command {
            id: "journey.go_live",
            label: t("Go live"),
            keys: "",
            icon: PLAY_20_REGULAR,
            refusal: Signal::derive(move || step_refusal(designer, Step::GoLive)),
            run: Callback::new(move |()| designer.ask_step(Step::GoLive)),
        },
        Command {
            id: "journey.stop",
            label: t("Stop"),
            keys: "",
            icon: STOP_20_REGULAR,
            refusal: Signal::derive(move || step_refusal(designer, Step::Stop)),
            run: Callback::new(move |()| designer.ask_step(Step::Stop)),
        },
        Command {
            id: "journey.edit",
            label: t("Edit"),
            keys: "",
            icon: EDIT_20_REGULAR,
            refusal: Signal::derive(move || step_refusal(designer, Step::Edit)),
            run: Callback::new(move |()| designer.ask_step(Step::Edit)),
        },
        Command {
            id: "journey.reload",
            label: t("Reload"),
            keys: "",
            icon: ARROW_CLOCKWISE_20_REGULAR,
            refusal: always(),
            run: Callback::new(move |()| designer.ask_reload()),
        },
    ])
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
    let step = move |id: &'static str, step: Step| {
        move || step.is_offered(session.status()).then(|| button(id, false, step == Step::GoLive))
    };
    view! {
        <div class="command_bar" role="toolbar" aria-label=t("Journey commands")>
            {button("journey.save", false, true)}
            {button("journey.undo", true, false)}
            {button("journey.redo", true, false)}
            <span class="divider"></span>
            {button("tile.insert", false, false)}
            {button("tile.remove", false, false)}
            <span class="divider"></span>
            {button("journey.check", false, false)}
            {step("journey.go_live", Step::GoLive)}
            {step("journey.edit", Step::Edit)}
            {step("journey.stop", Step::Stop)}
            <span class="divider"></span>
            {button("journey.reload", true, false)}
        </div>
    }
}

/// What the title line says of the state of the work.
pub fn work_state(designer: Designer) -> String {
    let session = designer.session;
    match session.save_state.get() {
        SaveState::Saving => t("Saving…").to_owned(),
        SaveState::Failed(_) => t("Not saved").to_owned(),
        SaveState::Idle if session.is_changed() => t("Unsaved changes").to_owned(),
        SaveState::Idle => t("Saved").to_owned(),
    }
}

/// The tabs of the page.
#[component]
pub fn Tabs(
    /// The screen.
    designer: Designer,
) -> impl IntoView {
    let pane = designer.pane;
    let tab = move |which: Pane, id: &'static str, label: &'static str, narrow: bool| {
        let selected = move || pane.get() == which || (which == Pane::Canvas && narrow_only(pane.get()));
        view! {
            <button
                type="button"
                role="tab"
                class:narrow_only=narrow
                data-tab=id
                aria-selected=move || if selected() { "true" } else { "false" }
                tabindex=move || if selected() { "0" } else { "-1" }
                on:click=move |_| pane.set(which)
                on:keydown=move |event| move_focus(&event)
            >
                {label}
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=t("Parts of the journey")>
            {tab(Pane::Canvas, "designer", t("Designer"), false)}
            {tab(Pane::Inspector, "inspector", t("Properties"), true)}
            {tab(Pane::Problems, "problems", t("Problems"), true)}
            {tab(Pane::Settings, "settings", t("Settings"), false)}
        </div>
    }
}

/// Panes that are tabs only in a narrow window: in a wide one they stand beside the canvas.
fn narrow_only(pane: Pane) -> bool {
    matches!(pane, Pane::Inspector | Pane::Problems) && !super::is_narrow()
}

/// Arrows move among tabs, as the pattern for tabs wants.
fn move_focus(event: &web_sys::KeyboardEvent) {
    use wasm_bindgen::JsCast;
    let forward = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => true,
        "ArrowLeft" | "ArrowUp" => false,
        _ => return,
    };
    let Some(tab) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else { return };
    let mut next = if forward { tab.next_element_sibling() } else { tab.previous_element_sibling() };
    while let Some(candidate) = next.as_ref().and_then(|element| element.dyn_ref::<web_sys::HtmlElement>()) {
        if candidate.offset_parent().is_some() {
            event.prevent_default();
            // A tab that cannot take the focus leaves it where it is.
            let _ = candidate.focus();
            candidate.click();
            return;
        }
        next = if forward { candidate.next_element_sibling() } else { candidate.previous_element_sibling() };
    }
}

/// The status as a word and a shape.
#[component]
pub fn StatusMark(
    /// The status.
    #[prop(into)]
    status: Signal<Status>,
    /// Its label in the user's language; the product's English word when empty.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="status" data-status=move || format!("{:?}", status.get())>
            <span class="shape" aria-hidden="true"></span>
            <span>
                {move || label.with(|label| if label.is_empty() { t(status.get().label()).to_owned() } else { label.clone() })}
            </span>
        </span>
    }
}
