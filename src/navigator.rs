//! Moving between screens without losing work.

use leptos::prelude::*;

use crate::route::Route;

/// Where the app is and where it is asked to go. Provided as a context; cheap to copy.
#[derive(Clone, Copy)]
pub struct Navigator {
    route: RwSignal<Route>,
    /// Says whether the current screen has unsaved work.
    unsaved: StoredValue<Option<Callback<(), bool>>>,
    /// Where a person wanted to go while there was unsaved work.
    pending: RwSignal<Option<Route>>,
}

impl Navigator {
    /// Starts at a screen and follows the address from then on.
    pub fn start(first: Route) -> Self {
        write_hash(&first, true);
        let this = Self { route: RwSignal::new(first), unsaved: StoredValue::new(None), pending: RwSignal::new(None) };
        let listener = window_event_listener(leptos::ev::hashchange, move |_| this.follow_address());
        on_cleanup(move || listener.remove());
        let guard = window_event_listener(leptos::ev::beforeunload, move |event| {
            crate::host::notify_unsaved(&event, this.has_unsaved());
        });
        on_cleanup(move || guard.remove());
        this
    }

    /// The screen, reactive.
    pub fn route(&self) -> Route {
        self.route.get()
    }

    /// Where a person wants to go although there is unsaved work, reactive.
    pub fn pending(&self) -> Option<Route> {
        self.pending.get()
    }

    /// Watches over a screen's unsaved work until the screen goes away.
    pub fn guard(&self, unsaved: impl Fn() -> bool + Send + Sync + 'static) {
        self.unsaved.set_value(Some(Callback::new(move |()| unsaved())));
        let this = *self;
        on_cleanup(move || this.unsaved.set_value(None));
    }

    fn has_unsaved(&self) -> bool {
        self.unsaved.get_value().is_some_and(|unsaved| unsaved.run(()))
    }

    /// Goes to a screen, unless unsaved work has to be asked about first.
    pub fn go(&self, route: Route) {
        if route == self.route.get_untracked() {
            return;
        }
        if self.has_unsaved() {
            self.pending.set(Some(route));
        } else {
            write_hash(&route, false);
            self.route.set(route);
        }
    }

    /// Goes where a person wanted to go; the question about unsaved work is answered.
    pub fn go_on(&self) {
        if let Some(route) = self.pending.get_untracked() {
            self.unsaved.set_value(None);
            self.pending.set(None);
            self.go(route);
        }
    }

    /// Stays here.
    pub fn stay(&self) {
        self.pending.set(None);
    }

    fn follow_address(&self) {
        let hash = window().location().hash().unwrap_or_default();
        let wanted = Route::parse(&hash);
        let current = self.route.get_untracked();
        if wanted == current {
            return;
        }
        if self.has_unsaved() {
            // Back has already changed the address: put it back until the question is answered.
            write_hash(&current, false);
            self.pending.set(Some(wanted));
        } else {
            self.route.set(wanted);
        }
    }
}

/// Writes the address without loading anything and without firing `hashchange`.
fn write_hash(route: &Route, replace: bool) {
    let Ok(history) = window().history() else { return };
    let (state, hash) = (wasm_bindgen::JsValue::NULL, route.hash());
    // Fails only where the page may not touch its history; then reload starts at the first screen.
    let _ = if replace {
        history.replace_state_with_url(&state, "", Some(&hash))
    } else {
        history.push_state_with_url(&state, "", Some(&hash))
    };
}
