//! Tile types (`reference/journeys.md 3.3`) and branches (3.2).

/// What a tile or a nested item is.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Kind {
    /// The hidden root that all swimlanes hang on.
    Root,
    /// A segment group: the audience of a swimlane.
    Segment,
    /// A segment in a segment group.
    SegmentItem,
    /// Sends a marketing email.
    Email,
    /// A marketing page, as a tile or as an element of an email.
    LandingPage,
    /// A marketing form, as a tile or as an element of an email.
    MarketingForm,
    /// An event, as a tile or as an element of an email.
    Event,
    /// A Customer Voice survey, as a tile or as an element of an email.
    Survey,
    /// Creates an appointment, a phone call or a task.
    CreateCrmActivity,
    /// Runs a classic workflow.
    InvokeWorkflow,
    /// Creates a lead.
    CreateLead,
    /// Waits for a while or until a moment.
    Scheduler,
    /// Waits for an answer and parts those who gave it (Yes) from the others (No).
    Trigger,
    /// Parts contacts at random.
    Splitter,
    /// One branch of a splitter.
    SplitterBranch,
    /// An audience of contacts whose record changed.
    RecordUpdate,
    /// Waits for a LinkedIn lead form.
    LinkedInCampaign,
    /// The placeholder of an unused branch.
    Empty,
    /// A type that this crate does not know, custom channel tiles among them.
    Other,
}

/// Stored type, words on screen, table of the record.
const NAMES: &[(Kind, &str, &str, Option<&str>)] = &[
    (Kind::Root, "bpf_root", "Root", None),
    (Kind::Segment, "Segment", "Segment group", None),
    (Kind::SegmentItem, "SegmentItem", "Segment", Some("msdyncrm_segment")),
    (Kind::Email, "Email", "Email", Some("msdyncrm_marketingemail")),
    (Kind::LandingPage, "LandingPage", "Marketing page", Some("msdyncrm_marketingpage")),
    (Kind::MarketingForm, "MarketingForm", "Marketing form", Some("msdyncrm_marketingform")),
    (Kind::Event, "Event", "Event", Some("msevtmgt_event")),
    (Kind::Survey, "Survey", "Survey", Some("msfp_survey")),
    (Kind::CreateCrmActivity, "CreateCrmActivity", "Activity", None),
    (Kind::InvokeWorkflow, "InvokeWorkflow", "Launch workflow", Some("workflow")),
    (Kind::CreateLead, "CreateLead", "Create lead", None),
    (Kind::Scheduler, "Scheduler", "Scheduler", None),
    (Kind::Trigger, "Trigger", "Trigger", None),
    (Kind::Splitter, "Splitter", "Splitter", None),
    (Kind::SplitterBranch, "SplitterBranch", "Splitter branch", None),
    (Kind::RecordUpdate, "RecordUpdate", "Record updated", None),
    (Kind::LinkedInCampaign, "LinkedInCampaign", "LinkedIn campaign", Some("msdyncrm_linkedincampaign")),
    (Kind::Empty, "empty", "Unused branch", None),
    (Kind::Other, "", "Custom tile", None),
];

impl Kind {
    /// Every kind, in the order of the palette.
    pub const ALL: &[Self] = &[
        Self::Root,
        Self::Segment,
        Self::SegmentItem,
        Self::Email,
        Self::LandingPage,
        Self::MarketingForm,
        Self::Event,
        Self::Survey,
        Self::CreateCrmActivity,
        Self::InvokeWorkflow,
        Self::CreateLead,
        Self::Scheduler,
        Self::Trigger,
        Self::Splitter,
        Self::SplitterBranch,
        Self::RecordUpdate,
        Self::LinkedInCampaign,
        Self::Empty,
        Self::Other,
    ];

    /// The kind of a stored `ActivityTypeId`, in any casing (`reference/journeys.md 3.7`).
    pub fn of(type_id: &str) -> Self {
        NAMES.iter().find(|(_, id, ..)| id.eq_ignore_ascii_case(type_id)).map_or(Self::Other, |(kind, ..)| *kind)
    }

