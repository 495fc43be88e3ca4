//! Leaving with unsaved work asks first.

use leptos::prelude::*;

use super::Designer;
use crate::navigator::Navigator;
use crate::ui::dialog::Dialog;
use crate::ui::words::t;

/// The question that a person meets who leaves with unsaved changes.
#[component]
pub fn LeaveQuestion(
    /// The screen.
    designer: Designer,
    /// Where it goes.
    navigator: Navigator,
) -> impl IntoView {
    let stay = Callback::new(move |()| navigator.stay());
    let save = move |_| {
        designer.in_scope(async move {
            if designer.save_now().await {
                navigator.go_on();
            } else {
                navigator.stay();
            }
        });
    };
    view! {
        <Show when=move || navigator.pending().is_some()>
            <Dialog title=t("Save your changes?") close=stay>
                <p>{t("This journey has changes that are not saved.")}</p>
                <div class="actions">
                    <button type="button" class="button primary" data-action="save" on:click=save>
                        {t("Save and leave")}
                    </button>
                    <button type="button" class="button danger" data-action="drop" on:click=move |_| navigator.go_on()>
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
