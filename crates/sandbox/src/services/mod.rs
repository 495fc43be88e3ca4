//! The marketing product's own behaviour: life cycle, validation, faults and test controls.

mod agenda;
mod check;
mod controls;
mod faults;
mod interactions;
mod journeys;
mod lifecycle;
mod realtime;
mod segments;
mod status;
mod validate;
mod zones;

use std::sync::Arc;

pub use controls::routes;
pub use faults::layer as faults;
pub use realtime::refresh as refresh_definition;
pub use segments::refresh as refresh_segment;

use crate::{ApiError, Builder, Mode, Organisation, segments::members};

/// State of this room: faults waiting to happen, and records waiting to be moved.
#[derive(Debug, Default)]
pub struct Services {
    faults: faults::Faults,
    agenda: Arc<agenda::Agenda>,
}

/// What the services make of the records that are there: in an archive they took the members of segments along
/// (reference/segments.md 0).
///
/// # Errors
/// Those of the database.
pub fn begin(organisation: &Organisation) -> Result<(), ApiError> {
    match organisation.mode() {
        Mode::Services => Ok(()),
        Mode::Archive => organisation.transaction(|transaction| members::forget_outbound(transaction)),
    }
}

/// Registers rules and operations; in [`Mode::Archive`] only what the platform itself enforces, and real-time marketing, which
/// outlived the outbound services (reference/segments.md 0).
pub fn install(builder: &mut Builder) {
    let mode = builder.config().mode;
    let agenda = builder.services().agenda.clone();
    builder.rule(lifecycle::Lifecycle::new(mode, agenda));
    builder.rule(realtime::Definitions);
    builder.rule(segments::Lists::new(mode));
    for operation in realtime::OPERATIONS {
        builder.operation(operation);
    }
    if mode == Mode::Services {
        let outbound = [validate::OPERATION, interactions::OPERATION];
        for operation in outbound.into_iter().chain(segments::OPERATIONS) {
            builder.operation(operation);
        }
    }
}
