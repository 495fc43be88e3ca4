//! A client of the Dataverse Web API (`reference/web-api.md`).
//!
//! It speaks in records, queries and table definitions; it knows no table by name and no browser. What carries the
//! requests is a [`Transport`]: the browser's own fetch behind the feature `gloo`, a script in the tests.
//!
//! - [`Client`] reads and writes records, calls actions and functions, and describes tables.
//! - [`Query`] and [`filter`] build the text of a query, quoted and percent-encoded.
//! - [`Row`] reads a record as it came; [`Body`] builds what is sent.
//! - [`Error`] says what went wrong: typed by code, with a sentence for people.
//!
//! Everything is single-threaded: futures are not `Send`, and dropping one cancels its request.

mod body;
mod client;
mod error;
pub mod filter;
#[cfg(feature = "gloo")]
mod gloo;
mod limit;
mod metadata;
mod query;
mod row;
mod transport;
mod url;

pub use body::Body;
pub use client::{Client, Created, Guard, Page, Wait, WhoAmI};
pub use error::{Answer, Error};
pub use filter::Filter;
#[cfg(feature = "gloo")]
pub use gloo::GlooTransport;
pub use metadata::{Attribute, AttributeType, Choice, Label, ManyToOne, Required, Table};
pub use query::{
    Order::{self, Asc, Desc},
    Query,
};
pub use row::{Lookup, Row};
pub use transport::{Method, Request, Response, Transport, TransportError};
pub use url::{encode, guid};
