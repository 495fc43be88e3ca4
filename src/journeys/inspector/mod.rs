//! The inspector: every setting of the selected tile or nested item, the known ones with a control of their own, the
//! others by their type as they are stored.

mod conditions;
mod fields;
mod header;
mod identity;
mod members;
mod nested;
mod overview;
mod place;
mod record;
mod schedule;
pub mod typed;

use journey::{ItemRef, Kind};
use leptos::prelude::*;

use self::conditions::Conditions;
use self::fields::KnownFields;
use self::header::Header;
use self::identity::Identity;
use self::members::OtherMembers;
use self::nested::NestedItems;
use self::overview::Overview;
use self::place::Place;
use self::record::RecordField;
use crate::session::JourneySession;

/// What the inspector is about. It is built anew when this is another, and at no other time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Subject {
    at: ItemRef,
    kind: Kind,
}

/// Shows what is selected in the session.
#[component]
pub fn Inspector(
    /// The journey under edit.
    session: JourneySession,
) -> impl IntoView {
    let subject = Memo::new(move |_| {
        let at = session.selection.get()?;
        let place = Place { session, at };
        let kind =
            place.item(journey::Item::kind).or_else(|| place.tile(|tile| tile.kind()).filter(|_| at.item == 0))?;
        Some(Subject { at, kind })
    });
    view! {
        <div class="inspector">
            {move || match subject.get() {
                Some(Subject { at, kind }) => view! { <Sheet place=Place { session, at } kind /> }.into_any(),
                None => view! { <Overview session /> }.into_any(),
            }}
        </div>
    }
}

/// One item, header or nested.
#[component]
fn Sheet(place: Place, kind: Kind) -> impl IntoView {
    let lock = place.lock();
    let is_item = place.is_item_now();
    view! {
        <Header place kind lock />
        {is_item
            .then(|| {
                view! {
                    <RecordField place kind lock />
                    <KnownFields place kind lock />
                    <NestedItems place kind />
                    <OtherMembers place kind lock />
                }
            })}
        <Identity place lock />
    }
}
