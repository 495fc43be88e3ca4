//! Customer journeys: the list and the designer.

pub mod designer;
pub mod inspector;
pub mod kinds;
pub mod list;
pub mod settings;
