//! Columns described.

use serde_json::{Value as Json, json};

use super::{
    Source,
    label::{english, id, label, managed},
};
use crate::schema::{Column, DateBehavior, Kind, Number, Required, Table};

/// Names of the metadata type, of `AttributeType` and of `AttributeTypeName`.
pub fn kind(kind: &Kind) -> (&'static str, &'static str, &'static str) {
    match kind {
        Kind::Text { .. } => ("String", "String", "StringType"),
        Kind::Memo { .. } => ("Memo", "Memo", "MemoType"),
        Kind::Integer { .. } => ("Integer", "Integer", "IntegerType"),
        Kind::BigInt => ("BigInt", "BigInt", "BigIntType"),
        Kind::Number { number: Number::Decimal, .. } => ("Decimal", "Decimal", "DecimalType"),
        Kind::Number { number: Number::Money, .. } => ("Money", "Money", "MoneyType"),
        Kind::Number { number: Number::Double, .. } => ("Double", "Double", "DoubleType"),
        Kind::Boolean { .. } => ("Boolean", "Boolean", "BooleanType"),
        Kind::Choice(_) => ("Picklist", "Picklist", "PicklistType"),
        Kind::Choices(_) => ("MultiSelectPicklist", "Virtual", "MultiSelectPicklistType"),
        Kind::State => ("State", "State", "StateType"),
        Kind::Status => ("Status", "Status", "StatusType"),
        Kind::DateTime { .. } => ("DateTime", "DateTime", "DateTimeType"),
        Kind::Lookup(targets)
            if targets.len() == 2 && targets.iter().all(|one| ["account", "contact"].contains(&one.table.as_str())) =>
        {
            ("Lookup", "Customer", "CustomerType")
        }
        Kind::Lookup(_) => ("Lookup", "Lookup", "LookupType"),
        Kind::Owner => ("Lookup", "Owner", "OwnerType"),
        Kind::Guid => ("UniqueIdentifier", "Uniqueidentifier", "UniqueidentifierType"),
        Kind::EntityName => ("EntityName", "EntityName", "EntityNameType"),
        Kind::Binary => ("Image", "Virtual", "ImageType"),
    }
}

/// Properties that every column has, whatever its type: those that a query without cast may name.
pub const COMMON: &[&str] = &[
    "AttributeOf",
    "AttributeType",
    "AttributeTypeName",
    "CanBeSecuredForCreate",
    "CanBeSecuredForRead",
    "CanBeSecuredForUpdate",
    "ColumnNumber",
    "DeprecatedVersion",
    "Description",
    "DisplayName",
    "EntityLogicalName",
    "ExternalName",
    "HasChanged",
    "InheritsFrom",
    "IntroducedVersion",
    "IsAuditEnabled",
    "IsCustomAttribute",
    "IsCustomizable",
    "IsDataSourceSecret",
    "IsFilterable",
    "IsGlobalFilterEnabled",
    "IsLogical",
    "IsManaged",
    "IsPrimaryId",
    "IsPrimaryName",
    "IsRenameable",
    "IsRequiredForForm",
    "IsRetrievable",
    "IsSearchable",
    "IsSecured",
    "IsSortableEnabled",
    "IsValidForAdvancedFind",
    "IsValidForCreate",
    "IsValidForForm",
    "IsValidForGrid",
    "IsValidForRead",
    "IsValidForUpdate",
    "IsValidODataAttribute",
    "LinkedAttributeId",
    "LogicalName",
    "MetadataId",
    "RequiredLevel",
    "SchemaName",
    "SourceType",
];

