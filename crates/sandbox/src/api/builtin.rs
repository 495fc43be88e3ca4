//! The platform's own functions.

use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::{Call, Kind, Operation, Parameter};
use crate::{
    ApiError, Builder, Transaction,
    store::{BUSINESS_UNIT, ORGANIZATION, Right},
};

const fn parameter(name: &'static str, edm: &'static str) -> Parameter {
    Parameter { name, edm, required: true }
}

const fn optional(name: &'static str, edm: &'static str) -> Parameter {
    Parameter { name, edm, required: false }
}

/// Registers them.
pub fn install(builder: &mut Builder) {
    let function =
        |name, bound, parameters, handler| Operation { name, kind: Kind::Function, bound, parameters, handler };
    for operation in [
        function("WhoAmI", None, &[], who_am_i),
        function(
            "RetrieveCurrentOrganization",
            None,
            &const { [parameter("AccessType", "Microsoft.Dynamics.CRM.EndpointAccessType")] },
            current_organization,
        ),
        function(
            "RetrieveTotalRecordCount",
            None,
            &const { [parameter("EntityNames", "Collection(Edm.String)")] },
            total_record_count,
        ),
        function("RetrieveUserPrivileges", Some("systemuser"), &[], user_privileges),
        function(
            "RetrieveUserPrivilegeByPrivilegeName",
            Some("systemuser"),
            &const { [parameter("PrivilegeName", "Edm.String")] },
            user_privilege,
        ),
        function(
            "RetrievePrincipalAccess",
            Some("systemuser"),
            &const { [parameter("Target", "mscrm.crmbaseentity")] },
            principal_access,
        ),
        function(
            "RetrievePrincipalAccess",
            Some("team"),
            &const { [parameter("Target", "mscrm.crmbaseentity")] },
            principal_access,
        ),
        function(
            "RetrieveMetadataChanges",
            None,
            &const {
                [
                    optional("Query", "mscrm.EntityQueryExpression"),
                    optional("DeletedMetadataFilters", "mscrm.DeletedMetadataFilters"),
                    optional("ClientVersionStamp", "Edm.String"),
                    optional("AppModuleId", "Edm.Guid"),
                    optional("RetrieveAllSettings", "Edm.Boolean"),
                ]
            },
            super::metadata::retrieve_changes,
        ),
        function(
            "IsValidStateTransition",
            None,
            &const {
                [
                    parameter("Entity", "mscrm.crmbaseentity"),
                    parameter("NewState", "Edm.String"),
                    parameter("NewStatus", "Edm.Int32"),
                ]
            },
            valid_transition,
        ),
    ] {
        builder.operation(operation);
    }
}

type Answered = Result<Option<Map<String, Json>>, ApiError>;

fn members(json: Json) -> Option<Map<String, Json>> {
    match json {
        Json::Object(members) => Some(members),
        _ => None,
    }
}

fn who_am_i(transaction: &mut Transaction, _: &Call) -> Answered {
    let user = transaction.get("systemuser", transaction.user())?;
    let unit = user.and_then(|row| row.id_of("businessunitid")).unwrap_or(BUSINESS_UNIT);
    Ok(members(json!({"BusinessUnitId": unit, "UserId": transaction.user(), "OrganizationId": ORGANIZATION})))
}

fn current_organization(transaction: &mut Transaction, call: &Call) -> Answered {
    let row = transaction.get("organization", ORGANIZATION)?;
    let name = row.as_ref().and_then(|row| row.text("name")).unwrap_or_default();
    let origin = call.origin;
    Ok(members(json!({"Detail": {
        "OrganizationId": ORGANIZATION,
        "FriendlyName": name,
        "OrganizationVersion": "9.2.24091.198",
        "EnvironmentId": ORGANIZATION,
        "DatacenterId": Uuid::nil(),
        "Geo": "EMEA",
        "TenantId": Uuid::new_v5(&ORGANIZATION, b"tenant"),
        "UrlName": "sandbox",
        "UniqueName": "sandbox",
        "State": "Enabled",
        "Endpoints": {
            "Count": 2,
            "IsReadOnly": false,
            "Keys": ["WebApplication", "OrganizationDataService"],
            "Values": [format!("{origin}/"), format!("{origin}/api/data/")],
        },
    }})))
}

