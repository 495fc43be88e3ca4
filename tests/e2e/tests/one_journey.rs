//! One journey, all the way, inside the host page: made by the documented request, seen, opened, edited, saved, taken
//! live, stopped, deleted.

use e2e::{Browser, Outcome, Stage, StageOptions};
use fantoccini::key::Key;
use serde_json::{Value, json};

/// Body of the documented create (`reference/journeys.md 10`).
const CREATE: &str = include_str!("data/create-request.json");

/// Makes the documented journey and gives its id.
async fn create(browser: &Browser) -> Outcome<String> {
    let (status, made) = browser
        .fetch(
            "POST",
            "/api/data/v9.0/msdyncrm_customerjourneys?$select=msdyncrm_customerjourneyid",
            Some(serde_json::from_str(CREATE)?),
            &[("Prefer", "return=representation")],
        )
        .await?;
    assert_eq!(status, 201, "{made}");
    Ok(made["msdyncrm_customerjourneyid"].as_str().ok_or("no id")?.to_owned())
}

async fn stored(browser: &Browser, id: &str) -> Outcome<Value> {
    browser.read(&format!("msdyncrm_customerjourneys({id})")).await
}

fn definition(record: &Value) -> Outcome<Vec<Value>> {
    let text = record["msdyncrm_workflowdefinition"].as_str().ok_or("no definition")?;
    Ok(serde_json::from_str(text)?)
}

/// Moves the journey's window to where it lies around now, so that it may go live.
async fn make_current(browser: &Browser, id: &str) -> Outcome {
    let dates = browser
        .run("[-1, 30].map((days) => new Date(Date.now() + days * 864e5).toISOString().slice(0, 16) + ':00Z')")
        .await?;
    let body = json!({ "msdyncrm_startdatetime": dates[0], "msdyncrm_enddatetime": dates[1] });
    let (status, answer) =
        browser.fetch("PATCH", &format!("/api/data/v9.2/msdyncrm_customerjourneys({id})"), Some(body), &[]).await?;
    assert_eq!(status, 204, "{answer}");
    Ok(())
}

