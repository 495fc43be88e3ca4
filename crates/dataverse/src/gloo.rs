//! The browser's own fetch.

use std::pin::pin;

use futures_util::future::{Either, select};
use gloo_net::http::{Method as HttpMethod, RequestBuilder};
use gloo_timers::future::TimeoutFuture;
use web_sys::{AbortController, AbortSignal, RequestCredentials, RequestRedirect, ResponseType};

use crate::transport::{Method, Request, Response, Transport, TransportError};

/// Sends requests as the page's user: with the session cookie of its own origin (`reference/web-api.md 15`).
///
/// Dropping the future of a request aborts it.
#[derive(Clone, Debug)]
pub struct GlooTransport {
    timeout: u32,
}

impl Default for GlooTransport {
    fn default() -> Self {
        Self::new(30)
    }
}

impl GlooTransport {
    /// Gives a request up after so many seconds.
    pub fn new(timeout: u32) -> Self {
        Self { timeout }
    }
}

impl Transport for GlooTransport {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        // A write that began with a network may have arrived, so that its loss is not told as being offline.
        let is_harmless = request.method == Method::Get || !is_online();
        let abort = AbortOnDrop::new()?;
        let signal = abort.0.signal();
        let answer = pin!(fetch(request, &signal));
        let answer = match select(answer, pin!(self.pause(self.timeout))).await {
            Either::Left((answer, _)) => answer,
            Either::Right(_) => Err(TransportError::Timeout),
        };
        match answer {
            Err(TransportError::Network(_) | TransportError::Timeout) if is_harmless && !is_online() => {
                Err(TransportError::Offline)
            }
            answer => answer,
        }
    }

    async fn pause(&self, seconds: u32) {
        TimeoutFuture::new(seconds.saturating_mul(1000)).await;
    }

    fn now(&self) -> Option<f64> {
        Some(js_sys::Date::now())
    }

    fn origin(&self) -> Option<String> {
        web_sys::window()?.location().origin().ok()
    }
}

/// Aborting after the answer was read does nothing.
struct AbortOnDrop(AbortController);

impl AbortOnDrop {
    fn new() -> Result<Self, TransportError> {
        let unsupported = |_| TransportError::Network("this browser cannot abort requests".to_owned());
        AbortController::new().map(Self).map_err(unsupported)
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn fetch(request: Request, signal: &AbortSignal) -> Result<Response, TransportError> {
    let mut builder = RequestBuilder::new(&request.url)
        .method(match request.method {
            Method::Get => HttpMethod::GET,
            Method::Post => HttpMethod::POST,
            Method::Patch => HttpMethod::PATCH,
            Method::Put => HttpMethod::PUT,
            Method::Delete => HttpMethod::DELETE,
        })
        .credentials(RequestCredentials::SameOrigin)
        // A redirect goes to a sign-in page, which is of no use here.
        .redirect(RequestRedirect::Manual)
        .abort_signal(Some(signal));
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let request = match request.body {
        Some(body) => builder.body(body),
        None => builder.build(),
    };
    let answer = request.map_err(failure)?.send().await.map_err(failure)?;
    let status = if answer.type_() == ResponseType::Opaqueredirect { 0 } else { answer.status() };
    let headers = answer.headers().entries().collect();
    let body = answer.text().await.map_err(failure)?;
    Ok(Response { status, headers, body })
}

fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

fn failure(error: gloo_net::Error) -> TransportError {
    match error {
        gloo_net::Error::JsError(error) if error.name == "AbortError" => TransportError::Cancelled,
        error => TransportError::Network(error.to_string()),
    }
}
