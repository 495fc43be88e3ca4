//! Lines that are not written yet, with what they still need.

use leptos::prelude::*;
use segment::ast::SetOperator;
use segment::builder::Join;
use segment::schema::{Relationship, Schema};

use super::behaviour::{interaction_picker, link_picker, links};
use super::board::Board;
use super::combo::{Combo, Offer};
use super::controls::{button, choice};
use super::deeds::Slot;
use super::draft::{Draft, What, draft_key};
use super::form::Form;
use super::heads::{joins, operator_named, operators, segment_picker};
use super::row::{Condition, condition};
use super::words;
use crate::session::Work as _;
use crate::ui::icon::{ADD_20_REGULAR, DELETE_20_REGULAR, ERROR_CIRCLE_20_FILLED, Icon};
use crate::ui::words::t;

/// The controls of a draft.
pub fn draft(board: Board, id: u32) -> AnyView {
    let what = board
        .drafts
        .with_untracked(|drafts| drafts.iter().find(|draft| draft.id == id).map(|draft| draft.what.clone()));
    match what {
        Some(What::Row(_)) => condition(Condition::new(board, Slot::Draft(id, 0))),
        Some(What::Group(..)) => group(board, id),
        Some(What::Related) => related(board, id),
        Some(What::Segment(_)) => segment(board, id),
        Some(What::Behaviour(..)) => behaviour(board, id),
        None => ().into_any(),
    }
}

/// What a draft says, reactive.
fn read<T>(board: Board, id: u32, read: impl FnOnce(&Draft) -> Option<T>) -> Option<T> {
    board.drafts.with(|drafts| drafts.iter().find(|draft| draft.id == id).and_then(read))
}

fn change(board: Board, id: u32, change: impl FnOnce(&mut What)) {
    board.drafts.update(|drafts| {
        if let Some(draft) = drafts.iter_mut().find(|draft| draft.id == id) {
            change(&mut draft.what);
        }
    });
}

/// The mark of a line that is not in the query yet, with what it lacks.
pub fn incomplete(missing: &'static str) -> AnyView {
    view! {
        <span class="incomplete" data-role="incomplete">
            <Icon data=ERROR_CIRCLE_20_FILLED />
            <span>{t(missing)} " " {t("It is not part of the query yet.")}</span>
        </span>
    }
    .into_any()
}

/// What a draft lacks, reactive.
pub fn missing(board: Board, id: u32) -> Option<&'static str> {
    read(board, id, |draft| match &draft.what {
        What::Row(form) => form.missing(),
        What::Group(_, forms) => forms.iter().find_map(Form::missing),
        What::Related => Some("Choose a related entity."),
        What::Segment(_) => Some("Choose a segment."),
        What::Behaviour(_, kind) if kind.is_empty() => Some("Choose an interaction."),
        What::Behaviour(..) => {
            Some("Choose a link, or type one. A query of this organisation shows how it is spelled.")
        }
    })
}

fn group(board: Board, id: u32) -> AnyView {
    let count = Memo::new(move |_| {
        read(board, id, |draft| match &draft.what {
            What::Group(_, forms) => Some(forms.len()),
            _ => None,
        })
        .unwrap_or_default()
    });
    let join = Signal::derive(move || {
        let join = read(board, id, |draft| match draft.what {
            What::Group(join, _) => Some(join),
            _ => None,
        });
        if join == Some(Join::Or) { "or" } else { "and" }.to_owned()
    });
    let choose = Callback::new(move |name: String| {
        change(board, id, |what| {
            if let What::Group(join, _) = what {
                *join = if name == "or" { Join::Or } else { Join::And };
            }
        });
    });
    let add = Callback::new(move |()| {
        change(board, id, |what| {
            if let What::Group(_, forms) = what {
                forms.push(Form::default());
            }
        });
    });
    view! {
        <div class="draft_group" role="group" aria-label=t("New group")>
            {choice(board, t("How the lines below belong together"), "join", joins(), join, choose)}
            <For each=move || 0..count.get() key=|index| *index let(index)>
                <div class="draft_row">
                    {condition(Condition::new(board, Slot::Draft(id, index)))}
                    {button(board, DELETE_20_REGULAR, t("Remove"), None, "remove-draft-row", Callback::new(move |()| remove(board, id, index)))}
                </div>
            </For>
            {button(board, ADD_20_REGULAR, t("Add row"), Some(t("Add row")), "add-draft-row", add)}
        </div>
    }
    .into_any()
}

/// Takes a condition out of a group; without any the group goes too. What remains may be complete.
fn remove(board: Board, id: u32, index: usize) {
    change(board, id, |what| {
        if let What::Group(_, forms) = what
            && index < forms.len()
        {
            forms.remove(index);
        }
    });
    let first = board
        .drafts
        .with_untracked(|drafts| drafts.iter().find(|draft| draft.id == id).map(|draft| draft.form(0).cloned()));
    match first {
        Some(None) => board.drop_draft(id),
        Some(Some(form)) => {
            // The reason is said at the line.
            let _ = board.put(&Slot::Draft(id, 0), form);
        }
        None => {}
    }
}

