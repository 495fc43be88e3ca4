//! A client of the Dataverse Web API (`reference/web-api.md`).
//!
//! It speaks in records, queries and table definitions; it knows no table by name and no browser. What carries the
//! requests is a [`Transport`]: the browser's own fetch behind the feature `gloo`, a script in the tests.
//!
//! - [`Client`] reads and writes records, calls actions and functions, and describes tables.
//! - [`Query`] and [`filter`] build the text of a query, quoted and percent-encoded.
//! - [`Batch`] sends several operations as one request, all or none where that matters.
//! - [`Row`] reads a record as it came; [`Body`] builds what is sent.
//! - [`Error`] says what went wrong: typed by code, with a sentence for people.
//!
//! Everything is single-threaded: futures are not `Send`, and dropping one cancels its request.

mod answer;
mod apply;
mod batch;
mod body;
mod cache;
mod call;
mod client;
mod diagnostics;
mod error;
mod fetchxml;
pub mod filter;
#[cfg(feature = "gloo")]
mod gloo;
mod guard;
mod limit;
mod metadata;
mod page;
mod query;
mod retry;
mod row;
mod transport;
mod url;

pub use answer::Created;
pub use apply::{Aggregate, Apply};
pub use batch::{Batch, ChangeSet, Reply, Target};
pub use body::Body;
pub use client::{Client, UserSettings, Wait, WhoAmI};
pub use diagnostics::Entry;
pub use error::{Answer, Error};
pub use filter::Filter;
#[cfg(feature = "gloo")]
pub use gloo::GlooTransport;
pub use guard::Guard;
pub use metadata::{
    Attribute, AttributeType, Choice, Depth, GlobalChoices, Key, Label, ManyToMany, ManyToOne, Reference,
    Relationships, Required, Right, Rights, Side, Table, TableSummary,
};
pub use page::{Count, Page};
pub use query::{
    Order::{self, Asc, Desc},
    Query,
};
pub use row::{Lookup, Row};
pub use transport::{Method, Request, Response, Transport, TransportError};
pub use url::{encode, guid};
