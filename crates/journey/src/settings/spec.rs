//! What each column takes (`reference/journeys.md 1.2, 1.3`) and when it is locked (2.3).

use SettingKind::{Choice, Flag, Lookup, Memo, Moment, Number, Text};

/// One column of `msdyncrm_customerjourney` that a person may see.
#[derive(Clone, Copy, Debug)]
pub struct SettingSpec {
    /// Logical name.
    pub column: &'static str,
    /// English display name; a client that has metadata shows its own.
    pub label: &'static str,
    /// What it takes.
    pub kind: SettingKind,
    /// Whether it must have a value.
    pub is_required: bool,
    /// When it may be edited.
    pub lock: Lock,
}

/// What a column takes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SettingKind {
    /// One line, with its limit in characters.
    Text {
        /// Limit in UTF-16 units.
        max: usize,
    },
    /// Several lines, with their limit in characters.
    Memo {
        /// Limit in UTF-16 units.
        max: usize,
    },
    /// Wall-clock date and time in the journey's own zone.
    Moment,
    /// A whole number.
    Number {
        /// Least value.
        min: i64,
        /// Greatest value.
        max: i64,
    },
    /// Yes or no.
    Flag,
    /// One of an option set: code and English label.
    Choice(&'static [(i64, &'static str)]),
    /// A record of one of these tables.
    Lookup(&'static [Navigation]),
}

/// How a lookup is bound, per table.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Navigation {
    /// Logical name of the table.
    pub table: &'static str,
    /// Navigation property, case-sensitive, for `@odata.bind` and `$expand`.
    pub property: &'static str,
    /// Entity set of the table.
    pub entity_set: &'static str,
}

/// When a column may be edited (`reference/journeys.md 2.3`).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Lock {
    /// In Draft, Stopped and Live, editable.
    WhileLive,
    /// As [`Lock::WhileLive`], but after Draft only until the journey has started.
    OnceStarted,
    /// In Draft only.
    OnceLive,
    /// Shown, never edited.
    Always,
}

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

impl SettingSpec {
    /// The specification of a column, if a person may see it.
    pub fn of(column: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|spec| spec.column == column)
    }

    /// The columns that a person can edit in some status: the journey's content. The others are the platform's, and change by themselves.
    pub fn editable() -> impl Iterator<Item = &'static Self> {
        SETTINGS.iter().filter(|spec| spec.lock != Lock::Always)
    }
}

const fn setting(column: &'static str, label: &'static str, kind: SettingKind, lock: Lock) -> SettingSpec {
    SettingSpec { column, label, kind, is_required: false, lock }
}

const fn required(mut spec: SettingSpec) -> SettingSpec {
    spec.is_required = true;
    spec
}

const fn to(table: &'static str, property: &'static str, entity_set: &'static str) -> Navigation {
    Navigation { table, property, entity_set }
}