    /// How new tiles store this kind. Empty for [`Kind::Other`].
    pub fn type_id(self) -> &'static str {
        self.names().1
    }

    /// The kind in the product's words.
    pub fn label(self) -> &'static str {
        self.names().2
    }

    /// Logical name of the table whose record such an item refers to. `None` where there is none, and where the item itself
    /// says it (see [`crate::Item::record_table`]).
    pub fn record_table(self) -> Option<&'static str> {
        self.names().3
    }

    /// Whether an item of this kind refers to a record at all.
    pub fn takes_record(self) -> bool {
        self.record_table().is_some() || matches!(self, Self::CreateCrmActivity | Self::Other)
    }

    /// Whether a swimlane may begin with this tile (`reference/journeys.md 4.1`).
    pub fn is_audience(self) -> bool {
        self.is_only_audience() || matches!(self, Self::MarketingForm | Self::LandingPage)
    }

    /// Whether this tile may stand only at the start of a swimlane.
    pub fn is_only_audience(self) -> bool {
        matches!(self, Self::Segment | Self::RecordUpdate)
    }

    /// Whether a tile of this kind may hold nested items of kind `item` (`reference/journeys.md 4.11`).
    pub fn nests(self, item: Self) -> bool {
        match self {
            Self::Segment => item == Self::SegmentItem,
            Self::Email => matches!(item, Self::LandingPage | Self::MarketingForm | Self::Event | Self::Survey),
            _ => false,
        }
    }

    /// Whether the stored form of this kind is known well enough to write a new one (`reference/journeys.md 3.4, 3.5`).
    /// A form has no setting besides its record, so the members common to all items are enough for it. A survey, a workflow and a
    /// lead have further settings (3.8) whose stored names nobody published.
    pub fn creatable(self) -> bool {
        matches!(
            self,
            Self::Segment
                | Self::SegmentItem
                | Self::Email
                | Self::LandingPage
                | Self::MarketingForm
                | Self::Event
                | Self::CreateCrmActivity
                | Self::Scheduler
                | Self::Trigger
        )
    }

    fn names(self) -> &'static (Self, &'static str, &'static str, Option<&'static str>) {
        NAMES.iter().find(|(kind, ..)| *kind == self).unwrap_or(&NAMES[NAMES.len() - 1])
    }
}

/// How a tile hangs on its parent: the stored `ParentRelationshipType`.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Branch {
    /// Below anything but a trigger.
    Default,
    /// Below a trigger: those who answered in time.
    Yes,
    /// Below a trigger: those who did not.
    No,
    /// What no documentation names, as stored.
    Other(Box<str>),
}

impl Branch {
    /// Reads in any casing (`reference/journeys.md 3.7`).
    pub fn of(stored: &str) -> Self {
        [Self::Default, Self::Yes, Self::No]
            .into_iter()
            .find(|branch| branch.stored().eq_ignore_ascii_case(stored))
            .unwrap_or_else(|| Self::Other(stored.into()))
    }

    /// How new tiles store this branch.
    pub fn stored(&self) -> &str {
        match self {
            Self::Default => "Default",
            Self::Yes => "YesBranch",
            Self::No => "NoBranch",
            Self::Other(stored) => stored,
        }
    }

    /// Place among the branches of one parent on screen.
    pub(crate) fn rank(&self) -> u8 {
        match self {
            Self::Yes => 0,
            Self::No => 1,
            Self::Default | Self::Other(_) => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_own_row() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of(kind.type_id()), *kind);
            assert_eq!(Kind::of(&kind.type_id().to_uppercase()), *kind);
        }
        assert_eq!(Kind::of("Custom_sample_SpecialTile"), Kind::Other);
    }

    #[test]
    fn branches_read_in_any_casing() {
        assert_eq!(Branch::of("yesBranch"), Branch::Yes);
        assert_eq!(Branch::of("NOBRANCH"), Branch::No);
        assert_eq!(Branch::of("default"), Branch::Default);
        assert_eq!(Branch::of("left"), Branch::Other("left".into()));
    }
}
