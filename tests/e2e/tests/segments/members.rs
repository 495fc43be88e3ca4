//! Members of a static segment: one by one, by pasted addresses and ids, and out again. The service works through it later.

use e2e::{Browser, Outcome, Stage, StageOptions};
use fantoccini::key::Key;
use serde_json::Value;

use super::demo;

/// Lets the service work, and waits until so many members are listed.
async fn listed(stage: &Stage, number: usize) -> Outcome {
    let browser = &stage.browser;
    browser.wait_text(".notice", "The service works through it").await?;
    stage.advance(browser, 60).await?;
    browser.press("[data-action=refresh]").await?;
    let rows = "document.querySelectorAll('[data-role=members] tbody tr').length";
    browser.wait_until(&format!("{number} members are listed"), &format!("{rows} === {number}")).await
}

/// Pastes a list and looks its words up.
async fn paste(browser: &Browser, list: &str) -> Outcome {
    browser.press("[data-action=paste]").await?;
    browser.press("[data-role=pasted-list]").await?;
    browser.keys(list).await?;
    browser.press("dialog [data-action=look]").await
}

#[tokio::test]
async fn members_come_one_by_one_and_by_lists_and_go_again() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    let id = demo(&stage, "Guests of the summer party").await?;
    let found = browser
        .read(
            "contacts?$select=contactid,fullname,emailaddress1&$filter=emailaddress1 ne null&$orderby=createdon&$top=4",
        )
        .await?;
    let of = |index: usize, column: &str| found["value"][index][column].as_str().unwrap_or_default().to_owned();
    // It opens with its members: there is no query to see.
    stage.alone(browser, &format!("#/segment/{id}")).await?;
    browser.wait_for("[data-role=members]").await?;

    browser.press("[data-role=add-member]").await?;
    browser.keys(&of(0, "fullname")).await?;
    browser.wait_text("[role=option]", &of(0, "fullname")).await?;
    browser.chord(&[], &char::from(Key::Down).to_string()).await?;
    browser.chord(&[], &char::from(Key::Enter).to_string()).await?;
    listed(&stage, 1).await?;
    browser.wait_text("[data-role=members] td", &of(0, "fullname")).await?;

    let list = format!("{}, nobody@nowhere.example, {{{}}}", of(1, "emailaddress1"), of(2, "contactid"));
    paste(browser, &list).await?;
    browser.wait_text("[data-role=unknown]", "nobody@nowhere.example").await?;
    browser.picture("segment_paste").await?;
    let number = browser.text("[data-role=pasted]").await?;
    let number: usize = number.split(' ').next().unwrap_or_default().parse()?;
    assert!(number >= 2, "an address may be several people's: {number}");
    browser.press("dialog [data-action=add]").await?;
    listed(&stage, 1 + number).await?;
    browser.picture("segment_static").await?;

    // Out again: one by its row, the others by the same list.
    browser.run("document.querySelectorAll('.notice button').forEach((button) => button.click())").await?;
    paste(browser, &list).await?;
    browser.press("dialog [data-action=remove]").await?;
    listed(&stage, 1).await?;
    browser.run("document.querySelectorAll('.notice button').forEach((button) => button.click())").await?;
    browser.press("[data-role=members] [data-action=remove]").await?;
    listed(&stage, 0).await?;
    let query = super::stored(browser, &id, "msdyncrm_segmentquery").await?;
    assert_eq!(query, Value::Null, "members are not in the record");
    Ok(())
}
