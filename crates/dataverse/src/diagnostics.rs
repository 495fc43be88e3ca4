//! What was asked of the server and how it went, told without what the records hold: for a page that people can copy to
//! whoever helps them.

use std::cell::RefCell;

use crate::call::Call;
use crate::transport::{Method, Response, TransportError};

/// Requests of one kind with one outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The method.
    pub method: Method,
    /// The path below the service root with all keys and parameters as `*`, and the names of the query options, such as
    /// `accounts(*)?$select&$expand`. Pages that a link leads to are `(next page)`.
    pub template: String,
    /// The status of the answer, 0 for a redirect; `None` if none came.
    pub status: Option<u16>,
    /// How many there were, each repetition for a busy server included.
    pub count: u32,
    /// Milliseconds that all of them took; 0 without a clock.
    pub total: f64,
    /// When the last one ended, in milliseconds since 1970.
    pub last: Option<f64>,
}

/// The requests of one client.
#[derive(Default)]
pub(crate) struct Diagnostics(RefCell<Vec<Entry>>);

impl Diagnostics {
    /// Counts a request that began and ended at these moments.
    pub(crate) fn count(
        &self,
        call: &Call,
        answer: &Result<Response, TransportError>,
        began: Option<f64>,
        ended: Option<f64>,
    ) {
        let (method, template) = (call.method, template(&call.path));
        let status = answer.as_ref().ok().map(|response| response.status);
        let took = began.zip(ended).map_or(0.0, |(began, ended)| (ended - began).max(0.0));
        let mut entries = self.0.borrow_mut();
        let same = |entry: &&mut Entry| entry.method == method && entry.status == status && entry.template == template;
        match entries.iter_mut().find(same) {
            Some(entry) => {
                entry.count = entry.count.saturating_add(1);
                entry.total += took;
                entry.last = ended;
            }
            None => entries.push(Entry { method, template, status, count: 1, total: took, last: ended }),
        }
    }

    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.0.borrow().clone()
    }
}

/// A path without its contents.
fn template(path: &str) -> String {
    if path.is_empty() {
        return "(next page)".to_owned();
    }
    let (path, query) = outside_quotes(path, '?').map_or((path, ""), |at| (&path[..at], &path[at + 1..]));
    let mut text = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('(') {
        text.push_str(before);
        text.push_str("(*)");
        // What does not end is a content to its end.
        rest = outside_quotes(after, ')').map_or("", |end| &after[end + 1..]);
    }
    text.push_str(rest);
    // Contents may hold `&` themselves, so only what looks like an option counts as one.
    let names = query.split('&').filter_map(|option| Some(option.split_once('=')?.0));
    let is_option = |name: &&str| match name.strip_prefix(['$', '@']) {
        Some(rest) => rest.bytes().all(|byte| byte.is_ascii_alphanumeric()) && rest.len() <= 30,
        None => matches!(*name, "fetchXml" | "savedQuery" | "userQuery"),
    };
    for (at, name) in names.filter(is_option).enumerate() {
        text.push(if at == 0 { '?' } else { '&' });
        text.push_str(name);
    }
    text
}

/// Where a character stands for the first time outside of quotes.
fn outside_quotes(text: &str, wanted: char) -> Option<usize> {
    let mut quoted = false;
    text.char_indices().find_map(|(at, c)| {
        quoted ^= c == '\'';
        (c == wanted && !quoted).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn templates_hold_no_contents() {
        let paths = [
            "accounts",
            "accounts(00000000-0000-0000-0000-000000000001)?$select=name&$expand=ownerid($select=fullname)",
            "contacts(emailaddress1='a@b.c',name='it''s) (secret')/parent($1)/$ref",
            "contacts(name='cut",
            "contacts?$filter=name eq 'secret&x=y&$top=z'&$top=5",
            "contacts?fetchXml=%3Cfetch%3E&secret=1",
            "F(A=@a,B='?')?@a='secret'",
            "systemusers(1)/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@t)?@t=%7B'@odata.id':'contacts(1)'%7D",
            "$batch",
            "",
        ];
        let lines: Vec<String> = paths.into_iter().map(template).collect();
        expect![[r"
            accounts
            accounts(*)?$select&$expand
            contacts(*)/parent(*)/$ref
            contacts(*)
            contacts?$filter&$top&$top
            contacts?fetchXml
            F(*)?@a
            systemusers(*)/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(*)?@t
            $batch
            (next page)"]]
        .assert_eq(&lines.join("\n"));
    }
}
