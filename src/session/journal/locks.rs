//! Who edits a record, among the windows of this browser: the platform's own locks (`navigator.locks`).

use js_sys::{Function, Promise, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// A lock held by this window until it is dropped or taken by another.
pub struct Lock {
    release: Function,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Fulfilling a promise cannot fail.
        let _ = self.release.call0(&JsValue::UNDEFINED);
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Options {
    if_available: bool,
    steal: bool,
}

/// Takes the lock of that name: at once, or not at all while another window holds it, unless it is to be taken from it.
/// `lost` is called when another window takes it from this one. `Ok(None)` where another holds it.
///
/// # Errors
/// The browser has no locks, as in a page that is not secure.
pub async fn take(name: &str, from_others: bool, lost: impl FnOnce() + 'static) -> Result<Option<Lock>, JsValue> {
    let navigator = web_sys::window().map(|window| window.navigator()).ok_or(JsValue::UNDEFINED)?;
    let manager = Reflect::get(&navigator, &"locks".into())?;
    if manager.is_undefined() {
        return Err(JsValue::UNDEFINED);
    }
    let manager: LockManager = manager.unchecked_into();
    let options = Options { if_available: !from_others, steal: from_others };
    let mut release = None;
    // Held as long as this promise is open.
    let held = Promise::new(&mut |resolve, _| release = Some(resolve));
    let Some(release) = release else { return Err(JsValue::UNDEFINED) };
    let mut answered = None;
    let answer = Promise::new(&mut |resolve, _| answered = Some(resolve));
    let Some(answered) = answered else { return Err(JsValue::UNDEFINED) };
    let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        // As above.
        let _ = answered.call1(&JsValue::UNDEFINED, &JsValue::from_bool(!lock.is_null()));
        if lock.is_null() { JsValue::UNDEFINED } else { held.into() }
    });
    let request = manager.request(name, &serde_wasm_bindgen::to_value(&options)?, granted.unchecked_ref())?;
    spawn_local(async move {
        // Fails when another window takes the lock, and at no other time.
        if JsFuture::from(request).await.is_err() {
            lost();
        }
    });
    let is_granted = JsFuture::from(answer).await?.as_bool().unwrap_or_default();
    Ok(is_granted.then_some(Lock { release }))
}

#[allow(unsafe_code)]
#[wasm_bindgen]
extern "C" {
    type LockManager;
    #[wasm_bindgen(method, structural, catch)]
    fn request(this: &LockManager, name: &str, options: &JsValue, granted: &Function) -> Result<Promise, JsValue>;
}
