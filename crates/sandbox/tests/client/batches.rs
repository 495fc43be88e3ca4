//! Batches.

use dataverse::{Batch, Body, Count, Error, Guard, Query, Reply};

use crate::organisation::client;

const ID: &str = "00000000-0000-0000-0000-000000000009";

/// A change set whose last operation may fail, and a query after it.
fn batch(last: &Body) -> Batch {
    let mut batch = Batch::new();
    let mut set = batch.change_set();
    let account = set.create("accounts", &Body::new().text("name", "Contoso"), None);
    let body = Body::new().text("lastname", "Müller").refer("parentcustomerid_account", &account);
    let contact = set.create("contacts", &body, None);
    set.set_reference(&account, "primarycontactid", &contact);
    set.update(&account, last, Guard::Exists);
    let query = Query::new().select(&["name"]).expand("primarycontactid", &["lastname"]);
    batch.list("accounts", &query);
    batch
}

#[tokio::test]
async fn a_change_set_refers_to_what_it_made() -> Result<(), Error> {
    let client = client();
    let replies = client.batch(&batch(&Body::new().text("name", "Fabrikam"))).await?;
    let [account, contact, reference, update, list] = replies.as_slice() else { panic!("{replies:?}") };
    assert!(matches!((account, contact), (Ok(Reply::Created(_)), Ok(Reply::Created(_)))), "{account:?} {contact:?}");
    assert_eq!((reference, update), (&Ok(Reply::Done), &Ok(Reply::Updated(None))));
    let Ok(Reply::Page(page)) = list else { panic!("{list:?}") };
    assert_eq!(page.rows[0].text("name"), Some("Fabrikam"));
    let person = page.rows[0].expanded("primarycontactid").expect("a contact");
    assert_eq!(person.text("lastname"), Some("Müller"));
    Ok(())
}

#[tokio::test]
async fn a_failure_stops_or_does_not() -> Result<(), Error> {
    let client = client();
    let failing = batch(&Body::new().text("no such column", "x"));
    let replies = client.batch(&failing).await?;
    assert_eq!(replies.len(), 5);
    for reply in &replies[..4] {
        assert!(matches!(reply, Err(Error::BadPayload(_))), "{reply:?}");
    }
    assert_eq!(replies[4], Err(Error::NotTried));
    let replies = client.batch(&failing.continue_on_error()).await?;
    assert!(matches!(&replies[4], Ok(Reply::Page(page)) if page.rows.is_empty()), "{:?}", replies[4]);
    assert_eq!(client.count("contacts", &Query::new()).await?, Count::Exact(0));

    let mut batch = Batch::new().continue_on_error();
    batch.get("accounts", ID, &Query::new());
    batch.create("accounts", &Body::new().text("name", "a"), None);
    batch.delete("accounts", ID, Guard::Exists);
    batch.function("WhoAmI");
    let replies = client.batch(&batch).await?;
    let [missing, made, gone, who] = replies.as_slice() else { panic!("{replies:?}") };
    assert!(matches!((missing, gone), (Err(Error::NotFound(_)), Err(Error::NotFound(_)))), "{missing:?} {gone:?}");
    assert!(matches!((made, who), (Ok(Reply::Created(_)), Ok(Reply::Value(_)))), "{made:?} {who:?}");
    Ok(())
}
