//! Answers to Web API requests. [`route::answer`] knows no connection, so that `$batch` can call it for each of its parts.

mod answer;
mod apply;
mod batch;
mod builtin;
mod bulk;
mod changes;
mod context;
mod controls;
mod csdl;
mod culture;
mod duplicates;
mod fetch;
mod http;
mod json;
mod limits;
mod metadata;
mod operation;
mod read;
mod record;
mod request;
mod route;
mod service;
mod write;
mod zones;

pub use answer::Answer;
pub use builtin::install;
pub use context::Context;
pub use controls::routes as controls;
pub use culture::Culture;
pub use http::routes;
pub use limits::{Limits, Protection};
pub use operation::{Call, Handler, Kind, Operation, Parameter};
pub use request::{Method, Request};
pub use write::Writer;
pub use zones::zone;

/// Changes with every change of the table definitions; a client drops its metadata cache when it sees another.
pub const METADATA_VERSION: &str = "1000002";
