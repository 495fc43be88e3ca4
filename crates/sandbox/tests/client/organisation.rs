//! An organisation in process, and a client of it.

use axum::{Router, body::Body};
use dataverse::{Client, Method, Request, Response, Transport, TransportError};
use http_body_util::BodyExt as _;
use sandbox::Config;
use tower::ServiceExt as _;

const ORIGIN: &str = "http://localhost:8080";

/// Carries requests to the organisation without a socket. Nothing waits.
pub struct InProcess(Router);

/// A client of an organisation with no record but the platform's.
pub fn client() -> Client<InProcess> {
    Client::new(InProcess(sandbox::app(Config::default()).expect("the organisation starts")), ORIGIN, "9.2")
}

/// A client whose user has these rights alone, such as `{"account":["Read"]}`.
pub async fn client_with_rights(rights: &str) -> Client<InProcess> {
    let app = sandbox::app(Config::default()).expect("the organisation starts");
    let body = format!(r#"{{"name":"Rita Reader","rights":{rights}}}"#);
    let request = axum::http::Request::post("/sandbox/user").header("host", "localhost:8080").body(Body::from(body));
    let response = app.clone().oneshot(request.expect("a request")).await.expect("an answer");
    assert_eq!(response.status(), 200);
    Client::new(InProcess(app), ORIGIN, "9.2")
}

impl Transport for InProcess {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let method = match request.method {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Patch => "PATCH",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        };
        let path = request.url.strip_prefix(ORIGIN).expect("an address of this organisation");
        let mut builder = axum::http::Request::builder()
            .method(method)
            .uri(path)
            .header("host", "localhost:8080")
            .header("authorization", "Bearer test");
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        let request = builder.body(Body::from(request.body.unwrap_or_default())).expect("a request");
        let response = self.0.clone().oneshot(request).await.expect("an answer");
        let status = response.status().as_u16();
        let headers = response.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()));
        let headers = headers.collect();
        let bytes = response.into_body().collect().await.map_err(|error| TransportError::Network(error.to_string()))?;
        Ok(Response { status, headers, body: String::from_utf8_lossy(&bytes.to_bytes()).into_owned() })
    }

    async fn pause(&self, _: u32) {}
}
