//! Answers to Web API requests.

mod operation;

use std::sync::Arc;

use axum::Router;

pub use operation::{Call, Kind, Operation, Parameter};

use crate::Organisation;

/// `/api/data/v9.0/…` to `/api/data/v9.2/…`.
pub fn routes() -> Router<Arc<Organisation>> {
    Router::new()
}
