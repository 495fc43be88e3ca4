//! The condition of a write.

/// Under which condition a record is written (`reference/web-api.md 5`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Only this version of it; otherwise [`Error::Stale`](crate::Error::Stale).
    Etag(String),
    /// Only if it exists; otherwise [`Error::NotFound`](crate::Error::NotFound).
    Exists,
    /// In any case: an update creates the record if it is missing.
    Upsert,
}

impl Guard {
    /// The value of the header `If-Match`.
    pub(crate) fn header(self) -> Option<String> {
        match self {
            Self::Etag(etag) => Some(etag),
            Self::Exists => Some("*".to_owned()),
            Self::Upsert => None,
        }
    }
}
