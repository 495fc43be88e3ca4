//! Deleting asks first, naming what would go.

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;
use leptos::task::spawn_local;

use crate::session::{Deleted, Entry};
use crate::ui::dialog::Dialog;
use crate::ui::list::screen::Screen;
use crate::ui::notice::Weight;
use crate::ui::words::{fill, t};

/// Names that the question lists; of the others it says how many.
const NAMED: usize = 8;

/// Asks whether the records are to be deleted, and deletes them.
#[component]
pub fn DeleteDialog(screen: Screen, rows: Vec<Entry>, close: Callback<()>) -> impl IntoView {
    let title = match rows.as_slice() {
        [row] => fill("Delete “{0}”?", &[&row.name]),
        rows => fill(screen.spec.words.delete_many, &[&rows.len().to_string()]),
    };
    let names: Vec<String> = rows.iter().take(NAMED).map(|row| row.name.clone()).collect();
    let unnamed = rows.len() - names.len();
    let is_one = rows.len() == 1;
    let total = rows.len();
    // How many records were dealt with, while deleting.
    let progress = RwSignal::new(None::<usize>);
    // What should be known first; `None` until it is.
    let first = RwSignal::new(None::<Vec<String>>);
    match screen.spec.before_delete {
        Some(find) => {
            let found = find(screen.organisation, rows.clone());
            spawn_local_scoped_with_cancellation(async move { first.set(Some(found.await)) });
        }
        None => first.set(Some(Vec::new())),
    }
    let rows = StoredValue::new(rows);
    let leave = Callback::new(move |()| {
        if progress.with_untracked(Option::is_none) {
            close.run(());
        }
    });
    let delete = move |_| {
        if progress.with_untracked(Option::is_some) {
            return;
        }
        progress.set(Some(0));
        let rows = rows.get_value();
        spawn_local(async move {
            let outcome = screen.list.delete(&rows, |done| progress.set(Some(done))).await;
            if !screen.is_here() {
                return;
            }
            close.run(());
            report(screen, &outcome);
        });
    };
    let busy = move || progress.with(Option::is_some);
    let not_yet = move || busy() || first.with(Option::is_none);
    let said = move || match first.get() {
        None => view! { <p class="muted">{t("Looking where it is used…")}</p> }.into_any(),
        Some(lines) => lines.into_iter().map(|line| view! { <p dir="auto">{line}</p> }).collect_view().into_any(),
    };
    let label = move || match progress.get() {
        None => t("Delete").to_owned(),
        Some(_) if is_one => t("Deleting…").to_owned(),
        Some(done) => fill("Deleting {0} of {1}…", &[&(done + 1).min(total).to_string(), &total.to_string()]),
    };
    view! {
        <Dialog title close=leave>
            <p>{t("What is deleted here is gone for everybody and can't be brought back from this page.")}</p>
            {(!is_one)
                .then(|| {
                    view! {
                        <ul class="list_names">
                            {names.into_iter().map(|name| view! { <li dir="auto">{name}</li> }).collect_view()}
                            {(unnamed > 0).then(|| view! { <li>{fill("and {0} more", &[&unnamed.to_string()])}</li> })}
                        </ul>
                    }
                })}
            <div aria-live="polite" data-role="said-first">{said}</div>
            <div class="actions">
                <button type="button" class="button danger" data-role="confirm-delete" disabled=not_yet on:click=delete>
                    {label}
                </button>
                <button type="button" class="button" autofocus disabled=busy on:click=move |_| leave.run(())>
                    {t("Cancel")}
                </button>
            </div>
        </Dialog>
    }
}

/// Says what is gone, and of each record that is not, why.
fn report(screen: Screen, outcome: &Deleted) {
    let gone = match outcome.count {
        0 => t("Nothing was deleted.").to_owned(),
        1 => t(screen.spec.words.deleted_one).to_owned(),
        count => fill(screen.spec.words.deleted_many, &[&count.to_string()]),
    };
    if outcome.kept.is_empty() {
        screen.notices.show(Weight::Success, gone);
        return;
    }
    let kept = outcome.kept.iter().map(|(name, why)| fill("“{0}”: {1}", &[name, why]));
    let lines: Vec<String> = std::iter::once(gone).chain(kept).collect();
    screen.notices.show(Weight::Error, lines.join("\n"));
}
