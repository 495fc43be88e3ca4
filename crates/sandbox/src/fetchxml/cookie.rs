//! Paging cookies: where a page began and ended, by its sort keys and the key of its records.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use quick_xml::escape::escape;

use super::{trouble, xml::Element};
use crate::ApiError;

/// What a cookie leaves as it is when it is escaped.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

/// `<cookie page="1"><fullname last="…" first="…" /><contactid last="{…}" first="{…}" /></cookie>`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cookie {
    /// The page that it was made for.
    pub page: u64,
    /// Sort keys, the record's key last.
    pub marks: Vec<Mark>,
}

/// A sort key's values at the ends of a page; `None` for empty ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Column.
    pub column: String,
    /// In the first row.
    pub first: Option<String>,
    /// In the last row.
    pub last: Option<String>,
}

impl Cookie {
    /// Reads the decoded form.
    ///
    /// # Errors
    /// QueryBuilderInvalidPagingCookie.
    pub fn parse(text: &str) -> Result<Self, ApiError> {
        let invalid = || trouble::other("0x8004112a", "Invalid page number in paging cookie.");
        let root = Element::parse(text).map_err(|_| invalid())?;
        let page = root.get("page").and_then(|page| page.parse().ok()).filter(|page| *page > 0);
        let end = |mark: &Element, name: &str| mark.get(name).map(str::to_owned);
        let marks = root.children.iter().map(|mark| Mark {
            column: mark.name.clone(),
            first: end(mark, "first"),
            last: end(mark, "last"),
        });
        Ok(Self { page: page.filter(|_| root.name == "cookie").ok_or_else(invalid)?, marks: marks.collect() })
    }

    /// The decoded form, which goes into `paging-cookie`.
    pub fn text(&self) -> String {
        let mut text = format!("<cookie page=\"{}\">", self.page);
        for mark in &self.marks {
            let _ = write!(text, "<{}", mark.column);
            for (name, value) in [("last", &mark.last), ("first", &mark.first)] {
                let _ = match value {
                    Some(value) => write!(text, " {name}=\"{}\"", escaped(value)),
                    None => write!(text, " {name}null=\"1\""),
                };
            }
            text.push_str(" />");
        }
        text.push_str("</cookie>");
        text
    }

    /// The form of the annotation `fetchxmlpagingcookie`: the cookie inside another, escaped twice for URLs.
    pub fn annotation(&self) -> String {
        let twice = lower_escapes(
            &utf8_percent_encode(&lower_escapes(&utf8_percent_encode(&self.text(), ESCAPED).to_string()), ESCAPED)
                .to_string(),
        );
        format!("<cookie pagenumber=\"{}\" pagingcookie=\"{twice}\" istracking=\"False\" />", self.page + 1)
    }
}

/// Line ends and tabs in attributes would be read back as blanks.
fn escaped(value: &str) -> String {
    escape(value).replace('\n', "&#10;").replace('\r', "&#13;").replace('\t', "&#9;")
}

/// `%3C` as `%3c`, the form that the platform writes.
fn lower_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut after = 0;
    for letter in text.chars() {
        out.push(if after > 0 { letter.to_ascii_lowercase() } else { letter });
        after = if letter == '%' { 2 } else { usize::saturating_sub(after, 1) };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_round() {
        let mark = |column: &str, first: &str, last: Option<&str>| Mark {
            column: column.into(),
            first: Some(first.into()),
            last: last.map(str::to_owned),
        };
        let cookie = Cookie {
            page: 3,
            marks: vec![mark("fullname", "Ä & \"b\" <c>\n", None), mark("contactid", "{A}", Some("{B}"))],
        };
        assert_eq!(Cookie::parse(&cookie.text()), Ok(cookie));
    }

    #[test]
    fn annotation_as_documented() {
        let mark = Mark {
            column: "fullname".into(),
            first: Some("Yvonne McKay (sample)".into()),
            last: Some("Susanna Stubberod (sample)".into()),
        };
        let documented = "<cookie pagenumber=\"2\" pagingcookie=\"%253ccookie%2520page%253d%25221%2522%253e%253cfullname%2520last%253d%2522Susanna%2520Stubberod%2520%2528sample%2529%2522%2520first%253d%2522Yvonne%2520McKay%2520%2528sample%2529%2522%2520%252f%253e%253c%252fcookie%253e\" istracking=\"False\" />";
        assert_eq!(Cookie { page: 1, marks: vec![mark] }.annotation(), documented);
    }
}
