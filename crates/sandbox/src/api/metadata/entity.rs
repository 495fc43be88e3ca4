//! Tables described.

use serde_json::{Value as Json, json};

use super::{
    Source,
    item::{Item, Linked},
    label::{english, id, label, managed},
};
use crate::{
    schema::{Ownership, Table},
    store::Right,
};

/// Properties of a table.
pub fn fields(table: &Table, source: Source) -> Json {
    let intersect = table.intersect.is_some();
    let custom = table.name.contains('_');
    let ownership = match table.ownership {
        Ownership::UserOwned => "UserOwned",
        Ownership::OrganizationOwned => "OrganizationOwned",
        Ownership::BusinessOwned => "BusinessOwned",
        Ownership::None => "None",
    };
    let privileges: Vec<_> = Right::ALL
        .into_iter()
        .map(|right| {
            let (name, id) = right.privilege(table);
            json!({
                "CanBeBasic": true, "CanBeDeep": true, "CanBeGlobal": true, "CanBeLocal": true, "CanBeEntityReference": false,
                "CanBeParentEntityReference": false, "Name": name, "PrivilegeId": id, "PrivilegeType": right.name(),
            })
        })
        .collect();
    json!({
        "ActivityTypeMask": i32::from(table.activity), "AutoRouteToOwnerQueue": false, "CanTriggerWorkflow": !intersect,
        "EntityHelpUrlEnabled": false, "IsDocumentManagementEnabled": false, "IsActivity": table.activity,
        "IsActivityParty": false, "IsAvailableOffline": false, "IsChildEntity": false, "IsCustomEntity": custom,
        "IsEnabledForCharts": !intersect, "IsIntersect": intersect, "IsLogicalEntity": false, "IsManaged": true,
        "IsOptimisticConcurrencyEnabled": !intersect, "IsPrivate": false, "IsStateModelAware": !table.states.is_empty(),
        "IsValidForAdvancedFind": !intersect, "IsAuditEnabled": managed(false, "canmodifyauditsettings"),
        "IsCustomizable": managed(true, "iscustomizable"), "IsDuplicateDetectionEnabled": managed(false, "canmodifyduplicatedetectionsettings"),
        "ChangeTrackingEnabled": table.is_tracked(), "HasActivities": false, "HasNotes": false, "TableType": "Standard",
        "LogicalName": table.name, "SchemaName": table.schema, "EntitySetName": table.set,
        "LogicalCollectionName": table.collection.to_lowercase(), "CollectionSchemaName": table.collection,
        "ObjectTypeCode": table.code, "OwnershipType": ownership, "PrimaryIdAttribute": table.id,
        "PrimaryNameAttribute": table.title, "PrimaryImageAttribute": null, "IntroducedVersion": "1.0", "EntityColor": null,
        "DisplayName": label(&table.label, source), "DisplayCollectionName": label(&table.plural, source),
        "Description": english(""), "Privileges": privileges, "Settings": [],
        "MetadataId": id(&format!("table:{}", table.name)), "HasChanged": null,
    })
}

/// What a table's navigation properties lead to.
pub fn link<'a>(table: &'a Table, name: &str, source: Source<'a>) -> Option<Linked<'a>> {
    let schema = source.schema;
    let public = |name: &str| schema.table(name).is_none_or(|table| !table.private);
    let items = match name {
        "Attributes" => table.columns.iter().map(|column| Item::Column(table, column)).collect(),
        "Keys" => table.keys.iter().map(|key| Item::Key(table, key)).collect(),
        "ManyToOneRelationships" => {
            let ones =
                schema.one_to_many().iter().filter(|one| one.referencing == table.name && public(&one.referenced));
            ones.map(Item::OneToMany).collect()
        }
        "OneToManyRelationships" => {
            let ones =
                schema.one_to_many().iter().filter(|one| one.referenced == table.name && public(&one.referencing));
            ones.map(Item::OneToMany).collect()
        }
        "ManyToManyRelationships" => {
            let manies = schema.many_to_many().iter();
            manies.filter(|many| many.sides.iter().any(|side| side.0 == table.name)).map(Item::ManyToMany).collect()
        }
        _ => return None,
    };
    Some(Linked::Many(items))
}
