//! A new record: its name and, where there is one, the choice that it begins with.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::name::{NameField, is_missing};
use crate::ui::dialog::Dialog;
use crate::ui::field::{Field, described_by, fresh_id};
use crate::ui::list::screen::Screen;
use crate::ui::list::spec::Choice;
use crate::ui::words::t;

/// Asks for the name of a new record and makes it, as an empty draft.
#[component]
pub fn NewDialog(screen: Screen, close: Callback<()>) -> impl IntoView {
    let making = &screen.spec.making;
    let name = RwSignal::new(String::new());
    let is_tried = RwSignal::new(false);
    let first = making.choice.as_ref().and_then(|choice| choice.values.first());
    let chosen = RwSignal::new(first.map_or(0, |(value, ..)| *value));
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
        if is_missing(&wanted) || is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = (making.make)(screen.organisation, wanted, chosen.get_untracked()).await;
            // Nobody waits any more when the screen has changed meanwhile.
            if is_busy.is_disposed() {
                return;
            }
            is_busy.set(false);
            match answer {
                Ok(id) => screen.go_to(id),
                Err(text) => failure.set(Some(text)),
            }
        });
    };
    view! {
        <Dialog title=t(making.title) close>
            <form class="list_form" novalidate on:submit=create>
                <NameField name needed=screen.spec.words.needs_name is_tried />
                {making.choice.as_ref().map(|choice| view! { <ChoiceOf choice chosen /> })}
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

#[component]
fn ChoiceOf(choice: &'static Choice, chosen: RwSignal<i64>) -> impl IntoView {
    let Choice { label, role, values, note } = choice;
    let id = fresh_id();
    let meaning =
        move || values.iter().find(|(value, ..)| *value == chosen.get()).map_or("", |(.., meaning)| t(meaning));
    let hint = Signal::derive(move || [meaning(), t(note)].join(" ").trim().to_owned());
    let choose = move |event| {
        if let Ok(value) = event_target_value(&event).parse() {
            chosen.set(value);
        }
    };
    view! {
        <Field label=t(label) id=id.clone() hint>
            <select class="input" id=id.clone() data-role=*role aria-describedby=described_by(&id) on:change=choose>
                {values
                    .iter()
                    .map(|(value, name, _)| view! { <option value=value.to_string()>{t(name)}</option> })
                    .collect_view()}
            </select>
        </Field>
    }
}
