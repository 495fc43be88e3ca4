//! The text box in a real browser: what is typed is the browser's own doing, what is seen is what it laid out.

mod stage;

use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use stage::{Stage, next_frame};

#[wasm_bindgen_test]
async fn what_is_typed_is_one_small_change() {
    let stage = Stage::set("FILTER(city == 'x')").await;
    stage.caret_at(8);
    Stage::type_text("a");
    assert_eq!(stage.text(), "FILTER(caity == 'x')");
    assert_eq!(stage.edits(), [(8..8, "a".to_owned())]);
    assert_eq!(stage.selection(), 9..9);
    stage.painted("FILTER(caity == 'x')").await;
    assert_eq!(stage.look_of("FILTER"), "ink_keyword");
}

#[wasm_bindgen_test]
async fn what_is_refused_goes_and_the_caret_stays() {
    let stage = Stage::set("abc").await;
    stage.caret_at(2);
    stage.refuse.set(true);
    Stage::type_text("X");
    assert_eq!(stage.area().value(), "abc");
    assert_eq!(stage.caret(), (2, 2));
    assert_eq!(stage.selection(), 2..2);
    stage.painted("abc").await;
}

#[wasm_bindgen_test]
async fn characters_of_two_units_and_line_ends_of_two_bytes_count_right() {
    let stage = Stage::set("ä😀\r\nb😀c").await;
    assert_eq!(stage.area().value(), "ä😀\nb😀c");
    // Behind the second smile: seven units in the textarea, thirteen bytes in the text.
    stage.caret_at(13);
    assert_eq!(stage.caret(), (7, 7));
    Stage::type_text("!");
    assert_eq!(stage.text(), "ä😀\r\nb😀!c");
    assert_eq!(stage.selection(), 14..14);
    Stage::type_text("\n");
    assert_eq!(stage.text(), "ä😀\r\nb😀!\r\nc");
    stage.painted("ä😀\nb😀!\nc").await;
    Stage::exec("delete");
    Stage::exec("delete");
    Stage::exec("delete");
    assert_eq!(stage.text(), "ä😀\r\nbc", "the smile goes as one");
}

#[wasm_bindgen_test]
async fn a_caret_set_from_outside_is_taken_over_and_shown() {
    let text = "line of text\n".repeat(400);
    let stage = Stage::set(&text).await;
    let at = text.len() - 5;
    stage.selection.set(at..at + 2);
    stage.until(|| stage.caret() == (at as u32, at as u32 + 2)).await;
    let (box_, line) = (stage.element(".code_scroll"), stage.element(".code_layer .selected"));
    let (view, line) = (box_.get_bounding_client_rect(), line.get_bounding_client_rect());
    assert!(line.top() >= view.top() && line.bottom() <= view.bottom(), "{} {}", line.top(), view.bottom());
    assert_eq!(stage.element(".code_layer .selected").text_content().as_deref(), Some("te"));
}

#[wasm_bindgen_test]
async fn undo_is_the_documents() {
    let stage = Stage::set("abc").await;
    stage.caret_at(3);
    Stage::type_text("d");
    Stage::type_text("e");
    stage.press("z", "ctrl");
    assert_eq!(stage.text(), "abcd");
    assert_eq!(stage.area().value(), "abcd");
    assert_eq!(stage.caret(), (4, 4));
    assert!(stage.before_input("historyUndo"), "the browser's own undo is stopped");
    assert_eq!(stage.area().value(), "abc");
    stage.press("z", "ctrl shift");
    assert_eq!(stage.area().value(), "abcd");
    stage.press("y", "ctrl");
    assert_eq!(stage.area().value(), "abcde");
    stage.painted("abcde").await;
}

#[wasm_bindgen_test]
async fn a_suggestion_is_written_by_keys_alone() {
    let stage = Stage::set("FILTER()").await;
    stage.caret_at(7);
    assert!(!stage.press("Enter", ""), "a closed list takes no key");
    assert!(!stage.press("Tab", ""), "Tab leaves the box");
    Stage::type_text("c");
    stage.until(|| stage.options() == ["city", "country", "created"]).await;
    assert_eq!(stage.active_option().as_deref(), Some("city"));
    assert_eq!(stage.heard().await, "3 suggestions");
    stage.press("ArrowDown", "");
    next_frame().await;
    assert_eq!(stage.active_option().as_deref(), Some("country"));
    assert!(stage.press("Enter", ""));
    assert_eq!(stage.text(), "FILTER(country)");
    assert_eq!(stage.selection(), 14..14);
    stage.until(|| stage.options().is_empty()).await;

    stage.press(" ", "ctrl");
    stage.until(|| stage.heard_now() == "There are no suggestions here.").await;
    stage.caret_at(7);
    stage.press(" ", "ctrl");
    stage.until(|| stage.options().len() == 3).await;
    assert!(stage.press("Escape", ""));
    assert!(!stage.press("Escape", ""), "the second one is the page's");
    stage.until(|| stage.options().is_empty()).await;
    assert_eq!(stage.active_option(), None);
}

