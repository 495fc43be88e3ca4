//! The rules of a trigger: which earlier item, and what must happen there (`reference/journeys.md 3.4, 4.4`).

use journey::{Command, Condition, ItemRef, Json, Kind, Step, conditions, upstream_items};
use leptos::prelude::*;

use super::members::{Bag, TypedMembers};
use super::place::Place;
use crate::ui::field::{Bound, ChoiceField, Choices, Fault, Field, Mark, TextField, fresh_id};
use crate::ui::icon::{ADD_20_REGULAR, DELETE_20_REGULAR, Icon};
use crate::ui::words::{fill, t};

const EXPRESSIONS: &str = "ConditionExpressions";
const SOURCE: &str = "SourceActivityItemId";
const CONDITION: &str = "Condition";
/// The only code that was ever published: a page or form was submitted.
const SUBMITTED: &str = "UserRegistered";

/// Rules as rows, with a button to add one.
#[component]
pub fn Conditions(
    /// The trigger's header.
    place: Place,
    /// What they are called.
    label: &'static str,
    /// What they are for.
    hint: &'static str,
    /// Why they can't be changed now.
    lock: Memo<Option<String>>,
) -> impl IntoView {
    let id = fresh_id();
    let fault = RwSignal::new(None::<String>);
    let all = Memo::new(move |_| place.item(conditions).unwrap_or_default());
    let count = Memo::new(move |_| all.with(Vec::len));
    // The tiles before the trigger are other tiles: any step may have changed them.
    let sources =
        Memo::new(move |_| place.session.with_any_change(|editor| upstream_items(editor.document(), place.at.tile)));
    let add = move |_| {
        let outcome = place.run(addition(place, &sources.get_untracked()));
        fault.set(outcome.err().map(Fault::text));
    };
    let nothing_before = move || sources.with(Vec::is_empty);
    let suggestions = format!("{id}-codes");
    let list = suggestions.clone();
    view! {
        <Field label id hint fault group=true>
            <datalist id=suggestions>
                <option value=SUBMITTED>{t("Submitted")}</option>
            </datalist>
            <ol class="conditions">
                <For each=move || 0..count.get() key=|index| *index let(index)>
                    <Row place index all sources lock suggestions=list.clone() />
                </For>
            </ol>
            <Show when=nothing_before>
                <p class="muted">{t("No tile before this one can be answered to. Put an email, a page, a form or an event before it.")}</p>
            </Show>
            <Show when=move || lock.with(Option::is_none)>
                <button
                    type="button"
                    class="button subtle small"
                    data-role="add-condition"
                    disabled=nothing_before
                    on:click=add
                >
                    <Icon data=ADD_20_REGULAR />
                    {t("Add rule")}
                </button>
            </Show>
        </Field>
    }
}

type Source = (ItemRef, i64, String);

/// A new rule about the nearest item that can be submitted, else about the nearest there is.
fn addition(place: Place, sources: &[Source]) -> Command {
    let submits = |(at, ..): &&Source| {
        let kind = place.session.with(|editor| Some(editor.document().tile(at.tile)?.items().get(at.item)?.kind()));
        matches!(kind, Some(Kind::LandingPage | Kind::MarketingForm | Kind::Event))
    };
    let submitted = sources.iter().rev().find(submits);
    let condition = Condition {
        source: submitted.or(sources.last()).map(|(_, number, _)| *number),
        condition: Some(if submitted.is_some() { SUBMITTED } else { "" }.to_owned()),
        others: Vec::new(),
    };
    match untrack(|| place.member(EXPRESSIONS)) {
        Some(Json::List(rules)) => {
            let path = vec![Step::Name(EXPRESSIONS.to_owned()), Step::Index(rules.len())];
            Command::SetMember { at: place.at, path, value: Some(condition.to_json()) }
        }
        _ => place.setting(EXPRESSIONS, Some(Json::List(vec![condition.to_json()]))),
    }
}

/// One rule, by its index. Cheap to copy.
#[derive(Clone, Copy)]
struct Rule {
    place: Place,
    index: usize,
}

impl Rule {
    fn path(&self, member: Option<&str>) -> Vec<Step> {
        let mut path = vec![Step::Name(EXPRESSIONS.to_owned()), Step::Index(self.index)];
        path.extend(member.map(|member| Step::Name(member.to_owned())));
        path
    }

    fn stored(&self) -> Option<Json> {
        match self.place.member(EXPRESSIONS) {
            Some(Json::List(rules)) => rules.into_iter().nth(self.index),
            _ => None,
        }
    }

