//! `RetrieveMetadataChanges` (reference/web-api.md 12).

use jiff::{Timestamp, ToSpan as _};
use serde_json::{Map, Value as Json, json};

use super::{
    Source,
    item::{Item, Linked},
};
use crate::{
    ApiError, Transaction,
    api::{Call, Culture, METADATA_VERSION},
};

/// A stamp lives for so many days.
const DAYS: i64 = 90;

/// More nesting than this in a query's filters is refused.
const DEEPEST: usize = 20;

/// Which kinds of metadata hang below a table, and which part of the query speaks of them.
const BELOW: [(&str, &str); 5] = [
    ("Attributes", "AttributeQuery"),
    ("OneToManyRelationships", "RelationshipQuery"),
    ("ManyToOneRelationships", "RelationshipQuery"),
    ("ManyToManyRelationships", "RelationshipQuery"),
    ("Keys", "KeyQuery"),
];

/// Answers the call: everything that the query asks for, or nothing if the client knows it already.
pub fn retrieve(transaction: &mut Transaction, call: &Call) -> Result<Option<Map<String, Json>>, ApiError> {
    let known = match call.parameters.get("ClientVersionStamp").and_then(Json::as_str) {
        Some(stamp) if !stamp.is_empty() => {
            check(stamp, transaction.now())?;
            true
        }
        _ => false,
    };
    let query = call.parameters.get("Query").cloned().unwrap_or(Json::Null);
    let source = Source { schema: transaction.schema(), language: Culture::of(transaction)?.language };
    let mut shown = Vec::new();
    let tables = source.schema.tables().iter().filter(|table| !table.private);
    for item in tables.filter(|_| !known).map(Item::Table) {
        let fields = item.fields(source);
        if meets(query.get("Criteria"), &fields, 0)? {
            shown.push(table(&item, fields, &query, source)?);
        }
    }
    let stamp = format!("{METADATA_VERSION}!{}", transaction.now());
    let members = json!({"EntityMetadata": shown, "ServerVersionStamp": stamp, "DeletedMetadata": null});
    Ok(members.as_object().cloned())
}

fn check(stamp: &str, now: Timestamp) -> Result<(), ApiError> {
    let made = stamp.split_once('!').filter(|(version, _)| *version == METADATA_VERSION);
    let made = made.and_then(|(_, made)| made.parse::<Timestamp>().ok());
    let lives = made.and_then(|made| made.checked_add((DAYS * 24).hours()).ok()).is_some_and(|until| until >= now);
    if lives {
        return Ok(());
    }
    let text = "Version stamp associated with the client has expired. Please perform a full sync.";
    Err(ApiError::new(400, "0x80044352", text))
}

fn table(item: &Item, fields: Map<String, Json>, query: &Json, source: Source) -> Result<Json, ApiError> {
    let wanted = query.get("Properties");
    let mut shown = chosen(fields, wanted);
    for (name, part) in BELOW {
        if !is_wanted(wanted, name) {
            continue;
        }
        let Some(Linked::Many(items)) = item.link(name, source) else { continue };
        let part = query.get(part).unwrap_or(&Json::Null);
        let mut below = Vec::new();
        for item in items {
            let fields = item.fields(source);
            if meets(part.get("Criteria"), &fields, 0)? {
                let mut shown = chosen(fields, part.get("Properties"));
                for name in ["OptionSet", "GlobalOptionSet"] {
                    if let (true, Some(Linked::One(Some(set)))) =
                        (is_wanted(part.get("Properties"), name), item.link(name, source))
                    {
                        shown.insert(name.into(), set.fields(source).into());
                    }
                }
                below.push(Json::Object(shown));
            }
        }
        shown.insert(name.into(), below.into());
    }
    Ok(Json::Object(shown))
}

/// Whether a `MetadataPropertiesExpression` names a property; without one, nothing is wanted but what always comes.
fn is_wanted(properties: Option<&Json>, name: &str) -> bool {
    let Some(properties) = properties else { return false };
    let all = properties.get("AllProperties").and_then(Json::as_bool).unwrap_or_default();
    let named = properties.get("PropertyNames").and_then(Json::as_array);
    all || named.is_some_and(|names| names.iter().any(|known| known == name))
}

fn chosen(mut fields: Map<String, Json>, properties: Option<&Json>) -> Map<String, Json> {
    fields.retain(|name, _| {
        matches!(name.as_str(), "MetadataId" | "HasChanged" | "LogicalName" | "SchemaName" | "@odata.type")
            || is_wanted(properties, name)
    });
    fields
}

/// Whether properties meet a `MetadataFilterExpression`.
fn meets(filter: Option<&Json>, fields: &Map<String, Json>, depth: usize) -> Result<bool, ApiError> {
    let Some(filter) = filter.filter(|filter| !filter.is_null()) else { return Ok(true) };
    if depth > DEEPEST {
        return Err(ApiError::argument("The filter is nested too deeply."));
    }
    let list = |name: &str| filter.get(name).and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
    let mut results = Vec::new();
    for condition in list("Conditions") {
        results.push(holds(condition, fields)?);
    }
    for inner in list("Filters") {
        results.push(meets(Some(inner), fields, depth + 1)?);
    }
    let any = filter.get("FilterOperator").is_some_and(|operator| operator == "Or" || operator == 1);
    Ok(if any && !results.is_empty() { results.contains(&true) } else { !results.contains(&false) })
}

fn holds(condition: &Json, fields: &Map<String, Json>) -> Result<bool, ApiError> {
    let name = condition.get("PropertyName").and_then(Json::as_str).unwrap_or_default();
    let own = fields.get(name).ok_or_else(|| ApiError::argument(format!("There is no property '{name}'.")))?;
    // Managed properties and the like keep their value inside.
    let own = own.get("Value").unwrap_or(own);
    let given = condition.get("Value").unwrap_or(&Json::Null);
    let given = if given.get("Type").is_some() { given.get("Value").unwrap_or(&Json::Null) } else { given };
    let equal = |value: &Json| text(value).eq_ignore_ascii_case(&text(own));
    let among = || match given {
        Json::Array(values) => Ok(values.iter().any(equal)),
        Json::String(list) => match serde_json::from_str(&list.replace('\'', "\"")) {
            Ok(Json::Array(values)) => Ok(values.iter().any(equal)),
            _ => Err(ApiError::argument(format!("'{list}' is no list of values."))),
        },
        _ => Err(ApiError::argument("A list of values is missing.")),
    };
    let operator = condition.get("ConditionOperator").map(text).unwrap_or_default();
    Ok(match operator.as_str() {
        "Equals" | "0" => equal(given),
        "NotEquals" | "1" => !equal(given),
        "In" | "2" => among()?,
        "NotIn" | "3" => !among()?,
        "GreaterThan" | "4" => own.as_f64().zip(text(given).parse().ok()).is_some_and(|(own, given)| own > given),
        "LessThan" | "5" => own.as_f64().zip(text(given).parse().ok()).is_some_and(|(own, given)| own < given),
        other => return Err(ApiError::argument(format!("There is no operator '{other}'."))),
    })
}

fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
