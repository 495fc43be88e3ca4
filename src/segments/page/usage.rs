//! Where the segment is used.

use leptos::prelude::*;

use super::Page;
use crate::navigator::Navigator;
use crate::route::Route;
use crate::session::{Usage, User};
use crate::ui::words::{fill, t};
use segment::document::Table;

/// The tab that says so.
#[component]
pub(super) fn WhereUsed(page: Page, navigator: Navigator) -> impl IntoView {
    let session = page.session;
    let found = RwSignal::new(None::<Result<Usage, String>>);
    let ask = move || {
        found.set(None);
        page.desk.in_scope(async move {
            let answer = session.usage().await;
            // The tab may be gone by then.
            let _ = found.try_set(Some(answer));
        });
    };
    ask();
    let segment: fn(String) -> Route = match session.table() {
        Table::Outbound => Route::Segment,
        Table::RealTime => Route::Definition,
    };
    move || {
        match found.get() {
        None => view! { <p class="muted" role="status">{t("Looking…")}</p> }.into_any(),
        Some(Err(text)) => view! {
            <p role="alert">{text}</p>
            <button type="button" class="button" on:click=move |_| ask()>{t("Try again")}</button>
        }
        .into_any(),
        Some(Ok(usage)) if usage == Usage::default() => view! {
            <p data-role="unused">
                {t("Nothing in this organisation uses the segment, as far as you may see.")}
            </p>
        }
        .into_any(),
        Some(Ok(usage)) => view! {
            <Users title="Journeys that target it" role="targeted-by" users=usage.targeted_by address=Route::Journey navigator />
            <Users title="Journeys that leave its members out" role="suppressing" users=usage.suppressing address=Route::Journey navigator />
            <Users title="Segments whose query names it" role="named-by" users=usage.named_by address=segment navigator />
        }
        .into_any(),
    }
    }
}

#[component]
fn Users(
    title: &'static str,
    role: &'static str,
    users: Vec<User>,
    address: fn(String) -> Route,
    navigator: Navigator,
) -> impl IntoView {
    if users.is_empty() {
        return ().into_any();
    }
    let count = users.len().to_string();
    let row = move |user: User| {
        let route = address(user.id.clone());
        let href = route.hash();
        let go = move |event: web_sys::MouseEvent| {
            event.prevent_default();
            navigator.go(route.clone());
        };
        view! {
            <li>
                <a href=href dir="auto" on:click=go>{user.name}</a>
                " "
                <span class="muted">{user.status}</span>
            </li>
        }
    };
    view! {
        <section data-role=role>
            <h2>{fill("{0} ({1})", &[t(title), &count])}</h2>
            <ul>{users.into_iter().map(row).collect_view()}</ul>
        </section>
    }
    .into_any()
}
