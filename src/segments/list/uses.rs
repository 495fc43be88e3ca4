//! What is said of segments before they are deleted: what uses them.

use std::collections::BTreeMap;

use segment::document::Table;

use crate::session::{Entry, Organisation, User};
use crate::ui::words::{fill, t};

/// Names that are said; of the others it is said how many.
const NAMED: usize = 3;

/// Names by id: one that uses several of the segments counts once.
type Users = BTreeMap<String, String>;

/// What uses these segments, in sentences.
pub async fn said(organisation: Organisation, table: Table, segments: Vec<Entry>) -> Vec<String> {
    let (mut journeys, mut others) = (Users::new(), Users::new());
    let by_id = |user: User| (user.id, user.name);
    for entry in &segments {
        match organisation.segment_usage(table, &entry.id, entry.text("msdyncrm_segmentqueryname")).await {
            Ok(usage) => {
                journeys.extend(usage.targeted_by.into_iter().chain(usage.suppressing).map(by_id));
                others.extend(usage.named_by.into_iter().map(by_id));
            }
            Err(why) => return vec![fill("Where it is used could not be found out. {0}", &[&why])],
        }
    }
    // What goes with them needs no warning.
    others.retain(|id, _| segments.iter().all(|entry| entry.id != *id));
    let lines = [
        counted(&journeys, "1 journey uses it: {1}.", "{0} journeys use it: {1}."),
        counted(&others, "1 other segment uses it: {1}.", "{0} other segments use it: {1}."),
    ];
    let mut lines: Vec<String> = lines.into_iter().flatten().collect();
    lines.push(
        t(if lines.is_empty() {
            nothing(table)
        } else {
            "What uses it would go on naming a segment that no longer exists."
        })
        .to_owned(),
    );
    lines
}

/// Journeys that use a real-time segment are of another product and are not read here.
fn nothing(table: Table) -> &'static str {
    match table {
        Table::Outbound => "No journey and no other segment uses it.",
        Table::RealTime => "No other segment uses it. Real-time journeys are not looked through here.",
    }
}

fn counted(users: &Users, one: &'static str, many: &'static str) -> Option<String> {
    let named: Vec<String> = users.values().take(NAMED).map(|name| format!("“{name}”")).collect();
    let mut list = named.join(", ");
    if users.len() > NAMED {
        list = fill("{0} and {1} more", &[&list, &(users.len() - NAMED).to_string()]);
    }
    let text = if users.len() == 1 { one } else { many };
    (!users.is_empty()).then(|| fill(text, &[&users.len().to_string(), &list]))
}

#[cfg(test)]
mod tests {
    use super::{Users, counted};

    #[test]
    fn a_few_are_named_and_the_others_counted() {
        let said = |count: usize| {
            let users: Users =
                ["a", "b", "c", "d", "e"].map(|it| (it.to_owned(), it.to_owned())).into_iter().take(count).collect();
            counted(&users, "1: {1}", "{0}: {1}")
        };
        assert_eq!(said(0), None);
        assert_eq!(said(1).as_deref(), Some("1: “a”"));
        assert_eq!(said(5).as_deref(), Some("5: “a”, “b”, “c” and 2 more"));
    }
}
