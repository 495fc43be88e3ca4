//! The marketing product's own behaviour: life cycle, validation, faults and test controls.

mod agenda;
mod check;
mod controls;
mod faults;
mod journeys;
mod lifecycle;
mod status;
mod validate;
mod zones;

use std::sync::Arc;

pub use controls::routes;
pub use faults::layer as faults;

use crate::{Builder, Mode};

/// State of this room: faults waiting to happen, and records waiting to be moved.
#[derive(Debug, Default)]
pub struct Services {
    faults: faults::Faults,
    agenda: Arc<agenda::Agenda>,
}

/// Registers rules and operations; in [`Mode::Archive`] only what the platform itself enforces.
pub fn install(builder: &mut Builder) {
    let mode = builder.config().mode;
    let agenda = builder.services().agenda.clone();
    builder.rule(lifecycle::Lifecycle::new(mode, agenda));
    if mode == Mode::Services {
        builder.operation(validate::OPERATION);
    }
}
