//! Where the app runs: policies, archive, a form's tab that is thrown away, a narrow pane; and whom it must not exclude.

use e2e::{Outcome, Stage, StageOptions, Theme};
use sandbox::{Csp, Mode};

/// The documentation sample of the demo organisation.
async fn sample(stage: &Stage) -> Outcome<String> {
    stage.browser.goto(&format!("{}/main.aspx", stage.origin)).await?;
    let found = stage
        .browser
        .read("msdyncrm_customerjourneys?$select=msdyncrm_customerjourneyid&$filter=msdyncrm_name eq 'Event follow-up (2018)'")
        .await?;
    let id = found["value"][0]["msdyncrm_customerjourneyid"].as_str().ok_or("the demo has no such journey")?;
    Ok(id.to_owned())
}

#[tokio::test]
async fn a_strict_policy_is_explained_in_plain_words() -> Outcome {
    let stage = Stage::open(StageOptions { csp: Csp::Strict, ..StageOptions::default() }).await?;
    let browser = &stage.browser;
    browser.goto(&format!("{}/main.aspx", stage.origin)).await?;
    browser.goto(&format!("{}/WebResources/jm_/journeyman/index.html", stage.origin)).await?;
    browser.wait_for("html[data-state=failed]").await?;
    browser.wait_text("main", "content security policy").await?;
    browser.wait_text("main", "wasm-unsafe-eval").await?;
    browser.picture("strict").await?;
    Ok(())
}

#[tokio::test]
async fn the_same_files_run_when_the_policy_allows_webassembly() -> Outcome {
    for csp in [Csp::None, Csp::Default, Csp::StrictWasm] {
        let stage = Stage::open(StageOptions { csp, ..StageOptions::default() }).await?;
        stage.host(&stage.browser, "").await?;
        stage.browser.wait_for("[role=row] a").await?;
        let cause = stage.browser.run("[...performance.getEntriesByName('jm:start')].length").await?;
        assert_eq!(cause, 1, "{csp:?}");
    }
    Ok(())
}

#[tokio::test]
async fn an_archive_says_so_and_strands_no_record() -> Outcome {
    let stage = Stage::open(StageOptions { mode: Mode::Archive, ..StageOptions::default() }).await?;
    let browser = &stage.browser;
    let id = sample(&stage).await?;
    stage.alone(browser, &format!("#/journey/{id}")).await?;
    browser.wait_text("[data-role=archive]", "services are gone").await?;
    browser
        .wait_until(
            "go live is refused",
            "document.querySelector('[data-command=\"work.go_live\"]').ariaDisabled === 'true'",
        )
        .await?;
    browser.run("document.querySelector('[data-command=\"work.go_live\"]').click()").await?;
    assert!(!browser.is_there("dialog").await, "nothing is asked, nothing is sent");
    browser.press("[data-command='work.check']").await?;
    browser.wait_text(".notice", "Checked here only").await?;
    let record = browser.read(&format!("msdyncrm_customerjourneys({id})?$select=statuscode")).await?;
    assert_eq!(record["statuscode"], 192_350_000);
    Ok(())
}

#[tokio::test]
async fn a_form_that_throws_the_frame_away_gets_the_same_journey_again() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    let id = sample(&stage).await?;
    let form = format!("?pagetype=entityrecord&etn=msdyncrm_customerjourney&id={id}");
    stage.host(browser, &form).await?;
    browser.wait_text("h1", "Event follow-up (2018)").await?;
    browser.leave_app().await?;
    browser.picture("form").await?;
    browser.press_text("[role=tab]", "General").await?;
    browser.wait_gone("iframe").await?;
    browser.press_text("[role=tab]", "Designer").await?;
    browser.enter_app().await?;
    browser.wait_text("h1", "Event follow-up (2018)").await?;

    // Work that is not saved is there again, as unsaved work.
    browser.press("[data-activity-id='01_2']").await?;
    browser.fill("[data-role=tile-name]", "Not yet saved").await?;
    browser.wait_text("[data-role=work-state]", "Unsaved").await?;
    browser.leave_app().await?;
    browser.press_text("[role=tab]", "General").await?;
    browser.wait_gone("iframe").await?;
    browser.press_text("[role=tab]", "Designer").await?;
    browser.enter_app().await?;
    browser.wait_text("[data-activity-id='01_2']", "Not yet saved").await?;
    browser.wait_text("[data-role=work-state]", "Unsaved").await?;
    browser.wait_text("[data-role=resumed]", "are back").await?;
    browser.press("[data-command='work.save']").await?;
    browser.wait_text("[data-role=work-state]", "Saved").await?;
    let record = browser.read(&format!("msdyncrm_customerjourneys({id})?$select=msdyncrm_workflowdefinition")).await?;
    assert!(record["msdyncrm_workflowdefinition"].as_str().unwrap_or_default().contains("Not yet saved"));
    Ok(())
}

#[tokio::test]
async fn every_screen_passes_axe_in_both_themes_and_in_a_narrow_pane() -> Outcome {
    let stage = Stage::open(StageOptions { csp: Csp::None, ..StageOptions::default() }).await?;
    let browser = &stage.browser;
    let id = sample(&stage).await?;
    for theme in [Theme::Light, Theme::Dark] {
        browser.set_theme(theme).await?;
        for (width, size) in [(1280, "wide"), (300, "narrow")] {
            browser.set_view(width, 800).await?;
            stage.alone(browser, "#/journeys").await?;
            browser.wait_for("[role=row] a").await?;
            browser.picture(&format!("list_{size}_{theme:?}")).await?;
            assert_eq!(browser.broken_rules().await?, Vec::<String>::new(), "list, {theme:?}, {width}");
            stage.alone(browser, &format!("#/journey/{id}")).await?;
            browser.press("[data-activity-id='01_2']").await?;
            browser.picture(&format!("designer_{size}_{theme:?}")).await?;
            assert_eq!(browser.broken_rules().await?, Vec::<String>::new(), "designer, {theme:?}, {width}");
            for tab in ["inspector", "problems", "settings"] {
                if width > 700 && tab != "settings" {
                    continue;
                }
                browser.press(&format!("[data-tab={tab}]")).await?;
                browser.wait_for(&format!("[data-tab={tab}][aria-selected=true]")).await?;
                browser.picture(&format!("{tab}_{size}_{theme:?}")).await?;
                assert_eq!(browser.broken_rules().await?, Vec::<String>::new(), "{tab}, {theme:?}, {width}");
            }
        }
    }
    Ok(())
}