fn segment(board: Board, id: u32) -> AnyView {
    let choose = Callback::new(move |name: String| {
        let operator = untrack(|| operator_of(board, id));
        board.finish_segment(id, operator, name);
    });
    view! {
        {joining(board, id)}
        <span class="line_word">{t("members of")}</span>
        {segment_picker(board, Signal::derive(String::new), choose)}
    }
    .into_any()
}

fn behaviour(board: Board, id: u32) -> AnyView {
    let kind = Signal::derive(move || {
        read(board, id, |draft| match &draft.what {
            What::Behaviour(_, kind) => Some(kind.clone()),
            _ => None,
        })
        .unwrap_or_default()
    });
    let finish = move |kind: String, link: String| {
        let operator = untrack(|| operator_of(board, id));
        board.finish_behaviour(id, operator, kind, link);
    };
    let choose_kind = Callback::new(move |kind: String| {
        // One link in use is the one that is meant; of several a person chooses.
        if let [only] = &links(board, &kind)[..] {
            return finish(kind, only.clone());
        }
        change(board, id, |what| {
            if let What::Behaviour(_, own) = what {
                *own = kind;
            }
        });
        board.place.want(draft_key(id), "link");
        board.settle_later();
    });
    let choose_link = Callback::new(move |link: String| {
        let kind = kind.get_untracked();
        if !kind.is_empty() {
            finish(kind, link);
        }
    });
    view! {
        {joining(board, id)}
        <span class="line_word">{t("contacts with")}</span>
        {interaction_picker(board, kind, choose_kind)}
        <span class="line_word">{t("by the link")}</span>
        {link_picker(board, kind, Signal::derive(String::new), choose_link)}
    }
    .into_any()
}

fn operator_of(board: Board, id: u32) -> SetOperator {
    let operator = read(board, id, |draft| match draft.what {
        What::Segment(operator) | What::Behaviour(operator, _) => Some(operator),
        _ => None,
    });
    operator.unwrap_or(SetOperator::Union)
}

/// How a new block will join those above; nothing in an empty query.
fn joining(board: Board, id: u32) -> AnyView {
    let value = Signal::derive(move || operator_of(board, id).spelling().to_owned());
    let choose = Callback::new(move |name: String| {
        if let Some(new) = operator_named(&name) {
            change(board, id, |what| {
                if let What::Segment(operator) | What::Behaviour(operator, _) = what {
                    *operator = new;
                }
            });
        }
    });
    let is_first = board.written.with_untracked(|lines| lines.all().is_empty());
    (!is_first)
        .then(|| choice(board, t("How this block joins those above"), "set-operator", operators(), value, choose))
        .into_any()
}

fn related(board: Board, id: u32) -> AnyView {
    let from = Memo::new(move |_| {
        let host = read(board, id, |draft| Some(draft.host.clone()))?;
        board.shown.with(|lines| lines.get(&host)?.scope.as_ref()?.table.clone())
    });
    Effect::new(move || {
        if let Some(table) = from.get() {
            let schemas = board.session.organisation().schemas();
            schemas.need_table(&table);
            schemas.need_tables();
        }
    });
    let offers = Callback::new(move |()| {
        let Some(from) = from.get() else { return Vec::new() };
        board.schema(|schema| reachable(board, schema, &from).into_iter().map(|(offer, ..)| offer).collect())
    });
    let choose = Callback::new(move |name: String| {
        let Some(from) = from.get_untracked() else { return };
        let chosen = untrack(|| {
            board.schema(|schema| {
                let all = reachable(board, schema, &from).into_iter();
                all.map(|(offer, known, target)| (offer.value, known.clone(), target))
                    .find(|(value, ..)| *value == name)
            })
        });
        if let Some((_, relationship, target)) = chosen {
            board.session.organisation().schemas().need_table(&target);
            board.finish_related(id, &relationship, &target);
        }
    });
    view! {
        <span class="line_word">{t("related")}</span>
        <Combo
            board
            name=t("Related entity")
            shown=Signal::derive(String::new)
            offers
            choose
            role="related-table"
            placeholder="Choose a related entity"
            invalid=Signal::derive(|| true)
        />
    }
    .into_any()
}

/// Where a path can go on to from a table, as far as the dialect has a name for the way.
fn reachable<'s>(board: Board, schema: &'s dyn Schema, from: &str) -> Vec<(Offer, &'s Relationship, String)> {
    let dialect = board.session.table().dialect();
    let known = schema.table(from).yes().and_then(|table| table.relationships.as_ref());
    let ways = known.into_iter().flatten().filter_map(|known| {
        let (name, target) = (known.query_name(dialect)?, known.other_end(from)?.to_owned());
        let label = words::relationship(known, &target, schema);
        Some((Offer { value: name.clone(), label, detail: name, live: false }, known, target))
    });
    let mut ways: Vec<_> = ways.collect();
    ways.sort_by_cached_key(|(offer, ..)| offer.label.to_lowercase());
    ways
}
