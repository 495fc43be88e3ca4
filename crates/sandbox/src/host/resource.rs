//! Web resources: files of [`crate::Config::web_root`] under the names that they have in Dynamics (reference/hosting.md 1 and 2).

use std::{
    hash::{DefaultHasher, Hasher},
    path::{Path as FilePath, PathBuf},
    sync::Arc,
};

use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};

use super::guarded;
use crate::{Organisation, session};

/// For addresses that change with the content.
pub const IMMUTABLE: &str = "private, max-age=31536000, immutable";
/// For addresses that do not: kept, but asked about each time.
const REVALIDATE: &str = "private, no-cache";

/// The name under which Dynamics offers `GetGlobalContext` to pages outside of forms.
const GLOBAL_CONTEXT: &str = "ClientGlobalContext.js.aspx";

/// Query parameters that an HTML web resource may be called with; Dynamics refuses others (reference/hosting.md 2).
const PARAMETERS: [&str; 12] = [
    "typename",
    "type",
    "id",
    "orgname",
    "userlcid",
    "orglcid",
    "data",
    "formid",
    "entrypoint",
    "pagemode",
    "security",
    "tabset",
];

/// Content type of the twelve types of web resource, by extension. WebAssembly is none of them, and no file is ever sent as such.
pub fn content_type(name: &str) -> Option<&'static str> {
    let (_, extension) = name.rsplit_once('.')?;
    Some(match extension.to_ascii_lowercase().as_str() {
        "htm" | "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "xml" | "xsl" | "xslt" | "resx" => "text/xml; charset=utf-8",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "gif" => "image/gif",
        "xap" => "application/x-silverlight-app",
        "ico" => "image/x-icon",
        "svg" => "image/svg+xml",
        _ => return None,
    })
}

/// Fifteen digits that stand for the content of every file below `root`, as in `/%7B<token>%7D/WebResources/…`.
pub async fn token(root: PathBuf) -> String {
    let digits = tokio::task::spawn_blocking(move || {
        let mut hasher = DefaultHasher::new();
        digest(&root, &mut hasher);
        hasher.finish() % 1_000_000_000_000_000
    });
    // A folder that cannot be read has no content to tell apart.
    format!("{:015}", digits.await.unwrap_or_default())
}

fn digest(folder: &FilePath, hasher: &mut DefaultHasher) {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            digest(&path, hasher);
        } else if let Ok(bytes) = std::fs::read(&path) {
            hasher.write(path.as_os_str().as_encoded_bytes());
            hasher.write(&bytes);
        }
    }
}

/// `/WebResources/<name>`.
pub async fn plain(
    State(organisation): State<Arc<Organisation>>,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let response = answer(&organisation, &name, query.as_deref(), &headers, REVALIDATE).await;
    guarded(&organisation, response)
}

/// `/%7B<digits>%7D/WebResources/<name>`: the same file, kept by the browser for good.
pub async fn tokenised(
    State(organisation): State<Arc<Organisation>>,
    Path((token, name)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let digits = token.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or_default();
    let response = if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        StatusCode::NOT_FOUND.into_response()
    } else {
        answer(&organisation, &name, query.as_deref(), &headers, IMMUTABLE).await
    };
    guarded(&organisation, response)
}

async fn answer(
    organisation: &Organisation,
    name: &str,
    query: Option<&str>,
    headers: &HeaderMap,
    caching: &'static str,
) -> Response {
    if !session::is_valid(organisation, headers) {
        // Only a page of its own is led to the sign-in page: inside a frame that would show the host page within itself.
        let page = headers.get("sec-fetch-dest").is_some_and(|destination| destination == "document");
        return if page {
            Redirect::to("/main.aspx").into_response()
        } else {
            StatusCode::UNAUTHORIZED.into_response()
        };
    }
    if name == GLOBAL_CONTEXT {
        let script = include_str!("../../host/ClientGlobalContext.js");
        return (
            [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, REVALIDATE)],
            script,
        )
            .into_response();
    }
    let Some(kind) = content_type(name).filter(|_| is_name(name)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let html = kind.starts_with("text/html");
    let file = organisation.config().web_root.join(name);
    let Ok(content) = tokio::fs::read(&file).await else {
        return if html { missing(name) } else { StatusCode::NOT_FOUND.into_response() };
    };
    if html && let Some(other) = foreign_parameter(query.unwrap_or_default()) {
        return (
            StatusCode::BAD_REQUEST,
            format!("An HTML web resource cannot be called with the parameter {other}; pass it inside data."),
        )
            .into_response();
    }
    let mut hasher = DefaultHasher::new();
    hasher.write(&content);
    // Weak, because the same content goes out compressed and not.
    let tag = format!("W/\"{:016x}\"", hasher.finish());
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let response_headers =
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, caching), (header::ETAG, tag.as_str())];
    if known.is_some_and(|tags| tags.split(',').any(|known| known.trim() == tag)) {
        return (StatusCode::NOT_MODIFIED, response_headers).into_response();
    }
    (response_headers, content).into_response()
}

/// Whether Dataverse would take the name (error 0x8004f117), and no segment leads out of the folder.
fn is_name(name: &str) -> bool {
    let in_alphabet =
        |segment: &str| segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'_');
    name.split('/').all(|segment| !segment.trim_matches('.').is_empty() && in_alphabet(segment))
}

/// The first query parameter that is not among [`PARAMETERS`].
fn foreign_parameter(query: &str) -> Option<&str> {
    let names = query.split('&').filter_map(|pair| pair.split('=').next()).filter(|name| !name.is_empty());
    names.into_iter().find(|name| !PARAMETERS.iter().any(|known| known.eq_ignore_ascii_case(name)))
}

/// The page in the frame when the app has not been built.
fn missing(name: &str) -> Response {
    let html = include_str!("../../host/missing.html").replace("{{name}}", name);
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (StatusCode::NOT_FOUND, headers, html).into_response()
}
