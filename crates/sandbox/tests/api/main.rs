//! The Web API, request by request. Requests and answers are text; what differs from run to run is masked.

// Expected answers are written by the tests themselves, with more hashes than some need.
#![allow(clippy::needless_raw_string_hashes)]

mod annotations;
mod apply;
mod batch;
mod bulk;
mod changes;
mod client;
mod csdl;
mod database;
mod errors;
mod faults;
mod fetch;
mod filters;
mod metadata;
mod operations;
mod paging;
mod query;
mod records;
mod relations;
mod rights;
mod robust;
mod views;
