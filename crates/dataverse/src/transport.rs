//! What carries a request to the server and its answer back.

/// Carries requests, and waits when the server asks for it.
///
/// The futures need not be `Send`: a page has one thread. Dropping the future of [`Transport::send`] must abort the
/// request.
pub trait Transport {
    /// Sends one request and reads the whole answer. An answer of any status is `Ok`.
    fn send(&self, request: Request) -> impl Future<Output = Result<Response, TransportError>>;

    /// Ends after that many seconds.
    fn pause(&self, seconds: u32) -> impl Future<Output = ()>;

    /// Milliseconds since 1970, where there is a clock. Without one, nothing gets old and no request has a duration.
    fn now(&self) -> Option<f64> {
        None
    }

    /// The origin that relative addresses are resolved against, such as `https://org.crm.dynamics.com`, where there
    /// is one.
    fn origin(&self) -> Option<String> {
        None
    }
}

/// The methods that the Web API knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates a record, calls an action.
    Post,
    /// Updates a record, or creates it under the id given.
    Patch,
    /// Replaces one property or reference.
    Put,
    /// Removes.
    Delete,
}

impl Method {
    /// The method as it stands in the request line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// One request, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// Absolute, or relative to the page when the client has no root.
    pub url: String,
    /// Names as the documentation writes them, each once.
    pub headers: Vec<(String, String)>,
    /// JSON text.
    pub body: Option<String>,
}

/// One answer, read to its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status; 0 stands for a redirect that was not followed.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The text; empty where there was none.
    pub body: String,
}

impl Response {
    /// The first header of that lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransportError {
    /// The machine has no network, and the server cannot have acted on the request.
    Offline,
    /// The connection failed, in the words of the platform.
    Network(String),
    /// No whole answer within the time allowed. The server may still have acted on the request.
    Timeout,
    /// The request was aborted from outside, as when the page is left.
    Cancelled,
}
