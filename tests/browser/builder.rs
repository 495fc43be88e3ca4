//! The visual builder in a real browser: what is clicked and typed becomes text inside one clause, and nothing else.

mod server;
mod stage;

use journeyman::session::Work as _;
use leptos::prelude::{GetUntracked as _, Set as _};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use server::USER;
use stage::{Stage, next_frame, paste, press, press_with, until};

#[wasm_bindgen_test]
async fn a_segment_is_built_from_nothing() {
    let stage = Stage::open(1, "").await;
    stage.click("[data-role=add-query-block]").await;
    stage.query("PROFILE(contact, contact_1)").await;
    stage.text("[data-kind=empty]", "Empty filter will return all contacts").await;
    stage.focus("0.foot add-row").await;
    stage.click("[data-line='0.foot'] [data-role=add-row]").await;
    stage.focus("draft1 row-column").await;
    stage.text("[data-role=incomplete]", "Choose a column.").await;
    stage.pick("[data-line=draft1] [data-role=row-column]", "city").await;
    stage.text("[data-role=incomplete]", "Enter a value.").await;
    stage.query("PROFILE(contact, contact_1)").await;
    stage.enter("[data-line=draft1] [data-role=row-value]", "Munich").await;
    stage.query("PROFILE(contact, contact_1).FILTER(contact_1.address1_city == 'Munich')").await;
    stage.focus("0.0 row-value").await;
    assert!(stage.find("[data-role=incomplete]").is_none(), "nothing is missing any more");
    stage.click("[data-role=add-segment-block]").await;
    stage.select("[data-kind=draft] [data-role=set-operator]", "EXCEPT").await;
    stage.pick("[data-kind=draft] [data-role=segment]", "Munich").await;
    let built = "PROFILE(contact, contact_1).FILTER(contact_1.address1_city == 'Munich') EXCEPT SEGMENT(Munich_q)";
    stage.query(built).await;
    stage.text("[data-line='1']", "Live").await;
    stage.session.undo();
    stage.query("PROFILE(contact, contact_1).FILTER(contact_1.address1_city == 'Munich')").await;
}

#[wasm_bindgen_test]
async fn a_behaviour_block_learns_its_link() {
    let stage = Stage::open(2, "").await;
    stage.click("[data-role=add-behavior-block]").await;
    stage.pick("[data-role=interaction]", "Email clicked").await;
    stage.query("INTERACTION(EmailClicked, EmailClicked_Contact).HAVING(COUNT() > 0)").await;
    stage.focus("0.count count-number").await;
    stage.enter("[data-role=count-number]", "2").await;
    stage.select("[data-role=count-window]", "last").await;
    stage.enter("[data-role=count-length]", "45").await;
    stage.query("INTERACTION(EmailClicked, EmailClicked_Contact).HAVING(COUNT() > 2, UTCDAYS(45))").await;
    stage.enter("[data-role=count-number]", "2.5.1").await;
    stage.text("[data-kind=count] .error", "not a number").await;
    stage.query("INTERACTION(EmailClicked, EmailClicked_Contact).HAVING(COUNT() > 2, UTCDAYS(45))").await;
    // Nobody has published links: without a query that has one a person must know it.
    stage.click("[data-role=add-behavior-block]").await;
    stage.pick("[data-kind=draft] [data-role=interaction]", "EmailOpened").await;
    stage.text("[data-role=incomplete]", "Choose a link").await;
    stage.pick("[data-kind=draft] [data-role=link]", "Own_Link").await;
    let second = " UNION INTERACTION(EmailOpened, Own_Link).HAVING(COUNT() > 0)";
    stage
        .query(&format!("INTERACTION(EmailClicked, EmailClicked_Contact).HAVING(COUNT() > 2, UTCDAYS(45)){second}"))
        .await;
}

