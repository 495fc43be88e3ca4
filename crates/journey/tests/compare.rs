//! Comparing: by example, and that nothing which differs goes untold.

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

mod common;

use std::collections::BTreeMap;

use common::{command, document, draws, journey_of};
use expect_test::expect;
use journey::{
    Branch, Command, Differs, Document, Editor, ItemRef, Json, Kind, Moving, NewItem, NewTile, Place, Record, Removal,
    Settings, Status, Step, TileKey, Value, compare,
};
use proptest::prelude::*;

const TREE: &str = "Segment a
  Email b
    Trigger t
      Email y Yes
        Email p
        Email q
      empty n No";

/// Runs commands on the tree and tells what differs afterwards.
fn told(commands: &[&dyn Fn(&Document) -> Command]) -> String {
    let before = journey_of(TREE);
    let mut editor = Editor::new(before.clone(), Status::Draft);
    for command in commands {
        let command = command(editor.document());
        editor.run(command).expect("a command that rules allow");
    }
    let lines = compare(&before, editor.document()).words(&before, editor.document());
    lines.iter().map(|line| line.phrase.to_string() + "\n").collect()
}

fn key(document: &Document, id: &str) -> TileKey {
    document.find(id).expect("a tile of the tree")
}

#[test]
fn what_comes_and_goes_is_told_without_its_neighbours() {
    let insert = |document: &Document| Command::Insert {
        place: Place::After(key(document, "b")),
        tile: NewTile::of(Kind::Email).named("Reminder"),
    };
    let trigger = |document: &Document| Command::Insert {
        place: Place::After(key(document, "y")),
        tile: NewTile::of(Kind::Trigger).named("Opened?"),
    };
    let remove = |document: &Document| Command::Remove { tile: key(document, "t"), with: Removal::Tile };
    expect![[r#"
        “Reminder” was added behind “b”.
        “Opened?” was added behind “y”.
        Unused branch was added on the No branch of “Opened?”.
    "#]]
    .assert_eq(&told(&[&insert, &trigger]));
    expect![[r#"
        “t” was removed.
        Unused branch was removed.
    "#]]
    .assert_eq(&told(&[&remove]));
}

#[test]
fn what_moved_is_told_alone() {
    let alone = |document: &Document| Command::Move {
        tile: key(document, "b"),
        place: Place::After(key(document, "y")),
        with: Moving::Tile,
    };
    let swap = |document: &Document| Command::Move {
        tile: key(document, "q"),
        place: Place::Branch { of: key(document, "y"), branch: Branch::Default, index: 0 },
        with: Moving::Subtree,
    };
    expect![[r#"
        “b” was moved behind “y”.
    "#]]
    .assert_eq(&told(&[&alone]));
    expect![[r#"
        “q” has another place among the paths behind “y”.
    "#]]
    .assert_eq(&told(&[&swap]));
}

#[test]
fn what_changed_within_is_told_in_the_words_of_the_inspector() {
    let at = |document: &Document, id: &str| ItemRef { tile: key(document, id), item: 0 };
    let rename = |document: &Document| Command::Rename { at: at(document, "b"), name: "Welcome".to_owned() };
    let record = |document: &Document| Command::ChooseRecord {
        at: at(document, "p"),
        record: Some(Record { id: "{AB}".to_owned(), name: "Offer".to_owned(), extra: Vec::new() }),
    };
    let timeout = |document: &Document| Command::SetMember {
        at: at(document, "t"),
        path: vec![Step::Name("TimeoutUnit".to_owned())],
        value: Some(Json::text("Day")),
    };
    let page = |document: &Document| Command::AddItem {
        tile: key(document, "q"),
        index: 1,
        item: NewItem::of(Kind::LandingPage),
    };
    let own = |document: &Document| Command::SetTileMember {
        tile: key(document, "q"),
        name: "Own".to_owned(),
        value: Some(Json::Bool(true)),
    };
    let setting =
        |_: &Document| Command::Set { column: "msgdpr_requiredconsent".to_owned(), value: Value::Number(587_030_004) };
    expect![[r#"
        “b” was renamed to “Welcome”.
        “t”: Unit was set to Days.
        “p”: Email was set to ab.
        “q”: Own was set to yes.
        “q”: “New Marketing page” was added.
        Minimum consent was changed from nothing to (4) Marketing.
    "#]]
    .assert_eq(&told(&[&rename, &record, &timeout, &page, &own, &setting]));
}

#[test]
fn a_rebuilt_journey_is_recognised() {
    let before = journey_of(TREE);
    let after = journey_of(
        "Segment 1
  Email 2
    Trigger 3
      Email 4 Yes
        Email 5
      empty 6 No",
    );
    let comparison = compare(&before, &after);
    let counts = comparison.counts();
    assert_eq!((counts.added, counts.removed, counts.moved), (0, 1, 0));
    assert_eq!(comparison.after(key(&before, "t")), Some(key(&after, "3")));
}

#[test]
fn both_journeys_show_on_one_canvas() {
    let before = journey_of(TREE);
    let mut editor = Editor::new(before.clone(), Status::Draft);
    for command in [
        Command::Remove { tile: key(&before, "y"), with: Removal::Subtree },
        Command::Rename { at: ItemRef { tile: key(&before, "b"), item: 0 }, name: "x".to_owned() },
    ] {
        editor.run(command).expect("a command that rules allow");
    }
    let overlay = compare(&before, editor.document()).overlay(&before, editor.document());
    let marks: Vec<_> = overlay
        .document
        .tiles()
        .map(|tile| (tile.activity_id().to_owned(), overlay.mark(tile.key())))
        .filter_map(|(id, mark)| Some(format!("{id} {:?}", mark?)))
        .collect();
    assert_eq!(marks, ["b Changed", "y Removed", "p Removed", "q Removed"]);
    assert_eq!(overlay.mark(key(&overlay.document, "t")), None::<Differs>);
    assert_eq!(overlay.document.parent(key(&overlay.document, "y")), overlay.document.find("t"));
}

/// Everything but white space, spelling, the numbers of siblings, and the ids of placeholders.
fn meaning(document: &Document) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for tile in document.tiles().filter(|tile| tile.kind() != Kind::Empty) {
        let mut members: BTreeMap<String, Json> = match Json::parse(tile.text()) {
            Some(Json::Object(members)) => members.into_iter().collect(),
            other => [(String::new(), other.unwrap_or(Json::Null))].into(),
        };
        members.remove("ParentBranchId");
        members.remove("ParentRelationshipType");
        members.remove("ParentActivityId");
        let stem =
            document.parent(tile.key()).and_then(|key| document.tile(key)).map(|tile| tile.activity_id().to_owned());
        let said = format!("{stem:?} {:?} {members:?}", tile.branch());
        all.entry(tile.activity_id().to_owned()).or_default().push(said);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn what_differs_is_told(choice in 0..16_usize, draws in draws(6)) {
        let before = document(choice);
        prop_assert!(compare(&before, &before).is_same());
        let mut editor = Editor::new(before.clone(), Status::Draft);
        for draw in draws {
            let command = command(editor.document(), draw);
            let _ = editor.run(command);
        }
        let after = editor.document();
        for (before, after) in [(&before, after), (after, &before)] {
            let comparison = compare(before, after);
            if comparison.is_same() {
                prop_assert_eq!(before.settings(), after.settings());
                let (was, is) = (meaning(before), meaning(after));
                // A tile that was taken away and made anew has another id.
                if was.keys().eq(is.keys()) {
                    prop_assert_eq!(was, is);
                }
            }
            let counts = comparison.counts();
            prop_assert_eq!(before.len() - counts.removed, after.len() - counts.added);
            prop_assert_eq!(comparison.is_same(), comparison.words(before, after).is_empty());
            let overlay = comparison.overlay(before, after);
            prop_assert_eq!(overlay.document.len(), after.len() + counts.removed);
        }
    }

    /// A tile that is put between others, or taken out, moves none of them; a tile that moves alone is told alone.
    #[test]
    fn neighbours_are_not_said_to_have_moved(choice in 0..16_usize, draw in any::<common::Draw>()) {
        let before = document(choice);
        let mut editor = Editor::new(before.clone(), Status::Draft);
        let command = command(&before, draw);
        if editor.run(command.clone()).is_err() {
            return Ok(());
        }
        let counts = compare(&before, editor.document()).counts();
        // Where two tiles share an id, which one is gone and which one stayed is a guess.
        let is_guess = choice % 8 == 3;
        match command {
            _ if is_guess => {}
            Command::Insert { .. } | Command::Remove { .. } => prop_assert_eq!(counts.moved, 0, "{:?}", command),
            Command::Move { .. } => prop_assert!(counts.moved <= 1, "{:?}", command),
            Command::All { .. } | Command::Take(_) | Command::Paste { .. } | Command::SwapBranches { .. } => {}
            _ => prop_assert_eq!((counts.added, counts.removed, counts.moved), (0, 0, 0)),
        }
    }

    #[test]
    fn any_two_texts_compare(one in ".{0,80}", other in ".{0,80}") {
        let (one, other) = (Document::read(&one, "", Settings::new()), Document::read(&other, "", Settings::new()));
        let comparison = compare(&one, &other);
        comparison.words(&one, &other);
        comparison.overlay(&one, &other);
    }
}
