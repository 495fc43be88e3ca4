//! A copy of a record, under a name of its own.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::name::{NameField, is_missing, shortened};
use crate::session::Entry;
use crate::ui::dialog::Dialog;
use crate::ui::list::screen::Screen;
use crate::ui::notice::Weight;
use crate::ui::words::{fill, t};

/// Asks for the name of the copy and makes it.
#[component]
pub fn CopyDialog(screen: Screen, row: Entry, close: Callback<()>) -> impl IntoView {
    let name = RwSignal::new(shortened(&fill("Copy of {0}", &[&row.name])));
    let is_tried = RwSignal::new(false);
    let is_busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<String>);
    let says = t((screen.spec.copying.says)(&row));
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
        if is_missing(&wanted) || is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        failure.set(None);
        let original = id.get_value();
        spawn_local(async move {
            let answer = (screen.spec.copying.make)(screen.organisation, original, wanted.clone()).await;
            if !screen.is_here() {
                return;
            }
            is_busy.set(false);
            match answer {
                Ok(id) => {
                    close.run(());
                    screen.seek(id.clone());
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
                <p>{says}</p>
                <NameField name needed=screen.spec.words.needs_name is_tried />
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
