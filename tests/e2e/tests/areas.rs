//! From one half of the app to the other: by the switch, Back, reload and deep links, in the host page.

use e2e::{Browser, Outcome, Stage, StageOptions};

/// Waits until the list of an area is what shows.
async fn at(browser: &Browser, area: &str) -> Outcome {
    browser.wait_for("html[data-state=ready]").await?;
    browser.wait_for(&format!(".areas [aria-current=page][href='#/{area}']")).await
}

#[tokio::test]
async fn journeys_and_segments_are_one_app_to_a_person() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    stage.host(browser, "").await?;
    browser.wait_for("[role=row] a").await?;
    at(browser, "journeys").await?;

    browser.press(".areas [href='#/segments']").await?;
    at(browser, "segments").await?;
    browser.run("history.back()").await?;
    at(browser, "journeys").await?;
    browser.wait_for("[role=row] a").await?;
    browser.run("history.forward()").await?;
    at(browser, "segments").await?;

    browser.run("location.reload()").await?;
    browser.enter_app().await?;
    at(browser, "segments").await?;
    browser.run("history.back()").await?;
    at(browser, "journeys").await?;
    browser.wait_for("[role=row] a").await?;
    // The page stayed throughout: nothing was started anew since the reload.
    let starts = browser.run("performance.getEntriesByName('jm:start').length").await?;
    assert_eq!(starts, 1);
    Ok(())
}

#[tokio::test]
async fn a_part_that_does_not_arrive_is_asked_for_again() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    stage.host(browser, "").await?;
    browser.set_unreachable(&["*/segments.js"]).await?;
    browser.press(".areas [href='#/segments']").await?;
    browser.wait_text("[role=alert]", "could not be loaded").await?;
    browser.picture("part_lost").await?;
    browser.set_unreachable(&[]).await?;
    browser.press_text("[role=alert] button", "Try again").await?;
    at(browser, "segments").await?;

    // The same where it is the first that the page needs.
    browser.set_unreachable(&["*/segments.js"]).await?;
    browser.run("location.reload()").await?;
    browser.wait_for("html[data-state=failed] main[data-reason=lost]").await?;
    browser.picture("first_part_lost").await?;
    browser.set_unreachable(&[]).await?;
    browser.press_text("main button", "Try again").await?;
    at(browser, "segments").await
}

#[tokio::test]
async fn every_way_in_leads_to_its_own_area() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    for (address, area) in [
        ("", "journeys"),
        ("?data=view%3Djourneys", "journeys"),
        ("?data=view%3Dsegments", "segments"),
        ("#/segments", "segments"),
        ("?data=view%3Dsegments#/journeys", "journeys"),
    ] {
        stage.alone(browser, address).await?;
        at(browser, area).await.map_err(|error| format!("{address}: {error}"))?;
    }
    Ok(())
}
