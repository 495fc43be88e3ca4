//! A segment under edit: steps, undo with a proof, locks.

use proptest::prelude::*;
use record::{Settings, Status, Value};
use segment::document::{Command, Editor, Table};
use segment::{TextEdit, TextRange, TextSize};

fn at(from: usize, to: usize) -> TextRange {
    TextRange::new(TextSize::new(from as u32), TextSize::new(to as u32))
}

fn editor(text: &str) -> Editor {
    Editor::new(Table::Outbound, text, Settings::new(), Status::Draft)
}

fn types(editor: &mut Editor, from: usize, to: usize, insert: &str) {
    editor.run(Command::Type(TextEdit::replace(at(from, to), insert))).expect("a draft is editable");
}

/// Undoes everything and returns the texts on the way.
fn undone(editor: &mut Editor) -> Vec<String> {
    std::iter::from_fn(|| editor.undo().map(|_| editor.text().to_owned())).collect()
}

#[test]
fn typing_on_is_one_step_a_word() {
    let mut editor = editor("");
    for (index, letter) in "PROFILE (contact".chars().enumerate() {
        types(&mut editor, index, index, &letter.to_string());
    }
    assert_eq!(undone(&mut editor), ["PROFILE", ""]);
    while editor.redo().is_some() {}
    assert_eq!(editor.text(), "PROFILE (contact");
}

#[test]
fn a_pause_and_a_jump_end_the_step() {
    let mut editor = editor("ab");
    types(&mut editor, 2, 2, "c");
    editor.pause();
    types(&mut editor, 3, 3, "d");
    types(&mut editor, 0, 0, "x");
    assert_eq!(undone(&mut editor), ["abcd", "abc", "ab"]);
}

#[test]
fn deleting_on_is_one_step_in_either_direction() {
    let mut editor = editor("abcdef");
    types(&mut editor, 2, 3, "");
    types(&mut editor, 1, 2, "");
    types(&mut editor, 1, 2, "");
    assert_eq!(editor.text(), "aef");
    assert_eq!(undone(&mut editor), ["abcdef"]);
}

#[test]
fn replacing_a_selection_and_correcting_it_is_one_step() {
    let mut editor = editor("city == 'Munich'");
    types(&mut editor, 9, 15, "B");
    types(&mut editor, 10, 10, "erlon");
    types(&mut editor, 13, 15, "");
    types(&mut editor, 13, 13, "in");
    assert_eq!(editor.text(), "city == 'Berlin'");
    assert_eq!(undone(&mut editor), ["city == 'Munich'"]);
}

#[test]
fn typing_what_was_there_is_no_step() {
    let mut editor = editor("abab");
    types(&mut editor, 0, 2, "a");
    types(&mut editor, 1, 1, "b");
    assert_eq!(editor.undo(), None);
}

#[test]
fn undone_to_what_was_saved_is_unchanged() {
    let mut editor = editor("a");
    types(&mut editor, 1, 1, "b");
    let name = Command::Set { column: "msdyncrm_segmentname".into(), value: Value::Text("Munich".into()) };
    editor.run(name.clone()).expect("a draft can be renamed");
    let mark = editor.mark();
    assert!(editor.is_changed());
    editor.mark_saved(mark);
    assert!(!editor.is_changed());
    editor.undo();
    assert_eq!(editor.changed_settings().len(), 0, "a column that was never set is not sent as empty");
    editor.redo();
    assert_eq!(editor.run(name).expect("the same again").settings, [""; 0]);
    assert!(!editor.is_changed());
}

#[test]
fn locks_follow_the_status() {
    let name = Command::Set { column: "msdyncrm_segmentname".into(), value: Value::Text("x".into()) };
    let text = Command::Type(TextEdit::insert(TextSize::new(0), "x"));
    let size = Command::Set { column: "msdyncrm_segmentsize".into(), value: Value::Number(1) };
    let cases = [
        (Status::Draft, true, true),
        (Status::Stopped, true, false),
        (Status::LiveEditable, true, false),
        (Status::Live, false, false),
        (Status::GoingLive, false, false),
        (Status::Stopping, false, false),
        (Status::Error, false, false),
        (Status::Expired, false, false),
        (Status::Unknown(7), false, false),
    ];
    for (status, query, column) in cases {
        let mut editor = editor("");
        editor.set_status(status);
        assert_eq!(editor.check(&text).is_ok(), query, "query in {status:?}");
        assert_eq!(editor.check(&name).is_ok(), column, "name in {status:?}");
        assert!(editor.check(&size).is_err(), "members are counted by the service");
        assert_eq!(editor.query_lock().is_none(), query);
    }
}

fn command() -> impl Strategy<Value = Command> {
    let range = (0_usize..24, 0_usize..6);
    let insert = proptest::sample::select(vec!["", "x", " ", "ä", "&&", "PROFILE(contact)", "𝄞"]);
    let edit = (range, insert).prop_map(|((from, length), insert)| TextEdit::replace(at(from, from + length), insert));
    let value = prop_oneof![Just(Value::Nothing), "[a-z]{0,3}".prop_map(Value::Text)];
    let column = proptest::sample::select(vec!["msdyncrm_segmentname", "msdyncrm_description", "no_column"]);
    prop_oneof![
        4 => edit.clone().prop_map(Command::Type),
        2 => proptest::collection::vec(edit, 0..4).prop_map(|edits| Command::Edit { label: "Edit".into(), edits }),
        1 => ("[a-z ]{0,8}", column.clone(), value.clone()).prop_map(|(text, column, value)| {
            Command::Merge { text, settings: vec![(column.to_owned(), value)] }
        }),
        2 => (column, value).prop_map(|(column, value)| Command::Set { column: column.into(), value }),
    ]
}

fn state(editor: &Editor) -> (String, Settings) {
    (editor.text().to_owned(), editor.settings().clone())
}

proptest! {
    /// Undo returns to every state that there was, columns included; redo comes back; the tree is the text's.
    #[test]
    fn undo_with_a_proof(start in "[a-zä &()'.]{0,24}", commands in proptest::collection::vec(command(), 0..24)) {
        let mut editor = editor(&start);
        let first = state(&editor);
        // What steps tell of themselves, done again beside the editor.
        let mut followed = first.clone();
        for command in commands {
            let before = state(&editor);
            if let Ok(change) = editor.run(command) {
                if let Some(patch) = change.patch {
                    patch.replay(&mut followed.0, &mut followed.1);
                }
                prop_assert_eq!(&followed, &state(&editor));
                if let Some(range) = change.text {
                    prop_assert!(editor.text().get(usize::from(range.start())..usize::from(range.end())).is_some());
                }
            } else {
                prop_assert_eq!(&before, &state(&editor));
            }
            prop_assert_eq!(editor.parse(), &segment::parse(editor.text()));
        }
        let last = state(&editor);
        let mut steps = 0;
        loop {
            let before = state(&editor);
            let Some(change) = editor.undo() else { break };
            if let Some(patch) = change.patch {
                patch.replay(&mut followed.0, &mut followed.1);
            }
            prop_assert_eq!(&followed, &state(&editor));
            steps += 1;
            prop_assert_ne!(&before, &state(&editor), "a step that did nothing");
        }
        prop_assert_eq!(&first, &state(&editor));
        for _ in 0..steps {
            prop_assert!(editor.redo().is_some());
        }
        prop_assert_eq!(&last, &state(&editor));
        prop_assert_eq!(editor.parse(), &segment::parse(editor.text()));
    }
}
