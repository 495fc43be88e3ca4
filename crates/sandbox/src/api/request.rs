//! A request as the API sees it, apart from any connection.

use std::fmt;

use crate::odata::Preferences;

/// HTTP methods that mean something here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Read.
    Get,
    /// Create, call an action, associate.
    Post,
    /// Update or upsert.
    Patch,
    /// Set one property.
    Put,
    /// Delete, disassociate.
    Delete,
}

impl Method {
    /// The method of a name.
    pub fn of(name: &str) -> Option<Self> {
        Some(match name {
            "GET" => Self::Get,
            "POST" => Self::Post,
            "PATCH" => Self::Patch,
            "PUT" => Self::Put,
            "DELETE" => Self::Delete,
            _ => return None,
        })
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        })
    }
}

/// A request.
#[derive(Clone, Debug)]
pub struct Request {
    /// What to do.
    pub method: Method,
    /// `http://host:port` that the client used; links go back there.
    pub origin: String,
    /// `v9.2`
    pub version: String,
    /// Path below the version, percent-encoded, without leading slash.
    pub path: String,
    /// Query string, percent-encoded.
    pub query: String,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: Vec<u8>,
}

impl Request {
    /// A header by its lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// `http://host:port/api/data/v9.2/`
    pub fn root(&self) -> String {
        format!("{}/api/data/{}/", self.origin, self.version)
    }

    /// What the client would rather have.
    pub fn preferences(&self) -> Preferences {
        let values = self.headers.iter().filter(|(name, _)| name == "prefer").map(|(_, value)| value.as_str());
        Preferences::parse(values)
    }
}
