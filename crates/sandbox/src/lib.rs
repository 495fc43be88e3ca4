//! A local Dataverse organisation.
//!
//! [`app`] is a value: an axum router that answers the Web API (`/api/data/v9.x/`), the host pages and the test controls, over
//! one SQLite database. Tests call it in process; the binary serves it on the loopback address.
//!
//! Rooms: `schema` knows the tables (data in `tables/`), `store` keeps and queries rows, `odata` reads URLs and bodies, `fetchxml`
//! the other query language, `api` answers requests, `services` is the marketing product's own behaviour, `segments` the members of
//! its queries, `host` the pages around the app, `demo` the records.

#![recursion_limit = "256"] // the longest of the metadata descriptions, written with json!

mod api;
mod clock;
mod config;
mod demo;
mod error;
mod fetchxml;
mod host;
mod odata;
mod organisation;
pub mod schema;
mod segments;
mod services;
mod session;
mod store;

use std::sync::Arc;

pub use clock::Clock;
pub use config::{Config, Csp, Mode, StartError};
pub use error::ApiError;
pub use organisation::{Builder, Organisation};
pub use segments::{Invalid, Trouble};
pub use store::{Row, Transaction, Value};

/// The whole organisation as one router: Web API, host pages, web resources, test controls.
///
/// # Errors
/// When the database cannot be opened or the demo records cannot be written.
pub fn app(config: Config) -> Result<axum::Router, StartError> {
    Ok(router(organisation(config)?))
}

/// The organisation alone, for callers that also want to look inside (`clock`, `transaction`).
///
/// # Errors
/// As [`app`].
pub fn organisation(config: Config) -> Result<Arc<Organisation>, StartError> {
    let mut builder = Builder::new(config)?;
    api::install(&mut builder);
    services::install(&mut builder);
    let organisation = builder.build();
    organisation.prepare().map_err(StartError::Records)?;
    if organisation.config().demo && organisation.is_empty().map_err(StartError::Records)? {
        organisation.transaction(demo::seed).map_err(StartError::Records)?;
    }
    services::begin(&organisation).map_err(StartError::Records)?;
    Ok(Arc::new(organisation))
}

/// The router over an organisation.
pub fn router(organisation: Arc<Organisation>) -> axum::Router {
    let api = api::routes().layer(axum::middleware::from_fn_with_state(organisation.clone(), services::faults));
    api.merge(host::routes()).merge(services::routes()).with_state(organisation)
}