#[tokio::test]
async fn from_the_documented_request_to_the_end_of_its_life() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;

    // The site-map page lists what the documented request has made.
    stage.host(browser, "").await?;
    let id = create(browser).await?;
    make_current(browser, &id).await?;
    let before = stored(browser, &id).await?;
    browser.fill("[data-role=search]", "Simple Email Sample").await?;
    browser.wait_text("[role=row] a", "Simple Email Sample").await?;
    browser.picture("list").await?;

    // Open, rename the email tile.
    browser.press(&format!("a[href='#/journey/{id}']")).await?;
    browser.press("[data-activity-id='01_0_2']").await?;
    browser.fill("[data-role=tile-name]", "Welcome mail").await?;
    browser.wait_text("[data-activity-id='01_0_2']", "Welcome mail").await?;
    browser.wait_text("[data-role=work-state]", "Unsaved").await?;

    // Insert a trigger after it, with its branches.
    browser.press("[data-activity-id='01_0_2']").await?;
    browser.press("[data-command='tile.insert']").await?;
    browser.press("[role=option][data-kind=Trigger]").await?;
    browser.wait_for(".tile[data-kind=Trigger]").await?;
    browser.wait_for(".tile[data-kind=empty]").await?;
    browser.picture("designer").await?;

    // Undo takes the trigger away, redo brings it back.
    browser.press(".canvas").await?;
    browser.chord(&[Key::Control], "z").await?;
    browser.wait_gone(".tile[data-kind=Trigger]").await?;
    browser.chord(&[Key::Control], "y").await?;
    browser.wait_for(".tile[data-kind=Trigger]").await?;

    // Save; only what was named has changed.
    browser.press("[data-command='work.save']").await?;
    browser.wait_text("[data-role=work-state]", "Saved").await?;
    let after = stored(browser, &id).await?;
    let (old, new) = (definition(&before)?, definition(&after)?);
    assert_eq!(new[0], old[0], "the root is as it was");
    assert_eq!(new[1], old[1], "the segment group is as it was");
    let mut renamed = old[2].clone();
    renamed["Properties"]["Items"][0]["Name"] = json!("Welcome mail");
    renamed["Properties"]["Items"][0]["IsNameSystemDefined"] = json!(false);
    assert_eq!(new[2], renamed, "of the email tile only the name and whose it is");
    assert_eq!(new[3]["ActivityTypeId"], "Trigger");
    assert_eq!(new[3]["ParentActivityId"], "01_0_2");
    let changed: Vec<&String> = before
        .as_object()
        .ok_or("no record")?
        .iter()
        .filter(|(column, value)| after[column.as_str()] != **value)
        .map(|(column, _)| column)
        .filter(|column| !["@odata.etag", "modifiedon", "versionnumber"].contains(&column.as_str()))
        .collect();
    assert_eq!(changed, ["msdyncrm_customerjourneydesignerstate", "msdyncrm_workflowdefinition"]);

    // A trigger without a rule is an error, here and for the service: the check says so, and go live does not go on.
    browser.press("[data-command='work.check']").await?;
    browser.wait_for(".problem[data-severity=Error]").await?;
    browser.wait_text(".notice", "errors").await?;

    // Without it the journey is sound; the check, then go live, then Live by the clock.
    browser.press(".tile[data-kind=Trigger]").await?;
    browser.press("[data-command='tile.remove']").await?;
    browser.wait_gone(".tile[data-kind=Trigger]").await?;
    browser.press("[data-command='work.check']").await?;
    browser.wait_text(".notice[data-weight=Success]", "No").await?;
    browser.press("[data-command='work.go_live']").await?;
    browser.press("dialog [data-action=confirm]").await?;
    browser.wait_for("header .status[data-status=GoingLive]").await?;
    stage.advance(browser, 60).await?;
    browser.wait_for("header .status[data-status=Live]").await?;
    browser.picture("live").await?;

    // A live journey's tiles are locked, and it says why.
    browser.press("[data-activity-id='01_0_2']").await?;
    browser
        .wait_until(
            "removing is refused",
            "document.querySelector('[data-command=\"tile.remove\"]').ariaDisabled === 'true'",
        )
        .await?;

    // The list finds it among the live ones.
    browser.press("header a[href='#/journeys']").await?;
    browser.wait_for("[data-role=status-filter]").await?;
    browser.run("(() => { const s = document.querySelector('[data-role=status-filter]'); s.value = [...s.options].find((o) => o.text === 'Live').value; s.dispatchEvent(new Event('change', { bubbles: true })); })()").await?;
    browser.wait_for(&format!("a[href='#/journey/{id}']")).await?;
    browser
        .wait_until(
            "only live journeys are listed",
            "[...document.querySelectorAll('[role=row] .status')].every((s) => s.dataset.status === 'Live')",
        )
        .await?;

    // Stop it.
    browser.press(&format!("a[href='#/journey/{id}']")).await?;
    browser.press("[data-command='work.stop']").await?;
    browser.press("dialog [data-action=confirm]").await?;
    browser.wait_for("header .status[data-status=Stopping]").await?;
    stage.advance(browser, 60).await?;
    browser.wait_for("header .status[data-status=Stopped]").await?;

    // Delete it from the list.
    browser.press("header a[href='#/journeys']").await?;
    browser.run("(() => { const s = document.querySelector('[data-role=status-filter]'); s.value = s.options[0].value; s.dispatchEvent(new Event('change', { bubbles: true })); })()").await?;
    browser.wait_for(&format!("[data-id='{id}']")).await?;
    browser.press(&format!("[data-id='{id}'] input[type=checkbox]")).await?;
    browser.press("[data-command='journeys.delete']").await?;
    browser.press("[data-role=confirm-delete]").await?;
    browser.wait_gone(&format!("[data-id='{id}']")).await?;
    let (status, _) =
        browser.fetch("GET", &format!("/api/data/v9.2/msdyncrm_customerjourneys({id})"), None, &[]).await?;
    assert_eq!(status, 404);
    Ok(())
}

#[tokio::test]
async fn a_record_that_somebody_else_saved_is_never_overwritten() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    stage.host(browser, "").await?;
    let id = create(browser).await?;
    browser.leave_app().await?;
    stage.host(browser, &format!("?pagetype=entityrecord&etn=msdyncrm_customerjourney&id={id}")).await?;
    browser.press("[data-activity-id='01_0_2']").await?;
    browser.fill("[data-role=tile-name]", "Mine").await?;
    browser.wait_text("[data-activity-id='01_0_2']", "Mine").await?;

    let theirs = json!({ "msdyncrm_description": "by a colleague" });
    browser.fetch("PATCH", &format!("/api/data/v9.2/msdyncrm_customerjourneys({id})"), Some(theirs), &[]).await?;
    let newer = stored(browser, &id).await?;

    browser.press("[data-command='work.save']").await?;
    browser.wait_text("dialog", "Nothing was overwritten").await?;
    browser.press("dialog [data-action=compare]").await?;
    browser.wait_text("dialog .comparison .theirs", "by a colleague").await?;
    browser.wait_text("dialog .comparison .mine", "Mine").await?;
    browser.picture("conflict").await?;
    assert_eq!(stored(browser, &id).await?, newer, "the record is the colleague's");

    browser.press("dialog [data-action=copy]").await?;
    browser.wait_text("h1", "Simple Email Sample (mine)").await?;
    browser.wait_text("[data-activity-id='01_0_2']", "Mine").await?;
    assert_eq!(stored(browser, &id).await?, newer, "the record is still the colleague's");
    Ok(())
}