#[wasm_bindgen_test]
async fn what_is_composed_is_shown_and_handed_over_once() {
    let stage = Stage::set("ab").await;
    stage.caret_at(1);
    stage.composition("compositionstart");
    for composed in ["k", "か"] {
        stage.area().set_value(&format!("a{composed}b"));
        stage.input_event();
        stage.painted(&format!("a{composed}b")).await;
        assert_eq!(stage.text(), "ab", "the document hears nothing yet");
    }
    assert!(!stage.press("F8", ""), "keys are the input method's");
    assert!(!stage.press("z", "ctrl"));
    stage.area().set_selection_range(2, 2).expect("a caret");
    stage.composition("compositionend");
    assert_eq!(stage.text(), "aかb");
    assert_eq!(stage.edits(), [(1..1, "か".to_owned())]);
    assert_eq!(stage.selection(), 4..4);
    next_frame().await;
    assert_eq!(stage.options(), [""; 0], "no list springs up");
}

#[wasm_bindgen_test]
async fn problems_are_underlined_and_walked_through() {
    let stage = Stage::set("one BAD two ODD three BAD").await;
    stage.until(|| stage.count(".code_layer [data-problem]") == 3).await;
    assert_eq!(stage.look_of("BAD").trim(), "error");
    assert_eq!(stage.look_of("ODD").trim(), "warning");
    stage.caret_at(0);
    for (keys, at, said) in [
        ("", 4, "Problem 1 of 3. Error: BAD is wrong"),
        ("", 12, "Problem 2 of 3. Warning: ODD is odd"),
        ("", 22, "Problem 3 of 3. Error: BAD is wrong"),
        ("", 4, "Problem 1 of 3. Error: BAD is wrong"),
        ("shift", 22, "Problem 3 of 3. Error: BAD is wrong"),
    ] {
        assert!(stage.press("F8", keys));
        assert_eq!(stage.selection(), at..at);
        stage.until(|| stage.heard_now() == said).await;
    }
    stage.says("code-problem", "Error: BAD is wrong").await;
    stage.caret_at(0);
    stage.says("code-problem", "3 problems").await;
}

#[wasm_bindgen_test]
async fn problems_that_come_late_move_with_the_text() {
    let stage = Stage::set("one BAD").await;
    stage.until(|| stage.count("[data-problem]") == 1).await;
    stage.late.set(true);
    stage.caret_at(0);
    Stage::type_text("more ");
    stage.painted("more one BAD").await;
    assert_eq!(stage.element("[data-problem]").text_content().as_deref(), Some("BAD"));
}

#[wasm_bindgen_test]
async fn a_fix_is_chosen_by_keys_alone() {
    let stage = Stage::set("one BAD two").await;
    stage.caret_at(5);
    stage.until(|| stage.count("[data-problem]") == 1).await;
    assert!(stage.press(".", "ctrl"));
    stage.until(|| Stage::focused() == "Write GOOD").await;
    Stage::press_on(&stage.element("[role=menu]"), "ArrowDown", "");
    stage.until(|| Stage::focused() == "Take it out").await;
    Stage::press_on(&stage.element("[role=menu]"), "Escape", "");
    stage.until(|| Stage::focused() == stage.area().value() || stage.has_focus()).await;
    stage.press(".", "ctrl");
    stage.until(|| Stage::focused() == "Write GOOD").await;
    stage.element("[role=menuitem]").click();
    assert_eq!(stage.text(), "one GOOD two");
    stage.until(|| stage.has_focus()).await;
    stage.until(|| stage.heard_now() == "No problems are left.").await;
    assert_eq!(stage.area().value(), "one GOOD two");
    stage.press(".", "ctrl");
    stage.until(|| stage.heard_now() == "There is no problem at the cursor.").await;
}

#[wasm_bindgen_test]
async fn finding_goes_round_and_gives_the_keyboard_back() {
    let stage = Stage::set("City, city and CITY").await;
    stage.caret_at(0);
    assert!(stage.press("f", "ctrl"));
    let bar = stage.awaited("[data-role=code-find]").await;
    stage.until(|| Stage::is_active(&bar)).await;
    Stage::enter(&bar, "city");
    stage.says("code-found", "1 of 3").await;
    assert_eq!(stage.count(".code_layer .hit"), 3);
    Stage::press_on(&bar, "Enter", "");
    stage.says("code-found", "2 of 3").await;
    assert_eq!(stage.selection(), 6..10);
    Stage::press_on(&bar, "Enter", "shift");
    Stage::press_on(&bar, "Enter", "shift");
    stage.says("code-found", "3 of 3").await;
    assert!(Stage::is_active(&bar), "the keyboard stays in the bar");
    Stage::enter(&bar, "nowhere");
    stage.says("code-found", "Not found").await;
    Stage::press_on(&bar, "Escape", "");
    stage.until(|| stage.has_focus()).await;
    assert_eq!(stage.caret(), (15, 19));
    stage.until(|| stage.count(".code_find") == 0).await;
    stage.press("f", "ctrl");
    let bar = stage.awaited("[data-role=code-find]").await;
    stage.until(|| Stage::is_active(&bar)).await;
    Stage::type_text("and");
    stage.says("code-found", "1 of 1").await;
    stage.caret_at(0);
    stage.press("f", "ctrl");
    assert!(Stage::is_active(&bar), "an open bar takes the keyboard again");
}

