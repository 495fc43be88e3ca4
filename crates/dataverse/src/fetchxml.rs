//! Paging of FetchXML (`reference/web-api.md 8`): which page a text asks for, and the text of the page after it.
//!
//! Only the attributes of the outermost element are read and written; what stands inside passes through unseen, and the
//! server judges it.

use std::borrow::Cow;
use std::ops::Range;

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// The text, asking for so many rows a page. Left alone if it asks for the first rows only, which cannot be paged, or
/// has no outermost `fetch`.
pub(crate) fn paged(xml: &str, rows: u32) -> String {
    if attribute(xml, "top").is_some() {
        return xml.to_owned();
    }
    let sized = with_attribute(xml, "count", &rows.to_string());
    match attribute(xml, "page") {
        Some(_) => sized,
        None => with_attribute(&sized, "page", "1"),
    }
}

/// The text, asking for how many rows there are rather than for the rows themselves.
pub(crate) fn counted(xml: &str) -> String {
    let one = with_attribute(&without_attribute(&paged(xml, 1), "paging-cookie"), "page", "1");
    with_attribute(&one, "returntotalrecordcount", "true")
}

/// How many rows all pages have, if the text asked for it; at most 5,000.
pub(crate) fn total(answer: &Value) -> Option<u64> {
    // -1 says that nobody asked.
    answer.get("@Microsoft.Dynamics.CRM.totalrecordcount").and_then(Value::as_u64)
}

/// Whether the text asks for sums and counts instead of records.
pub(crate) fn is_aggregate(xml: &str) -> bool {
    matches!(attribute(xml, "aggregate"), Some("true" | "1"))
}

/// The text of the page after the one that `answer` holds; `None` if that was the last.
///
/// The server's cookie makes the next page fast and right; where it gives none, as when sorted by a joined column, the
/// number of the page has to do.
pub(crate) fn next(xml: &str, answer: &Value) -> Option<String> {
    let cookie = answer.get("@Microsoft.Dynamics.CRM.fetchxmlpagingcookie").and_then(Value::as_str);
    let more = answer.get("@Microsoft.Dynamics.CRM.morerecords").and_then(Value::as_bool);
    if !more.unwrap_or(cookie.is_some()) {
        return None;
    }
    let page = attribute(xml, "page")?.parse::<u32>().ok()?.checked_add(1)?;
    let xml = with_attribute(xml, "page", &page.to_string());
    // The cookie within the cookie is percent-encoded twice.
    let cookie = cookie.and_then(|cookie| attribute_after(cookie, "<cookie", "pagingcookie"));
    Some(match cookie {
        Some(cookie) => with_attribute(&xml, "paging-cookie", &escape(&decode(&decode(cookie)))),
        None => without_attribute(&xml, "paging-cookie"),
    })
}

fn decode(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// Text as it stands in an attribute between double quotes.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

fn attribute<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    attribute_after(xml, "<fetch", name)
}

fn attribute_after<'a>(xml: &'a str, element: &str, name: &str) -> Option<&'a str> {
    let head = head(xml, element)?;
    Attributes { xml, at: head }.find(|one| &xml[one.name.clone()] == name).map(|one| &xml[one.value])
}

/// Sets an attribute of the outermost element to a value that is escaped already.
fn with_attribute(xml: &str, name: &str, value: &str) -> String {
    let Some(head) = head(xml, "<fetch") else { return xml.to_owned() };
    match (Attributes { xml, at: head }).find(|one| &xml[one.name.clone()] == name) {
        // Quotes of either kind may stand there; the new value is escaped for double ones.
        Some(old) => format!("{}\"{value}\"{}", &xml[..old.value.start - 1], &xml[old.value.end + 1..]),
        None => format!("{} {name}=\"{value}\"{}", &xml[..head], &xml[head..]),
    }
}

fn without_attribute(xml: &str, name: &str) -> String {
    let Some(head) = head(xml, "<fetch") else { return xml.to_owned() };
    match (Attributes { xml, at: head }).find(|one| &xml[one.name.clone()] == name) {
        Some(old) => format!("{}{}", xml[..old.name.start].trim_end(), &xml[old.value.end + 1..]),
        None => xml.to_owned(),
    }
}

/// Where the attributes of the outermost element begin, if it is of that name. Declarations and comments come first.
fn head(xml: &str, element: &str) -> Option<usize> {
    let mut rest = xml.trim_start_matches('\u{feff}');
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else {
            break;
        };
        let (_, after) = rest.split_once(end)?;
        rest = after;
    }
    let rest = rest.strip_prefix(element)?;
    rest.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).then_some(xml.len() - rest.len())
}

/// Where one attribute stands.
struct Attribute {
    name: Range<usize>,
    /// Between the quotes.
    value: Range<usize>,
}

