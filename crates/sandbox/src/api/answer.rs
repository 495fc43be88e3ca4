//! An answer, and errors as answers.

use serde_json::{Map, Value as Json, json};

use super::Request;
use crate::ApiError;

/// Content type of everything but counts and the metadata document.
pub const JSON: &str = "application/json; odata.metadata=minimal";

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers beyond those that every answer has.
    pub headers: Vec<(&'static str, String)>,
    /// Body and its type; `None` for no content.
    pub body: Option<(String, String)>,
}

impl Answer {
    /// 204.
    pub fn nothing() -> Self {
        Self { status: 204, headers: Vec::new(), body: None }
    }

    /// 200 with JSON text.
    pub fn json(text: String) -> Self {
        Self::body(200, JSON, text)
    }

    /// A text of any type.
    pub fn body(status: u16, kind: &str, text: String) -> Self {
        Self { status, headers: Vec::new(), body: Some((kind.into(), text)) }
    }

    /// 200 with JSON members behind a context.
    pub fn members(context: String, members: Map<String, Json>) -> Self {
        let mut all = Map::new();
        all.insert("@odata.context".into(), context.into());
        all.extend(members);
        Self::json(Json::Object(all).to_string())
    }

    /// With another status.
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// With a header more.
    pub fn header(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// An error, with the annotations that the client asked for (reference/web-api.md 10).
    pub fn error(error: &ApiError, request: &Request) -> Self {
        let mut inner = Map::new();
        inner.insert("code".into(), error.code().into());
        inner.insert("message".into(), error.message().into());
        let preferences = request.preferences();
        for (name, value) in [
            ("@Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus", "0"),
            ("@Microsoft.PowerApps.CDS.ErrorDetails.SubErrorCode", "0"),
            ("@Microsoft.PowerApps.CDS.HelpLink", "https://go.microsoft.com/fwlink/?linkid=2195293"),
            ("@Microsoft.PowerApps.CDS.TraceText", ""),
            ("@Microsoft.PowerApps.CDS.InnerError.Message", error.message()),
        ] {
            if preferences.annotates(name.trim_start_matches('@')) {
                inner.insert(name.into(), value.into());
            }
        }
        Self::json(json!({"error": inner}).to_string()).status(error.status())
    }
}