    fn set(&self, member: &str, value: Option<Json>) -> Result<(), Fault> {
        // An entry that is no object has no members to set: it becomes one.
        let is_object = matches!(untrack(|| self.stored()), Some(Json::Object(_)));
        let (path, value) = match value {
            Some(value) if !is_object => (self.path(None), Some(Json::Object(vec![(member.to_owned(), value)]))),
            value => (self.path(Some(member)), value),
        };
        self.place.run(Command::SetMember { at: self.place.at, path, value })
    }

    fn set_source(&self, number: String) -> Result<(), Fault> {
        // The product stores the number as a string; what has it as a number keeps that.
        let before = untrack(|| self.stored()).and_then(|rule| rule.member(SOURCE).cloned());
        let value = match before {
            Some(Json::Number(_)) => Json::Number(number.into()),
            _ => Json::Text(number),
        };
        self.set(SOURCE, Some(value))
    }

    fn remove(&self) -> Result<(), Fault> {
        self.place.run(Command::SetMember { at: self.place.at, path: self.path(None), value: None })
    }
}

#[component]
fn Row(
    place: Place,
    index: usize,
    all: Memo<Vec<Condition>>,
    sources: Memo<Vec<Source>>,
    lock: Memo<Option<String>>,
    suggestions: String,
) -> impl IntoView {
    let rule = Rule { place, index };
    let this = move || all.with(|all| all.get(index).cloned());
    let source = Bound::new(
        move || this().and_then(|rule| rule.source).map_or_else(String::new, |number| number.to_string()),
        move |number: String| if number.is_empty() { Ok(()) } else { rule.set_source(number) },
        lock,
    );
    let condition = Bound::new(
        move || this().and_then(|rule| rule.condition).unwrap_or_default(),
        move |code: String| rule.set(CONDITION, Some(Json::Text(code))),
        lock,
    );
    let choices = Signal::derive(move || {
        let upstream = sources.get();
        let mut choices: Choices = upstream.into_iter().map(|(_, number, label)| (number.to_string(), label)).collect();
        if let Some(number) = this().and_then(|rule| rule.source).map(|number| number.to_string())
            && choices.iter().all(|(own, _)| *own != number)
        {
            choices.insert(0, (number.clone(), fill("Item {0}, which is not before this tile", &[&number])));
        }
        choices
    });
    let fault = RwSignal::new(None::<String>);
    let remove = move |_| {
        let outcome = rule.remove();
        // A rule that is gone has no place to say anything.
        if !fault.is_disposed() {
            fault.set(outcome.err().map(Fault::text));
        }
    };
    let position = (index + 1).to_string();
    view! {
        <li class="condition" aria-label=fill("Rule {0}", &[&position])>
            <ChoiceField label=t("Source") bound=source choices mark=Mark::Member(SOURCE.to_owned()) />
            <TextField label=t("Condition") bound=condition mark=Mark::Member(CONDITION.to_owned()) suggestions hint=Signal::derive(move || condition_hint(&condition.value.get())) />
            <Extras rule all lock />
            <span class="error" role="alert">{fault}</span>
            <Show when=move || lock.with(Option::is_none)>
                <button
                    type="button"
                    class="button subtle small"
                    aria-label=fill("Remove rule {0}", &[&(index + 1).to_string()])
                    on:click=remove
                >
                    <Icon data=DELETE_20_REGULAR />
                    {t("Remove rule")}
                </button>
            </Show>
        </li>
    }
}

fn condition_hint(code: &str) -> String {
    match code {
        SUBMITTED => t("The page or form was submitted, or the contact registered.").to_owned(),
        "" => t("The codes of other conditions were never published. Copy one from a journey that has it.").to_owned(),
        _ => t("This code was never published; it is kept as it is.").to_owned(),
    }
}

/// Members of a rule whose meaning nobody published, when there are any.
#[component]
fn Extras(rule: Rule, all: Memo<Vec<Condition>>, lock: Memo<Option<String>>) -> impl IntoView {
    let others =
        Memo::new(move |_| all.with(|all| all.get(rule.index).map(|rule| rule.others.clone()).unwrap_or_default()));
    let bag = Bag {
        members: others.into(),
        has: Callback::new(move |name: String| {
            name == SOURCE || name == CONDITION || others.with_untracked(|all| all.iter().any(|(own, _)| *own == name))
        }),
        set: Callback::new(move |(name, value): (String, _)| rule.set(&name, value)),
        lock: lock.into(),
    };
    view! {
        <Show when=move || others.with(|others| !others.is_empty())>
            <details class="inspector_more">
                <summary>{move || fill("Other values ({0})", &[&others.with(Vec::len).to_string()])}</summary>
                <TypedMembers bag />
            </details>
        </Show>
    }
}
