//! The canvas by keyboard: walk along the flow, insert, remove, zoom.

use journey::layout::{Layout, Rect};
use journey::{Document, ItemRef, TileKey};
use leptos::prelude::*;

use super::Designer;

/// Where a key leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Onward,
    Back,
    NextSibling,
    PreviousSibling,
    First,
    Last,
}

fn way(key: &str) -> Option<Way> {
    Some(match key {
        "ArrowRight" => Way::Onward,
        "ArrowLeft" => Way::Back,
        "ArrowDown" => Way::NextSibling,
        "ArrowUp" => Way::PreviousSibling,
        "Home" => Way::First,
        "End" => Way::Last,
        _ => return None,
    })
}

fn siblings(document: &Document, key: TileKey) -> &[TileKey] {
    document.parent(key).map_or(document.lanes(), |parent| document.children(parent))
}

fn step(document: &Document, from: Option<TileKey>, way: Way) -> Option<TileKey> {
    let Some(from) = from.filter(|from| document.tile(*from).is_some()) else {
        return document.lanes().first().copied();
    };
    let beside = |by: isize| {
        let all = siblings(document, from);
        let at = all.iter().position(|key| *key == from)?;
        all.get(at.checked_add_signed(by)?).copied()
    };
    match way {
        Way::Onward => document.children(from).first().copied(),
        Way::Back => document.parent(from),
        Way::NextSibling => beside(1),
        Way::PreviousSibling => beside(-1),
        Way::First => document.lanes().first().copied(),
        Way::Last => {
            let mut last = from;
            while let Some(next) = document.children(last).first() {
                last = *next;
            }
            Some(last)
        }
    }
}

/// The tile next to `from` in its column, whoever its parent is.
fn beside_in_column(layout: &Layout, from: TileKey, below: bool) -> Option<TileKey> {
    let here = layout.rect(from)?;
    let bounds = layout.bounds();
    let area = if below {
        Rect { y: here.bottom() + 1.0, height: (bounds.bottom() - here.bottom()).max(0.0), ..here }
    } else {
        Rect { y: bounds.y, height: (here.y - bounds.y - 1.0).max(0.0), ..here }
    };
    let mut column =
        layout.tiles_in(&area).filter(|key| layout.rect(*key).is_some_and(|rect| (rect.x - here.x).abs() < 1.0));
    if below { column.next() } else { column.last() }
}

/// Answers a key pressed on the canvas.
pub fn on_key(designer: Designer, event: &web_sys::KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let key = event.key();
    let session = designer.session;
    let selected = session.selection.get_untracked();
    if let Some(way) = way(&key) {
        event.prevent_default();
        let next = session.with(|editor| {
            let document = editor.document();
            let from = selected.map(|at| at.tile);
            step(document, from, way).or_else(|| {
                // Where a column has no sibling left, the nearest tile of the column is next.
                let (from, layout) = (from?, session.layout_now());
                match way {
                    Way::NextSibling => beside_in_column(&layout, from, true),
                    Way::PreviousSibling => beside_in_column(&layout, from, false),
                    _ => None,
                }
            })
        });
        if let Some(tile) = next {
            designer.select(ItemRef { tile, item: 0 });
        }
        return;
    }
    let handled = match key.as_str() {
        "Enter" | "F2" => {
            designer.edit_selected();
            true
        }
        "Insert" | "a" => designer.invoke("tile.insert"),
        // Before the selected tile: the way onto a branch that has tiles already.
        "A" => designer.invoke("tile.insert_before"),
        "Delete" | "Backspace" => designer.invoke("tile.remove"),
        "+" | "=" => {
            designer.zoom_by(1.25);
            true
        }
        "-" => {
            designer.zoom_by(0.8);
            true
        }
        "0" => {
            designer.zoom_to_fit();
            true
        }
        "Escape" => {
            session.selection.set(None);
            true
        }
        _ => false,
    };
    if handled {
        event.prevent_default();
    }
}
