//! Leaving with unsaved work asks first.

use leptos::prelude::*;

use super::Desk;
use crate::navigator::Navigator;
use crate::session::Work;
use crate::ui::dialog::Dialog;
use crate::ui::words::t;

/// The question that a person meets who leaves with unsaved changes.
#[component]
pub fn LeaveQuestion<W: Work>(
    /// The page.
    desk: Desk<W>,
    /// Where it goes.
    navigator: Navigator,
) -> impl IntoView {
    let stay = Callback::new(move |()| navigator.stay());
    let save = move |_| {
        desk.in_scope(async move {
            if desk.save_now().await {
                navigator.go_on();
            } else {
                navigator.stay();
            }
        });
    };
    let drop = move |_| {
        desk.in_scope(async move {
            desk.work.drop_draft().await;
            navigator.go_on();
        });
    };
    view! {
        <Show when=move || navigator.pending().is_some()>
            <Dialog title=t("Save your changes?") close=stay>
                <p>{t(desk.words.unsaved)}</p>
                <div class="actions">
                    <button type="button" class="button primary" data-action="save" on:click=save>
                        {t("Save and leave")}
                    </button>
                    <button type="button" class="button danger" data-action="drop" on:click=drop>
                        {t("Leave without saving")}
                    </button>
                    <button type="button" class="button" on:click=move |_| stay.run(())>
                        {t("Stay")}
                    </button>
                </div>
            </Dialog>
        </Show>
    }
}
