//! User Timing measures: `jm:start`, `jm:open-journey` (route to painted), `jm:show-journey` (text in memory to painted), `jm:edit`.

use serde::Serialize;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use self::bindings::MeasuringPerformance;

fn performance() -> Option<web_sys::Performance> {
    web_sys::window()?.performance()
}

/// Milliseconds since navigation, for [`until_painted`].
pub fn now() -> f64 {
    performance().map_or(0.0, |performance| performance.now())
}

/// Records the measure `name` from `start` to after the next frame is painted, then calls `then`.
///
/// A frame's callback runs before its paint; a task queued from it runs after.
pub fn until_painted(name: &'static str, start: f64, then: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let after_paint = Closure::once_into_js(move || {
        record(name, start);
        then();
    });
    let in_frame = Closure::once_into_js(move || {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback(after_paint.unchecked_ref());
        }
    });
    let _ = window.request_animation_frame(in_frame.unchecked_ref());
}

/// Whether the window is so narrow that panes are tabs.
pub fn is_narrow() -> bool {
    let width = web_sys::window().and_then(|window| window.inner_width().ok()).and_then(|width| width.as_f64());
    width.is_some_and(|width| width < 720.0)
}

#[derive(Serialize)]
struct Span {
    start: f64,
    end: f64,
}

fn record(name: &str, start: f64) {
    let span = serde_wasm_bindgen::to_value(&Span { start, end: now() });
    if let (Some(performance), Ok(span)) = (performance(), span) {
        // A browser that can't measure a span measures nothing.
        let _ = performance.unchecked_into::<MeasuringPerformance>().measure(name, &span);
    }
}

#[allow(unsafe_code)]
mod bindings {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        /// `Performance` with the form of `measure` that takes a span.
        pub type MeasuringPerformance;
        #[wasm_bindgen(method, structural, catch)]
        pub fn measure(this: &MeasuringPerformance, name: &str, span: &JsValue) -> Result<JsValue, JsValue>;
    }
}
