//! The members of a static segment (`reference/segments.md 5`). The service keeps them; nothing of them is in the record.

use std::collections::BTreeMap;

use dataverse::{Error, Query, filter};
use serde_json::{Map, Value as Json};

use super::SegmentSession;
use super::count::{Member, member};
use crate::session::failure::{Failure, explain};

/// Members read at a time.
const PAGE: u32 = 50;
/// Addresses that fit one request comfortably.
const CHUNK: usize = 30;
/// Ids in one call: the published limit is "usually up to 20,000".
const CALL: usize = 10_000;

/// Members, as far as they were read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// The members by name.
    pub members: Vec<Member>,
    /// How many there are, where the service says.
    pub total: Option<u64>,
    /// What the next page is asked for with.
    pub next: Option<String>,
}

/// A change of the members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// These contacts come in.
    Add(Vec<String>),
    /// These contacts go.
    Remove(Vec<String>),
    /// The contacts that a query selects now come in.
    AddByQuery(String),
    /// The contacts that a query selects now go.
    RemoveByQuery(String),
}

/// What a pasted list comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pasted {
    /// Ids of contacts, each once.
    pub ids: Vec<String>,
    /// What is no id and no contact's address.
    pub unknown: Vec<String>,
}

/// Text as XML takes it in an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The published, deprecated way to list members: contacts joined through a virtual column.
fn listing(segment: &str, search: &str) -> String {
    let condition =
        |column: &str| format!("<condition attribute=\"{column}\" operator=\"like\" value=\"%{}%\"/>", escaped(search));
    let filter = if search.is_empty() {
        String::new()
    } else {
        format!("<filter type=\"or\">{}{}</filter>", condition("fullname"), condition("emailaddress1"))
    };
    format!(
        "<fetch version=\"1.0\" mapping=\"logical\" returntotalrecordcount=\"true\"><entity name=\"contact\">\
         <attribute name=\"contactid\"/><attribute name=\"fullname\"/><attribute name=\"emailaddress1\"/>\
         <order attribute=\"fullname\"/>{filter}\
         <link-entity name=\"msdyncrm_segment\" from=\"msdyncrm_segmentid\" to=\"msdyncrm_segmentmemberid\" alias=\"segment\">\
         <filter><condition attribute=\"msdyncrm_segmentid\" operator=\"eq\" value=\"{}\"/></filter>\
         </link-entity></entity></fetch>",
        escaped(segment)
    )
}

