//! Lines between tiles.

use super::{Layout, Placed, Rect};
use crate::document::TileKey;
use crate::kind::{Branch, Kind};
use crate::tile::Tile;

/// What is written at a line.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum BranchLabel {
    /// The Yes branch of a trigger.
    Yes,
    /// The No branch of a trigger.
    No,
    /// The n-th branch of a splitter, counted from 1.
    Number(usize),
}

/// A line from a tile to one that follows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The tile before.
    pub from: TileKey,
    /// The tile that follows.
    pub to: TileKey,
    /// Its branch, where there is a choice.
    pub label: Option<BranchLabel>,
    /// Right edge of the tile before, level with its header's middle.
    pub start: (f64, f64),
    /// Left edge of the tile that follows, level with its header's middle.
    pub end: (f64, f64),
}

pub(super) fn label(tile: &Tile<'_>, place: usize) -> Option<BranchLabel> {
    match (tile.branch(), tile.kind()) {
        (Branch::Yes, _) => Some(BranchLabel::Yes),
        (Branch::No, _) => Some(BranchLabel::No),
        (_, Kind::SplitterBranch) => Some(BranchLabel::Number(place + 1)),
        _ => None,
    }
}

impl Layout {
    /// The lines that touch an area. Within a column both ends of the lines go down as one goes down, so that the lines wanted stand
    /// together and are found by halves.
    pub fn links_in(&self, area: &Rect) -> impl Iterator<Item = Link> {
        let area = *area;
        let columns = self.columns_in(area.x - self.metrics.column_gap, area.right() + self.metrics.column_gap);
        columns.flat_map(move |column| {
            let tiles = &self.placed[self.columns[column].clone()];
            let start = tiles.partition_point(|placed| self.level(placed) < area.y);
            let end = tiles.partition_point(|placed| self.origin(placed).1 <= area.bottom());
            let found = tiles.get(start..end).unwrap_or_default();
            found.iter().filter_map(|placed| self.link(placed)).filter(move |link| touches(link, &area))
        })
    }

    /// The line that leads to a tile.
    pub fn link_to(&self, key: TileKey) -> Option<Link> {
        let place = *self.places.get(key.slot())?;
        self.placed.get(place as usize).and_then(|placed| self.link(placed))
    }

    fn link(&self, placed: &Placed) -> Option<Link> {
        let parent = self.placed.get(placed.parent? as usize)?;
        let end = (placed.rect.x, self.level(placed));
        Some(Link { from: parent.key, to: placed.key, label: placed.label, start: self.origin(placed), end })
    }

    /// Where the line to a tile begins; of a tile that begins a path, where it would end.
    fn origin(&self, placed: &Placed) -> (f64, f64) {
        match placed.parent.and_then(|parent| self.placed.get(parent as usize)) {
            Some(parent) => (parent.rect.right(), self.level(parent)),
            None => (placed.rect.x, self.level(placed)),
        }
    }

    /// The middle of a header. A placeholder is as high as an item and centred on the same line.
    fn level(&self, placed: &Placed) -> f64 {
        let is_small = placed.rect.height < self.metrics.header_height;
        placed.rect.y + if is_small { placed.rect.height } else { self.metrics.header_height } / 2.0
    }
}

fn touches(link: &Link, area: &Rect) -> bool {
    let (left, right) = (link.start.0.min(link.end.0), link.start.0.max(link.end.0));
    let (top, bottom) = (link.start.1.min(link.end.1), link.start.1.max(link.end.1));
    Rect { x: left, y: top, width: right - left, height: bottom - top }.touches(area)
}
