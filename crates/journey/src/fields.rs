//! The known members of each kind of item (`reference/journeys.md 3.4`), for an inspector. Members that are not listed here are
//! shown as they are stored; none is invented.

use crate::json::Json;
use crate::kind::Kind;

/// One member that has a control of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// The stored name.
    pub member: &'static str,
    /// English label.
    pub label: &'static str,
    /// How to edit it.
    pub control: Control,
    /// What it does, or `""`.
    pub help: &'static str,
}

/// How to edit a member.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Control {
    /// One line.
    Text,
    /// Several lines.
    Memo,
    /// A whole number.
    Number {
        /// Least value.
        min: i64,
        /// Greatest value.
        max: i64,
    },
    /// One of some strings. Other stored values stay and are shown as they are.
    Choice(&'static [Choice]),
    /// A time of day in the journey's own zone, stored as two numbers.
    Time {
        /// Member with the hour, 0 to 23.
        hour_member: &'static str,
        /// Member with the minute, 0 to 59.
        minute_member: &'static str,
    },
    /// Seven flags, one a day, from Monday: members of these names.
    WeekDays(&'static [&'static str; 7]),
    /// The rules of a trigger: see [`crate::conditions`].
    Conditions,
}

/// One value of a choice.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Choice {
    /// As stored.
    pub value: &'static str,
    /// English label.
    pub label: &'static str,
    /// Whether the stored spelling was inferred from the product's screens and never seen in data.
    pub inferred: bool,
}

const DESCRIPTION: Field = field("Description", "Description", Control::Memo, "");

/// The flags of the days on which a scheduler lets contacts go on.
pub(crate) const WEEK: [&str; 7] = [
    "WaitUntilMonday",
    "WaitUntilTuesday",
    "WaitUntilWednesday",
    "WaitUntilThursday",
    "WaitUntilFriday",
    "WaitUntilSaturday",
    "WaitUntilSunday",
];

/// The members beside name and record that are known for a kind, in the order of the product's panes.
pub fn fields(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Root | Kind::Empty => &[],
        Kind::Segment => {
            const FIELDS: &[Field] = &[
                field(
                    "SegmentMergeMethod",
                    "Merge logic",
                    Control::Choice(&[
                        seen("Union", "Union: in at least one segment"),
                        inferred("Intersection", "Intersection: in all segments"),
                    ]),
                    "How the segments of the group are put together.",
                ),
                DESCRIPTION,
            ];
            FIELDS
        }
        Kind::SegmentItem => {
            const FIELDS: &[Field] = &[
                field(
                    "ContainmentMethod",
                    "Containment",
                    Control::Choice(&[seen("Inclusion", "Include"), inferred("Exclusion", "Exclude")]),
                    "Whether members of the segment enter or are kept out.",
                ),
                field(
                    "SegmentSourceType",
                    "Source",
                    Control::Choice(&[seen("Segment", "Segment")]),
                    "How a subscription list is stored was never published.",
                ),
                DESCRIPTION,
            ];
            FIELDS
        }
        Kind::Trigger => {
            const FIELDS: &[Field] = &[
                field(
                    "TimeoutValue",
                    "Wait up to",
                    Control::Number { min: 1, max: 365 },
                    "After that, contacts take the No branch.",
                ),
                field("TimeoutUnit", "Unit", Control::Choice(&[inferred("Hour", "Hours"), seen("Day", "Days")]), ""),
                field(
                    "RuleLogic",
                    "Rule logic",
                    Control::Choice(&[seen("AND", "All rules"), inferred("OR", "Any rule")]),
                    "Whether all rules must hold for the Yes branch.",
                ),
                field(
                    "ConditionExpressions",
                    "Rules",
                    Control::Conditions,
                    "What contacts must do to take the Yes branch.",
                ),
                DESCRIPTION,
            ];
            FIELDS
        }
        Kind::CreateCrmActivity => {
            const FIELDS: &[Field] = &[
                field(
                    "ActivityTypeName",
                    "Activity type",
                    Control::Choice(&[
                        inferred("appointment", "Appointment"),
                        seen("phonecall", "Phone call"),
                        inferred("task", "Task"),
                    ]),
                    "Goes together with the template's table.",
                ),
                field(
                    "TemplateEntityLogicalName",
                    "Template table",
                    Control::Choice(&[
                        inferred("msdyncrm_appointmentactivitymarketingtemplate", "Appointment templates"),
                        seen("msdyncrm_phonecallactivitymarketingtemplate", "Phone call templates"),
                        inferred("msdyncrm_taskactivitymarketingtemplate", "Task templates"),
                    ]),
                    "Goes together with the activity type.",
                ),
                field(
                    "Owner",
                    "Assigned to",
                    Control::Choice(&[
                        seen("msdyncrm_customerjourney.ownerid", "Owner of the journey"),
                        inferred("contact.ownerid", "Owner of the contact"),
                        inferred("contact.createdby", "Who created the contact"),
                    ]),
                    "",
                ),
                DESCRIPTION,
            ];
            FIELDS
        }
        Kind::Scheduler => {
            const FIELDS: &[Field] = &[
                field(
                    "OffsetType",
                    "Type",
                    Control::Choice(&[seen("Duration", "Duration")]),
                    "How a fixed date is stored was never published.",
                ),
                field("ScheduledDurationValue", "Wait for", Control::Number { min: 0, max: 365 }, ""),
                field(
                    "ScheduledDurationUnit",
                    "Unit",
                    Control::Choice(&[
                        seen("Minute", "Minutes"),
                        inferred("Hour", "Hours"),
                        inferred("Day", "Days"),
                        inferred("Week", "Weeks"),
                        inferred("Month", "Months"),
                    ]),
                    "",
                ),
                field(
                    "ScheduledHour",
                    "Time of day",
                    Control::Time { hour_member: "ScheduledHour", minute_member: "ScheduledMinute" },
                    "What it does together with a duration was never published.",
                ),
                field("WaitUntilMonday", "Release on", Control::WeekDays(&WEEK), "Contacts go on only on these days."),
                field(
                    "WaitUntilFromHour",
                    "Release from",
                    Control::Time { hour_member: "WaitUntilFromHour", minute_member: "WaitUntilFromMinute" },
                    "In the journey's time zone.",
                ),
                field(
                    "WaitUntilToHour",
                    "Release until",
                    Control::Time { hour_member: "WaitUntilToHour", minute_member: "WaitUntilToMinute" },
                    "In the journey's time zone.",
                ),
                DESCRIPTION,
            ];
            FIELDS
        }
        _ => &[DESCRIPTION],
    }
}

