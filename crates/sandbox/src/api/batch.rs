//! `$batch` (reference/web-api.md 9): lenient in what it reads, exact in what it writes.

use std::fmt::Write as _;

use uuid::Uuid;

use super::{Answer, Method, Request, route};
use crate::{ApiError, Organisation, Transaction};

/// More operations than this are refused.
const MOST: usize = 1_000;

const CRLF: &str = "\r\n";

/// One part: a request, or a change set of several that stand or fall together.
enum Part {
    Request(Box<Inner>),
    ChangeSet(Vec<Inner>),
}

struct Inner {
    content_id: Option<String>,
    request: Request,
}

/// Answers the batch. Parts run in order; the first failure ends it unless the client wants to go on.
pub fn answer(organisation: &Organisation, request: &Request) -> Answer {
    if request.method != Method::Post {
        return Answer::error(&route::not_allowed(request.method), request);
    }
    let parts = match parse(request) {
        Ok(parts) => parts,
        Err(error) => return Answer::error(&error, request),
    };
    let go_on = request.preferences().continue_on_error;
    let boundary = format!("batchresponse_{}", Uuid::new_v4());
    let (mut text, mut status) = (String::new(), 200);
    for part in parts {
        let _ = write!(text, "--{boundary}{CRLF}");
        let failure = match part {
            Part::Request(inner) => {
                let answer = route::answer(organisation, &inner.request);
                write(&mut text, &answer, inner.content_id.as_deref());
                (answer.status >= 400).then_some(answer.status)
            }
            Part::ChangeSet(inners) => match change_set(organisation, inners) {
                Ok(answers) => {
                    let inner = format!("changesetresponse_{}", Uuid::new_v4());
                    let _ = write!(text, "Content-Type: multipart/mixed; boundary={inner}{CRLF}{CRLF}");
                    for (content_id, answer) in answers {
                        let _ = write!(text, "--{inner}{CRLF}");
                        write(&mut text, &answer, content_id.as_deref());
                    }
                    let _ = write!(text, "--{inner}--{CRLF}");
                    None
                }
                Err(answer) => {
                    write(&mut text, &answer, None);
                    Some(answer.status)
                }
            },
        };
        if let (Some(failed), false) = (failure, go_on) {
            status = failed;
            break;
        }
    }
    let _ = write!(text, "--{boundary}--{CRLF}");
    Answer::body(status, &format!("multipart/mixed; boundary={boundary}"), text)
}

/// Runs a change set in one transaction; a failure undoes all of it and is the only answer.
fn change_set(organisation: &Organisation, inners: Vec<Inner>) -> Result<Vec<(Option<String>, Answer)>, Answer> {
    let Some(first) = inners.first().map(|inner| inner.request.clone()) else { return Ok(Vec::new()) };
    let mut failed = None;
    let done = organisation.settle().and_then(|()| {
        organisation.request(|transaction| {
            let mut made: Vec<(String, String)> = Vec::new();
            let mut answers = Vec::new();
            for mut inner in inners {
                let run = |transaction: &mut Transaction, inner: &mut Inner| {
                    refer(inner, &made)?;
                    if inner.request.method == Method::Get {
                        return Err(ApiError::query("A GET is not allowed inside a change set."));
                    }
                    route::respond(organisation, transaction, &inner.request)
                };
                let answer = run(transaction, &mut inner).inspect_err(|error| {
                    failed = Some(Answer::error(error, &inner.request));
                })?;
                let link = answer.headers.iter().find(|(name, _)| *name == "OData-EntityId");
                if let (Some(id), Some((_, link))) = (&inner.content_id, link) {
                    made.push((id.clone(), link.clone()));
                }
                answers.push((inner.content_id, answer));
            }
            Ok(answers)
        })
    });
    done.map_err(|error| failed.unwrap_or_else(|| Answer::error(&error, &first)))
}

/// Puts the URIs of records made before in the place of `$1`.
fn refer(inner: &mut Inner, made: &[(String, String)]) -> Result<(), ApiError> {
    let lookup = |id: &str| made.iter().find(|(known, _)| known == id).map(|(_, link)| link.clone());
    let missing =
        |id: &str| ApiError::query(format!("Content-ID Reference: '${id}' does not exist in the batch context."));
    let below = |link: &str| {
        link.split_once("/api/data/").and_then(|(_, rest)| rest.split_once('/')).map(|(_, path)| path.to_owned())
    };
    if let Some(rest) = inner.request.path.strip_prefix('$') {
        let (id, rest) = rest.split_once('/').map_or((rest, String::new()), |(id, rest)| (id, format!("/{rest}")));
        if id.bytes().all(|byte| byte.is_ascii_digit()) {
            let link = lookup(id).ok_or_else(|| missing(id))?;
            inner.request.path = format!("{}{rest}", below(&link).unwrap_or_default());
        }
    }
    let Ok(mut body) = serde_json::from_slice::<serde_json::Value>(&inner.request.body) else { return Ok(()) };
    if replace(&mut body, false, &|id| lookup(id).ok_or_else(|| missing(id)))? {
        inner.request.body = body.to_string().into_bytes();
    }
    Ok(())
}

/// Replaces references in the places where URIs stand; answers whether there were any.
fn replace(
    value: &mut serde_json::Value,
    uri: bool,
    link: &dyn Fn(&str) -> Result<String, ApiError>,
) -> Result<bool, ApiError> {
    match value {
        serde_json::Value::String(text) if uri => {
            let id = text.trim_start_matches('/').strip_prefix('$').map(str::to_owned);
            let Some(id) = id.filter(|id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit())) else {
                return Ok(false);
            };
            *text = link(&id)?;
            Ok(true)
        }
        serde_json::Value::Array(items) => {
            items.iter_mut().try_fold(false, |found, item| Ok(replace(item, uri, link)? || found))
        }
        serde_json::Value::Object(members) => members.iter_mut().try_fold(false, |found, (name, value)| {
            let uri = name.ends_with("@odata.bind") || name == "@odata.id";
            Ok(replace(value, uri, link)? || found)
        }),
        _ => Ok(false),
    }
}

