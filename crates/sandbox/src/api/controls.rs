//! `/sandbox/user`: becoming somebody, with the rights one says. `/sandbox/limits`: service protection.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::Limits;
use crate::{
    ApiError, Organisation, Transaction,
    store::{BUSINESS_UNIT, ORGANIZATION, Right, Rights, USER},
};

type Shared = State<Arc<Organisation>>;

/// The routes.
pub fn routes() -> Router<Arc<Organisation>> {
    Router::new()
        .route("/sandbox/user", get(who).post(become_user))
        .route("/sandbox/limits", get(limits).post(set_limits).delete(lift_limits))
}

/// Somebody to become. Without a name it is the user who was there from the beginning.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    /// First and last name; a user who does not exist yet is made.
    name: Option<String>,
    /// Rights such as `Read` by logical name of the table; `*` stands for every table that is not named. Without it, all rights are
    /// had on those.
    rights: Option<HashMap<String, Vec<String>>>,
}

async fn who(State(organisation): Shared) -> Response {
    shown(&organisation).unwrap_or_else(|error| refused(&error))
}

async fn become_user(State(organisation): Shared, body: Bytes) -> Response {
    let text: &[u8] = if body.is_empty() { b"{}" } else { &body };
    let person: Person = match serde_json::from_slice(text) {
        Ok(person) => person,
        Err(error) => return refused(&ApiError::argument(error.to_string())),
    };
    let entered = enter(&organisation, person).and_then(|()| shown(&organisation));
    entered.unwrap_or_else(|error| refused(&error))
}

/// The limits that are set; `null` without.
async fn limits(State(organisation): Shared) -> Json<Value> {
    Json(json!(organisation.protection().limits()))
}

/// Sets limits; `{}` sets the documented ones.
async fn set_limits(State(organisation): Shared, body: Bytes) -> Response {
    let text: &[u8] = if body.is_empty() { b"{}" } else { &body };
    match serde_json::from_slice::<Limits>(text) {
        Ok(limits) => {
            organisation.protection().set(Some(limits));
            Json(json!(limits)).into_response()
        }
        Err(error) => refused(&ApiError::argument(error.to_string())),
    }
}

async fn lift_limits(State(organisation): Shared) -> Json<Value> {
    organisation.protection().set(None);
    Json(Value::Null)
}

fn refused(error: &ApiError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, Json(json!({"error": {"message": error.message()}}))).into_response()
}

fn enter(organisation: &Organisation, person: Person) -> Result<(), ApiError> {
    let rights = rights(organisation, person.rights.unwrap_or_default())?;
    let user = match person.name.as_deref().map(str::trim).filter(|name| !name.is_empty()) {
        None => USER,
        Some(name) => {
            organisation.transaction(|transaction| transaction.as_service(|transaction| user(transaction, name)))?
        }
    };
    organisation.become_user(user, Some(rights));
    Ok(())
}

fn rights(organisation: &Organisation, wanted: HashMap<String, Vec<String>>) -> Result<Rights, ApiError> {
    let mut rights = Rights::default();
    for (table, names) in wanted {
        let mut granted = Vec::new();
        for name in names {
            let right = Right::of(&name).ok_or_else(|| ApiError::argument(format!("There is no right '{name}'.")))?;
            granted.push(right);
        }
        if table == "*" {
            rights.otherwise = granted;
        } else if organisation.schema().table(&table).is_some() {
            rights.tables.insert(table, granted);
        } else {
            return Err(ApiError::argument(format!("There is no table '{table}'.")));
        }
    }
    Ok(rights)
}

/// The user of a name, made if need be, with settings and a role of the same name.
fn user(transaction: &mut Transaction, name: &str) -> Result<Uuid, ApiError> {
    let id = Uuid::new_v5(&ORGANIZATION, format!("user:{name}").as_bytes());
    if transaction.get("systemuser", id)?.is_some() {
        return Ok(id);
    }
    let role = Uuid::new_v5(&ORGANIZATION, format!("role:{name}").as_bytes());
    let unit = format!("/businessunits({BUSINESS_UNIT})");
    let (first, last) = name.split_once(' ').unwrap_or(("", name));
    let currency = transaction.get("usersettings", USER)?;
    let currency = currency.and_then(|row| row.id_of("transactioncurrencyid"));
    let mut settings = json!({"systemuserid": id, "currencysymbol": "€", "businessunitid@odata.bind": unit});
    if let Some(currency) = currency {
        settings["transactioncurrencyid@odata.bind"] = format!("/transactioncurrencies({currency})").into();
    }
    let rows = [
        ("role", json!({"roleid": role, "name": name, "businessunitid@odata.bind": unit})),
        (
            "systemuser",
            json!({
                "systemuserid": id, "firstname": first, "lastname": last, "domainname": format!("{id}@example.com"),
                "businessunitid@odata.bind": unit,
                "systemuserroles_association@odata.bind": [format!("/roles({role})")],
            }),
        ),
        ("usersettings", settings),
    ];
    for (table, row) in rows {
        if let Value::Object(body) = row {
            transaction.create(table, body)?;
        }
    }
    Ok(id)
}

/// Who is signed in, and what they may do.
fn shown(organisation: &Organisation) -> Result<Response, ApiError> {
    let user = organisation.user();
    let row = organisation.transaction(|transaction| transaction.get("systemuser", user))?;
    let name = row.as_ref().and_then(|row| row.text("fullname")).unwrap_or_default();
    let rights = organisation.rights(user);
    let names = |rights: &[Right]| rights.iter().map(|right| right.name()).collect::<Vec<_>>();
    let mut all: serde_json::Map<String, Value> = serde_json::Map::new();
    all.insert("*".into(), json!(names(&rights.otherwise)));
    all.extend(rights.tables.iter().map(|(table, rights)| (table.clone(), json!(names(rights)))));
    Ok(Json(json!({"user": user, "name": name, "rights": all})).into_response())
}
