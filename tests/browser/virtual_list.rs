//! The virtual list in a real browser: layout and scrolling are the browser's own.

use journeyman::ui::virtual_list::{VirtualList, VirtualRows};
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

const ROW: f64 = 36.0;
const HEAD: f64 = 30.0;
const VIEW: f64 = 400.0;

/// A list in the page; it goes away with the test.
struct Stage {
    place: HtmlElement,
    list: VirtualList,
    count: RwSignal<usize>,
    _mounted: Box<dyn std::any::Any>,
}

impl Stage {
    fn set(count: usize, top: f64) -> Self {
        let place: HtmlElement = document().create_element("div").expect("an element").unchecked_into();
        document().body().expect("a body").append_child(&place).expect("a place in the page");
        let made = StoredValue::new(None);
        let mounted = mount_to(place.clone(), move || {
            let count = RwSignal::new(count);
            let list = VirtualList::new(count.into(), |_| ROW, HEAD, top);
            made.set_value(Some((list, count)));
            view! {
                <div
                    node_ref=list.node
                    style:height=format!("{VIEW}px")
                    style:overflow="auto"
                    on:scroll=move |_| list.on_scroll()
                >
                    <div style:height=format!("{HEAD}px") style:position="sticky" style:top="0"></div>
                    <VirtualRows list row=|index| view! { <span class="row_text">{format!("row {index}")}</span> } />
                </div>
            }
        });
        let (list, count) = made.get_value().expect("the list was made while mounting");
        Self { place, list, count, _mounted: Box::new(mounted) }
    }

    fn scroller(&self) -> HtmlElement {
        self.list.node.get_untracked().expect("the list is in the page").unchecked_into()
    }

    fn rows(&self) -> Vec<Element> {
        let found = self.place.query_selector_all(".row_text").expect("a selector");
        (0..found.length()).filter_map(|at| found.item(at)).map(JsCast::unchecked_into).collect()
    }

    /// The rows that a person sees, topmost first, by what the browser laid out.
    fn seen(&self) -> Vec<String> {
        let view = self.scroller().get_bounding_client_rect();
        let shows = |row: &Element| {
            let row = row.get_bounding_client_rect();
            row.bottom() > view.top() + HEAD && row.top() < view.bottom()
        };
        self.rows().iter().filter(|row| shows(row)).filter_map(|row| row.text_content()).collect()
    }

    /// Frame after frame until the topmost row is the wanted one; the last that was seen when it never comes.
    async fn topmost(&self, wanted: &str) -> String {
        let mut last = String::new();
        for _ in 0..120 {
            last = self.seen().first().cloned().unwrap_or_default();
            if last == wanted {
                break;
            }
            next_frame().await;
        }
        last
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.place.remove();
    }
}

async fn next_frame() {
    let frame = js_sys::Promise::new(&mut |resolve, _| {
        window().request_animation_frame(&resolve).expect("a frame");
    });
    wasm_bindgen_futures::JsFuture::from(frame).await.expect("a frame never fails");
}

#[wasm_bindgen_test]
async fn ten_thousand_rows_have_a_screenful_of_elements() {
    let stage = Stage::set(10_000, 0.0);
    assert_eq!(stage.topmost("row 0").await, "row 0");
    let screenful = (VIEW / ROW).ceil() as usize;
    for top in [0, 1_000, 180_000, 359_000] {
        stage.scroller().set_scroll_top(top);
        stage.topmost(&format!("row {}", f64::from(top) as usize / ROW as usize)).await;
        let elements = stage.rows().len();
        assert!((screenful - 1..3 * screenful).contains(&elements), "{elements} rows at {top}");
    }
    assert!(stage.scroller().scroll_height() >= (10_000.0 * ROW) as i32, "the scroll bar is that of all rows");
}

#[wasm_bindgen_test]
async fn scrolling_shows_the_rows_of_that_place_and_no_others() {
    let stage = Stage::set(10_000, 0.0);
    stage.scroller().set_scroll_top((5_000.0 * ROW) as i32);
    assert_eq!(stage.topmost("row 5000").await, "row 5000");
    let seen = stage.seen();
    let wanted: Vec<String> = (5_000..).take(seen.len()).map(|at| format!("row {at}")).collect();
    assert_eq!(seen, wanted);
    assert!(seen.len() as f64 >= ((VIEW - HEAD) / ROW).floor(), "the screen is filled: {seen:?}");
}

#[wasm_bindgen_test]
async fn a_row_is_revealed_below_the_sticky_head() {
    let stage = Stage::set(10_000, 0.0);
    stage.topmost("row 0").await;
    stage.list.reveal(7_000);
    next_frame().await;
    assert_eq!(stage.seen().last().map(String::as_str), Some("row 7000"));
    stage.list.reveal(6_000);
    assert_eq!(stage.topmost("row 6000").await, "row 6000");
    let top = stage.list.top();
    stage.list.reveal(6_003);
    assert!((stage.list.top() - top).abs() < 0.5, "a row that shows whole moves nothing");
}

#[wasm_bindgen_test]
async fn the_place_is_found_again_once_there_are_rows() {
    let stage = Stage::set(0, 2_000.0 * ROW);
    next_frame().await;
    assert!(stage.rows().is_empty());
    stage.count.set(10_000);
    assert_eq!(stage.topmost("row 2000").await, "row 2000");
}

#[wasm_bindgen_test]
async fn a_list_that_becomes_shorter_shows_its_end() {
    let stage = Stage::set(10_000, 0.0);
    stage.scroller().set_scroll_top((9_000.0 * ROW) as i32);
    stage.topmost("row 9000").await;
    stage.count.set(100);
    for _ in 0..120 {
        if stage.seen().last().is_some_and(|text| text == "row 99") {
            return;
        }
        next_frame().await;
    }
    panic!("{:?} is seen", stage.seen());
}