#[wasm_bindgen_test]
async fn brackets_are_lit_and_selections_grow() {
    let stage = Stage::set("f(a(b)c)").await;
    stage.caret_at(3);
    stage.until(|| stage.count(".code_layer .bracket") == 2).await;
    stage.press("ArrowRight", "alt shift");
    assert_eq!(stage.caret(), (3, 6));
    stage.press("ArrowRight", "alt shift");
    assert_eq!(stage.caret(), (1, 8));
    stage.press("ArrowLeft", "alt shift");
    assert_eq!(stage.caret(), (3, 6));
    stage.press("ArrowLeft", "alt shift");
    assert_eq!(stage.caret(), (3, 3));
    assert!(stage.press("F", "alt shift"));
    assert_eq!(stage.text(), "f( a( b )c )");
    stage.painted("f( a( b )c )").await;
    assert_eq!(stage.selection(), 4..4, "the caret stays behind the a");
}

#[wasm_bindgen_test]
async fn a_locked_text_says_why_and_can_be_read() {
    let stage = Stage::set("a BAD text").await;
    stage.lock.set(Some("The segment is live.".to_owned()));
    stage.until(|| stage.area().read_only()).await;
    assert!(stage.element(".code_lock").text_content().is_some_and(|text| text.contains("The segment is live.")));
    stage.caret_at(0);
    stage.press("F8", "");
    assert_eq!(stage.selection(), 2..2);
    for (key, with) in [(" ", "ctrl"), (".", "ctrl"), ("F", "alt shift")] {
        stage.press("F8", "");
        stage.until(|| stage.heard_now().starts_with("Problem 1")).await;
        assert!(stage.press(key, with));
        stage.until(|| stage.heard_now() == "The segment is live.").await;
    }
    assert_eq!(stage.text(), "a BAD text");
}

#[wasm_bindgen_test]
async fn the_length_is_counted_as_the_server_counts() {
    let stage = Stage::set("ä😀\r\n").await;
    stage.says("code-length", "5 characters").await;
    stage.max.set(Some(6));
    stage.says("code-length", "5 of 6 characters").await;
    stage.caret_at(8);
    Stage::type_text("abc");
    stage.says("code-length", "8 of 6 characters, 2 too many").await;
    assert_eq!(stage.heard_now(), "2 too many");
}

/// Text that wraps in many ways, in boxes of many widths: the letters that are read lie where the textarea's are.
#[wasm_bindgen_test]
async fn the_layer_is_as_high_as_the_textarea_needs() {
    let long =
        "PROFILE(contact, contact_1).FILTER(contact_1.address1_city == 'Munich' && contact_1.age > 18) ".repeat(60);
    let word = "x".repeat(3000);
    let lines = "first line\n\n  indented\twith a tab\n\u{5d0}\u{5d1} and 漢字😀\n".repeat(50);
    for text in [&*long, &word, &lines, "", "\n", "a\n\n"] {
        let stage = Stage::set(text).await;
        for width in [280, 331, 500, 777] {
            stage.width(width);
            stage.painted(text).await;
            let (needed, has) = (stage.needed_height(), stage.element(".code_layer").offset_height());
            assert!((needed - has).abs() <= 1, "{needed} and {has} at {width} for {:?}", text.get(..20));
        }
    }
}

#[wasm_bindgen_test]
async fn a_long_text_has_a_screenful_of_elements_and_a_key_changes_few() {
    let text = "  && contact_1.address1_city == 'Munich' // and so on\n".repeat(1500);
    let stage = Stage::set(&text).await;
    stage.until(|| stage.count(".code_layer .ink_text") > 10).await;
    next_frame().await;
    let count = stage.count(".code_box *");
    assert!(count < 2000, "{count} elements for {} characters", text.len());
    stage.caret_at(text.len() / 2);
    stage.until(|| stage.count(".code_layer .ink_text") > 10).await;
    next_frame().await;
    let changes = stage.changes_while(|| Stage::type_text("x")).await;
    assert!(changes <= 6, "{changes} nodes were changed");
    stage.element(".code_scroll").set_scroll_top(0);
    stage.until(|| stage.element(".code_layer > span").child_element_count() > 10).await;
}
