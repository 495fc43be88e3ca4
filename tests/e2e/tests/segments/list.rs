//! The list of segments, in the host page: found, sorted, opened and found again, made, copied, deleted.

use e2e::{Browser, Outcome, Stage, StageOptions, Theme};
use sandbox::{Csp, Mode};
use serde_json::{Value, json};

/// All names of the test's segments hold this.
const MARK: &str = "Lake district";
/// A query that some contacts of the demo answer, fewer than a thousand.
const SOUND: &str = "PROFILE(contact, contact_1).FILTER(contact_1.address1_city == 'Munich')";

/// Makes a record and gives its id.
async fn make(browser: &Browser, set: &str, id: &str, body: Value) -> Outcome<String> {
    let path = format!("/api/data/v9.2/{set}?$select={id}");
    let (status, made) = browser.fetch("POST", &path, Some(body), &[("Prefer", "return=representation")]).await?;
    made[id].as_str().map(str::to_owned).ok_or_else(|| format!("POST {path} answered {status}: {made}").into())
}

async fn segment(browser: &Browser, name: &str, mut body: Value) -> Outcome<String> {
    body["msdyncrm_segmentname"] = json!(format!("{MARK}: {name}"));
    make(browser, "msdyncrm_segments", "msdyncrm_segmentid", body).await
}

/// Segments of every kind that matters to a list, and the ids of those that are used and live.
async fn estate(browser: &Browser) -> Outcome<(String, String)> {
    let used = json!({
        "msdyncrm_segmenttype": 192_350_000, "msdyncrm_segmentquery": SOUND, "msdyncrm_segmentqueryname": "lake_used",
    });
    let used = segment(browser, "used", used).await?;
    let user = json!({ "msdyncrm_segmenttype": 192_350_000, "msdyncrm_segmentquery": "SEGMENT(lake_used)" });
    segment(browser, "user", user).await?;
    let broken = json!({ "msdyncrm_segmenttype": 192_350_000, "msdyncrm_segmentquery": "PROFILE(contact).FILTER(" });
    segment(browser, "broken", broken).await?;
    segment(browser, "static", json!({ "msdyncrm_segmenttype": 192_350_001 })).await?;
    let live = json!({ "msdyncrm_segmenttype": 192_350_000, "msdyncrm_segmentquery": SOUND });
    let live = segment(browser, "live", live).await?;
    // The platform lets Live follow Draft; the sandbox's services need not be waited for.
    let path = format!("/api/data/v9.2/msdyncrm_segments({live})");
    let (status, answer) = browser.fetch("PATCH", &path, Some(json!({ "statuscode": 192_350_001 })), &[]).await?;
    if status >= 400 {
        return Err(format!("PATCH {path} answered {status}: {answer}").into());
    }
    Ok((used, live))
}

/// Waits until just these segments are listed, in this order.
async fn listed(browser: &Browser, names: &[&str]) -> Outcome {
    let names: Vec<String> = names.iter().map(|name| format!("{MARK}: {name}")).collect();
    let seen = "[...document.querySelectorAll('.virtual_row')].sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top)).map((e) => e.querySelector('a')?.innerText)";
    browser
        .wait_until(
            &format!("{names:?} are listed"),
            &format!("JSON.stringify({seen}) === {}", json!(json!(names).to_string())),
        )
        .await
}

async fn choose(browser: &Browser, role: &str, option: &str) -> Outcome {
    let (role, option) = (json!(format!("[data-role={role}]")), json!(option));
    let script = format!(
        "(() => {{ const s = document.querySelector({role}); s.value = [...s.options].find((o) => o.text === {option}).value; s.dispatchEvent(new Event('change', {{ bubbles: true }})); }})()"
    );
    browser.wait_until("the choice is there", &format!("document.querySelector({role})")).await?;
    browser.run(&script).await?;
    Ok(())
}

