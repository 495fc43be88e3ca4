//! JSON as people stored it: number text, member order and repeated members stay.
//!
//! Nothing here knows journeys. [`Json`] is a value for showing and setting; [`scan`] walks text by spans; [`edit`] changes
//! one place of a text and leaves every other byte alone.

pub(crate) mod edit;
pub(crate) mod scan;

use std::fmt;

use scan::{Scan, Scanner};

/// A JSON value that keeps number text and member order. It holds no floating-point number.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as it was written, for example `5`, `1.50` or `1e3`.
    Number(Box<str>),
    /// A string, its escapes resolved. An escape of half a surrogate pair reads as U+FFFD.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object: its members in stored order, repeated names included.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value that `text` holds, or `None` when it is not one JSON value nested at most [`scan::MAX_DEPTH`] deep.
    pub fn parse(text: &str) -> Option<Self> {
        let mut scanner = Scanner::new(text);
        let value = read(&mut scanner).ok()?;
        scanner.end().ok()?;
        Some(value)
    }

    /// A whole number.
    pub fn number(value: i64) -> Self {
        Self::Number(value.to_string().into_boxed_str())
    }

    /// A string.
    pub fn text(value: impl Into<String>) -> Self {
        Self::Text(value.into())
    }

    /// The string, when this is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number that a number, or a string of digits, stands for.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Number(text) => text.parse().ok(),
            Self::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// Several lines, two spaces for each level, for people and for comparing.
    pub fn to_pretty(&self) -> String {
        let mut out = String::new();
        self.pretty(&mut out, 0);
        out
    }

    fn pretty(&self, out: &mut String, level: usize) {
        let (open, close, entries): (_, _, Vec<(Option<&str>, &Self)>) = match self {
            Self::List(values) if !values.is_empty() => ('[', ']', values.iter().map(|value| (None, value)).collect()),
            Self::Object(members) if !members.is_empty() => {
                ('{', '}', members.iter().map(|(name, value)| (Some(name.as_str()), value)).collect())
            }
            other => return out.push_str(&other.to_string()),
        };
        out.push(open);
        for (index, (name, value)) in entries.into_iter().enumerate() {
            out.push_str(if index > 0 { ",\n" } else { "\n" });
            out.push_str(&"  ".repeat(level + 1));
            if let Some(name) = name {
                out.push_str(&quoted(name));
                out.push_str(": ");
            }
            value.pretty(out, level + 1);
        }
        out.push('\n');
        out.push_str(&"  ".repeat(level));
        out.push(close);
    }

    /// The member `name` of an object; of repeated members the last, as browsers read it.
    pub fn member(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value),
            _ => None,
        }
    }
}

/// Writes compactly, as the product does.
impl fmt::Display for Json {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => out.write_str("null"),
            Self::Bool(value) => write!(out, "{value}"),
            Self::Number(text) => out.write_str(text),
            Self::Text(text) => write_text(out, text),
            Self::List(values) => {
                out.write_str("[")?;
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        out.write_str(",")?;
                    }
                    write!(out, "{value}")?;
                }
                out.write_str("]")
            }
            Self::Object(members) => {
                out.write_str("{")?;
                for (index, (name, value)) in members.iter().enumerate() {
                    if index > 0 {
                        out.write_str(",")?;
                    }
                    write_text(out, name)?;
                    write!(out, ":{value}")?;
                }
                out.write_str("}")
            }
        }
    }
}

/// `text` as a JSON string with its quotes.
pub(crate) fn quoted(text: &str) -> String {
    Json::Text(text.to_owned()).to_string()
}

fn write_text(out: &mut impl fmt::Write, text: &str) -> fmt::Result {
    out.write_str("\"")?;
    let mut rest = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte != b'"' && byte != b'\\' && byte >= 0x20 {
            continue;
        }
        out.write_str(&text[rest..at])?;
        match byte {
            b'"' => out.write_str("\\\"")?,
            b'\\' => out.write_str("\\\\")?,
            b'\n' => out.write_str("\\n")?,
            b'\r' => out.write_str("\\r")?,
            b'\t' => out.write_str("\\t")?,
            other => write!(out, "\\u{other:04x}")?,
        }
        rest = at + 1;
    }
    out.write_str(&text[rest..])?;
    out.write_str("\"")
}

fn read(scanner: &mut Scanner<'_>) -> Scan<Json> {
    Ok(match scanner.peek() {
        Some(b'{') => {
            let mut members = Vec::new();
            scanner.object(|scanner, name| {
                let value = read(scanner)?;
                members.push((name.decoded().into_owned(), value));
                Ok(())
            })?;
            Json::Object(members)
        }
        Some(b'[') => {
            let mut values = Vec::new();
            scanner.list(|scanner| {
                values.push(read(scanner)?);
                Ok(())
            })?;
            Json::List(values)
        }
        _ => {
            let raw = scanner.value()?.text;
            match raw.as_bytes().first() {
                Some(b'"') => Json::Text(scan::decode(raw).into_owned()),
                Some(b't') => Json::Bool(true),
                Some(b'f') => Json::Bool(false),
                Some(b'n') => Json::Null,
                _ => Json::Number(raw.into()),
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_as_written() {
        for text in [
            "null",
            "true",
            "-0.50e+10",
            r#""a\"b""#,
            "[]",
            "[1,[2,{}]]",
            r#"{"b":1,"a":[null,false],"b":2}"#,
            r#""\u0001\n""#,
        ] {
            assert_eq!(Json::parse(text).map(|value| value.to_string()).as_deref(), Some(text), "{text}");
        }
    }

    #[test]
    fn what_is_not_json_is_none() {
        for text in
            ["", " ", "01", "1.", "[1,]", "{\"a\"}", "{a:1}", "\"\n\"", "tru", "[1] 2", "\"\\x\"", "\"\\u12\"", "+1"]
        {
            assert_eq!(Json::parse(text), None, "{text:?}");
        }
        assert_eq!(Json::parse(&"[".repeat(500_000)), None);
    }

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(Json::parse(r#""\u00e4\ud83d\ude00\/\b""#), Some(Json::text("ä😀/\u{8}")));
        assert_eq!(Json::parse(r#""\ud800x""#), Some(Json::text("\u{fffd}x")));
        assert_eq!(Json::parse(r#""\ud800\u0041""#), Some(Json::text("\u{fffd}A")));
    }

    #[test]
    fn pretty_text_is_as_usual() {
        let value = Json::parse(r#"{"a":[1,{"b":null}],"c":[],"d":{}}"#).expect("an object");
        let pretty = "{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    }\n  ],\n  \"c\": [],\n  \"d\": {}\n}";
        assert_eq!(value.to_pretty(), pretty);
    }

    #[test]
    fn the_last_of_repeated_members_counts() {
        let value = Json::parse(r#"{"a":1,"a":2}"#).expect("an object");
        assert_eq!(value.member("a").and_then(Json::as_integer), Some(2));
    }
}
