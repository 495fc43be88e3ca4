//! Which lines have elements: those near the part of the builder that is scrolled to.
//!
//! Lines differ in height, so heights are measured as lines are painted, and guessed until then.

use std::collections::HashMap;
use std::ops::Range;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use super::board::Board;
use super::line::{Key, Line};

/// Lines are kept ready so many pixels above and below what shows.
const SPARE: f64 = 400.0;
/// The window follows scrolling in steps of so many pixels, so that most scroll events change nothing.
const STEP: f64 = 100.0;
/// Height of a line that was never painted.
const GUESS: f64 = 44.0;

/// The lines that have elements, with the room that the others take. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Window {
    board: Board,
    /// The scrolling element.
    pub scroller: NodeRef<html::Div>,
    /// What holds the lines that have elements.
    pub list: NodeRef<html::Div>,
    heights: StoredValue<HashMap<Key, f64>>,
    /// Counts measurements that changed a height.
    measured: RwSignal<u32>,
    top: RwSignal<f64>,
    height: RwSignal<f64>,
    /// Indices, and the room above and below.
    part: Memo<Part>,
}

#[derive(Debug, Clone, PartialEq, Default)]
struct Part {
    lines: Range<usize>,
    above: f64,
    below: f64,
}

impl Window {
    /// The window over a builder's lines.
    pub fn new(board: Board) -> Self {
        let heights = StoredValue::new(HashMap::<Key, f64>::new());
        let measured = RwSignal::new(0);
        let (top, height) = (RwSignal::new(0.0), RwSignal::new(screen()));
        let part = Memo::new(move |_| {
            measured.track();
            board.shown.with(|lines| heights.with_value(|heights| part(lines.all(), heights, top.get(), height.get())))
        });
        let this = Self { board, scroller: NodeRef::new(), list: NodeRef::new(), heights, measured, top, height, part };
        this.watch();
        this.follow_reveal();
        this
    }

    /// The lines that have elements, reactive: key and kind, which change an element together.
    pub fn lines(&self) -> Vec<(Key, u8)> {
        let part = self.part.get();
        self.board.shown.with(|lines| {
            let lines = lines.all().get(part.lines).unwrap_or_default();
            lines.iter().map(|line| (line.key.clone(), line.kind.tag())).collect()
        })
    }

    /// The room of the lines above, as a style; reactive.
    pub fn above(&self) -> String {
        format!("{}px", self.part.with(|part| part.above))
    }

    /// The room of the lines below, as a style; reactive.
    pub fn below(&self) -> String {
        format!("{}px", self.part.with(|part| part.below))
    }

