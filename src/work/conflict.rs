//! Somebody else saved first: nothing was overwritten, and a person decides.

use leptos::prelude::*;

use super::{Comparison, Desk, differences};
use crate::host;
use crate::navigator::Navigator;
use crate::route::Route;
use crate::session::{Clash, Work};
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
    let take_merge = move |_| {
        close.run(());
        if work.take_merge() {
            desk.notices.show(
                Weight::Success,
                t("Both sides are put together here and not saved yet. Look at it, then save; undo takes mine back."),
            );
        }
    };
    let clashes = move || {
        let all = work.clashes();
        let row = move |(index, clash): (usize, Clash)| {
            let side = move |label: &'static str, text: String, theirs: bool| {
                view! {
                    <label class="side" class:chosen=clash.takes_theirs == theirs>
                        <input
                            type="radio"
                            name=format!("clash-{index}")
                            data-side=if theirs { "theirs" } else { "mine" }
                            prop:checked=clash.takes_theirs == theirs
                            on:change=move |_| work.choose(index, theirs)
                        />
                        <span class="muted">{t(label)}</span>
                        <code dir="auto">{text}</code>
                    </label>
                }
            };
            view! {
                <fieldset class="clash" data-clash=index>
                    <legend>{clash.question.clone()}</legend>
                    {side("Mine", clash.mine.clone(), false)}
                    {side("Theirs", clash.theirs.clone(), true)}
                </fieldset>
            }
        };
        let lead = if all.is_empty() {
            t("Nothing clashes: both sides can be put together as they are.")
        } else {
            t("Most can be put together. Choose what counts where both sides changed the same:")
        };
        view! {
            <p>{lead}</p>
            <div class="clashes">{all.into_iter().enumerate().map(row).collect_view()}</div>
        }
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
                    {clashes}
                    {comparison}
                    <div class="actions">
                        <button type="button" class="button primary" data-action="merge" on:click=take_merge>
                            {t("Put both together")}
                        </button>
                        <button type="button" class="button" data-action="copy" on:click=keep_copy>
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
