//! Definitions, rights and settings.

use dataverse::{Body, Depth, Error, Query, Right, Target};

use crate::organisation::{client, client_with_rights};

#[tokio::test]
async fn tables_and_relationships() -> Result<(), Error> {
    let client = client();
    let tables = client.tables().await?;
    let contact = tables.iter().find(|table| table.logical_name == "contact").expect("contacts");
    assert_eq!((contact.entity_set.as_deref(), contact.id_attribute.as_deref()), (Some("contacts"), Some("contactid")));
    assert!(contact.label.in_language(1031).is_some() && !contact.is_intersect);
    for table in tables.iter().take(3) {
        let definition = client.table(&table.logical_name).await?;
        assert_eq!(Some(&definition.entity_set), table.entity_set.as_ref());
    }

    let relationships = client.relationships("contact").await?;
    let company = relationships.many_to_one.iter().find(|one| one.referenced_table == "account").expect("an account");
    assert_eq!(company.referencing_navigation.as_deref(), Some("parentcustomerid_account"));
    let account = client.relationships("account").await?;
    let back = account.one_to_many.iter().find(|one| one.schema_name == company.schema_name);
    assert_eq!(back, Some(company), "the same from both sides");
    for many in &relationships.many_to_many {
        assert!(many.navigation_from("contact").is_some(), "{many:?}");
    }
    Ok(())
}

#[tokio::test]
async fn choices_are_shared_by_name() -> Result<(), Error> {
    let client = client();
    let contact = client.table("contact").await?;
    let shared = contact.attributes.iter().find_map(|column| Some((column, column.global_choices.as_deref()?)));
    let (column, name) = shared.expect("a column with shared choices");
    assert_eq!(client.global_choices(name).await?.options, column.options);
    assert!(
        client.keys("contact").await?.iter().all(|key| key.columns.iter().all(|one| contact.attribute(one).is_some()))
    );
    let missing = client.table("nothing").await;
    assert!(matches!(missing, Err(Error::UnknownResource(_))), "{missing:?}");
    Ok(())
}

#[tokio::test]
async fn rights_settings_and_counts() -> Result<(), Error> {
    let client = client();
    let rights = client.privileges("contact").await?;
    assert_eq!((rights.may(Right::Delete), rights.depth(Right::Read)), (true, Some(Depth::Global)));
    let made = client.create("contacts", &Body::new().text("lastname", "A"), None).await?;
    let on_record = client.rights_on(&Target::record("contacts", &made.id)).await?;
    assert!(on_record.contains(&Right::Write) && on_record.contains(&Right::AppendTo), "{on_record:?}");

    let settings = client.user_settings().await?;
    assert_eq!((settings.language, settings.decimal_symbol.as_deref()), (Some(1033), Some(".")));
    assert_eq!(settings.number_group_format.as_deref(), Some("3"));
    let counts = client.record_counts(&["contact", "account"]).await?;
    assert_eq!((counts.get("contact"), counts.get("account")), (Some(&1), Some(&0)));
    Ok(())
}

#[tokio::test]
async fn what_one_may_not_do_is_known_before_it_is_refused() -> Result<(), Error> {
    let client = client_with_rights(r#"{"contact":["Read","Create"],"account":["Read"],"task":[]}"#).await;
    for (table, set, column) in
        [("contact", "contacts", "lastname"), ("account", "accounts", "name"), ("task", "tasks", "subject")]
    {
        let rights = client.privileges(table).await?;
        let may_create =
            !matches!(client.create(set, &Body::new().text(column, "a"), None).await, Err(Error::Forbidden(_)));
        let may_read = !matches!(client.list(set, &Query::new()).await, Err(Error::Forbidden(_)));
        let known = (rights.may(Right::Create), rights.may(Right::Read));
        assert_eq!(known, (may_create, may_read), "{table}: {rights:?}");
    }
    Ok(())
}

#[tokio::test]
async fn an_unknown_column_is_told() -> Result<(), Error> {
    let client = client();
    client.table("contact").await?;
    let before = client.diagnostics().len();
    let wrong = client.list("contacts", &Query::new().select(&["nothing"])).await;
    assert!(matches!(wrong, Err(Error::BadQuery(_))), "{wrong:?}");
    client.table("contact").await?;
    let again = client.diagnostics();
    assert_eq!(again.len(), before + 1, "the same requests again, and the one that failed");
    assert!(again.iter().any(|entry| entry.template == "EntityDefinitions(*)?$select&$expand" && entry.count == 2));
    Ok(())
}
