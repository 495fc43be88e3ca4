//! Finding the host and asking it for things.

use js_sys::Reflect;
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

use super::xrm::{FormContext, GlobalContext, Xrm};

fn property(of: &JsValue, name: &str) -> Option<JsValue> {
    // A parent of another origin throws on every access; that is the same as not being there.
    Reflect::get(of, &JsValue::from_str(name)).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

fn window() -> Option<JsValue> {
    web_sys::window().map(JsValue::from)
}

/// The client API: what the form handed over, else the parent frame's. `None` in a window of its own.
pub(super) fn xrm() -> Option<Xrm> {
    let window = window()?;
    let handed_over = property(&window, "jmHostContext").and_then(|context| property(&context, "xrm"));
    let own = || property(&window, "Xrm");
    let parents = || property(&window, "parent").and_then(|parent| property(&parent, "Xrm"));
    handed_over.or_else(own).or_else(parents).map(JsCast::unchecked_into)
}

/// The global context, when there is a host.
pub(super) fn global_context() -> Option<GlobalContext> {
    xrm()?.utility().ok()?.global_context().ok()
}

fn form_context() -> Option<FormContext> {
    property(&property(&window()?, "jmHostContext")?, "formContext").map(JsCast::unchecked_into)
}

/// Table and id of the record whose form holds the page, as the form's handshake tells; the id is empty for a
/// record that was never saved.
pub fn form_record() -> Option<(String, String)> {
    let entity = form_context()?.data().ok()?.entity().ok()?;
    Some((entity.entity_name().ok()?, entity.id().ok()?))
}

/// The organisation's origin, such as `https://org.crm.dynamics.com`; the page's own when there is no host.
pub fn client_url() -> String {
    let own = || web_sys::window().and_then(|w| w.location().origin().ok()).unwrap_or_default();
    // The address the host gives can be an alias on another origin, where no session cookie goes.
    match global_context().and_then(|context| context.client_url().ok()) {
        Some(url) if url.starts_with(&own()) => url.trim_end_matches('/').to_owned(),
        _ => own(),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FormOptions<'a> {
    entity_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity_id: Option<&'a str>,
    open_in_new_window: bool,
}

/// Opens a record's form, or the form for a new one, in a new window, so that the page's own work stays.
pub fn open_record(table: &str, id: Option<&str>) {
    let options = FormOptions { entity_name: table, entity_id: id, open_in_new_window: true };
    let by_host = xrm().and_then(|xrm| xrm.navigation().ok()).and_then(|navigation| {
        let options = serde_wasm_bindgen::to_value(&options).ok()?;
        navigation.open_form(&options).ok()
    });
    if by_host.is_none() {
        let id = id.map(|id| format!("&id={id}")).unwrap_or_default();
        let address = format!("{}/main.aspx?pagetype=entityrecord&etn={table}{id}", client_url());
        if let Some(window) = web_sys::window() {
            let _ = window.open_with_url_and_target(&address, "_blank");
        }
    }
}

/// Asks the browser to warn before the page goes away while there is unsaved work.
///
/// The host asks nobody when it takes a frame away (`reference/hosting.md 3`); this covers closing and reloading.
pub fn notify_unsaved(event: &web_sys::BeforeUnloadEvent, unsaved: bool) {
    if unsaved {
        event.prevent_default();
        event.set_return_value("unsaved");
    }
}
