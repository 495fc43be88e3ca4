//! Who stands before whom, answered at once for any two tiles.

use crate::document::{Document, TileKey};

/// The span of each tile's path in the order of reading.
pub(crate) struct Reading {
    /// By slot: place of the tile, and of the last one behind it.
    spans: Vec<(usize, usize)>,
    /// Every tile but the root, each before what follows it.
    pub order: Vec<TileKey>,
}

impl Reading {
    pub fn of(document: &Document) -> Self {
        let mut reading = Self { spans: vec![(0, 0); document.slots()], order: Vec::with_capacity(document.len()) };
        let mut open: Vec<_> = document.lanes().iter().rev().copied().collect();
        while let Some(key) = open.pop() {
            reading.spans[key.slot()] = (reading.order.len(), reading.order.len());
            reading.order.push(key);
            open.extend(document.children(key).iter().rev());
        }
        for key in reading.order.iter().rev() {
            if let Some(parent) = document.parent(*key) {
                let end = reading.spans[key.slot()].1;
                let span = &mut reading.spans[parent.slot()];
                span.1 = span.1.max(end);
            }
        }
        reading
    }

    /// Whether every path to `tile` leads through `before`.
    pub fn is_before(&self, before: TileKey, tile: TileKey) -> bool {
        let (start, end) = self.spans[before.slot()];
        let place = self.spans[tile.slot()].0;
        start < place && place <= end
    }
}
