//! One tile on the canvas: icon, type, name, record, nested items, marks of problems.

use journey::{Document, Item, ItemRef, Kind, Place, Severity, TileKey};
use leptos::prelude::*;

use super::Designer;
use super::view::Detail;
use crate::journeys::kinds;
use crate::session::{RecordState, Work};
use crate::ui::icon::{ERROR_CIRCLE_20_FILLED, Icon, WARNING_20_FILLED};
use crate::ui::words::{fill, t};

/// Nested items shown on a tile; more are counted.
const SHOWN_ITEMS: usize = 6;

/// Id of a tile's element.
pub fn dom_id(key: TileKey) -> String {
    format!("{key:?}").replace(['(', ')'], "_")
}

/// A tile. It is painted again when it changes, moves, is selected, or its problems change.
#[component]
pub fn TileCard(
    /// The screen.
    designer: Designer,
    /// Which tile.
    key: TileKey,
    /// How much of it.
    detail: Memo<Detail>,
) -> impl IntoView {
    let session = designer.session;
    let place = Memo::new(move |_| session.layout().rect(key));
    let selected = Memo::new(move |_| session.selection.get().filter(|at| at.tile == key).map(|at| at.item));
    let problem = Memo::new(move |_| designer.worst_problem(key));
    let style = move || {
        place.get().map_or_else(String::new, |rect| {
            format!(
                "transform:translate({:.1}px,{:.1}px);width:{:.1}px;height:{:.1}px",
                rect.x, rect.y, rect.width, rect.height
            )
        })
    };
    let (kind, activity_id) = session.with(|editor| {
        let tile = editor.document().tile(key);
        tile.map_or((Kind::Other, String::new()), |tile| (tile.kind(), tile.activity_id().to_owned()))
    });
    let select = move |event: web_sys::MouseEvent| {
        event.stop_propagation();
        session.selection.set(Some(ItemRef { tile: key, item: 0 }));
    };
    view! {
        <div
            class="tile"
            id=dom_id(key)
            role="group"
            aria-roledescription=t("tile")
            aria-current=move || selected.get().is_some().then_some("true")
            aria-label=move || {
                let faulty = problem.get().is_some();
                session.with_tile(key, |editor| spoken(editor.document(), key, faulty))
            }
            data-activity-id=activity_id
            data-kind=kind.type_id()
            class:brief=move || detail.get() == Detail::Brief
            class:faulty=move || problem.get().is_some()
            style=style
            on:click=select
            on:dblclick=move |_| designer.edit_selected()
        >
            {move || {
                if kind == Kind::Empty {
                    view! { <EmptyBranch designer key /> }.into_any()
                } else if detail.get() == Detail::Brief {
                    view! { <Header designer key kind brief=true /> }.into_any()
                } else {
                    view! { <Header designer key kind brief=false /> <Nested designer key /> }.into_any()
                }
            }}
            {move || {
                problem
                    .get()
                    .map(|(severity, code)| {
                        let icon = if severity == Severity::Error { ERROR_CIRCLE_20_FILLED } else { WARNING_20_FILLED };
                        view! {
                            <span class="problem_mark" data-problem=code data-severity=format!("{severity:?}")>
                                <Icon data=icon />
                            </span>
                        }
                    })
            }}
        </div>
    }
}

/// What a screen reader says of a tile.
pub fn spoken(document: &Document, key: TileKey, faulty: bool) -> String {
    let Some(tile) = document.tile(key) else { return String::new() };
    let mut text = fill("{0}: {1}", &[kinds::label(tile.kind()), tile.name()]);
    match document.children(key).len() {
        0 => text.push_str(t(", nothing follows")),
        1 => {}
        more => text.push_str(&fill(", {0} follow", &[&more.to_string()])),
    }
    if faulty {
        text.push_str(t(", has problems"));
    }
    text
}

