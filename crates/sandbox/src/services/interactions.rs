//! `msdyncrm_LoadInteractionsPublic` (reference/segments.md 5, payloads.json `interactions-load`): what one contact did.

use jiff::{ToSpan, civil::Date};
use rusqlite::params;
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use crate::{
    ApiError, Transaction,
    api::{Call, Kind, Operation, Parameter},
};

/// The action, which the documentation calls deprecated.
pub const OPERATION: Operation = Operation {
    name: "msdyncrm_LoadInteractionsPublic",
    kind: Kind::Action,
    bound: None,
    parameters: &[
        Parameter { name: "ContactId", edm: "Edm.String", required: true },
        Parameter { name: "InteractionType", edm: "Edm.String", required: true },
        Parameter { name: "DateFrom", edm: "Edm.String", required: false },
        Parameter { name: "DateTo", edm: "Edm.String", required: false },
        Parameter { name: "Top", edm: "Edm.Int32", required: false },
        Parameter { name: "SkipToken", edm: "Edm.String", required: false },
    ],
    handler: load,
};

/// How many are answered where the request does not say; the service's own number is not known.
const USUAL: i64 = 100;

/// Interactions of one type, the newest first: `Data`, a JSON array in a string, and `NextSkipToken` where more follow. What the
/// token holds is the organisation's own business.
fn load(transaction: &mut Transaction, call: &Call) -> Result<Option<Map<String, Json>>, ApiError> {
    let text = |name: &str| call.text(name).unwrap_or_default();
    let contact = Uuid::parse_str(text("ContactId"))
        .map_err(|_| ApiError::argument(format!("'{}' is no id of a contact.", text("ContactId"))))?;
    let from = call.text("DateFrom").map(day).transpose()?.map(|day| format!("{day}T00:00:00Z"));
    let to = call.text("DateTo").map(day).transpose()?;
    // The day itself counts.
    let to = to.and_then(|day| day.checked_add(1.day()).ok()).map(|day| format!("{day}T00:00:00Z"));
    let top = call.parameters.get("Top").and_then(Json::as_i64).unwrap_or(USUAL).max(0);
    let skip: i64 = match call.text("SkipToken") {
        None => 0,
        Some(token) => token.parse().map_err(|_| ApiError::argument("The SkipToken is none of this service's."))?,
    };
    let sql = "SELECT sandbox_interactionid, data FROM sandbox_interaction WHERE contactid = ?1 AND type = ?2 \
               AND (?3 IS NULL OR happenedon >= ?3) AND (?4 IS NULL OR happenedon < ?4) \
               ORDER BY happenedon DESC, sandbox_interactionid LIMIT ?5 + 1 OFFSET ?6";
    let mut statement = transaction.connection().prepare_cached(sql)?;
    let values = params![contact.to_string(), text("InteractionType"), from, to, top, skip];
    let rows = statement.query_map(values, |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?)))?;
    let mut found = Vec::new();
    for row in rows {
        let (id, data) = row?;
        let mut interaction = json!({"InteractionId": id.replace('-', "").to_uppercase()});
        let data = data.and_then(|data| serde_json::from_str(&data).ok());
        if let (Json::Object(members), Some(Json::Object(data))) = (&mut interaction, data) {
            members.extend(data);
        }
        found.push(interaction);
    }
    let more = found.len() as i64 > top;
    found.truncate(top as usize);
    let token = more.then(|| (skip + top).to_string());
    let mut answer = Map::new();
    answer.insert("Data".into(), json!(json!(found).to_string()));
    answer.insert("NextSkipToken".into(), json!(token));
    Ok(Some(answer))
}

/// `MM-DD-YYYY`
fn day(text: &str) -> Result<Date, ApiError> {
    Date::strptime("%m-%d-%Y", text).map_err(|_| ApiError::argument(format!("'{text}' is no date like 12-31-2019.")))
}
