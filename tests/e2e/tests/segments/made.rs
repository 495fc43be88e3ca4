//! One query, made by the mouse alone, by the keyboard alone, and as text: three times the same bytes.

use e2e::{Browser, Outcome, Stage, StageOptions};
use fantoccini::key::Key;

use super::{demo, make, open, save, stored, text, wait_query, write};

/// What all three make, beside the name of the segment that is left out.
fn query(left_out: &str) -> String {
    format!(
        "PROFILE(contact, contact_1).FILTER(ISNOTNULL(contact_1.address1_country) && contact_1.donotbulkemail == true) \
         EXCEPT SEGMENT({left_out})"
    )
}

/// Makes it in the builder, never touching a key.
async fn by_mouse(browser: &Browser, left_out: &str) -> Outcome {
    browser.press("[data-role=add-query-block]").await?;
    browser.press("[data-line='0.foot'] [data-role=add-row]").await?;
    browser.press("[data-kind=draft] [data-role=row-column]").await?;
    browser.press("[data-kind=draft] [role=option][data-value='contact_1.address1_country']").await?;
    browser.pick("[data-kind=draft] [data-role=row-operator]", "filled").await?;
    browser.wait_for("[data-line='0.0'][data-kind=row]").await?;

    browser.press("[data-line='0.foot'] [data-role=add-row]").await?;
    browser.press("[data-kind=draft] [data-role=row-column]").await?;
    browser.press("[data-kind=draft] [role=option][data-value='contact_1.donotbulkemail']").await?;
    browser.pick("[data-kind=draft] [data-role=row-value]", "true").await?;
    browser.wait_for("[data-line='0.0.1'][data-kind=row]").await?;

    browser.press("[data-role=add-segment-block]").await?;
    browser.pick("[data-kind=draft] [data-role=set-operator]", "EXCEPT").await?;
    browser.press("[data-kind=draft] [data-role=segment]").await?;
    browser.press(&format!("[data-kind=draft] [role=option][data-value='{left_out}']")).await?;
    browser.wait_for("[data-line='1'][data-kind=segment-block]").await
}

async fn key(browser: &Browser, key: Key) -> Outcome {
    browser.chord(&[], &char::from(key).to_string()).await
}

/// Goes down a drop-down that has the focus until it says so.
async fn down_to(browser: &Browser, value: &str) -> Outcome {
    const LONG: usize = 30;
    for _ in 0..LONG {
        if browser.run("document.activeElement.value").await? == value {
            return Ok(());
        }
        key(browser, Key::Down).await?;
    }
    Err(format!("the drop-down has no '{value}'").into())
}

/// Makes it in the builder, never touching the mouse.
async fn by_keys(browser: &Browser, left_out: &str) -> Outcome {
    browser.tab_to("[data-role=add-query-block]").await?;
    key(browser, Key::Enter).await?;
    browser.wait_for("[data-line='0'][data-kind=query-block]").await?;
    browser.tab_to("[data-line='0.foot'] [data-role=add-row]").await?;
    key(browser, Key::Enter).await?;
    browser.wait_focus("[data-kind=draft] [data-role=row-column]").await?;
    browser.keys("address 1: country").await?;
    key(browser, Key::Enter).await?;
    browser.tab_to("[data-role=row-operator]").await?;
    down_to(browser, "filled").await?;
    browser.wait_focus("[data-line='0.0'] [data-role=row-operator]").await?;

    browser.chord(&[Key::Control], &char::from(Key::Enter).to_string()).await?;
    browser.wait_focus("[data-kind=draft] [data-role=row-column]").await?;
    browser.keys("allow bulk").await?;
    key(browser, Key::Enter).await?;
    browser.tab_to("[data-role=row-value]").await?;
    down_to(browser, "true").await?;
    browser.wait_focus("[data-line='0.0.1'] [data-role=row-value]").await?;

    browser.tab_to("[data-role=add-segment-block]").await?;
    key(browser, Key::Enter).await?;
    browser.wait_focus("[data-kind=draft] [data-role=segment]").await?;
    browser.chord(&[Key::Shift], &char::from(Key::Tab).to_string()).await?;
    browser.wait_focus("[data-kind=draft] [data-role=set-operator]").await?;
    down_to(browser, "EXCEPT").await?;
    key(browser, Key::Tab).await?;
    browser.keys(left_out).await?;
    key(browser, Key::Enter).await?;
    browser.wait_for("[data-line='1'][data-kind=segment-block]").await
}

/// Steps back that typing may take: how much typing is one step is the text box's own affair.
const TYPED: usize = 30;

#[tokio::test]
async fn by_mouse_by_keyboard_and_by_typing_it_is_one_text() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    let employees = demo(&stage, "Employees").await?;
    let left_out = stored(browser, &employees, "msdyncrm_segmentqueryname").await?;
    let left_out = left_out.as_str().ok_or("the live segment has no query name")?;
    let query = query(left_out);
    let mut texts = Vec::new();
    for way in ["by mouse", "by keyboard", "by typing"] {
        let id = make(browser, way, None).await?;
        open(&stage, &id).await?;
        match way {
            "by mouse" => by_mouse(browser, left_out).await,
            "by keyboard" => by_keys(browser, left_out).await,
            _ => write(browser, &query).await,
        }
        .map_err(|error| format!("{way}: {error}"))?;
        wait_query(browser, &query).await.map_err(|error| format!("{way}: {error}"))?;
        browser.wait_text("[data-role=problem-count]", "No problems").await?;
        save(browser).await?;
        texts.push(stored(browser, &id, "msdyncrm_segmentquery").await?);
    }
    assert_eq!(texts, [query.as_str(); 3]);
    Ok(())
}

#[tokio::test]
async fn undo_goes_back_through_builder_and_text_alike() -> Outcome {
    let stage = Stage::open(StageOptions::default()).await?;
    let browser = &stage.browser;
    stage.browser.goto(&format!("{}/main.aspx", stage.origin)).await?;
    let first = "PROFILE(contact, contact_1).FILTER(contact_1.address1_city == 'Munich')";
    let id = make(browser, "Back and forth", Some(first)).await?;
    open(&stage, &id).await?;
    browser.fill("[data-line='0.0'] [data-role=row-value]", "Vienna").await?;
    let second = first.replace("Munich", "Vienna");
    wait_query(browser, &second).await?;
    let third = format!("{second} UNION SEGMENT(segment1)");
    browser.press(super::TEXT).await?;
    browser.chord(&[Key::Control], &char::from(Key::End).to_string()).await?;
    browser.keys(" UNION SEGMENT(segment1)").await?;
    key(browser, Key::Escape).await?;
    wait_query(browser, &third).await?;
    browser.wait_for("[data-line='1'][data-kind=segment-block]").await?;
    browser.press("[data-line='1'] [data-role=line-remove]").await?;
    wait_query(browser, &second).await?;

    // Each step back is seen in both, whichever of them it was made in.
    browser.press("[data-command='work.undo']").await?;
    wait_query(browser, &third).await?;
    browser.wait_for("[data-line='1'][data-kind=segment-block]").await?;
    for _ in 0..TYPED {
        if text(browser).await? == second {
            break;
        }
        browser.press("[data-command='work.undo']").await?;
    }
    browser.press("[data-command='work.undo']").await?;
    wait_query(browser, first).await?;
    browser
        .wait_until(
            "the builder says so",
            "document.querySelector(\"[data-line='0.0'] [data-role=row-value]\").value === 'Munich'",
        )
        .await?;
    browser.wait_text("[data-role=work-state]", "Saved").await?;
    browser.press("[data-command='work.redo']").await?;
    wait_query(browser, &second).await
}