    /// Reads where the builder is scrolled to. To be called on its `scroll` event.
    pub fn on_scroll(&self) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let top = (f64::from(scroller.scroll_top()) / STEP).floor() * STEP;
        if self.top.get_untracked().to_bits() != top.to_bits() {
            self.top.set(top);
        }
    }

    /// Measures the lines that have elements.
    fn measure(&self) {
        let Some(list) = self.list.try_get_untracked().flatten() else { return };
        let children = list.children();
        let mut changed = false;
        self.heights.update_value(|heights| {
            for index in 0..children.length() {
                let Some(element) =
                    children.item(index).and_then(|child| child.dyn_into::<web_sys::HtmlElement>().ok())
                else {
                    continue;
                };
                let Some(key) = element.get_attribute("data-line") else { continue };
                let height = f64::from(element.offset_height());
                if height > 0.0 && heights.insert(key.into(), height).is_none_or(|before| (before - height).abs() > 0.5)
                {
                    changed = true;
                }
            }
        });
        if changed {
            self.measured.update(|count| *count += 1);
        }
    }

    fn watch(self) {
        Effect::new(move || {
            let (Some(scroller), Some(list)) = (self.scroller.get(), self.list.get()) else { return };
            let element = scroller.clone();
            let on_resize = Closure::<dyn FnMut()>::new(move || {
                // Where nothing bounds the builder, the window does.
                let height = f64::from(element.client_height()).min(screen());
                // An element that is hidden has no height, and its lines should be there when it shows again.
                if height > 0.0 && (height - self.height.get_untracked()).abs() > 0.5 {
                    self.height.set(height);
                }
                self.measure();
            });
            let Ok(observer) = web_sys::ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else { return };
            observer.observe(&scroller);
            observer.observe(&list);
            let guard = StoredValue::new_local((observer, on_resize));
            on_cleanup(move || guard.with_value(|(observer, _)| observer.disconnect()));
        });
    }

    /// Scrolls to a line that is wanted in view, and then just as far as its element needs.
    fn follow_reveal(self) {
        Effect::new(move || {
            let Some(key) = self.board.place.reveal.get() else { return };
            self.board.place.reveal.set(None);
            let Some(scroller) = self.scroller.get_untracked() else { return };
            let Some(index) = self.board.shown.with_untracked(|lines| lines.position(&key)) else { return };
            if !self.part.with_untracked(|part| part.lines.contains(&index)) {
                let offset = self.board.shown.with_untracked(|lines| {
                    self.heights.with_value(|heights| {
                        lines.all()[..index].iter().map(|line| height_of(line, heights)).sum::<f64>()
                    })
                });
                let middle = offset - f64::from(scroller.client_height()) / 2.0;
                scroller.set_scroll_top(middle.max(0.0) as i32);
                self.on_scroll();
            }
            request_animation_frame(move || {
                if let Some(list) = self.list.try_get_untracked().flatten()
                    && let Ok(Some(element)) = list.query_selector(&format!("[data-line='{key}']"))
                {
                    let options = web_sys::ScrollIntoViewOptions::new();
                    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
                    element.scroll_into_view_with_scroll_into_view_options(&options);
                }
                self.board.settle_later();
            });
        });
    }
}

/// Height of the browser's window.
fn screen() -> f64 {
    window().inner_height().ok().and_then(|side| side.as_f64()).unwrap_or(800.0)
}

fn height_of(line: &Line, heights: &HashMap<Key, f64>) -> f64 {
    heights.get(&line.key).copied().unwrap_or(GUESS)
}

/// The lines near the screen that begins at `top` and is `height` high.
fn part(lines: &[Line], heights: &HashMap<Key, f64>, top: f64, height: f64) -> Part {
    let (from, to) = (top - SPARE, top + height + SPARE + STEP);
    let (mut offset, mut part) = (0.0, Part::default());
    let mut first = None;
    for (index, line) in lines.iter().enumerate() {
        let end = offset + height_of(line, heights);
        if end > from && offset < to {
            let first = *first.get_or_insert((index, offset));
            part.lines = first.0..index + 1;
            part.above = first.1;
        } else if offset >= to {
            part.below += end - offset;
        }
        offset = end;
    }
    if part.lines.is_empty() && !lines.is_empty() {
        // A builder that became shorter shows its end until the scrolling element has followed.
        return self::part(lines, heights, (offset - height).max(0.0), height);
    }
    part
}

#[cfg(test)]
mod tests {
    use super::super::line::Kind;
    use super::*;
    use segment::TextRange;

    fn line(index: usize) -> Line {
        Line {
            key: index.to_string().into(),
            depth: 0,
            range: TextRange::default(),
            place: (1, 1),
            kind: Kind::Foot,
            spot: None,
            scope: None,
        }
    }

    #[test]
    fn only_lines_near_the_screen_have_elements() {
        let lines: Vec<Line> = (0..2_000).map(line).collect();
        let heights = HashMap::from([("0".into(), 144.0)]);
        let at_top = part(&lines, &heights, 0.0, 800.0);
        assert_eq!((at_top.lines.clone(), at_top.above), (0..28, 0.0));
        let all = 144.0 + 1_999.0 * GUESS;
        for top in [0.0, 5_000.0, 1.0e9] {
            let part = part(&lines, &heights, top, 800.0);
            let shown: f64 = lines[part.lines.clone()].iter().map(|line| height_of(line, &heights)).sum();
            assert!((part.above + shown + part.below - all).abs() < 0.001, "{top}: {part:?}");
            assert!(part.lines.len() < 45, "{part:?}");
        }
        assert_eq!(part(&[], &heights, 10.0, 800.0), Part::default());
    }
}
