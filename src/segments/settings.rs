//! How a segment's columns are laid out (`reference/segments.md 1.1, 8.2`).

use segment::document::{REAL_TIME_SETTINGS, SETTINGS, Table};

use crate::work::settings::Layout;

static OUTBOUND: Layout = Layout {
    table: "msdyncrm_segment",
    specs: SETTINGS,
    groups: &[
        (
            "General",
            &["msdyncrm_segmentname", "msdyncrm_description", "msdyncrm_segmenttype", "msdyncrm_scope", "ownerid"],
        ),
        ("Behaviour", &["msdyncrm_segmentactivationstatus", "msdyncrm_segmenttimezone", "msdyncrm_segmenttemplate"]),
        (
            "Evaluation",
            &[
                "msdyncrm_segmentsize",
                "msdyncrm_lastevaluationtime",
                "msdyncrm_nextevaluation",
                "msdyncrm_segmentevaluationstate",
            ],
        ),
    ],
    platform: &[],
    // Whether the number is a zone's code is not published.
    zone: None,
    hints: &[(
        "msdyncrm_segmenttimezone",
        "A number whose meaning is not published; leave it as it is unless you know.",
    )],
};

static REAL_TIME: Layout = Layout {
    table: "msdynmkt_segmentdefinition",
    specs: REAL_TIME_SETTINGS,
    groups: &[
        ("General", &["msdynmkt_name", "ownerid"]),
        (
            "Refresh",
            &[
                "msdynmkt_disablesegmentrefresh",
                "msdynmkt_segmentrefreshintervalminutes",
                "msdynmkt_stoprefreshafter",
                "msdynmkt_timezonecode",
            ],
        ),
        (
            "Computation",
            &["msdynmkt_computationstatus", "msdynmkt_computationstartedon", "msdynmkt_computationfinishedon"],
        ),
    ],
    platform: &[],
    zone: None,
    hints: &[],
};

/// The layout of a table's columns.
pub fn layout(table: Table) -> &'static Layout {
    match table {
        Table::Outbound => &OUTBOUND,
        Table::RealTime => &REAL_TIME,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_name_columns_that_there_are() {
        for table in [Table::Outbound, Table::RealTime] {
            for column in layout(table).groups.iter().flat_map(|(_, columns)| *columns) {
                assert!(table.setting(column).is_some(), "{column}");
            }
        }
    }
}
