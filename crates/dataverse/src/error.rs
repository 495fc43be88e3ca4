//! What can go wrong with a request, typed by the server's code (`reference/web-api.md 10`).

use std::fmt;

use serde_json::Value;

use crate::retry::retry_after;
use crate::transport::{Response, TransportError};

/// What the server answered when it turned a request down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The Dataverse code, such as `0x8004_0217`; absent where the answer gave none.
    pub code: Option<u32>,
    /// The server's own text in the user's language: to be shown, never parsed. May be empty.
    pub message: String,
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The machine has no network, and the server cannot have acted on the request.
    Offline,
    /// The connection failed, in the platform's words. The server may have acted on the request.
    Network(String),
    /// No answer in time. The server may have acted on the request.
    Timeout,
    /// The request was aborted, as when the page is left.
    Cancelled,
    /// The session is over: status 401, a redirect, or a page where data was due.
    SignedOut,
    /// An answer that is not what was asked for, and why.
    Unreadable(String),
    /// A link that leads to another origin, and is not followed.
    ForeignLink(String),
    /// An earlier operation of the same batch failed, and this one was not begun.
    NotTried,

    /// The record was changed since the version that the request names.
    Stale(Answer),
    /// The table does not watch versions, or the request named none.
    Unversioned(Answer),
    /// A record with these key values exists already.
    Duplicate(Answer),
    /// The record does not exist, or not for this user.
    NotFound(Answer),
    /// The organisation knows no such table, action or function.
    UnknownResource(Answer),
    /// The user may not do this.
    Forbidden(Answer),
    /// Too many requests, and waiting for the server was given up.
    Throttled {
        /// Seconds to wait, if the server said.
        retry_after: Option<u32>,
        /// Its answer.
        answer: Answer,
    },
    /// The service is down or being serviced.
    Unavailable(Answer),
    /// The server failed.
    Unexpected(Answer),
    /// A text is longer than its column.
    TooLong(Answer),
    /// A number is outside the range of its column.
    OutOfRange(Answer),
    /// A value that is no choice of its column.
    UnknownChoice(Answer),
    /// A status reason that does not belong to the status.
    StatusMismatch(Answer),
    /// A column that does not exist, or a value of the wrong type.
    BadPayload(Answer),
    /// A query that the server does not understand.
    BadQuery(Answer),
    /// A plug-in or workflow of the organisation said no; the message is its author's.
    PluginRefused(Answer),
    /// The record is used by others, which forbids to delete it.
    InUse(Answer),
    /// More than the server takes at once.
    TooLarge(Answer),
    /// What changed since then is no longer known: start over.
    ExpiredStamp(Answer),
    /// Any other refusal.
    Refused(Answer),
}

type Make = fn(Answer) -> Error;

/// Which codes make which error. What is not here goes by its status.
const CODES: &[(u32, Make)] = &[
    (0x8004_8d19, Error::BadPayload),
    (0x8004_0203, Error::BadPayload), // InvalidArgument
    (BAD_QUERY, Error::BadQuery),
    (0x8004_1103, Error::BadQuery), // QueryBuilderNoAttribute
    (0x8004_1102, Error::BadQuery), // QueryBuilderNoEntity
    (0x8004_4331, Error::TooLong),
    (0x8004_432f, Error::OutOfRange), // IntegerValueOutOfRange
    (0x8004_4330, Error::OutOfRange), // DecimalValueOutOfRange
    (0x8004_431a, Error::UnknownChoice),
    (0x8004_8408, Error::StatusMismatch),
    (0x8004_0265, Error::PluginRefused), // IsvAborted
    (PRIVILEGE_DENIED, Error::Forbidden),
    (NO_ACCESS, Error::Forbidden),
    (PRINCIPAL_PRIVILEGE_DENIED, Error::Forbidden),
    (INVALID_RIGHTS, Error::Forbidden),
    (ACCESS_DENIED, Error::Forbidden),
    (SECURED_COLUMN, Error::Forbidden),
    (IMPERSONATION, Error::Forbidden),
    (0x8004_0217, Error::NotFound),
    (0x8006_0891, Error::NotFound), // RecordNotFoundByEntityKey
    (0x8006_088a, Error::UnknownResource),
    (0x8004_0227, Error::InUse),       // CannotDeleteDueToAssociation
    (0x8006_0882, Error::Stale),       // ConcurrencyVersionMismatch
    (0x8006_0883, Error::Unversioned), // ConcurrencyVersionNotProvided
    (0x8006_088d, Error::Unversioned), // OptimisticConcurrencyNotEnabled
    (0x8004_0237, Error::Duplicate),   // DuplicateRecord
    (0x8006_0892, Error::Duplicate),   // DuplicateRecordEntityKey
    (DUPLICATE_DETECTED, Error::Duplicate),
    (0x8004_418a, Error::TooLarge), // RequestLengthTooLarge
    (0x8004_e023, Error::TooLarge), // too many rows to aggregate
    (UNEXPECTED, Error::Unexpected),
    (0x8004_4352, Error::ExpiredStamp), // ExpiredVersionStamp
];

