//! The layout: nothing overlaps, everything is found, edits move as little as they can.

#![allow(clippy::float_cmp, reason = "what does not move keeps its very coordinates")]

mod common;

use std::collections::BTreeMap;

use common::{command, document, draws};
use journey::layout::{Collapsed, Layout, Link, Metrics, Rect, arrange};
use journey::{Command, Document, Editor, ItemRef, Kind, NewTile, Place, Status, TileKey};
use proptest::prelude::*;

fn all(document: &Document) -> Layout {
    arrange(document, &Metrics::default(), &|_| false)
}

fn rects(document: &Document, layout: &Layout) -> BTreeMap<TileKey, (f64, f64, f64, f64)> {
    let rects = document.keys().filter_map(|key| layout.rect(key).map(|rect| (key, rect)));
    rects.map(|(key, rect)| (key, (rect.x, rect.y, rect.width, rect.height))).collect()
}

/// Tiles in the order of reading, the root left out.
fn reading(document: &Document) -> Vec<TileKey> {
    let mut open: Vec<_> = document.lanes().iter().rev().copied().collect();
    let mut order = Vec::new();
    while let Some(key) = open.pop() {
        order.push(key);
        open.extend(document.children(key).iter().rev());
    }
    order
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn nothing_overlaps_and_everything_is_found(
        choice in 0..16_usize,
        draws in draws(10),
        area in (-200.0..4_000.0, -200.0..3_000.0, 0.0..2_000.0, 0.0..1_500.0),
        collapsed in any::<u16>(),
    ) {
        let mut editor = Editor::new(document(choice), Status::Draft);
        for draw in draws {
            let command = command(editor.document(), draw);
            let _ = editor.run(command);
        }
        let document = editor.document();
        let is_collapsed = |key: TileKey| document.children(key).len() == usize::from(collapsed % 4);
        let layout = arrange(document, &Metrics::default(), &is_collapsed);
        let shown: Vec<(TileKey, Rect)> =
            document.keys().filter_map(|key| layout.rect(key).map(|rect| (key, rect))).collect();
        prop_assert_eq!(shown.len(), layout.len());
        for (index, (_, rect)) in shown.iter().enumerate() {
            let bounds = layout.bounds();
            prop_assert!(rect.right() <= bounds.right() && rect.bottom() <= bounds.bottom());
            for (_, other) in &shown[index + 1..] {
                prop_assert!(!rect.touches(other));
            }
        }
        let area = Rect { x: area.0, y: area.1, width: area.2, height: area.3 };
        let mut found: Vec<_> = layout.tiles_in(&area).collect();
        found.sort_unstable();
        let mut expected: Vec<_> = shown.iter().filter(|(_, rect)| rect.touches(&area)).map(|(key, _)| *key).collect();
        expected.sort_unstable();
        prop_assert_eq!(found, expected);

        let everywhere = Rect { x: -1e9, y: -1e9, width: 2e9, height: 2e9 };
        let links: Vec<Link> = layout.links_in(&everywhere).collect();
        prop_assert_eq!(links.len(), shown.iter().filter(|(key, _)| document.parent(*key).is_some()).count());
        let touches = |link: &Link| {
            let (left, right) = (link.start.0, link.end.0);
            let (top, bottom) = (link.start.1.min(link.end.1), link.start.1.max(link.end.1));
            Rect { x: left, y: top, width: right - left, height: bottom - top }.touches(&area)
        };
        let mut found: Vec<_> = layout.links_in(&area).map(|link| link.to).collect();
        found.sort_unstable();
        let mut expected: Vec<_> = links.iter().filter(|link| touches(link)).map(|link| link.to).collect();
        expected.sort_unstable();
        prop_assert_eq!(found, expected);
        for (key, rect) in &shown {
            prop_assert_eq!(layout.at(rect.x + 1.0, rect.y + 1.0), Some(*key));
        }
    }

    #[test]
    fn a_rename_moves_nothing(choice in 0..16_usize, tile in any::<prop::sample::Index>()) {
        let mut editor = Editor::new(document(choice), Status::Draft);
        if editor.document().is_empty() {
            return Ok(());
        }
        let before = rects(editor.document(), &all(editor.document()));
        let tile = editor.document().keys().nth(tile.index(editor.document().len())).expect("within the document");
        if let Ok(change) = editor.run(Command::Rename { at: ItemRef { tile, item: 0 }, name: "x".repeat(200) }) {
            prop_assert!(!change.structure);
        }
        prop_assert_eq!(rects(editor.document(), &all(editor.document())), before);
    }

    /// What is read before the new tile stays; of the rest, what is not behind it goes straight down, all by the same distance.
    #[test]
    fn an_insert_moves_only_what_it_must(choice in 0..16_usize, tile in any::<prop::sample::Index>()) {
        let mut editor = Editor::new(document(choice), Status::Draft);
        if editor.document().is_empty() {
            return Ok(());
        }
        let before = rects(editor.document(), &all(editor.document()));
        let at = editor.document().keys().nth(tile.index(editor.document().len())).expect("within the document");
        let Ok(change) = editor.run(Command::Insert { place: Place::After(at), tile: NewTile::of(Kind::Email) }) else {
            return Ok(());
        };
        let new = change.focus.expect("the new tile is selected");
        let after = rects(editor.document(), &all(editor.document()));
        let order = reading(editor.document());
        let place = order.iter().position(|key| *key == new).expect("the new tile is read");
        let behind = editor.document().subtree(new);
        let mut moved = None;
        for (index, key) in order.iter().enumerate().filter(|(_, key)| **key != new) {
            let ((x, y, ..), (new_x, new_y, ..)) = (before[key], after[key]);
            if index < place {
                prop_assert_eq!((x, y), (new_x, new_y));
            } else if behind.contains(key) {
                prop_assert_eq!(y, new_y);
                prop_assert!(new_x > x);
            } else {
                prop_assert_eq!(x, new_x);
                prop_assert_eq!(*moved.get_or_insert(new_y - y), new_y - y);
            }
        }
    }

    /// A collapsed tile and all that is read before it stay; what is hidden is gone; the rest goes straight up, all by the same distance.
    #[test]
    fn collapsing_moves_only_what_is_below(choice in 0..16_usize, tile in any::<prop::sample::Index>()) {
        let document = document(choice);
        if document.is_empty() {
            return Ok(());
        }
        let metrics = Metrics::default();
        let mut collapsed = Collapsed::new();
        let before = rects(&document, &Layout::collapsed(&document, &metrics, &collapsed));
        let key = document.keys().nth(tile.index(document.len())).expect("within the document");
        if Some(key) == document.root() || !collapsed.toggle(&document, key) {
            return Ok(());
        }
        let after = rects(&document, &Layout::collapsed(&document, &metrics, &collapsed));
        let hidden = document.subtree(key).split_off(1);
        let order = reading(&document);
        let place = order.iter().position(|own| *own == key).expect("it is read");
        let mut moved = None;
        for (index, own) in order.iter().enumerate() {
            let Some((x, y, ..)) = after.get(own).copied() else {
                prop_assert!(hidden.contains(own));
                prop_assert_eq!(collapsed.shown(&document, *own), key);
                continue;
            };
            if index <= place {
                prop_assert_eq!((x, y), (before[own].0, before[own].1));
            } else {
                prop_assert_eq!(x, before[own].0);
                prop_assert_eq!(*moved.get_or_insert(before[own].1 - y), before[own].1 - y);
            }
        }
        prop_assert_eq!(after.len() + hidden.len(), before.len());
        let again = Collapsed::of_text(&document, &collapsed.to_text(&document));
        prop_assert!(choice % 8 == 3 || again == collapsed, "kept by ids");
        let last = hidden.last().copied().unwrap_or(key);
        prop_assert!(collapsed.hidden(&document, key) <= hidden.len());
        prop_assert!(collapsed.reveal(&document, last) && collapsed.is_empty());
        prop_assert_eq!(rects(&document, &Layout::collapsed(&document, &metrics, &collapsed)), before);
    }
}
