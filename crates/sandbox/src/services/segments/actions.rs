//! `msdyncrm_FetchContactsByQuery` (reference/segments.md 5).

use serde_json::{Map, Value as Json, json};

use super::object;
use crate::{
    ApiError, Transaction,
    api::{Call, Kind, Operation, Parameter},
    segments::{self, Subject},
};

/// The action.
///
/// What the service answered was never published. `SandboxTotal` (how many members) and `SandboxContacts` (a page of them, a JSON
/// array in a string, with the columns of `SELECT`) are this organisation's own, named so that nobody takes them for the service's.
/// Of `FetchXml`, which the documented request sends beside the query, `OwningBusinessUnit` and `Scope` nothing is made here: an
/// organisation without business-unit scoping, as this one, keeps all contacts (reference/segments.md 2.5).
pub const FETCH_CONTACTS: Operation = Operation {
    name: "msdyncrm_FetchContactsByQuery",
    kind: Kind::Action,
    bound: None,
    parameters: &[
        Parameter { name: "Query", edm: "Edm.String", required: true },
        Parameter { name: "FetchXml", edm: "Edm.String", required: false },
        Parameter { name: "OwningBusinessUnit", edm: "Edm.String", required: false },
        Parameter { name: "Scope", edm: "Edm.Int32", required: false },
        Parameter { name: "TimeZone", edm: "Edm.Int32", required: false },
    ],
    handler: fetch_contacts,
};

fn fetch_contacts(transaction: &mut Transaction, call: &Call) -> Result<Option<Map<String, Json>>, ApiError> {
    let listing = segments::list(transaction, Subject::outbound(call.text("Query").unwrap_or_default()))?;
    let contacts = json!(listing.rows).to_string();
    Ok(Some(object(json!({"SandboxTotal": listing.total, "SandboxContacts": contacts}))))
}
