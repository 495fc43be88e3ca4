//! The client against a scripted server: what goes out letter by letter, what is made of the answers.

#![allow(clippy::needless_raw_string_hashes, reason = "expectations are written by expect-test")]

mod batches;
mod definitions;
mod errors;
mod fetch;
mod filters;
mod reading;
mod relations;
mod requests;
mod robust;
mod rows;
mod support;
mod tables;
mod waiting;
