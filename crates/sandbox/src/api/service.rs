//! The service document and the metadata document.

use serde_json::json;

use super::{Answer, Context, Method, csdl, route::not_allowed};
use crate::ApiError;

/// `GET /api/data/v9.2/`
pub fn document(context: &Context, method: Method) -> Result<Answer, ApiError> {
    if method != Method::Get {
        return Err(not_allowed(method));
    }
    let tables = context.schema().tables().iter().filter(|table| !table.private);
    let sets: Vec<_> = tables.map(|table| json!({"name": table.set, "kind": "EntitySet", "url": table.set})).collect();
    let context = format!("{}$metadata", context.request.root());
    Ok(Answer::json(json!({"@odata.context": context, "value": sets}).to_string()))
}

/// `GET /api/data/v9.2/$metadata`
pub fn metadata(context: &Context, method: Method) -> Result<Answer, ApiError> {
    if method != Method::Get {
        return Err(not_allowed(method));
    }
    Ok(Answer::body(200, "application/xml", csdl::document(context.schema(), context.organisation.operations())))
}
