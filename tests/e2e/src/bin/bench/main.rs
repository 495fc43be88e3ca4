//! The app in Chromium: opening, panning and editing journeys of growing size, typing and opening long queries. Run by
//! `cargo xtask bench`.
//!
//! Figures are medians in milliseconds of one machine at one time; what to compare is how they grow.

mod figures;
mod segments;

use e2e::{Browser, Outcome, Stage, StageOptions};
use fantoccini::key::Key;
use figures::{durations, median, percentile};
use serde_json::{Value, json};

/// Tiles of each journey; the column's 1,048,576 characters hold about the last.
const SIZES: [usize; 4] = [50, 500, 2_000, 3_000];
/// Times that each journey is opened.
const OPENINGS: usize = 9;
/// Steps of undo and redo, and frames of panning.
const STEPS: usize = 40;

async fn create(browser: &Browser, tiles: usize) -> Outcome<String> {
    let (definition, state) = journey::sample::generate(tiles, 7);
    let body = json!({
        "msdyncrm_name": format!("{tiles} tiles"),
        "msdyncrm_entitytarget": 0,
        "msdyncrm_workflowdefinition": definition,
        "msdyncrm_customerjourneydesignerstate": state,
    });
    let path = "/api/data/v9.2/msdyncrm_customerjourneys?$select=msdyncrm_customerjourneyid";
    let (status, made) = browser.fetch("POST", path, Some(body), &[("Prefer", "return=representation")]).await?;
    if status != 201 {
        return Err(format!("creating {tiles} tiles answered {status}: {made}").into());
    }
    Ok(made["msdyncrm_customerjourneyid"].as_str().ok_or("no id")?.to_owned())
}

/// Opens the journey over and over, from the list, and gives the median of both measures.
async fn open(browser: &Browser, id: &str) -> Outcome<(f64, f64)> {
    browser.run("performance.clearMeasures()").await?;
    for opening in 1..=OPENINGS {
        browser.run("location.hash = '#/journeys'").await?;
        browser.wait_for("[data-role=search]").await?;
        browser.run(&format!("location.hash = '#/journey/{id}'")).await?;
        browser
            .wait_until(
                "the journey is painted",
                &format!("performance.getEntriesByName('jm:show-journey').length >= {opening}"),
            )
            .await?;
    }
    Ok((median(&durations(browser, "jm:open-journey").await?), median(&durations(browser, "jm:show-journey").await?)))
}

/// Pans by a wheel event a frame and gives the times between frames.
async fn pan(browser: &Browser) -> Outcome<Value> {
    browser
        .run_async(&format!(
            r"const canvas = document.querySelector('.canvas'); const frames = []; let last = 0;
              const step = (now) => {{
                if (last) frames.push(now - last);
                last = now;
                if (frames.length >= {STEPS}) return done(frames);
                canvas.dispatchEvent(new WheelEvent('wheel', {{ deltaX: 60, deltaY: frames.length % 2 ? 90 : -30, bubbles: true, cancelable: true }}));
                requestAnimationFrame(step);
              }};
              requestAnimationFrame(step)"
        ))
        .await
}

/// Inserts a tile, then takes it back and brings it back, each painted before the next, and gives the times from key to paint.
async fn edit(browser: &Browser) -> Outcome<Value> {
    browser.run("performance.clearMeasures()").await?;
    browser.press(".tile[data-kind=Email]").await?;
    browser.press("[data-command='tile.insert']").await?;
    browser.press("[role=option][data-kind=Scheduler]").await?;
    browser.wait_until("the insertion is painted", "performance.getEntriesByName('jm:edit').length === 1").await?;
    // Real keys, at no fixed moment of a frame. The last step takes the insertion back, so that nothing is left unsaved.
    for step in 0..=STEPS {
        browser.run("document.querySelector('.canvas').focus()").await?;
        browser.chord(&[Key::Control], if step % 2 == 0 { "z" } else { "y" }).await?;
        let painted = step + 2;
        browser
            .wait_until("the step is painted", &format!("performance.getEntriesByName('jm:edit').length === {painted}"))
            .await?;
    }
    durations(browser, "jm:edit").await
}

