//! The painted text behind the textarea. The textarea's own letters are transparent; what a person reads is this.
//!
//! The text is kept in chunks. Those on the screen are made of pieces, one node for each stretch of equal look; the others are
//! plain text, so that a text of any length has a screenful of elements. A change replaces the pieces that differ.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use leptos::prelude::document;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomRect, Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit, Node};

use super::chunks;
use super::look::{Look, Picture, Piece, pieces};
use super::text::{change, next, shown, snap, to_units};

/// So many new chunks are painted before it is known which are on the screen.
const AT_ONCE: usize = 4;

struct Chunk {
    node: Element,
    /// Its bytes of the text that is painted.
    range: Range<usize>,
    /// It is on the screen, or near it.
    near: bool,
    /// It is whole lines.
    is_lines: bool,
    /// One for each child of the node.
    pieces: Vec<Piece>,
}

/// The layer. It dies with its elements.
pub struct Layer {
    parts: Rc<RefCell<Parts>>,
    observer: IntersectionObserver,
    _on_cross: Closure<dyn FnMut(js_sys::Array)>,
}

struct Parts {
    host: Element,
    /// Stands behind the text: where the next letter would be, and the height of an empty last line.
    end: Element,
    picture: Picture,
    chunks: Vec<Chunk>,
}

impl Layer {
    /// An empty layer in `host`, which scrolls with `scroller`. `seen` is told after parts of it came into sight or left it.
    pub fn new(host: Element, scroller: &Element, seen: impl Fn() + 'static) -> Result<Self, JsValue> {
        let end = document().create_element("span")?;
        // A space without width: a line with nothing in it is as high as any.
        end.set_text_content(Some("\u{200b}"));
        host.append_child(&end)?;
        let picture = Picture { text: "".into(), inks: Rc::default(), spots: Rc::default(), lights: Vec::new() };
        let parts = Rc::new(RefCell::new(Parts { host, end, picture, chunks: Vec::new() }));
        let crossed = Rc::downgrade(&parts);
        let on_cross = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            if let Some(parts) = crossed.upgrade() {
                parts.borrow_mut().cross(&entries);
                seen();
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root(Some(scroller));
        options.set_root_margin("50% 0px");
        let observer = IntersectionObserver::new_with_options(on_cross.as_ref().unchecked_ref(), &options)?;
        Ok(Self { parts, observer, _on_cross: on_cross })
    }

    /// Shows the picture.
    pub fn paint(&self, picture: Picture) {
        self.parts.borrow_mut().paint(picture, &self.observer);
    }

    /// Where the character at that byte offset is on the screen; at the end of the text, where the next one would be.
    pub fn place(&self, at: usize) -> DomRect {
        let parts = self.parts.borrow();
        parts.rect(snap(&parts.picture.text, at)).unwrap_or_else(|| parts.end.get_bounding_client_rect())
    }

    /// The byte offset of the character at that point of the screen, if there is one.
    pub fn at_point(&self, x: f64, y: f64) -> Option<usize> {
        let parts = self.parts.borrow();
        let text = &parts.picture.text;
        // Characters are in reading order, so the last that begins before the point is found by halving.
        let begins_after = |rect: &DomRect| rect.top() > y || (rect.bottom() > y && rect.left() > x);
        let (mut low, mut high) = (0, text.len());
        while low < high {
            let middle = snap(text, usize::midpoint(low, high));
            if parts.rect(middle).is_none_or(|rect| begins_after(&rect)) {
                high = middle;
            } else {
                low = next(text, middle);
            }
        }
        let at = snap(text, low.checked_sub(1)?);
        let rect = parts.rect(at)?;
        (rect.top() <= y && y < rect.bottom() && rect.left() <= x && x < rect.right()).then_some(at)
    }
}

impl Drop for Layer {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl Parts {
    fn paint(&mut self, picture: Picture, observer: &IntersectionObserver) {
        let before = std::mem::replace(&mut self.picture, picture);
        if let Some(change) = change(&before.text, &self.picture.text, self.picture.text.len()) {
            self.cut(&change.old, change.new.len(), observer);
        }
        let mut start = 0;
        for chunk in &mut self.chunks {
            let range = start..start + chunk.range.len();
            start = range.end;
            chunk.paint(&before.text, &self.picture, range);
        }
    }

