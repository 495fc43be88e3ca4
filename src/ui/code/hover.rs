//! What there is to say about a place of the text: below the pointer, or below the caret on F1.

use leptos::prelude::*;

use super::{Code, beside};
use crate::ui::words::t;

/// What is said, and where. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Hover {
    tip: RwSignal<Option<(String, String)>>,
    /// Where the pointer is, until the next frame looks what is there.
    pointer: StoredValue<Option<(f64, f64)>>,
}

impl Hover {
    /// Nothing is said.
    pub fn new() -> Self {
        Self { tip: RwSignal::new(None), pointer: StoredValue::new(None) }
    }

    /// Says nothing more. Says whether something was said.
    pub fn hide(&self) -> bool {
        let shown = self.tip.with_untracked(Option::is_some);
        self.pointer.set_value(None);
        if shown {
            self.tip.set(None);
        }
        shown
    }
}

impl Code {
    /// Looks what is below the pointer, once a frame.
    pub fn on_pointer(&self, event: &web_sys::PointerEvent) {
        // A finger has no place where it rests, and a pressed button selects.
        if event.pointer_type() != "mouse" || event.buttons() != 0 {
            return;
        }
        let place = (f64::from(event.client_x()), f64::from(event.client_y()));
        let is_due = self.hover.pointer.get_value().is_some();
        self.hover.pointer.set_value(Some(place));
        if !is_due {
            let this = *self;
            request_animation_frame(move || {
                if let Some((x, y)) = this.hover.pointer.try_update_value(Option::take).flatten() {
                    let at = this.layer.with_value(|layer| layer.as_ref()?.at_point(x, y));
                    this.explain(at);
                }
            });
        }
    }

    /// Says what stands at the caret.
    pub fn explain_caret(&self) {
        self.explain(Some(self.area.selection_now().start));
        match self.hover.tip.get_untracked() {
            Some((text, _)) => self.say(text),
            None => self.say(t("There is nothing to say about this place.")),
        }
    }

    fn explain(&self, at: Option<usize>) {
        let tip = at.and_then(|at| {
            let mut said = self.problems.messages(at);
            said.extend(self.owner.hover.run(at));
            (!said.is_empty()).then(|| said.join("\n")).zip(self.place(at).map(beside))
        });
        let text = |tip: &Option<(String, String)>| tip.as_ref().map(|(text, _)| text.clone());
        // It stays where it is while the pointer moves along one word.
        if self.hover.tip.with_untracked(text) != text(&tip) {
            self.hover.tip.set(tip);
        }
    }
}

/// The words in a box above the page.
#[component]
pub fn Tip(code: Code) -> impl IntoView {
    move || {
        let (text, style) = code.hover.tip.get()?;
        Some(view! { <div class="popover code_tip" role="tooltip" dir="auto" style=style>{text}</div> })
    }
}
