//! The columns of a journey that are edited beside its definition (`reference/journeys.md 1.2, 1.3`), and when they are locked (2.3).

use record::SettingKind::{Choice, Flag, Lookup, Memo, Moment, Number, Text};
use record::{Lock, SettingSpec, Settings, editable, required, setting, to};

const NO_MAXIMUM: i64 = i32::MAX as i64;

/// Every column that a person may see, in the order of the form. The definition, the designer state, keys, form helpers and the columns
/// that the platform keeps for itself are not among them.
pub const SETTINGS: &[SettingSpec] = &[
    required(setting("msdyncrm_name", "Name", Text { max: 100 }, Lock::WhileLive)),
    setting("msdyncrm_description", "Description", Memo { max: 5_000 }, Lock::WhileLive),
    setting("msdyncrm_purpose", "Purpose", Text { max: 1_000 }, Lock::WhileLive),
    setting("msdyncrm_startdatetime", "Start date and time", Moment, Lock::OnceStarted),
    setting("msdyncrm_enddatetime", "End date and time", Moment, Lock::WhileLive),
    setting("msdyncrm_customerjourneytimezone", "Time zone", Number { min: -1_500, max: 1_500 }, Lock::OnceLive),
    setting("msdyncrm_isrecurring", "Is recurring", Flag, Lock::OnceLive),
    setting(
        "msdyncrm_recurrenceintervaldays",
        "Recurrence interval (days)",
        Number { min: 0, max: NO_MAXIMUM },
        Lock::WhileLive,
    ),
    setting("msdyncrm_recurrencecount", "Recurrence count", Number { min: 0, max: NO_MAXIMUM }, Lock::WhileLive),
    required(setting("msdyncrm_entitytarget", "Target", Choice(&[(0, "Contact"), (1, "Account")]), Lock::OnceLive)),
    setting("msdyncrm_type", "Type", Choice(&[(192_350_000, "Automated"), (192_350_001, "LinkedIn")]), Lock::OnceLive),
    setting(
        "msdyncrm_scope",
        "Scope",
        Choice(&[(270_100_000, "Organization"), (270_100_001, "Business unit")]),
        Lock::OnceLive,
    ),
    setting(
        "msgdpr_requiredconsent",
        "Minimum consent",
        Choice(&[
            (587_030_001, "(1) Consent"),
            (587_030_002, "(2) Transactional"),
            (587_030_003, "(3) Subscriptions"),
            (587_030_004, "(4) Marketing"),
            (587_030_005, "(5) Profiling"),
        ]),
        Lock::WhileLive,
    ),
    setting(
        "msdyncrm_contentsettingsid",
        "Content settings",
        Lookup(&[to("msdyncrm_contentsettings", "msdyncrm_contentsettingsId", "msdyncrm_contentsettingss")]),
        Lock::OnceLive,
    ),
    setting(
        "msdyncrm_suppressionsegmentid",
        "Suppression segment",
        Lookup(&[to("msdyncrm_segment", "msdyncrm_SuppressionSegmentId", "msdyncrm_segments")]),
        Lock::OnceLive,
    ),
    setting(
        "msdyncrm_customerjourneytemplate",
        "Customer journey template",
        Lookup(&[to(
            "msdyncrm_customerjourneytemplate",
            "msdyncrm_CustomerJourneyTemplate",
            "msdyncrm_customerjourneytemplates",
        )]),
        Lock::WhileLive,
    ),
    setting(
        "msdyncr2_linkedincampaign",
        "LinkedIn campaign",
        Lookup(&[to("msdyncrm_linkedincampaign", "msdyncr2_LinkedInCampaign", "msdyncrm_linkedincampaigns")]),
        Lock::OnceLive,
    ),
    required(setting(
        "ownerid",
        "Owner",
        Lookup(&[to("systemuser", "ownerid", "systemusers"), to("team", "ownerid", "teams")]),
        Lock::WhileLive,
    )),
    setting(
        "msdyncrm_publishedby",
        "Published by",
        Lookup(&[to("systemuser", "msdyncrm_publishedby", "systemusers")]),
        Lock::Always,
    ),
    setting("msdyncrm_validationresults", "Error check results", Memo { max: 1_048_576 }, Lock::Always),
    setting("statecode", "Status", Choice(&[(0, "Active"), (1, "Inactive")]), Lock::Always),
    setting(
        "statuscode",
        "Status reason",
        Choice(&[
            (192_350_000, "Draft"),
            (192_350_001, "Live"),
            (192_350_002, "Stopped"),
            (192_350_003, "Live, editable"),
            (192_350_004, "Expired"),
            (192_350_005, "Error"),
            (192_350_006, "Going live"),
            (192_350_007, "Stopping..."),
        ]),
        Lock::Always,
    ),
    setting("createdon", "Created on", Moment, Lock::Always),
    setting("createdby", "Created by", Lookup(&[to("systemuser", "createdby", "systemusers")]), Lock::Always),
    setting("modifiedon", "Modified on", Moment, Lock::Always),
    setting("modifiedby", "Modified by", Lookup(&[to("systemuser", "modifiedby", "systemusers")]), Lock::Always),
];

/// The specification of a column, if a person may see it.
pub fn setting_spec(column: &str) -> Option<&'static SettingSpec> {
    SETTINGS.iter().find(|spec| spec.column == column)
}

/// The columns that a person can edit in some status: the journey's content. The others are the platform's, and change by themselves.
pub fn editable_settings() -> impl Iterator<Item = &'static SettingSpec> {
    editable(SETTINGS)
}

/// Who a journey is about: `msdyncrm_entitytarget`, and `EntityTarget` of each tile.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EntityTarget {
    /// Contacts.
    Contact,
    /// Accounts; contacts are still what flows.
    Account,
}

impl EntityTarget {
    /// Who flows through: contacts, unless the journey says accounts.
    pub(crate) fn of(settings: &Settings) -> Self {
        if settings.number("msdyncrm_entitytarget") == Some(1) { Self::Account } else { Self::Contact }
    }

    /// As tiles store it.
    pub fn stored(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Account => "account",
        }
    }
}
