//! How a journey's columns are laid out (`reference/journeys.md 1.2`).

use journey::SETTINGS;

use crate::work::settings::{Groups, Layout};

/// The settings of a journey.
pub const LAYOUT: Layout = Layout {
    table: "msdyncrm_customerjourney",
    specs: SETTINGS,
    groups: GROUPS,
    platform: &[
        ("msdyncrm_insights_placeholder", "Insights placeholder"),
        ("msdyncrm_lockdowndateinmilliseconds", "Lockdown date (Unix milliseconds)"),
    ],
    zone: Some("msdyncrm_customerjourneytimezone"),
    hints: &[("msdyncrm_startdatetime", ON_ITS_CLOCK), ("msdyncrm_enddatetime", ON_ITS_CLOCK)],
};

const ON_ITS_CLOCK: &str = "Date and time on the clock of the journey's own time zone.";

const GROUPS: Groups = &[
    (
        "General",
        &[
            "msdyncrm_name",
            "msdyncrm_description",
            "msdyncrm_purpose",
            "msdyncrm_entitytarget",
            "msdyncrm_type",
            "msdyncrm_scope",
            "ownerid",
        ],
    ),
    (
        "Schedule",
        &[
            "msdyncrm_startdatetime",
            "msdyncrm_enddatetime",
            "msdyncrm_customerjourneytimezone",
            "msdyncrm_isrecurring",
            "msdyncrm_recurrenceintervaldays",
            "msdyncrm_recurrencecount",
        ],
    ),
    (
        "Compliance and content",
        &["msgdpr_requiredconsent", "msdyncrm_contentsettingsid", "msdyncrm_suppressionsegmentid"],
    ),
    ("Origin", &["msdyncrm_customerjourneytemplate", "msdyncr2_linkedincampaign", "msdyncrm_publishedby"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_name_columns_that_there_are() {
        for column in GROUPS.iter().flat_map(|(_, columns)| *columns) {
            assert!(journey::setting_spec(column).is_some(), "{column}");
        }
    }
}
