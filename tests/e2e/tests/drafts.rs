//! Unsaved work: a page that dies, a second window, a newer record, dropping it.

use e2e::{Browser, Outcome, Stage, StageOptions};
use serde_json::{Value, json};

/// The demo's journey with two tiles that can be edited.
async fn sample(stage: &Stage) -> Outcome<String> {
    stage.alone(&stage.browser, "#/journeys").await?;
    let found = stage
        .browser
        .read("msdyncrm_customerjourneys?$select=msdyncrm_customerjourneyid&$filter=msdyncrm_name eq 'Event follow-up (2018)'")
        .await?;
    Ok(found["value"][0]["msdyncrm_customerjourneyid"].as_str().ok_or("no sample")?.to_owned())
}

async fn open(stage: &Stage, id: &str) -> Outcome {
    stage.alone(&stage.browser, &format!("#/journey/{id}")).await?;
    stage.browser.wait_for("[data-activity-id='01_2']").await
}

async fn rename(browser: &Browser, name: &str) -> Outcome {
    browser.press("[data-activity-id='01_2']").await?;
    browser.fill("[data-role=tile-name]", name).await?;
    browser.wait_text("[data-activity-id='01_2']", name).await
}

async fn stored(browser: &Browser, id: &str) -> Outcome<String> {
    let record = browser.read(&format!("msdyncrm_customerjourneys({id})?$select=msdyncrm_workflowdefinition")).await?;
    Ok(record["msdyncrm_workflowdefinition"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_page_that_dies_loses_no_step() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    let id = sample(&stage).await?;
    open(&stage, &id).await?;
    rename(browser, "First").await?;
    rename(browser, "Second").await?;
    browser.press("[data-command='work.undo']").await?;
    browser.wait_text("[data-activity-id='01_2']", "First").await?;
    browser.crash().await?;

    open(&stage, &id).await?;
    browser.wait_text("[data-activity-id='01_2']", "First").await?;
    browser.wait_text("[data-role=resumed]", "are back").await?;
    browser.wait_text("[data-role=work-state]", "Unsaved").await?;

    // It is listed, and goes when it is saved.
    stage.alone(browser, "#/drafts").await?;
    browser.wait_for(&format!("[data-draft='{id}']")).await?;
    open(&stage, &id).await?;
    browser.press("[data-command='work.save']").await?;
    browser.wait_text("[data-role=work-state]", "Saved").await?;
    assert!(stored(browser, &id).await?.contains("First"));
    stage.alone(browser, "#/drafts").await?;
    browser.wait_for("[data-role=no-drafts]").await
}

#[tokio::test]
async fn one_window_edits_and_another_can_take_over() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    let id = sample(&stage).await?;
    open(&stage, &id).await?;
    rename(browser, "Here first").await?;

    let first = browser.open_window().await?;
    open(&stage, &id).await?;
    browser.wait_text("[data-role=elsewhere]", "another window").await?;
    browser.press("[data-action=take-over]").await?;
    browser.wait_text("[data-activity-id='01_2']", "Here first").await?;
    browser.wait_gone("[data-role=elsewhere]").await?;
    rename(browser, "Then here").await?;

    // The first window knows, and edits nothing.
    browser.go_to_window(first).await?;
    browser.wait_for("[data-role=elsewhere]").await?;
    browser.press("[data-activity-id='01_2']").await?;
    browser.wait_until("the name is locked", "document.querySelector('[data-role=tile-name]').readOnly").await?;
    browser.press("[data-action=take-over]").await?;
    browser.wait_text("[data-activity-id='01_2']", "Then here").await
}

#[tokio::test]
async fn kept_work_meets_a_newer_record_and_asks() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    let id = sample(&stage).await?;
    open(&stage, &id).await?;
    rename(browser, "Mine").await?;
    browser.crash().await?;
    stage.alone(browser, "#/journeys").await?;
    let theirs = json!({ "msdyncrm_description": "Theirs" });
    let (status, answer) =
        browser.fetch("PATCH", &format!("/api/data/v9.2/msdyncrm_customerjourneys({id})"), Some(theirs), &[]).await?;
    assert!(status < 300, "{answer}");

    open(&stage, &id).await?;
    browser.wait_text("dialog", "while you were editing").await?;
    assert!(!stored(browser, &id).await?.contains("Mine"));
    browser.press("[data-action=reload]").await?;
    browser.wait_text("[data-role=work-state]", "Saved").await?;
    stage.alone(browser, "#/drafts").await?;
    browser.wait_for("[data-role=no-drafts]").await?;
    let record: Value = browser.read(&format!("msdyncrm_customerjourneys({id})?$select=msdyncrm_description")).await?;
    assert_eq!(record["msdyncrm_description"], "Theirs");
    Ok(())
}

#[tokio::test]
async fn storage_that_is_forbidden_is_said_before_anything_is_lost() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    let id = sample(&stage).await?;
    browser.before_each_page("Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('forbidden', 'SecurityError'); } })").await?;
    open(&stage, &id).await?;
    browser.wait_text("[data-role=not-kept]", "Save often").await?;
    rename(browser, "Saved all the same").await?;
    browser.press("[data-command='work.save']").await?;
    browser.wait_text("[data-role=work-state]", "Saved").await?;
    assert!(stored(browser, &id).await?.contains("Saved all the same"));
    Ok(())
}