fn write(text: &mut String, answer: &Answer, content_id: Option<&str>) {
    let reason = axum::http::StatusCode::from_u16(answer.status).ok().and_then(|status| status.canonical_reason());
    let mut head = vec!["Content-Type: application/http".into(), "Content-Transfer-Encoding: binary".into()];
    head.extend(content_id.map(|id| format!("Content-ID: {id}")));
    head.push(String::new());
    head.push(format!("HTTP/1.1 {} {}", answer.status, reason.unwrap_or("Unknown")));
    if let Some((kind, _)) = &answer.body {
        let streaming = if kind.starts_with("application/json") { "; odata.streaming=true" } else { "" };
        head.push(format!("Content-Type: {kind}{streaming}"));
    }
    head.push("OData-Version: 4.0".into());
    for (name, value) in &answer.headers {
        if *name == "OData-EntityId" {
            head.push(format!("Location: {value}"));
        }
        head.push(format!("{name}: {value}"));
    }
    if answer.status >= 400 {
        head.push(format!("REQ_ID: {}", Uuid::new_v4()));
    }
    text.push_str(&head.join(CRLF));
    text.push_str(CRLF);
    text.push_str(CRLF);
    text.push_str(answer.body.as_ref().map_or("", |(_, body)| body));
    text.push_str(CRLF);
}

fn parse(request: &Request) -> Result<Vec<Part>, ApiError> {
    let kind = request.header("content-type").unwrap_or_default();
    let boundary = boundary(kind)
        .ok_or_else(|| ApiError::query("The Content-Type of a batch must be multipart/mixed with a boundary."))?;
    let body = String::from_utf8_lossy(&request.body);
    let mut parts = Vec::new();
    let mut operations = 0;
    for part in split(&body, &boundary)? {
        let (headers, content) = headers(part);
        let part = if let Some(inner) = find(&headers, "content-type").and_then(self::boundary) {
            let inners = split(content, &inner)?.into_iter().map(|part| {
                let (headers, content) = self::headers(part);
                self::request(request, &headers, content)
            });
            let inners = inners.collect::<Result<Vec<_>, _>>()?;
            operations += inners.len();
            Part::ChangeSet(inners)
        } else {
            operations += 1;
            Part::Request(Box::new(self::request(request, &headers, content)?))
        };
        parts.push(part);
    }
    if operations > MOST {
        return Err(ApiError::query(format!("The number of operations in a batch exceeds the maximum of {MOST}.")));
    }
    Ok(parts)
}

fn boundary(kind: &str) -> Option<String> {
    let (kind, parameters) = kind.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/mixed") {
        return None;
    }
    let value = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("boundary").then(|| value.trim().trim_matches('"').to_owned())
    });
    value.filter(|value| !value.is_empty())
}

/// The texts between boundary lines; line ends may be CRLF or LF.
fn split<'t>(body: &'t str, boundary: &str) -> Result<Vec<&'t str>, ApiError> {
    let (open, close) = (format!("--{boundary}"), format!("--{boundary}--"));
    let (mut parts, mut from, mut at, mut closed) = (Vec::new(), None, 0, false);
    for line in body.split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == open || bare.starts_with(&close) {
            if let Some(from) = from {
                parts.push(&body[from..at]);
            }
            from = Some(at + line.len());
            if bare.starts_with(&close) {
                closed = true;
                break;
            }
        }
        at += line.len();
    }
    if closed || from.is_some() { Ok(parts) } else { Err(ApiError::query("The batch has no part with its boundary.")) }
}

/// Header lines up to the first empty line, and what follows.
fn headers(part: &str) -> (Vec<(String, String)>, &str) {
    let (mut headers, mut at) = (Vec::new(), 0);
    for line in part.split_inclusive('\n') {
        at += line.len();
        let bare = line.trim_end();
        if bare.is_empty() {
            break;
        }
        if let Some((name, value)) = bare.split_once(':') {
            headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    (headers, &part[at..])
}

fn find<'h>(headers: &'h [(String, String)], name: &str) -> Option<&'h str> {
    headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

fn request(outer: &Request, part: &[(String, String)], content: &str) -> Result<Inner, ApiError> {
    let content = content.trim_start_matches(['\r', '\n']);
    let (line, rest) = content.split_once('\n').unwrap_or((content, ""));
    let bad = || ApiError::query(format!("'{}' is no request line.", line.trim_end()));
    let (method, rest_of_line) = line.trim_end().split_once(' ').ok_or_else(bad)?;
    let target = rest_of_line.rsplit_once(" HTTP/").map_or(rest_of_line, |(target, _)| target).trim();
    let (headers, body) = headers(rest);
    let below = match target.split_once("/api/data/") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => target.trim_start_matches('/'),
    };
    let (path, query) = below.split_once('?').unwrap_or((below, ""));
    if path.trim_matches('/') == "$batch" {
        return Err(ApiError::query("A batch can't hold a batch."));
    }
    let request = Request {
        method: Method::of(method).ok_or_else(bad)?,
        path: path.into(),
        query: query.into(),
        headers,
        body: body.trim_end_matches(['\r', '\n', '\0']).as_bytes().to_vec(),
        ..outer.clone()
    };
    Ok(Inner { content_id: find(part, "content-id").map(str::to_owned), request })
}
