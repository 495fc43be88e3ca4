//! The rules of `reference/journeys.md 5.3`. One module per group of rules, its tests beside it.
//!
//! Left out because nobody published how it is stored (3.5): exclusion of subscription lists, shares of splitter branches, settings of
//! record-updated and create-lead tiles, email expiry, wait-until dates, A/B tests.

mod audience;
mod branches;
mod explain;
mod facts;
mod fix;
mod liveness;
mod names;
mod nesting;
mod records;
mod settings;
mod structure;
mod target;
mod waits;

use crate::document::Document;
use crate::moment::Moment;
use crate::phrase::{Arg, Phrase};
use crate::problem::{Problem, Severity};

/// How many problems are listed, the gravest first.
const MOST: usize = 1_000;

pub use explain::explanation;
pub use facts::{Fact, Facts, Standing, referenced};
pub use fix::fix;

/// [`problems_with`] nothing known of the records.
pub fn problems(document: &Document, now: Option<&str>) -> Vec<Problem> {
    problems_with(document, now, &Facts::new())
}

/// What stands in the way of going live, and what is probably not meant. Linear in the size of the journey. `now` is the time on
/// the journey's own wall clock (ISO 8601); without it nothing is said about the past. What was found while reading is among them.
/// Of records only what `facts` says is known.
pub fn problems_with(document: &Document, now: Option<&str>, facts: &Facts) -> Vec<Problem> {
    let mut found = document.read_problems().to_vec();
    structure::check(document, &mut found);
    audience::check(document, &mut found);
    nesting::check(document, &mut found);
    records::check(document, &mut found);
    names::check(document, &mut found);
    if !facts.is_empty() {
        liveness::check(document, facts, &mut found);
    }
    branches::check(document, &mut found);
    target::check(document, &mut found);
    waits::check(document, &mut found);
    settings::check(document, now.and_then(Moment::parse), &mut found);
    shortened(found)
}

/// A list that a person and a screen can take: text that is no journey at all can have a problem for every few characters.
fn shortened(mut found: Vec<Problem>) -> Vec<Problem> {
    let more = found.len().saturating_sub(MOST);
    if more > 0 {
        found.sort_by_key(|problem| problem.severity);
        found.truncate(MOST);
        let phrase = Phrase::of("There are {0} further problems, which are not listed.", [Arg::number(more)]);
        found.push(Problem::new("more-problems", Severity::Information, phrase));
    }
    found
}

/// Test fixtures for the rules: a journey in a few words, and problems as lines.
#[cfg(test)]
pub(crate) mod fixture {
    use std::fmt::Write;

    use super::{Document, Problem};
    use record::{Settings, Value};

    /// A journey from an indented outline, one tile a line: type, then `branch` `record` and members as `name=json`, for example
    /// `  Email Yes #e1 Description="x"`; `+` begins a nested item. Ids are `t1`, `t2` in order; the root comes by itself. Item numbers
    /// are 10 for the first line, 11 for the next.
    pub fn journey(outline: &str) -> Document {
        Document::read(&definition(outline), "", Settings::new())
    }

    pub fn definition(outline: &str) -> String {
        let mut tiles: Vec<(String, Vec<String>)> = Vec::new();
        let mut path: Vec<(usize, String)> = Vec::new();
        let lines = outline.lines().filter(|line| !line.trim().is_empty());
        for (number, line) in (10..).zip(lines) {
            let indent = line.len() - line.trim_start().len();
            let mut words = line.split_whitespace();
            let mut kind = words.next().unwrap_or_default();
            let is_nested = kind == "+";
            if is_nested {
                kind = words.next().unwrap_or_default();
            }
            let (mut branch, mut record, mut members) = ("Default".to_owned(), "null".to_owned(), String::new());
            for word in words {
                if let Some((name, value)) = word.split_once('=') {
                    write!(members, ",\"{name}\":{value}").expect("writing to a string cannot fail");
                } else if let Some(id) = word.strip_prefix('#') {
                    record = format!("\"{id}\"");
                } else {
                    branch = format!("{word}Branch");
                }
            }
            let item = format!(
                r#"{{"ItemId":{record},"ActivityTypeId":"{kind}","ActivityItemId":{number},"Name":"{kind}"{members}}}"#
            );
            if is_nested {
                tiles.last_mut().expect("an item is nested in a tile").1.push(item);
                continue;
            }
            path.retain(|(depth, _)| *depth < indent);
            let parent = path.last().map_or("01", |(_, id)| id);
            let id = format!("t{}", tiles.len() + 1);
            let head = format!(
                r#""ActivityTypeId":"{kind}","ParentActivityId":"{parent}","ParentRelationshipType":"{branch}","ActivityId":"{id}""#
            );
            path.push((indent, id));
            tiles.push((head, vec![item]));
        }
        let mut text = r#"[{"ActivityTypeId":"bpf_root","ActivityId":"01","Properties":{"Items":[]}}"#.to_owned();
        for (head, items) in tiles {
            write!(text, r#",{{{head},"Properties":{{"Items":[{}]}}}}"#, items.join(","))
                .expect("writing to a string cannot fail");
        }
        text.push(']');
        text
    }

    pub fn with(outline: &str, settings: &[(&str, Value)]) -> Document {
        let settings = settings.iter().map(|(column, value)| ((*column).to_owned(), value.clone())).collect();
        Document::read(&definition(outline), "", settings)
    }

    /// `code tile/item` of everything that one group of rules finds.
    pub fn found(document: &Document, check: impl Fn(&Document, &mut Vec<Problem>)) -> String {
        let mut found = Vec::new();
        check(document, &mut found);
        let lines = found.iter().map(|problem| {
            let tile = problem.tile.and_then(|key| document.tile(key)).map(|tile| format!(" {}", tile.activity_id()));
            let item = problem.item.map(|item| format!("/{item}"));
            let field = problem.field.as_ref().map(|field| format!(" {field}"));
            format!(
                "{}{}{}{}",
                problem.code,
                tile.unwrap_or_default(),
                item.unwrap_or_default(),
                field.unwrap_or_default()
            )
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
#[allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]
mod tests {
    use expect_test::expect;

    use super::*;
    use record::Settings;

    /// The only published definition with a trigger was drawn for a blog: most of its records are yet to be chosen.
    #[test]
    fn the_published_definition_as_a_whole() {
        let definition = include_str!("../../tests/data/workflow-ashv-2018-trigger.json");
        let document = Document::read(definition, "", Settings::new());
        let found = fixture::found(&document, |document, found| *found = problems(document, None));
        expect![[r#"
            segment-not-chosen 01_2/1 ItemId
            page-not-chosen 01_2_4/1 ItemId
            template-not-chosen 01_2_4_7_11/0 ItemId
            email-not-chosen 01_2_4_7_11_26_30/0 ItemId
            event-not-chosen 01_2_4_14_19/0 ItemId
            name-missing msdyncrm_name
            content-settings-not-chosen msdyncrm_contentsettingsid
            start-missing msdyncrm_startdatetime
            end-missing msdyncrm_enddatetime"#]]
        .assert_eq(&found);
    }

    #[test]
    fn the_list_stays_short() {
        let text = format!("[{}]", vec!["{}"; 50_000].join(","));
        let found = problems(&Document::read(&text, "", Settings::new()), None);
        assert_eq!(found.len(), MOST + 1);
        assert_eq!(found.last().map(|problem| problem.code), Some("more-problems"));
    }
}
