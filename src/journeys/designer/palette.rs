//! The palette: tiles that can be put in a place, with the reason where one can't.

use journey::{Command, Json, Kind, NewTile, Place};
use leptos::html;
use leptos::prelude::*;

use super::Designer;
use crate::journeys::kinds;
use crate::ui::icon::Icon;
use crate::ui::words::t;

/// Tiles whose stored form is known (`reference/journeys.md 3.4`), in the order of the product's toolbox.
/// The activity tile comes once for each kind of activity.
const OFFERED: &[(Kind, &str)] = &[
    (Kind::Email, ""),
    (Kind::Trigger, ""),
    (Kind::Scheduler, ""),
    (Kind::CreateCrmActivity, "phonecall"),
    (Kind::CreateCrmActivity, "task"),
    (Kind::CreateCrmActivity, "appointment"),
    (Kind::LandingPage, ""),
    (Kind::Event, ""),
    (Kind::Segment, ""),
];

/// An open palette: the place it inserts at, and where it stands on the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// Where the tile will go.
    pub place: Place,
    /// Left and top, in CSS pixels of the canvas.
    pub at: (f64, f64),
}

fn new_tile(kind: Kind, activity: &str) -> NewTile {
    let mut tile = NewTile::of(kind);
    if kind == Kind::CreateCrmActivity {
        tile = tile.named(name(kind, activity));
        for (member, value) in &mut tile.members {
            match member.as_str() {
                "ActivityTypeName" => *value = Json::text(activity),
                "TemplateEntityLogicalName" => {
                    *value = Json::text(format!("msdyncrm_{activity}activitymarketingtemplate"));
                }
                _ => {}
            }
        }
    }
    tile
}

fn name(kind: Kind, activity: &str) -> &'static str {
    match activity {
        "phonecall" => t("Phone call"),
        "task" => t("Task"),
        "appointment" => t("Appointment"),
        _ => kinds::label(kind),
    }
}

/// The palette as a menu at its place on the canvas.
#[component]
pub fn Palette(
    /// The screen.
    designer: Designer,
    /// What it offers.
    offer: Offer,
) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let cursor = RwSignal::new(0_usize);
    let field = NodeRef::<html::Input>::new();
    Effect::new(move || {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let place = offer.place.clone();
    // An audience tile starts a swimlane of its own, wherever the palette was opened.
    let all: Vec<_> = OFFERED
        .iter()
        .map(|(kind, activity)| {
            let place = if kind.is_audience() { designer.new_lane() } else { place.clone() };
            let command = Command::Insert { place, tile: new_tile(*kind, activity) };
            let refusal = designer.session.refuses(&command);
            (*kind, name(*kind, activity), command, refusal)
        })
        .collect();
    let all = StoredValue::new(all);
    let found = Memo::new(move |_| {
        let wanted = search.with(|text| text.trim().to_lowercase());
        all.with_value(|all| {
            (0..all.len()).filter(|index| all[*index].1.to_lowercase().contains(&wanted)).collect::<Vec<_>>()
        })
    });
    let choose = move |index: usize| {
        let Some((command, refusal)) =
            all.with_value(|all| all.get(index).map(|(_, _, command, refusal)| (command.clone(), refusal.clone())))
        else {
            return;
        };
        if refusal.is_none() {
            designer.close_palette();
            designer.session.run(command);
            designer.reveal_selected();
            designer.focus_canvas();
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        event.stop_propagation();
        let count = found.with(Vec::len).max(1);
        match event.key().as_str() {
            "ArrowDown" => cursor.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => cursor.update(|at| *at = (*at + count - 1) % count),
            "Enter" => {
                if let Some(index) = found.with(|found| found.get(cursor.get_untracked()).copied()) {
                    choose(index);
                }
            }
            "Escape" => {
                designer.close_palette();
                designer.focus_canvas();
            }
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div
            class="popover palette"
            role="dialog"
            aria-label=t("Choose a tile")
            style=format!("left:{:.0}px;top:{:.0}px", offer.at.0, offer.at.1)
            on:pointerdown=|event| event.stop_propagation()
            on:wheel=|event| event.stop_propagation()
        >
            <input
                class="input"
                node_ref=field
                type="text"
                role="combobox"
                aria-expanded="true"
                aria-controls="palette_list"
                aria-activedescendant=move || format!("palette_{}", cursor.get())
                placeholder=t("Search tiles")
                aria-label=t("Search tiles")
                prop:value=search
                on:input=move |event| {
                    search.set(event_target_value(&event));
                    cursor.set(0);
                }
                on:keydown=on_key
                on:blur=move |event: web_sys::FocusEvent| {
                    if event.related_target().is_none() {
                        designer.close_palette();
                    }
                }
            />
            <div id="palette_list" role="listbox" aria-label=t("Tiles")>
                {move || {
                    found
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(row, index)| {
                            let (kind, name, refusal) = all.with_value(|all| (all[index].0, all[index].1, all[index].3.clone()));
                            let (refused, reason) = (refusal.is_some(), refusal.clone().unwrap_or_default());
                            view! {
                                <div
                                    class="option"
                                    id=format!("palette_{row}")
                                    role="option"
                                    data-kind=kind.type_id()
                                    aria-selected=move || if cursor.get() == row { "true" } else { "false" }
                                    aria-disabled=refused.then_some("true")
                                    title=reason
                                    // The field keeps the focus, so that typing goes on.
                                    on:mousedown=|event| event.prevent_default()
                                    on:click=move |_| choose(index)
                                >
                                    <Icon data=kinds::icon(kind) />
                                    <span class="grow">
                                        {name} {refusal.map(|reason| view! { <small class="reason">{reason}</small> })}
                                    </span>
                                </div>
                            }
                        })
                        .collect_view()
                }}
                <Show when=move || found.with(Vec::is_empty)>
                    <p class="muted none">{t("No tile is called that.")}</p>
                </Show>
            </div>
        </div>
    }
}
