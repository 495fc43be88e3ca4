//! Outbound customer journeys: a lossless document, commands with rules and undo, layout and problems.
//!
//! The definition's text is the truth. Each element of its list keeps its own source; the tree, the tiles and the problems are derived
//! from it, and an edit replaces bytes within one element, or adds and removes whole ones. Nothing here does I/O, reads a clock, knows a
//! browser or fails on bad input.

mod activity;
mod clip;
mod command;
mod compare;
mod conditions;
mod document;
mod edit;
mod editor;
mod export;
mod fields;
mod find;
mod import;
mod incoming;
mod item;
mod json;
mod kind;
pub mod layout;
mod merge;
mod moment;
mod new_tile;
mod phrase;
mod problem;
mod problems;
mod reading;
mod rules;
pub mod sample;
mod selection;
mod service;
mod settings;
mod tile;
mod times;
mod walk;

pub use clip::{copy, paste};
pub use command::{Change, Command, ItemRef, Moving, Place, Removal, Step};
pub use compare::{
    Comparison, Counts, Difference, Differs, Line, MemberChange, Overlay, SettingChange, TileChange, compare,
};
pub use conditions::{Condition, conditions, upstream_items};
pub use document::{Document, Patch, TileKey};
pub use editor::{Editor, MAX_DEFINITION, Mark};
pub use export::{Report, SvgStyle, document_html, document_markdown, svg};
pub use fields::{Choice, Control, Field, fields, label, record_label, value_word};
pub use find::{Found, Hit, find};
pub use incoming::Incoming;
pub use item::Item;
pub use json::Json;
pub use kind::{Branch, Kind};
pub use layout::{BranchLabel, Link};
pub use merge::{About, Clash, ClashWords, Merge, Side, Where, merge};
pub use new_tile::{Follower, NewItem, NewTile, Record};
pub use phrase::{Arg, Phrase, duration};
pub use problem::{Problem, Severity};
pub use problems::{Fact, Facts, Standing, explanation, fix, problems, problems_with, referenced};
pub use record::{Lock, Lookup, Navigation, Refusal, SettingKind, SettingSpec, Settings, Status, Value};
pub use selection::{duplicate, move_all, record_uses, remove_all, replace_record, wrap};
pub use service::{merge_service, service_problems};
pub use settings::{EntityTarget, SETTINGS, editable_settings, setting_spec};
pub use tile::Tile;
pub use times::{Span, Times, times};
pub use walk::{Answer, Choice as WalkChoice, Event, Run, Seen, Step as WalkStep, Walk, run};
