//! Rows of the marketing tables under edit: what their columns take, the values they hold, and the statuses that lock them.
//!
//! Shared by journeys and segments, whose tables live the same life. No I/O, no clock, no browser.

mod refusal;
mod settings;
mod spec;
mod status;

pub use refusal::Refusal;
pub use settings::{Lookup, Settings, Value};
pub use spec::{Lock, Navigation, SettingKind, SettingSpec, editable, required, setting, to};
pub use status::Status;