/// From the whole journey to twice its size: the most elements that the page ever has.
async fn zoom_through(browser: &Browser) -> Outcome<u64> {
    let most = browser
        .run_async(
            r"const canvas = document.querySelector('.canvas');
              const press = (key) => canvas.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
              press('0');
              let most = 0, steps = 0;
              const step = () => requestAnimationFrame(() => setTimeout(() => {
                most = Math.max(most, document.querySelectorAll('*').length);
                if (++steps > 24) return done(most);
                press('+');
                step();
              }));
              step()",
        )
        .await?;
    most.as_u64().ok_or_else(|| "no count".into())
}

/// The list over ten thousand journeys, scrolled by some three rows a frame.
async fn list(stage: &Stage) -> Outcome {
    let browser = &stage.browser;
    let estate = json!({ "journeys": 10_000, "tiles": 12 });
    let (status, answer) = browser.fetch("POST", "/sandbox/seed", Some(estate), &[]).await?;
    if !(200..300).contains(&status) {
        return Err(format!("seeding answered {status}: {answer}").into());
    }
    stage.alone(browser, "#/journeys").await?;
    browser.wait_for("[role=row] a").await?;
    let frames = browser
        .run_async(&format!(
            r"const grid = document.querySelector('[role=grid]'); const frames = []; let last = 0;
              const step = (now) => {{
                if (last) frames.push(now - last);
                last = now;
                if (frames.length >= {}) return done(frames);
                grid.scrollTop += 110;
                requestAnimationFrame(step);
              }};
              requestAnimationFrame(step)",
            5 * STEPS
        ))
        .await?;
    println!();
    println!("| journeys | elements | scroll: frame median | scroll: frame p95 |");
    println!("|---|---|---|---|");
    let elements = browser.count("*").await?;
    println!("| 10,000 | {elements} | {:.1} | {:.1} |", median(&frames), percentile(&frames, 0.95));
    Ok(())
}

/// Journeys of growing size, and the list of many.
async fn journeys(stage: &Stage) -> Outcome {
    let browser = &stage.browser;
    println!(
        "| tiles | characters | open, request included | from text to paint | elements | most elements at any zoom | pan: frame p95 | edit: median | edit: p95 | heap MB |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for tiles in SIZES {
        let id = create(browser, tiles).await?;
        let characters = journey::sample::generate(tiles, 7).0.len();
        let (opened, shown) = open(browser, &id).await?;
        let elements = browser.count("*").await?;
        let frames = pan(browser).await?;
        stage.alone(browser, &format!("#/journey/{id}")).await?;
        browser.wait_for(".tile").await?;
        let edits = edit(browser).await?;
        let heap = browser.run("performance.memory.usedJSHeapSize / 1e6").await?.as_f64().unwrap_or(f64::NAN);
        let most = zoom_through(browser).await?;
        println!(
            "| {tiles} | {characters} | {opened:.1} | {shown:.1} | {elements} | {most} | {:.1} | {:.1} | {:.1} | {heap:.1} |",
            percentile(&frames, 0.95),
            median(&edits),
            percentile(&edits, 0.95),
        );
    }
    list(stage).await
}

/// Measures everything, or what the one argument names: `journeys` or `segments`.
#[tokio::main]
async fn main() -> Outcome {
    let only = std::env::args().nth(1);
    let measures = |part: &str| only.as_deref().is_none_or(|only| only == part);
    let stage = Stage::open(StageOptions::default()).await?;
    stage.alone(&stage.browser, "#/journeys").await?;
    println!("start: {:.0} ms to the first screen", median(&durations(&stage.browser, "jm:start").await?));
    if measures("journeys") {
        journeys(&stage).await?;
    }
    if measures("segments") {
        segments::run(&stage).await?;
    }
    Ok(())
}
