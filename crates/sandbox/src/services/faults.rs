//! Trouble on demand: errors, throttling, slowness, lost connections and sessions.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    Json,
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
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
    /// Closes the connection without an answer.
    #[serde(default)]
    drop: bool,
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
    match fault.status {
        Some(status) => answer(status, fault.retry_after),
        None => next.run(request).await,
    }
}

/// An answer whose body breaks before its first byte: the server closes the connection and sends nothing.
fn dropped() -> Response {
    let broken = std::io::Error::new(std::io::ErrorKind::ConnectionReset, "dropped on demand");
    Response::new(Body::from_stream(stream::once(std::future::ready(Err::<Bytes, _>(broken)))))
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
