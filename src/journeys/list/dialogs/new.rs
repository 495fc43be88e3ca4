//! A new journey: its name and who it is about.

use journey::EntityTarget;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::name::{NameField, fault};
use crate::session::Organisation;
use crate::ui::dialog::Dialog;
use crate::ui::words::t;

/// Asks for the name and the target of a new journey and makes it, as an empty draft.
#[component]
pub fn NewJourneyDialog(
    /// Where it is made.
    organisation: Organisation,
    /// Called when the person thinks better of it.
    close: Callback<()>,
    /// Called with the id of the new journey.
    created: Callback<String>,
) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let is_tried = RwSignal::new(false);
    let target = RwSignal::new("contact".to_owned());
    let is_busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<String>);
    let close = Callback::new(move |()| {
        if !is_busy.get_untracked() {
            close.run(());
        }
    });
    let create = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        is_tried.set(true);
        let wanted = name.get_untracked().trim().to_owned();
        if fault(&wanted).is_some() || is_busy.get_untracked() {
            return;
        }
        let target = if target.with_untracked(|target| target == "account") {
            EntityTarget::Account
        } else {
            EntityTarget::Contact
        };
        is_busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = organisation.create_journey(&wanted, target).await;
            // Nobody waits any more when the screen has changed meanwhile.
            if is_busy.is_disposed() {
                return;
            }
            is_busy.set(false);
            match answer {
                Ok(id) => created.run(id),
                Err(text) => failure.set(Some(text)),
            }
        });
    };
    view! {
        <Dialog title=t("New journey") close>
            <form class="list_form" novalidate on:submit=create>
                <NameField name is_tried />
                <div class="field">
                    <label for="journey-target">{t("Target")}</label>
                    <select
                        id="journey-target"
                        class="input"
                        data-role="target"
                        on:change=move |event| target.set(event_target_value(&event))
                    >
                        <option value="contact">{t("Contact")}</option>
                        <option value="account">{t("Account")}</option>
                    </select>
                    <span class="hint">{t("Whom the journey addresses. It is fixed once the journey was live.")}</span>
                </div>
                <p class="error" role="alert">{move || failure.get()}</p>
                <div class="actions">
                    <button type="submit" class="button primary" disabled=move || is_busy.get()>
                        {move || if is_busy.get() { t("Creating…") } else { t("Create") }}
                    </button>
                    <button type="button" class="button" disabled=move || is_busy.get() on:click=move |_| close.run(())>
                        {t("Cancel")}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