/// Properties of a column.
pub fn fields(table: &Table, column: &Column, source: Source) -> Json {
    let (metadata, attribute, name) = kind(&column.kind);
    let position = table.columns.iter().position(|one| one.name == column.name).map_or(0, |at| at + 1);
    let (primary, title) = (column.name == table.id, table.title.as_deref() == Some(column.name.as_str()));
    let required = match column.required {
        Required::None => "None",
        Required::Recommended => "Recommended",
        Required::ApplicationRequired => "ApplicationRequired",
        Required::SystemRequired => "SystemRequired",
    };
    let mut fields = json!({
        "@odata.type": format!("#Microsoft.Dynamics.CRM.{metadata}AttributeMetadata"),
        "AttributeOf": null, "AttributeType": attribute, "AttributeTypeName": {"Value": name}, "ColumnNumber": position,
        "CanBeSecuredForCreate": false, "CanBeSecuredForRead": false, "CanBeSecuredForUpdate": false, "DeprecatedVersion": null,
        "Description": english(&column.description), "DisplayName": label(&column.label, source),
        "EntityLogicalName": table.name, "ExternalName": null, "InheritsFrom": null, "IntroducedVersion": "1.0",
        "IsAuditEnabled": managed(false, "canmodifyauditsettings"), "IsCustomAttribute": column.name.contains('_') && !column.standard,
        "IsCustomizable": managed(true, "iscustomizable"), "IsDataSourceSecret": false, "IsFilterable": true,
        "IsGlobalFilterEnabled": managed(false, "canmodifyglobalfiltersettings"), "IsLogical": false, "IsManaged": true,
        "IsPrimaryId": primary, "IsPrimaryName": title, "IsRenameable": managed(true, "isrenameable"),
        "IsRequiredForForm": false, "IsRetrievable": true, "IsSearchable": false, "IsSecured": false,
        "IsSortableEnabled": managed(true, "canmodifyissortablesettings"),
        "IsValidForAdvancedFind": managed(true, "canmodifysearchsettings"), "IsValidForCreate": column.create,
        "IsValidForForm": !primary, "IsValidForGrid": !primary, "IsValidForRead": true, "IsValidForUpdate": column.update,
        "IsValidODataAttribute": true, "LinkedAttributeId": null, "LogicalName": column.name,
        "RequiredLevel": {
            "Value": required, "CanBeChanged": column.required != Required::SystemRequired,
            "ManagedPropertyLogicalName": "canmodifyrequirementlevelsettings",
        },
        "SchemaName": column.schema, "SourceType": if column.computed.is_empty() { Json::Null } else { json!(1) },
        "MetadataId": id(&format!("column:{}.{}", table.name, column.name)), "HasChanged": null,
    });
    if let (Some(fields), Json::Object(own)) = (fields.as_object_mut(), own(column)) {
        fields.extend(own);
    }
    fields
}

/// Properties of the column's type.
fn own(column: &Column) -> Json {
    let default = column.default.clone();
    match &column.kind {
        Kind::Text { max, format } => json!({
            "MaxLength": max, "DatabaseLength": max * 2, "Format": format, "FormatName": {"Value": format}, "ImeMode": "Auto",
            "IsLocalizable": false, "YomiOf": null, "AutoNumberFormat": "",
        }),
        Kind::Memo { max } => {
            json!({"MaxLength": max, "Format": "TextArea", "ImeMode": "Auto", "IsLocalizable": false})
        }
        Kind::Integer { min, max, format } => json!({"MinValue": min, "MaxValue": max, "Format": format}),
        Kind::BigInt => json!({"MinValue": i64::MIN, "MaxValue": i64::MAX}),
        Kind::Number { number, min, max, precision } => {
            let mut own = json!({"MinValue": min, "MaxValue": max, "Precision": precision, "ImeMode": "Disabled"});
            if *number == Number::Money {
                own["IsBaseCurrency"] = column.name.ends_with("_base").into();
                own["PrecisionSource"] = 2.into();
            }
            own
        }
        Kind::Boolean { .. } => json!({"DefaultValue": default.unwrap_or(json!(false))}),
        Kind::Choice(_) | Kind::Choices(_) => json!({"DefaultFormValue": default.unwrap_or(json!(-1))}),
        Kind::State | Kind::Status => json!({"DefaultFormValue": null}),
        Kind::DateTime { behavior, date_only, .. } => {
            let behavior = match behavior {
                DateBehavior::UserLocal => "UserLocal",
                DateBehavior::DateOnly => "DateOnly",
                DateBehavior::TimeZoneIndependent => "TimeZoneIndependent",
            };
            let format = if *date_only { "DateOnly" } else { "DateAndTime" };
            json!({
                "Format": format, "DateTimeBehavior": {"Value": behavior}, "ImeMode": "Inactive",
                "CanChangeDateTimeBehavior": managed(false, "canchangedatetimebehavior"),
                "MinSupportedValue": "1753-01-01T00:00:00Z", "MaxSupportedValue": "9999-12-30T23:59:59Z",
            })
        }
        Kind::Lookup(targets) => {
            json!({"Targets": targets.iter().map(|target| &target.table).collect::<Vec<_>>(), "Format": "None"})
        }
        Kind::Owner => json!({"Targets": ["systemuser", "team"], "Format": "None"}),
        Kind::Guid | Kind::EntityName => json!({}),
        Kind::Binary => json!({
            "MaxHeight": 144, "MaxWidth": 144, "MaxSizeInKB": 10240, "CanStoreFullImage": false, "IsPrimaryImage": true,
        }),
    }
}
