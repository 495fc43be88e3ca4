//! Documents under edit, and the organisation they come from. Only this room talks to the Web API.

mod catalog;
mod columns;
mod drafts;
mod failure;
mod journal;
mod journey;
mod journeys;
mod list;
mod organisation;
mod records;
mod segment;
mod segments;
mod work;
mod zones;

pub use catalog::Schemas;
pub use columns::plain;
pub use failure::{Failure, explain};
pub use journal::{Head as DraftHead, Keeping};
pub use journey::{JourneySession, METRICS};
pub use journeys::JOURNEY_LIST;
pub use list::{
    Criteria, Deleted, Documents, Entry, List, MODIFIED, MODIFIED_BY, Order, STATUS, Source, Summary, Total,
};
pub use organisation::{Organisation, Services};
pub use records::{Found, RecordState, Records};
pub use segment::{
    Count, Counting, Hurdle, Left, Listed, Member, MemberChange, Pasted, Query, SegmentSession, Usage, User,
};
pub use segments::{DEFINITION_LIST, SEGMENT_LIST};
pub use work::{Checked, Clash, Conflict, Content, Facts, SaveState, Step, Work};
pub use zones::TimeZone;

/// Entity set of the journeys.
const JOURNEYS: &str = "msdyncrm_customerjourneys";
