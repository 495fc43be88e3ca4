//! What the inspector shows while nothing is selected: the journey in a few facts, and what to do next.

use journey::{Kind, Status};
use leptos::prelude::*;

use crate::host;
use crate::session::{JourneySession, Work};
use crate::ui::words::t;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    tiles: usize,
    lanes: usize,
    is_editable: bool,
}

/// The journey's summary.
#[component]
pub fn Overview(
    /// The journey under edit.
    session: JourneySession,
) -> impl IntoView {
    // Tiles come and go only with the tree.
    let counts = Memo::new(move |_| {
        session.layout();
        session.with(|editor| {
            let document = editor.document();
            Counts {
                tiles: document.tiles().filter(|tile| !matches!(tile.kind(), Kind::Root | Kind::Empty)).count(),
                lanes: document.lanes().len(),
                is_editable: document.is_editable(),
            }
        })
    });
    let hint = move || match (counts.get(), session.status()) {
        (Counts { is_editable: false, .. }, _) => {
            t("The stored design could not be read whole. What could be read is shown; its settings can be edited.")
        }
        (Counts { tiles: 0, .. }, Status::Draft) => t("Begin with an audience: add a segment group on the canvas."),
        _ => t("Select a tile to see and change its settings."),
    };
    let number = |count: usize| host::number(count as u64);
    view! {
        <h2 class="inspector_head">{t("Journey")}</h2>
        <dl class="facts">
            <dt>{t("Tiles")}</dt>
            <dd data-role="tile-count">{move || number(counts.get().tiles)}</dd>
            <dt>{t("Swimlanes")}</dt>
            <dd>{move || number(counts.get().lanes)}</dd>
            <dt>{t("Status")}</dt>
            <dd>{move || session.facts().status_label}</dd>
        </dl>
        <p class="muted">{hint}</p>
    }
}
