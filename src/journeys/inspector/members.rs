//! Members without a control of their own, by their JSON type, so that nothing stored is out of reach or lost.

use journey::{Command, Item, Json, Kind};
use leptos::prelude::*;

use super::fields::dedicated;
use super::place::Place;
use super::typed::{Type, converted, read, shown};
use crate::ui::field::{Bound, Fault, Mark, Shape, TextInput, fresh_id};
use crate::ui::icon::{ADD_20_REGULAR, DELETE_20_REGULAR, Icon};
use crate::ui::words::{fill, t};

/// Members of an item that have their place elsewhere in the inspector.
const COMMON: [&str; 3] = ["ActivityItemId", "ActivityTypeId", "Name"];
/// Members of an activity that the tree is made of, and what else is shown under Identity.
const TREE: [&str; 6] =
    ["ActivityId", "ActivityTypeId", "EntityTarget", "ParentActivityId", "ParentBranchId", "ParentRelationshipType"];

/// Members of one object of the document, and how they are set. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Bag {
    /// The members to show, in stored order.
    pub members: Signal<Vec<(String, Json)>>,
    /// Whether there is a member of that name, shown here or not.
    pub has: Callback<String, bool>,
    /// Sets a member, or removes it.
    pub set: Callback<(String, Option<Json>), Result<(), Fault>>,
    /// Why nothing can be changed now.
    pub lock: Signal<Option<String>>,
}

impl Bag {
    fn value(&self, name: &str) -> Option<Json> {
        self.members.with(|all| all.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value.clone()))
    }

    fn set(&self, name: &str, value: Option<Json>) -> Result<(), Fault> {
        self.set.run((name.to_owned(), value))
    }
}

/// The members of an item that have no control; of a tile's header, those of the activity as well.
#[component]
pub fn OtherMembers(
    /// The item.
    place: Place,
    /// What it is.
    kind: Kind,
    /// Why they can't be changed now.
    lock: Memo<Option<String>>,
) -> impl IntoView {
    let known = StoredValue::new(dedicated(kind));
    let is_other = move |name: &str, value: &Json, item: &Item| {
        let has_lookup = item.record_table().is_some();
        let is_record = name == "ItemId" && (has_lookup || (*value == Json::Null && !kind.takes_record()));
        !is_record && !COMMON.contains(&name) && !known.with_value(|known| known.contains(&name))
    };
    let members = Memo::new(move |_| {
        let others = |item: &Item| item.members().filter(|(name, value)| is_other(name, value, item)).collect();
        place.item(others).unwrap_or_default()
    });
    let of_item = Bag {
        members: members.into(),
        has: Callback::new(move |name: String| {
            untrack(|| place.member(&name)).is_some() || COMMON.contains(&name.as_str())
        }),
        set: Callback::new(move |(name, value): (String, _)| place.set(&name, value)),
        lock: lock.into(),
    };
    let of_tile = (place.at.item == 0).then(|| activity_bag(place, lock));
    let count = move || members.with(Vec::len) + of_tile.map_or(0, |bag| bag.members.with(Vec::len));
    view! {
        <details class="inspector_more" data-role="other-values">
            <summary>{move || fill("Other values ({0})", &[&count().to_string()])}</summary>
            <p class="muted">{t("What is stored here beside the settings above. Every value stays as it is until you change it.")}</p>
            <TypedMembers bag=of_item />
            {of_tile
                .map(|bag| {
                    view! {
                        <h3>{t("Of the activity")}</h3>
                        <TypedMembers bag />
                    }
                })}
        </details>
    }
}

fn activity_bag(place: Place, lock: Memo<Option<String>>) -> Bag {
    let members = Memo::new(move |_| {
        let all = place.tile(|tile| tile.members().filter(|(name, _)| !TREE.contains(&name.as_str())).collect());
        all.unwrap_or_default()
    });
    Bag {
        members: members.into(),
        has: Callback::new(move |name: String| {
            name == "Properties" || TREE.contains(&name.as_str()) || members.with_untracked(|all| has(all, &name))
        }),
        set: Callback::new(move |(name, value): (String, _)| {
            place.run(Command::SetTileMember { tile: place.at.tile, name, value })
        }),
        lock: lock.into(),
    }
}

fn has(members: &[(String, Json)], name: &str) -> bool {
    members.iter().any(|(own, _)| own == name)
}

/// One row for each member, and one to add another.
#[component]
pub fn TypedMembers(
    /// The members.
    bag: Bag,
) -> impl IntoView {
    // A repeated name is one row: the last of them counts, as browsers read it.
    let names = move || {
        let mut rows: Vec<(String, Type)> = Vec::new();
        for (name, value) in bag.members.get() {
            rows.retain(|(own, _)| *own != name);
            rows.push((name, Type::of(&value)));
        }
        rows
    };
    let names = Memo::new(move |_| names());
    view! {
        <ul class="typed_members">
            <For each=move || names.get() key=Clone::clone let((name, kind))>
                <TypedMember bag name kind />
            </For>
        </ul>
        <Show when=move || bag.lock.with(Option::is_none)>
            <AddMember bag />
        </Show>
    }
}

