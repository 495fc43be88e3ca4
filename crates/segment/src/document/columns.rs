//! The two tables that hold segments and their columns (`reference/segments.md 1.1, 8.2`), and when they are locked (2.2).

use record::SettingKind::{Choice, Flag, Lookup, Memo, Moment, Number, Text};
use record::{Lock, SettingSpec, required, setting, to};

use crate::Dialect;

/// A table that holds segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Table {
    /// `msdyncrm_segment`: outbound marketing.
    Outbound,
    /// `msdynmkt_segmentdefinition`: real-time journeys.
    RealTime,
}

impl Table {
    /// Logical name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Outbound => "msdyncrm_segment",
            Self::RealTime => "msdynmkt_segmentdefinition",
        }
    }

    /// Entity set.
    pub fn set(self) -> &'static str {
        match self {
            Self::Outbound => "msdyncrm_segments",
            Self::RealTime => "msdynmkt_segmentdefinitions",
        }
    }

    /// Column of the id.
    pub fn id_column(self) -> &'static str {
        match self {
            Self::Outbound => "msdyncrm_segmentid",
            Self::RealTime => "msdynmkt_segmentdefinitionid",
        }
    }

    /// Column of the name.
    pub fn name_column(self) -> &'static str {
        match self {
            Self::Outbound => "msdyncrm_segmentname",
            Self::RealTime => "msdynmkt_name",
        }
    }

    /// Column of the query's text.
    pub fn query_column(self) -> &'static str {
        match self {
            Self::Outbound => "msdyncrm_segmentquery",
            Self::RealTime => "msdynmkt_segmentquery",
        }
    }

    /// The language of its queries.
    pub fn dialect(self) -> Dialect {
        match self {
            Self::Outbound => Dialect::Outbound,
            Self::RealTime => Dialect::Mql,
        }
    }

    /// The columns that a person may see, beside the query.
    pub fn settings(self) -> &'static [SettingSpec] {
        match self {
            Self::Outbound => SETTINGS,
            Self::RealTime => REAL_TIME_SETTINGS,
        }
    }

    /// The specification of a column, if a person may see it.
    pub fn setting(self, column: &str) -> Option<&'static SettingSpec> {
        self.settings().iter().find(|spec| spec.column == column)
    }
}

/// How an outbound segment gets its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SegmentType {
    /// By a query.
    Dynamic,
    /// One by one.
    Static,
    /// By a query over other segments; the product made none after February 2020.
    Compound,
}

impl SegmentType {
    /// Every type, in the order of the codes.
    pub const ALL: [Self; 3] = [Self::Dynamic, Self::Static, Self::Compound];

    /// The type of a `msdyncrm_segmenttype`; dynamic, the column's default, for any other code.
    pub fn from_code(code: i64) -> Self {
        Self::ALL.into_iter().find(|kind| kind.code() == code).unwrap_or(Self::Dynamic)
    }

    /// Its `msdyncrm_segmenttype`.
    pub fn code(self) -> i64 {
        match self {
            Self::Dynamic => 192_350_000,
            Self::Static => 192_350_001,
            Self::Compound => 192_350_002,
        }
    }

    /// The product's English word for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Dynamic => "Dynamic",
            Self::Static => "Static",
            Self::Compound => "Compound",
        }
    }
}

const OWNER: &[record::Navigation] = &[to("systemuser", "ownerid", "systemusers"), to("team", "ownerid", "teams")];

const NO_MAXIMUM: i64 = i32::MAX as i64;

