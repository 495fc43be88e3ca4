//! Geometry of a journey, left to right, free of any user interface.
//!
//! Tiles of one depth share a column. Every subtree has a horizontal band of its own, and a tile is level with its first follower: a
//! path runs straight, nothing overlaps, and an edit moves only what lies below it in its band and in those of its ancestors. Linear.

mod collapse;
mod links;

use std::ops::Range;

use crate::document::{Document, TileKey};
use crate::kind::Kind;
use crate::tile::Tile;
pub use collapse::Collapsed;
pub use links::{BranchLabel, Link};

/// Sizes in pixels at 100 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metrics {
    /// Width of a tile.
    pub tile_width: f64,
    /// Height of a tile's header.
    pub header_height: f64,
    /// Height of each nested item below it.
    pub item_height: f64,
    /// Between columns.
    pub column_gap: f64,
    /// Between tiles of a column.
    pub row_gap: f64,
}

impl Default for Metrics {
    fn default() -> Self {
        Self { tile_width: 220.0, header_height: 56.0, item_height: 28.0, column_gap: 64.0, row_gap: 24.0 }
    }
}

/// A rectangle; y grows downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Rect {
    /// Right edge.
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// Lower edge.
    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    /// Whether the two have a point in common.
    pub fn touches(&self, other: &Self) -> bool {
        self.x <= other.right() && other.x <= self.right() && self.y <= other.bottom() && other.y <= self.bottom()
    }

    /// Whether a point lies within.
    pub fn contains(&self, x: f64, y: f64) -> bool {
        (self.x..=self.right()).contains(&x) && (self.y..=self.bottom()).contains(&y)
    }
}

/// One placed tile.
#[derive(Clone, Debug)]
struct Placed {
    key: TileKey,
    rect: Rect,
    /// Index of the tile before it, and what to write at the line between them.
    parent: Option<u32>,
    label: Option<BranchLabel>,
}

/// Where every visible tile is.
#[derive(Clone, Debug)]
pub struct Layout {
    metrics: Metrics,
    /// Column by column, each from top to bottom.
    placed: Vec<Placed>,
    columns: Vec<Range<usize>>,
    /// Index in `placed` by slot; `u32::MAX` for tiles that are not shown.
    places: Vec<u32>,
    bounds: Rect,
}

/// A tile on its way to its place, in the order of reading: parents before children, siblings in display order.
struct Draft {
    key: TileKey,
    parent: Option<usize>,
    depth: usize,
    height: f64,
    /// Height of its subtree's band, the gap below included.
    band: f64,
    y: f64,
    label: Option<BranchLabel>,
}

/// Arranges all tiles but the root and those behind a collapsed one.
pub fn arrange(document: &Document, metrics: &Metrics, collapsed: &dyn Fn(TileKey) -> bool) -> Layout {
    let mut drafts = gather(document, metrics, collapsed);
    let mut children = vec![0.0; drafts.len()];
    for index in (0..drafts.len()).rev() {
        let draft = &mut drafts[index];
        draft.band = f64::max(draft.height + metrics.row_gap, children[index]);
        if let Some(parent) = draft.parent {
            children[parent] += draft.band;
        }
    }
    // Where the next child of each tile goes.
    let mut next = vec![0.0; drafts.len()];
    let mut lane = 0.0;
    for index in 0..drafts.len() {
        let (parent, band) = (drafts[index].parent, drafts[index].band);
        let cursor = parent.map_or(&mut lane, |parent| &mut next[parent]);
        let y = *cursor;
        *cursor += band;
        drafts[index].y = y;
        next[index] = y;
    }
    Layout::of(document, drafts, *metrics)
}

fn gather(document: &Document, metrics: &Metrics, collapsed: &dyn Fn(TileKey) -> bool) -> Vec<Draft> {
    let mut drafts = Vec::with_capacity(document.len());
    let mut open: Vec<_> = document.lanes().iter().rev().map(|key| (*key, None, 0, 0)).collect();
    while let Some((key, parent, depth, place)) = open.pop() {
        let Some(tile) = document.tile(key) else { continue };
        let nested = tile.items().len().saturating_sub(1);
        let height = match tile.kind() {
            Kind::Empty => metrics.item_height,
            // The root's second item is no nested tile.
            Kind::Root => metrics.header_height,
            _ => metrics.header_height + metrics.item_height * nested as f64,
        };
        let index = drafts.len();
        let label = links::label(&tile, place);
        drafts.push(Draft { key, parent, depth, height, band: 0.0, y: 0.0, label });
        if !collapsed(key) {
            let children = document.children(key).iter().enumerate().rev();
            open.extend(children.map(|(place, child)| (*child, Some(index), depth + 1, place)));
        }
    }
    drafts
}

