//! Law: undo returns to the same document, designer state and settings included; redo comes back; keys stay.

mod common;

use common::{command, document, draws, everything};
use journey::{Editor, Status};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn undo_returns_and_redo_comes_back(choice in 0..16_usize, draws in draws(25)) {
        let mut editor = Editor::new(document(choice), Status::Draft);
        let mut states = vec![everything(editor.document())];
        for draw in draws {
            let command = command(editor.document(), draw);
            let is_allowed = editor.check(&command);
            let outcome = editor.run(command.clone());
            prop_assert_eq!(is_allowed.err(), outcome.as_ref().err().cloned(), "asking and doing agree: {:?}", command);
            if outcome.is_ok() && editor.undo_label().is_some() && everything(editor.document()) != states[states.len() - 1] {
                states.push(everything(editor.document()));
            } else {
                prop_assert_eq!(&everything(editor.document()), &states[states.len() - 1]);
            }
        }
        for state in states.iter().rev().skip(1) {
            // A later step may set back what an earlier one set.
            prop_assert!(editor.is_changed() || everything(editor.document()) == states[0]);
            prop_assert!(editor.undo().is_some());
            prop_assert_eq!(&everything(editor.document()), state);
        }
        prop_assert!(editor.undo().is_none());
        prop_assert!(!editor.is_changed());
        for state in states.iter().skip(1) {
            prop_assert!(editor.redo().is_some());
            prop_assert_eq!(&everything(editor.document()), state);
        }
        prop_assert!(editor.redo().is_none());
    }
}