/// Each kind of value has its control, and a change is made inside its clause.
#[wasm_bindgen_test]
async fn values_are_entered_by_type() {
    let stage = Stage::open(
        3,
        "PROFILE(contact)\n  .FILTER(numberofchildren > 1 && donotemail == True && gendercode == 1 && createdon > '2020-01-01' && ownerid == 'x')",
    )
    .await;
    let row = |index: usize, role: &str| format!("[data-line='0.0.{index}'] [data-role={role}]");
    stage.enter(&row(0, "row-value"), "2").await;
    stage.select(&row(1, "row-value"), "false").await;
    stage.value(&row(2, "row-value"), "Male").await;
    stage.pick(&row(2, "row-value"), "fem").await;
    stage.enter(&row(3, "row-value"), "2021-12-31").await;
    // Each part of a date is a change of the field: it is taken over when a person leaves it or presses Enter.
    press(&stage.element(&row(3, "row-value")).await, "Enter");
    stage.click(&row(4, "row-value")).await;
    stage.click("[data-line='0.0.4'] [role=option]").await;
    stage
        .query(&format!("PROFILE(contact)\n  .FILTER(numberofchildren > 2 && donotemail == False && gendercode == 2 && createdon > '2021-12-31' && ownerid == '{USER}')"))
        .await;
    stage.select(&row(3, "date-mode"), "ago").await;
    stage.value(&row(3, "row-value"), "30").await;
    stage.enter(&row(3, "row-value"), "7").await;
    stage.select(&row(0, "row-operator"), "filled").await;
    stage.select(&row(1, "row-operator"), "empty").await;
    stage
        .query(&format!("PROFILE(contact)\n  .FILTER(ISNOTNULL(numberofchildren) && ISNULL(donotemail) && gendercode == 2 && createdon > DATEADD(DAY, -7, DATETIMEUTCNOW()) && ownerid == '{USER}')"))
        .await;
    stage.select(&row(3, "row-operator"), "since-at-most").await;
    stage.text("[data-line='0.0.3'] [data-role=incomplete]", "Enter a value.").await;
    stage.enter(&row(3, "row-value"), "90").await;
    stage.select(&row(3, "row-unit"), "MONTH").await;
    let text = stage.session.query_now().text;
    assert!(text.contains("DATEDIFF(MONTH, createdon, DATETIMEUTCNOW()) <= 90"), "{text}");
}

#[wasm_bindgen_test]
async fn what_cannot_be_read_is_not_written() {
    let query = "PROFILE(contact).FILTER(numberofchildren > 1)";
    let stage = Stage::open(4, query).await;
    stage.enter("[data-role=row-value]", "many").await;
    stage.text(".condition_values .error", "not a number").await;
    stage.value("[data-role=row-value]", "many").await;
    stage.query(query).await;
    // Another column whose values are of another kind: the row waits for one.
    stage.pick("[data-role=row-column]", "First Name").await;
    stage.text("[data-role=incomplete]", "Enter a value.").await;
    stage.query(query).await;
    stage.focus("0.0 row-column").await;
    stage.enter("[data-role=row-value]", "O'Hara").await;
    stage.query("PROFILE(contact).FILTER(firstname == 'O''Hara')").await;
}

#[wasm_bindgen_test]
async fn a_pasted_list_is_one_step() {
    let before = "PROFILE(contact).FILTER(address1_city == 'Munich' && numberofchildren == 1)";
    let stage = Stage::open(5, before).await;
    let field: HtmlInputElement = stage.element("[data-line='0.0.0'] [data-role=row-value]").await.unchecked_into();
    field.select();
    assert!(paste(&field, "Rome"), "one value is pasted as text");
    assert!(!paste(&field, "'Vienna'\n'Graz',\nVienna\n"), "a list is taken over");
    let pasted =
        "PROFILE(contact).FILTER((address1_city == 'Vienna' || address1_city == 'Graz') && numberofchildren == 1)";
    stage.query(pasted).await;
    assert_eq!(until(|| (stage.count(".chip") == 2).then_some(())).await, Some(()));
    stage.enter("[data-line='0.0.0'] [data-role=row-value]", "Linz").await;
    stage.click("[data-line='0.0.0'] [data-role=remove-value]").await;
    stage
        .query("PROFILE(contact).FILTER((address1_city == 'Graz' || address1_city == 'Linz') && numberofchildren == 1)")
        .await;
    for _ in 0..3 {
        stage.session.undo();
    }
    stage.query(before).await;
    let number = stage.element("[data-line='0.0.1'] [data-role=row-value]").await;
    number.unchecked_ref::<HtmlInputElement>().select();
    assert!(!paste(&number, "1; two; 3"));
    stage.text("[data-line='0.0.1'] .error", "“two”").await;
    stage.query(before).await;
    // Most of a long list stays folded.
    let cities: Vec<String> = (0..200).map(|index| format!("City {index}")).collect();
    let field: HtmlInputElement = stage.element("[data-line='0.0.0'] [data-role=row-value]").await.unchecked_into();
    field.select();
    assert!(!paste(&field, &cities.join("\n")));
    stage.text("[data-role=more-values]", "and 180 more").await;
    assert_eq!(stage.count(".chip"), 20);
    stage.click("[data-role=more-values]").await;
    assert_eq!(until(|| (stage.count(".chip") == 200).then_some(())).await, Some(()));
}

