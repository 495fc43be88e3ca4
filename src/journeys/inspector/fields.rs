//! The known settings of an item, each with the control that fits it (`reference/journeys.md 3.4`).

use journey::{Command, Control, Field, Json, Kind, fields};
use leptos::prelude::*;

use super::Conditions;
use super::place::Place;
use super::schedule::{DaysField, TimeField};
use crate::ui::field::{Bound, ChoiceField, Choices, Fault, Mark, Shape, TextField};
use crate::ui::words::{fill, t};

/// Every member that has a control of its own, in the order of the product's panes.
pub fn dedicated(kind: Kind) -> Vec<&'static str> {
    let mut members = Vec::new();
    for field in fields(kind) {
        match field.control {
            Control::Time { hour_member, minute_member } => members.extend([hour_member, minute_member]),
            Control::WeekDays(days) => members.extend(days),
            _ => members.push(field.member),
        }
    }
    members
}

/// The known settings.
#[component]
pub fn KnownFields(
    /// The item.
    place: Place,
    /// What it is.
    kind: Kind,
    /// Why they can't be changed now.
    lock: Memo<Option<String>>,
) -> impl IntoView {
    fields(kind).iter().map(|field| view! { <KnownField place field lock /> }).collect_view()
}

#[component]
fn KnownField(place: Place, field: &'static Field, lock: Memo<Option<String>>) -> impl IntoView {
    let (label, hint, member) = (t(field.label), t(field.help), field.member);
    let mark = Mark::Member(member.to_owned());
    let stored = move || place.member(member).map_or_else(String::new, |value| plain(&value));
    match field.control {
        Control::Text | Control::Memo => {
            let shape = if field.control == Control::Memo { Shape::Lines } else { Shape::Line };
            let bound = Bound::new(stored, move |text| place.set(member, Some(Json::Text(text))), lock);
            view! { <TextField label bound mark hint shape /> }.into_any()
        }
        Control::Number { min, max } => {
            let commit = move |typed: String| {
                let number = typed.trim().parse().ok().filter(|number| (min..=max).contains(number));
                let Some(number) = number else {
                    let bounds = [label, &min.to_string(), &max.to_string()];
                    return Err(Fault::Unreadable(fill("{0} takes whole numbers from {1} to {2}.", &bounds)));
                };
                let value = like(untrack(|| place.member(member)).as_ref(), number);
                place.set(member, Some(value))
            };
            let bound = Bound::new(stored, commit, lock);
            view! { <TextField label bound mark hint shape=Shape::Number /> }.into_any()
        }
        Control::Choice(known) => {
            let choices: Choices = known
                .iter()
                .map(|choice| {
                    let label = t(choice.label);
                    let label = if choice.inferred { fill("{0} (not confirmed)", &[label]) } else { label.to_owned() };
                    (choice.value.to_owned(), label)
                })
                .collect();
            // Compared in any casing, kept as stored.
            let shown = move || {
                let stored = stored();
                let known = known.iter().find(|choice| choice.value.eq_ignore_ascii_case(&stored));
                known.map_or(stored, |choice| choice.value.to_owned())
            };
            let bound = Bound::new(shown, move |value| choose(place, member, value), lock);
            let hint = Signal::derive(move || choice_hint(known, &bound.value.get(), hint));
            view! { <ChoiceField label bound choices=Signal::stored(choices) mark hint /> }.into_any()
        }
        Control::Time { hour_member, minute_member } => {
            view! { <TimeField place label hint hour_member minute_member lock /> }.into_any()
        }
        Control::WeekDays(days) => view! { <DaysField place label hint days lock /> }.into_any(),
        Control::Conditions => view! { <Conditions place label hint lock /> }.into_any(),
    }
}

/// What is said below a choice; of a value that nobody has seen in stored data, that first.
fn choice_hint(known: &[journey::Choice], value: &str, help: &str) -> String {
    if !known.iter().any(|choice| choice.inferred && choice.value == value) {
        return help.to_owned();
    }
    let caution = t("Not confirmed: the stored spelling was inferred from the product's screens.");
    if help.is_empty() { caution.to_owned() } else { format!("{caution} {help}") }
}

/// A value as its control shows it.
fn plain(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::Text(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A number in the form of the value that it replaces: some data has numbers as strings.
pub(super) fn like(before: Option<&Json>, number: i64) -> Json {
    match before {
        Some(Json::Text(_)) => Json::text(number.to_string()),
        _ => Json::number(number),
    }
}

fn choose(place: Place, member: &'static str, value: String) -> Result<(), Fault> {
    if value.is_empty() {
        return Ok(());
    }
    let set = place.setting(member, Some(Json::Text(value.clone())));
    let table = (member == "ActivityTypeName").then(|| template_table(&value)).flatten();
    let Some(table) =
        table.filter(|table| untrack(|| place.item(journey::Item::record_table).flatten()).as_deref() != Some(table))
    else {
        return place.run(set);
    };
    // A template of another type of activity cannot stay chosen.
    let mut commands = vec![set, place.setting("TemplateEntityLogicalName", Some(Json::text(table)))];
    if untrack(|| place.item(|item| item.record().is_some())) == Some(true) {
        commands.push(Command::ChooseRecord { at: place.at, record: None });
    }
    place.run(Command::All { label: t("Change activity type").to_owned(), commands })
}

/// The table of the templates that go with a type of activity (`reference/journeys.md 1.4`).
fn template_table(activity: &str) -> Option<&'static str> {
    match activity {
        "phonecall" => Some("msdyncrm_phonecallactivitymarketingtemplate"),
        "task" => Some("msdyncrm_taskactivitymarketingtemplate"),
        "appointment" => Some("msdyncrm_appointmentactivitymarketingtemplate"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_form() {
        assert_eq!(like(Some(&Json::text("5")), 7), Json::text("7"));
        assert_eq!(like(Some(&Json::number(5)), 7), Json::number(7));
        assert_eq!(like(None, 7), Json::number(7));
    }

    #[test]
    fn the_scheduler_leaves_no_member_without_a_control() {
        assert_eq!(dedicated(Kind::Scheduler).len(), 17);
        assert_eq!(dedicated(Kind::Root).len(), 0);
    }
}
