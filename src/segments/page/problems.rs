//! What is wrong with the query: at its place, with fixes where there are safe ones; and what the service said.

use leptos::prelude::*;
use segment::diagnostics::{Diagnostic, Severity};

use super::{Page, Part};
use crate::session::Work;
use crate::ui::focus::focus_later;
use crate::ui::icon::{
    CHEVRON_DOWN_20_REGULAR, CHEVRON_UP_20_REGULAR, ERROR_CIRCLE_20_FILLED, INFO_20_REGULAR, Icon, WARNING_20_FILLED,
};
use crate::ui::words::{fill, t};
use crate::work::{count_errors, count_others};

/// More problems than this are counted, not listed: nobody reads on.
const LISTED: usize = 50;

/// The foot of the page: how many problems, and the list when it is open.
#[component]
pub(super) fn ProblemsBar(page: Page) -> impl IntoView {
    let session = page.session;
    let open = page.desk.problems_open;
    let text = move || {
        let (errors, others) = session.count_problems();
        match (count_errors(errors), count_others(others)) {
            (None, None) => t("No problems").to_owned(),
            (Some(some), None) | (None, Some(some)) => fill("Problems: {0}", &[&some]),
            (Some(errors), Some(others)) => fill("Problems: {0}, {1}", &[&errors, &others]),
        }
    };
    view! {
        <footer class="problems_bar card" hidden=move || page.is_aside()>
            <button
                type="button"
                class="button subtle problems_toggle"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {move || {
                    let data = if open.get() { CHEVRON_DOWN_20_REGULAR } else { CHEVRON_UP_20_REGULAR };
                    view! { <Icon data /> }
                }}
                <span data-role="problem-count">{text}</span>
            </button>
            <Show when=move || open.get() || page.part.get() == Part::Problems>
                <Problems page />
            </Show>
        </footer>
    }
}

#[component]
fn Problems(page: Page) -> impl IntoView {
    let session = page.session;
    let by_service = move || {
        session
            .service_findings()
            .unwrap_or_default()
            .into_iter()
            .map(|code| view! { <ServiceRow code /> })
            .collect_view()
    };
    let own = move || {
        let all = session.diagnostics();
        let more = all.len().saturating_sub(LISTED);
        let rows = all.iter().take(LISTED).cloned().map(|diagnostic| view! { <Row page diagnostic /> }).collect_view();
        view! {
            {rows}
            {(more > 0).then(|| view! { <li class="muted">{fill("{0} more", &[&more.to_string()])}</li> })}
        }
    };
    view! {
        <ul class="query_problems" aria-label=t("Problems")>
            {by_service}
            {own}
        </ul>
    }
}

/// The mark of a severity, with its word for those who listen.
fn mark(severity: Severity) -> impl IntoView {
    let (data, name) = match severity {
        Severity::Error => (ERROR_CIRCLE_20_FILLED, t("Error")),
        Severity::Warning => (WARNING_20_FILLED, t("Warning")),
        Severity::Hint => (INFO_20_REGULAR, t("Hint")),
    };
    view! {
        <Icon data />
        <span class="visually_hidden">{name}</span>
    }
}

/// A code of the service, which names no place.
#[component]
fn ServiceRow(code: String) -> impl IntoView {
    let message = if code == "SegmentDciValidator_SegmentInvalid" {
        t("The service finds this query invalid. It does not say where.").to_owned()
    } else {
        fill("The service answers: {0}", &[&code])
    };
    view! {
        <li class="query_problem" data-problem=code data-severity="Error">
            {mark(Severity::Error)}
            <span class="grow message">{message}</span>
        </li>
    }
}

#[component]
fn Row(page: Page, diagnostic: Diagnostic) -> impl IntoView {
    let session = page.session;
    let range = usize::from(diagnostic.range.start())..usize::from(diagnostic.range.end());
    let go = move |_| {
        page.part.set(Part::Query);
        session.selection.set(range.clone());
        focus_later("[data-role=\"query-text\"]".to_owned());
    };
    let fixes =
        session.ask(|query, settings| diagnostic.fixes(&query.text, settings).into_iter().cloned().collect::<Vec<_>>());
    let fixes = fixes
        .into_iter()
        .map(|fix| {
            let label = fix.label.clone();
            view! {
                <button
                    type="button"
                    class="button small"
                    data-action="fix"
                    on:click=move |_| {
                        session.edit(&fix.label, fix.edits.clone());
                    }
                >
                    {label}
                </button>
            }
        })
        .collect_view();
    view! {
        <li class="query_problem" data-problem=diagnostic.code data-severity=format!("{:?}", diagnostic.severity)>
            {mark(diagnostic.severity)}
            <span class="grow message">{diagnostic.message.clone()}</span>
            {fixes}
            <button type="button" class="button small" on:click=go>{t("Go to")}</button>
        </li>
    }
}