/// The attributes of an element, until it ends or is not well-formed.
struct Attributes<'a> {
    xml: &'a str,
    at: usize,
}

impl Iterator for Attributes<'_> {
    type Item = Attribute;

    fn next(&mut self) -> Option<Attribute> {
        let rest = &self.xml[self.at..];
        let start = self.at + (rest.len() - rest.trim_start().len());
        let length = self.xml[start..].find(|c: char| c.is_whitespace() || matches!(c, '=' | '/' | '>' | '<'))?;
        let name = start..start + length;
        let equals = self.xml[name.end..].trim_start().strip_prefix('=')?.trim_start();
        let quote = equals.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let from = self.xml.len() - equals.len() + 1;
        let value = from..from + self.xml[from..].find(quote)?;
        self.at = value.end + 1;
        Some(Attribute { name, value })
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn pages_are_written_into_the_outermost_element() {
        let table = [
            "<fetch><entity name='a'/></fetch>",
            "<fetch distinct='true' page = '3' count=\"7\"><entity/></fetch>",
            "<?xml version='1.0'?><!-- <fetch> -->\n<fetch\n version=\"1.0\"><filter><condition value=\"page='9'\"/></filter></fetch>",
            "<fetch top='5'><entity/></fetch>",
            "<fetch/>",
            "<fetcher/>",
            "<fetch page=1>",
            "no XML",
        ];
        let lines: Vec<String> = table.iter().map(|xml| paged(xml, 50)).collect();
        expect![[r#"
            <fetch page="1" count="50"><entity name='a'/></fetch>
            <fetch distinct='true' page = '3' count="50"><entity/></fetch>
            <?xml version='1.0'?><!-- <fetch> -->
            <fetch page="1" count="50"
             version="1.0"><filter><condition value="page='9'"/></filter></fetch>
            <fetch top='5'><entity/></fetch>
            <fetch page="1" count="50"/>
            <fetcher/>
            <fetch page="1" count="50" page=1>
            no XML"#]]
        .assert_eq(&lines.join("\n"));
    }

    #[test]
    fn the_next_page() {
        let cookie = r#"<cookie pagenumber="2" pagingcookie="%253ccookie%2520page%253d%25221%2522%253e%253ca%2520last%253d%2522%257bX%257d%2522%2520%252f%253e%253c%252fcookie%253e" istracking="False" />"#;
        let answer = |cookie: Option<&str>, more: Option<bool>| json!({"@Microsoft.Dynamics.CRM.fetchxmlpagingcookie": cookie, "@Microsoft.Dynamics.CRM.morerecords": more});
        let with_cookie = "<fetch page='2' paging-cookie='old'/>";
        let table = [
            next("<fetch page='1'/>", &answer(Some(cookie), Some(true))),
            next(with_cookie, &answer(Some(cookie), None)),
            next(with_cookie, &answer(None, Some(true))),
            next(with_cookie, &answer(Some("<cookie"), Some(true))),
            next(with_cookie, &answer(Some(cookie), Some(false))),
            next("<fetch page='4294967295'/>", &answer(None, Some(true))),
            next("<fetch page='1'/>", &answer(None, None)),
            next("<fetch page='1'/>", &json!(7)),
        ];
        let lines: Vec<&str> = table.iter().map(|next| next.as_deref().unwrap_or("-")).collect();
        expect![[r#"
            <fetch paging-cookie="&lt;cookie page=&quot;1&quot;&gt;&lt;a last=&quot;{X}&quot; /&gt;&lt;/cookie&gt;" page="2"/>
            <fetch page="3" paging-cookie="&lt;cookie page=&quot;1&quot;&gt;&lt;a last=&quot;{X}&quot; /&gt;&lt;/cookie&gt;"/>
            <fetch page="3"/>
            <fetch page="3"/>
            -
            -
            -
            -"#]].assert_eq(&lines.join("\n"));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(xml in r#"(<\?|\?>|<!--|-->|<fetch|[ ='"/>]|page|count|top|ü|.){0,20}"#, cookie in ".{0,20}") {
            let paged = paged(&xml, 9);
            let answer = json!({"@Microsoft.Dynamics.CRM.fetchxmlpagingcookie": format!("<cookie pagingcookie='{cookie}'/>")});
            if let Some(next) = next(&paged, &answer) {
                prop_assert!(attribute(&next, "page").is_some());
            }
        }

        #[test]
        fn what_is_written_is_read(name in "[a-z]{1,5}", value in "[^\"&<>]{0,9}", old in "[^'&<>]{0,9}") {
            for xml in ["<fetch/>".to_owned(), format!("<fetch {name}='{old}' x=\"1\">")] {
                let xml = with_attribute(&xml, &name, &escape(&value));
                prop_assert_eq!(attribute(&xml, &name), Some(value.as_str()));
            }
        }
    }
}
