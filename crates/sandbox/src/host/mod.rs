//! The pages around the app: the host page, its `Xrm`, web resources.

use std::sync::Arc;

use axum::Router;

use crate::Organisation;

/// `/main.aspx`, `/WebResources/…`.
pub fn routes() -> Router<Arc<Organisation>> {
    Router::new()
}
