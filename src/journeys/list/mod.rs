//! The list of journeys.

use journey::EntityTarget;
use leptos::prelude::*;

use crate::route::{Area, Route};
use crate::session::{JOURNEY_LIST, MODIFIED, MODIFIED_BY, Organisation, STATUS};
use crate::ui::list::{Choice, Column, CommandIds, Copying, Filter, ListPage, Making, Shown, Spec, Words, statuses};

/// The list of all journeys: sorted, filtered and searched by the server, read as rows come near.
#[component]
pub fn JourneysPage(
    /// Where the journeys come from.
    organisation: Organisation,
    /// Where a row leads.
    navigate: Callback<Route>,
    /// Begin with asking for a new journey, as the form of a record that was never saved does.
    #[prop(optional)]
    ask_new: bool,
) -> impl IntoView {
    view! { <ListPage spec=&JOURNEYS organisation navigate ask_new /> }
}

const NAME: &str = "msdyncrm_name";
const STARTS: &str = "msdyncrm_startdatetime";
const ENDS: &str = "msdyncrm_enddatetime";
const TARGET: &str = "msdyncrm_entitytarget";

const FOUND: &str = "Errors: {0}. Warnings: {1}. Found here, not by the service.";
const WHOM: &str = "Whom the journey addresses. It is fixed once the journey was live.";

static JOURNEYS: Spec = Spec {
    area: Area::Journeys,
    source: &JOURNEY_LIST,
    key: "journeys",
    columns: &[
        Column { class: "cell_name", label: "Name", sort: Some((NAME, false)), shown: Shown::Name },
        Column { class: "cell_status", label: "Status", sort: Some((STATUS, false)), shown: Shown::Status },
        Column { class: "cell_starts", label: "Starts", sort: Some((STARTS, false)), shown: Shown::Moment(STARTS) },
        Column { class: "cell_ends", label: "Ends", sort: Some((ENDS, false)), shown: Shown::Moment(ENDS) },
        Column { class: "cell_target", label: "Target", sort: None, shown: Shown::Label(TARGET) },
        Column { class: "cell_tiles", label: "Tiles", sort: None, shown: Shown::Size(|tiles, _| tiles.to_string()) },
        Column { class: "cell_problems", label: "Problems", sort: None, shown: Shown::Problems(FOUND) },
        Column { class: "cell_modified", label: "Modified", sort: Some((MODIFIED, true)), shown: Shown::Age(MODIFIED) },
        Column { class: "cell_modified_by", label: "Modified by", sort: None, shown: Shown::Label(MODIFIED_BY) },
    ],
    filters: &[Filter::by_status(statuses)],
    route: Route::Journey,
    commands: CommandIds {
        new: "journeys.new",
        open: "journeys.open",
        copy: "journeys.copy",
        delete: "journeys.delete",
        refresh: "journeys.refresh",
        search: "journeys.search",
    },
    making: Making {
        title: "New journey",
        choice: Some(Choice {
            label: "Target",
            role: "target",
            values: &[(0, "Contact", ""), (1, "Account", "")],
            note: WHOM,
        }),
        make: |organisation, name, target| {
            let target = if target == 1 { EntityTarget::Account } else { EntityTarget::Contact };
            Box::pin(async move { organisation.create_journey(&name, target).await })
        },
    },
    copying: Copying {
        says: |_| "The copy has the same tiles and settings and is a draft. The original stays as it is.",
        make: |organisation, id, name| Box::pin(async move { organisation.copy_journey(&id, &name).await }),
    },
    before_delete: None,
    words: Words {
        title: "Journeys",
        one: "1 journey",
        many: "{0} journeys",
        many_and_more: "{0}+ journeys",
        select_all: "Select all loaded journeys",
        select_first: "Select a journey first.",
        select_one: "Select one journey only.",
        some_live: "{0} of the selected journeys are live, “{1}” among them. Stop them first, or leave them out.",
        none: "No journeys yet",
        no_match: "No journey matches.",
        needs_name: "A journey needs a name.",
        delete_many: "Delete {0} journeys?",
        deleted_one: "1 journey was deleted.",
        deleted_many: "{0} journeys were deleted.",
        archive: Some(
            "The outbound marketing services are gone here: journeys can be read, edited and copied, but not taken live.",
        ),
    },
};
