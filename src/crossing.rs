//! From one part of the app to another, which is a module of its own.
//!
//! The page stays, and with it what the host has handed over. `pkg/solution/boot.js` loads parts and puts one in the place of
//! the other.

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use crate::navigator::Navigator;
use crate::route::Area;
use crate::ui::words::t;

/// What shows at an address of a part that is not loaded: the way there, or why it is not to be had just now.
#[component]
pub fn Crossing(
    /// The area that the address belongs to.
    area: Area,
    /// Leads back where the part does not come.
    navigator: Navigator,
) -> impl IntoView {
    let failed = RwSignal::new(false);
    let attempt = RwSignal::new(0_u32);
    Effect::new(move || {
        attempt.track();
        failed.set(false);
        spawn_local_scoped_with_cancellation(async move {
            // Whoever has gone back meanwhile is not taken along: the task ends with this page.
            match boot::load(area.part()).await {
                Ok(()) => boot::show(area.part()),
                // The boot script has written the reason to the console.
                Err(_) => failed.set(true),
            }
        });
    });
    let back = match area.other() {
        Area::Journeys => "All journeys",
        Area::Segments => "All segments",
    };
    move || {
        if failed.get() {
            view! {
                <main class="page">
                    <div class="empty_state" role="alert">
                        <h1>{t("This page could not be loaded")}</h1>
                        <p>{t("A part of the app did not arrive. Check the connection, then try again.")}</p>
                        <div class="actions">
                            <button type="button" class="button primary" on:click=move |_| attempt.update(|count| *count += 1)>
                                {t("Try again")}
                            </button>
                            <button type="button" class="button" on:click=move |_| navigator.go(area.other().list())>
                                {t(back)}
                            </button>
                        </div>
                    </div>
                </main>
            }
            .into_any()
        } else {
            view! {
                <main class="page">
                    <div class="progress" data-busy="true"></div>
                    <p class="empty_state" role="status">{t("Opening…")}</p>
                </main>
            }
            .into_any()
        }
    }
}

#[allow(unsafe_code)]
mod boot {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen(js_namespace = journeyman)]
    extern "C" {
        /// Fetches a part and makes it ready.
        #[wasm_bindgen(catch)]
        pub async fn load(part: &str) -> Result<(), JsValue>;
        /// Puts a loaded part in the place of this one, once this call has returned.
        pub fn show(part: &str);
    }
}
