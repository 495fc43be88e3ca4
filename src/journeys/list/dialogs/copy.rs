//! A copy of a journey, under a name of its own.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::name::{NameField, fault, shortened};
use crate::journeys::list::screen::Screen;
use crate::session::JourneyRow;
use crate::ui::dialog::Dialog;
use crate::ui::notice::Weight;
use crate::ui::words::{fill, t};

/// Asks for the name of the copy and makes it.
#[component]
pub fn CopyDialog(screen: Screen, row: JourneyRow, close: Callback<()>) -> impl IntoView {
    let name = RwSignal::new(shortened(&fill("Copy of {0}", &[&row.name])));
    let is_tried = RwSignal::new(false);
    let is_busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<String>);
    let id = StoredValue::new(row.id);
    let leave = Callback::new(move |()| {
        if !is_busy.get_untracked() {
            close.run(());
        }
    });
    let copy = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        is_tried.set(true);
        let wanted = name.get_untracked().trim().to_owned();
        if fault(&wanted).is_some() || is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        failure.set(None);
        let original = id.get_value();
        spawn_local(async move {
            let answer = screen.organisation.copy_journey(&original, &wanted).await;
            if !screen.is_here() {
                return;
            }
            is_busy.set(false);
            match answer {
                Ok(id) => {
                    close.run(());
                    screen.list.refresh();
                    let text = fill("“{0}” was made, as a draft.", &[&wanted]);
                    screen.notices.offer(Weight::Success, text, t("Open"), move || screen.go_to(id.clone()));
                }
                Err(text) => failure.set(Some(text)),
            }
        });
    };
    view! {
        <Dialog title=fill("Copy “{0}”", &[&row.name]) close=leave>
            <form class="list_form" novalidate on:submit=copy>
                <p>{t("The copy has the same tiles and settings and is a draft. The original stays as it is.")}</p>
                <NameField name is_tried />
                <p class="error" role="alert">{move || failure.get()}</p>
                <div class="actions">
                    <button type="submit" class="button primary" disabled=move || is_busy.get()>
                        {move || if is_busy.get() { t("Copying…") } else { t("Copy") }}
                    </button>
                    <button type="button" class="button" disabled=move || is_busy.get() on:click=move |_| leave.run(())>
                        {t("Cancel")}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
