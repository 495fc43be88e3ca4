//! A segment under edit: its query and its columns, with the rules of its status and one history for both.
//!
//! The query's text is the truth; typing, a builder's change and a fix are all text edits.

mod columns;
mod editor;
mod history;
mod locks;

pub use columns::{REAL_TIME_SETTINGS, SETTINGS, SegmentType, Table};
pub use editor::{Change, Command, Editor, Mark};
pub use history::Patch;
