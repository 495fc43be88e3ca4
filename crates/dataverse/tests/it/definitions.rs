//! What an organisation has and what its user may do; how long it is believed.

use dataverse::{Client, Count, Depth, Error, Query, Right, Target, UserSettings};
use expect_test::expect;
use serde_json::{Value, json};

use crate::support::{ID, ORG, Script, answer, block_on, json as good, refusal};

fn of(values: &[Value]) -> Script {
    Script::of(values.iter().map(|value| good(&value.to_string())))
}

fn list(values: Value) -> Value {
    json!({"value": values})
}

#[test]
fn tables_in_brief() {
    let label = json!({"UserLocalizedLabel": {"Label": "Firma", "LanguageCode": 1031}, "LocalizedLabels": []});
    let script = of(&[list(json!([
        {"LogicalName": "account", "SchemaName": "Account", "EntitySetName": "accounts", "PrimaryIdAttribute": "accountid",
         "PrimaryNameAttribute": "name", "DisplayName": label, "DisplayCollectionName": label, "IsIntersect": false, "IsCustomEntity": false},
        {"LogicalName": "listmember", "SchemaName": "ListMember", "EntitySetName": null, "PrimaryIdAttribute": "listmemberid",
         "PrimaryNameAttribute": null, "IsIntersect": true, "IsCustomEntity": true},
        {"SchemaName": "Nameless"}, 7,
    ]))]);
    let client = script.client();
    let tables = block_on(client.tables()).expect("tables");
    assert_eq!(block_on(client.tables()).as_ref(), Ok(&tables), "remembered");
    let brief = |at: usize| {
        let table = &tables[at];
        (
            table.title(),
            table.entity_set.as_deref(),
            table.name_attribute.as_deref(),
            table.is_intersect,
            table.is_custom,
        )
    };
    assert_eq!(tables.len(), 2);
    assert_eq!(brief(0), ("Firma", Some("accounts"), Some("name"), false, false));
    assert_eq!(brief(1), ("listmember", None, None, true, true));
    expect![[r#"
        GET https://org.crm.dynamics.com/api/data/v9.2/EntityDefinitions?$select=LogicalName,SchemaName,EntitySetName,PrimaryIdAttribute,PrimaryNameAttribute,DisplayName,DisplayCollectionName,IsIntersect,IsCustomEntity
    "#]].assert_eq(&script.lines());
}

#[test]
fn relationships_of_all_kinds() {
    let one = json!({
        "SchemaName": "contact_customer_accounts", "ReferencingEntity": "contact", "ReferencingAttribute": "parentcustomerid",
        "ReferencingEntityNavigationPropertyName": "parentcustomerid_account", "ReferencedEntity": "account",
        "ReferencedAttribute": "accountid", "ReferencedEntityNavigationPropertyName": "contact_customer_accounts",
    });
    let many = json!({
        "SchemaName": "accountleads_association", "IntersectEntityName": "accountleads",
        "Entity1LogicalName": "account", "Entity1IntersectAttribute": "accountid", "Entity1NavigationPropertyName": "accountleads_association",
        "Entity2LogicalName": "lead", "Entity2IntersectAttribute": "leadid", "Entity2NavigationPropertyName": "accountleads_association",
    });
    let script = of(&[list(json!([])), list(json!([one, {}])), list(json!([many, {"SchemaName": "half"}]))]);
    let found = block_on(script.client().relationships("account")).expect("relationships");
    assert_eq!(
        (found.many_to_one.len(), found.one_to_many.len(), found.many_to_many.len()),
        (0, 1, 1),
        "what cannot be read is left out"
    );
    let contacts = &found.one_to_many[0];
    assert_eq!(contacts.referencing_navigation.as_deref(), Some("parentcustomerid_account"));
    assert_eq!(contacts.referenced_navigation.as_deref(), Some("contact_customer_accounts"));
    let leads = &found.many_to_many[0];
    assert_eq!(leads.navigation_from("lead"), Some("accountleads_association"));
    assert_eq!((leads.navigation_from("contact"), leads.sides[1].intersect_attribute.as_str()), (None, "leadid"));
    expect![[r#"
        GET https://org.crm.dynamics.com/api/data/v9.2/EntityDefinitions(LogicalName='account')/ManyToOneRelationships?$select=SchemaName,ReferencingEntity,ReferencingAttribute,ReferencingEntityNavigationPropertyName,ReferencedEntity,ReferencedAttribute,ReferencedEntityNavigationPropertyName
        GET https://org.crm.dynamics.com/api/data/v9.2/EntityDefinitions(LogicalName='account')/OneToManyRelationships?$select=SchemaName,ReferencingEntity,ReferencingAttribute,ReferencingEntityNavigationPropertyName,ReferencedEntity,ReferencedAttribute,ReferencedEntityNavigationPropertyName
        GET https://org.crm.dynamics.com/api/data/v9.2/EntityDefinitions(LogicalName='account')/ManyToManyRelationships?$select=SchemaName,IntersectEntityName,Entity1LogicalName,Entity1IntersectAttribute,Entity1NavigationPropertyName,Entity2LogicalName,Entity2IntersectAttribute,Entity2NavigationPropertyName
    "#]].assert_eq(&script.lines());
}

#[test]
fn keys_and_choices() {
    let script = of(&[
        list(
            json!([{"SchemaName": "new_code", "KeyAttributes": ["new_a", "new_b"], "EntityKeyIndexStatus": "Active"}]),
        ),
        json!({"Name": "it's", "Options": [{"Value": 1, "Color": "#fff", "Label": {"LocalizedLabels": [{"Label": "One", "LanguageCode": 1033}]}}]}),
        json!({"value": []}),
    ]);
    let client = script.client();
    let keys = block_on(client.keys("account")).expect("keys");
    assert_eq!((keys[0].columns.join(" "), keys[0].status.as_str()), ("new_a new_b".to_owned(), "Active"));
    let choices = block_on(client.global_choices("it's")).expect("choices");
    assert_eq!(choices.options[0].label.text(), Some("One"));
    assert!(matches!(block_on(client.global_choices("none")), Err(Error::Unreadable(_))));
    expect![[r#"
        GET https://org.crm.dynamics.com/api/data/v9.2/EntityDefinitions(LogicalName='account')/Keys?$select=SchemaName,DisplayName,KeyAttributes,EntityKeyIndexStatus
        GET https://org.crm.dynamics.com/api/data/v9.2/GlobalOptionSetDefinitions(Name='it''s')
        GET https://org.crm.dynamics.com/api/data/v9.2/GlobalOptionSetDefinitions(Name='none')
    "#]].assert_eq(&script.lines());
}

fn who() -> Value {
    json!({"UserId": ID, "BusinessUnitId": ID, "OrganizationId": ID})
}

#[test]
fn rights() {
    let held = |name: &str, depth: &str| json!({"PrivilegeName": name, "Depth": depth, "PrivilegeId": ID});
    let names = |names: &[(&str, &str)]| {
        let named = names.iter().map(|(name, kind)| json!({"Name": name, "PrivilegeType": kind}));
        json!({"Privileges": named.collect::<Vec<_>>()})
    };
    let script = of(&[
        who(),
        json!({"RolePrivileges": [
            held("prvreadAccount", "Basic"), held("prvReadAccount", "Deep"), held("prvReadAccount", "Local"),
            held("prvWriteAccount", "RecordFilter"), held("prvCreateContact", "Global"), {"Depth": "Global"},
        ]}),
        names(&[
            ("prvReadAccount", "Read"),
            ("prvWriteAccount", "Write"),
            ("prvCreateAccount", "Create"),
            ("?", "None"),
        ]),
        names(&[]),
        json!({"AccessRights": "ReadAccess, WriteAccess,AppendToAccess, Unheard, DeleteAccess"}),
        json!({"AccessRights": "None"}),
        json!({}),
    ]);
    let client = script.client();
    let account = block_on(client.privileges("account")).expect("rights");
    assert_eq!(account.depth(Right::Read), Some(Depth::Deep), "the greatest of all roles");
    assert_eq!(account.depth(Right::Write), Some(Depth::Basic), "an unknown depth is the least");
    assert_eq!([Right::Read, Right::Create, Right::Share].map(|right| account.may(right)), [true, false, false]);
    let without_own = block_on(client.privileges("activitymimeattachment")).expect("rights");
    assert!(without_own.may(Right::Create) && without_own.depth(Right::Create).is_none());
    assert_eq!(block_on(client.privileges("account")), Ok(account), "remembered");

    let record = Target::record("accounts", "name='O''Brian'");
    assert_eq!(
        block_on(client.rights_on(&record)),
        Ok(vec![Right::Read, Right::Write, Right::AppendTo, Right::Delete])
    );
    assert_eq!(block_on(client.rights_on(&record)), Ok(vec![]));
    assert!(matches!(block_on(client.rights_on(&record)), Err(Error::Unreadable(_))));
    expect![[r#"
        GET https://org.crm.dynamics.com/api/data/v9.2/WhoAmI
        GET https://org.crm.dynamics.com/api/data/v9.2/systemusers(00000000-0000-0000-0000-000000000001)/Microsoft.Dynamics.CRM.RetrieveUserPrivileges
        GET https://org.crm.dynamics.com/api/data/v9.2/EntityDefinitions(LogicalName='account')?$select=Privileges
        GET https://org.crm.dynamics.com/api/data/v9.2/EntityDefinitions(LogicalName='activitymimeattachment')?$select=Privileges
        GET https://org.crm.dynamics.com/api/data/v9.2/systemusers(00000000-0000-0000-0000-000000000001)/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@t)?@t=%7B'@odata.id':'accounts(name=''O''''Brian'')'%7D
        GET https://org.crm.dynamics.com/api/data/v9.2/systemusers(00000000-0000-0000-0000-000000000001)/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@t)?@t=%7B'@odata.id':'accounts(name=''O''''Brian'')'%7D
        GET https://org.crm.dynamics.com/api/data/v9.2/systemusers(00000000-0000-0000-0000-000000000001)/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@t)?@t=%7B'@odata.id':'accounts(name=''O''''Brian'')'%7D
    "#]].assert_eq(&script.lines());
}

#[test]
fn settings_and_counts() {
    let script = of(&[
        who(),
        json!({"uilanguageid": 1031, "timezonecode": 110, "decimalsymbol": ",", "numbergroupformat": null}),
        json!({"EntityRecordCountCollection": {"Count": 2, "Keys": ["account", "con\"tact"], "Values": [7, 60_000]}}),
        json!({}),
    ]);
    let client = script.client();
    let expected = UserSettings {
        language: Some(1031),
        time_zone: Some(110),
        decimal_symbol: Some(",".to_owned()),
        ..UserSettings::default()
    };
    assert_eq!(block_on(client.user_settings()), Ok(expected));
    let counts = block_on(client.record_counts(&["account", "con\"tact"])).expect("counts");
    assert_eq!(counts.into_iter().collect::<Vec<_>>(), [("account".to_owned(), 7), ("con\"tact".to_owned(), 60_000)]);
    assert!(matches!(block_on(client.record_counts(&[])), Err(Error::Unreadable(_))));
    expect![[r#"
        GET https://org.crm.dynamics.com/api/data/v9.2/WhoAmI
        GET https://org.crm.dynamics.com/api/data/v9.2/usersettingscollection(00000000-0000-0000-0000-000000000001)?$select=uilanguageid,localeid,timezonecode,decimalsymbol,numberseparator,numbergroupformat,dateformatstring,timeformatstring
        GET https://org.crm.dynamics.com/api/data/v9.2/RetrieveTotalRecordCount(EntityNames=@p1)?@p1=%5B%22account%22,%22con%5C%22tact%22%5D
        GET https://org.crm.dynamics.com/api/data/v9.2/RetrieveTotalRecordCount(EntityNames=@p1)?@p1=%5B%5D
    "#]].assert_eq(&script.lines());
}

/// How many keys a table is said to have, which tells one answer from another.
fn keys_of(client: &Client<Script>) -> Result<usize, Error> {
    block_on(client.keys("account")).map(|keys| keys.len())
}

fn keys(count: usize) -> dataverse::Response {
    good(&list(vec![json!({"SchemaName": "k"}); count].into()).to_string())
}

#[test]
fn an_answer_of_another_version_makes_definitions_old() {
    let rows =
        |version: &str| good(&format!(r#"{{"@Microsoft.Dynamics.CRM.globalmetadataversion":"{version}","value":[]}}"#));
    let row = |version: &str| good(&format!(r#"{{"@Microsoft.Dynamics.CRM.globalmetadataversion":"{version}"}}"#));
    let script = Script::of([keys(1), rows("1"), rows("1"), row("2"), keys(2), rows("3"), keys(3)]);
    let client = script.client();
    let query = Query::new().annotations();
    assert_eq!(keys_of(&client), Ok(1));
    let _ = block_on(client.list("accounts", &query));
    let _ = block_on(client.fetch("accounts", "<fetch/>", 5));
    assert_eq!(keys_of(&client), Ok(1));
    let _ = block_on(client.get("accounts", ID, &query));
    assert_eq!(keys_of(&client), Ok(2));
    let _ = block_on(client.next("/api/data/v9.2/accounts", &query));
    assert_eq!(keys_of(&client), Ok(3));
    let asked = script.whole();
    // The server's own caches lag behind the change.
    let strong = asked.match_indices("Consistency: Strong").count();
    assert_eq!((strong, asked.match_indices("/Keys?").count()), (2, 3));
}

#[test]
fn an_unknown_column_makes_definitions_old() {
    let table = [
        (400, "0x80060888", 2),
        (400, "0x80041103", 2),
        (400, "0x80041102", 2),
        (400, "0x80048d19", 2),
        (404, "0x80060888", 1),
        (404, "0x80040217", 1),
        (403, "0x80040220", 1),
        (500, "", 1),
    ];
    for (status, code, expected) in table {
        let script = Script::of([keys(1), refusal(status, code, ""), keys(2)]);
        let client = script.client();
        assert_eq!(keys_of(&client), Ok(1));
        let _ = block_on(client.list("accounts", &Query::new()));
        assert_eq!(keys_of(&client), Ok(expected), "{status} {code}");
    }
    let script = Script::of([keys(1), keys(2)]);
    let client = script.client();
    assert_eq!(keys_of(&client), Ok(1));
    client.forget_definitions();
    assert_eq!(keys_of(&client), Ok(2));
}

#[test]
fn definitions_get_old() {
    let script = Script::of([keys(1), keys(2), answer(500, &[], "")]);
    let client = script.client();
    let read = |at: f64| {
        script.at(at);
        keys_of(&client)
    };
    assert_eq!(read(0.0), Ok(1));
    assert_eq!(read(3_600_000.0), Ok(1));
    assert_eq!(read(3_600_001.0), Ok(2));
    assert!(matches!(read(9_000_000.0), Err(Error::Unexpected(_))), "what the server says counts");
    assert_eq!(read(9_000_001.0), Ok(2), "what was known counts while the server is silent");
    script.then([keys(3)]);
    assert_eq!(read(9_000_002.0), Ok(3));
}

#[test]
fn no_table_of_that_name() {
    let script = Script::of([refusal(404, "0x80060888", "The definition was not found in the MetadataCache.")]);
    assert!(matches!(block_on(script.client().keys("none")), Err(Error::UnknownResource(_))));
    assert_eq!(script.lines().matches(ORG).count(), 1);
    assert_eq!(Count::AtLeast(3).number(), 3);
}
