//! A failed request in words: what happened, what is safe, what to do.

use dataverse::Error;

use crate::ui::words::{fill, t};

/// What a request was for, so that the sentence can say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// Reading something.
    Load,
    /// Storing the person's work.
    Save,
    /// Changing a status.
    Status,
    /// Deleting a record.
    Delete,
    /// Making a record.
    Create,
    /// Asking a service.
    Check,
    /// Changing the members of a static segment.
    Members,
}

impl Failure {
    fn what(self) -> &'static str {
        match self {
            Self::Load => t("This could not be loaded."),
            Self::Save => t("Your changes could not be saved. They are still here."),
            Self::Status => t("The status was not changed. The journey itself is as it was."),
            Self::Delete => t("Nothing was deleted."),
            Self::Create => t("Nothing was created."),
            Self::Members => t("The members were not changed."),
            Self::Check => t("The service could not check this journey. The problems found here still count."),
        }
    }
}

fn what_to_do(error: &Error) -> &'static str {
    match error {
        Error::SignedOut => t("Sign in to Dynamics in another tab, then try again here."),
        Error::Offline | Error::Network(_) | Error::Timeout => t("Check the connection, then try again."),
        Error::Throttled { .. } | Error::Unavailable(_) => {
            t("The organisation is busy. Wait a moment, then try again.")
        }
        Error::Forbidden(_) => t("Ask an administrator for the missing privilege."),
        Error::NotFound(_) => t("It may have been deleted by somebody else."),
        _ => "",
    }
}

/// The whole message for a failed request.
pub fn explain(failure: Failure, error: &Error) -> String {
    let mut text = fill("{0} {1}", &[failure.what(), error.sentence()]);
    let advice = what_to_do(error);
    if !advice.is_empty() {
        text.push(' ');
        text.push_str(advice);
    }
    text
}
