//! Law: what a step tells of itself, done again on the document before it, gives the document after it. The same for undo and redo.

mod common;

use common::{command, document, draws, outline};
use journey::{Document, Editor, Patch, Settings, Status};
use proptest::prelude::*;

/// All of a document but its keys, which are handles in one document alone.
fn texts(document: &Document) -> (String, String, Settings, String) {
    (document.definition(), document.designer_state(), document.settings().clone(), outline(document))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn patches_lead_to_the_same_document(choice in 0..16_usize, draws in draws(25)) {
        let first = document(choice);
        let mut editor = Editor::new(first.clone(), Status::Draft);
        let mut kept: Vec<Patch> = Vec::new();
        let mut followed = first.clone();
        let mut check = |editor: &Editor, patches: Vec<Patch>| {
            kept.extend(patches.iter().cloned());
            followed.replay(patches);
            prop_assert_eq!(texts(&followed), texts(editor.document()));
            Ok(())
        };
        for (index, draw) in draws.into_iter().enumerate() {
            let change = match index % 5 {
                3 => editor.undo(),
                4 => editor.redo(),
                _ => { let command = command(editor.document(), draw); editor.run(command).ok() }
            };
            if let Some(change) = change {
                check(&editor, change.patches)?;
            }
        }
        while let Some(change) = editor.undo() {
            check(&editor, change.patches)?;
        }
        let mut again = first;
        again.replay(kept);
        prop_assert_eq!(texts(&again), texts(editor.document()));
    }

    /// Nothing that is kept somewhere can be trusted to fit.
    #[test]
    fn patches_that_do_not_fit_do_nothing_worse(choice in 0..16_usize, at in 0..40_usize, text in ".{0,12}") {
        let mut document: Document = document(choice);
        document.replay([
            Patch::Source { at, text: text.clone() },
            Patch::Remove { at, next: Some(text.clone()) },
            Patch::Insert { at, before: ",".into(), text, next: None },
        ]);
        prop_assert!(document.len() <= 40 + document.definition().len());
    }
}
