//! FetchXML: pages, counts, addresses that are too long.

use dataverse::{Client, Count, Error, Query};
use expect_test::expect;

use crate::support::{ORG, Script, answer, block_on, json, refusal};

const IDS: &str = r#"<fetch distinct="true" page="1" count="50" returntotalrecordcount="true"><entity name="contact"><attribute name="contactid"/></entity></fetch>"#;
const MEMBERS: &str = r#"<fetch distinct="true" aggregate="true"><entity name="contact"><attribute name="contactid" alias="members" aggregate="countcolumn" distinct="true"/></entity></fetch>"#;

fn page(rows: usize, more: bool, extra: &str) -> dataverse::Response {
    let rows = vec![r#"{"contactid":"00000000-0000-0000-0000-000000000001"}"#; rows].join(",");
    json(&format!(r#"{{"@Microsoft.Dynamics.CRM.morerecords":{more}{extra},"value":[{rows}]}}"#))
}

const COOKIE: &str = r#","@Microsoft.Dynamics.CRM.fetchxmlpagingcookie":"<cookie pagenumber=\"2\" pagingcookie=\"%253ccookie%2520page%253d%25221%2522%252f%253e\" istracking=\"False\" />","@Microsoft.Dynamics.CRM.totalrecordcount":312"#;

#[test]
fn pages() {
    let script = Script::of([page(2, true, COOKIE), page(2, true, ""), page(1, false, "")]);
    let client = script.client();
    block_on(async {
        let first = client.fetch("contacts", IDS, 2).await?;
        assert_eq!((first.rows.len(), first.count, first.total()), (2, Some(312), Some(Count::Exact(312))));
        let second = client.fetch_next("contacts", &first.next.expect("a second page")).await?;
        let third = client.fetch_next("contacts", &second.next.expect("a third page")).await?;
        assert_eq!((third.rows.len(), third.next, third.count), (1, None, None));
        Ok::<_, Error>(())
    })
    .expect("three pages");
    expect![[r#"
        GET https://org.crm.dynamics.com/api/data/v9.2/contacts?fetchXml=%3Cfetch%20distinct=%22true%22%20page=%221%22%20count=%222%22%20returntotalrecordcount=%22true%22%3E%3Centity%20name=%22contact%22%3E%3Cattribute%20name=%22contactid%22/%3E%3C/entity%3E%3C/fetch%3E
        Accept: application/json
        OData-MaxVersion: 4.0
        OData-Version: 4.0
        If-None-Match: null
        Prefer: odata.include-annotations="*"

        GET https://org.crm.dynamics.com/api/data/v9.2/contacts?fetchXml=%3Cfetch%20paging-cookie=%22%26lt;cookie%20page=%26quot;1%26quot;/%26gt;%22%20distinct=%22true%22%20page=%222%22%20count=%222%22%20returntotalrecordcount=%22true%22%3E%3Centity%20name=%22contact%22%3E%3Cattribute%20name=%22contactid%22/%3E%3C/entity%3E%3C/fetch%3E
        Accept: application/json
        OData-MaxVersion: 4.0
        OData-Version: 4.0
        If-None-Match: null
        Prefer: odata.include-annotations="*"

        GET https://org.crm.dynamics.com/api/data/v9.2/contacts?fetchXml=%3Cfetch%20distinct=%22true%22%20page=%223%22%20count=%222%22%20returntotalrecordcount=%22true%22%3E%3Centity%20name=%22contact%22%3E%3Cattribute%20name=%22contactid%22/%3E%3C/entity%3E%3C/fetch%3E
        Accept: application/json
        OData-MaxVersion: 4.0
        OData-Version: 4.0
        If-None-Match: null
        Prefer: odata.include-annotations="*"

    "#]]
    .assert_eq(&script.whole());
}

#[test]
fn all_pages_to_the_end_or_the_limit() {
    for (limit, rows, requests) in [(100, 5, 3), (5, 5, 3), (4, 4, 2), (0, 0, 1)] {
        let script = Script::of([page(2, true, COOKIE), page(2, true, ""), page(1, false, "")]);
        let read = block_on(script.client().fetch_all("contacts", IDS, limit)).expect("rows");
        assert_eq!((read.len(), script.lines().lines().count()), (rows, requests), "limit {limit}");
    }
    let script = Script::of([page(0, true, "")]);
    assert_eq!(block_on(script.client().fetch_all("contacts", "<fetch top='3'/>", 9)).expect("rows").len(), 0);
    let script = Script::of([page(2, true, ""), page(0, true, "")]);
    let endless = block_on(script.client().fetch_all("contacts", IDS, 9));
    assert!(matches!(endless, Err(Error::Unreadable(_))), "{endless:?}");
}

#[test]
fn counts_know_their_limits() {
    let members = |n: u32| json(&format!(r#"{{"value":[{{"members@x":"{n}","members":{n}}}]}}"#));
    let total = |n: i64| page(1, true, &format!(r#","@Microsoft.Dynamics.CRM.totalrecordcount":{n}"#));
    let too_many = || refusal(400, "0x8004e023", "AggregateQueryRecordLimit exceeded");
    let joined = MEMBERS.replace("</entity>", "<link-entity name='account'/></entity>");
    let table = [
        (MEMBERS, members(0), "Ok(Exact(0))"),
        (MEMBERS, members(49_999), "Ok(Exact(49999))"),
        (MEMBERS, too_many(), "Ok(AtLeast(50000))"),
        (&joined, too_many(), "Err(TooLarge"),
        (MEMBERS, json(r#"{"value":[]}"#), "Err(Unreadable"),
        (MEMBERS, refusal(400, "0x80041103", "no such column"), "Err(BadQuery"),
        (IDS, total(312), "Ok(Exact(312))"),
        (IDS, total(5_000), "Ok(AtLeast(5000))"),
        (IDS, total(-1), "Err(Unreadable"),
        ("<fetch", json("{}"), "Err(Unreadable"),
    ];
    for (xml, answer, expected) in table {
        let script = Script::of([answer]);
        let count = format!("{:?}", block_on(script.client().count_fetch("contacts", xml)));
        assert!(count.starts_with(expected), "{count} is not {expected}");
    }
    let script = Script::of([total(3)]);
    let _ = block_on(script.client().count_fetch("contacts", "<fetch page='7' paging-cookie='x' count='9'/>"));
    expect![[r#"
        GET https://org.crm.dynamics.com/api/data/v9.2/contacts?fetchXml=%3Cfetch%20returntotalrecordcount=%22true%22%20page=%221%22%20count=%221%22/%3E
    "#]].assert_eq(&script.lines());
}

#[test]
fn rows_of_a_set_are_counted() {
    let table = [
        ("\u{feff}17", "Ok(Exact(17))"),
        ("5000", "Ok(AtLeast(5000))"),
        ("<html>", "Err(SignedOut)"),
        ("", "Err(Unreadable"),
        ("{}", "Err(Unreadable"),
    ];
    for (body, expected) in table {
        let script = Script::of([answer(200, &["content-type: text/plain"], body)]);
        let query = Query::new().select(&["name"]).filter(dataverse::filter::eq("statecode", 0));
        let count = format!("{:?}", block_on(script.client().count("contacts", &query)));
        assert!(count.starts_with(expected), "{count} is not {expected}");
        assert_eq!(script.lines(), format!("GET {ORG}/api/data/v9.2/contacts/$count?$filter=statecode%20eq%200\n"));
    }
}

#[test]
fn what_is_too_long_for_an_address_goes_in_a_batch() {
    let part = |status: &str, body: &str| {
        let text = format!("--b\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 {status}\r\n\r\n{body}\r\n--b--\r\n");
        answer(200, &["content-type: multipart/mixed; boundary=b"], &text)
    };
    let room = 32_768 - format!("{ORG}/api/data/v9.2/contacts?fetchXml=").len();
    for (length, batched) in [(room, false), (room + 1, true)] {
        let answers = [if batched { part("200 OK", r#"{"value":[{}]}"#) } else { json(r#"{"value":[{}]}"#) }];
        let script = Script::of(answers);
        let page = block_on(script.client().fetch("contacts", &"x".repeat(length), 9));
        assert_eq!(page.map(|page| page.rows.len()), Ok(1));
        assert_eq!(script.lines() == format!("POST {ORG}/api/data/v9.2/$batch\n"), batched, "{length}");
    }
    // On a page without a root, its origin counts.
    let script = Script::on_page_of(Some(ORG));
    let _ = block_on(Client::new(script.clone(), "", "9.2").fetch("contacts", &"x".repeat(room + 1), 9));
    assert_eq!(script.lines(), "POST /api/data/v9.2/$batch\n");

    // What the part says is judged and waited for as if it had come alone.
    let xml = "y".repeat(40_000);
    let busy = answer(
        200,
        &["content-type: multipart/mixed; boundary=b"],
        "--b\r\n\r\nHTTP/1.1 429 Busy\r\nRetry-After: 7\r\n\r\n\r\n--b--",
    );
    let script = Script::of([busy, answer(503, &["retry-after: 3"], ""), part("200 OK", r#"{"value":[]}"#)]);
    assert!(block_on(script.client().fetch("contacts", &xml, 9)).is_ok());
    assert_eq!(script.pauses(), [7, 3]);
    let table = [
        (part("400 Bad", r#"{"error":{"code":"0x80041103","message":"m"}}"#), "BadQuery"),
        (answer(200, &[], "<html>"), "SignedOut"),
        (json("{}"), "Unreadable"),
        (answer(403, &[], r#"{"error":{"code":"0x80040220","message":"m"}}"#), "Forbidden"),
    ];
    for (answer, expected) in table {
        let error = block_on(Script::of([answer]).client().fetch("contacts", &xml, 9)).expect_err(expected);
        assert!(format!("{error:?}").starts_with(expected), "{error:?} is not {expected}");
    }
}
