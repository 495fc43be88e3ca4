//! What is wrong with a line, said at the line, with its fixes.

use leptos::prelude::*;
use segment::diagnostics::{Diagnostic, Fix, Severity};

use super::board::Board;
use super::line::Key;
use crate::ui::icon::{ERROR_CIRCLE_20_FILLED, INFO_20_REGULAR, Icon, WARNING_20_FILLED};
use crate::ui::words::t;

/// Problems of one line beyond these are left to the list of all.
const LISTED: usize = 5;
/// Each fix of a text is tried before it is offered; in a longer text only when asked for.
const TRIED_AT_ONCE: usize = 8_000;

/// The problems of a line, or without a key those of none.
#[component]
pub fn LineProblems(
    /// The builder.
    board: Board,
    /// The line.
    key: Option<Key>,
) -> impl IntoView {
    let mine = Memo::new(move |_| board.problems.with(|all| all.get(&key).cloned().unwrap_or_default()));
    move || {
        mine.with(|mine| {
            (!mine.is_empty()).then(|| {
                let rows = mine.iter().take(LISTED).map(|diagnostic| row(board, diagnostic.clone())).collect_view();
                view! { <ul class="line_problems">{rows}</ul> }
            })
        })
    }
}

fn row(board: Board, diagnostic: Diagnostic) -> AnyView {
    let (data, word) = match diagnostic.severity {
        Severity::Error => (ERROR_CIRCLE_20_FILLED, t("Error")),
        Severity::Warning => (WARNING_20_FILLED, t("Warning")),
        Severity::Hint => (INFO_20_REGULAR, t("Hint")),
    };
    let (code, severity, message) = (diagnostic.code, format!("{:?}", diagnostic.severity), diagnostic.message.clone());
    let asked = RwSignal::new(board.session.query_now().text.len() <= TRIED_AT_ONCE);
    let fixes = move || match (diagnostic.may_have_fixes(), asked.get()) {
        (false, _) => ().into_any(),
        (true, true) => tried(board, &diagnostic),
        (true, false) => view! {
            <button type="button" class="button small" data-role="show-fixes" on:click=move |_| asked.set(true)>
                {t("Show fixes")}
            </button>
        }
        .into_any(),
    };
    view! {
        <li data-problem=code data-severity=severity>
            <Icon data />
            <span class="visually_hidden">{word}": "</span>
            <span class="message">{message}</span>
            {fixes}
        </li>
    }
    .into_any()
}

fn tried(board: Board, diagnostic: &Diagnostic) -> AnyView {
    let fixes: Vec<Fix> =
        board.session.ask(|query, settings| diagnostic.fixes(&query.text, settings).into_iter().cloned().collect());
    let buttons = fixes.into_iter().map(|fix| {
        let label = fix.label.clone();
        view! {
            <button
                type="button"
                class="button small"
                data-action="fix"
                disabled=move || board.is_locked()
                on:click=move |_| {
                    board.session.edit(&fix.label, fix.edits.clone());
                }
            >
                {label}
            </button>
        }
    });
    buttons.collect_view().into_any()
}
