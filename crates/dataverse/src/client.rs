//! The client: how a request is put together, sent, repeated and judged.

mod batch;
mod definitions;
mod fetch;
mod operations;
mod organisation;
mod records;
mod relations;
mod rights;
mod tables;
mod waits;

use std::rc::Rc;

pub use operations::WhoAmI;
pub use organisation::UserSettings;
pub use waits::Wait;
use waits::Waits;

use crate::cache::Cache;
use crate::call::Call;
use crate::diagnostics::{Diagnostics, Entry};
use crate::error::{Error, Subject};
use crate::limit::Limit;
use crate::retry::retry_after;
use crate::transport::{Response, Transport};
use crate::url;

/// Requests at once; the service allows 52 a user, and other tabs want some too.
const AT_ONCE: usize = 6;

/// Waits before a request is given up.
const WAITS: u32 = 4;

/// The longest wait in seconds that is worth it: the sliding window of service protection.
const LONGEST_WAIT: u32 = 300;

/// Reads and writes the data of one organisation as the signed-in user.
///
/// Cloning is cheap; clones share the limit of requests at once, the definitions and the observer.
pub struct Client<T> {
    shared: Rc<Shared<T>>,
}

struct Shared<T> {
    transport: T,
    /// Empty, or scheme and host (and, on premises, the organisation's path).
    root: String,
    version: String,
    limit: Limit,
    cache: Cache,
    waits: Waits,
    diagnostics: Diagnostics,
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
            cache: Cache::default(),
            waits: Waits::default(),
            diagnostics: Diagnostics::default(),
        };
        Self { shared: Rc::new(shared) }
    }

    /// Calls back whenever a request begins to wait because the server asked for it, and with `None` when none waits any
    /// more. Replaces the callback before, for all clones.
    #[must_use]
    pub fn on_wait(self, callback: Rc<dyn Fn(Option<Wait>)>) -> Self {
        self.shared.waits.observe(callback);
        self
    }

    /// Ends all waits of this moment; their requests fail with [`Error::Throttled`] or [`Error::Unavailable`].
    pub fn stop_waiting(&self) {
        self.shared.waits.stop();
    }

    /// The requests of this client and its clones so far, by kind and outcome in the order of their first occurrence,
    /// without any content of a record. A request that was dropped is not among them.
    pub fn diagnostics(&self) -> Vec<Entry> {
        self.shared.diagnostics.entries()
    }

    /// An address below the service root.
    fn address(&self, path: &str) -> String {
        format!("{}/api/data/v{}/{path}", self.shared.root, self.shared.version)
    }

    /// The address that a link of the server leads to.
    fn linked(&self, link: &str) -> Result<String, Error> {
        let root = &self.shared.root;
        let origin = if root.is_empty() { self.shared.transport.origin() } else { url::origin_of(root) };
        let path = url::same_origin_path(link, origin.as_deref()).ok_or_else(|| Error::ForeignLink(link.to_owned()))?;
        // Without a root, addresses stay relative to the page.
        let base = if root.is_empty() { "" } else { origin.as_deref().unwrap_or_default() };
        Ok(format!("{base}{path}"))
    }

    async fn send(&self, call: Call, subject: Subject) -> Result<Response, Error> {
        self.send_to(&self.address(&call.path), call, subject).await
    }

    async fn send_to(&self, url: &str, call: Call, subject: Subject) -> Result<Response, Error> {
        self.judged(url, call, subject, Ok).await
    }

    /// Sends a request, waiting and repeating it while the server answers 429 or 503 and nothing else: those alone say
    /// that it did not act. Holds one of the places for requests also while it waits, so that a busy server is not
    /// asked for more. What is judged is what `open` takes out of the answer.
    async fn judged(&self, url: &str, call: Call, subject: Subject, open: Open) -> Result<Response, Error> {
        let _place = self.shared.limit.enter().await;
        let mut attempt = 0;
        loop {
            let began = self.shared.transport.now();
            let answer = self.shared.transport.send(call.request(url)).await;
            self.shared.diagnostics.count(&call, &answer, began, self.shared.transport.now());
            let response = open(answer?)?;
            if (200..300).contains(&response.status) {
                return Ok(response);
            }
            let error = Error::from_response(&response, subject);
            attempt += 1;
            let seconds = retry_after(&response).unwrap_or(1 << attempt.min(5));
            let is_worth_it = matches!(response.status, 429 | 503) && attempt <= WAITS && seconds <= LONGEST_WAIT;
            let pause = self.shared.transport.pause(seconds);
            if !is_worth_it || !self.shared.waits.wait(Wait { seconds, attempt }, pause).await {
                self.shared.cache.doubt(&error);
                return Err(error);
            }
        }
    }
}

/// Takes the answer that counts out of the one that came, such as the only part of a batch.
type Open = fn(Response) -> Result<Response, Error>;