/// What a member of an item of this kind is called; `None` when nothing is known of it.
pub fn label(kind: Kind, member: &str) -> Option<&'static str> {
    let own = fields(kind).iter().find_map(|field| match field.control {
        Control::Time { hour_member, .. } if hour_member == member => Some(field.label),
        Control::Time { minute_member, .. } if minute_member == member => {
            TIMES.iter().find_map(|(label, minute)| (*label == field.label).then_some(*minute))
        }
        Control::WeekDays(days) => days.iter().position(|day| *day == member).map(|day| RELEASE_ON[day]),
        _ => (field.member == member).then_some(field.label),
    });
    own.or(match member {
        "Name" => Some("Name"),
        "ItemId" => Some(record_label(kind)),
        "IsNameSystemDefined" => Some("Named by the system"),
        "SegmentDisplayName" => Some("Segment name"),
        "DciSegmentName" => Some("Internal name of the segment"),
        "EntityTarget" => Some("Target"),
        _ => None,
    })
}

/// What the record of an item of this kind is called.
pub fn record_label(kind: Kind) -> &'static str {
    match kind {
        Kind::CreateCrmActivity => "Activity template",
        Kind::InvokeWorkflow => "Workflow",
        kind if kind.record_table().is_some() => kind.label(),
        _ => "Record",
    }
}

/// The label of a member's value, where it is one of a choice; of a flag `yes` or `no`.
pub fn value_word(kind: Kind, member: &str, value: &Json) -> Option<&'static str> {
    let field = fields(kind).iter().find(|field| field.member == member)?;
    match (field.control, value) {
        (Control::Choice(choices), Json::Text(text)) => {
            choices.iter().find(|choice| choice.value.eq_ignore_ascii_case(text)).map(|choice| choice.label)
        }
        _ => None,
    }
}

/// Times of day by their label, and what their minute is called.
const TIMES: &[(&str, &str)] = &[
    ("Time of day", "Time of day (minute)"),
    ("Release from", "Release from (minute)"),
    ("Release until", "Release until (minute)"),
];

const RELEASE_ON: [&str; 7] = [
    "Release on Monday",
    "Release on Tuesday",
    "Release on Wednesday",
    "Release on Thursday",
    "Release on Friday",
    "Release on Saturday",
    "Release on Sunday",
];

const fn field(member: &'static str, label: &'static str, control: Control, help: &'static str) -> Field {
    Field { member, label, control, help }
}

const fn seen(value: &'static str, label: &'static str) -> Choice {
    Choice { value, label, inferred: false }
}

const fn inferred(value: &'static str, label: &'static str) -> Choice {
    Choice { value, label, inferred: true }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::new_tile::NewItem;

    #[test]
    fn what_a_new_tile_writes_has_a_control() {
        for kind in Kind::ALL.iter().copied().filter(|kind| kind.creatable()) {
            let mut known = Vec::new();
            for field in fields(kind) {
                match field.control {
                    Control::Time { hour_member, minute_member } => known.extend([hour_member, minute_member]),
                    Control::WeekDays(days) => known.extend(days),
                    _ => known.push(field.member),
                }
            }
            for (member, _) in NewItem::of(kind).members {
                assert!(known.contains(&member.as_str()), "{kind:?} {member}");
            }
        }
    }

    #[test]
    fn new_tiles_hold_only_values_that_were_seen() {
        for kind in Kind::ALL.iter().copied().filter(|kind| kind.creatable()) {
            let members = NewItem::of(kind).members;
            for field in fields(kind) {
                let Control::Choice(choices) = field.control else { continue };
                let value =
                    members.iter().find(|(name, _)| name == field.member).and_then(|(_, value)| value.as_text());
                let choice = choices.iter().find(|choice| Some(choice.value) == value);
                assert!(choice.is_some_and(|choice| !choice.inferred), "{kind:?} {}", field.member);
            }
        }
    }
}
