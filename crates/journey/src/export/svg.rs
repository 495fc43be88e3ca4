//! The whole journey as one picture.

use std::fmt::Write;

use super::escaped;
use crate::document::{Document, TileKey};
use crate::item::Item;
use crate::kind::Kind;
use crate::layout::{BranchLabel, Layout, Link, Rect};

/// How a picture looks. Fonts are named by their generic family alone, so that it looks the same everywhere.
pub struct SvgStyle<'s> {
    /// What the picture is called.
    pub title: &'s str,
    /// The words of a language: for kinds of tiles, `Yes` and `No`.
    pub translate: &'s dyn Fn(&'static str) -> String,
}

const MARGIN: f64 = 24.0;
/// Width of a letter of the text sizes used, about.
const LETTER: f64 = 7.0;

const CSS: &str = "text{font-family:sans-serif;font-size:13px;fill:#242424}.k{font-size:11px;fill:#616161}\
.t{fill:#fff;stroke:#8a8886}.a{fill:#ebf3fc}.b{fill:#fdf6e3}.e{fill:none;stroke:#bdbdbd;stroke-dasharray:4 3}\
.l{fill:none;stroke:#8a8886;stroke-width:1.5}.i{stroke:#e0e0e0}";

/// A standalone SVG text of all that the layout shows, on white.
pub fn svg(document: &Document, layout: &Layout, style: &SvgStyle<'_>) -> String {
    let bounds = layout.bounds();
    let (width, height) = (bounds.right() + 2.0 * MARGIN, bounds.bottom() + 2.0 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\">\
         <title>{}</title><style>{CSS}</style><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\
         <g transform=\"translate({MARGIN} {MARGIN})\">",
        escaped(style.title)
    );
    for link in layout.links_in(&bounds) {
        line(&mut out, &link, style);
    }
    let keys: Vec<TileKey> = layout.tiles_in(&bounds).collect();
    for key in keys {
        if let Some(rect) = layout.rect(key) {
            tile(&mut out, document, layout, key, rect, style);
        }
    }
    out.push_str("</g></svg>\n");
    out
}

fn line(out: &mut String, link: &Link, style: &SvgStyle<'_>) {
    let ((x, y), (to_x, to_y)) = (link.start, link.end);
    let middle = f64::midpoint(x, to_x);
    add(out, format_args!("<path class=\"l\" d=\"M{x} {y}C{middle} {y} {middle} {to_y} {to_x} {to_y}\"/>"));
    let label = match link.label {
        Some(BranchLabel::Yes) => (style.translate)("Yes"),
        Some(BranchLabel::No) => (style.translate)("No"),
        Some(BranchLabel::Number(number)) => number.to_string(),
        None => return,
    };
    add(
        out,
        format_args!(
            "<text class=\"k\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            to_x - 6.0,
            // Clear of a line that comes from above.
            if to_y > y { to_y + 14.0 } else { to_y - 4.0 },
            escaped(&label)
        ),
    );
}

fn tile(out: &mut String, document: &Document, layout: &Layout, key: TileKey, rect: Rect, style: &SvgStyle<'_>) {
    let Some(tile) = document.tile(key) else { return };
    let Rect { x, y, width, height } = rect;
    let class = match tile.kind() {
        Kind::Empty => "t e",
        kind if kind.is_only_audience() => "t a",
        Kind::Trigger | Kind::Splitter | Kind::SplitterBranch => "t b",
        _ => "t",
    };
    add(
        out,
        format_args!("<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"4\"/>"),
    );
    let kind =
        if tile.kind() == Kind::Other { tile.type_id().to_owned() } else { (style.translate)(tile.kind().label()) };
    let header = layout.metrics().header_height.min(height);
    if tile.kind() == Kind::Empty {
        text(out, "k", x + 10.0, y + height / 2.0 + 4.0, &kind, width);
        return;
    }
    let name = tile.header().map(Item::display_name).unwrap_or_default();
    text(out, "", x + 12.0, y + header * 0.45, &name, width);
    text(out, "k", x + 12.0, y + header * 0.45 + 17.0, &kind, width);
    if tile.kind() == Kind::Root {
        return;
    }
    for (index, item) in tile.items().iter().enumerate().skip(1) {
        let top = y + header + layout.metrics().item_height * (index - 1) as f64;
        add(out, format_args!("<path class=\"i\" d=\"M{x} {top}h{width}\"/>"));
        let said = match item.display_name() {
            name if name.is_empty() => (style.translate)(item.kind().label()),
            name => name,
        };
        text(out, "k", x + 12.0, top + layout.metrics().item_height / 2.0 + 4.0, &said, width);
    }
}

/// One line, cut where the tile ends.
fn text(out: &mut String, class: &str, x: f64, y: f64, said: &str, width: f64) {
    let most = ((width - 24.0) / LETTER).max(3.0) as usize;
    let line: String = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = if line.chars().count() > most { line.chars().take(most - 1).chain(['…']).collect() } else { line };
    add(out, format_args!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>", escaped(&cut)));
}

fn add(out: &mut String, piece: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(piece);
}
