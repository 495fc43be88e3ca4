//! Table definitions.

use std::fmt::Write;

use dataverse::{AttributeType, Error, Required, Table};
use expect_test::expect;
use futures::future::join;
use serde_json::{Value, json};

use crate::support::{Script, block_on, json as answer, refusal};

fn label(english: &str, german: &str) -> Value {
    json!({
        "LocalizedLabels": [{"Label": english, "LanguageCode": 1033}, {"Label": german, "LanguageCode": 1031}],
        "UserLocalizedLabel": {"Label": german, "LanguageCode": 1031},
    })
}

fn attribute(name: &str, kind: &str, required: &str) -> Value {
    json!({
        "LogicalName": name, "SchemaName": name, "AttributeType": kind, "AttributeOf": null, "DisplayName": label(name, &format!("{name} (de)")),
        "RequiredLevel": {"Value": required}, "IsValidForRead": true, "IsValidForCreate": true, "IsValidForUpdate": name != "accountid",
    })
}

fn answers() -> Vec<Value> {
    let mut many = attribute("hobbies", "Virtual", "None");
    many["AttributeTypeName"] = json!({"Value": "MultiSelectPicklistType"});
    let mut picture = attribute("entityimage", "Virtual", "None");
    picture["AttributeTypeName"] = json!({"Value": "ImageType"});
    let mut companion = attribute("statecodename", "Virtual", "None");
    companion["AttributeOf"] = json!("statecode");
    let mut unnamed = attribute("fax", "String", "None");
    unnamed["DisplayName"] = json!({"LocalizedLabels": [], "UserLocalizedLabel": null});
    let relationship = |target: &str| {
        json!({
            "SchemaName": format!("account_{target}"), "ReferencingAttribute": "customerid", "ReferencedEntity": target,
            "ReferencingEntityNavigationPropertyName": format!("customerid_{target}"), "ReferencedEntityNavigationPropertyName": "Accounts",
        })
    };
    vec![
        json!({
            "LogicalName": "account", "EntitySetName": "accounts", "PrimaryIdAttribute": "accountid", "PrimaryNameAttribute": "name",
            "DisplayName": label("Account", "Firma"), "DisplayCollectionName": label("Accounts", "Firmen"),
            "Attributes": [
                attribute("accountid", "Uniqueidentifier", "SystemRequired"), attribute("name", "String", "ApplicationRequired"), unnamed,
                attribute("size", "Integer", "Recommended"), attribute("birth", "DateTime", "None"), attribute("customerid", "Customer", "None"),
                many, attribute("statecode", "State", "SystemRequired"), attribute("statuscode", "Status", "None"),
                attribute("open", "Boolean", "None"), picture, attribute("to", "PartyList", "None"), companion, json!({"AttributeType": "String"}), json!(7),
            ],
        }),
        json!({"value": [relationship("account"), relationship("contact"), {}]}),
        json!({"value": [{"LogicalName": "name", "MaxLength": 160, "Format": "Text"}, {"LogicalName": "fax", "MaxLength": -1}, {"LogicalName": "?"}]}),
        json!({"value": [{"LogicalName": "size", "MinValue": 0, "MaxValue": 2_147_483_647}]}),
        json!({"value": [{"LogicalName": "birth", "Format": "DateOnly", "DateTimeBehavior": {"Value": "UserLocal"}}]}),
        json!({"value": [{"LogicalName": "customerid", "Targets": ["account", "contact"]}]}),
        json!({"value": [{"LogicalName": "hobbies", "OptionSet": null, "GlobalOptionSet": {"Name": "new_hobbies", "Options": [{"Value": 1, "Label": label("Hiking", "Wandern"), "Color": "#00ff00"}]}}]}),
        json!({"value": [{"LogicalName": "statecode", "OptionSet": {"Options": [{"Value": 0, "Label": label("Active", "Aktiv"), "DefaultStatus": 1}]}}]}),
        json!({"value": [{"LogicalName": "statuscode", "OptionSet": {"Options": [{"Value": 1, "State": 0, "Label": label("Draft", "Entwurf")}]}}]}),
        json!({"value": [{"LogicalName": "open", "OptionSet": {"TrueOption": {"Value": 1, "Label": label("Yes", "Ja")}, "FalseOption": {"Value": 0, "Label": label("No", "Nein")}}}]}),
    ]
}

