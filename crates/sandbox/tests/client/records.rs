//! Records one by one, and the links between them.

use dataverse::{Asc, Body, Count, Desc, Error, Guard, Query, Target, filter};

use crate::organisation::client;

#[tokio::test]
async fn records_and_their_versions() -> Result<(), Error> {
    let client = client();
    let query = Query::new().select(&["name", "revenue"]);
    let made = client.create("accounts", &Body::new().text("name", "Contoso"), Some(&query)).await?;
    let etag = made.row.as_ref().and_then(|row| row.etag()).expect("a version").to_owned();
    let body = Body::new().set("revenue", 5.5).returning(&["revenue"]);
    let changed = client.update("accounts", &made.id, &body, Guard::Etag(etag.clone())).await?.expect("the record");
    assert_eq!(changed.decimal("revenue"), Some(5.5));
    let stale = client.update("accounts", &made.id, &body, Guard::Etag(etag)).await;
    assert!(matches!(stale, Err(Error::Stale(_))), "{stale:?}");

    client.set_property("accounts", &made.id, "name", "Fabrikam".into()).await?;
    assert_eq!(client.property("accounts", &made.id, "name").await?, "Fabrikam");
    client.clear_property("accounts", &made.id, "revenue").await?;
    assert!(client.property("accounts", &made.id, "revenue").await?.is_null());
    client.delete("accounts", &made.id, Guard::Exists).await?;
    let gone = client.get("accounts", &made.id, &query).await;
    assert!(matches!(gone, Err(Error::NotFound(_))), "{gone:?}");
    Ok(())
}

#[tokio::test]
async fn links() -> Result<(), Error> {
    let client = client();
    let account = client.create("accounts", &Body::new().text("name", "Contoso"), None).await?;
    let mut contacts = Vec::new();
    for name in ["Lovelace", "Babbage", "Somerville"] {
        contacts.push(client.create("contacts", &Body::new().text("lastname", name), None).await?.id);
    }
    let of_account = Target::record("accounts", &account.id);
    for contact in &contacts {
        client.associate(&of_account, "contact_customer_accounts", &Target::record("contacts", contact)).await?;
    }
    client.disassociate(&of_account, "contact_customer_accounts", &contacts[2]).await?;
    client.set_reference(&of_account, "primarycontactid", &Target::record("contacts", &contacts[0])).await?;

    let people = Query::new().select(&["lastname"]).filter(filter::ne("lastname", "x")).order("lastname", Asc);
    let query = Query::new()
        .select(&["name"])
        .annotations()
        .expand("primarycontactid", &["lastname"])
        .expand_query("contact_customer_accounts", &people);
    let row = client.get("accounts", &account.id, &query).await?;
    let first = row.expanded("primarycontactid").expect("a contact");
    assert_eq!(first.text("lastname"), Some("Lovelace"));
    let names: Vec<_> = row.expanded_rows("contact_customer_accounts");
    let names: Vec<_> = names.iter().filter_map(|row| row.text("lastname")).collect();
    assert_eq!(names, ["Babbage", "Lovelace"]);

    client.clear_reference(&of_account, "primarycontactid").await?;
    let query = Query::new().select(&["_primarycontactid_value"]);
    assert_eq!(client.get("accounts", &account.id, &query).await?.lookup("primarycontactid"), None);
    Ok(())
}

#[tokio::test]
async fn pages_and_counts() -> Result<(), Error> {
    let client = client();
    for number in 0..7 {
        client.create("accounts", &Body::new().text("name", "A").number("numberofemployees", number), None).await?;
    }
    let query = Query::new().select(&["numberofemployees"]).order("numberofemployees", Desc).page_size(3).count();
    let page = client.list("accounts", &query).await?;
    assert_eq!((page.rows.len(), page.total()), (3, Some(Count::Exact(7))));
    let rows = client.all("accounts", &query, 100).await?;
    let numbers: Vec<_> = rows.iter().filter_map(|row| row.number("numberofemployees")).collect();
    assert_eq!(numbers, [6, 5, 4, 3, 2, 1, 0]);
    let few = Query::new().filter(filter::lt("numberofemployees", 2));
    assert_eq!(client.count("accounts", &few).await?, Count::Exact(2));
    let asked: Vec<_> =
        client.diagnostics().into_iter().map(|entry| (entry.template, entry.status, entry.count)).collect();
    assert_eq!(
        asked,
        [
            ("accounts".to_owned(), Some(204), 7),
            ("accounts?$select&$orderby&$count".to_owned(), Some(200), 2),
            ("(next page)".to_owned(), Some(200), 2),
            ("accounts/$count?$filter".to_owned(), Some(200), 1),
        ]
    );
    Ok(())
}
