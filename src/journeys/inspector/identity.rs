//! What ties the tile to its place and to its figures: shown, not edited. Only its target may be set.

use journey::{Branch, Command, EntityTarget, Json};
use leptos::prelude::*;

use super::place::Place;
use crate::ui::field::{Bound, ChoiceField, Choices, Mark};
use crate::ui::words::t;

/// Facts of the activity and of the item.
#[component]
pub fn Identity(
    /// The item.
    place: Place,
    /// Why nothing can be changed now.
    lock: Memo<Option<String>>,
) -> impl IntoView {
    let of_tile = Memo::new(move |_| {
        place
            .tile(|tile| {
                let number = tile.branch_number().map(|number| number.to_string());
                vec![
                    (t("Activity id"), tile.activity_id().to_owned()),
                    (t("Parent id"), tile.parent_id().unwrap_or_default().to_owned()),
                    (t("Branch"), branch(tile.branch()).to_owned()),
                    (t("Place on the branch"), number.unwrap_or_default()),
                ]
            })
            .unwrap_or_default()
    });
    let of_item = Memo::new(move |_| {
        let facts = place.item(|item| {
            let number = item.number().map(|number| number.to_string());
            vec![(t("Item number"), number.unwrap_or_default()), (t("Stored type"), item.type_id().to_owned())]
        });
        facts.or_else(|| place.tile(|tile| vec![(t("Stored type"), tile.type_id().to_owned())])).unwrap_or_default()
    });
    let facts = move || of_tile.get().into_iter().chain(of_item.get()).filter(|(_, value)| !value.is_empty());
    view! {
        <details class="inspector_more" data-role="identity">
            <summary>{t("Identity")}</summary>
            <dl class="facts">
                {move || {
                    facts()
                        .map(|(name, value)| {
                            view! {
                                <dt>{name}</dt>
                                <dd><code>{value}</code></dd>
                            }
                        })
                        .collect_view()
                }}
            </dl>
            {(place.at.item == 0).then(|| view! { <Target place lock /> })}
        </details>
    }
}

fn branch(branch: &Branch) -> &str {
    match branch {
        Branch::Yes => t("Yes"),
        Branch::No => t("No"),
        Branch::Default => t("Default"),
        Branch::Other(stored) => stored,
    }
}

/// `EntityTarget`: whom the tile is about.
#[component]
fn Target(place: Place, lock: Memo<Option<String>>) -> impl IntoView {
    let bound = Bound::new(
        move || place.tile(|tile| tile.entity_target().unwrap_or_default().to_owned()).unwrap_or_default(),
        move |value: String| {
            let value = (!value.is_empty()).then_some(Json::Text(value));
            place.run(Command::SetTileMember { tile: place.at.tile, name: "EntityTarget".to_owned(), value })
        },
        lock,
    );
    let choices: Choices = [(EntityTarget::Contact, t("Contact")), (EntityTarget::Account, t("Account"))]
        .map(|(target, label)| (target.stored().to_owned(), label.to_owned()))
        .into();
    view! {
        <ChoiceField
            label=t("Entity target")
            bound
            choices=Signal::stored(choices)
            mark=Mark::Member("EntityTarget".to_owned())
        />
    }
}
