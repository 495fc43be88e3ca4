//! Two people edit one record: what doesn't clash is put together, what does is chosen, nothing is overwritten unseen.

use e2e::{Browser, Outcome, Stage, StageOptions};
use serde_json::{Value, json};

async fn id_of(browser: &Browser, set: &str, key: &str, name: &str, wanted: &str) -> Outcome<String> {
    let found = browser.read(&format!("{set}?$select={key}&$filter={name} eq '{wanted}'")).await?;
    Ok(found["value"][0][key].as_str().ok_or("no such record")?.to_owned())
}

/// A colleague's change, through the Web API.
async fn colleague(browser: &Browser, record: &str, change: Value) -> Outcome {
    let (status, answer) = browser.fetch("PATCH", &format!("/api/data/v9.2/{record}"), Some(change), &[]).await?;
    assert!(status < 300, "{answer}");
    Ok(())
}

#[tokio::test]
async fn a_journey_that_two_edit_holds_what_both_did() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    stage.alone(browser, "#/journeys").await?;
    let id = id_of(
        browser,
        "msdyncrm_customerjourneys",
        "msdyncrm_customerjourneyid",
        "msdyncrm_name",
        "Event follow-up (2018)",
    )
    .await?;
    stage.alone(browser, &format!("#/journey/{id}")).await?;
    browser.press("[data-activity-id='01_2']").await?;
    browser.fill("[data-role=tile-name]", "Mine").await?;
    browser.wait_text("[data-activity-id='01_2']", "Mine").await?;
    browser.press("[data-tab=settings]").await?;
    browser.fill("[data-column=msdyncrm_purpose]", "My purpose").await?;
    let record = format!("msdyncrm_customerjourneys({id})");
    let theirs = json!({ "msdyncrm_description": "Their note", "msdyncrm_purpose": "Their purpose" });
    colleague(browser, &record, theirs).await?;

    browser.press("[data-command='work.save']").await?;
    browser.wait_text("dialog .clash", "Purpose").await?;
    browser.picture("conflict_with_a_clash").await?;
    browser.press("[data-clash='0'] [data-side=theirs]").await?;
    browser.press("[data-action=merge]").await?;
    browser.wait_text("[data-role=work-state]", "Unsaved").await?;
    browser.press("[data-command='work.save']").await?;
    browser.wait_text("[data-role=work-state]", "Saved").await?;
    let stored = browser.read(&record).await?;
    assert_eq!(stored["msdyncrm_description"], "Their note");
    assert_eq!(stored["msdyncrm_purpose"], "Their purpose");
    assert!(stored["msdyncrm_workflowdefinition"].as_str().unwrap_or_default().contains("\"Mine\""));

    // What was mine comes back by undo.
    browser.press("[data-command='work.undo']").await?;
    browser
        .wait_until("my purpose", "document.querySelector('[data-column=msdyncrm_purpose]').value === 'My purpose'")
        .await
}

#[tokio::test]
async fn a_segment_that_two_edit_holds_what_both_did() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    stage.alone(browser, "#/segments").await?;
    let query =
        "PROFILE(contact, contact_1).FILTER(contact_1.address1_city == 'Munich' && contact_1.jobtitle == 'guide')";
    let body = json!({ "msdyncrm_segmentname": "Two people", "msdyncrm_segmentquery": query, "msdyncrm_segmenttype": 192_350_000 });
    let (status, made) = browser
        .fetch("POST", "/api/data/v9.2/msdyncrm_segments", Some(body), &[("Prefer", "return=representation")])
        .await?;
    assert_eq!(status, 201, "{made}");
    let id = made["msdyncrm_segmentid"].as_str().ok_or("no id")?.to_owned();
    stage.alone(browser, &format!("#/segment/{id}")).await?;
    browser.fill("[data-role=query-text]", &query.replace("'guide'", "'mechanic'")).await?;
    browser.wait_text("[data-role=work-state]", "Unsaved").await?;
    let record = format!("msdyncrm_segments({id})");
    let theirs = json!({ "msdyncrm_segmentquery": query.replace("Munich", "Vienna") });
    colleague(browser, &record, theirs).await?;

    browser.press("[data-command='work.save']").await?;
    browser.wait_text("dialog", "Nothing clashes").await?;
    browser.press("[data-action=merge]").await?;
    browser.wait_text("[data-role=work-state]", "Unsaved").await?;
    browser.press("[data-command='work.save']").await?;
    browser.wait_text("[data-role=work-state]", "Saved").await?;
    let stored = browser.read(&record).await?;
    let both = query.replace("Munich", "Vienna").replace("'guide'", "'mechanic'");
    assert_eq!(stored["msdyncrm_segmentquery"], both.as_str());
    Ok(())
}
