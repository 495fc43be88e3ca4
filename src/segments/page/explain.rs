//! The query in plain words.

use leptos::prelude::*;
use segment::services;

use super::Page;
use super::who::HeadCount;
use crate::ui::words::t;

/// What the query says, read out when it changes by more than typing.
#[component]
pub(super) fn Explanation(page: Page) -> impl IntoView {
    let session = page.session;
    let text = Memo::new(move |_| session.ask_always(|query, settings| services::explain(&query.parse, settings)));
    view! {
        <div class="explanation" hidden=move || page.is_aside()>
            <p data-role="explanation">
                <strong>{t("In words:")}</strong>
                " "
                {text}
            </p>
            <HeadCount page />
        </div>
    }
}
