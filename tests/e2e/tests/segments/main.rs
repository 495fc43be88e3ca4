//! Segments in the host page, over the sandbox: made, mended, counted, taken live, used, kept.

mod kept;
mod life;
mod list;
mod looks;
mod made;
mod members;

use e2e::{Browser, Outcome, Stage};
use fantoccini::key::Key;
use serde_json::{Value, json};

/// The text box of the query.
const TEXT: &str = "[data-role=query-text]";

/// The id of the demo's segment of that name.
async fn demo(stage: &Stage, name: &str) -> Outcome<String> {
    stage.browser.goto(&format!("{}/main.aspx", stage.origin)).await?;
    let filter = format!("msdyncrm_segments?$select=msdyncrm_segmentid&$filter=msdyncrm_segmentname eq '{name}'");
    let found = stage.browser.read(&filter).await?;
    Ok(found["value"][0]["msdyncrm_segmentid"].as_str().ok_or("the demo has no such segment")?.to_owned())
}

/// Makes a segment by the Web API and gives its id.
async fn make(browser: &Browser, name: &str, query: Option<&str>) -> Outcome<String> {
    let body = json!({
        "msdyncrm_segmentname": name, "msdyncrm_segmenttype": 192_350_000, "msdyncrm_segmentquery": query,
    });
    let path = "/api/data/v9.2/msdyncrm_segments?$select=msdyncrm_segmentid";
    let (status, made) = browser.fetch("POST", path, Some(body), &[("Prefer", "return=representation")]).await?;
    if status != 201 {
        return Err(format!("making a segment answered {status}: {made}").into());
    }
    Ok(made["msdyncrm_segmentid"].as_str().ok_or("no id")?.to_owned())
}

/// Opens a segment in a window of its own.
async fn open(stage: &Stage, id: &str) -> Outcome {
    stage.alone(&stage.browser, &format!("#/segment/{id}")).await?;
    stage.browser.wait_for(TEXT).await
}

/// A column as it is stored.
async fn stored(browser: &Browser, id: &str, column: &str) -> Outcome<Value> {
    let mut record = browser.read(&format!("msdyncrm_segments({id})?$select={column}")).await?;
    Ok(record[column].take())
}

/// The query as the text box has it.
async fn text(browser: &Browser) -> Outcome<String> {
    let text = browser.run(&format!("document.querySelector('{TEXT}').value")).await?;
    Ok(text.as_str().ok_or("there is no text box")?.to_owned())
}

async fn wait_query(browser: &Browser, query: &str) -> Outcome {
    let is = format!("document.querySelector('{TEXT}').value === {}", Value::from(query));
    match browser.wait_until("the query", &is).await {
        Ok(()) => Ok(()),
        Err(_) => Err(format!("the query is\n{}\nand not\n{query}", text(browser).await?).into()),
    }
}

/// Types a query in place of the one that is there.
async fn write(browser: &Browser, query: &str) -> Outcome {
    browser.press(TEXT).await?;
    browser.chord(&[Key::Control], "a").await?;
    browser.keys(query).await?;
    // Suggestions that are open keep to themselves.
    browser.chord(&[], &char::from(Key::Escape).to_string()).await?;
    wait_query(browser, query).await
}

async fn save(browser: &Browser) -> Outcome {
    browser.chord(&[Key::Control], "s").await?;
    browser.wait_text("[data-role=work-state]", "Saved").await
}

/// Counts the members by the button and gives the number.
async fn count(browser: &Browser) -> Outcome<u64> {
    browser.press("[data-action=count]").await?;
    browser
        .wait_until(
            "they are counted",
            "/^[\\d,]+ contacts$/.test(document.querySelector('[data-role=count]').innerText)",
        )
        .await?;
    let words = browser.text("[data-role=count]").await?;
    let digits: String = words.chars().filter(char::is_ascii_digit).collect();
    Ok(digits.parse()?)
}

/// Takes a step that is asked about first, and lets the service make it.
async fn step(stage: &Stage, command: &str, on_its_way: &str, there: &str) -> Outcome {
    let browser = &stage.browser;
    browser.press(&format!("[data-command='{command}']")).await?;
    browser.press("dialog [data-action=confirm]").await?;
    browser.wait_for(&format!("header .status[data-status={on_its_way}]")).await?;
    stage.advance(browser, 60).await?;
    browser.wait_for(&format!("header .status[data-status={there}]")).await
}