const BAD_QUERY: u32 = 0x8006_0888;
const UNEXPECTED: u32 = 0x8004_0216;
/// RequestIsNotAuthenticated.
const NOT_AUTHENTICATED: u32 = 0x8004_4302;
const PRIVILEGE_DENIED: u32 = 0x8004_0220;
const PRINCIPAL_PRIVILEGE_DENIED: u32 = 0x8004_0231;
/// unManagedIdsAccessDenied.
const NO_ACCESS: u32 = 0x8004_8306;
const INVALID_RIGHTS: u32 = 0x8004_020d;
const ACCESS_DENIED: u32 = 0x8004_8405;
const SECURED_COLUMN: u32 = 0x8004_f507;
const IMPERSONATION: u32 = 0x8004_a110;
const DUPLICATE_DETECTED: u32 = 0x8004_0333;
/// Requests, execution time, concurrent requests.
const SERVICE_PROTECTION: [u32; 3] = [0x8007_2322, 0x8007_2321, 0x8007_2326];

/// What a request was about, which decides what a bare 404 means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// A record under its key.
    Record,
    /// A set of records, an action, a function, a definition.
    Resource,
}

impl Error {
    /// The error that an answer of a status outside 200 to 299 stands for.
    pub(crate) fn from_response(response: &Response, subject: Subject) -> Self {
        let status = response.status;
        // A redirect leads to a sign-in page; the API itself never redirects.
        if status == 401 || status == 0 || (300..400).contains(&status) {
            return Self::SignedOut;
        }
        let answer = read_answer(response);
        // Front ends refuse these before the service is asked, in HTML; any other page is a sign-in page.
        let front_end = matches!(status, 403 | 413 | 414 | 429) || status >= 500;
        if answer.code == Some(NOT_AUTHENTICATED) || !front_end && is_page(&response.body) {
            return Self::SignedOut;
        }
        if status == 429 || answer.code.is_some_and(|code| SERVICE_PROTECTION.contains(&code)) {
            return Self::Throttled { retry_after: retry_after(response), answer };
        }
        // What a definition that does not exist is refused with says so by its status alone.
        if status == 404 && answer.code == Some(BAD_QUERY) {
            return Self::UnknownResource(answer);
        }
        // That the server failed is for its status to say: other statuses come with this code where nobody set one.
        let says_nothing = answer.code == Some(UNEXPECTED) && status < 500;
        if !says_nothing && let Some((_, error)) = CODES.iter().find(|(code, _)| answer.code == Some(*code)) {
            return error(answer);
        }
        match (status, subject) {
            (403, _) => Self::Forbidden(answer),
            (404, Subject::Record) if answer.code.is_none() => Self::NotFound(answer),
            (404 | 501, _) => Self::UnknownResource(answer),
            (412, _) => Self::Stale(answer),
            (413 | 414, _) => Self::TooLarge(answer),
            (500, _) => Self::Unexpected(answer),
            (502..=504, _) => Self::Unavailable(answer),
            _ => Self::Refused(answer),
        }
    }

    /// The server's answer, if there was one that the client could read.
    pub fn answer(&self) -> Option<&Answer> {
        match self {
            Self::Offline
            | Self::Network(_)
            | Self::Timeout
            | Self::Cancelled
            | Self::SignedOut
            | Self::Unreadable(_)
            | Self::ForeignLink(_)
            | Self::NotTried => None,
            Self::Stale(answer)
            | Self::Unversioned(answer)
            | Self::Duplicate(answer)
            | Self::NotFound(answer)
            | Self::UnknownResource(answer)
            | Self::Forbidden(answer)
            | Self::Throttled { answer, .. }
            | Self::Unavailable(answer)
            | Self::Unexpected(answer)
            | Self::TooLong(answer)
            | Self::OutOfRange(answer)
            | Self::UnknownChoice(answer)
            | Self::StatusMismatch(answer)
            | Self::BadPayload(answer)
            | Self::BadQuery(answer)
            | Self::PluginRefused(answer)
            | Self::InUse(answer)
            | Self::TooLarge(answer)
            | Self::ExpiredStamp(answer)
            | Self::Refused(answer) => Some(answer),
        }
    }

    /// The Dataverse code, if the server gave one.
    pub fn code(&self) -> Option<u32> {
        self.answer()?.code
    }

    /// The server's own text, or the platform's: shown, never parsed. Empty if there is none.
    pub fn message(&self) -> &str {
        match self {
            Self::Network(message) | Self::Unreadable(message) | Self::ForeignLink(message) => message,
            _ => self.answer().map_or("", |answer| &answer.message),
        }
    }

    /// Whether the server said nothing: it was not reached, or not heard.
    pub(crate) fn is_silence(&self) -> bool {
        matches!(self, Self::Offline | Self::Network(_) | Self::Timeout | Self::Cancelled | Self::Unavailable(_))
    }

