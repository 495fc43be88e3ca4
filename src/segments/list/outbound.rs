//! The list of outbound segments.

use segment::document::{SegmentType, Table};

use super::{FOUND, length, uses};
use crate::route::{Area, Route};
use crate::session::{MODIFIED, MODIFIED_BY, SEGMENT_LIST, STATUS};
use crate::ui::list::{Choice, Column, CommandIds, Copying, Filter, Making, Shown, Spec, Words, statuses};

const NAME: &str = "msdyncrm_segmentname";
const TYPE: &str = "msdyncrm_segmenttype";
const MEMBERS: &str = "msdyncrm_segmentsize";
const EVALUATED: &str = "msdyncrm_lastevaluationtime";

const DYNAMIC: i64 = 192_350_000;
const STATIC: i64 = 192_350_001;

/// What is listed and what is said of it.
pub static SEGMENTS: Spec = Spec {
    area: Area::Segments,
    source: &SEGMENT_LIST,
    key: "segments",
    columns: &[
        Column { class: "cell_name", label: "Name", sort: Some((NAME, false)), shown: Shown::Name },
        Column { class: "cell_type", label: "Type", sort: Some((TYPE, false)), shown: Shown::Label(TYPE) },
        Column { class: "cell_status", label: "Status", sort: Some((STATUS, false)), shown: Shown::Status },
        Column { class: "cell_members", label: "Members", sort: Some((MEMBERS, true)), shown: Shown::Number(MEMBERS) },
        Column {
            class: "cell_evaluated",
            label: "Last evaluation",
            sort: Some((EVALUATED, true)),
            shown: Shown::Age(EVALUATED),
        },
        Column { class: "cell_length", label: "Length", sort: None, shown: Shown::Size(length) },
        Column { class: "cell_problems", label: "Problems", sort: None, shown: Shown::Problems(FOUND) },
        Column { class: "cell_modified", label: "Modified", sort: Some((MODIFIED, true)), shown: Shown::Age(MODIFIED) },
        Column { class: "cell_modified_by", label: "Modified by", sort: None, shown: Shown::Label(MODIFIED_BY) },
    ],
    filters: &[
        Filter { column: TYPE, label: "Type", all: "All types", role: "type-filter", values: types },
        Filter::by_status(statuses),
    ],
    route: Route::Segment,
    commands: CommandIds {
        new: "segments.new",
        open: "segments.open",
        copy: "segments.copy",
        delete: "segments.delete",
        refresh: "segments.refresh",
        search: "segments.search",
    },
    making: Making {
        title: "New segment",
        choice: Some(Choice {
            label: "Type",
            role: "type",
            values: &[
                (DYNAMIC, "Dynamic", "Its members are found by a query, again and again."),
                (STATIC, "Static", "Its members are named one by one."),
            ],
            note: "The type is fixed once the segment was live. Compound segments are from before 2020: a dynamic segment can join segments as they do.",
        }),
        make: |organisation, name, kind| {
            Box::pin(async move { organisation.create_segment(&name, SegmentType::from_code(kind)).await })
        },
    },
    copying: Copying {
        says: |original| {
            if original.number(TYPE) == Some(STATIC) {
                "The copy has the same settings and is a draft. Members are not copied: they are not stored with the segment. The original stays as it is."
            } else {
                "The copy has the same query and settings and is a draft. The original stays as it is."
            }
        },
        make: |organisation, id, name| {
            Box::pin(async move { organisation.copy_segment(Table::Outbound, &id, &name).await })
        },
    },
    before_delete: Some(|organisation, segments| Box::pin(uses::said(organisation, Table::Outbound, segments))),
    words: Words {
        title: "Segments",
        one: "1 segment",
        many: "{0} segments",
        many_and_more: "{0}+ segments",
        select_all: "Select all loaded segments",
        select_first: "Select a segment first.",
        select_one: "Select one segment only.",
        some_live: "{0} of the selected segments are live, “{1}” among them. Stop them first, or leave them out.",
        none: "No segments yet",
        no_match: "No segment matches.",
        needs_name: "A segment needs a name.",
        delete_many: "Delete {0} segments?",
        deleted_one: "1 segment was deleted.",
        deleted_many: "{0} segments were deleted.",
        archive: Some(
            "The outbound marketing services are gone here: segments can be read, edited and copied, but not taken live, and their member lists are gone.",
        ),
    },
};

fn types() -> Vec<(i64, &'static str)> {
    SegmentType::ALL.map(|kind| (kind.code(), kind.label())).to_vec()
}
