//! One segment all the way: broken, mended, counted, live, used by a journey, found by it, stopped.

use e2e::{Browser, Outcome, Stage, StageOptions};
use fantoccini::key::Key;
use sandbox::Mode;
use serde_json::json;

use super::{TEXT, count, demo, make, open, save, step, stored, text, wait_query, write};

const SOUND: &str =
    "PROFILE(contact, contact_1).FILTER(contact_1.address1_city == 'Munich' && contact_1.donotbulkemail == false)";

/// A journey with a segment tile, made by the documented request.
async fn journey(browser: &Browser) -> Outcome<String> {
    let body = serde_json::from_str(include_str!("../data/create-request.json"))?;
    let path = "/api/data/v9.0/msdyncrm_customerjourneys?$select=msdyncrm_customerjourneyid";
    let (status, made) = browser.fetch("POST", path, Some(body), &[("Prefer", "return=representation")]).await?;
    assert_eq!(status, 201, "{made}");
    Ok(made["msdyncrm_customerjourneyid"].as_str().ok_or("no id")?.to_owned())
}

/// Breaks the query in two ways and takes the fixes that are offered, one by key, one by button.
async fn break_and_mend(browser: &Browser) -> Outcome {
    write(browser, &SOUND.replace("&&", "AND").replace("== false", "= false")).await?;
    browser.wait_text("[data-role=problem-count]", "1 error").await?;
    browser.chord(&[Key::Control], &char::from(Key::Home).to_string()).await?;
    browser.chord(&[], &char::from(Key::F8).to_string()).await?;
    browser.chord(&[Key::Control], ".").await?;
    browser.wait_focus(".code_box [role=menu] [role=menuitem]").await?;
    browser.picture("segment_fix").await?;
    browser.chord(&[], &char::from(Key::Enter).to_string()).await?;
    browser.wait_until("one is mended", &format!("!document.querySelector('{TEXT}').value.includes(' AND ')")).await?;
    browser.press(".problems_toggle").await?;
    browser.press(".query_problems [data-action=fix]").await?;
    wait_query(browser, SOUND).await?;
    browser.wait_text("[data-role=problem-count]", "No problems").await
}

/// Chooses the segment in the first segment tile of a journey, and saves.
async fn target(browser: &Browser, journey: &str, name: &str) -> Outcome {
    browser.run(&format!("location.hash = '#/journey/{journey}'")).await?;
    browser.press(".tile[data-kind=Segment]").await?;
    browser.press("[data-role=nested-item]").await?;
    browser.press("[data-role=tile-record]").await?;
    browser.chord(&[Key::Control], "a").await?;
    browser.keys(name).await?;
    browser.press_text("[role=option] .name", name).await?;
    browser.press("[data-command='work.save']").await?;
    browser.wait_text("[data-role=work-state]", "Saved").await
}

#[tokio::test]
async fn from_a_broken_text_to_the_end_of_its_life() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    stage.host(browser, "").await?;
    let journey = journey(browser).await?;
    let id = make(browser, "Munich, by mail", None).await?;
    browser.run(&format!("location.hash = '#/segment/{id}'")).await?;
    browser.wait_text("h1", "Munich, by mail").await?;

    break_and_mend(browser).await?;
    let counted = count(browser).await?;
    assert!(counted > 0, "the demo has people in Munich");
    save(browser).await?;
    browser.press("[data-command='work.check']").await?;
    browser.wait_text(".notice[data-weight=Success]", "No").await?;

    // The evaluator of the service is not the one that counted.
    step(&stage, "work.go_live", "GoingLive", "Live").await?;
    assert_eq!(stored(browser, &id, "msdyncrm_segmentsize").await?, counted);
    browser.press("[data-tab=members]").await?;
    browser.wait_text("[data-role=service-count]", &format!("counted {counted} members")).await?;
    browser.wait_for("table[data-role=members] tbody tr").await?;
    browser.wait_for("[data-role=waterfall] tbody tr").await?;
    browser.picture("segment_members").await?;

    target(browser, &journey, "Munich, by mail").await?;
    browser.run(&format!("location.hash = '#/segment/{id}'")).await?;
    browser.press("[data-tab=usage]").await?;
    browser.press("[data-role=targeted-by] a").await?;
    browser.wait_for(".tile[data-kind=Segment]").await?;
    browser.wait_until("it is the journey", &format!("location.hash === '#/journey/{journey}'")).await?;

    browser.run(&format!("location.hash = '#/segment/{id}'")).await?;
    browser.wait_for(TEXT).await?;
    step(&stage, "work.stop", "Stopping", "Stopped").await
}

