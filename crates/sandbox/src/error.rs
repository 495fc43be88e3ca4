//! A request that went wrong, in the words of the Web API (reference/web-api.md 10).

use std::fmt;

/// An error answer: HTTP status, Dataverse code and message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    status: u16,
    code: String,
    message: String,
}

impl ApiError {
    /// Any error; `code` is the hexadecimal text, such as `0x80040265`.
    pub fn new(status: u16, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { status, code: code.into(), message: message.into() }
    }

    /// HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Dataverse code, such as `0x80040217`.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Text for people, in English.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// 400 IsvAborted: a rule of the product (a plug-in there) turned the request down; the message is the rule's own.
    pub fn refused(message: impl Into<String>) -> Self {
        Self::new(400, "0x80040265", message)
    }

    /// 500 UnExpected.
    pub fn unexpected(detail: impl fmt::Display) -> Self {
        Self::new(500, "0x80040216", format!("An unexpected error occurred. {detail}"))
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.status, self.code, self.message)
    }
}

impl std::error::Error for ApiError {}

impl From<rusqlite::Error> for ApiError {
    fn from(error: rusqlite::Error) -> Self {
        Self::unexpected(error)
    }
}
