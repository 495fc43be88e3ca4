//! Reading the parts of a batch's answer (`reference/web-api.md 9`), cut short or not.

use crate::transport::Response;

/// The parts that arrived whole.
pub(crate) struct Parts {
    pub(crate) parts: Vec<Part>,
    /// Whether the end was seen. What comes after the last whole part is unknown otherwise.
    pub(crate) is_whole: bool,
}

/// One part.
pub(crate) enum Part {
    /// The answer to one operation, or to a change set as a whole.
    Answer(Response),
    /// The answers to the operations of a change set.
    Set(Parts),
    /// Neither.
    Unreadable,
}

/// Whether an answer consists of parts; those of a batch do also when its status is a failure.
pub(crate) fn is_multipart(response: &Response) -> bool {
    response.header("content-type").is_some_and(is_multipart_type)
}

/// The parts of an answer.
pub(crate) fn read(response: &Response) -> Parts {
    read_parts(response.header("content-type").unwrap_or_default(), &response.body, true)
}

fn read_parts(content_type: &str, body: &str, may_nest: bool) -> Parts {
    let (texts, is_whole) = match boundary(content_type) {
        Some(boundary) => split(body, boundary),
        None => (Vec::new(), false),
    };
    Parts { parts: texts.into_iter().map(|text| read_part(text, may_nest)).collect(), is_whole }
}

fn read_part(text: &str, may_nest: bool) -> Part {
    let (headers, content) = read_headers(text);
    let kind = header(&headers, "content-type").unwrap_or_default();
    if is_multipart_type(kind) {
        // Batches do not nest, so one level is all there can be.
        return if may_nest { Part::Set(read_parts(kind, content, false)) } else { Part::Unreadable };
    }
    let (line, rest) = content.trim_start().split_once('\n').unwrap_or((content.trim_start(), ""));
    let mut words = line.split_ascii_whitespace();
    let version = words.next().unwrap_or_default();
    match words.next().and_then(|word| word.parse().ok()) {
        Some(status) if version.starts_with("HTTP/") => {
            let (headers, body) = read_headers(rest);
            Part::Answer(Response { status, headers, body: body.trim_end().to_owned() })
        }
        _ => Part::Unreadable,
    }
}

fn is_multipart_type(content_type: &str) -> bool {
    content_type.trim_start().get(..10).is_some_and(|start| start.eq_ignore_ascii_case("multipart/"))
}

/// `multipart/mixed; boundary=x`, with or without quotes.
fn boundary(content_type: &str) -> Option<&str> {
    let value = content_type.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("boundary").then_some(value.trim())
    })?;
    let value = value.strip_prefix('"').map_or(value, |value| value.strip_suffix('"').unwrap_or(value));
    (!value.is_empty()).then_some(value)
}

/// What stands between lines of the boundary, and whether the closing one was seen. A last part without a line after it
/// may be cut anywhere, and is left out.
fn split<'a>(body: &'a str, boundary: &str) -> (Vec<&'a str>, bool) {
    let mut parts = Vec::new();
    let mut start = None;
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let mark = line.trim_end().strip_prefix("--").and_then(|line| line.strip_prefix(boundary));
        if let Some(mark @ ("" | "--")) = mark {
            // The closing mark's own line may end with the text; any other may be cut itself.
            if mark.is_empty() && !line.ends_with('\n') {
                break;
            }
            parts.extend(start.map(|start| &body[start..at]));
            if mark == "--" {
                return (parts, true);
            }
            start = Some(at + line.len());
        }
        at += line.len();
    }
    (parts, false)
}

/// The headers, with names in lower case, and what follows their empty line.
fn read_headers(text: &str) -> (Vec<(String, String)>, &str) {
    let mut headers = Vec::new();
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\n') {
        rest = after;
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        headers.extend(
            line.split_once(':').map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned())),
        );
    }
    (headers, rest)
}

fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}