/// Opens the list with the test's segments alone.
async fn open(stage: &Stage) -> Outcome<(String, String)> {
    let browser = &stage.browser;
    browser.goto(&format!("{}/main.aspx", stage.origin)).await?;
    let ids = estate(browser).await?;
    stage.alone(browser, "#/segments").await?;
    browser.fill("[data-role=search]", MARK).await?;
    browser.wait_text("[role=status]", "5 segments").await?;
    Ok(ids)
}

#[tokio::test]
async fn segments_are_sorted_filtered_and_found_again() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    let (used, live) = open(&stage).await?;

    browser.press_text("[role=columnheader] button", "Name").await?;
    listed(browser, &["broken", "live", "static", "used", "user"]).await?;
    browser.press_text("[role=columnheader] button", "Members").await?;
    browser.wait_for("[role=columnheader][aria-sort=descending].cell_members").await?;
    let counted = browser.read(&format!("msdyncrm_segments({live})?$select=msdyncrm_segmentsize")).await?;
    browser
        .wait_text(&format!("[data-id='{live}'] .cell_members"), &counted["msdyncrm_segmentsize"].to_string())
        .await?;
    browser.wait_text(&format!("[data-id='{live}'] .cell_length"), &format!("{} of 4,000", SOUND.len())).await?;
    browser.wait_text(&format!("[data-id='{live}'] .cell_problems"), "0").await?;
    browser.wait_for(".cell_problems [data-weight=error]").await?;

    choose(browser, "type-filter", "Static").await?;
    listed(browser, &["static"]).await?;
    choose(browser, "type-filter", "All types").await?;
    choose(browser, "status-filter", "Live").await?;
    listed(browser, &["live"]).await?;
    choose(browser, "status-filter", "All statuses").await?;

    // Back leads to the row that was opened, with the keyboard on it.
    browser.press(&format!("a[href='#/segment/{used}']")).await?;
    browser.wait_text("h1", &format!("{MARK}: used")).await?;
    browser.run("history.back()").await?;
    browser
        .wait_until(
            "the keyboard is on the row that was opened",
            &format!("document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).dataset.id === '{used}'"),
        )
        .await?;
    browser.keys("\u{e007}").await?;
    browser.wait_text("h1", &format!("{MARK}: used")).await?;
    Ok(())
}

#[tokio::test]
async fn segments_are_made_copied_and_deleted() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    let (used, live) = open(&stage).await?;

    // A copy is a draft with the same query, and is what is chosen next.
    browser.press(&format!("[data-id='{live}'] input[type=checkbox]")).await?;
    browser.press("[data-command='segments.copy']").await?;
    let name = format!("Copy of {MARK}: live");
    browser.wait_text("dialog", &format!("{} of 100 characters", name.len())).await?;
    browser.press("dialog button[type=submit]").await?;
    browser.wait_text(".notice", &format!("“{name}” was made")).await?;
    browser.wait_for("[aria-selected=true] .status[data-status=Draft]").await?;
    let copy = browser.run("document.querySelector('.list_row[aria-selected=true]').dataset.id").await?;
    let copy = copy.as_str().ok_or("the copy is chosen")?;
    assert_ne!(copy, live);
    let stored = browser
        .read(&format!("msdyncrm_segments({copy})?$select=msdyncrm_segmentname,msdyncrm_segmentquery,statuscode"))
        .await?;
    assert_eq!(stored["msdyncrm_segmentname"], name);
    assert_eq!(stored["msdyncrm_segmentquery"], SOUND);
    assert_eq!(stored["statuscode"], 192_350_000);

    // What is live is not deleted, and it says why.
    browser.press(&format!("[data-id='{live}'] .cell_type")).await?;
    browser.wait_for("[data-command='segments.delete'][aria-disabled=true][title*='is live. Stop it']").await?;

    // What is used says by what.
    browser.press(&format!("[data-id='{used}'] .cell_type")).await?;
    browser.press("[data-command='segments.delete']").await?;
    browser.wait_text("[data-role=said-first]", &format!("1 other segment uses it: “{MARK}: user”")).await?;
    browser.picture("segments-delete").await?;
    browser.press("[data-role=confirm-delete]").await?;
    browser.wait_gone(&format!("[data-id='{used}']")).await?;
    let (status, _) = browser.fetch("GET", &format!("/api/data/v9.2/msdyncrm_segments({used})"), None, &[]).await?;
    assert_eq!(status, 404);

    // A new one opens at once.
    browser.press("[data-command='segments.new']").await?;
    browser.fill("dialog [data-role=name]", &"x".repeat(120)).await?;
    browser.wait_text("dialog", "100 of 100 characters").await?;
    browser.fill("dialog [data-role=name]", &format!("{MARK}: new")).await?;
    choose(browser, "type", "Static").await?;
    browser.wait_text("dialog", "named one by one").await?;
    browser.press("dialog button[type=submit]").await?;
    browser.wait_text("h1", &format!("{MARK}: new")).await?;
    let made = browser
        .read(&format!("msdyncrm_segments?$select=msdyncrm_segmenttype&$filter=msdyncrm_segmentname eq '{MARK}: new'"))
        .await?;
    assert_eq!(made["value"][0]["msdyncrm_segmenttype"], 192_350_001);
    Ok(())
}

