//! What is known of the chosen record, in a line below the lookup.

use leptos::prelude::*;

use crate::session::RecordState;
use crate::ui::icon::{ERROR_CIRCLE_20_FILLED, Icon, WARNING_20_FILLED};
use crate::ui::words::{fill, t};

/// The record's status; a warning when it is not live where it ought to be, or no longer there.
#[component]
pub fn RecordNote(
    /// The state; `None` while nothing is chosen.
    #[prop(into)]
    state: Signal<Option<RecordState>>,
    /// Warn when the record is not live.
    live: bool,
) -> impl IntoView {
    move || {
        Some(match state.get()? {
            RecordState::Asked => return None,
            RecordState::Found(found) => {
                let status = found.status?;
                if found.live || !live {
                    view! { <p class="record_note" data-record="found"><span class="muted">{status}</span></p> }
                        .into_any()
                } else {
                    view! {
                        <p class="record_note warning" data-record="not-live">
                            <Icon data=WARNING_20_FILLED />
                            <span>{fill("{0}: not live, so this journey cannot go live with it.", &[&status])}</span>
                        </p>
                    }
                    .into_any()
                }
            }
            RecordState::Gone => view! {
                <p class="record_note failed" data-record="gone">
                    <Icon data=ERROR_CIRCLE_20_FILLED />
                    <span>{t("This record no longer exists, or you may not read it.")}</span>
                </p>
            }
            .into_any(),
            RecordState::Unknown => view! {
                <p class="record_note" data-record="unknown">
                    <span class="muted">{t("Its state could not be read.")}</span>
                </p>
            }
            .into_any(),
        })
    }
}
