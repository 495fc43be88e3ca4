//! The client: how a request is put together, sent, repeated and judged.

mod operations;
mod records;
mod tables;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::pin::pin;
use std::rc::Rc;

use futures_channel::oneshot;
use futures_util::future::{Either, select};

pub use operations::WhoAmI;
pub use records::{Created, Guard, Page};

use crate::error::{Error, Subject, retry_after};
use crate::limit::Limit;
use crate::metadata::Table;
use crate::transport::{Method, Request, Response, Transport};
use crate::url;

/// Requests at once; the service allows 52 a user, and other tabs want some too.
const AT_ONCE: usize = 6;

/// Waits before a request is given up.
const WAITS: u32 = 4;

/// The longest wait in seconds that is worth it: the sliding window of service protection.
const LONGEST_WAIT: u32 = 300;

/// Reads and writes the data of one organisation as the signed-in user.
///
/// Cloning is cheap; clones share the limit of requests at once, the table definitions and the observer.
pub struct Client<T> {
    shared: Rc<Shared<T>>,
}

struct Shared<T> {
    transport: T,
    /// Empty, or scheme and host (and, on premises, the organisation's path).
    root: String,
    version: String,
    limit: Limit,
    tables: RefCell<BTreeMap<String, Slot>>,
    on_wait: RefCell<Option<Observer>>,
    waiting: RefCell<Vec<oneshot::Sender<()>>>,
}

type Observer = Rc<dyn Fn(u32, u32)>;

/// A table definition, asked for by one at a time.
#[derive(Clone)]
struct Slot {
    turn: Limit,
    table: Option<Table>,
}

impl<T> Clone for Client<T> {
    fn clone(&self) -> Self {
        Self { shared: Rc::clone(&self.shared) }
    }
}

impl<T: Transport> Client<T> {
    /// A client of the organisation at `root` (`https://org.crm.dynamics.com`; empty for the page's own origin), in
    /// that `version` of the Web API, such as `9.2`.
    pub fn new(transport: T, root: &str, version: &str) -> Self {
        let shared = Shared {
            transport,
            root: root.trim_end_matches('/').to_owned(),
            version: version.trim_start_matches('v').to_owned(),
            limit: Limit::new(AT_ONCE),
            tables: RefCell::default(),
            on_wait: RefCell::default(),
            waiting: RefCell::default(),
        };
        Self { shared: Rc::new(shared) }
    }

    /// Calls back with the seconds and the number of the attempt (1 for the first wait of a request) whenever a
    /// request is going to wait because the server asked for it. Replaces the callback before.
    pub fn on_wait(&self, callback: impl Fn(u32, u32) + 'static) {
        *self.shared.on_wait.borrow_mut() = Some(Rc::new(callback));
    }

    /// Ends all waits of this moment; their requests fail with [`Error::Throttled`] or [`Error::Unavailable`].
    pub fn stop_waiting(&self) {
        for stop in self.shared.waiting.take() {
            // One whose wait is over already has nobody listening.
            let _ = stop.send(());
        }
    }

    /// An address below the service root.
    fn address(&self, path: &str) -> String {
        format!("{}/api/data/v{}/{path}", self.shared.root, self.shared.version)
    }

    /// The address that a link of the server leads to.
    fn linked(&self, link: &str) -> Result<String, Error> {
        let own =
            if self.shared.root.is_empty() { self.shared.transport.origin() } else { Some(self.shared.root.clone()) };
        let own = own.as_deref().and_then(url::origin_of);
        let path = url::same_origin_path(link, own.as_deref()).ok_or_else(|| Error::ForeignLink(link.to_owned()))?;
        let base = if self.shared.root.is_empty() { "" } else { own.as_deref().unwrap_or_default() };
        Ok(format!("{base}{path}"))
    }

    /// Sends a request, waiting and repeating it while the server answers 429 or 503 and nothing else: those alone say
    /// that it did not act. Holds one of the places for requests also while it waits, so that a busy server is not
    /// asked for more.
    async fn send(&self, call: Call, subject: Subject) -> Result<Response, Error> {
        let _place = self.shared.limit.enter().await;
        let mut attempt = 0;
        loop {
            let response = self.shared.transport.send(call.request()).await?;
            if (200..300).contains(&response.status) {
                return Ok(response);
            }
            let error = Error::from_response(&response, subject);
            attempt += 1;
            let seconds = retry_after(&response).unwrap_or(1 << attempt.min(5));
            let is_worth_it = matches!(response.status, 429 | 503) && attempt <= WAITS && seconds <= LONGEST_WAIT;
            if !is_worth_it || self.wait(seconds, attempt).await.is_err() {
                return Err(error);
            }
        }
    }

    /// Waits, or ends early with an error when somebody stops it.
    async fn wait(&self, seconds: u32, attempt: u32) -> Result<(), Stopped> {
        let (sender, stop) = oneshot::channel();
        {
            let mut waiting = self.shared.waiting.borrow_mut();
            waiting.retain(|stop| !stop.is_canceled());
            waiting.push(sender);
        }
        // Called without a borrow held: the callback may stop the wait at once.
        let observer = self.shared.on_wait.borrow().clone();
        if let Some(observer) = observer {
            observer(seconds, attempt);
        }
        match select(stop, pin!(self.shared.transport.pause(seconds))).await {
            Either::Left(_) => Err(Stopped),
            Either::Right(_) => Ok(()),
        }
    }
}

struct Stopped;

/// A request without the headers that all have in common.
struct Call {
    method: Method,
    url: String,
    headers: Vec<(&'static str, String)>,
    body: Option<String>,
}

impl Call {
    fn new(method: Method, url: String) -> Self {
        Self { method, url, headers: Vec::new(), body: None }
    }

    fn header(mut self, name: &'static str, value: impl Into<Option<String>>) -> Self {
        self.headers.extend(value.into().map(|value| (name, value)));
        self
    }

    fn body(mut self, json: String) -> Self {
        self.body = Some(json);
        self
    }

    /// The request with the headers of `reference/web-api.md 2`.
    fn request(&self) -> Request {
        let mut headers = vec![("Accept", "application/json"), ("OData-MaxVersion", "4.0"), ("OData-Version", "4.0")];
        if self.method == Method::Get {
            // The documented way to have no answer from the browser's cache.
            headers.push(("If-None-Match", "null"));
        }
        if self.body.is_some() {
            headers.push(("Content-Type", "application/json; charset=utf-8"));
        }
        headers.extend(self.headers.iter().map(|(name, value)| (*name, value.as_str())));
        Request {
            method: self.method,
            url: self.url.clone(),
            headers: headers.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            body: self.body.clone(),
        }
    }
}
