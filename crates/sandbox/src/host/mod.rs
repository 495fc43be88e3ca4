//! The pages around the app: the host page with its `Xrm`, and web resources (reference/hosting.md 2, 4 and 7).
//!
//! The page itself is plain HTML, CSS and JavaScript in `host/page/`, built into the program; this room only serves it.

mod assets;
mod page;
mod policy;
mod resource;

use std::sync::Arc;

use axum::{
    Router,
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use tower_http::compression::CompressionLayer;

use crate::Organisation;

/// `/main.aspx`, `/WebResources/…`, `/%7B<digits>%7D/WebResources/…`, and the page's own files below `/uclient/`.
pub fn routes() -> Router<Arc<Organisation>> {
    Router::new()
        .route("/", get(|| async { Redirect::temporary("/main.aspx") }))
        .route("/main.aspx", get(page::main))
        .route("/uclient/{version}/{*path}", get(assets::serve))
        .route("/WebResources/{*name}", get(resource::plain))
        .route("/{token}/WebResources/{*name}", get(resource::tokenised))
        .layer(CompressionLayer::new())
}

/// Adds what every page and web resource is sent with: the policy of [`crate::Config::csp`], and no sniffing of types.
/// There is nothing that would let another origin in.
fn guarded(organisation: &Organisation, answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Some(policy) = policy::text(organisation.config().csp) {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    }
    response
}

#[cfg(test)]
mod tests;
