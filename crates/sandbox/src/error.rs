//! A request that went wrong, in the words of the Web API (reference/web-api.md 10).

use std::fmt;

use uuid::Uuid;

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

    /// 400, what is wrong with a query option or a resource path.
    pub fn query(message: impl Into<String>) -> Self {
        Self::new(400, "0x80060888", message)
    }

    /// 400, what is wrong with a body for an entity set.
    pub fn payload(set: &str, detail: impl fmt::Display) -> Self {
        let help = "For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293";
        let message = format!(
            "Error identified in Payload provided by the user for Entity :'{set}', {help}  ---->  InnerException : {detail}"
        );
        Self::new(400, "0x80048d19", message)
    }

    /// 400 InvalidArgument.
    pub fn argument(message: impl Into<String>) -> Self {
        Self::new(400, "0x80040203", message)
    }

    /// 404, a record that is not there.
    pub fn missing(table: &str, id: Uuid) -> Self {
        Self::new(404, "0x80040217", format!("Entity '{table}' With Id = {id} Does Not Exist"))
    }

    /// 404, a resource path that leads nowhere.
    pub fn segment(segment: &str) -> Self {
        Self::new(404, "0x8006088a", format!("Resource not found for the segment '{segment}'."))
    }

    /// 412 ConcurrencyVersionMismatch.
    pub fn stale() -> Self {
        let message = "The version of the existing record doesn't match the RowVersion property provided.";
        Self::new(412, "0x80060882", message)
    }

    /// 412 DuplicateRecord.
    pub fn exists() -> Self {
        Self::new(412, "0x80040237", "A record with matching key values already exists.")
    }

    /// 501, something that the sandbox does not offer.
    pub fn unsupported(what: impl fmt::Display) -> Self {
        Self::new(501, "0x80040219", format!("The sandbox does not offer {what}."))
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