/// The columns of `msdyncrm_segment` that a person may see, in the order of the form. The query is the document; ids of static members
/// are the service's.
pub const SETTINGS: &[SettingSpec] = &[
    required(setting("msdyncrm_segmentname", "Name", Text { max: 100 }, Lock::OnceLive)),
    setting("msdyncrm_description", "Description", Memo { max: 2_000 }, Lock::OnceLive),
    required(setting(
        "msdyncrm_segmenttype",
        "Type",
        Choice(&[(192_350_000, "Dynamic"), (192_350_001, "Static"), (192_350_002, "Compound")]),
        Lock::OnceLive,
    )),
    setting(
        "msdyncrm_scope",
        "Scope",
        Choice(&[(270_100_000, "Organization"), (270_100_001, "Business unit")]),
        Lock::OnceLive,
    ),
    setting("msdyncrm_segmenttimezone", "Time zone", Number { min: -1_500, max: 1_500 }, Lock::OnceLive),
    required(setting("ownerid", "Owner", Lookup(OWNER), Lock::OnceLive)),
    setting(
        "msdyncrm_segmentactivationstatus",
        "Activation status",
        Choice(&[(192_350_000, "Active"), (192_350_001, "Disabled")]),
        Lock::WhileLive,
    ),
    setting(
        "msdyncrm_segmenttemplate",
        "Segment template",
        Lookup(&[to("msdyncrm_segmenttemplate", "msdyncrm_SegmentTemplate", "msdyncrm_segmenttemplates")]),
        Lock::OnceLive,
    ),
    setting("msdyncrm_segmentfilterquery", "Filter query", Memo { max: 4_000 }, Lock::WhileLive),
    setting("msdyncrm_externalsource", "External source", Choice(&[(192_350_000, "Customer Insight")]), Lock::OnceLive),
    setting("msdyncrm_externalsegmenturl", "External segment URL", Text { max: 2_000 }, Lock::OnceLive),
    setting("msdyncrm_segmentqueryname", "Query name", Text { max: 100 }, Lock::Always),
    setting("msdyncrm_segmentsize", "Members", Number { min: 0, max: NO_MAXIMUM }, Lock::Always),
    setting("msdyncrm_islive", "Is live", Flag, Lock::Always),
    setting("msdyncrm_lastevaluationtime", "Last evaluation", Moment, Lock::Always),
    setting("msdyncrm_nextevaluation", "Next evaluation", Moment, Lock::Always),
    setting("msdyncrm_lastupdatedtime", "Last updated", Moment, Lock::Always),
    setting(
        "msdyncrm_segmentevaluationdurationinminutes",
        "Evaluation took (minutes)",
        Number { min: 0, max: NO_MAXIMUM },
        Lock::Always,
    ),
    setting("msdyncrm_segmentevaluationstate", "Evaluation state", Text { max: 100 }, Lock::Always),
    setting("msdyncrm_segmentprovisioningstate", "Provisioning state", Text { max: 100 }, Lock::Always),
    setting("msdyncrm_segmenttargetprofiletypename", "Target profile", Text { max: 1_000 }, Lock::Always),
    setting(
        "msdyncrm_querytype",
        "Query type",
        Choice(&[(192_350_000, "Interaction based"), (192_350_001, "Profile based")]),
        Lock::Always,
    ),
    setting("createdon", "Created on", Moment, Lock::Always),
    setting("createdby", "Created by", Lookup(&[to("systemuser", "createdby", "systemusers")]), Lock::Always),
    setting("modifiedon", "Modified on", Moment, Lock::Always),
    setting("modifiedby", "Modified by", Lookup(&[to("systemuser", "modifiedby", "systemusers")]), Lock::Always),
];

/// The columns of `msdynmkt_segmentdefinition` that a person may see. What holds JSON of an unpublished form is shown, never edited.
pub const REAL_TIME_SETTINGS: &[SettingSpec] = &[
    required(setting("msdynmkt_name", "Name", Text { max: 100 }, Lock::WhileLive)),
    required(setting("ownerid", "Owner", Lookup(OWNER), Lock::WhileLive)),
    setting("msdynmkt_disablesegmentrefresh", "Disable refresh", Flag, Lock::WhileLive),
    setting(
        "msdynmkt_segmentrefreshintervalminutes",
        "Refresh interval (minutes)",
        Number { min: 0, max: NO_MAXIMUM },
        Lock::WhileLive,
    ),
    setting("msdynmkt_stoprefreshafter", "Stop refresh after", Moment, Lock::WhileLive),
    setting("msdynmkt_timezonecode", "Time zone", Number { min: 0, max: NO_MAXIMUM }, Lock::WhileLive),
    setting("msdynmkt_complianceprofiles", "Compliance profiles", Memo { max: 4_000 }, Lock::Always),
    setting("msdynmkt_includedmembers", "Included members", Memo { max: 1_048_576 }, Lock::Always),
    setting("msdynmkt_excludedmembers", "Excluded members", Memo { max: 4_000 }, Lock::Always),
    setting(
        "msdynmkt_computationstatus",
        "Computation",
        Choice(&[
            (723_270_000, "Running"),
            (723_270_001, "Finished"),
            (723_270_002, "Error"),
            (723_270_003, "Not started"),
        ]),
        Lock::Always,
    ),
    setting("msdynmkt_computationstartedon", "Computation started", Moment, Lock::Always),
    setting("msdynmkt_computationfinishedon", "Computation finished", Moment, Lock::Always),
    setting("createdon", "Created on", Moment, Lock::Always),
    setting("createdby", "Created by", Lookup(&[to("systemuser", "createdby", "systemusers")]), Lock::Always),
    setting("modifiedon", "Modified on", Moment, Lock::Always),
    setting("modifiedby", "Modified by", Lookup(&[to("systemuser", "modifiedby", "systemusers")]), Lock::Always),
];
