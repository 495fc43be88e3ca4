//! From the server's JSON to definitions. What is missing or of another shape is left out.

use serde_json::Value;

use super::{
    Attribute, AttributeType, Choice, GlobalChoices, Key, Label, ManyToMany, ManyToOne, Reference, Required, Side,
    Table, TableSummary,
};

/// What to ask of the table itself.
pub(crate) const DEFINITION: &str = "$select=LogicalName,EntitySetName,PrimaryIdAttribute,PrimaryNameAttribute,DisplayName,DisplayCollectionName\
     &$expand=Attributes($select=LogicalName,SchemaName,AttributeType,AttributeTypeName,AttributeOf,DisplayName,Description,RequiredLevel,IsValidForRead,IsValidForCreate,IsValidForUpdate)";

/// What to ask of its many-to-one relationships.
pub(crate) const RELATIONSHIPS: &str = "$select=SchemaName,ReferencingAttribute,ReferencedEntity,ReferencingEntityNavigationPropertyName,ReferencedEntityNavigationPropertyName";

/// All tables in brief.
pub(crate) const SUMMARIES: &str = "EntityDefinitions?$select=LogicalName,SchemaName,EntitySetName,PrimaryIdAttribute,PrimaryNameAttribute,DisplayName,DisplayCollectionName,IsIntersect,IsCustomEntity";

/// What to ask of relationships by a lookup, from either side.
pub(crate) const REFERENCES: &str = "$select=SchemaName,ReferencingEntity,ReferencingAttribute,ReferencingEntityNavigationPropertyName,ReferencedEntity,ReferencedAttribute,ReferencedEntityNavigationPropertyName";

/// What to ask of many-to-many relationships.
pub(crate) const PAIRS: &str = "$select=SchemaName,IntersectEntityName,Entity1LogicalName,Entity1IntersectAttribute,Entity1NavigationPropertyName,Entity2LogicalName,Entity2IntersectAttribute,Entity2NavigationPropertyName";

/// What to ask of alternate keys.
pub(crate) const KEYS: &str = "$select=SchemaName,DisplayName,KeyAttributes,EntityKeyIndexStatus";

/// Each definition of a list that can be read.
pub(crate) fn each<V>(answer: &Value, read: fn(&Value) -> Option<V>) -> Vec<V> {
    items(&answer["value"]).filter_map(read).collect()
}

pub(crate) fn summary(value: &Value) -> Option<TableSummary> {
    let is = |name: &str| value[name].as_bool().unwrap_or_default();
    Some(TableSummary {
        logical_name: text(value, "LogicalName")?,
        schema_name: text(value, "SchemaName").unwrap_or_default(),
        entity_set: text(value, "EntitySetName"),
        id_attribute: text(value, "PrimaryIdAttribute"),
        name_attribute: text(value, "PrimaryNameAttribute"),
        label: label(&value["DisplayName"]),
        plural_label: label(&value["DisplayCollectionName"]),
        is_intersect: is("IsIntersect"),
        is_custom: is("IsCustomEntity"),
    })
}

pub(crate) fn reference(value: &Value) -> Option<Reference> {
    Some(Reference {
        schema_name: text(value, "SchemaName")?,
        referencing_table: text(value, "ReferencingEntity")?,
        referencing_attribute: text(value, "ReferencingAttribute")?,
        referencing_navigation: text(value, "ReferencingEntityNavigationPropertyName"),
        referenced_table: text(value, "ReferencedEntity")?,
        referenced_attribute: text(value, "ReferencedAttribute").unwrap_or_default(),
        referenced_navigation: text(value, "ReferencedEntityNavigationPropertyName"),
    })
}

pub(crate) fn many_to_many(value: &Value) -> Option<ManyToMany> {
    let side = |number: u8| {
        Some(Side {
            table: text(value, &format!("Entity{number}LogicalName"))?,
            intersect_attribute: text(value, &format!("Entity{number}IntersectAttribute")).unwrap_or_default(),
            navigation: text(value, &format!("Entity{number}NavigationPropertyName")),
        })
    };
    Some(ManyToMany {
        schema_name: text(value, "SchemaName")?,
        intersect_table: text(value, "IntersectEntityName").unwrap_or_default(),
        sides: [side(1)?, side(2)?],
    })
}

pub(crate) fn key(value: &Value) -> Option<Key> {
    Some(Key {
        schema_name: text(value, "SchemaName")?,
        label: label(&value["DisplayName"]),
        columns: items(&value["KeyAttributes"]).filter_map(Value::as_str).map(str::to_owned).collect(),
        status: text(value, "EntityKeyIndexStatus").unwrap_or_default(),
    })
}

pub(crate) fn global_choices(value: &Value) -> Option<GlobalChoices> {
    Some(GlobalChoices { name: text(value, "Name")?, label: label(&value["DisplayName"]), options: options_of(value) })
}

/// The table, without what only casts tell; `None` if the answer is no table definition.
pub(crate) fn table(definition: &Value, relationships: &Value) -> Option<Table> {
    Some(Table {
        logical_name: text(definition, "LogicalName")?,
        entity_set: text(definition, "EntitySetName")?,
        id_attribute: text(definition, "PrimaryIdAttribute")?,
        name_attribute: text(definition, "PrimaryNameAttribute"),
        label: label(&definition["DisplayName"]),
        plural_label: label(&definition["DisplayCollectionName"]),
        attributes: items(&definition["Attributes"]).filter_map(attribute).collect(),
        many_to_one: items(&relationships["value"]).filter_map(many_to_one).collect(),
    })
}

