//! Journeyman: an editor for Dynamics 365 outbound customer journeys and segments, running as a web resource.
//!
//! A browser loads one of the parts in `bin`, whichever holds the screen that the address names.

mod app;
mod crossing;
pub mod host;
pub mod journeys;
mod navigator;
mod route;
pub mod segments;
pub mod session;
pub mod ui;
pub mod work;

pub use app::{Screens, enter, leave};
