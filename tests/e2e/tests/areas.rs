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
    Ok(())
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
