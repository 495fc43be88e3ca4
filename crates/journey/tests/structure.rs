//! Inserting, removing and moving, by example. A case is a tree, a command and the tree afterwards.

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

mod common;

use common::{journey_of, outline};
use expect_test::{Expect, expect};
use journey::{
    Branch, Command, Document, Editor, Kind, Moving, NewTile, Place, Refusal, Removal, Settings, Status, TileKey,
};

/// An audience `a`, an email `b`, a trigger `t` with an email `y` and an unused No branch, two paths `p` and `q` behind `y`.
const TREE: &str = "Segment a
  Email b
    Trigger t
      Email y Yes
        Email p
        Email q
      empty n No";

fn run(tree: &str, command: impl Fn(&dyn Fn(&str) -> TileKey) -> Command) -> Result<String, Refusal> {
    let mut editor = Editor::new(journey_of(tree), Status::Draft);
    let command = command(&|id| editor.document().find(id).unwrap_or_else(|| panic!("no tile {id}")));
    editor.run(command)?;
    Ok(outline(editor.document()))
}

fn check(tree: &str, command: impl Fn(&dyn Fn(&str) -> TileKey) -> Command, expected: Expect) {
    expected.assert_eq(&run(tree, command).unwrap_or_else(|refusal| format!("{}: {}\n", refusal.code, refusal.reason)));
}

fn email() -> NewTile {
    NewTile::of(Kind::Email)
}

fn insert(place: Place, tile: NewTile) -> Command {
    Command::Insert { place, tile }
}

fn no(of: TileKey) -> Place {
    Place::Branch { of, branch: Branch::No, index: 0 }
}

