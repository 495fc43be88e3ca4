//! The record that an item refers to.

use journey::{Command, Item, Json, Kind, Record};
use leptos::prelude::*;

use super::place::Place;
use crate::session::{Found, Work};
use crate::ui::field::{Fault, Mark};
use crate::ui::lookup::{Chosen, Lookup};
use crate::ui::words::t;

/// What the lookup of a kind is called, in the product's words.
fn label(kind: Kind) -> &'static str {
    match kind {
        Kind::SegmentItem => t("Segment"),
        Kind::Email => t("Email message"),
        Kind::LandingPage => t("Marketing page"),
        Kind::MarketingForm => t("Marketing form"),
        Kind::Event => t("Event"),
        Kind::Survey => t("Survey"),
        Kind::CreateCrmActivity => t("Activity template"),
        Kind::InvokeWorkflow => t("Workflow"),
        Kind::LinkedInCampaign => t("LinkedIn campaign"),
        _ => t("Record"),
    }
}

/// Kinds whose record has a life of its own that must be live for the journey to go live (`reference/journeys.md 5.3`).
fn must_be_live(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::SegmentItem
            | Kind::Email
            | Kind::LandingPage
            | Kind::MarketingForm
            | Kind::Event
            | Kind::Survey
            | Kind::InvokeWorkflow
    )
}

/// The members that go with the id of a chosen record: a segment is also named by its query name and its display name
/// (`reference/journeys.md 3.4`).
fn record(kind: Kind, found: Found) -> Record {
    let mut extra = Vec::new();
    if kind == Kind::SegmentItem {
        extra.extend(found.query_name.map(|name| ("DciSegmentName".to_owned(), Json::Text(name))));
        extra.push(("SegmentDisplayName".to_owned(), Json::Text(found.name.clone())));
    }
    Record { id: found.id, name: found.name, extra }
}

/// The lookup of the item's record; nothing for an item that refers to none.
#[component]
pub fn RecordField(
    /// The item.
    place: Place,
    /// What it is.
    kind: Kind,
    /// Why it can't be changed now.
    lock: Memo<Option<String>>,
) -> impl IntoView {
    let organisation = place.session.organisation();
    let table = Memo::new(move |_| place.item(Item::record_table).flatten());
    let has_table = Memo::new(move |_| table.with(Option::is_some));
    let value = Memo::new(move |_| {
        place.item(|item| Some(Chosen { id: item.record()?.to_owned(), name: item.display_name() })).flatten()
    });
    let choose = Callback::new(move |found: Option<Found>| -> Result<(), Fault> {
        if let (Some(found), Some(table)) = (&found, table.get_untracked()) {
            organisation.records().learn(&table, found);
        }
        let record = found.map(|found| record(kind, found));
        place.run(Command::ChooseRecord { at: place.at, record })
    });
    view! {
        <Show when=move || has_table.get()>
            <Lookup
                organisation
                table=Signal::derive(move || table.get().unwrap_or_default())
                value
                choose
                disabled=lock
                label=label(kind)
                mark=Mark::Role("tile-record")
                live=must_be_live(kind)
                create=true
            />
        </Show>
    }
}