#[wasm_bindgen_test]
async fn lines_are_grouped_moved_and_removed_by_key() {
    let stage =
        Stage::open(6, "PROFILE(contact).FILTER(firstname == 'a' && address1_city == 'b' && numberofchildren == 3)")
            .await;
    stage.click("[data-line='0.0.0'] [data-role=line-select]").await;
    stage.click("[data-line='0.0.1'] [data-role=line-select]").await;
    stage.click("[data-line='0.0.1'] [data-role=line-menu]").await;
    stage.click("[data-entry=group-selected]").await;
    stage.query("PROFILE(contact).FILTER((firstname == 'a' && address1_city == 'b') && numberofchildren == 3)").await;
    stage.select("[data-line='0.0.0'] [data-role=join]", "or").await;
    stage.click("[data-line='0.0.0'] [data-role=negate]").await;
    stage
        .query("PROFILE(contact).FILTER(NOT(firstname == 'a' || address1_city == 'b') && numberofchildren == 3)")
        .await;
    let menu = stage.element("[data-line='0.0.0.1'] [data-role=line-menu]").await;
    menu.focus().expect("a button takes the focus");
    press_with(&menu, "ArrowUp", "Alt");
    stage
        .query("PROFILE(contact).FILTER(NOT(address1_city == 'b' || firstname == 'a') && numberofchildren == 3)")
        .await;
    stage.focus("0.0.0.0 line-menu").await;
    let menu = stage.element("[data-line='0.0.1'] [data-role=line-menu]").await;
    menu.focus().expect("a button takes the focus");
    press(&menu, "Delete");
    stage.query("PROFILE(contact).FILTER(NOT(address1_city == 'b' || firstname == 'a'))").await;
    stage.focus("0.0.1 line-menu").await;
    let value = stage.element("[data-line='0.0.0'] [data-role=row-value]").await;
    value.focus().expect("a field takes the focus");
    press_with(&value, "Enter", "Control");
    stage.focus("draft1 row-column").await;
}

#[wasm_bindgen_test]
async fn a_refusal_is_said_at_its_line() {
    let query = "PROFILE(contact).FILTER(firstname == 'a' && address1_city == 'b')";
    let stage = Stage::open(7, query).await;
    stage.click("[data-line='0.0'] [data-role=line-menu]").await;
    stage.click("[data-entry=ungroup]").await;
    stage.text("[data-line='0.0'] .line_refusal", "These lines are the outermost.").await;
    stage.query(query).await;
    stage.enter("[data-line='0.0.0'] [data-role=row-value]", "c").await;
    let gone = || stage.find(".line_refusal .refusal").is_none().then_some(());
    assert_eq!(until(gone).await, Some(()), "it is said until something is done");
}

#[wasm_bindgen_test]
async fn what_is_locked_says_why() {
    let query = "PROFILE(contact).FILTER(firstname == 'a' && numberofchildren + 1 == 2).FROB(x)";
    let stage = Stage::open(8, query).await;
    stage.text("[data-line='0.0.1']", "numberofchildren + 1 == 2").await;
    stage.text("[data-line='0.0.1']", "can't show this condition").await;
    stage.text("[data-line='0.1']", ".FROB(x)").await;
    let live = Stage::open_in(9, "PROFILE(contact).FILTER(firstname == 'a')", 192_350_001).await;
    live.text(".builder_lock", "Live").await;
    let value: HtmlInputElement = live.element("[data-role=row-value]").await.unchecked_into();
    assert!(value.read_only());
}

#[wasm_bindgen_test]
async fn problems_stand_at_their_line_with_their_fixes() {
    let stage =
        Stage::open(10, "PROFILE(contact).FILTER(firstname == 'a' && adress1_city == 'b') UNION SEGMENT(Alps_q)").await;
    stage.text("[data-line='0.0.1'] [data-problem=unknown-column]", "adress1_city").await;
    stage.element("[data-line='1'] [data-problem=segment-not-live]").await;
    stage.click("[data-line='0.0.1'] [data-action=fix]").await;
    stage.query("PROFILE(contact).FILTER(firstname == 'a' && address1_city == 'b') UNION SEGMENT(Alps_q)").await;
    let gone = || stage.find("[data-problem=unknown-column]").is_none().then_some(());
    assert_eq!(until(gone).await, Some(()));
}