#[component]
fn Header(designer: Designer, key: TileKey, kind: Kind, brief: bool) -> impl IntoView {
    let session = designer.session;
    let name = move || session.with_tile(key, |editor| editor.document().tile(key).map(|tile| tile.name().to_owned()));
    let record = move || {
        let (table, id) = session.with_tile(key, |editor| {
            let tile = editor.document().tile(key)?;
            let item = tile.items().first()?;
            Some((item.record_table()?, item.record().map(str::to_owned)))
        })?;
        let Some(id) = id else { return Some((t("Nothing chosen").to_owned(), "missing")) };
        Some(match session.organisation().records().state(&table, &id)? {
            RecordState::Found(found) if found.live => (found.name, "live"),
            RecordState::Found(found) => (format!("{} · {}", found.name, found.status.unwrap_or_default()), "idle"),
            RecordState::Gone => (t("Record not found").to_owned(), "missing"),
            RecordState::Asked | RecordState::Unknown => (String::new(), "unknown"),
        })
    };
    view! {
        <div class="head">
            <span class="kind_icon">
                <Icon data=kinds::icon(kind) />
            </span>
            <span class="texts">
                {(!brief).then(|| view! { <span class="kind">{kinds::label(kind)}</span> })}
                <span class="name" dir="auto">{name}</span>
                {(!brief)
                    .then(|| {
                        view! {
                            {move || {
                                record()
                                    .map(|(text, state)| {
                                        view! { <span class="record" data-state=state dir="auto">{text}</span> }
                                    })
                                    .or_else(|| {
                                        session
                                            .with_tile(key, |editor| kinds::summary(editor.document(), key))
                                            .map(|text| view! { <span class="record" data-state="live" dir="auto">{text}</span> })
                                    })
                            }}
                        }
                    })}
            </span>
        </div>
    }
}

/// Nested items, each selectable.
#[component]
fn Nested(designer: Designer, key: TileKey) -> impl IntoView {
    let session = designer.session;
    let items = move || {
        session.with_tile(key, |editor| {
            editor.document().tile(key).map_or_else(Vec::new, |tile| {
                tile.items().iter().skip(1).map(|item| (item.kind(), item_text(item))).collect::<Vec<_>>()
            })
        })
    };
    move || {
        let items = items();
        let more = items.len().saturating_sub(SHOWN_ITEMS);
        (!items.is_empty()).then(|| {
            view! {
                <div class="items">
                    {items
                        .into_iter()
                        .take(SHOWN_ITEMS)
                        .enumerate()
                        .map(|(index, (kind, text))| {
                            let at = ItemRef { tile: key, item: index + 1 };
                            view! {
                                <div
                                    class="item"
                                    class:selected=move || session.selection.get() == Some(at)
                                    on:click=move |event| {
                                        event.stop_propagation();
                                        session.selection.set(Some(at));
                                    }
                                >
                                    <Icon data=kinds::icon(kind) />
                                    <span class="ellipsis" dir="auto">{text}</span>
                                </div>
                            }
                        })
                        .collect_view()}
                    {(more > 0).then(|| view! { <div class="item muted">{fill("{0} more", &[&more.to_string()])}</div> })}
                </div>
            }
        })
    }
}

fn item_text(item: &Item) -> String {
    let name = item.display_name();
    if name.is_empty() { kinds::label(item.kind()).to_owned() } else { name }
}

/// An unused branch: the place to put its first tile.
#[component]
fn EmptyBranch(designer: Designer, key: TileKey) -> impl IntoView {
    let blocked = designer.pipeline_lock();
    view! {
        <button
            type="button"
            class="empty_branch"
            tabindex="-1"
            disabled=move || blocked.with(Option::is_some)
            title=move || blocked.get().unwrap_or_default()
            on:click=move |event| {
                event.stop_propagation();
                designer.offer_tiles(Place::Before(key), &event);
            }
        >
            {t("+ Add a tile")}
        </button>
    }
}
