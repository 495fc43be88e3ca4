//! The problems pane: what our rules found, and what the service found at the last check.

use journey::{ItemRef, Problem, Severity};
use leptos::prelude::*;

use super::Designer;
use crate::ui::icon::{ERROR_CIRCLE_20_FILLED, INFO_20_REGULAR, Icon, WARNING_20_FILLED};
use crate::ui::virtual_list::{VirtualList, VirtualRows};
use crate::ui::words::{fill, t};

/// Heights of a row, in CSS pixels: one line of text, or two where the list is narrower than [`WIDE`].
const ROW: f64 = 34.0;
const TALL_ROW: f64 = 74.0;
const WIDE: f64 = 560.0;

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
    // What the service found comes first, then what our rules found, worst first.
    let all = Memo::new(move |_| {
        let mut own: Vec<Problem> = session.problems().as_ref().clone();
        own.sort_by_key(|problem| problem.severity);
        let by_service = session.service_problems().unwrap_or_default();
        by_service
            .into_iter()
            .map(|problem| (true, problem))
            .chain(own.into_iter().map(|problem| (false, problem)))
            .collect::<Vec<_>>()
    });
    let count = Signal::derive(move || all.with(Vec::len));
    let list = VirtualList::new(count, |width| if width < WIDE { TALL_ROW } else { ROW }, 0.0, 0.0);
    view! {
        <div class="problems" aria-label=t("Problems") node_ref=list.node on:scroll=move |_| list.on_scroll() tabindex="0" role="table" aria-rowcount=move || count.get()>
            <Show when=move || count.get() == 0>
                <p class="muted none">{t("No problems found.")}</p>
            </Show>
            <VirtualRows
                list
                row=move |index| {
                    move || {
                        all.with(|all| all.get(index).cloned())
                            .map(|(service, problem)| view! { <Row designer problem service index /> })
                    }
                }
            />
        </div>
    }
}

#[component]
fn Row(designer: Designer, problem: Problem, service: bool, index: usize) -> impl IntoView {
    let place = problem.tile.map(|tile| ItemRef { tile, item: problem.item.unwrap_or(0) });
    let tile_name = place.and_then(|at| {
        designer.session.with(|editor| {
            let tile = editor.document().tile(at.tile)?;
            let item = tile.items().get(at.item).or_else(|| tile.items().first())?;
            Some(item.display_name())
        })
    });
    let column = problem.field.clone().filter(|_| place.is_none());
    let goes = place.is_some() || column.is_some();
    let go = move || match (place, &column) {
        (Some(at), _) => designer.go_to(at),
        (None, Some(column)) => designer.go_to_setting(column),
        (None, None) => {}
    };
    view! {
        <div class="problem" role="row" aria-rowindex=index + 1 data-problem=problem.code data-severity=format!("{:?}", problem.severity)>
            <span role="cell">
                <Icon data=match problem.severity {
                    Severity::Error => ERROR_CIRCLE_20_FILLED,
                    Severity::Warning => WARNING_20_FILLED,
                    Severity::Information => INFO_20_REGULAR,
                } />
                <span class="visually_hidden">{name(problem.severity)}</span>
            </span>
            <span class="grow message" role="cell" title=problem.message.clone()>
                {tile_name.filter(|name| !name.is_empty()).map(|name| view! { <strong dir="auto">{name}": "</strong> })}
                {problem.message.clone()}
                {service.then(|| view! { <span class="muted">" · "{t("found by the service")}</span> })}
                {problem
                    .place
                    .map(|(line, column)| {
                        view! {
                            <span class="muted">
                                " · "{fill("line {0}, column {1}", &[&line.to_string(), &column.to_string()])}
                            </span>
                        }
                    })}
            </span>
            <span role="cell">
                {goes.then(|| {
                    view! {
                        <button type="button" class="button small" on:click=move |_| go()>
                            {t("Go to")}
                        </button>
                    }
                })}
            </span>
        </div>
    }
}
