//! The commands that every document has, and the steps of its life as buttons.

use leptos::prelude::*;

use super::Desk;
use crate::session::{SaveState, Services, Step, Work};
use crate::ui::commands::{Command, CommandButton, Commands};
use crate::ui::icon::{
    ARROW_CLOCKWISE_20_REGULAR, ARROW_REDO_20_REGULAR, ARROW_UNDO_20_REGULAR, EDIT_20_REGULAR, PLAY_20_REGULAR,
    SAVE_20_REGULAR, SHIELD_CHECKMARK_20_REGULAR, STOP_20_REGULAR,
};
use crate::ui::words::t;

/// Never refused.
pub fn always() -> Signal<String> {
    Signal::stored(String::new())
}

/// Refused with `reason` while `refused`.
pub fn unless(refused: impl Fn() -> bool + Send + Sync + 'static, reason: &'static str) -> Signal<String> {
    Signal::derive(move || if refused() { t(reason).to_owned() } else { String::new() })
}

/// Why a step can't be taken now; empty when it can.
fn step_refusal<W: Work>(desk: Desk<W>, step: Step) -> String {
    let (work, words) = (desk.work, desk.words);
    let reason = if !work.offers(step) {
        match step {
            Step::GoLive => words.live_from,
            Step::Stop => words.stop_from,
            Step::Edit => words.edit_from,
        }
    } else if work.is_busy() {
        "Another request is still under way."
    } else if step.needs_service() && work.organisation().services() == Services::Gone {
        words.no_service
    } else {
        return String::new();
    };
    t(reason).to_owned()
}

/// The commands that every document has. `notes` is what there is to know before a step beside the usual.
pub fn commands<W: Work>(desk: Desk<W>, notes: fn(W, Step) -> Vec<String>) -> Vec<Command> {
    let work = desk.work;
    let can_undo = Memo::new(move |_| work.history().0.is_some());
    let can_redo = Memo::new(move |_| work.history().1.is_some());
    let step = move |id, label, icon, step| Command {
        id,
        label: t(label),
        keys: "",
        icon,
        refusal: Signal::derive(move || step_refusal(desk, step)),
        run: Callback::new(move |()| desk.ask_step(step, notes(work, step))),
    };
    vec![
        Command {
            id: "work.save",
            label: t("Save"),
            keys: "Control+S",
            icon: SAVE_20_REGULAR,
            refusal: Signal::derive(move || {
                if work.save_state().get() == SaveState::Saving {
                    t("Saving…").to_owned()
                } else if !work.is_changed() {
                    t("There is nothing to save.").to_owned()
                } else {
                    String::new()
                }
            }),
            run: Callback::new(move |()| desk.save()),
        },
        Command {
            id: "work.undo",
            label: t("Undo"),
            keys: "Control+Z",
            icon: ARROW_UNDO_20_REGULAR,
            refusal: unless(move || !can_undo.get(), "There is nothing to undo."),
            run: Callback::new(move |()| work.undo()),
        },
        Command {
            id: "work.redo",
            label: t("Redo"),
            keys: "Control+Y Control+Shift+Z",
            icon: ARROW_REDO_20_REGULAR,
            refusal: unless(move || !can_redo.get(), "There is nothing to redo."),
            run: Callback::new(move |()| work.redo()),
        },
        Command {
            id: "work.check",
            label: t("Check for errors"),
            keys: "F8",
            icon: SHIELD_CHECKMARK_20_REGULAR,
            refusal: unless(move || work.is_busy(), "Another request is still under way."),
            run: Callback::new(move |()| desk.check()),
        },
        step("work.go_live", "Go live", PLAY_20_REGULAR, Step::GoLive),
        step("work.stop", "Stop", STOP_20_REGULAR, Step::Stop),
        step("work.edit", "Edit", EDIT_20_REGULAR, Step::Edit),
        Command {
            id: "work.reload",
            label: t("Reload"),
            keys: "",
            icon: ARROW_CLOCKWISE_20_REGULAR,
            refusal: always(),
            run: Callback::new(move |()| desk.ask_reload()),
        },
    ]
}

/// The steps that the status offers, as buttons.
#[component]
pub fn Steps<W: Work>(
    /// The page.
    desk: Desk<W>,
    /// Its commands.
    commands: Commands,
) -> impl IntoView {
    let work = desk.work;
    let refused = Callback::new(move |reason| work.refuse(reason));
    [("work.go_live", Step::GoLive), ("work.edit", Step::Edit), ("work.stop", Step::Stop)].map(|(id, step)| {
        move || {
            let command = commands.get(id).filter(|_| work.offers(step));
            command.map(|command| view! { <CommandButton command refused /> })
        }
    })
}