#[tokio::test]
async fn real_time_segments_are_the_other_kind_of_the_same_page() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    browser.goto(&format!("{}/main.aspx", stage.origin)).await?;
    let body = json!({ "msdynmkt_name": "Lake district, now", "msdynmkt_segmentquery": "PROFILE(contact)" });
    let id = make(browser, "msdynmkt_segmentdefinitions", "msdynmkt_segmentdefinitionid", body).await?;
    stage.alone(browser, "#/segments").await?;
    browser.press_text("[data-role=kinds] button", "Real-time").await?;
    browser.wait_for(&format!("a[href='#/definition/{id}']")).await?;
    browser.wait_text(&format!("[data-id='{id}'] .cell_length"), "16 of 4,000").await?;
    browser.press(&format!("a[href='#/definition/{id}']")).await?;
    browser.wait_text("h1", "Lake district, now").await?;
    // Back shows the kind that was left.
    browser.run("history.back()").await?;
    browser.wait_for(&format!("a[href='#/definition/{id}']")).await?;
    browser.press_text("[data-role=kinds] button", "Outbound").await?;
    browser.wait_for("a[href^='#/segment/']").await?;
    Ok(())
}

#[tokio::test]
async fn an_archive_lists_its_segments_and_says_what_is_gone() -> Outcome {
    let stage = Stage::open(StageOptions { mode: Mode::Archive, ..StageOptions::default() }).await?;
    let browser = &stage.browser;
    stage.alone(browser, "#/segments").await?;
    browser.wait_for("[role=row] a").await?;
    browser.wait_text("[data-role=archive]", "member lists are gone").await?;
    Ok(())
}

#[tokio::test]
async fn the_lists_of_segments_pass_axe() -> Outcome {
    let stage = Stage::open(StageOptions { csp: Csp::None, ..StageOptions::default() }).await?;
    let browser = &stage.browser;
    let mut broken = Vec::new();
    for theme in [Theme::Light, Theme::Dark] {
        browser.set_theme(theme).await?;
        for (width, size) in [(1280, "wide"), (300, "narrow")] {
            browser.set_view(width, 800).await?;
            stage.alone(browser, "#/segments").await?;
            for (kind, row) in [("Outbound", "segment"), ("Real-time", "definition")] {
                browser.press_text("[data-role=kinds] button", kind).await?;
                browser.wait_for(&format!("[role=row] a[href^='#/{row}/']")).await?;
                browser.picture(&format!("{row}s_{size}_{theme:?}")).await?;
                broken.extend(
                    browser.broken_rules().await?.into_iter().map(|rule| format!("{kind}, {size}, {theme:?}: {rule}")),
                );
                browser.press("[data-command='segments.new']").await?;
                browser.wait_for("dialog [data-role=name]").await?;
                broken.extend(
                    browser.broken_rules().await?.into_iter().map(|rule| format!("New, {size}, {theme:?}: {rule}")),
                );
                browser.press("dialog button[type=button]").await?;
                browser.wait_gone("dialog").await?;
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
    Ok(())
}
