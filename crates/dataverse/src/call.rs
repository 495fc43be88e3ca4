//! Requests before they have an address: what every operation sends, in a batch or on its own.

use serde_json::{Map, Value};

use crate::batch::Target;
use crate::body::{Body, json};
use crate::guard::Guard;
use crate::query::Query;
use crate::transport::{Method, Request};
use crate::url;

/// What the body of most requests is.
const JSON: &str = "application/json; charset=utf-8";

/// A request without the headers that all have in common.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Call {
    pub(crate) method: Method,
    /// Below the service root, percent-encoded.
    pub(crate) path: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) content_type: &'static str,
    pub(crate) body: Option<String>,
}

impl Call {
    pub(crate) fn new(method: Method, path: String) -> Self {
        Self { method, path, headers: Vec::new(), content_type: JSON, body: None }
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<Option<String>>) -> Self {
        self.headers.extend(value.into().map(|value| (name, value)));
        self
    }

    pub(crate) fn body(mut self, text: String) -> Self {
        self.body = Some(text);
        self
    }

    /// The request with the headers of `reference/web-api.md 2`.
    pub(crate) fn request(&self, url: &str) -> Request {
        let mut headers = vec![("Accept", "application/json"), ("OData-MaxVersion", "4.0"), ("OData-Version", "4.0")];
        if self.method == Method::Get {
            // The documented way to have no answer from the browser's cache.
            headers.push(("If-None-Match", "null"));
        }
        if self.body.is_some() {
            headers.push(("Content-Type", self.content_type));
        }
        headers.extend(self.headers.iter().map(|(name, value)| (*name, value.as_str())));
        Request {
            method: self.method,
            url: url.to_owned(),
            headers: headers.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            body: self.body.clone(),
        }
    }
}

/// The path of a record under its id or alternate key.
pub(crate) fn record(set: &str, id: &str) -> String {
    format!("{set}({})", url::key(id))
}

pub(crate) fn read(path: String, query: &Query) -> Call {
    Call::new(Method::Get, with_options(path, query)).header("Prefer", query.prefer())
}

/// Reads back what a query selects, if one is given.
pub(crate) fn create(set: &str, body: &Body, query: Option<&Query>) -> Call {
    writing(Method::Post, set.to_owned(), query).body(body.to_json())
}

pub(crate) fn update(path: String, body: &Body, guard: Guard) -> Call {
    writing(Method::Patch, path, body.back()).header("If-Match", guard.header()).body(body.to_json())
}

pub(crate) fn delete(path: String, guard: Guard) -> Call {
    Call::new(Method::Delete, path).header("If-Match", guard.header())
}

pub(crate) fn action(path: &str, parameters: &Map<String, Value>) -> Call {
    Call::new(Method::Post, url::encode_written(path)).body(json(parameters))
}

/// Adds to a collection the record at `address`: absolute, below the service root, or a content id.
pub(crate) fn associate(from: &Target, collection: &str, address: String) -> Call {
    reference(Method::Post, from, collection).body(address_of(address))
}

pub(crate) fn disassociate(from: &Target, collection: &str, id: &str) -> Call {
    reference(Method::Delete, from, &record(collection, id))
}

/// Points a lookup at the record at `address`.
pub(crate) fn set_reference(from: &Target, navigation: &str, address: String) -> Call {
    reference(Method::Put, from, navigation).body(address_of(address))
}

pub(crate) fn clear_reference(from: &Target, navigation: &str) -> Call {
    reference(Method::Delete, from, navigation)
}

fn reference(method: Method, from: &Target, navigation: &str) -> Call {
    Call::new(method, format!("{}/{navigation}/$ref", from.0))
}

fn address_of(address: String) -> String {
    json(&Map::from_iter([("@odata.id".to_owned(), Value::String(address))]))
}

fn writing(method: Method, path: String, back: Option<&Query>) -> Call {
    match back {
        Some(query) => {
            let prefer = query.prefer_with("return=representation");
            Call::new(method, with_options(path, query)).header("Prefer", prefer)
        }
        None => Call::new(method, path),
    }
}

fn with_options(path: String, query: &Query) -> String {
    match query.text() {
        options if options.is_empty() => path,
        options => format!("{path}?{options}"),
    }
}
