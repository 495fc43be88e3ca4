//! The list of real-time definitions (`reference/segments.md 8.2`).

use segment::document::Table;

use super::outbound::SEGMENTS;
use super::{FOUND, length, uses};
use crate::route::{Area, Route};
use crate::session::{DEFINITION_LIST, MODIFIED, MODIFIED_BY, STATUS};
use crate::ui::list::{Column, CommandIds, Copying, Filter, Making, Shown, Spec, Words};

const NAME: &str = "msdynmkt_name";
const COMPUTATION: &str = "msdynmkt_computationstatus";
const COMPUTED: &str = "msdynmkt_computationfinishedon";

/// What is listed and what is said of it.
pub static DEFINITIONS: Spec = Spec {
    area: Area::Segments,
    source: &DEFINITION_LIST,
    key: "definitions",
    columns: &[
        Column { class: "cell_name", label: "Name", sort: Some((NAME, false)), shown: Shown::Name },
        Column { class: "cell_status", label: "Status", sort: Some((STATUS, false)), shown: Shown::Status },
        Column {
            class: "cell_computation",
            label: "Computation",
            sort: Some((COMPUTATION, false)),
            shown: Shown::Label(COMPUTATION),
        },
        Column {
            class: "cell_evaluated",
            label: "Computed",
            sort: Some((COMPUTED, true)),
            shown: Shown::Age(COMPUTED),
        },
        Column { class: "cell_length", label: "Length", sort: None, shown: Shown::Size(length) },
        Column { class: "cell_problems", label: "Problems", sort: None, shown: Shown::Problems(FOUND) },
        Column { class: "cell_modified", label: "Modified", sort: Some((MODIFIED, true)), shown: Shown::Age(MODIFIED) },
        Column { class: "cell_modified_by", label: "Modified by", sort: None, shown: Shown::Label(MODIFIED_BY) },
    ],
    filters: &[Filter::by_status(|| {
        vec![
            (723_270_001, "Draft"),
            (723_270_000, "Live"),
            (723_270_004, "Live with warnings"),
            (723_270_002, "Going live"),
            (723_270_003, "Deleted"),
        ]
    })],
    route: Route::Definition,
    commands: CommandIds { ..SEGMENTS.commands },
    making: Making {
        title: "New real-time segment",
        choice: None,
        make: |organisation, name, _| Box::pin(async move { organisation.create_definition(&name).await }),
    },
    copying: Copying {
        says: |_| "The copy has the same query and settings and is a draft. The original stays as it is.",
        make: |organisation, id, name| {
            Box::pin(async move { organisation.copy_segment(Table::RealTime, &id, &name).await })
        },
    },
    before_delete: Some(|organisation, segments| Box::pin(uses::said(organisation, Table::RealTime, segments))),
    words: Words { archive: None, ..SEGMENTS.words },
};
