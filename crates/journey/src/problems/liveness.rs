//! Records that are gone, not live, or not of the kind that the tile needs (`reference/journeys.md 5.3`). Only what the caller knows is
//! told.

use std::collections::HashMap;

use super::facts::{Fact, Facts, Standing};
use crate::conditions::conditions;
use crate::document::Document;
use crate::fields::record_label;
use crate::item::Item;
use crate::json::Json;
use crate::kind::Kind;
use crate::phrase::{Arg, Phrase};
use crate::problem::{Problem, Severity};
use crate::settings::{EntityTarget, setting_spec};
use record::Value;

/// From this level on contacts have agreed to marketing (`reference/journeys.md 6.5`).
const MARKETING: i64 = 587_030_004;

pub(super) fn check(document: &Document, facts: &Facts, found: &mut Vec<Problem>) {
    let mut unsent: HashMap<i64, String> = HashMap::new();
    for tile in document.tiles() {
        for (index, item) in tile.items().iter().enumerate() {
            let Some(fact) = fact_of(facts, item) else { continue };
            let mut tell = |problem: Problem| found.push(problem.on(tile.key()).item(index).field("ItemId"));
            if let Some(problem) = standing(Arg::Word(record_label(item.kind())), fact.standing, severity(item.kind()))
            {
                tell(problem);
            }
            match item.kind() {
                Kind::Email if fact.standing != Standing::Live => {
                    unsent.extend(item.number().map(|number| (number, item.display_name())));
                }
                Kind::Email if fact.designation == Some(0) && is_consent_low(document) => tell(consent_low()),
                Kind::SegmentItem if fact.is_list && is_excluded(item) => tell(Problem::error(
                    "list-excluded",
                    "A subscription list can only be included. Exclude a segment instead.",
                )),
                Kind::InvokeWorkflow => workflow(document, fact).into_iter().for_each(tell),
                _ => {}
            }
        }
    }
    for tile in document.tiles().filter(|tile| tile.kind() == Kind::Trigger && !unsent.is_empty()) {
        let rules = tile.header().map(conditions).unwrap_or_default();
        for name in rules.iter().filter_map(|rule| unsent.get(&rule.source?)) {
            let text = "A rule of this trigger watches “{0}”, which is not live.";
            let problem = Problem::error("trigger-email-not-live", Phrase::of(text, [Arg::Text(name.clone())]));
            found.push(problem.on(tile.key()).item(0).field("ConditionExpressions"));
        }
    }
    for column in ["msdyncrm_contentsettingsid", "msdyncrm_suppressionsegmentid"] {
        let Value::Lookup(lookup) = document.settings().get(column) else { continue };
        let (Some(fact), Some(spec)) = (facts.get(&lookup.table, &lookup.id), setting_spec(column)) else { continue };
        found.extend(
            standing(Arg::Word(spec.label), fact.standing, Severity::Error).map(|problem| problem.field(column)),
        );
    }
}

fn fact_of<'f>(facts: &'f Facts, item: &Item) -> Option<&'f Fact> {
    let record = item.record()?;
    // A segment tile may name a subscription list.
    let list = || facts.get("list", record).filter(|_| item.kind() == Kind::SegmentItem);
    facts.get(&item.record_table()?, record).or_else(list)
}

/// Documentation asks that these be live; of the others only that they be there.
fn severity(kind: Kind) -> Severity {
    match kind {
        Kind::Event | Kind::Survey | Kind::InvokeWorkflow => Severity::Warning,
        _ => Severity::Error,
    }
}

fn standing(what: Arg, standing: Standing, severity: Severity) -> Option<Problem> {
    let (code, severity, text) = match standing {
        Standing::Live => return None,
        Standing::Draft => ("record-draft", severity, "{0}: what is chosen here is a draft and was never live."),
        Standing::NotLive => ("record-not-live", severity, "{0}: what is chosen here is not live."),
        Standing::Gone => ("record-gone", Severity::Error, "{0}: what is chosen here no longer exists."),
    };
    Some(Problem::new(code, severity, Phrase::of(text, [what])))
}