#[tokio::test]
async fn an_archive_counts_but_takes_nothing_live() -> Outcome {
    let stage = Stage::open(StageOptions { mode: Mode::Archive, ..StageOptions::default() }).await?;
    let browser = &stage.browser;
    browser.goto(&format!("{}/main.aspx", stage.origin)).await?;
    let id = make(browser, "Munich, kept", Some(SOUND)).await?;
    open(&stage, &id).await?;
    browser.wait_text("[data-role=archive]", "services are gone").await?;
    let go_live = "document.querySelector('[data-command=\"work.go_live\"]')";
    browser.wait_until("go live is refused", &format!("{go_live}.ariaDisabled === 'true'")).await?;
    browser.run(&format!("{go_live}.click()")).await?;
    assert!(!browser.is_there("dialog").await, "nothing is asked, nothing is sent");
    browser.wait_text(".refusal", "services are gone").await?;
    assert!(count(browser).await? > 0);
    browser.press("[data-command='work.check']").await?;
    browser.wait_text(".notice", "Checked here only").await?;
    assert_eq!(stored(browser, &id, "statuscode").await?, 192_350_000);
    Ok(())
}

#[tokio::test]
async fn a_real_time_definition_is_edited_checked_saved_and_published() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    browser.goto(&format!("{}/main.aspx", stage.origin)).await?;
    let query = "PROFILE(contact).FILTER(address1_city IN ['Munich', 'Augsburg'])";
    let body = json!({ "msdynmkt_name": "Two cities", "msdynmkt_segmentquery": query });
    let path = "/api/data/v9.2/msdynmkt_segmentdefinitions?$select=msdynmkt_segmentdefinitionid";
    let (status, made) = browser.fetch("POST", path, Some(body), &[("Prefer", "return=representation")]).await?;
    assert_eq!(status, 201, "{made}");
    let id = made["msdynmkt_segmentdefinitionid"].as_str().ok_or("no id")?;
    stage.alone(browser, &format!("#/definition/{id}")).await?;
    wait_query(browser, query).await?;
    assert!(count(browser).await? > 0);

    // What outbound segments would not take is right here, and the other way round.
    write(browser, &query.replace(" IN ['Munich', 'Augsburg']", " == 'Munich' UNION")).await?;
    browser.wait_text("[data-role=problem-count]", "error").await?;
    let better = query.replace("'Augsburg'", "'Vienna'");
    write(browser, &better).await?;
    browser.press("[data-command='work.check']").await?;
    browser.wait_text(".notice[data-weight=Success]", "No problems").await?;
    save(browser).await?;
    browser.press("[data-command='work.go_live']").await?;
    browser.press("dialog [data-action=confirm]").await?;
    browser
        .wait_until("it is on its way", "document.querySelector('header .status').dataset.status !== 'Draft'")
        .await?;
    stage.advance(browser, 300).await?;
    browser.wait_for("header .status[data-status=Live]").await?;
    let record = browser.read(&format!("msdynmkt_segmentdefinitions({id})?$select=msdynmkt_segmentquery")).await?;
    assert_eq!(record["msdynmkt_segmentquery"], better);
    assert_eq!(text(browser).await?, better);
    Ok(())
}

#[tokio::test]
async fn a_live_segment_says_why_it_is_locked() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    let id = demo(&stage, "Employees").await?;
    open(&stage, &id).await?;
    browser.wait_until("the text is locked", &format!("document.querySelector('{TEXT}').readOnly")).await?;
    browser.wait_text(".code_lock", "status: Live").await
}
