//! Relationships described.

use serde_json::{Value as Json, json};

use super::{
    Source,
    label::{english, id, managed},
};
use crate::schema::{ManyToMany, OnDelete, OneToMany};

/// Properties of a one-to-many relationship.
pub fn one_to_many(one: &OneToMany, source: Source) -> Json {
    let key = source.schema.table(&one.referenced).map_or("ownerid", |table| table.id.as_str());
    let delete = match one.on_delete {
        OnDelete::RemoveLink => "RemoveLink",
        OnDelete::Restrict => "Restrict",
        OnDelete::Cascade => "Cascade",
    };
    json!({
        "@odata.type": "#Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata",
        "SchemaName": one.schema, "RelationshipType": "OneToManyRelationship", "SecurityTypes": "Append",
        "IsCustomRelationship": one.schema.contains("msdyn"), "IsManaged": true, "IsValidForAdvancedFind": true,
        "IntroducedVersion": "1.0", "IsHierarchical": false, "IsCustomizable": managed(true, "iscustomizable"),
        "ReferencedEntity": one.referenced, "ReferencedAttribute": key,
        "ReferencedEntityNavigationPropertyName": one.collection,
        "ReferencingEntity": one.referencing, "ReferencingAttribute": one.column,
        "ReferencingEntityNavigationPropertyName": one.navigation,
        "EntityKey": null, "RelationshipBehavior": 1, "IsRelationshipAttributeDenormalized": false,
        "AssociatedMenuConfiguration": {
            "Behavior": "UseCollectionName", "Group": "Details", "Order": 10000, "IsCustomizable": true, "Icon": null,
            "ViewId": "00000000-0000-0000-0000-000000000000", "AvailableOffline": true, "MenuId": null, "QueryApi": null,
            "Label": english(""),
        },
        "CascadeConfiguration": {
            "Assign": "NoCascade", "Delete": delete, "Archive": delete, "Merge": "NoCascade", "Reparent": "NoCascade",
            "Share": "NoCascade", "Unshare": "NoCascade", "RollupView": "NoCascade",
        },
        "MetadataId": id(&format!("relationship:{}:{}", one.schema, one.referencing)), "HasChanged": null,
    })
}

/// Properties of a many-to-many relationship.
pub fn many_to_many(many: &ManyToMany, _: Source) -> Json {
    let [(first, first_column, first_navigation), (second, second_column, second_navigation)] = &many.sides;
    json!({
        "@odata.type": "#Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata",
        "SchemaName": many.schema, "RelationshipType": "ManyToManyRelationship", "SecurityTypes": "None",
        "IsCustomRelationship": many.schema.contains("msdyn"), "IsManaged": true, "IsValidForAdvancedFind": true,
        "IntroducedVersion": "1.0", "IsCustomizable": managed(false, "iscustomizable"), "IntersectEntityName": many.intersect,
        "Entity1LogicalName": first, "Entity1IntersectAttribute": first_column,
        "Entity1NavigationPropertyName": first_navigation,
        "Entity2LogicalName": second, "Entity2IntersectAttribute": second_column,
        "Entity2NavigationPropertyName": second_navigation,
        "MetadataId": id(&format!("relationship:{}", many.schema)), "HasChanged": null,
    })
}
