//! Queries: typing into a full column, opening one of two thousand conditions.

use e2e::{Browser, Outcome, Stage};
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::figures::{durations, median, percentile};

/// Keys that are typed.
const KEYS: usize = 40;
/// Times that a query is opened.
const OPENINGS: usize = 9;
/// Conditions of the long query.
const CONDITIONS: usize = 2_000;
/// What the product's column holds.
const COLUMN: usize = 4_000;

/// A query that fills the column, in the shape that the designer writes.
fn full_column() -> String {
    let mut text = String::from("PROFILE(contact, contact_1).FILTER(contact_1.lastname == 'x'");
    let mut number = 0;
    loop {
        let clause = match number % 3 {
            0 => " || contact_1.firstname == 'Andrea'",
            1 => " || (contact_1.numberofchildren > 2 && ISNOTNULL(contact_1.emailaddress1))",
            _ => " || contact_1.emailaddress1 CONTAINS '@example.com'",
        };
        // What is typed in between must fit, too.
        if text.len() + clause.len() + 1 + KEYS > COLUMN {
            text.push(')');
            return text;
        }
        text.push_str(clause);
        number += 1;
    }
}

/// Opens a segment over and over, from the list; clears the measures before.
async fn open(browser: &Browser, id: &str, times: usize) -> Outcome {
    browser.run("performance.clearMeasures()").await?;
    for opening in 1..=times {
        browser.run("location.hash = '#/segments'").await?;
        browser.wait_gone("[data-role=query-text]").await?;
        browser.run(&format!("location.hash = '#/segment/{id}'")).await?;
        let painted = format!("performance.getEntriesByName('jm:show-segment').length >= {opening}");
        browser.wait_until("the segment is painted", &painted).await?;
        browser.wait_for("[data-role=query-text]").await?;
    }
    Ok(())
}

/// Types into the middle of a text, each key painted before the next. Gives the times from key to painted diagnostics, and
/// those that the page worked for.
async fn type_keys(browser: &Browser) -> Outcome<(Value, Value)> {
    browser.press("[data-role=query-text]").await?;
    browser
        .run(
            r"(() => {
                const area = document.querySelector('[data-role=query-text]');
                const at = area.value.indexOf(`'Andrea'`, area.value.length / 2) + 1;
                area.setSelectionRange(at, at);
                performance.clearMeasures();
                window.keys = []; window.work = [];
                area.addEventListener('keydown', (event) => window.keys.push(event.timeStamp), true);
                const worked = new MessageChannel();
                worked.port1.onmessage = () => window.work.push(performance.now() - window.keys.at(-1));
                window.addEventListener('input', () => worked.port2.postMessage(0));
            })()",
        )
        .await?;
    for key in 1..=KEYS {
        browser.chord(&[], if key % 8 == 0 { " " } else { "x" }).await?;
        let painted = format!("performance.getEntriesByName('jm:parse').length >= {key}");
        browser.wait_until("the key is painted", &painted).await?;
    }
    let painted =
        "performance.getEntriesByName('jm:parse').map((m, key) => m.startTime + m.duration - window.keys[key])";
    Ok((browser.run(painted).await?, browser.run("window.work").await?))
}

/// A query that fills the column.
async fn column(stage: &Stage) -> Outcome {
    let browser = &stage.browser;
    let query = full_column();
    let body = json!({
        "msdyncrm_segmentname": "A full column", "msdyncrm_segmenttype": 192_350_000, "msdyncrm_segmentquery": query,
    });
    let path = "/api/data/v9.2/msdyncrm_segments?$select=msdyncrm_segmentid";
    let (status, made) = browser.fetch("POST", path, Some(body), &[("Prefer", "return=representation")]).await?;
    let id = made["msdyncrm_segmentid"].as_str().ok_or_else(|| format!("creating answered {status}: {made}"))?;
    open(browser, id, 1).await?;
    let (painted, worked) = type_keys(browser).await?;
    println!();
    println!("| characters | key to painted diagnostics: median | p95 | of it work: median | p95 |");
    println!("|---|---|---|---|---|");
    println!(
        "| {} | {:.1} | {:.1} | {:.1} | {:.1} |",
        query.len(),
        median(&painted),
        percentile(&painted, 0.95),
        median(&worked),
        percentile(&worked, 0.95),
    );
    // Nothing stays unsaved.
    browser.chord(&[Key::Control], "s").await?;
    browser.wait_text("[data-role=work-state]", "Saved").await
}

/// A query far beyond the column, as one that is pasted is.
async fn conditions(stage: &Stage) -> Outcome {
    let browser = &stage.browser;
    let estate = json!({ "segments": 1, "conditions": CONDITIONS });
    let (status, answer) = browser.fetch("POST", "/sandbox/seed", Some(estate), &[]).await?;
    if !(200..300).contains(&status) {
        return Err(format!("seeding answered {status}: {answer}").into());
    }
    let filter = "msdyncrm_segments?$select=msdyncrm_segmentid,msdyncrm_segmentquery&$filter=msdyncrm_segmentname eq 'Estate segment 00001'";
    let found = browser.read(filter).await?;
    let record = &found["value"][0];
    let id = record["msdyncrm_segmentid"].as_str().ok_or("there is no such segment")?;
    let characters = record["msdyncrm_segmentquery"].as_str().unwrap_or_default().len();
    open(browser, id, OPENINGS).await?;
    let (opened, shown) = (durations(browser, "jm:open-segment").await?, durations(browser, "jm:show-segment").await?);
    println!();
    println!(
        "| conditions | characters | open, request included: median | p95 | from text to paint: median | p95 | elements |"
    );
    println!("|---|---|---|---|---|---|---|");
    println!(
        "| {CONDITIONS} | {characters} | {:.1} | {:.1} | {:.1} | {:.1} | {} |",
        median(&opened),
        percentile(&opened, 0.95),
        median(&shown),
        percentile(&shown, 0.95),
        browser.count("*").await?,
    );
    Ok(())
}

/// All of it.
pub async fn run(stage: &Stage) -> Outcome {
    column(stage).await?;
    conditions(stage).await
}
