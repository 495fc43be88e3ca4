//! The canvas: tiles and the lines between them, of which only what shows has elements.

use std::sync::Arc;

use journey::layout::Rect;
use journey::{ItemRef, TileKey};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use super::Designer;
use super::links::Links;
use super::marks::Marks;
use super::tile::TileCard;
use super::view::{Detail, View, coarse};
use super::walk;
use crate::ui::words::t;

/// Canvas pixels beyond the edge whose tiles are kept ready, and the grid that the shown part snaps to.
const MARGIN: f64 = 160.0;
const CELL: f64 = 240.0;

/// What shows: the part of the journey, how much of each tile, and which tiles.
#[derive(Clone)]
pub struct Shown {
    /// The part of the journey.
    pub part: Rect,
    /// How much of each tile.
    pub detail: Detail,
    /// Tiles with elements of their own; none when they are marks.
    pub tiles: Arc<Vec<TileKey>>,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        self.part == other.part && self.detail == other.detail && self.tiles == other.tiles
    }
}

/// The canvas of a journey.
#[component]
pub fn Canvas(
    /// The screen it belongs to.
    designer: Designer,
) -> impl IntoView {
    let session = designer.session;
    let (view, size) = (designer.view, designer.size);
    let node = NodeRef::<html::Div>::new();
    watch_size(designer, node);
    let drag = Drag::new(designer);

    let part = Memo::new(move |_| coarse(&view.get().shown(size.get(), MARGIN), CELL));
    let shown = Memo::new_with_compare(
        move |_| {
            let (layout, part) = (session.layout(), part.get());
            let tiles: Vec<TileKey> = layout.tiles_in(&part).collect();
            let detail = view.with(|view| view.detail(tiles.len()));
            let tiles = if detail == Detail::Mark { Vec::new() } else { tiles };
            Shown { part, detail, tiles: Arc::new(tiles) }
        },
        |old: Option<&Shown>, new: Option<&Shown>| old != new,
    );
    let detail = Memo::new(move |_| shown.with(|shown| shown.detail));

    view! {
        <div
            class="canvas"
            node_ref=node
            tabindex="0"
            // Keys are answered here, tile by tile, so that a screen reader passes them on.
            role="application"
            dir="ltr"
            aria-label=t("Journey canvas")
            aria-activedescendant=move || session.selection.get().map(|at| super::tile::dom_id(at.tile))
            on:keydown=move |event| walk::on_key(designer, &event)
            on:wheel=move |event| on_wheel(designer, &event)
            on:pointerdown=move |event| drag.down(&event, node)
            on:pointermove=move |event| drag.moved_to(&event)
            on:pointerup=move |event| drag.up(&event, node)
            on:pointercancel=move |event| drag.up(&event, node)
        >
            <div
                class="world"
                style:transform=move || {
                    let View { x, y, zoom } = view.get();
                    format!("translate({x:.2}px,{y:.2}px) scale({zoom:.4})")
                }
            >
                <Links designer shown />
                <For each=move || shown.with(|shown| shown.tiles.as_ref().clone()) key=|key| *key let(key)>
                    <TileCard designer key detail />
                </For>
            </div>
            {move || (detail.get() == Detail::Mark).then(|| view! { <Marks designer /> })}
        </div>
    }
}

fn watch_size(designer: Designer, node: NodeRef<html::Div>) {
    Effect::new(move || {
        let Some(element) = node.get() else { return };
        let measured = element.clone();
        let on_resize = Closure::<dyn FnMut()>::new(move || {
            let size = (f64::from(measured.client_width()), f64::from(measured.client_height()));
            if size.0 > 0.0 && designer.size.get_untracked() != size {
                designer.size.set(size);
                designer.open_view();
            }
        });
        let Ok(observer) = web_sys::ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else { return };
        observer.observe(&element);
        let guard = StoredValue::new_local((observer, on_resize));
        on_cleanup(move || guard.with_value(|(observer, _)| observer.disconnect()));
    });
}

fn on_wheel(designer: Designer, event: &web_sys::WheelEvent) {
    event.prevent_default();
    // A wheel may count lines instead of pixels.
    let step = if event.delta_mode() == web_sys::WheelEvent::DOM_DELTA_LINE { 32.0 } else { 1.0 };
    let (dx, dy) = (event.delta_x() * step, event.delta_y() * step);
    if event.ctrl_key() || event.meta_key() {
        let at = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        let at = pointer_on_canvas(event.as_ref()).unwrap_or(at);
        designer.view.update(|view| *view = view.zoomed((-dy * 0.002).exp(), at));
    } else if event.shift_key() {
        designer.view.update(|view| *view = view.panned(-dy - dx, 0.0));
    } else {
        designer.view.update(|view| *view = view.panned(-dx, -dy));
    }
}

fn pointer_on_canvas(event: &web_sys::MouseEvent) -> Option<(f64, f64)> {
    let canvas = event.target()?.dyn_into::<web_sys::Element>().ok()?.closest(".canvas").ok()??;
    let rect = canvas.get_bounding_client_rect();
    Some((f64::from(event.client_x()) - rect.left(), f64::from(event.client_y()) - rect.top()))
}

/// Dragging the ground pans; a press on it selects what lies there, which is how marks are selected.
#[derive(Clone, Copy)]
struct Drag {
    designer: Designer,
    /// Where the pointer was last, while it is down.
    last: StoredValue<Option<(i32, i32)>>,
    /// How far it went since it came down.
    moved: StoredValue<i32>,
}

impl Drag {
    fn new(designer: Designer) -> Self {
        Self { designer, last: StoredValue::new(None), moved: StoredValue::new(0) }
    }

    fn down(self, event: &web_sys::PointerEvent, node: NodeRef<html::Div>) {
        self.designer.close_palette();
        let on_ground = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|target| target.closest("button,.tile,.popover").ok().flatten().is_none());
        if (event.button() == 0 && on_ground) || event.button() == 1 {
            self.last.set_value(Some((event.client_x(), event.client_y())));
            self.moved.set_value(0);
            if let Some(canvas) = node.get_untracked() {
                // Without capture the drag merely ends at the edge.
                let _ = canvas.set_pointer_capture(event.pointer_id());
            }
        }
    }

    fn moved_to(self, event: &web_sys::PointerEvent) {
        let Some((x, y)) = self.last.get_value() else { return };
        let (dx, dy) = (event.client_x() - x, event.client_y() - y);
        self.last.set_value(Some((event.client_x(), event.client_y())));
        self.moved.update_value(|moved| *moved += dx.abs() + dy.abs());
        self.designer.view.update(|view| *view = view.panned(f64::from(dx), f64::from(dy)));
    }

    fn up(self, event: &web_sys::PointerEvent, node: NodeRef<html::Div>) {
        if self.last.get_value().is_none() {
            return;
        }
        self.last.set_value(None);
        if self.moved.get_value() < 4 && event.button() == 0 {
            select_at(self.designer, node, event);
        }
    }
}

fn select_at(designer: Designer, node: NodeRef<html::Div>, event: &web_sys::PointerEvent) {
    let Some(canvas) = node.get_untracked() else { return };
    let rect = canvas.get_bounding_client_rect();
    let view = designer.view.get_untracked();
    let x = (f64::from(event.client_x()) - rect.left() - view.x) / view.zoom;
    let y = (f64::from(event.client_y()) - rect.top() - view.y) / view.zoom;
    let hit = designer.session.layout_now().at(x, y);
    designer.session.selection.set(hit.map(|tile| ItemRef { tile, item: 0 }));
}