#[test]
fn a_tile_goes_between_another_and_its_followers() {
    check(
        TREE,
        |key| insert(Place::After(key("y")), email()),
        expect![[r#"
            Segment a 0
              Email b 0
                Trigger t 0
                  Email y Yes0
                    Email y_5 0
                      Email p 0
                      Email q 1
                  empty n No1
        "#]],
    );
    check(
        TREE,
        |key| insert(Place::Before(key("y")), email()),
        expect![[r#"
            Segment a 0
              Email b 0
                Trigger t 0
                  Email t_5 Yes0
                    Email y 0
                      Email p 0
                      Email q 1
                  empty n No1
        "#]],
    );
}

#[test]
fn a_new_trigger_takes_followers_on_its_yes_branch_and_marks_the_other_as_unused() {
    check(
        "Segment a\n  Email b\n    Email c",
        |key| insert(Place::After(key("b")), NewTile::of(Kind::Trigger)),
        expect![[r#"
            Segment a 0
              Email b 0
                Trigger b_5 0
                  Email c Yes0
                  empty b_5_6 No1
        "#]],
    );
    check(
        "Segment a",
        |key| insert(Place::After(key("a")), NewTile::of(Kind::Trigger)),
        expect![[r#"
            Segment a 0
              Trigger a_5 0
                empty a_5_6 No1
        "#]],
    );
}

#[test]
fn a_tile_on_an_unused_branch_takes_the_place_of_its_mark() {
    for place in [no(tile("t")), Place::Before(tile("n"))] {
        check(
            TREE,
            |_| insert(place.clone(), email()),
            expect![[r#"
                Segment a 0
                  Email b 0
                    Trigger t 0
                      Email y Yes0
                        Email p 0
                        Email q 1
                      Email t_5 No1
            "#]],
        );
    }
}

#[test]
fn parallel_paths_number_only_whom_they_must() {
    let parallel = |index| {
        move |key: &dyn Fn(&str) -> TileKey| insert(Place::Branch { of: key("t"), branch: Branch::Yes, index }, email())
    };
    check(
        TREE,
        parallel(1),
        expect![[r#"
            Segment a 0
              Email b 0
                Trigger t 0
                  Email y Yes0
                    Email p 0
                    Email q 1
                  Email t_5 Yes2
                  empty n No1
        "#]],
    );
    check(
        TREE,
        parallel(0),
        expect![[r#"
            Segment a 0
              Email b 0
                Trigger t 0
                  Email t_5 Yes0
                  Email y Yes2
                    Email p 0
                    Email q 1
                  empty n No1
        "#]],
    );
}

#[test]
fn a_swimlane_begins_with_an_audience() {
    check(
        "Segment a\nSegment b",
        |_| insert(Place::Lane(1), NewTile::of(Kind::Segment)),
        expect![[r#"
            Segment a 0
            Segment 01_5 1
            Segment b 2
        "#]],
    );
    check(
        "Segment a",
        |_| insert(Place::Lane(0), email()),
        expect![[r#"
        audience-first: A path begins with an audience: a segment group, a marketing form or a marketing page. Email cannot be first.
    "#]],
    );
}

#[test]
fn the_first_swimlane_brings_the_root() {
    for empty in ["", " \n", "[]", "[ ]"] {
        let mut editor = Editor::new(Document::read(empty, "", Settings::new()), Status::Draft);
        editor.run(insert(Place::Lane(3), NewTile::of(Kind::Segment))).expect("a swimlane fits an empty journey");
        let blank = Document::blank(Settings::new(), journey::EntityTarget::Contact);
        assert_eq!(editor.document().definition().replace(' ', ""), blank.definition().replace(' ', ""));
        assert_eq!(editor.document().designer_state(), blank.designer_state());
        editor.undo();
        assert_eq!(editor.document().definition(), empty);
    }
}

#[test]
fn followers_move_up_when_a_tile_goes() {
    check(
        TREE,
        |key| Command::Remove { tile: key("y"), with: Removal::Tile },
        expect![[r#"
            Segment a 0
              Email b 0
                Trigger t 0
                  Email p Yes0
                  Email q Yes2
                  empty n No1
        "#]],
    );
    check(
        TREE,
        |key| Command::Remove { tile: key("t"), with: Removal::Tile },
        expect![[r#"
            Segment a 0
              Email b 0
                Email y 0
                  Email p 0
                  Email q 1
        "#]],
    );
    check(
        TREE,
        |key| Command::Remove { tile: key("y"), with: Removal::Subtree },
        expect![[r#"
            Segment a 0
              Email b 0
                Trigger t 0
                  empty n No1
        "#]],
    );
}

#[test]
fn an_emptied_no_branch_is_marked_again() {
    let tree = "Segment a\n  Trigger t\n    Email x No";
    for with in [Removal::Tile, Removal::Subtree] {
        check(
            tree,
            |key| Command::Remove { tile: key("x"), with },
            expect![[r#"
                Segment a 0
                  Trigger t 0
                    empty t_5 No1
            "#]],
        );
    }
}

#[test]
fn a_tile_moves_alone_or_with_its_path() {
    check(
        TREE,
        |key| Command::Move { tile: key("y"), place: no(key("t")), with: Moving::Tile },
        expect![[r#"
            Segment a 0
              Email b 0
                Trigger t 0
                  Email p Yes0
                  Email q Yes1
                  Email y No2
        "#]],
    );
    check(
        TREE,
        |key| Command::Move { tile: key("y"), place: no(key("t")), with: Moving::Subtree },
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
        TREE,
        |key| Command::Move { tile: key("t"), place: Place::After(key("a")), with: Moving::Tile },
        expect![[r#"
            Segment a 0
              Trigger t 0
                Email b Yes0
                  Email y 0
                    Email p 0
                    Email q 1
                empty n No1
        "#]],
    );
}

#[test]
fn what_cannot_be_done_says_why() {
    for (command, code) in [
        (insert(Place::After(tile("t")), email()), "branch-needed"),
        (insert(Place::After(tile("b")), NewTile::of(Kind::Segment)), "audience-only-first"),
        (insert(Place::After(tile("b")), NewTile::of(Kind::Splitter)), "form-not-known"),
        (insert(Place::After(tile("n")), email()), "placeholder"),
        (Command::Remove { tile: tile("01"), with: Removal::Subtree }, "root"),
        (Command::Remove { tile: tile("n"), with: Removal::Tile }, "placeholder"),
        (Command::Remove { tile: tile("a"), with: Removal::Tile }, "audience-first"),
        (Command::Move { tile: tile("b"), place: Place::After(tile("q")), with: Moving::Subtree }, "cycle"),
        (Command::Move { tile: tile("b"), place: Place::After(tile("b")), with: Moving::Tile }, "cycle"),
        (Command::Move { tile: tile("t"), place: Place::After(tile("a")), with: Moving::Subtree }, "several-ends"),
    ] {
        let answer = run(TREE, |_| command.clone()).map_err(|refusal| refusal.code);
        assert_eq!(answer, Err(code), "{command:?}");
    }
    let both = "Segment a\n  Trigger t\n    Email y Yes\n    Email n No";
    let answer = run(both, |key| Command::Remove { tile: key("t"), with: Removal::Tile });
    assert_eq!(answer.map_err(|refusal| refusal.code), Err("both-branches"));
}

/// Keys of one tree are the same each time it is read.
fn tile(id: &str) -> TileKey {
    journey_of(TREE).find(id).expect("a tile of the tree")
}

#[test]
fn what_hangs_nowhere_or_in_a_circle_is_moved_into_the_journey() {
    let mut editor = Editor::new(Document::read(common::ODD, "", Settings::new()), Status::Draft);
    for (id, place) in [("o", "s1"), ("c1", "s2")] {
        let key = |id: &str| editor.document().find(id).expect("a tile of the sample");
        let (tile, place) = (key(id), Place::After(key(place)));
        let alone = editor.check(&Command::Remove { tile, with: Removal::Tile });
        assert_eq!(alone.is_ok(), editor.document().children(tile).is_empty());
        editor
            .run(Command::Move { tile, place, with: Moving::Subtree })
            .expect("there is room behind a splitter branch");
    }
    expect![[r#"
        segment a -
          Email b 0
            Trigger t 7
              Splitter s Yes-
                SplitterBranch s1 0
                  Custom_a_b o 0
                SplitterBranch s2 1
                  Email c1 0
                    Email c2 -
                      Email c3 -
              empty e No-
          Email b 0
        bpf_root 02 -
          -
    "#]]
    .assert_eq(&outline(editor.document()));
}

#[test]
fn a_copied_path_follows_its_own_sources() {
    let mut editor = Editor::new(Document::read(common::ASHV, "", Settings::new()), Status::Draft);
    let email = editor.document().find("01_2_4").expect("the email");
    let copy = NewTile::copy_of(editor.document(), email, true).expect("a copy");
    let audience = editor.document().find("01_2").expect("the audience");
    let place = Place::Branch { of: audience, branch: Branch::Default, index: 1 };
    let change = editor.run(insert(place, copy)).expect("a path fits behind the audience");
    let copied = editor.document().subtree(change.focus.expect("the copy is selected"));
    let trigger =
        copied.iter().filter_map(|key| editor.document().tile(*key)).find(|tile| tile.kind() == Kind::Trigger);
    let source = journey::conditions(trigger.and_then(|tile| tile.header()).expect("the copied trigger"))[0].source;
    let sources = journey::upstream_items(editor.document(), trigger.expect("the copied trigger").key());
    assert!(sources.iter().any(|(_, number, label)| Some(*number) == source && label == "Marketing page: event page"));
    assert_ne!(source, Some(28));
    let problems = journey::problems(editor.document(), None);
    let broken =
        |code: &str| code.starts_with("trigger-source") || code.contains("repeated") && code != "email-repeated";
    assert!(!problems.iter().any(|problem| broken(problem.code)));
}