#[component]
fn TypedMember(bag: Bag, name: String, kind: Type) -> impl IntoView {
    let id = fresh_id();
    let fault = RwSignal::new(None::<String>);
    let name = StoredValue::new(name);
    let value = move || name.with_value(|name| bag.value(name));
    let set = move |value: Option<Json>| name.with_value(|name| bag.set(name, value));
    let say = move |outcome: Result<(), Fault>| {
        fault.set(outcome.err().map(Fault::text));
    };
    let change_type = move |event: web_sys::Event| {
        let select: web_sys::HtmlSelectElement = event_target(&event);
        let wanted = Type::named(&select.value()).filter(|wanted| *wanted != kind);
        if let Some((wanted, value)) = wanted.zip(untrack(value)) {
            say(set(Some(converted(&value, wanted))));
            select.set_value(kind.name());
        }
    };
    let is_locked = move || bag.lock.with(Option::is_some);
    let title = move || bag.lock.get().unwrap_or_default();
    let options = Type::ALL.into_iter().map(|own| {
        view! { <option value=own.name() selected=own == kind>{own.label()}</option> }
    });
    let label = name.get_value();
    view! {
        <li class="typed_member">
            <div class="typed_head">
                <label class="ellipsis" for=id.clone() title=label.clone()>{label.clone()}</label>
                <select
                    class="input"
                    aria-label=fill("Type of {0}", &[&label])
                    data-type-of=label.clone()
                    disabled=is_locked
                    title=title
                    on:change=change_type
                >
                    {options.collect_view()}
                </select>
                <button
                    type="button"
                    class="button subtle compact"
                    aria-label=fill("Remove {0}", &[&label])
                    title=fill("Remove {0}", &[&label])
                    disabled=is_locked
                    on:click=move |_| say(set(None))
                >
                    <Icon data=DELETE_20_REGULAR />
                </button>
            </div>
            <ValueControl id=id.clone() kind value=Signal::derive(value) set=Callback::new(set) name=label lock=bag.lock fault />
            <span class="error" role="alert" id=format!("{id}-fault")>{fault}</span>
        </li>
    }
}

/// The control of one value, by its type.
#[component]
fn ValueControl(
    id: String,
    kind: Type,
    value: Signal<Option<Json>>,
    set: Callback<Option<Json>, Result<(), Fault>>,
    name: String,
    lock: Signal<Option<String>>,
    fault: RwSignal<Option<String>>,
) -> impl IntoView {
    let mark = Mark::Member(name.clone());
    match kind {
        Type::Nothing => view! { <output class="muted" id=id data-member=name>"null"</output> }.into_any(),
        Type::Flag => {
            let is_on = Memo::new(move |_| value.get() == Some(Json::Bool(true)));
            let on_change = move |event: web_sys::Event| {
                let input: web_sys::HtmlInputElement = event_target(&event);
                let outcome = set.run(Some(Json::Bool(input.checked())));
                fault.set(outcome.err().map(Fault::text));
                input.set_checked(is_on.get_untracked());
            };
            view! {
                <span class="check">
                    <input
                        type="checkbox"
                        id=id
                        data-member=name
                        disabled=move || lock.with(Option::is_some)
                        prop:checked=is_on
                        on:change=on_change
                    />
                    <span class="muted" aria-hidden="true">{move || if is_on.get() { t("Yes") } else { t("No") }}</span>
                </span>
            }
            .into_any()
        }
        Type::Text | Type::Number | Type::List | Type::Object => {
            let read_value = move || value.get().map(|value| shown(&value)).unwrap_or_default();
            let commit = move |text: String| {
                let typed = if kind == Type::Text { text.as_str() } else { text.trim() };
                let new = read(typed, kind).map_err(Fault::Unreadable)?;
                // Other spacing of the same value is no change.
                if untrack(|| value.get()).as_ref() == Some(&new) { Ok(()) } else { set.run(Some(new)) }
            };
            let bound = Bound::new(read_value, commit, lock);
            let has_lines = bound.value.with_untracked(|text| text.contains(['\n', '\r']));
            let shape = match kind {
                Type::Number => Shape::Number,
                Type::Text if !has_lines => Shape::Line,
                _ => Shape::Lines,
            };
            view! { <TextInput bound id fault mark shape /> }.into_any()
        }
    }
}

#[component]
fn AddMember(bag: Bag) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<String>);
    let id = fresh_id();
    let add = move || {
        let wanted = name.with_untracked(|name| name.trim().to_owned());
        if wanted.is_empty() {
            fault.set(Some(t("Write the name of the value first.").to_owned()));
        } else if bag.has.run(wanted.clone()) {
            fault.set(Some(fill("There is already a value named {0}.", &[&wanted])));
        } else {
            match bag.set(&wanted, Some(Json::text(""))) {
                Ok(()) => {
                    name.set(String::new());
                    fault.set(None);
                }
                Err(reason) => fault.set(Some(reason.text())),
            }
        }
    };
    view! {
        <div class="typed_add">
            <input
                class="input"
                type="text"
                id=id.clone()
                autocomplete="off"
                spellcheck="false"
                aria-label=t("Name of another value")
                placeholder=t("Name of another value")
                aria-describedby=format!("{id}-fault")
                data-role="new-member"
                prop:value=name
                on:input=move |event| {
                    fault.set(None);
                    name.set(event_target_value(&event));
                }
                on:keydown=move |event| {
                    if event.key() == "Enter" {
                        event.prevent_default();
                        add();
                    }
                }
            />
            <button type="button" class="button" on:click=move |_| add()>
                <Icon data=ADD_20_REGULAR />
                {t("Add")}
            </button>
        </div>
        <span class="error" role="alert" id=format!("{id}-fault")>{fault}</span>
    }
}
