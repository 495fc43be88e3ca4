//! Triggers and splitters (`reference/journeys.md 4.4, 4.6`).

use std::collections::HashMap;

use crate::conditions::conditions;
use crate::document::{Document, TileKey};
use crate::json::Json;
use crate::kind::Kind;
use crate::problem::Problem;
use crate::reading::Reading;
use crate::tile::Tile;

pub(super) fn check(document: &Document, found: &mut Vec<Problem>) {
    let mut sources: HashMap<i64, TileKey> = HashMap::new();
    for tile in document.tiles() {
        for number in tile.items().iter().filter_map(crate::Item::number) {
            sources.entry(number).or_insert(tile.key());
        }
    }
    let reading = Reading::of(document);
    for tile in document.tiles() {
        match tile.kind() {
            Kind::Trigger => trigger(&tile, &sources, &reading, found),
            Kind::Splitter => splitter(document, &tile, found),
            _ => {}
        }
    }
}

fn trigger(tile: &Tile<'_>, sources: &HashMap<i64, TileKey>, reading: &Reading, found: &mut Vec<Problem>) {
    let Some(header) = tile.header() else { return };
    let mut tell = |problem: Problem, field: &str| found.push(problem.on(tile.key()).item(0).field(field));
    match header.member("TimeoutValue") {
        Some(value) if value.as_integer().is_some_and(|value| value > 0) => {}
        // Fractions are no whole number, yet they are more than nothing.
        Some(Json::Number(text)) if text.parse().is_ok_and(|value: f64| value > 0.0) => {}
        _ => tell(
            Problem::error("trigger-timeout", "Set how long this trigger waits; it must be more than 0."),
            "TimeoutValue",
        ),
    }
    let conditions = conditions(header);
    if conditions.is_empty() {
        tell(
            Problem::error("trigger-without-rule", "This trigger has no rule. Add at least one."),
            "ConditionExpressions",
        );
    }
    for condition in conditions {
        let problem = match condition.source.and_then(|number| sources.get(&number)) {
            None => {
                let message =
                    "A rule of this trigger refers to an item that is not in the journey. Choose another source.";
                Problem::error("trigger-source-missing", message)
            }
            Some(source) if !reading.is_before(*source, tile.key()) => {
                let message = "A rule of this trigger refers to a tile that does not lie before it on its path.";
                Problem::error("trigger-source-not-before", message)
            }
            Some(_) if condition.condition.as_deref().is_none_or(str::is_empty) => {
                Problem::error("trigger-condition-missing", "A rule of this trigger does not say what must happen.")
            }
            Some(_) => continue,
        };
        tell(problem, "ConditionExpressions");
    }
}

fn splitter(document: &Document, tile: &Tile<'_>, found: &mut Vec<Problem>) {
    let children = document.children(tile.key()).iter().filter_map(|key| document.tile(*key));
    if children.filter(|tile| tile.kind() == Kind::SplitterBranch).count() < 2 {
        found.push(Problem::error("splitter-branches", "A splitter needs at least two branches.").on(tile.key()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::fixture::{found, journey};

    fn rule(source: &str) -> String {
        format!(
            r#"TimeoutValue=5 ConditionExpressions=[{{"SourceActivityItemId":{source},"Condition":"UserRegistered"}}]"#
        )
    }

    #[test]
    fn a_trigger_waits_for_something_before_it() {
        for (source, expected) in [
            ("\"12\"", ""),
            ("12", ""),
            ("\"11\"", ""),
            ("\"13\"", "trigger-source-not-before t3/0 ConditionExpressions"),
            ("\"14\"", "trigger-source-not-before t3/0 ConditionExpressions"),
            ("\"15\"", "trigger-source-not-before t3/0 ConditionExpressions"),
            ("\"99\"", "trigger-source-missing t3/0 ConditionExpressions"),
            ("null", "trigger-source-missing t3/0 ConditionExpressions"),
        ] {
            let outline =
                format!("Segment\n Email\n  + LandingPage\n  Trigger {}\n   Email Yes\n  Email", rule(source));
            assert_eq!(found(&journey(&outline), check), expected, "{source}");
        }
    }

    #[test]
    fn a_trigger_has_a_rule_and_a_timeout() {
        let expected = "trigger-timeout t2/0 TimeoutValue\ntrigger-without-rule t2/0 ConditionExpressions";
        assert_eq!(found(&journey("Segment\n Trigger"), check), expected);
        assert_eq!(found(&journey("Segment\n Trigger TimeoutValue=0 ConditionExpressions=[]"), check), expected);
        let nameless = r#"Segment
 Trigger TimeoutValue=0.5 ConditionExpressions=[{"SourceActivityItemId":"10"}]"#;
        assert_eq!(found(&journey(nameless), check), "trigger-condition-missing t2/0 ConditionExpressions");
    }

    #[test]
    fn a_splitter_has_two_branches() {
        assert_eq!(found(&journey("Segment\n Splitter\n  SplitterBranch"), check), "splitter-branches t2");
        assert_eq!(found(&journey("Segment\n Splitter\n  SplitterBranch\n  SplitterBranch"), check), "");
    }
}
