//! The eight status reasons of the product's records (reference/journeys.md 2.1, segments.md 2.1).

use std::fmt;

/// A status reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Draft,
    Live,
    Stopped,
    LiveEditable,
    Expired,
    Error,
    GoingLive,
    Stopping,
}

use Status::{Draft, Error, Expired, GoingLive, Live, LiveEditable, Stopped, Stopping};

/// In the order of their codes.
const ALL: [Status; 8] = [Draft, Live, Stopped, LiveEditable, Expired, Error, GoingLive, Stopping];
const FIRST: i64 = 192_350_000;

/// The tables whose records live this life. Forms do not: their numbers differ and none of them is *Going live*.
pub const TABLES: [&str; 5] =
    [JOURNEY, SEGMENT, "msdyncrm_marketingemail", "msdyncrm_marketingpage", "msdyncrm_contentsettings"];
pub const JOURNEY: &str = "msdyncrm_customerjourney";
pub const SEGMENT: &str = "msdyncrm_segment";

impl Status {
    pub fn from_code(code: i64) -> Option<Self> {
        ALL.get(usize::try_from(code.checked_sub(FIRST)?).ok()?).copied()
    }

    /// `statuscode`.
    pub fn code(self) -> i64 {
        FIRST + self as i64
    }

    /// `statecode` that goes with it.
    pub fn state(self) -> i64 {
        i64::from(self == Expired)
    }

    /// Whether the service works with the record.
    pub fn is_live(self) -> bool {
        matches!(self, Live | LiveEditable)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Draft => "Draft",
            Live => "Live",
            Stopped => "Stopped",
            LiveEditable => "Live, editable",
            Expired => "Expired",
            Error => "Error",
            GoingLive => "Going live",
            Stopping => "Stopping",
        })
    }
}
