//! Nothing is lost and nothing is touched unasked: broken texts, colleagues, pages that die.

use e2e::{Outcome, Stage, StageOptions};
use serde_json::json;

use super::{demo, make, open, save, stored, text, wait_query, write};

const MUNICH: &str = "PROFILE(contact, contact_1).FILTER(contact_1.address1_city == 'Munich')";

#[tokio::test]
async fn a_broken_text_of_4000_characters_opens_and_survives_saving() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    let id = demo(&stage, "Guest list (pasted, cut at 4,000 characters)").await?;
    let before = stored(browser, &id, "msdyncrm_segmentquery").await?;
    let query = before.as_str().ok_or("no query")?;
    assert_eq!(query.encode_utf16().count(), 4_000);
    open(&stage, &id).await?;
    wait_query(browser, query).await?;
    browser.wait_text("[data-role=problem-count]", "error").await?;
    browser.wait_text("[data-role=explanation]", "Contacts").await?;
    browser.picture("segment_broken").await?;

    browser.press("[data-tab=settings]").await?;
    browser.fill("[data-column=msdyncrm_description]", "Kept as it came").await?;
    browser.wait_text("[data-role=work-state]", "Unsaved").await?;
    browser.press("[data-command='work.save']").await?;
    browser.wait_text("[data-role=work-state]", "Saved").await?;
    assert_eq!(stored(browser, &id, "msdyncrm_description").await?, "Kept as it came");
    assert_eq!(stored(browser, &id, "msdyncrm_segmentquery").await?, before, "not a byte is another");
    Ok(())
}

#[tokio::test]
async fn a_segment_that_somebody_else_saved_is_never_overwritten() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    browser.goto(&format!("{}/main.aspx", stage.origin)).await?;
    let id = make(browser, "Of two", Some(MUNICH)).await?;
    open(&stage, &id).await?;
    write(browser, &MUNICH.replace("Munich", "Mine")).await?;

    let theirs = json!({ "msdyncrm_segmentquery": MUNICH.replace("Munich", "Theirs") });
    let path = format!("/api/data/v9.2/msdyncrm_segments({id})");
    let (status, answer) = browser.fetch("PATCH", &path, Some(theirs), &[]).await?;
    assert!(status < 300, "{answer}");
    browser.press("[data-command='work.save']").await?;
    browser.wait_text("dialog", "Nothing was overwritten").await?;
    browser.press("dialog [data-action=compare]").await?;
    browser.wait_text("dialog .comparison .theirs", "Theirs").await?;
    browser.wait_text("dialog .comparison .mine", "Mine").await?;
    browser.picture("segment_conflict").await?;
    assert_eq!(stored(browser, &id, "msdyncrm_segmentquery").await?, MUNICH.replace("Munich", "Theirs"));

    browser.press("dialog [data-action=copy]").await?;
    browser.wait_text("h1", "Of two (mine)").await?;
    wait_query(browser, &MUNICH.replace("Munich", "Mine")).await
}

#[tokio::test]
async fn a_page_that_dies_loses_no_character() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    browser.goto(&format!("{}/main.aspx", stage.origin)).await?;
    let id = make(browser, "Under way", Some(MUNICH)).await?;
    open(&stage, &id).await?;
    write(browser, &MUNICH.replace("Munich", "Vienna")).await?;
    let broken = MUNICH.replace("'Munich')", "'Graz");
    write(browser, &broken).await?;
    browser.crash().await?;

    open(&stage, &id).await?;
    wait_query(browser, &broken).await?;
    browser.wait_text("[data-role=resumed]", "are back").await?;
    browser.wait_text("[data-role=work-state]", "Unsaved").await?;
    stage.alone(browser, "#/drafts").await?;
    browser.wait_for(&format!("[data-draft='{id}']")).await?;
    open(&stage, &id).await?;
    save(browser).await?;
    assert_eq!(stored(browser, &id, "msdyncrm_segmentquery").await?, broken);
    assert_eq!(text(browser).await?, broken);
    stage.alone(browser, "#/drafts").await?;
    browser.wait_for("[data-role=no-drafts]").await
}

#[tokio::test]
async fn one_window_edits_a_segment_and_another_can_take_over() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    browser.goto(&format!("{}/main.aspx", stage.origin)).await?;
    let id = make(browser, "In two windows", Some(MUNICH)).await?;
    open(&stage, &id).await?;
    write(browser, &MUNICH.replace("Munich", "Here")).await?;

    let first = browser.open_window().await?;
    open(&stage, &id).await?;
    browser.wait_text("[data-role=elsewhere]", "another window").await?;
    browser.press("[data-action=take-over]").await?;
    wait_query(browser, &MUNICH.replace("Munich", "Here")).await?;
    write(browser, &MUNICH.replace("Munich", "There")).await?;

    browser.go_to_window(first).await?;
    browser.wait_for("[data-role=elsewhere]").await?;
    browser.wait_until("the text is locked", &format!("document.querySelector('{}').readOnly", super::TEXT)).await?;
    browser.press("[data-action=take-over]").await?;
    wait_query(browser, &MUNICH.replace("Munich", "There")).await
}