fn workflow(document: &Document, fact: &Fact) -> Vec<Problem> {
    let mut found = Vec::new();
    let Some((is_on_demand, table)) = fact.workflow.as_ref().filter(|_| fact.standing != Standing::Gone) else {
        return found;
    };
    if !is_on_demand {
        let message = "This workflow cannot be run on demand, so the journey cannot start it.";
        found.push(Problem::error("workflow-not-on-demand", message));
    }
    let may_be_account = EntityTarget::of(document.settings()) == EntityTarget::Account;
    if table != "contact" && !(may_be_account && table == "account") {
        let text = "This workflow is for records of the table {0}, not for those of this journey.";
        found.push(Problem::error("workflow-wrong-table", Phrase::of(text, [Arg::Text(table.clone())])));
    }
    found
}

fn is_excluded(item: &Item) -> bool {
    matches!(item.member("ContainmentMethod"), Some(Json::Text(method)) if method.eq_ignore_ascii_case("Exclusion"))
}

fn is_consent_low(document: &Document) -> bool {
    document.settings().number("msgdpr_requiredconsent").is_some_and(|level| level < MARKETING)
}

fn consent_low() -> Problem {
    let message = "This email is commercial, but the journey also takes contacts who did not agree to marketing.";
    Problem::new("consent-low", Severity::Information, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::fixture::{found, with};
    use record::Lookup;

    fn told(facts: &[(&str, &str, Fact)]) -> String {
        let outline = r#"Segment
 + SegmentItem #S ContainmentMethod="Exclusion"
 Email #e
  Trigger ConditionExpressions=[{"SourceActivityItemId":"12"}]
  InvokeWorkflow #w
   Event #v"#;
        let lookup = Lookup { table: "msdyncrm_contentsettings".to_owned(), id: "{C}".to_owned(), name: None };
        let settings = [
            ("msdyncrm_contentsettingsid", Value::Lookup(lookup)),
            ("msgdpr_requiredconsent", Value::Number(587_030_002)),
        ];
        let mut known = Facts::new();
        for (table, id, fact) in facts {
            known.set(table, id, fact.clone());
        }
        found(&with(outline, &settings), |document, found| check(document, &known, found))
    }

    #[test]
    fn only_what_is_known_is_told() {
        assert_eq!(told(&[]), "");
        assert_eq!(told(&[("msdyncrm_marketingemail", "e", Fact::new(Standing::Live))]), "");
    }

    #[test]
    fn records_must_be_there_live_and_fit() {
        let email = ("msdyncrm_marketingemail", "{E}", Fact::new(Standing::Draft));
        let expected = "record-draft t2/0 ItemId\ntrigger-email-not-live t3/0 ConditionExpressions";
        assert_eq!(told(&[email]), expected);
        let commercial = Fact { designation: Some(0), ..Fact::new(Standing::Live) };
        assert_eq!(told(&[("msdyncrm_marketingemail", "e", commercial)]), "consent-low t2/0 ItemId");
        let list = Fact { is_list: true, ..Fact::new(Standing::Live) };
        assert_eq!(told(&[("list", "s", list)]), "list-excluded t1/1 ItemId");
        let workflow = Fact { workflow: Some((false, "account".to_owned())), ..Fact::new(Standing::NotLive) };
        let expected =
            "record-not-live t4/0 ItemId\nworkflow-not-on-demand t4/0 ItemId\nworkflow-wrong-table t4/0 ItemId";
        assert_eq!(told(&[("workflow", "w", workflow)]), expected);
        assert_eq!(told(&[("msevtmgt_event", "v", Fact::new(Standing::Gone))]), "record-gone t5/0 ItemId");
        let content = ("msdyncrm_contentsettings", "c", Fact::new(Standing::NotLive));
        assert_eq!(told(&[content]), "record-not-live msdyncrm_contentsettingsid");
    }

    #[test]
    fn standing_is_read_from_each_tables_own_numbers() {
        for (table, value, standing) in [
            ("msdyncrm_marketingemail", 192_350_003, Standing::Live),
            ("msdyncrm_marketingemail", 192_350_000, Standing::Draft),
            ("msdyncrm_marketingform", 1, Standing::Live),
            ("msdyncrm_marketingform", 192_350_001, Standing::NotLive),
            ("msevtmgt_event", 100_000_004, Standing::NotLive),
            ("workflow", 0, Standing::NotLive),
            ("msdyncrm_taskactivitymarketingtemplate", 7, Standing::Live),
        ] {
            assert_eq!(Standing::of(table, value), standing, "{table} {value}");
        }
    }
}
