//! Random work, random trouble, random ends: whatever was painted last is there again, and the server holds what was saved.
//!
//! `JOURNEYMAN_CHAOS=<seed>:<rounds>` replays or prolongs it; the seed is printed when it fails.

use e2e::{Browser, Outcome, Stage, StageOptions};
use serde_json::{Value, json};

/// Rounds in a test run.
const ROUNDS: u32 = 8;

/// A small generator (xorshift), so that a seed tells the whole story.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.roll(all.len() as u64) as usize]
    }
}

/// The tiles as they are painted: ids and texts, the whole journey in view.
const PAINTED: &str = "
    (async () => {
        const frame = () => new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
        document.querySelector('[aria-label=\"Show the whole journey\"]').click();
        await frame(); await frame();
        const texts = (tile) => [...tile.querySelectorAll('.name, .item')].map((e) => e.textContent.trim()).join('/');
        const tiles = [...document.querySelectorAll('.canvas [data-activity-id]')];
        return tiles.map((tile) => tile.dataset.activityId + '=' + texts(tile)).sort().join('\\n');
    })().then(done, (error) => done('failed: ' + error))";

async fn painted(browser: &Browser) -> Outcome<String> {
    Ok(browser.run_async(PAINTED).await?.as_str().unwrap_or_default().to_owned())
}

async fn open(stage: &Stage, id: &str) -> Outcome {
    let browser = &stage.browser;
    stage.alone(browser, &format!("#/journey/{id}")).await?;
    browser.wait_for(".canvas [data-activity-id]").await?;
    // A save whose answer was lost has made the record newer: both sides are put together.
    if browser.is_there("dialog [data-action=merge]").await {
        browser.press("dialog [data-action=merge]").await?;
        browser.wait_gone("dialog").await?;
    }
    Ok(())
}

/// One thing that a person might do. What is refused, or has nothing to be done to, changes nothing.
const ACT: &str = "
    (async (deed, tile, kind, name) => {
        const frames = async () => { for (let i = 0; i < 3; i++) await new Promise((next) => requestAnimationFrame(() => setTimeout(next))); };
        const press = async (selector) => { document.querySelector(selector)?.click(); await frames(); };
        const tiles = [...document.querySelectorAll('.canvas [data-activity-id]')];
        if (tiles.length && ['rename', 'insert', 'remove'].includes(deed)) { tiles[tile % tiles.length].click(); await frames(); }
        if (deed === 'rename') {
            const field = document.querySelector('[data-role=tile-name]');
            if (field && !field.readOnly) {
                field.value = name;
                for (const event of ['input', 'change']) field.dispatchEvent(new Event(event, { bubbles: true }));
            }
        } else if (deed === 'insert') {
            await press('[data-command=\"tile.insert\"]');
            await press(`[role=option][data-kind=${kind}]`);
        } else if (deed === 'remove') {
            await press('[data-command=\"tile.remove\"]');
        } else {
            await press(`[data-command=\"work.${deed}\"]`);
        }
        await frames();
    })";

async fn act(browser: &Browser, dice: &mut Dice) -> Outcome {
    let deed = dice.of(&["rename", "rename", "insert", "insert", "remove", "undo", "redo", "save"]);
    let (tile, kind, name) = (dice.roll(64), dice.of(&["Email", "Scheduler", "Trigger"]), dice.roll(10_000));
    let call =
        format!("{ACT}('{deed}', {tile}, '{kind}', 'Name {name}').then(done, (error) => done('failed: ' + error))");
    let answer = browser.run_async(&call).await?;
    if answer.is_null() { Ok(()) } else { Err(format!("{deed}: {answer}").into()) }
}

/// Trouble for the next few requests.
async fn trouble(browser: &Browser, dice: &mut Dice) -> Outcome {
    let kinds = [
        json!({ "status": 500 }),
        json!({ "status": 503, "retry_after": 1 }),
        json!({ "status": 429, "retry_after": 1 }),
        json!({ "drop": true }),
        json!({ "lose": true }),
        json!({ "cut": true }),
        json!({ "sign_in": true }),
        json!({ "latency_ms": 150 }),
    ];
    let mut fault = kinds[dice.roll(kinds.len() as u64) as usize].clone();
    fault["path"] = Value::from(dice.of(&["msdyncrm_customerjourneys", "EntityDefinitions", "/api/data"]));
    fault["count"] = Value::from(1 + dice.roll(3));
    browser.fetch("POST", "/sandbox/faults", Some(fault), &[]).await?;
    Ok(())
}

async fn rounds(seed: u64, rounds: u32) -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    let mut dice = Dice(seed | 1);
    stage.alone(browser, "#/journeys").await?;
    let found = browser
        .read("msdyncrm_customerjourneys?$select=msdyncrm_customerjourneyid&$filter=msdyncrm_name eq 'Event follow-up (2018)'")
        .await?;
    let id = found["value"][0]["msdyncrm_customerjourneyid"].as_str().ok_or("no sample")?.to_owned();
    let mut last: Option<String> = None;
    let (mut deeds, mut crashes) = (0, 0);
    for round in 0..rounds {
        open(&stage, &id).await?;
        if let Some(last) = &last {
            let now = painted(browser).await?;
            if now != *last {
                return Err(format!("round {round}: painted last\n{last}\nand now\n{now}").into());
            }
        }
        trouble(browser, &mut dice).await?;
        for _ in 0..2 + dice.roll(4) {
            act(browser, &mut dice).await?;
            deeds += 1;
            if browser.is_there("dialog[open] [data-action=merge]").await {
                browser.press("dialog[open] [data-action=merge]").await?;
            }
        }
        last = Some(painted(browser).await?);
        let is_saved = browser.text("[data-role=work-state]").await? == "Saved";
        if dice.roll(3) > 0 {
            crashes += 1;
            browser.crash().await?;
        }
        stage.alone(browser, "#/drafts").await?;
        browser.fetch("DELETE", "/sandbox/faults", None, &[]).await?;
        if is_saved {
            // What the page called saved is what the server holds: opened without a draft, it is the same.
            open(&stage, &id).await?;
            let (now, wanted) = (painted(browser).await?, last.clone().unwrap_or_default());
            if browser.is_there("[data-role=resumed]").await || now != wanted {
                return Err(format!("round {round}: called saved\n{wanted}\nbut opened\n{now}").into());
            }
        }
    }
    println!("chaos {seed}: {rounds} rounds, {deeds} deeds, {crashes} crashes");
    Ok(())
}

#[tokio::test]
async fn whatever_happens_the_last_painted_document_is_there_again() -> Outcome {
    let wanted = std::env::var("JOURNEYMAN_CHAOS").unwrap_or_default();
    let (seed, count) = wanted.split_once(':').unwrap_or((&wanted, ""));
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs();
    let seed = seed.parse().unwrap_or(now);
    rounds(seed, count.parse().unwrap_or(ROUNDS)).await.map_err(|failure| format!("seed {seed}: {failure}").into())
}
