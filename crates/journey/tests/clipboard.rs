//! Copying, pasting, and several tiles at once.

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

mod common;

use common::{ASHV, command, document, draws, everything, journey_of, outline};
use expect_test::{Expect, expect};
use journey::{
    Branch, Change, Command, Document, Editor, Kind, Lookup, Place, Record, Settings, Status, TileKey, Value,
    conditions, copy, duplicate, move_all, paste, problems, record_uses, remove_all, replace_record, wrap,
};
use proptest::prelude::*;

const TREE: &str = "Segment a
  Email b
    Trigger t
      Email y Yes
        Email p
        Email q
      empty n No";

fn key(document: &Document, id: &str) -> TileKey {
    document.find(id).expect("a tile of the tree")
}

fn keys(document: &Document, ids: &str) -> Vec<TileKey> {
    ids.split(' ').map(|id| key(document, id)).collect()
}

fn check(tree: &str, command: impl Fn(&Document) -> Command, expected: Expect) {
    let mut editor = Editor::new(journey_of(tree), Status::Draft);
    let before = everything(editor.document());
    let command = command(editor.document());
    let told = match editor.run(command) {
        Ok(_) => outline(editor.document()),
        Err(refusal) => format!("{}: {}\n", refusal.code, refusal.reason),
    };
    expected.assert_eq(&told);
    editor.undo();
    assert_eq!(everything(editor.document()), before);
    assert!(editor.undo().is_none(), "one step");
}

