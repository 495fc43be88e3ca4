//! The problems pane: what our rules found, and what the service found at the last check.

use journey::{ItemRef, Problem, Severity};
use leptos::prelude::*;

use super::Designer;
use crate::ui::icon::{ERROR_CIRCLE_20_FILLED, INFO_20_REGULAR, Icon, WARNING_20_FILLED};
use crate::ui::words::t;

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => t("Error"),
        Severity::Warning => t("Warning"),
        Severity::Information => t("Information"),
    }
}

/// The list of problems, worst first.
#[component]
pub fn Problems(
    /// The screen.
    designer: Designer,
) -> impl IntoView {
    let session = designer.session;
    let by_service = move || session.service_problems().unwrap_or_default();
    let here = move || {
        let mut all: Vec<Problem> = session.problems().as_ref().clone();
        all.sort_by_key(|problem| problem.severity);
        all
    };
    let none = move || session.problems().is_empty() && by_service().is_empty();
    view! {
        <section class="problems" aria-label=t("Problems")>
            <Show when=none>
                <p class="muted none">{t("No problems found.")}</p>
            </Show>
            <ul>
                {move || {
                    by_service()
                        .into_iter()
                        .map(|problem| view! { <Row designer problem service=true /> })
                        .collect_view()
                }}
                {move || here().into_iter().map(|problem| view! { <Row designer problem service=false /> }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Row(designer: Designer, problem: Problem, service: bool) -> impl IntoView {
    let place = problem.tile.map(|tile| ItemRef { tile, item: problem.item.unwrap_or(0) });
    let tile_name = place.and_then(|at| {
        designer.session.with(|editor| {
            let tile = editor.document().tile(at.tile)?;
            let item = tile.items().get(at.item).or_else(|| tile.items().first())?;
            Some(item.display_name())
        })
    });
    let in_settings = place.is_none() && problem.field.is_some();
    let field = problem.field.clone();
    view! {
        <li data-problem=problem.code data-severity=format!("{:?}", problem.severity)>
            <Icon data=match problem.severity {
                Severity::Error => ERROR_CIRCLE_20_FILLED,
                Severity::Warning => WARNING_20_FILLED,
                Severity::Information => INFO_20_REGULAR,
            } />
            <span class="visually_hidden">{name(problem.severity)}</span>
            <span class="grow">
                {tile_name.filter(|name| !name.is_empty()).map(|name| view! { <strong dir="auto">{name}": "</strong> })}
                {problem.message.clone()}
                {service.then(|| view! { <span class="muted">" · "{t("found by the service")}</span> })}
                {problem
                    .place
                    .map(|(line, column)| {
                        view! {
                            <span class="muted">
                                " · "{crate::ui::words::fill("line {0}, column {1}", &[&line.to_string(), &column.to_string()])}
                            </span>
                        }
                    })}
            </span>
            {place
                .map(|at| {
                    view! {
                        <button type="button" class="button small" on:click=move |_| designer.go_to(at)>
                            {t("Go to")}
                        </button>
                    }
                })}
            {in_settings
                .then(|| {
                    let field = field.clone().unwrap_or_default();
                    view! {
                        <button type="button" class="button small" on:click=move |_| designer.go_to_setting(&field)>
                            {t("Go to")}
                        </button>
                    }
                })}
        </li>
    }
}
