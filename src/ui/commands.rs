//! Commands of a screen and the keys bound to them.
//!
//! Buttons, menus and keys all run a registered command, so that every way in asks the same question and does the
//! same thing. A key is bound to a command's id, never to code.

use leptos::prelude::*;

use super::icon::Icon as IconData;

/// One thing a person can do on the screen.
#[derive(Clone, Copy)]
pub struct Command {
    /// Stable name, such as `journey.undo`.
    pub id: &'static str,
    /// What the button says.
    pub label: &'static str,
    /// Keys as written for people and for `aria-keyshortcuts`, such as `Control+Z`; empty for none.
    pub keys: &'static str,
    /// Icon of its button.
    pub icon: IconData,
    /// Why it can't be done now; empty when it can.
    pub refusal: Signal<String>,
    /// Does it.
    pub run: Callback<()>,
}

impl Command {
    /// Runs the command unless it is refused.
    pub fn invoke(&self) -> bool {
        let allowed = self.refusal.with_untracked(String::is_empty);
        if allowed {
            self.run.run(());
        }
        allowed
    }
}

/// Commands that the current screen offers.
#[derive(Clone, Copy)]
pub struct Commands(StoredValue<Vec<Command>>);

impl Commands {
    /// Registers a screen's commands.
    pub fn new(commands: Vec<Command>) -> Self {
        Self(StoredValue::new(commands))
    }

    /// The command of that id.
    pub fn get(&self, id: &str) -> Option<Command> {
        self.0.with_value(|all| all.iter().find(|command| command.id == id).copied())
    }

    /// The command that the pressed keys are bound to.
    pub fn bound_to(&self, event: &web_sys::KeyboardEvent) -> Option<Command> {
        let pressed = keys_of(event);
        self.0.with_value(|all| all.iter().find(|command| command.keys.split(' ').any(|keys| keys == pressed)).copied())
    }

    /// Runs the command that the pressed keys are bound to, if any. Says whether one was bound.
    pub fn on_key(&self, event: &web_sys::KeyboardEvent) -> bool {
        let Some(command) = self.bound_to(event) else { return false };
        event.prevent_default();
        command.invoke();
        true
    }
}

/// The pressed keys, such as `Control+Shift+Z`. Command on a Mac counts as Control.
pub fn keys_of(event: &web_sys::KeyboardEvent) -> String {
    let mut keys = String::new();
    if event.ctrl_key() || event.meta_key() {
        keys.push_str("Control+");
    }
    if event.alt_key() {
        keys.push_str("Alt+");
    }
    let key = event.key();
    // Shift is part of the character for signs such as `?`, but not for letters and named keys.
    if event.shift_key() && (key.chars().count() > 1 || key.chars().all(char::is_alphabetic)) {
        keys.push_str("Shift+");
    }
    if key.chars().count() == 1 {
        keys.push_str(&key.to_uppercase());
    } else {
        keys.push_str(&key);
    }
    keys
}

/// A registered command as a button; refused commands stay visible, disabled, and say why in their title.
#[component]
pub fn CommandButton(
    /// The command.
    command: Command,
    /// Show the icon alone; the label stays as the accessible name.
    #[prop(optional)]
    compact: bool,
    /// The screen's main action.
    #[prop(optional)]
    primary: bool,
    /// Hears why a pressed command can't be done.
    #[prop(optional, into)]
    refused: Option<Callback<String>>,
) -> impl IntoView {
    let title = move || {
        let refusal = command.refusal.get();
        let keys = command.keys.split(' ').next().unwrap_or_default().replace("Control", "Ctrl");
        match (refusal.is_empty(), keys.is_empty()) {
            (false, _) => format!("{}: {refusal}", command.label),
            (true, true) => command.label.to_owned(),
            (true, false) => format!("{} ({keys})", command.label),
        }
    };
    view! {
        <button
            type="button"
            class="button subtle"
            class:primary=primary
            class:compact=compact
            data-command=command.id
            // A refused command keeps its place in the tab order, so that its reason can be heard.
            aria-disabled=move || (!command.refusal.with(String::is_empty)).then_some("true")
            aria-keyshortcuts=(!command.keys.is_empty()).then_some(command.keys)
            aria-label=compact.then_some(command.label)
            title=title
            on:click=move |_| {
                if !command.invoke()
                    && let Some(refused) = refused
                {
                    refused.run(command.refusal.get_untracked());
                }
            }
        >
            <super::icon::Icon data=command.icon />
            {(!compact).then_some(view! { <span class="label">{command.label}</span> })}
        </button>
    }
}