/// The words of a pasted list: one a line, or separated by commas, semicolons or tabs, with or without quotes.
fn words(pasted: &str) -> Vec<String> {
    let bare = |word: &str| word.trim().trim_matches(|c| matches!(c, '"' | '\'' | '<' | '>' | '{' | '}')).to_owned();
    let mut words: Vec<String> = Vec::new();
    for word in pasted.split(['\n', ',', ';', '\t']).map(bare).filter(|word| !word.is_empty()) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

fn is_id(word: &str) -> bool {
    word.len() == 36
        && word.split('-').map(str::len).eq([8, 4, 4, 4, 12])
        && word.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

fn listed_with(page: Result<dataverse::Page, Error>, mut before: Listed) -> Result<Listed, String> {
    let page = page.map_err(|error| explain(Failure::Load, &error))?;
    before.members.extend(page.rows.iter().map(|row| member(row, "contactid")));
    Ok(Listed { total: page.count.or(before.total), next: page.next, ..before })
}

impl SegmentSession {
    /// The first members whose name or address holds `search`.
    ///
    /// # Errors
    /// What happened, in words.
    pub async fn list_members(&self, search: &str) -> Result<Listed, String> {
        let page = self.organisation.client().fetch("contacts", &listing(&self.id(), search.trim()), PAGE).await;
        listed_with(page, Listed::default())
    }

    /// The members that follow.
    ///
    /// # Errors
    /// What happened, in words.
    pub async fn list_more(&self, listed: Listed) -> Result<Listed, String> {
        let Some(next) = &listed.next else { return Ok(listed) };
        let page = self.organisation.client().fetch_next("contacts", next).await;
        listed_with(page, listed)
    }

    /// Asks the service to change the members. It answers at once and works through it later.
    ///
    /// # Errors
    /// What happened, in words.
    pub async fn change_members(&self, change: &Change) -> Result<(), String> {
        let (operation, ids, query) = match change {
            Change::Add(ids) => ("addByIds", ids.as_slice(), None),
            Change::Remove(ids) => ("removeByIds", ids.as_slice(), None),
            Change::AddByQuery(query) => ("addByQuery", [].as_slice(), Some(query)),
            Change::RemoveByQuery(query) => ("removeByQuery", [].as_slice(), Some(query)),
        };
        let mut request = Map::from_iter([
            ("msdyncrm_segmentid".to_owned(), Json::from(self.id())),
            ("msdyncrm_operation".to_owned(), Json::from(operation)),
        ]);
        let client = self.organisation.client();
        let answer = if let Some(query) = query {
            request.insert("msdyncrm_query".to_owned(), Json::from(query.as_str()));
            client.action("msdyncrm_SegmentMembersUpdate", &request).await.map(|_| ())
        } else {
            let mut answer = Ok(());
            for ids in ids.chunks(CALL) {
                // A list as a text, as published.
                request.insert("msdyncrm_memberids".to_owned(), Json::from(Json::from(ids).to_string()));
                answer = client.action("msdyncrm_SegmentMembersUpdate", &request).await.map(|_| ());
                if answer.is_err() {
                    break;
                }
            }
            answer
        };
        answer.map_err(|error| explain(Failure::Members, &error))
    }

    /// Finds the contacts of a pasted list of ids and addresses.
    ///
    /// # Errors
    /// What happened, in words.
    pub async fn find_pasted(&self, pasted: &str) -> Result<Pasted, String> {
        let (ids, others): (Vec<String>, Vec<String>) = words(pasted).into_iter().partition(|word| is_id(word));
        let (addresses, mut unknown): (Vec<String>, Vec<String>) =
            others.into_iter().partition(|word| word.contains('@'));
        let client = self.organisation.client();
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for chunk in addresses.chunks(CHUNK) {
            let any = filter::or(chunk.iter().map(|address| filter::eq("emailaddress1", address.as_str())));
            let query = Query::new().select(&["emailaddress1"]).filter(any);
            let rows = client.all("contacts", &query, CALL).await.map_err(|error| explain(Failure::Load, &error))?;
            for row in rows {
                if let (Some(id), Some(address)) = (row.guid("contactid"), row.text("emailaddress1")) {
                    found.entry(address.to_lowercase()).or_default().push(id);
                }
            }
        }
        let mut all: Vec<String> = ids.into_iter().map(|id| id.to_ascii_lowercase()).collect();
        for address in addresses {
            match found.get(&address.to_lowercase()) {
                Some(ids) => all.extend(ids.iter().cloned()),
                None => unknown.push(address),
            }
        }
        all.sort_unstable();
        all.dedup();
        Ok(Pasted { ids: all, unknown })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_lists_come_in_many_forms() {
        let pasted =
            "a@example.com; \"b@example.com\"\n<c@example.com>,a@example.com\n\n{6628bbf7-c52a-e911-a9b7-000d3a1e6adc}";
        let expected = ["a@example.com", "b@example.com", "c@example.com", "6628bbf7-c52a-e911-a9b7-000d3a1e6adc"];
        assert_eq!(words(pasted), expected);
        assert!(is_id(expected[3]));
        assert!(!is_id("6628bbf7-c52a-e911-a9b7-000d3a1e6adcx"));
        assert!(!is_id("zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz"));
    }

    #[test]
    fn what_is_searched_is_text_in_the_query() {
        assert!(listing("x", "\"/><").contains("%&quot;/&gt;&lt;%"));
    }
}
