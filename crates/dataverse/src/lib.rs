//! The dataverse crate.