fn script() -> Script {
    Script::of(answers().iter().map(|value| answer(&value.to_string())))
}

fn read() -> Table {
    block_on(script().client().table("account")).expect("a table").as_ref().clone()
}

#[test]
fn asks_only_for_what_the_table_has() {
    let script = script();
    let client = script.client();
    let (first, second) = block_on(join(client.table("account"), client.table("account")));
    assert_eq!((first.is_ok(), &first), (true, &second));
    assert_eq!(block_on(client.clone().table("account")), first, "remembered");
    expect![[r#"
        GET https://org.crm.dynamics.com/api/data/v9.2/EntityDefinitions(LogicalName='account')?$select=LogicalName,EntitySetName,PrimaryIdAttribute,PrimaryNameAttribute,DisplayName,DisplayCollectionName&$expand=Attributes($select=LogicalName,SchemaName,AttributeType,AttributeTypeName,AttributeOf,DisplayName,Description,RequiredLevel,IsValidForRead,IsValidForCreate,IsValidForUpdate)
        GET https://org.crm.dynamics.com/api/data/v9.2/EntityDefinitions(LogicalName='account')/ManyToOneRelationships?$select=SchemaName,ReferencingAttribute,ReferencedEntity,ReferencingEntityNavigationPropertyName,ReferencedEntityNavigationPropertyName
        GET https://org.crm.dynamics.com/api/data/v9.2/EntityDefinitions(LogicalName='account')/Attributes/Microsoft.Dynamics.CRM.StringAttributeMetadata?$select=LogicalName,MaxLength,Format
        GET https://org.crm.dynamics.com/api/data/v9.2/EntityDefinitions(LogicalName='account')/Attributes/Microsoft.Dynamics.CRM.IntegerAttributeMetadata?$select=LogicalName,MinValue,MaxValue
        GET https://org.crm.dynamics.com/api/data/v9.2/EntityDefinitions(LogicalName='account')/Attributes/Microsoft.Dynamics.CRM.DateTimeAttributeMetadata?$select=LogicalName,Format,DateTimeBehavior
        GET https://org.crm.dynamics.com/api/data/v9.2/EntityDefinitions(LogicalName='account')/Attributes/Microsoft.Dynamics.CRM.LookupAttributeMetadata?$select=LogicalName,Targets
        GET https://org.crm.dynamics.com/api/data/v9.2/EntityDefinitions(LogicalName='account')/Attributes/Microsoft.Dynamics.CRM.MultiSelectPicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet,GlobalOptionSet
        GET https://org.crm.dynamics.com/api/data/v9.2/EntityDefinitions(LogicalName='account')/Attributes/Microsoft.Dynamics.CRM.StateAttributeMetadata?$select=LogicalName&$expand=OptionSet
        GET https://org.crm.dynamics.com/api/data/v9.2/EntityDefinitions(LogicalName='account')/Attributes/Microsoft.Dynamics.CRM.StatusAttributeMetadata?$select=LogicalName&$expand=OptionSet
        GET https://org.crm.dynamics.com/api/data/v9.2/EntityDefinitions(LogicalName='account')/Attributes/Microsoft.Dynamics.CRM.BooleanAttributeMetadata?$select=LogicalName&$expand=OptionSet
    "#]].assert_eq(&script.lines());
}

#[test]
fn a_failure_is_not_remembered() {
    let mut all = vec![refusal(404, "0x0", "no such table")];
    all.extend(answers().iter().map(|value| answer(&value.to_string())));
    let client = Script::of(all).client();
    let first = block_on(client.table("account"));
    assert!(matches!(first, Err(Error::UnknownResource(_))), "{first:?}");
    assert_eq!(block_on(client.table("account")).as_deref(), Ok(&read()));
}

#[test]
fn definitions() {
    let table = read();
    assert_eq!((table.entity_set.as_str(), table.id_attribute.as_str()), ("accounts", "accountid"));
    assert_eq!((table.label.text(), table.plural_label.in_language(1033)), (Some("Firma"), Some("Accounts")));
    assert_eq!(table.navigation("customerid", "contact"), Some("customerid_contact"));
    assert_eq!(table.navigation("customerid", "lead"), None);
    let mut lines = String::new();
    for one in &table.attributes {
        let options: Vec<_> = one
            .options
            .iter()
            .map(|o| (o.value, o.label.text().unwrap_or_default(), o.state, o.default_status))
            .collect();
        let limits = (one.max_length, one.min, one.max);
        let forms = (one.format.as_deref(), one.behavior.as_deref());
        let _ = write!(lines, "{} {:?} {:?} ", one.title(), one.kind, one.required);
        let _ = writeln!(lines, "{limits:?} {forms:?} {:?} {options:?}", one.targets);
    }
    expect![[r#"
        accountid (de) Uniqueidentifier SystemRequired (None, None, None) (None, None) [] []
        name (de) String ApplicationRequired (Some(160), None, None) (Some("Text"), None) [] []
        fax String None (None, None, None) (None, None) [] []
        size (de) Integer Recommended (None, Some(0.0), Some(2147483647.0)) (None, None) [] []
        birth (de) DateTime None (None, None, None) (Some("DateOnly"), Some("UserLocal")) [] []
        customerid (de) Customer None (None, None, None) (None, None) ["account", "contact"] []
        hobbies (de) MultiSelectPicklist None (None, None, None) (None, None) [] [(1, "Wandern", None, None)]
        statecode (de) State SystemRequired (None, None, None) (None, None) [] [(0, "Aktiv", None, Some(1))]
        statuscode (de) Status None (None, None, None) (None, None) [] [(1, "Entwurf", Some(0), None)]
        open (de) Boolean None (None, None, None) (None, None) [] [(1, "Ja", None, None), (0, "Nein", None, None)]
        entityimage (de) Other("Image") None (None, None, None) (None, None) [] []
        to (de) Other("PartyList") None (None, None, None) (None, None) [] []
    "#]]
    .assert_eq(&lines);
}

#[test]
fn attributes_by_name() {
    let table = read();
    let hobbies = table.attribute("hobbies").expect("an attribute");
    assert_eq!(hobbies.kind, AttributeType::MultiSelectPicklist);
    assert_eq!(hobbies.option(1).and_then(|choice| choice.color.as_deref()), Some("#00ff00"));
    assert_eq!((hobbies.global_choices.as_deref(), hobbies.kind.name()), (Some("new_hobbies"), "MultiSelectPicklist"));
    assert_eq!(table.attribute("statecodename"), None);
    let picture = table.attribute("entityimage").expect("an attribute");
    assert_eq!(picture.kind, AttributeType::Other("Image".to_owned()));
    assert_eq!(table.attribute("to").map(|to| to.kind.name()), Some("PartyList"));
    let id = table.attribute("accountid").expect("an attribute");
    assert_eq!((id.required, id.is_updatable), (Required::SystemRequired, false));
}

#[test]
fn no_table_in_the_answer() {
    for wrong in ["{}", "[]", "{\"value\":[]}", "7"] {
        let client = Script::of([answer(wrong), answer("{\"value\":[]}")]).client();
        assert!(matches!(block_on(client.table("account")), Err(Error::Unreadable(_))), "{wrong}");
    }
}
