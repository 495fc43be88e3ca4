//! The part of the client API (`Xrm`) that the app calls, as typed bindings. Shapes: `@types/xrm` 9.0.97.
//!
//! Every call may throw: the host is another program. Nothing here is assumed to be there.
#![allow(unsafe_code, missing_docs)]

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    pub type Xrm;
    pub type Utility;
    pub type GlobalContext;
    pub type Navigation;
    pub type FormContext;
    pub type FormData;
    pub type FormEntity;

    #[wasm_bindgen(method, getter, structural, catch, js_name = Utility)]
    pub fn utility(this: &Xrm) -> Result<Utility, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = Navigation)]
    pub fn navigation(this: &Xrm) -> Result<Navigation, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = getGlobalContext)]
    pub fn global_context(this: &Utility) -> Result<GlobalContext, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = getClientUrl)]
    pub fn client_url(this: &GlobalContext) -> Result<String, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = userSettings)]
    pub fn user_settings(this: &GlobalContext) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = openForm)]
    pub fn open_form(this: &Navigation, options: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = data)]
    pub fn data(this: &FormContext) -> Result<FormData, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = entity)]
    pub fn entity(this: &FormData) -> Result<FormEntity, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = getId)]
    pub fn id(this: &FormEntity) -> Result<String, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = getEntityName)]
    pub fn entity_name(this: &FormEntity) -> Result<String, JsValue>;
}
