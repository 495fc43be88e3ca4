//! Lines from tiles to what follows them, with the names of branches.

use journey::layout::{BranchLabel, Link};
use journey::{Kind, Place};
use leptos::prelude::*;

use super::Designer;
use super::canvas::Shown;
use super::view::Detail;
use crate::session::METRICS;
use crate::ui::words::t;

/// How far a line runs straight before it bends.
const BEND: f64 = 20.0;

fn path(out: &mut String, link: &Link) {
    use std::fmt::Write;
    let ((x1, y1), (x2, y2)) = (link.start, link.end);
    // Writing to a String cannot fail.
    let _ = if (y1 - y2).abs() < 0.5 {
        write!(out, "M{x1:.0} {y1:.0}H{x2:.0}")
    } else {
        let radius = 8.0_f64.min((y2 - y1).abs() / 2.0);
        let (corner, down) = (x1 + BEND, (y2 - y1).signum() * radius);
        write!(
            out,
            "M{x1:.0} {y1:.0}H{:.0}Q{corner:.0} {y1:.0} {corner:.0} {:.0}V{:.0}Q{corner:.0} {y2:.0} {:.0} {y2:.0}H{x2:.0}",
            corner - radius,
            y1 + down,
            y2 - down,
            corner + radius,
        )
    };
}

fn label(link: &Link) -> Option<String> {
    match link.label? {
        BranchLabel::Yes => Some(t("Yes").to_owned()),
        BranchLabel::No => Some(t("No").to_owned()),
        BranchLabel::Number(number) => Some(number.to_string()),
    }
}

/// All lines that show, as one drawing; labels and the places to insert on them as elements.
#[component]
pub fn Links(
    /// The screen.
    designer: Designer,
    /// What shows.
    shown: Memo<Shown>,
) -> impl IntoView {
    let session = designer.session;
    let visible = Memo::new(move |_| {
        let layout = session.layout();
        shown.with(|shown| match shown.detail {
            Detail::Mark => Vec::new(),
            _ => layout.links_in(&shown.part).collect::<Vec<Link>>(),
        })
    });
    let drawing = move || {
        visible.with(|links| {
            let mut out = String::with_capacity(links.len() * 48);
            for link in links {
                path(&mut out, link);
            }
            out
        })
    };
    let full = Memo::new(move |_| shown.with(|shown| shown.detail == Detail::Full));
    let places = move || if full.get() { visible.get() } else { Vec::new() };
    // Where a path ends it can go on.
    let ends = move || {
        if !full.get() {
            return Vec::new();
        }
        let (layout, tiles) = (session.layout(), shown.with(|shown| shown.tiles.clone()));
        session.with(|editor| {
            let document = editor.document();
            let open = tiles.iter().filter(|key| document.children(**key).is_empty());
            open.filter(|key| document.tile(**key).is_some_and(|tile| tile.kind() != Kind::Empty))
                .filter_map(|key| {
                    let rect = layout.rect(*key)?;
                    Some((*key, rect.right(), rect.y + METRICS.header_height / 2.0))
                })
                .collect()
        })
    };
    view! {
        <svg class="links" aria-hidden="true" width="1" height="1">
            <path d=drawing></path>
        </svg>
        <For each=ends key=|(tile, x, y)| (*tile, x.to_bits(), y.to_bits()) let((tile, x, y))>
            <div class="on_line end" style=format!("transform:translate({x:.0}px,{:.0}px)", y - 12.0)>
                <InsertHere designer place=Place::After(tile) />
            </div>
        </For>
        <For each=places key=|link| (link.from, link.to, link.end.1.to_bits()) let(link)>
            <OnLine designer link />
        </For>
    }
}

/// The branch's name and the place to insert a tile on a line.
#[component]
fn OnLine(designer: Designer, link: Link) -> impl IntoView {
    let (x, y) = link.end;
    let to = link.to;
    let branch = label(&link);
    let text = branch.clone().map(|branch| view! { <span class="branch">{branch}</span> });
    view! {
        <div class="on_line" style=format!("transform:translate({:.0}px,{:.0}px)", x - 62.0, y - 12.0)>
            {text}
            <InsertHere designer place=Place::Before(to) />
        </div>
    }
}

#[component]
fn InsertHere(designer: Designer, place: Place) -> impl IntoView {
    let blocked = designer.pipeline_lock();
    view! {
        <button
            type="button"
            class="insert"
            tabindex="-1"
            aria-label=t("Insert a tile here")
            title=move || blocked.get().unwrap_or_else(|| t("Insert a tile here").to_owned())
            hidden=move || blocked.with(Option::is_some)
            on:click=move |event| {
                event.stop_propagation();
                designer.offer_tiles(place.clone(), &event);
            }
        >
            "+"
        </button>
    }
}
