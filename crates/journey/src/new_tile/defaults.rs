//! What the product writes into a tile that was just added: values as the samples have them (`reference/journeys.md 3.4`).

use crate::json::Json;
use crate::kind::Kind;

/// The name of a tile that nobody named.
pub(super) fn name(kind: Kind) -> String {
    format!("New {}", kind.label())
}

/// Members beside the common ones.
pub(super) fn members(kind: Kind) -> Vec<(String, Json)> {
    let mut members: Vec<(String, Json)> = match kind {
        Kind::Segment => vec![text("SegmentMergeMethod", "Union")],
        Kind::SegmentItem => vec![text("ContainmentMethod", "Inclusion"), text("SegmentSourceType", "Segment")],
        Kind::Trigger => vec![
            number("TimeoutValue", 5),
            ("ConditionExpressions".to_owned(), Json::List(Vec::new())),
            text("RuleLogic", "AND"),
            text("TimeoutUnit", "Day"),
        ],
        Kind::CreateCrmActivity => vec![
            text("TemplateEntityLogicalName", "msdyncrm_phonecallactivitymarketingtemplate"),
            text("ActivityTypeName", "phonecall"),
            text("Owner", "msdyncrm_customerjourney.ownerid"),
        ],
        Kind::Scheduler => scheduler(),
        _ => Vec::new(),
    };
    members.push(text("Description", ""));
    members
}

fn scheduler() -> Vec<(String, Json)> {
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let mut members: Vec<_> = days.iter().map(|day| (format!("WaitUntil{day}"), Json::Bool(true))).collect();
    members.extend([
        number("WaitUntilFromHour", 0),
        number("WaitUntilFromMinute", 0),
        number("WaitUntilToHour", 23),
        number("WaitUntilToMinute", 59),
        text("OffsetType", "Duration"),
        text("ScheduledDurationUnit", "Minute"),
        number("ScheduledHour", 0),
        number("ScheduledMinute", 0),
        number("ScheduledDurationValue", 0),
    ]);
    members
}

fn text(name: &str, value: &str) -> (String, Json) {
    (name.to_owned(), Json::text(value))
}

fn number(name: &str, value: i64) -> (String, Json) {
    (name.to_owned(), Json::number(value))
}