#[wasm_bindgen_test]
async fn related_tables_have_the_product_s_labels() {
    let stage = Stage::open(11, "PROFILE(account, account_1)").await;
    let field = stage.click("[data-role=add-related]");
    field.await;
    stage.pick("[data-role=related-table]", "contact").await;
    stage.query("PROFILE(account, account_1).TRAVERSE(contact_account_parentcustomerid, contact_1)").await;
    stage.text("[data-kind=related]", "Contact (Contact -> Account (parentcustomerid))").await;
    stage.focus("0.0 add-row").await;
    stage.click("[data-line='0.0'] [data-role=add-row]").await;
    stage.pick("[data-kind=draft] [data-role=row-column]", "firstname").await;
    stage.enter("[data-kind=draft] [data-role=row-value]", "a").await;
    stage
        .query("PROFILE(account, account_1).TRAVERSE(contact_account_parentcustomerid, contact_1).FILTER(contact_1.firstname == 'a')")
        .await;
    stage.pick("[data-role=table]", "contact").await;
    stage
        .query("PROFILE(contact, contact_2).TRAVERSE(contact_account_parentcustomerid, contact_1).FILTER(contact_1.firstname == 'a')")
        .await;
}

#[wasm_bindgen_test]
async fn a_group_is_written_when_it_is_complete() {
    let stage = Stage::open(12, "PROFILE(contact).FILTER(firstname == 'a')").await;
    stage.click("[data-role=add-group]").await;
    let part = |index: usize, role: &str| format!(".draft_row:nth-of-type({index}) [data-role={role}]");
    stage.pick(&part(1, "row-column"), "city").await;
    stage.enter(&part(1, "row-value"), "b").await;
    stage.query("PROFILE(contact).FILTER(firstname == 'a')").await;
    stage.pick(&part(2, "row-column"), "children").await;
    stage.select(&part(2, "row-operator"), "greater").await;
    stage.enter(&part(2, "row-value"), "2").await;
    stage.query("PROFILE(contact).FILTER(firstname == 'a' && (address1_city == 'b' || numberofchildren > 2))").await;
}

#[wasm_bindgen_test]
async fn the_cursor_follows_in_both_directions() {
    let stage = Stage::open(13, "PROFILE(contact).FILTER(firstname == 'a' && address1_city == 'b')").await;
    stage.session.selection.set(60..60);
    let lit = || stage.find(".line.lit").and_then(|line| line.get_attribute("data-line"));
    assert!(until(|| (lit().as_deref() == Some("0.0.1")).then_some(())).await.is_some(), "{:?}", lit());
    stage.element("[data-line='0.0.0'] [data-role=row-value]").await.focus().expect("a field takes the focus");
    let text = stage.session.query_now().text;
    let selected = || {
        let range = stage.session.selection.get_untracked();
        (&text[range] == "firstname == 'a'").then_some(())
    };
    assert_eq!(until(selected).await, Some(()));
}

#[wasm_bindgen_test]
async fn two_thousand_conditions_stay_a_small_page() {
    let rows: Vec<String> =
        (0..2_000).map(|index| format!("numberofchildren != {index} || firstname == 'n{index}'")).collect();
    let stage = Stage::open(14, &format!("PROFILE(contact).FILTER({})", rows.join(" || "))).await;
    stage.element("[data-line='0.0.5']").await;
    next_frame().await;
    assert!(stage.count("*") < 3_000, "{} elements", stage.count("*"));
    let scroller = stage.element(".builder_scroll").await;
    assert!(scroller.scroll_height() > 40_000, "all lines have their room: {}", scroller.scroll_height());
    scroller.set_scroll_top(scroller.scroll_height());
    stage.element("[data-line='0.0.3999']").await;
    assert!(stage.count("*") < 3_000, "{} elements", stage.count("*"));
    let at = stage.session.query_now().text.find("'n1000'").expect("a condition");
    stage.session.selection.set(at..at);
    stage.element("[data-line='0.0.2001'].lit").await;
    stage.enter("[data-line='0.0.2001'] [data-role=row-value]", "changed").await;
    let text = stage.session.query_now().text;
    assert!(text.contains("firstname == 'changed'") && !text.contains("'n1000'"));
    stage.focus("0.0.2001 row-value").await;
}
