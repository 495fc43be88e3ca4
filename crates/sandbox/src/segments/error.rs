//! Why a query has no members to speak of.

use std::fmt;

use segment::TextRange;

use crate::ApiError;

/// A clause that cannot be evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// Where it stands in the text; of a segment within the segment, where that is named.
    pub range: TextRange,
    /// The clause itself.
    pub clause: String,
    /// Why, in one plain sentence.
    pub reason: String,
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.clause.is_empty() { f.write_str(&self.reason) } else { write!(f, "{} ({})", self.reason, self.clause) }
    }
}

/// What can go wrong with an evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The text's own fault.
    Invalid(Invalid),
    /// The database's.
    Failed(ApiError),
}

impl From<Invalid> for Trouble {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid)
    }
}

impl From<ApiError> for Trouble {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<Trouble> for ApiError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Invalid(invalid) => Self::refused(format!("The segment's query is invalid. {invalid}")),
            Trouble::Failed(error) => error,
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(invalid) => invalid.fmt(f),
            Self::Failed(error) => error.fmt(f),
        }
    }
}
