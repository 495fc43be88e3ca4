//! What is selected: its kind, its name, what is wrong with it, and the way back from a nested item.

use journey::{Command, Item, Kind, Severity};
use leptos::prelude::*;

use super::place::Place;
use crate::journeys::kinds;
use crate::ui::field::{Bound, Mark, TextField};
use crate::ui::icon::{
    CHEVRON_LEFT_20_REGULAR, ERROR_CIRCLE_20_FILLED, INFO_20_REGULAR, Icon, LOCK_CLOSED_20_REGULAR, WARNING_20_FILLED,
};
use crate::ui::words::{fill, t};

/// Kind, name and problems of the item.
#[component]
pub fn Header(
    /// The item.
    place: Place,
    /// What it is.
    kind: Kind,
    /// Why nothing can be changed now.
    lock: Memo<Option<String>>,
) -> impl IntoView {
    let owner = place.sibling(0);
    let is_nested = place.at.item > 0;
    let named = place.is_item_now();
    let name = Bound::new(
        move || place.item(|item| item.name().to_owned()).unwrap_or_default(),
        move |name| place.run(Command::Rename { at: place.at, name }),
        lock,
    );
    view! {
        {is_nested.then(|| view! { <WayBack owner /> })}
        <h2 class="inspector_head">
            <Icon data=kinds::icon(kind) />
            <span>{kinds::label(kind)}</span>
        </h2>
        {move || {
            lock.get()
                .map(|reason| {
                    view! {
                        <p class="inspector_lock" role="note">
                            <Icon data=LOCK_CLOSED_20_REGULAR />
                            <span>{reason}</span>
                        </p>
                    }
                })
        }}
        <Findings place />
        {named
            .then(|| {
                view! {
                    <TextField label=t("Name") bound=name mark=Mark::Role("tile-name") hint=Signal::derive(move || name_hint(place)) />
                }
            })}
    }
}

/// Says whose name it is, where the next choice of a record would replace it.
fn name_hint(place: Place) -> String {
    let follows = |item: &Item| item.is_name_system_defined() == Some(true) && item.record_table().is_some();
    if place.item(follows).unwrap_or(false) {
        t("Follows the chosen record until you change it.").to_owned()
    } else {
        String::new()
    }
}

#[component]
fn WayBack(owner: Place) -> impl IntoView {
    let title = move || {
        let named = owner.tile(|tile| (tile.kind(), tile.name().to_owned()));
        named
            .map_or_else(String::new, |(kind, name)| if name.is_empty() { kinds::label(kind).to_owned() } else { name })
    };
    view! {
        <nav class="inspector_way" aria-label=t("Part of")>
            <button
                type="button"
                class="button subtle small"
                data-role="back-to-tile"
                title=move || fill("Back to {0}", &[&title()])
                on:click=move |_| owner.select()
            >
                <Icon data=CHEVRON_LEFT_20_REGULAR />
                <span class="ellipsis" dir="auto">{title}</span>
            </button>
        </nav>
    }
}

/// Problems of this very item.
#[component]
fn Findings(place: Place) -> impl IntoView {
    let session = place.session;
    let found = move || {
        let by_service = session.service_problems().unwrap_or_default();
        let here = session.problems();
        let mut found: Vec<(Severity, String)> = by_service
            .iter()
            .chain(here.iter())
            .filter(|problem| problem.tile == Some(place.at.tile) && problem.item.unwrap_or(0) == place.at.item)
            .map(|problem| (problem.severity, problem.message.clone()))
            .collect();
        found.sort();
        found.dedup();
        found
    };
    let found = Memo::new(move |_| found());
    view! {
        <ul class="inspector_findings">
            {move || {
                found
                    .get()
                    .into_iter()
                    .map(|(severity, message)| {
                        let (data, word) = match severity {
                            Severity::Error => (ERROR_CIRCLE_20_FILLED, t("Error")),
                            Severity::Warning => (WARNING_20_FILLED, t("Warning")),
                            Severity::Information => (INFO_20_REGULAR, t("Information")),
                        };
                        view! {
                            <li data-severity=format!("{severity:?}")>
                                <Icon data />
                                <span><span class="visually_hidden">{word}": "</span>{message}</span>
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ul>
    }
}