    /// Gives the chunks the lengths that they have after the bytes `old` were replaced by so many new ones.
    ///
    /// Chunks keep their nodes; a chunk's range is still that of what its node shows, but for its length.
    fn cut(&mut self, old: &Range<usize>, new: usize, observer: &IntersectionObserver) {
        let (touched, span) = chunks::touched(self.chunks.iter().map(|chunk| chunk.range.len()), old);
        let lengths = chunks::cut(&self.picture.text, span.start..span.end - old.len() + new);
        let follows = self.chunks.get(touched.end).map_or(&self.end, |chunk| &chunk.node).clone();
        let (kept, made) = (touched.len().min(lengths.len()), lengths.len().saturating_sub(touched.len()));
        for gone in self.chunks.drain(touched.start + kept..touched.end) {
            observer.unobserve(&gone.node);
            gone.node.remove();
        }
        let fresh = (0..made).filter_map(|index| {
            let node = document().create_element("span").ok()?;
            self.host.insert_before(&node, Some(&follows)).ok()?;
            observer.observe(&node);
            Some(Chunk { node, range: 0..0, near: index < AT_ONCE, is_lines: false, pieces: Vec::new() })
        });
        let fresh: Vec<_> = fresh.collect();
        let at = touched.start + kept;
        self.chunks.splice(at..at, fresh);
        for (chunk, length) in self.chunks[touched.start..].iter_mut().zip(lengths) {
            chunk.range.end = chunk.range.start + length;
        }
    }

    /// Paints what comes near the screen; what leaves it is plain text again.
    fn cross(&mut self, entries: &js_sys::Array) {
        for entry in entries.iter().filter_map(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok()) {
            let target = entry.target();
            let Some(chunk) = self.chunks.iter_mut().find(|chunk| chunk.node == target) else { continue };
            if chunk.near != entry.is_intersecting() {
                chunk.near = !chunk.near;
                chunk.paint(&self.picture.text, &self.picture, chunk.range.clone());
            }
        }
    }

    /// Where the character at the byte offset, a border of characters, is on the screen.
    fn rect(&self, at: usize) -> Option<DomRect> {
        let until = next(&self.picture.text, at);
        let chunk = &self.chunks[self.chunks.partition_point(|chunk| chunk.range.end <= at)..].first()?;
        let offset = at - chunk.range.start;
        let index = chunk.pieces.partition_point(|piece| piece.end <= offset);
        let begin = index.checked_sub(1).map_or(0, |before| chunk.pieces[before].end);
        let piece = chunk.node.child_nodes().item(index as u32)?;
        let letters = piece.first_child().unwrap_or(piece);
        let piece = &self.picture.text[chunk.range.start + begin..chunk.range.end];
        let place = |at: usize| to_units(piece, at - begin) as u32;
        let range = document().create_range().ok()?;
        range.set_start(&letters, place(offset)).ok()?;
        range.set_end(&letters, place(until - chunk.range.start)).ok()?;
        Some(range.get_bounding_client_rect())
    }
}

impl Chunk {
    /// Shows `range` of the picture in place of its range of the text `before`.
    fn paint(&mut self, before: &str, picture: &Picture, range: Range<usize>) {
        let text = &*picture.text;
        let new = if self.near {
            pieces(picture, range.clone())
        } else {
            vec![Piece { end: range.len(), look: Look::default() }]
        };
        let old = std::mem::replace(&mut self.pieces, new);
        let new = &self.pieces;
        let was = self.range.start;
        self.range = range.clone();
        let bytes = |pieces: &[Piece], index: usize| {
            let start = if index == 0 { 0 } else { pieces[index - 1].end };
            start..pieces[index].end
        };
        let letters = |index: usize| {
            let piece = bytes(new, index);
            &text[range.start + piece.start..range.start + piece.end]
        };
        let same = |a: usize, b: usize| {
            let piece = bytes(&old, a);
            old[a].look == new[b].look && before.get(was + piece.start..was + piece.end) == Some(letters(b))
        };
        let shorter = old.len().min(new.len());
        let head = (0..shorter).position(|index| !same(index, index)).unwrap_or(shorter);
        let tail = (1..=shorter - head).position(|back| !same(old.len() - back, new.len() - back));
        let tail = tail.unwrap_or(shorter - head);

        let nodes = self.node.child_nodes();
        let (gone, made) = (head..old.len() - tail, head..new.len() - tail);
        if gone.len() == 1 && made.len() == 1 && old[head].look == new[head].look {
            if let Some(node) = nodes.item(head as u32) {
                node.set_text_content(Some(&shown(letters(head))));
            }
        } else {
            for node in gone.filter_map(|_| nodes.item(head as u32)) {
                let _ = self.node.remove_child(&node);
            }
            let follows = nodes.item(head as u32);
            for node in made.filter_map(|index| make(letters(index), &new[index].look)) {
                let _ = self.node.insert_before(&node, follows.as_ref());
            }
        }
        let is_lines = chunks::is_lines(text, &range);
        if self.is_lines != is_lines {
            self.is_lines = is_lines;
            self.node.set_class_name(if is_lines { "lines" } else { "" });
        }
    }
}

/// The node of a piece.
fn make(letters: &str, look: &Look) -> Option<Node> {
    let letters = shown(letters);
    if look.is_plain() {
        return Some(document().create_text_node(&letters).into());
    }
    let span = document().create_element("span").ok()?;
    span.set_class_name(&look.class());
    if let Some(code) = look.code() {
        span.set_attribute("data-problem", code).ok()?;
    }
    span.set_text_content(Some(&letters));
    Some(span.into())
}
