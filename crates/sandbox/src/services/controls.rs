//! Test controls below `/sandbox/`: they need no session, only a request from this machine and this origin.

use std::sync::Arc;

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use jiff::SignedDuration;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use super::faults::Fault;
use crate::{
    ApiError, Mode, Organisation,
    clock::wire,
    demo::{self, Estate},
    store::Query,
};

type Shared = State<Arc<Organisation>>;
type Answer = Result<Json<Value>, Trouble>;

/// The routes.
pub fn routes() -> Router<Arc<Organisation>> {
    Router::new()
        .route("/sandbox/state", get(state))
        .route("/sandbox/reset", post(reset))
        .route("/sandbox/seed", post(seed))
        .route("/sandbox/clock", post(clock))
        .route("/sandbox/faults", get(list_faults).post(add_faults).delete(clear_faults))
        .merge(crate::api::controls())
        .layer(middleware::from_fn(from_here))
}

/// An answer to a control that could not be carried out: status and a sentence.
struct Trouble(StatusCode, String);

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        (self.0, Json(json!({"error": {"message": self.1}}))).into_response()
    }
}

impl From<ApiError> for Trouble {
    fn from(error: ApiError) -> Self {
        Self(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
    }
}

/// Refuses other hosts' names (a page may point its own name at this machine) and other origins.
async fn from_here(request: Request, next: Next) -> Response {
    if is_from_here(request.headers()) {
        return next.run(request).await;
    }
    Trouble(StatusCode::FORBIDDEN, "test controls answer only to this machine's own pages".into()).into_response()
}

fn is_from_here(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let host = text(header::HOST);
    // Without a host name it is no browser that asks.
    let own_host = host.is_none_or(is_loopback);
    let own_origin = text(header::ORIGIN).is_none_or(|origin| origin.strip_prefix("http://") == host);
    own_host && own_origin
}

fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    ["localhost", "127.0.0.1", "[::1]"].contains(&name)
}

/// A body; none at all counts as `{}`.
fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Trouble> {
    let text: &[u8] = if body.is_empty() { b"{}" } else { body };
    serde_json::from_slice(text).map_err(|error| Trouble(StatusCode::BAD_REQUEST, error.to_string()))
}

async fn state(State(organisation): Shared) -> Answer {
    let counts = organisation.transaction(|transaction| {
        let mut counts = Map::new();
        for table in demo::TABLES {
            if let Some(table) = transaction.schema().table(table) {
                let count = transaction.count(&Query::of(table, Vec::new()), None)?;
                counts.insert(table.name.clone(), json!(count));
            }
        }
        Ok(counts)
    })?;
    let mode = match organisation.mode() {
        Mode::Services => "services",
        Mode::Archive => "archive",
    };
    let faults = organisation.services().faults.list();
    let now = wire(organisation.clock().now());
    Ok(Json(json!({"mode": mode, "clock": now, "counts": counts, "faults": faults})))
}

async fn reset(State(organisation): Shared) -> Answer {
    organisation.services().faults.clear();
    organisation.services().agenda.clear();
    organisation.clock().reset();
    organisation.wipe()?;
    if organisation.config().demo {
        organisation.transaction(demo::seed)?;
    }
    super::begin(&organisation)?;
    Ok(Json(json!({})))
}

async fn seed(State(organisation): Shared, body: Bytes) -> Answer {
    let estate: Estate = read(&body)?;
    organisation.transaction(|transaction| estate.write(transaction))?;
    // Seeded records bring no job with them, but dates that act.
    organisation.services().agenda.clear();
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    #[serde(default)]
    advance_seconds: u32,
}

async fn clock(State(organisation): Shared, body: Bytes) -> Answer {
    let Advance { advance_seconds } = read(&body)?;
    organisation.clock().advance(SignedDuration::from_secs(advance_seconds.into()));
    Ok(Json(json!({"clock": wire(organisation.clock().now())})))
}

async fn list_faults(State(organisation): Shared) -> Answer {
    Ok(Json(json!(organisation.services().faults.list())))
}

/// Adds faults: one object, or a list of them.
async fn add_faults(State(organisation): Shared, body: Bytes) -> Answer {
    let body: Value = read(&body)?;
    let list = if body.is_array() { body } else { json!([body]) };
    let list: Vec<Fault> =
        serde_json::from_value(list).map_err(|error| Trouble(StatusCode::BAD_REQUEST, error.to_string()))?;
    let faults = &organisation.services().faults;
    faults.add(list).map_err(|mistake| Trouble(StatusCode::BAD_REQUEST, mistake.to_owned()))?;
    Ok(Json(json!(faults.list())))
}

async fn clear_faults(State(organisation): Shared) -> Answer {
    organisation.services().faults.clear();
    Ok(Json(json!([])))
}
