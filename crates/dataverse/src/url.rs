//! Ids, keys and addresses as they stand in a URL.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// Kept readable inside a query option: what RFC 3986 allows there, less what would end the option (`&`, `#`) or be read
/// as something else (`+`, `%`).
const OPTION: &AsciiSet = &KEY.remove(b'(').remove(b')').remove(b'/').remove(b':').remove(b';').remove(b'@');

/// Kept readable inside the parentheses of a key.
const KEY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'*')
    .remove(b',')
    .remove(b'=');

/// What no URL may hold; everything else of a written address, its escapes included, stays.
const WRITTEN: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The value of one query option, percent-encoded: spaces as `%20`, and `$ ( ) , ' =` left readable.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, OPTION).to_string()
}

/// A path below the service root that a caller wrote: only characters that no URL may hold are encoded.
pub(crate) fn encode_written(path: &str) -> String {
    utf8_percent_encode(path, WRITTEN).to_string()
}

/// An id as the wire has it: without the braces and the upper case that the host's own API adds
/// (`reference/web-api.md 1`). A text that is no id is only trimmed of them.
pub fn guid(text: &str) -> String {
    text.trim().trim_start_matches('{').trim_end_matches('}').to_ascii_lowercase()
}

/// Whether the text is 8-4-4-4-12 hexadecimal digits.
pub(crate) fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// What stands between the parentheses of a record's address: an id, or an alternate key such as `name='A'`.
pub(crate) fn key(text: &str) -> String {
    let id = guid(text);
    if is_guid(&id) { id } else { utf8_percent_encode(text, KEY).to_string() }
}

/// The id in an address such as `https://org/api/data/v9.2/accounts(7eb6…)`, as `OData-EntityId` has it.
pub(crate) fn id_in(address: &str) -> Option<String> {
    let (_, rest) = address.rsplit_once('(')?;
    let (id, _) = rest.split_once(')')?;
    let id = guid(id);
    is_guid(&id).then_some(id)
}

/// Scheme, host and port of an absolute address; the rest of it.
fn split_origin(address: &str) -> Option<(String, &str)> {
    let (scheme, rest) = address.split_once("://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let scheme = scheme.to_ascii_lowercase();
    let host = host.to_ascii_lowercase();
    let host = match scheme.as_str() {
        "https" => host.strip_suffix(":443").unwrap_or(&host),
        "http" => host.strip_suffix(":80").unwrap_or(&host),
        _ => return None,
    };
    // A name before `@` would make another host look like this one.
    (!host.is_empty() && !host.contains('@')).then(|| (format!("{scheme}://{host}"), path))
}

/// The origin of an absolute address, in lower case and without a default port.
pub(crate) fn origin_of(address: &str) -> Option<String> {
    split_origin(address).map(|(origin, _)| origin)
}

/// The path and query of a link that the server gave, if it leads to `origin`; `None` if it leads anywhere else.
///
/// The path is taken over letter by letter: links are opaque (`reference/web-api.md 8`, Paging).
pub(crate) fn same_origin_path<'a>(link: &'a str, origin: Option<&str>) -> Option<&'a str> {
    // Browsers read a backslash as a slash and drop line ends, so either could hide another host.
    if link.contains(|c: char| c == '\\' || c.is_ascii_control()) {
        return None;
    }
    if link.starts_with('/') {
        return (!link.starts_with("//")).then_some(link);
    }
    let (theirs, path) = split_origin(link)?;
    (origin == Some(theirs.as_str()) && path.starts_with('/')).then_some(path)
}
