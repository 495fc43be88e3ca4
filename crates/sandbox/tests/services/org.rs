//! An organisation to send requests to.

use std::{
    path::PathBuf,
    sync::{
        LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use http_body_util::BodyExt as _;
use sandbox::{Config, Mode};
use serde_json::{Value, json};
use tower::ServiceExt as _;

pub const JOURNEYS: &str = "/api/data/v9.2/msdyncrm_customerjourneys";
pub const SEGMENTS: &str = "/api/data/v9.2/msdyncrm_segments";

/// A database with the demo records, written once for all tests: writing them takes longer than most tests.
static DEMO: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let file = File::new();
    let config = Config { database: Some(file.0.clone()), demo: true, ..Config::default() };
    drop(sandbox::organisation(config).expect("the demo records"));
    std::fs::read(&file.0).expect("a database")
});

/// A database file that goes with the test.
struct File(PathBuf);

impl File {
    fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        Self(std::env::temp_dir().join(format!("sandbox-test-{}-{number}.db", std::process::id())))
    }
}

impl Drop for File {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm"] {
            let mut path = self.0.clone().into_os_string();
            path.push(suffix);
            // Not every database has all three.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// One organisation of its own for a test.
pub struct Org {
    app: Router,
    _file: Option<File>,
}

/// What it answered.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Org {
    /// With the demo records.
    pub fn demo(mode: Mode) -> Self {
        let file = File::new();
        std::fs::write(&file.0, DEMO.as_slice()).expect("a copy of the demo database");
        let database = Some(file.0.clone());
        Self::start(Config { mode, database, demo: true, ..Config::default() }, Some(file))
    }

    /// With no record at all but the platform's.
    pub fn empty() -> Self {
        Self::start(Config::default(), None)
    }

    fn start(config: Config, file: Option<File>) -> Self {
        Self { app: sandbox::app(config).expect("the organisation starts"), _file: file }
    }

    /// Sends one request as a signed-in client.
    pub async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path.replace(' ', "%20"))
            .header(header::HOST, "localhost:8080")
            .header(header::AUTHORIZATION, "Bearer test")
            .header(header::CONTENT_TYPE, "application/json");
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        self.raw(request.body(body).expect("a well-formed request")).await
    }

    /// Sends a request as it is.
    pub async fn raw(&self, request: Request<Body>) -> Answer {
        let (parts, body) = self.app.clone().oneshot(request).await.expect("an answer").into_parts();
        let bytes = body.collect().await.expect("a whole body").to_bytes();
        let body = serde_json::from_slice(&bytes)
            .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&bytes).into_owned()));
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get(&self, path: &str) -> Value {
        let answer = self.send(Method::GET, path, None).await;
        assert_eq!(answer.status, StatusCode::OK, "GET {path}: {}", answer.body);
        answer.body
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, path, Some(body)).await
    }

    /// Creates a record and answers its path.
    pub async fn create(&self, set: &str, body: Value) -> String {
        let answer = self.post(set, body).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "POST {set}: {}", answer.body);
        let id = answer.headers["OData-EntityId"].to_str().expect("a readable id");
        format!("{set}({}", id.rsplit_once('(').expect("an id in brackets").1)
    }

    /// `statuscode` of the record at a path.
    pub async fn status(&self, path: &str) -> i64 {
        self.get(&format!("{path}?$select=statuscode")).await["statuscode"].as_i64().expect("a status")
    }

    /// Lets time pass.
    pub async fn advance(&self, seconds: u64) {
        let answer = self.post("/sandbox/clock", json!({"advance_seconds": seconds})).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    }

    /// Sets a status by request, which must be accepted.
    pub async fn set_status(&self, path: &str, code: i64) {
        let answer = self.patch(path, json!({"statuscode": code})).await;
        assert!(answer.status.is_success(), "{path} to {code}: {}", answer.body);
    }
}

impl Answer {
    /// Code of an error body.
    pub fn code(&self) -> &str {
        self.body["error"]["code"].as_str().unwrap_or_default()
    }

    /// Message of an error body.
    pub fn message(&self) -> &str {
        self.body["error"]["message"].as_str().unwrap_or_default()
    }
}
