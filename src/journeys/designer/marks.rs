//! A journey seen from far away: every tile a small mark on one drawing, whatever their number.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::Designer;

/// The drawing. It holds no elements of its own; pressing a mark selects its tile.
#[component]
pub fn Marks(
    /// The screen.
    designer: Designer,
) -> impl IntoView {
    let node = NodeRef::<html::Canvas>::new();
    let session = designer.session;
    Effect::new(move || {
        let Some(canvas) = node.get() else { return };
        let (layout, view, (width, height)) = (session.layout(), designer.view.get(), designer.size.get());
        let selected = session.selection.get().map(|at| at.tile);
        let faulty = designer.faulty_tiles();
        let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
        let pixels = ((width * ratio) as u32, (height * ratio) as u32);
        if (canvas.width(), canvas.height()) != pixels {
            canvas.set_width(pixels.0);
            canvas.set_height(pixels.1);
        }
        let Some(pen) = canvas.get_context("2d").ok().flatten() else { return };
        let Ok(pen) = pen.dyn_into::<web_sys::CanvasRenderingContext2d>() else { return };
        let colour = |name: &str| designer.colour(&canvas, name);
        pen.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0).unwrap_or_default();
        pen.clear_rect(0.0, 0.0, f64::from(pixels.0), f64::from(pixels.1));
        let scale = ratio * view.zoom;
        pen.set_transform(scale, 0.0, 0.0, scale, view.x * ratio, view.y * ratio).unwrap_or_default();
        let part = view.shown((width, height), 0.0);
        pen.set_stroke_style_str(&colour("--colorNeutralStroke1"));
        pen.set_line_width(1.0 / view.zoom);
        pen.begin_path();
        for link in layout.links_in(&part) {
            let ((x1, y1), (x2, y2)) = (link.start, link.end);
            pen.move_to(x1, y1);
            pen.line_to(x1 + 20.0, y1);
            pen.line_to(x1 + 20.0, y2);
            pen.line_to(x2, y2);
        }
        pen.stroke();
        let (plain, fault, mark) = (
            colour("--colorNeutralForeground3"),
            colour("--colorStatusDangerForeground1"),
            colour("--colorBrandBackground"),
        );
        for key in layout.tiles_in(&part) {
            let Some(rect) = layout.rect(key) else { continue };
            let fill = match key {
                _ if selected == Some(key) => &mark,
                _ if faulty.contains(&key) => &fault,
                _ => &plain,
            };
            pen.set_fill_style_str(fill);
            pen.fill_rect(rect.x, rect.y, rect.width, rect.height);
        }
    });
    view! { <canvas class="marks" node_ref=node></canvas> }
}
