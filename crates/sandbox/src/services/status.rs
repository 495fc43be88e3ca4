//! Which tables live the life of journeys, and what the sandbox needs to know of a status beside its code.

pub use record::Status;

/// The tables whose records live this life. Forms do not: their numbers differ and none of them is *Going live*.
pub const TABLES: [&str; 5] =
    [JOURNEY, SEGMENT, "msdyncrm_marketingemail", "msdyncrm_marketingpage", "msdyncrm_contentsettings"];
pub const JOURNEY: &str = "msdyncrm_customerjourney";
pub const SEGMENT: &str = "msdyncrm_segment";

/// `statecode` that goes with a status.
pub fn state(status: Status) -> i64 {
    i64::from(status == Status::Expired)
}

/// Whether the service works with a record of this status.
pub fn is_live(status: Status) -> bool {
    matches!(status, Status::Live | Status::LiveEditable)
}
