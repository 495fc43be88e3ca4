//! Trouble on demand: errors, throttling, slowness, lost connections and sessions.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    Json,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use futures_util::stream;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::Organisation;

/// Something that shall happen to requests.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Part of the path and query, such as `msdyncrm_customerjourneys`; empty for every request.
    #[serde(default)]
    path: String,
    /// Only this method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    /// Answers with this status instead of doing the work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    /// `Retry-After` of that answer, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    retry_after: Option<u32>,
    /// Waits before anything else.
    #[serde(default)]
    latency_ms: u64,
    /// Closes the connection without an answer, before anything is done.
    #[serde(default)]
    drop: bool,
    /// Does the work, then closes the connection without an answer.
    #[serde(default)]
    lose: bool,
    /// Does the work, then closes the connection in the middle of the answer.
    #[serde(default)]
    cut: bool,
    /// Does the work twice, as when a proxy sends a request again; answers what the second time brought.
    #[serde(default)]
    twice: bool,
    /// Answers with a page to sign in on, as a gateway does.
    #[serde(default)]
    sign_in: bool,
    /// Signs everybody out before the request is looked at.
    #[serde(default)]
    expire_session: bool,
    /// How many requests it happens to; without it, to all until faults are cleared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    count: Option<u32>,
}

impl Fault {
    fn strikes(&self, request: &Request) -> bool {
        let target = request.uri().path_and_query().map_or("", |target| target.as_str());
        self.count != Some(0)
            && target.contains(&self.path)
            && self.method.as_ref().is_none_or(|method| method.eq_ignore_ascii_case(request.method().as_str()))
    }

    /// Why it can't be meant.
    fn mistake(&self) -> Option<&'static str> {
        let valid = self.status.is_none_or(|status| (400..=599).contains(&status));
        (!valid).then_some("status must be between 400 and 599")
    }
}

/// The faults that are set, first come first served.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    /// Adds faults behind those that are set.
    ///
    /// # Errors
    /// What is wrong with one of them; then none is added.
    pub fn add(&self, faults: Vec<Fault>) -> Result<(), &'static str> {
        if let Some(mistake) = faults.iter().find_map(Fault::mistake) {
            return Err(mistake);
        }
        self.change(|set| set.extend(faults));
        Ok(())
    }

    pub fn clear(&self) {
        self.change(Vec::clear);
    }

    /// The faults that may still happen.
    pub fn list(&self) -> Vec<Fault> {
        self.change(|set| set.clone())
    }

    fn take(&self, request: &Request) -> Option<Fault> {
        self.change(|set| {
            let at = set.iter().position(|fault| fault.strikes(request))?;
            let fault = set[at].clone();
            if let Some(count) = &mut set[at].count {
                *count -= 1;
                if *count == 0 {
                    set.remove(at);
                }
            }
            Some(fault)
        })
    }

    fn change<T>(&self, change: impl FnOnce(&mut Vec<Fault>) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Lets faults happen to API requests.
pub async fn layer(State(organisation): State<Arc<Organisation>>, request: Request, next: Next) -> Response {
    let Some(fault) = organisation.services().faults.take(&request) else { return next.run(request).await };
    if fault.latency_ms > 0 {
        tokio::time::sleep(Duration::from_millis(fault.latency_ms)).await;
    }
    if fault.expire_session {
        organisation.sessions().clear();
    }
    if fault.drop {
        return dropped();
    }
    if fault.sign_in {
        return (StatusCode::OK, Html(SIGN_IN)).into_response();
    }
    if let Some(status) = fault.status {
        return answer(status, fault.retry_after);
    }
    let response = if fault.twice { twice(request, next).await } else { next.run(request).await };
    match (fault.lose, fault.cut) {
        (true, _) => dropped(),
        (_, true) => cut(response).await,
        _ => response,
    }
}

const SIGN_IN: &str = "<!doctype html><title>Sign in to your account</title><form><input name=loginfmt></form>";

/// Larger bodies are neither repeated nor cut.
const LARGEST: usize = 64 << 20;

async fn twice(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST).await else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
    let first = next.clone().run(Request::from_parts(parts.clone(), Body::from(bytes.clone()))).await;
    drop(first);
    next.run(Request::from_parts(parts, Body::from(bytes))).await
}

/// The first half of an answer that says how long it would be.
async fn cut(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST).await else { return dropped() };
    let half = bytes.slice(..bytes.len() / 2);
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    let pieces = stream::iter([Ok(half), Err(broken())]);
    Response::from_parts(parts, Body::from_stream(pieces))
}

fn broken() -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::ConnectionReset, "closed on demand")
}

/// An answer whose body breaks before its first byte: the server closes the connection and sends nothing.
fn dropped() -> Response {
    Response::new(Body::from_stream(stream::once(std::future::ready(Err::<Bytes, _>(broken())))))
}

/// The answer a fault asks for, with the codes of reference/web-api.md 10.
fn answer(status: u16, retry_after: Option<u32>) -> Response {
    let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = match status {
        // An expired ticket is often answered by a gateway, not in JSON.
        401 => (code, "Unauthorized").into_response(),
        429 => {
            error(code, "0x80072322", "Number of requests exceeded the limit of 6000 over time window of 300 seconds.")
        }
        _ => error(code, "0x80040216", "An unexpected error occurred."),
    };
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn error(status: StatusCode, code: &str, message: &str) -> Response {
    (status, Json(json!({"error": {"code": code, "message": message}}))).into_response()
}
