//! A question or a form above the screen: the platform's own modal dialog, which keeps focus and answers Escape.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A modal dialog that is open while it is mounted.
#[component]
pub fn Dialog(
    /// What it is about; its accessible name.
    #[prop(into)]
    title: Signal<String>,
    /// Called on Escape and on the close button. The owner then unmounts the dialog.
    #[prop(into)]
    close: Callback<()>,
    /// Wide enough for two columns of text.
    #[prop(optional)]
    wide: bool,
    /// Its content and, last, its row of buttons (`<div class="actions">`).
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let before = StoredValue::new_local(document().active_element());
    on_cleanup(move || {
        // The keyboard goes back to where it was, unless that is gone or the owner has put it elsewhere.
        let before =
            before.try_get_value().flatten().and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
        request_animation_frame(move || {
            let nowhere = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
            if let Some(before) = before.filter(|element| nowhere && element.is_connected()) {
                let _ = before.focus();
            }
        });
    });
    Effect::new(move || {
        if let Some(dialog) = node.get().filter(|dialog| !dialog.open()) {
            // Fails only when the dialog is not in the page, and then there is nothing to show.
            let _ = dialog.show_modal();
        }
    });
    view! {
        <dialog
            node_ref=node
            class="dialog"
            class:wide=wide
            aria-labelledby="dialog-title"
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                close.run(());
            }
            on:keydown=|event| event.stop_propagation()
        >
            <h2 id="dialog-title">{title}</h2>
            {children()}
        </dialog>
    }
}
