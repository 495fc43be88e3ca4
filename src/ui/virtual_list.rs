//! A list of which only the rows near the screen have elements.
//!
//! Every row has the same height, so that a row's place is its index times that height, and a list of any length costs
//! as much as a screenful. The scrolling element belongs to the caller, who puts what else it needs (a sticky head, say)
//! before [`VirtualRows`].

use std::ops::Range;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// Rows kept ready on each side of what shows.
const SPARE: usize = 8;
/// The range grows and shrinks by so many rows at once, so that most scroll events change nothing.
const STEP: usize = 4;

/// The geometry of a list. Cheap to copy.
#[derive(Clone, Copy)]
pub struct VirtualList {
    /// The scrolling element.
    pub node: NodeRef<html::Div>,
    count: Signal<usize>,
    row_height: Memo<f64>,
    /// Height of what sticks to the top of the scrolling element, in CSS pixels.
    head: f64,
    /// Distance scrolled, in CSS pixels.
    top: RwSignal<f64>,
    /// Inner width and height of the scrolling element, in CSS pixels.
    size: RwSignal<(f64, f64)>,
    range: Memo<Range<usize>>,
}

impl VirtualList {
    /// A list of `count` rows below a sticky head of the height `head`, scrolled to `top` as soon as there are rows. The
    /// height of a row may depend on the width of the list. Heights and distances are in CSS pixels.
    pub fn new(
        count: Signal<usize>,
        row_height: impl Fn(f64) -> f64 + Send + Sync + 'static,
        head: f64,
        top: f64,
    ) -> Self {
        // Until the element is measured it is taken to be as large as the window.
        let length =
            |side: Result<wasm_bindgen::JsValue, _>| side.ok().and_then(|side| side.as_f64()).unwrap_or_default();
        let size = RwSignal::new((length(window().inner_width()), length(window().inner_height())));
        let width = Memo::new(move |_| size.get().0);
        let row_height = Memo::new(move |_| row_height(width.get()).max(1.0));
        let top = RwSignal::new(top);
        let range = Memo::new(move |_| range(top.get(), size.get().1, row_height.get(), count.get()));
        let this = Self { node: NodeRef::new(), count, row_height, head, top, size, range };
        this.watch_size();
        this.find_place();
        this
    }

    /// Rows that have elements, reactive.
    pub fn range(&self) -> Range<usize> {
        self.range.get()
    }

    /// Height of a row, reactive.
    pub fn row_height(&self) -> f64 {
        self.row_height.get()
    }

    /// Inner width of the list, reactive.
    pub fn width(&self) -> f64 {
        self.size.get().0
    }

    /// Distance scrolled, reactive.
    pub fn top(&self) -> f64 {
        self.top.get()
    }

    /// Whole rows that fit the screen, at least one.
    pub fn rows_per_screen(&self) -> usize {
        (self.room() / self.row_height.get_untracked()).floor().max(1.0) as usize
    }

    /// Height that is left for rows, as the browser has it now.
    fn room(&self) -> f64 {
        let height = self.node.get_untracked().map_or(0.0, |node| f64::from(node.client_height()));
        (height - self.head).max(0.0)
    }

    /// Reads where the element is scrolled to. To be called on its `scroll` event.
    pub fn on_scroll(&self) {
        if let Some(node) = self.node.get_untracked() {
            self.top.set(f64::from(node.scroll_top()));
        }
    }

    /// Scrolls to that distance.
    pub fn scroll_to(&self, top: f64) {
        if let Some(node) = self.node.get_untracked() {
            node.set_scroll_top(top.round() as i32);
        }
        self.on_scroll();
    }

    /// Scrolls just as far as is needed for the row to show whole.
    pub fn reveal(&self, index: usize) {
        let height = self.row_height.get_untracked();
        let (start, top, room) = (index as f64 * height, self.top.get_untracked(), self.room());
        if start < top {
            self.scroll_to(start);
        } else if start + height > top + room {
            self.scroll_to(start + height - room);
        }
    }

    fn watch_size(self) {
        Effect::new(move || {
            let Some(node) = self.node.get() else { return };
            let measured = node.clone();
            let on_resize = Closure::<dyn FnMut()>::new(move || {
                let size = (f64::from(measured.client_width()), f64::from(measured.client_height()));
                // An element that is hidden has no size, and its rows should be there when it shows again.
                if size.1 > 0.0 && self.size.get_untracked() != size {
                    self.size.set(size);
                }
            });
            let Ok(observer) = web_sys::ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else { return };
            observer.observe(&node);
            let guard = StoredValue::new_local((observer, on_resize));
            on_cleanup(move || guard.with_value(|(observer, _)| observer.disconnect()));
        });
    }

    /// Scrolls to the place that the list was made for, once there are rows.
    fn find_place(self) {
        let sought = StoredValue::new(Some(self.top.get_untracked()).filter(|top| *top > 0.0));
        Effect::new(move || {
            if self.count.get() == 0 || self.node.get().is_none() {
                return;
            }
            if let Some(top) = sought.try_update_value(Option::take).flatten() {
                // The room for the rows is laid out by then.
                request_animation_frame(move || self.scroll_to(top));
            }
        });
    }
}

/// Rows that need elements when the screen begins at `top` and is `height` high.
fn range(top: f64, height: f64, row_height: f64, count: usize) -> Range<usize> {
    let visible = (height / row_height).ceil().max(0.0) as usize + 1;
    // A list that became shorter shows its end until the scrolling element has followed.
    let first = ((top / row_height).floor().max(0.0) as usize).min(count.saturating_sub(visible));
    let start = first.saturating_sub(SPARE) / STEP * STEP;
    let end = (first + visible + SPARE).next_multiple_of(STEP);
    start..end.min(count)
}

/// The rows: room for all of them, elements for those near the screen.
#[component]
pub fn VirtualRows<V: IntoView + 'static>(
    /// Its geometry.
    list: VirtualList,
    /// The row of that index, counted from 0.
    row: impl Fn(usize) -> V + Clone + Send + 'static,
) -> impl IntoView {
    let height = move || format!("{}px", list.count.get() as f64 * list.row_height());
    view! {
        <div class="virtual_rows" role="rowgroup" style:position="relative" style:height=height>
            <For each=move || list.range() key=|index| *index let(index)>
                <div
                    class="virtual_row"
                    role="presentation"
                    style:position="absolute"
                    style:inset-inline="0"
                    style:height=move || format!("{}px", list.row_height())
                    style:top=move || format!("{}px", index as f64 * list.row_height())
                >
                    {row(index)}
                </div>
            </For>
        </div>
    }
}
