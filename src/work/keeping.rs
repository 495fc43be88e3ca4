//! What happens to unsaved work: taken up again, kept, not kept, or edited in another window.

use leptos::prelude::*;

use super::{Comparison, Desk, differences};
use crate::host;
use crate::session::{Keeping as State, Work};
use crate::ui::dialog::Dialog;
use crate::ui::words::{fill, t};

/// The strip that says so, where there is something to say.
#[component]
pub fn Keeping<W: Work>(
    /// The page.
    desk: Desk<W>,
) -> impl IntoView {
    let work = desk.work;
    let state = Memo::new(move |_| work.keeping());
    let resumed = RwSignal::new(work.resumed());
    let comparing = RwSignal::new(false);
    let close = Callback::new(move |()| comparing.set(false));
    let taken_up = move || {
        resumed.get().map(|kept| {
            let text = fill("Your unsaved changes of {0} are back.", &[&host::age_of(kept)]);
            view! {
                <div class="notice" data-weight="Information" data-role="resumed">
                    <span class="text">{text}</span>
                    <button type="button" class="button" on:click=move |_| comparing.set(true)>
                        {t("Compare")}
                    </button>
                    <button type="button" class="button" data-action="drop" on:click=move |_| desk.reload()>
                        {t("Drop them")}
                    </button>
                    <button type="button" class="button" on:click=move |_| resumed.set(None)>
                        {t("Go on")}
                    </button>
                </div>
            }
        })
    };
    let trouble = move || {
        match state.get() {
        State::Here => None,
        State::Off(reason) => Some(
            view! {
                <div class="notice" data-weight="Warning" data-role="not-kept">
                    <span class="text">
                        {t("Unsaved changes can't be kept on this machine: if this page closes, they are lost. Save often.")} " "
                        <span class="muted" dir="auto">{reason}</span>
                    </span>
                </div>
            }
            .into_any(),
        ),
        State::Elsewhere => Some(
            view! {
                <div class="notice" data-weight="Warning" data-role="elsewhere">
                    <span class="text">
                        {t("This is open in another window of this browser, where it can be edited. Here it can be read.")}
                    </span>
                    <button type="button" class="button" data-action="take-over" on:click=move |_| desk.take_over()>
                        {t("Edit here")}
                    </button>
                </div>
            }
            .into_any(),
        ),
    }
    };
    view! {
        <div class="notices" role="status" aria-live="polite">{taken_up} {trouble}</div>
        {move || {
            comparing
                .get()
                .then(|| {
                    let all = differences(&work.base(), &work.content());
                    view! {
                        <Dialog title=t("What you changed and did not save") close wide=true>
                            <Comparison all />
                            <div class="actions">
                                <button type="button" class="button primary" on:click=move |_| close.run(())>
                                    {t("Close")}
                                </button>
                            </div>
                        </Dialog>
                    }
                })
        }}
    }
}
