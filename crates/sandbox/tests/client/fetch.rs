//! FetchXML, and sums by group.

use std::collections::BTreeSet;

use dataverse::{Aggregate, Apply, Body, Client, Count, Error, Query, filter};

use crate::organisation::{InProcess, client};

/// Seven contacts, two of them at an account.
async fn sample() -> Result<Client<InProcess>, Error> {
    let client = client();
    let account = client.create("accounts", &Body::new().text("name", "Contoso & \"Sons\""), None).await?;
    for number in 0..7 {
        let body = Body::new().text("lastname", &format!("N{number}")).number("numberofchildren", number);
        let body = if number < 2 { body.bind("parentcustomerid_account", "accounts", &account.id) } else { body };
        client.create("contacts", &body, None).await?;
    }
    Ok(client)
}

const NAMES: &str = r#"<fetch returntotalrecordcount="true"><entity name="contact"><attribute name="lastname"/><order attribute="contactid"/></entity></fetch>"#;

#[tokio::test]
async fn pages_by_cookie() -> Result<(), Error> {
    let client = sample().await?;
    let first = client.fetch("contacts", NAMES, 3).await?;
    assert_eq!((first.rows.len(), first.total()), (3, Some(Count::Exact(7))));
    let next = first.next.expect("a second page");
    assert!(next.contains("paging-cookie=\"&lt;cookie"), "{next}");
    let second = client.fetch_next("contacts", &next).await?;
    let third = client.fetch_next("contacts", &second.next.expect("a third page")).await?;
    assert_eq!((third.rows.len(), third.next), (1, None));
    let rows = [first.rows, second.rows, third.rows].concat();
    let names: BTreeSet<_> = rows.iter().filter_map(|row| row.text("lastname")).collect();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["N0", "N1", "N2", "N3", "N4", "N5", "N6"]);

    assert_eq!(client.fetch_all("contacts", NAMES, 100).await?.len(), 7);
    assert_eq!(client.fetch_all("contacts", NAMES, 2).await?.len(), 2);
    // Sorted by a joined column, pages go by number alone.
    let joined = r#"<fetch><entity name="contact"><attribute name="lastname"/><link-entity name="account" from="accountid" to="parentcustomerid" link-type="outer" alias="a"><attribute name="name"/><order attribute="name"/></link-entity></entity></fetch>"#;
    let page = client.fetch("contacts", joined, 4).await?;
    let rest = client.fetch_next("contacts", &page.next.expect("a second page")).await?;
    let rows = [page.rows, rest.rows].concat();
    let accounts = rows.iter().filter(|row| row.text("a.name") == Some("Contoso & \"Sons\"")).count();
    assert_eq!((rows.len(), accounts), (7, 2));
    Ok(())
}

#[tokio::test]
async fn counts() -> Result<(), Error> {
    let client = sample().await?;
    let members = r#"<fetch distinct="true" aggregate="true"><entity name="contact"><attribute name="contactid" alias="members" aggregate="countcolumn" distinct="true"/><link-entity name="account" from="accountid" to="parentcustomerid" link-type="inner" alias="a"/></entity></fetch>"#;
    assert_eq!(client.count_fetch("contacts", members).await?, Count::Exact(2));
    assert_eq!(client.count_fetch("contacts", NAMES).await?, Count::Exact(7));
    let plain = r#"<fetch><entity name="contact"><attribute name="lastname"/></entity></fetch>"#;
    assert_eq!(client.count_fetch("contacts", plain).await?, Count::Exact(7));
    let wrong = client.count_fetch("contacts", &plain.replace("lastname", "nothing")).await;
    assert!(matches!(wrong, Err(Error::BadQuery(_))), "{wrong:?}");
    Ok(())
}

#[tokio::test]
async fn a_text_that_no_address_holds() -> Result<(), Error> {
    let client = sample().await?;
    let values: Vec<String> = (0..3_000).map(|number| format!("<value>N{number}</value>")).collect();
    let values = values.concat();
    let condition =
        format!(r#"<filter><condition attribute="lastname" operator="in">{values}</condition></filter></entity>"#);
    let xml = NAMES.replace("</entity>", &condition);
    let page = client.fetch("contacts", &xml, 5).await?;
    assert_eq!((page.rows.len(), page.total()), (5, Some(Count::Exact(7))));
    assert_eq!(client.fetch_next("contacts", &page.next.expect("a second page")).await?.rows.len(), 2);
    let batches = client.diagnostics().into_iter().find(|entry| entry.template == "$batch").map(|entry| entry.count);
    assert_eq!(batches, Some(2));
    Ok(())
}

#[tokio::test]
async fn sums_by_group() -> Result<(), Error> {
    let client = sample().await?;
    let apply = Apply::new()
        .filter(filter::gt("numberofchildren", 0))
        .group_by(&["statecode"], &[Aggregate::count("rows"), Aggregate::sum("numberofchildren", "children")]);
    let page = client.list("contacts", &Query::new().apply(&apply)).await?;
    let numbers: Vec<_> = page.rows.iter().map(|row| (row.number("rows"), row.decimal("children"))).collect();
    assert_eq!(numbers, [(Some(6), Some(21.0))]);
    Ok(())
}
