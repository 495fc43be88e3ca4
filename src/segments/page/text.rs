//! The query as text.

use leptos::prelude::*;

use super::Page;
use crate::ui::words::t;

/// The text box of the query.
#[component]
pub(super) fn QueryText(page: Page) -> impl IntoView {
    let session = page.session;
    view! {
        <textarea
            class="input query_text"
            data-role="query-text"
            aria-label=t("Query")
            dir="ltr"
            spellcheck="false"
            readonly=true
            prop:value=move || session.query().text.to_string()
        ></textarea>
    }
}