    /// Whether the organisation lacks the service asked for, as in an archive.
    pub fn is_service_missing(&self) -> bool {
        matches!(self, Self::UnknownResource(_))
    }

    /// Whether the service asked for is there and turned the request down for what it holds or for who sent it.
    pub fn is_refusal(&self) -> bool {
        let refused = self.answer().is_some_and(|answer| (400..500).contains(&answer.status));
        refused && !matches!(self, Self::UnknownResource(_) | Self::Throttled { .. })
    }

    /// What happened, in plain English. The server's own text, where there is any, comes beside it.
    pub fn sentence(&self) -> &'static str {
        match self {
            Self::Offline => "This device is offline.",
            Self::Network(_) => "The connection to the server failed.",
            Self::Timeout => "The server did not answer in time.",
            Self::Cancelled => "The request was cancelled.",
            Self::SignedOut => "Your session has ended. Sign in again to go on.",
            Self::Unreadable(_) => "The server gave an answer that cannot be read.",
            Self::ForeignLink(_) => "The server pointed to another site, which was not followed.",
            Self::NotTried => "Something before this failed, so this was not tried.",
            Self::Stale(_) => "Someone else changed this record after it was opened here.",
            Self::Unversioned(_) => "This table does not keep versions, so a change by others cannot be noticed.",
            Self::Duplicate(answer) if answer.code == Some(DUPLICATE_DETECTED) => {
                "A duplicate of this record exists, and the organisation forbids duplicates."
            }
            Self::Duplicate(_) => "A record with the same key exists already.",
            Self::NotFound(_) => "This record does not exist. It may have been deleted.",
            Self::UnknownResource(_) => "This organisation does not offer that table or service.",
            Self::Forbidden(answer) => match answer.code {
                Some(PRIVILEGE_DENIED | PRINCIPAL_PRIVILEGE_DENIED) => "Your security roles do not allow this.",
                Some(SECURED_COLUMN) => "A column is secured, and you may not change it.",
                Some(IMPERSONATION) => "You may not act on behalf of another user.",
                Some(NO_ACCESS | INVALID_RIGHTS | ACCESS_DENIED) => "You do not have access to this record.",
                _ => "You are not allowed to do this.",
            },
            Self::Throttled { .. } => "The server is busy because of too many requests.",
            Self::Unavailable(_) => "The service is not available at the moment.",
            Self::Unexpected(_) => "The server failed unexpectedly.",
            Self::TooLong(_) => "A text is longer than its column allows.",
            Self::OutOfRange(_) => "A number is outside the range that its column allows.",
            Self::UnknownChoice(_) => "A value is not among the choices of its column.",
            Self::StatusMismatch(_) => "The status reason does not belong to the status.",
            Self::BadPayload(_) => "The server does not accept a column or a value that was sent.",
            Self::BadQuery(_) => "The server does not understand the query.",
            Self::PluginRefused(_) => "A rule of your organisation refused this.",
            Self::InUse(_) => "Other records depend on this one, so it cannot be deleted.",
            Self::TooLarge(_) => "This is more than the server accepts at once.",
            Self::ExpiredStamp(_) => "Too much time has passed to tell what has changed since.",
            Self::Refused(_) => "The server refused the request.",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence())
    }
}

impl std::error::Error for Error {}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Offline => Self::Offline,
            TransportError::Network(message) => Self::Network(message),
            TransportError::Timeout => Self::Timeout,
            TransportError::Cancelled => Self::Cancelled,
        }
    }
}

/// The JSON value of a successful answer.
pub(crate) fn read_json(response: &Response) -> Result<Value, Error> {
    let text = response.body.trim_start_matches('\u{feff}');
    serde_json::from_str(text)
        .map_err(|error| if is_page(text) { Error::SignedOut } else { Error::Unreadable(error.to_string()) })
}

/// Judges the answer to a request that gives nothing back: a page in its place says that the request never arrived.
pub(crate) fn read_nothing(response: &Response) -> Result<(), Error> {
    if is_page(&response.body) { Err(Error::SignedOut) } else { Ok(()) }
}

/// Whether a body is something else than JSON, cut short or not.
fn is_page(body: &str) -> bool {
    let start = body.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').chars().next();
    start.is_some_and(|c| c != '{' && c != '[')
}

fn read_answer(response: &Response) -> Answer {
    let body: Option<Value> = serde_json::from_str(response.body.trim_start_matches('\u{feff}')).ok();
    let error = body.as_ref().and_then(|body| body.get("error"));
    let text = |name: &str| error.and_then(|error| error.get(name)).and_then(Value::as_str).unwrap_or_default();
    Answer { status: response.status, code: read_code(text("code")), message: text("message").to_owned() }
}

/// `0x80040217`; older answers leave the code empty.
fn read_code(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"))?;
    u32::from_str_radix(digits, 16).ok()
}
