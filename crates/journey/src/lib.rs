//! The journey crate.
