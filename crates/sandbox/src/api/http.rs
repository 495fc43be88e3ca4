//! The API's end of a connection.

use std::{sync::Arc, time::Instant};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request as HttpRequest, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::any,
};

use super::{Answer, Method, Request, route};
use crate::{ApiError, Organisation, session};

/// Larger bodies are refused.
const LARGEST_BODY: usize = 64 << 20;

/// Longer URLs are refused; a batch carries them.
const LONGEST_URL: usize = 32_768;

const VERSIONS: [&str; 3] = ["v9.0", "v9.1", "v9.2"];

/// `/api/data/v9.0/…` to `/api/data/v9.2/…`.
pub fn routes() -> Router<Arc<Organisation>> {
    Router::new()
        .route("/api/data/{version}", any(handle))
        .route("/api/data/{version}/", any(handle))
        .route("/api/data/{version}/{*path}", any(handle))
}

async fn handle(State(organisation): State<Arc<Organisation>>, request: HttpRequest) -> Response {
    if !session::is_valid(&organisation, request.headers()) {
        return (StatusCode::UNAUTHORIZED, [(header::CONTENT_TYPE, "text/html")], "<h1>401 Unauthorized</h1>")
            .into_response();
    }
    let (parts, body) = request.into_parts();
    if parts.uri.path_and_query().is_some_and(|url| url.as_str().len() > LONGEST_URL) {
        return StatusCode::URI_TOO_LONG.into_response();
    }
    let Some(method) = Method::of(parts.method.as_str()) else {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    };
    let below = parts.uri.path().strip_prefix("/api/data/").unwrap_or_default();
    let (version, path) = below.split_once('/').unwrap_or((below, ""));
    let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| parts.uri.authority().map(axum::http::uri::Authority::as_str)).unwrap_or("localhost");
    let headers = parts
        .headers
        .iter()
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())));
    let mut asked = Request {
        method,
        origin: format!("http://{host}"),
        version: version.into(),
        path: path.into(),
        query: parts.uri.query().unwrap_or_default().into(),
        headers: headers.collect(),
        body: Vec::new(),
    };
    if !VERSIONS.contains(&version) {
        return respond(Answer::error(&ApiError::segment(version), &asked));
    }
    let Ok(bytes) = to_bytes(body, LARGEST_BODY).await else {
        let error = ApiError::new(413, "0x8004418a", "The request length is too large.");
        return respond(Answer::error(&error, &asked));
    };
    asked.body = bytes.into();
    // The database blocks; the connections of others must not wait for it.
    let answered = tokio::task::spawn_blocking(move || protected(&organisation, &asked)).await;
    answered.map_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response(), respond)
}

/// Answers a request if its user has not asked too much.
fn protected(organisation: &Organisation, request: &Request) -> Answer {
    let protection = organisation.protection();
    match protection.enter(organisation.user(), organisation.clock().now()) {
        Ok(None) => route::answer(organisation, request),
        Ok(Some(admission)) => {
            let begun = Instant::now();
            let answer = route::answer(organisation, request);
            protection.leave(admission, begun.elapsed());
            answer.header("x-ms-ratelimit-burst-remaining-xrm-requests", admission.requests_left.to_string()).header(
                "x-ms-ratelimit-time-remaining-xrm-requests",
                format!("{:.2}", admission.time_left.as_secs_f64()),
            )
        }
        Err(refused) => Answer::error(&ApiError::new(429, refused.code, refused.message), request)
            .header("Retry-After", refused.retry_after.to_string()),
    }
}

fn respond(answer: Answer) -> Response {
    let mut response = match answer.body {
        Some((kind, text)) => {
            let mut response = Response::new(Body::from(text));
            response.headers_mut().extend(HeaderValue::from_str(&kind).ok().map(|kind| (header::CONTENT_TYPE, kind)));
            response
        }
        None => Response::new(Body::empty()),
    };
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert("odata-version", HeaderValue::from_static("4.0"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let request_id = uuid::Uuid::new_v4().to_string();
    let exposed = "Preference-Applied,OData-EntityId,Location,ETag,OData-Version,Content-Encoding,Transfer-Encoding,\
                   Content-Length,Retry-After";
    let mut more = vec![("req_id", request_id), ("access-control-expose-headers", exposed.to_owned())];
    more.extend(answer.headers);
    for (name, value) in more {
        // A header that the protocol can't carry is left out rather than the answer.
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value)) {
            headers.insert(name, value);
        }
    }
    response
}