/// Adds to the attributes what a cast told about them.
pub(crate) fn details(table: &mut Table, answer: &Value) {
    for value in items(&answer["value"]) {
        let Some(name) = value["LogicalName"].as_str() else { continue };
        let Some(attribute) = table.attributes.iter_mut().find(|one| one.logical_name == name) else { continue };
        attribute.max_length = small(value, "MaxLength");
        attribute.min = value["MinValue"].as_f64();
        attribute.max = value["MaxValue"].as_f64();
        attribute.precision = small(value, "Precision");
        attribute.format = text(value, "Format");
        attribute.behavior = text(&value["DateTimeBehavior"], "Value");
        attribute.targets = items(&value["Targets"]).filter_map(Value::as_str).map(str::to_owned).collect();
        attribute.options = options(value);
        attribute.global_choices = text(&value["GlobalOptionSet"], "Name");
    }
}

fn attribute(value: &Value) -> Option<Attribute> {
    // Companions such as `statecodename` hold no data of their own.
    if !value["AttributeOf"].is_null() {
        return None;
    }
    let may = |name: &str| value[name].as_bool().unwrap_or(true);
    Some(Attribute {
        logical_name: text(value, "LogicalName")?,
        schema_name: text(value, "SchemaName").unwrap_or_default(),
        kind: kind(value),
        label: label(&value["DisplayName"]),
        description: label(&value["Description"]),
        required: required(value["RequiredLevel"]["Value"].as_str().unwrap_or_default()),
        is_readable: may("IsValidForRead"),
        is_creatable: may("IsValidForCreate"),
        is_updatable: may("IsValidForUpdate"),
        max_length: None,
        min: None,
        max: None,
        precision: None,
        format: None,
        behavior: None,
        options: Vec::new(),
        global_choices: None,
        targets: Vec::new(),
    })
}

fn kind(value: &Value) -> AttributeType {
    match value["AttributeType"].as_str().unwrap_or_default() {
        "String" => AttributeType::String,
        "Memo" => AttributeType::Memo,
        "Integer" => AttributeType::Integer,
        "BigInt" => AttributeType::BigInt,
        "Decimal" => AttributeType::Decimal,
        "Double" => AttributeType::Double,
        "Money" => AttributeType::Money,
        "Boolean" => AttributeType::Boolean,
        "Picklist" => AttributeType::Picklist,
        "State" => AttributeType::State,
        "Status" => AttributeType::Status,
        "DateTime" => AttributeType::DateTime,
        "Lookup" => AttributeType::Lookup,
        "Customer" => AttributeType::Customer,
        "Owner" => AttributeType::Owner,
        "Uniqueidentifier" => AttributeType::Uniqueidentifier,
        // Newer types share the old type `Virtual` and differ by name only.
        other => {
            let name = value["AttributeTypeName"]["Value"].as_str().unwrap_or(other);
            match name.strip_suffix("Type").unwrap_or(name) {
                "MultiSelectPicklist" => AttributeType::MultiSelectPicklist,
                name => AttributeType::Other(name.to_owned()),
            }
        }
    }
}

fn required(level: &str) -> Required {
    match level {
        "SystemRequired" => Required::SystemRequired,
        "ApplicationRequired" => Required::ApplicationRequired,
        "Recommended" => Required::Recommended,
        _ => Required::None,
    }
}

/// The choices of a column with its own or a global option set, or of two options.
fn options(attribute: &Value) -> Vec<Choice> {
    let own = &attribute["OptionSet"];
    options_of(if own.is_object() { own } else { &attribute["GlobalOptionSet"] })
}

fn options_of(set: &Value) -> Vec<Choice> {
    let two = [&set["TrueOption"], &set["FalseOption"]];
    items(&set["Options"]).chain(two).filter_map(choice).collect()
}

fn choice(value: &Value) -> Option<Choice> {
    Some(Choice {
        value: value["Value"].as_i64()?,
        label: label(&value["Label"]),
        color: text(value, "Color"),
        state: value["State"].as_i64(),
        default_status: value["DefaultStatus"].as_i64(),
    })
}

fn many_to_one(value: &Value) -> Option<ManyToOne> {
    Some(ManyToOne {
        schema_name: text(value, "SchemaName")?,
        attribute: text(value, "ReferencingAttribute")?,
        target: text(value, "ReferencedEntity")?,
        navigation: text(value, "ReferencingEntityNavigationPropertyName")?,
        target_navigation: text(value, "ReferencedEntityNavigationPropertyName"),
    })
}

fn label(value: &Value) -> Label {
    let user = text(&value["UserLocalizedLabel"], "Label");
    let all =
        items(&value["LocalizedLabels"]).filter_map(|one| Some((small(one, "LanguageCode")?, text(one, "Label")?)));
    Label { user, all: all.collect() }
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value, name: &str) -> Option<String> {
    value[name].as_str().map(str::to_owned)
}

fn small(value: &Value, name: &str) -> Option<u32> {
    value[name].as_u64().and_then(|number| u32::try_from(number).ok())
}