impl Layout {
    fn of(document: &Document, drafts: Vec<Draft>, metrics: Metrics) -> Self {
        let depth = drafts.iter().map(|draft| draft.depth + 1).max().unwrap_or(0);
        let mut ends = vec![0; depth + 1];
        for draft in &drafts {
            ends[draft.depth + 1] += 1;
        }
        for column in 0..depth {
            ends[column + 1] += ends[column];
        }
        let columns: Vec<_> = (0..depth).map(|column| ends[column]..ends[column + 1]).collect();
        // Bands of one column follow each other in the order of reading, so filling in that order sorts by y.
        let mut next: Vec<_> = columns.iter().map(|column| column.start).collect();
        let mut order = vec![0; drafts.len()];
        for (index, draft) in drafts.iter().enumerate() {
            order[index] = next[draft.depth];
            next[draft.depth] += 1;
        }
        let mut placed = vec![None; drafts.len()];
        let mut places = vec![u32::MAX; document.slots()];
        let mut bounds = Rect::default();
        for (index, draft) in drafts.into_iter().enumerate() {
            let rect = metrics.rect(document.tile(draft.key).as_ref(), &draft);
            bounds.width = bounds.width.max(rect.right());
            bounds.height = bounds.height.max(rect.bottom());
            places[draft.key.slot()] = order[index] as u32;
            let parent = draft.parent.map(|parent| order[parent] as u32);
            placed[order[index]] = Some(Placed { key: draft.key, rect, parent, label: draft.label });
        }
        Self { metrics, placed: placed.into_iter().flatten().collect(), columns, places, bounds }
    }

    /// Where a tile is; `None` when it is not shown.
    pub fn rect(&self, key: TileKey) -> Option<Rect> {
        let place = *self.places.get(key.slot())?;
        self.placed.get(place as usize).map(|placed| placed.rect)
    }

    /// The sizes that it was made with.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// What all tiles take up.
    pub fn bounds(&self) -> Rect {
        self.bounds
    }

    /// How many tiles are shown.
    pub fn len(&self) -> usize {
        self.placed.len()
    }

    /// Whether no tile is shown.
    pub fn is_empty(&self) -> bool {
        self.placed.is_empty()
    }

    /// The tiles that touch an area, column by column. The cost is that of the columns and tiles found, each column searched by halves.
    pub fn tiles_in(&self, area: &Rect) -> impl Iterator<Item = TileKey> {
        let area = *area;
        self.columns_in(area.x, area.right()).flat_map(move |column| {
            let tiles = &self.placed[self.columns[column].clone()];
            let start = tiles.partition_point(|placed| placed.rect.bottom() < area.y);
            let end = tiles.partition_point(|placed| placed.rect.y <= area.bottom());
            let found = tiles.get(start..end).unwrap_or_default();
            found.iter().filter(move |placed| placed.rect.touches(&area)).map(|placed| placed.key)
        })
    }

    /// The tile at a point.
    pub fn at(&self, x: f64, y: f64) -> Option<TileKey> {
        self.tiles_in(&Rect { x, y, width: 0.0, height: 0.0 }).next()
    }

    /// The columns that may reach into `left..=right`, lines to the next column included.
    fn columns_in(&self, left: f64, right: f64) -> Range<usize> {
        let pitch = self.metrics.tile_width + self.metrics.column_gap;
        // Casts saturate, so that any number, also none, gives a column.
        let first = (left / pitch).floor().max(0.0) as usize;
        let last = if right < 0.0 { 0 } else { ((right / pitch).floor() as usize).saturating_add(1) };
        first.min(self.columns.len())..last.min(self.columns.len()).max(first.min(self.columns.len()))
    }
}

impl Metrics {
    fn rect(&self, tile: Option<&Tile<'_>>, draft: &Draft) -> Rect {
        let x = draft.depth as f64 * (self.tile_width + self.column_gap);
        let is_empty = tile.is_some_and(|tile| tile.kind() == Kind::Empty);
        // A placeholder is small, and level with the headers around it.
        let (y, width) = if is_empty {
            (draft.y + (self.header_height - self.item_height).max(0.0) / 2.0, self.tile_width / 2.0)
        } else {
            (draft.y, self.tile_width)
        };
        Rect { x, y, width, height: draft.height }
    }
}
