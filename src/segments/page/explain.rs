//! The query in plain words.

use leptos::prelude::*;
use segment::services;

use super::{Page, Part};
use crate::ui::words::t;

/// What the query says, read out when it changes by more than typing.
#[component]
pub(super) fn Explanation(page: Page) -> impl IntoView {
    let session = page.session;
    let text = Memo::new(move |_| session.ask_always(|query, settings| services::explain(&query.parse, settings)));
    view! {
        <p class="explanation" data-role="explanation" hidden=move || page.part.get() == Part::Settings>
            <strong>{t("In words:")}</strong>
            " "
            {text}
        </p>
    }
}
