//! Somebody else saved first: nothing was overwritten, and a person decides.

use leptos::prelude::*;

use super::{Comparison, Desk, differences};
use crate::host;
use crate::navigator::Navigator;
use crate::route::Route;
use crate::session::Work;
use crate::ui::dialog::Dialog;
use crate::ui::notice::Weight;
use crate::ui::words::{fill, t};

/// A name for a copy that fits the column of 100 characters.
fn copy_name(name: &str) -> String {
    let name: String = name.chars().take(90).collect();
    fill("{0} (mine)", &[&name])
}

/// The dialog that opens when a save met a newer record.
#[component]
pub fn ConflictQuestion<W: Work>(
    /// The page.
    desk: Desk<W>,
    /// Where a copy is opened.
    navigator: Navigator,
    /// The address of a record.
    #[prop(into)]
    address: Callback<String, Route>,
) -> impl IntoView {
    let work = desk.work;
    let comparing = RwSignal::new(false);
    let close = Callback::new(move |()| {
        comparing.set(false);
        work.conflict().set(None);
    });
    let keep_copy = move |_| {
        desk.in_scope(async move {
            let name = copy_name(&untrack(|| work.name()));
            match work.save_as_copy(&name).await {
                Ok(id) => {
                    close.run(());
                    work.forget_changes();
                    work.drop_draft().await;
                    navigator.go(address.run(id));
                }
                Err(text) => desk.notices.show(Weight::Error, text),
            }
        });
    };
    let reload = move |_| {
        close.run(());
        desk.reload();
    };
    move || {
        work.conflict().get().map(|conflict| {
            let who = if conflict.by.is_empty() {
                t(desk.words.changed).to_owned()
            } else {
                fill(desk.words.changed_by, &[&conflict.by, &host::age(&conflict.on)])
            };
            let theirs = StoredValue::new(conflict.theirs);
            let comparison = move || {
                comparing.get().then(|| {
                    let all = theirs.with_value(|theirs| differences(theirs, &work.content()));
                    view! { <Comparison all /> }
                })
            };
            view! {
                <Dialog title=t("Not saved: somebody else was faster") close wide=true>
                    <p>{who} " " {t("Nothing was overwritten, and your changes are still here.")}</p>
                    {comparison}
                    <div class="actions">
                        <button type="button" class="button primary" data-action="copy" on:click=keep_copy>
                            {t("Save mine as a copy")}
                        </button>
                        <button
                            type="button"
                            class="button"
                            data-action="compare"
                            aria-expanded=move || if comparing.get() { "true" } else { "false" }
                            on:click=move |_| comparing.update(|open| *open = !*open)
                        >
                            {t("Compare")}
                        </button>
                        <button type="button" class="button danger" data-action="reload" on:click=reload>
                            {t("Drop mine and reload")}
                        </button>
                        <button type="button" class="button" on:click=move |_| close.run(())>
                            {t("Keep editing")}
                        </button>
                    </div>
                </Dialog>
            }
        })
    }
}