#[tokio::test]
async fn leaving_with_unsaved_work_asks() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    stage.host(browser, "").await?;
    let id = create(browser).await?;
    stage.alone(browser, &format!("#/journey/{id}")).await?;
    browser.press("[data-activity-id='01_0_2']").await?;
    browser.fill("[data-role=tile-name]", "Changed").await?;
    browser.wait_text("[data-role=work-state]", "Unsaved").await?;

    browser.press("header a[href='#/journeys']").await?;
    browser.wait_text("dialog", "changes that are not saved").await?;
    browser.press_text("dialog button", "Stay").await?;
    browser.wait_gone("dialog").await?;
    browser.wait_text("[data-activity-id='01_0_2']", "Changed").await?;

    browser.press("header a[href='#/journeys']").await?;
    browser.press("dialog [data-action=save]").await?;
    browser.wait_for("[data-role=search]").await?;
    let name = &definition(&stored(browser, &id).await?)?[2]["Properties"]["Items"][0]["Name"];
    assert_eq!(name, "Changed");
    Ok(())
}

#[tokio::test]
async fn saving_by_key_leaves_the_cursor_where_it_was() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    stage.host(browser, "").await?;
    let id = create(browser).await?;
    stage.alone(browser, &format!("#/journey/{id}")).await?;
    browser.press("[data-activity-id='01_0_2']").await?;
    browser.press("[data-role=tile-name]").await?;
    browser.chord(&[], &char::from(Key::End).to_string()).await?;
    browser.keys(" one").await?;
    browser.chord(&[Key::Control], "s").await?;
    browser
        .wait_until("it is saved", "document.querySelector('[data-role=work-state]').innerText === 'Saved' && document.querySelector('[data-activity-id=\"01_0_2\"]').innerText.includes(' one')")
        .await?;
    browser.keys(" two").await?;
    browser
        .wait_until("typing goes on", "document.activeElement.dataset.role === 'tile-name' && document.activeElement.value === 'Relationship test one two'")
        .await?;

    // A dialog gives the keyboard back, too.
    browser.chord(&[Key::Control], "s").await?;
    browser.wait_text("[data-activity-id='01_0_2']", "one two").await?;
    browser.press("[data-command='work.go_live']").await?;
    browser.wait_for("dialog").await?;
    browser.keys(&char::from(Key::Escape).to_string()).await?;
    browser.wait_gone("dialog").await?;
    browser.wait_until("the button has the focus", "document.activeElement.dataset.command === 'work.go_live'").await
}

#[tokio::test]
async fn what_is_refused_says_why_beside_the_canvas() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    stage.host(browser, "").await?;
    let found = browser
        .read("msdyncrm_customerjourneys?$select=msdyncrm_customerjourneyid&$filter=statuscode eq 192350001&$top=1")
        .await?;
    let id = found["value"][0]["msdyncrm_customerjourneyid"].as_str().ok_or("the demo has no live journey")?;
    stage.alone(browser, &format!("#/journey/{id}")).await?;
    browser.press(".tile[data-kind=Email]").await?;
    browser.press(".canvas").await?;
    browser.keys(&char::from(Key::Home).to_string()).await?;
    browser.keys(&char::from(Key::Delete).to_string()).await?;
    browser.wait_for(".refusal").await
}

#[tokio::test]
async fn a_journey_that_a_service_has_moved_on_can_be_stopped_at_once() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    stage.host(browser, "").await?;
    let id = create(browser).await?;
    make_current(browser, &id).await?;
    stage.alone(browser, &format!("#/journey/{id}")).await?;
    for (command, on_its_way, there) in [
        ("work.go_live", "GoingLive", "Live"),
        ("work.stop", "Stopping", "Stopped"),
        ("work.go_live", "GoingLive", "Live"),
    ] {
        browser.press(&format!("[data-command='{command}']")).await?;
        browser.press("dialog [data-action=confirm]").await?;
        browser.wait_for(&format!("header .status[data-status={on_its_way}]")).await?;
        stage.advance(browser, 60).await?;
        browser.wait_for(&format!("header .status[data-status={there}]")).await?;
    }
    Ok(())
}