#[test]
fn copied_text_can_be_read_and_pasted_anywhere() {
    let from = journey_of(TREE);
    let text = copy(&from, &keys(&from, "t y"));
    expect![[r#"
        {
          "journeyman": "tiles",
          "version": 1,
          "activities": [
            {"ActivityTypeId":"Trigger","ParentActivityId":"b","ParentBranchId":0,"ParentRelationshipType":"Default","ActivityId":"t","Properties":{"Items":[{"ActivityTypeId":"Trigger","Name":"t"}]}},
            {"ActivityTypeId":"empty","ParentActivityId":"t","ParentBranchId":1,"ParentRelationshipType":"NoBranch","ActivityId":"n","Properties":{"Items":[]}},
            {"ActivityTypeId":"Email","ParentActivityId":"t","ParentBranchId":0,"ParentRelationshipType":"YesBranch","ActivityId":"y","Properties":{"Items":[{"ActivityTypeId":"Email","Name":"y"}]}}
          ]
        }
    "#]]
    .assert_eq(&text);
    check(
        "Segment a\n  Email b",
        |document| Command::Paste { place: Place::After(key(document, "b")), text: text.clone() },
        expect![[r#"
            Segment a 0
              Email b 0
                Trigger b_5 0
                  Email b_5_6 Yes0
                  empty b_5_7 No1
        "#]],
    );
}

#[test]
fn a_whole_definition_or_one_activity_is_pasted_as_well() {
    check(
        TREE,
        |document| Command::Paste {
            place: Place::After(key(document, "b")),
            text: journey_of("Segment x\n  Email y").definition(),
        },
        expect![[r#"
            Segment a 0
              Email b 0
                Trigger t 0
                  Email y Yes0
                    Email p 0
                    Email q 1
                  empty n No1
            Segment 01_5 1
              Email 01_5_6 0
        "#]],
    );
    let one = r#"{"ActivityTypeId":"Email","ActivityId":"1","Properties":{"Items":[{"Name":"x"}]}}"#;
    check(
        "Segment a",
        |document| Command::Paste { place: Place::After(key(document, "a")), text: one.to_owned() },
        expect![[r#"
            Segment a 0
              Email a_5 0
        "#]],
    );
    for (text, code) in [
        ("", "nothing-to-paste"),
        ("[]", "nothing-to-paste"),
        ("Hello", "nothing-to-paste"),
        (r#"{"journeyman":"tiles","version":2,"activities":[]}"#, "newer-version"),
        (r#"{"journeyman":"tiles","version":1,"activities":[{"ActivityTypeId":"bpf_root"}]}"#, "nothing-to-paste"),
    ] {
        assert_eq!(paste(text).map_err(|refusal| refusal.code).err(), Some(code), "{text}");
    }
}

/// What the pasted trigger of the published definition watches, and what was said of it.
fn watched(editor: &mut Editor, copied: &str, place: &str) -> (Option<i64>, Vec<String>) {
    let from = Document::read(ASHV, "", Settings::new());
    let text = copy(&from, &keys(&from, copied));
    let place = Place::Branch { of: key(editor.document(), place), branch: Branch::Default, index: 0 };
    let change: Change = editor.run(Command::Paste { place, text }).expect("it fits there");
    let subtree = editor.document().subtree(change.focus.expect("what was pasted is selected"));
    let tiles = subtree.iter().filter_map(|key| editor.document().tile(*key));
    let triggers: Vec<_> = tiles.filter(|tile| tile.kind() == Kind::Trigger).collect();
    let trigger = triggers.last().expect("the trigger");
    let rules = conditions(trigger.header().expect("its header"));
    (rules[0].source, change.notices.iter().map(ToString::to_string).collect())
}

#[test]
fn rules_follow_what_they_watch_or_say_what_they_lost() {
    let ashv = || Editor::new(Document::read(ASHV, "", Settings::new()), Status::Draft);
    // Its page comes along under a new number.
    let (source, notices) = watched(&mut ashv(), "01_2_4 01_2_4_7", "01_2");
    assert!(source.is_some_and(|number| number != 28) && notices.is_empty());
    // The page stays where it is, and lies before the copy.
    let (source, notices) = watched(&mut ashv(), "01_2_4_7", "01_2_4");
    assert_eq!((source, notices.len()), (Some(28), 0));
    // Another journey has another item of that number.
    let mut other = Editor::new(journey_of("Segment a\n  Email b"), Status::Draft);
    let (source, notices) = watched(&mut other, "01_2_4_7", "b");
    assert_eq!(source, None);
    assert_eq!(
        notices,
        ["A rule of “registered?” watched “event page”, which does not lie before it here. Choose another source."]
    );
    let found = problems(other.document(), None);
    assert!(found.iter().any(|problem| problem.code == "trigger-source-missing"));
}

#[test]
fn several_tiles_go_and_move_as_one() {
    check(
        TREE,
        |document| remove_all(document, &keys(document, "t q b")),
        expect![[r#"
            Segment a 0
              Email y 0
                Email p 0
        "#]],
    );
    check(
        TREE,
        |document| remove_all(document, &keys(document, "t y p q")),
        expect![[r#"
            Segment a 0
              Email b 0
        "#]],
    );
    check(
        "Segment a\n  Email b\n    Email c\n      Email d\n        Email e",
        |document| move_all(document, &keys(document, "c b"), &Place::After(key(document, "d"))),
        expect![[r#"
            Segment a 0
              Email d 0
                Email b 0
                  Email c 0
                    Email e 0
        "#]],
    );
}

#[test]
fn copies_stand_beside_what_they_copy() {
    check(
        "Segment a\n  Email b\n    Email c",
        |document| duplicate(document, &keys(document, "b")),
        expect![[r#"
            Segment a 0
              Email b 0
                Email b_5 0
                  Email c 0
        "#]],
    );
    check(
        "Segment a\n  Email b\n    Email c",
        |document| duplicate(document, &keys(document, "b c")),
        expect![[r#"
            Segment a 0
              Email b 0
                Email c 0
              Email a_5 1
                Email a_5_6 0
        "#]],
    );
    check(
        "Segment a\n  Email b\nSegment c",
        |document| duplicate(document, &keys(document, "a b")),
        expect![[r#"
            Segment a 0
              Email b 0
            Segment 01_5 1
              Email 01_5_6 0
            Segment c 2
        "#]],
    );
}

#[test]
fn branches_are_exchanged_and_put_around_tiles() {
    check(
        TREE,
        |document| Command::SwapBranches { tile: key(document, "t") },
        expect![[r#"
            Segment a 0
              Email b 0
                Trigger t 0
                  Email y No1
                    Email p 0
                    Email q 1
        "#]],
    );
    check(
        "Segment a\n  Trigger t\n    Email y Yes\n    Email x No\n    Email z No",
        |document| Command::SwapBranches { tile: key(document, "t") },
        expect![[r#"
            Segment a 0
              Trigger t 0
                Email x Yes0
                Email z Yes1
                Email y No2
        "#]],
    );
    check(
        "Segment a\n  Trigger t\n    Email x No",
        |document| Command::SwapBranches { tile: key(document, "t") },
        expect![[r#"
            Segment a 0
              Trigger t 0
                Email x Yes0
                empty t_5 No1
        "#]],
    );
    check(
        "Segment a\n  Trigger t\n    empty n No",
        |document| Command::SwapBranches { tile: key(document, "t") },
        expect![[r#"
            nothing-to-swap: No tile stands on either branch of this trigger.
        "#]],
    );
    check(
        "Segment a\n  Email b\n    Email c",
        |document| wrap(document, key(document, "b"), &Branch::No),
        expect![[r#"
            Segment a 0
              Trigger a_5 0
                Email b No1
                  Email c 0
        "#]],
    );
}

#[test]
fn a_record_is_replaced_wherever_it_is_chosen() {
    let settings = [("msdyncrm_suppressionsegmentid".to_owned(), lookup("{18AE3F7C-464A-E911-A873-000D3A1FE344}"))];
    let mut document = Document::read(common::DOC_SIMPLE, "", settings.into_iter().collect());
    let segment = key(&document, "01_0");
    let old =
        document.tile(segment).and_then(|tile| tile.items().get(1)?.record().map(str::to_owned)).expect("a segment");
    let settings: Settings =
        [("msdyncrm_suppressionsegmentid".to_owned(), lookup(&old.to_uppercase()))].into_iter().collect();
    document = Document::read(common::DOC_SIMPLE, "", settings);
    let uses = record_uses(&document, &format!("{{{old}}}"));
    assert_eq!(uses.iter().map(|at| (at.tile, at.item)).collect::<Vec<_>>(), [(segment, 1)]);
    let to = Record { id: "{AB}".to_owned(), name: "Others".to_owned(), extra: Vec::new() };
    let step = replace_record(&document, "msdyncrm_segment", &old, &to);
    let mut editor = Editor::new(document, Status::Draft);
    editor.run(step).expect("a draft");
    assert_eq!(record_uses(editor.document(), "ab").len(), 1);
    let suppressed = editor.document().settings().get("msdyncrm_suppressionsegmentid");
    assert!(
        matches!(suppressed, Value::Lookup(lookup) if lookup.id == "ab" && lookup.name.as_deref() == Some("Others"))
    );
    editor.undo();
    assert!(record_uses(editor.document(), "ab").is_empty() && !editor.is_changed());
}

fn lookup(id: &str) -> Value {
    Value::Lookup(Lookup { table: "msdyncrm_segment".to_owned(), id: id.to_owned(), name: None })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// What is pasted says the same as what was copied, ids and places aside, and names nothing twice.
    #[test]
    fn a_paste_brings_every_member_along(choice in 0..16_usize, draws in draws(6), picked in any::<u64>()) {
        let mut editor = Editor::new(document(choice), Status::Draft);
        for draw in draws {
            let command = command(editor.document(), draw);
            let _ = editor.run(command);
        }
        let from = editor.document().clone();
        let keys: Vec<_> = from.keys().enumerate().filter(|(index, _)| picked >> (index % 64) & 1 == 1).map(|(_, key)| key).collect();
        let text = copy(&from, &keys);
        let mut into = Editor::new(document(4), Status::Draft);
        let place = Place::Branch { of: into.document().lanes()[0], branch: Branch::Default, index: 0 };
        let before = everything(into.document());
        let is_allowed = into.check(&Command::Paste { place: place.clone(), text: text.clone() });
        let outcome = into.run(Command::Paste { place, text });
        prop_assert_eq!(is_allowed.err(), outcome.as_ref().err().cloned());
        if outcome.is_ok() {
            let mut copied: Vec<String> = keys
                .iter()
                .filter_map(|key| from.tile(*key))
                .filter(|tile| !matches!(tile.kind(), Kind::Root | Kind::Empty) && !tile.type_id().is_empty())
                .map(|tile| format!("{} {}", tile.type_id(), tile.name()))
                .collect();
            let mut pasted: Vec<String> = into
                .document()
                .tiles()
                .skip(2)
                .filter(|tile| tile.kind() != Kind::Empty)
                .map(|tile| format!("{} {}", tile.type_id(), tile.name()))
                .collect();
            copied.sort();
            pasted.sort();
            prop_assert_eq!(copied, pasted);
            let twice = ["id-repeated", "item-number-repeated"];
            prop_assert!(!problems(into.document(), None).iter().any(|problem| twice.contains(&problem.code)));
            into.undo();
        }
        prop_assert_eq!(everything(into.document()), before);
    }

    #[test]
    fn any_text_is_pasted_or_refused(text in ".{0,120}", choice in 0..8_usize) {
        let mut editor = Editor::new(document(choice), Status::Draft);
        let _ = editor.run(Command::Paste { place: Place::Lane(0), text });
    }
}