fn total_record_count(transaction: &mut Transaction, call: &Call) -> Answered {
    let names = call.parameters.get("EntityNames").and_then(Json::as_array).cloned().unwrap_or_default();
    let (mut keys, mut values) = (Vec::new(), Vec::new());
    for name in names.iter().filter_map(Json::as_str) {
        let table = transaction.schema().table(name).filter(|table| !table.private);
        let table = table.ok_or_else(|| ApiError::argument(format!("There is no table '{name}'.")))?;
        keys.push(json!(name));
        values.push(json!(transaction.count(&crate::store::Query::of(table, Vec::new()), None)?));
    }
    Ok(members(json!({"EntityRecordCountCollection": {
        "Count": keys.len(), "IsReadOnly": false, "Keys": keys, "Values": values,
    }})))
}

/// The privileges of a user with any role; none without.
fn privileges(transaction: &Transaction, call: &Call) -> Result<Vec<Json>, ApiError> {
    let Some(user) = &call.target else { return Err(ApiError::unexpected("no user")) };
    let roles = transaction.find("systemuserroles", &format!("systemuserid eq {}", user.id), &["roleid"])?;
    let row = transaction.get("systemuser", user.id)?;
    let unit = row.and_then(|row| row.id_of("businessunitid")).unwrap_or(BUSINESS_UNIT);
    let rights = call.organisation.rights(user.id);
    let mut privileges = Vec::new();
    let tables = transaction.schema().tables().iter().filter(|table| !table.private && table.intersect.is_none());
    for table in tables.filter(|_| !roles.is_empty()) {
        for right in Right::ALL.into_iter().filter(|right| rights.has(table, *right)) {
            let (name, id) = right.privilege(table);
            privileges.push(json!({
                "Depth": "Global", "PrivilegeId": id, "BusinessUnitId": unit, "PrivilegeName": name,
            }));
        }
    }
    Ok(privileges)
}

fn user_privileges(transaction: &mut Transaction, call: &Call) -> Answered {
    Ok(members(json!({"RolePrivileges": privileges(transaction, call)?})))
}

fn user_privilege(transaction: &mut Transaction, call: &Call) -> Answered {
    let name = call.parameters.get("PrivilegeName");
    let mut privileges = privileges(transaction, call)?;
    privileges.retain(|privilege| privilege.get("PrivilegeName") == name);
    Ok(members(json!({"RolePrivileges": privileges})))
}

/// What a user may do with a record, in the order of the documented answer.
fn principal_access(transaction: &mut Transaction, call: &Call) -> Answered {
    let target = call.parameters.get("Target").and_then(|target| target.get("@odata.id")).and_then(Json::as_str);
    let target = target.ok_or_else(|| ApiError::argument("Target names no record."))?;
    let target = transaction.resolve(target)?;
    let table = transaction.schema().table(&target.table).ok_or_else(|| ApiError::unexpected(&target.table))?;
    let rights = call.target.as_ref().map(|principal| call.organisation.rights(principal.id)).unwrap_or_default();
    let documented = [
        Right::Read,
        Right::Write,
        Right::Append,
        Right::AppendTo,
        Right::Create,
        Right::Delete,
        Right::Share,
        Right::Assign,
    ];
    let held = documented.into_iter().filter(|right| rights.has(table, *right));
    let held: Vec<_> = held.map(|right| format!("{}Access", right.name())).collect();
    Ok(members(json!({"AccessRights": if held.is_empty() { "None".into() } else { held.join(", ") }})))
}

fn valid_transition(transaction: &mut Transaction, call: &Call) -> Answered {
    let target = call.parameters.get("Entity").and_then(|target| target.get("@odata.id")).and_then(Json::as_str);
    let target = transaction.resolve(target.ok_or_else(|| ApiError::argument("Entity names no record."))?)?;
    let row = transaction.get(&target.table, target.id)?.ok_or_else(|| ApiError::missing(&target.table, target.id))?;
    let table = transaction.schema().table(&target.table).ok_or_else(|| ApiError::unexpected(&target.table))?;
    let english = crate::schema::Language::English;
    let state = call.parameters.get("NewState").and_then(Json::as_str);
    let state = table.states.iter().find(|one| Some(one.label.get(english)) == state);
    let status = call.parameters.get("NewStatus").and_then(Json::as_i64).unwrap_or_default();
    let belongs = table.status(status).zip(state).is_some_and(|(status, state)| status.state == state.value);
    let now = row.int("statuscode");
    let allowed = now.and_then(|now| table.status(now)).and_then(|now| now.to.as_ref());
    let allowed = now == Some(status) || allowed.is_none_or(|to| to.contains(&status));
    Ok(members(json!({"IsValid": belongs && allowed})))
}
