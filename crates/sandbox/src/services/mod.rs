//! The marketing product's own behaviour: life cycle, validation, faults and test controls.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

use crate::{Builder, Organisation};

/// State of this room: faults waiting to happen.
#[derive(Debug, Default)]
pub struct Services;

/// Registers rules and operations.
pub fn install(_builder: &mut Builder) {}

/// Test controls below `/sandbox/`.
pub fn routes() -> Router<Arc<Organisation>> {
    Router::new()
}

/// Lets faults happen to API requests.
pub async fn faults(State(_): State<Arc<Organisation>>, request: Request, next: Next) -> Response {
    next.run(request).await
}
