//! The segment crate.
