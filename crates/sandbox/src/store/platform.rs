//! The rows that an organisation has before anybody writes one.

use serde_json::{Map, Value as Json, json};
use uuid::{Uuid, uuid};

use super::Transaction;
use crate::ApiError;

/// The organisation.
pub const ORGANIZATION: Uuid = uuid!("2c3a8c51-9f0e-4a67-8a52-6b1f2d4e8f10");
/// The root business unit.
pub const BUSINESS_UNIT: Uuid = uuid!("5e0b7d34-1c2f-4d69-9a83-7c2e3f5a9b21");
/// Who is signed in: the user whom the documented requests name as owner.
pub const USER: Uuid = uuid!("d0e20c01-d6c6-480f-aab5-0fa6749565a5");
const CURRENCY: Uuid = uuid!("b2a6b689-6d4e-4f0b-8c1d-2e3f4a5b6c7d");
const ADMINISTRATOR: Uuid = uuid!("6f1c8e45-2d30-4e7a-8b94-8d3f4a6b0c32");

/// Tables that rows are written to here.
pub const TABLES: &[&str] = &[
    "organization",
    "businessunit",
    "transactioncurrency",
    "systemuser",
    "usersettings",
    "role",
    "systemuserroles",
    "timezonedefinition",
];

/// Writes them.
pub fn seed(transaction: &mut Transaction) -> Result<(), ApiError> {
    let rows = [
        (
            "transactioncurrency",
            json!({
                "transactioncurrencyid": CURRENCY, "currencyname": "Euro", "isocurrencycode": "EUR", "currencysymbol": "€",
                "exchangerate": 1,
            }),
        ),
        (
            "organization",
            json!({
                "organizationid": ORGANIZATION, "name": "Sandbox", "languagecode": 1033, "localeid": 1033,
                "basecurrencyid@odata.bind": format!("/transactioncurrencies({CURRENCY})"),
            }),
        ),
        ("businessunit", json!({"businessunitid": BUSINESS_UNIT, "name": "Sandbox"})),
        (
            "systemuser",
            json!({
                "systemuserid": USER, "firstname": "Sample", "lastname": "Marketer", "domainname": "marketer@example.com",
                "businessunitid@odata.bind": format!("/businessunits({BUSINESS_UNIT})"),
            }),
        ),
        (
            "usersettings",
            json!({
                "systemuserid": USER, "currencysymbol": "€",
                "businessunitid@odata.bind": format!("/businessunits({BUSINESS_UNIT})"),
                "transactioncurrencyid@odata.bind": format!("/transactioncurrencies({CURRENCY})"),
            }),
        ),
        (
            "role",
            json!({
                "roleid": ADMINISTRATOR, "name": "System Administrator",
                "businessunitid@odata.bind": format!("/businessunits({BUSINESS_UNIT})"),
            }),
        ),
        (
            "role",
            json!({
                "name": "Marketing Manager - Business",
                "businessunitid@odata.bind": format!("/businessunits({BUSINESS_UNIT})"),
            }),
        ),
        (
            "role",
            json!({
                "name": "Marketing Professional - Business",
                "businessunitid@odata.bind": format!("/businessunits({BUSINESS_UNIT})"),
            }),
        ),
    ];
    transaction.as_service(|transaction| {
        for (table, row) in rows {
            if let Json::Object(body) = row {
                transaction.create(table, body)?;
            }
        }
        let mut link = Map::new();
        let roles = json!([format!("/roles({ADMINISTRATOR})")]);
        link.insert("systemuserroles_association@odata.bind".into(), roles);
        transaction.update("systemuser", USER, link)
    })
}
