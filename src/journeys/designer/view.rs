//! Where the canvas is looking: offset and zoom, and what of the journey that shows.

use journey::layout::Rect;

/// The smallest and the largest zoom.
const ZOOM: (f64, f64) = (0.02, 2.0);

/// Maps the journey's own coordinates to the canvas: `screen = world * zoom + offset`, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// Where the journey's origin is on the canvas.
    pub x: f64,
    /// Likewise, downwards.
    pub y: f64,
    /// Canvas pixels per unit of the journey.
    pub zoom: f64,
}

impl Default for View {
    fn default() -> Self {
        Self { x: 24.0, y: 24.0, zoom: 1.0 }
    }
}

/// How much of a tile is drawn at a zoom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Everything.
    Full,
    /// Icon and name.
    Brief,
    /// A mark on one drawing; no element of its own.
    Mark,
}

/// Tiles that may be drawn in full, and in brief, at once: some twenty elements each, and some ten. Beyond it they become
/// marks, so that a page stays under 3,000 elements at any size of journey and of screen.
const MOST_FULL: usize = 110;
const MOST_BRIEF: usize = 220;

impl View {
    /// The part of the journey that a canvas of that size shows, widened by `margin` canvas pixels on each side.
    pub fn shown(&self, (width, height): (f64, f64), margin: f64) -> Rect {
        Rect {
            x: (-self.x - margin) / self.zoom,
            y: (-self.y - margin) / self.zoom,
            width: (width + 2.0 * margin) / self.zoom,
            height: (height + 2.0 * margin) / self.zoom,
        }
    }

    /// How much of each tile to draw when so many show.
    pub fn detail(&self, shown: usize) -> Detail {
        if self.zoom >= 0.6 && shown <= MOST_FULL {
            Detail::Full
        } else if self.zoom >= 0.25 && shown <= MOST_BRIEF {
            Detail::Brief
        } else {
            Detail::Mark
        }
    }

    /// Moved by canvas pixels.
    #[must_use]
    pub fn panned(self, dx: f64, dy: f64) -> Self {
        Self { x: self.x + dx, y: self.y + dy, ..self }
    }

    /// Zoomed by a factor around a point of the canvas, which stays where it is.
    #[must_use]
    pub fn zoomed(self, factor: f64, (at_x, at_y): (f64, f64)) -> Self {
        let zoom = (self.zoom * factor).clamp(ZOOM.0, ZOOM.1);
        let real = zoom / self.zoom;
        Self { x: at_x - (at_x - self.x) * real, y: at_y - (at_y - self.y) * real, zoom }
    }

    /// The whole of `bounds` on a canvas of that size, never larger than life.
    #[must_use]
    pub fn fitting(bounds: &Rect, (width, height): (f64, f64)) -> Self {
        const EDGE: f64 = 24.0;
        let room = |space: f64, need: f64| (space - 2.0 * EDGE).max(1.0) / need.max(1.0);
        let zoom = room(width, bounds.width).min(room(height, bounds.height)).clamp(ZOOM.0, 1.0);
        Self {
            x: (width - bounds.width * zoom) / 2.0 - bounds.x * zoom,
            y: (height - bounds.height * zoom) / 2.0 - bounds.y * zoom,
            zoom,
        }
    }

    /// Where a journey opens: fitted when it can be read so, else its start at a size that can be read.
    #[must_use]
    pub fn opening(bounds: &Rect, size: (f64, f64), start: Option<Rect>) -> Self {
        let fitted = Self::fitting(bounds, size);
        if fitted.zoom >= 0.8 {
            return fitted;
        }
        let zoom = 0.9;
        let middle = start.map_or(bounds.y + bounds.height / 2.0, |rect| rect.y + rect.height / 2.0);
        Self { x: 24.0 - bounds.x * zoom, y: size.1 / 2.0 - middle * zoom, zoom }
    }

    /// Moved just enough that `rect` shows whole.
    #[must_use]
    pub fn revealing(self, rect: &Rect, (width, height): (f64, f64)) -> Self {
        const EDGE: f64 = 32.0;
        let shift = |start: f64, length: f64, space: f64| {
            if length + 2.0 * EDGE > space || start < EDGE {
                EDGE - start
            } else if start + length > space - EDGE {
                space - EDGE - start - length
            } else {
                0.0
            }
        };
        self.panned(
            shift(rect.x * self.zoom + self.x, rect.width * self.zoom, width),
            shift(rect.y * self.zoom + self.y, rect.height * self.zoom, height),
        )
    }
}

/// `rect` grown to a coarse grid, so that small moves of the view change nothing.
pub fn coarse(rect: &Rect, cell: f64) -> Rect {
    let (left, top) = ((rect.x / cell).floor() * cell, (rect.y / cell).floor() * cell);
    let (right, bottom) = (((rect.x + rect.width) / cell).ceil() * cell, ((rect.y + rect.height) / cell).ceil() * cell);
    Rect { x: left, y: top, width: right - left, height: bottom - top }
}
