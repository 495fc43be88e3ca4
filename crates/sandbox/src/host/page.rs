//! `/main.aspx`: the host page.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::{assets, guarded, resource};
use crate::{Csp, Mode, Organisation, session};

/// What `Xrm.Utility.getGlobalContext().getVersion()` tells.
const VERSION: &str = "9.2.26111.00140";

/// Begins a session, unless the browser has one, and answers the page.
pub async fn main(State(organisation): State<Arc<Organisation>>, headers: HeaderMap) -> Response {
    let token = resource::token(organisation.config().web_root.clone()).await;
    let facts = json!({
        "version": VERSION,
        "mode": match organisation.mode() {
            Mode::Services => "services",
            Mode::Archive => "archive",
        },
        "csp": match organisation.config().csp {
            Csp::None => "none",
            Csp::Default => "default",
            Csp::Strict => "strict",
            Csp::StrictWasm => "strict-wasm",
        },
        "webResources": format!("/%7B{token}%7D/WebResources/"),
    });
    let html = assets::html()
        .replace("{{assets}}", &format!("/uclient/{}", *assets::VERSION))
        .replace("{{organisation}}", &escaped(&facts.to_string()));
    let mut response =
        ([(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], html)
            .into_response();
    if !session::is_valid(&organisation, &headers)
        && let Ok(cookie) = session::issue(&organisation).parse()
    {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    guarded(&organisation, response)
}

/// Text as the value of an attribute in double quotes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}
