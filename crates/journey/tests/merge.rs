//! Merging: by example, and that nothing either side did is lost without being asked.

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{Draw, command, document, draws, everything, journey_of, outline};
use expect_test::{Expect, expect};
use journey::{
    About, Branch, Command, Document, Editor, ItemRef, Json, Kind, Merge, Moving, NewItem, NewTile, Place, Removal,
    Settings, Side, Status, Step, TileKey, Value, merge,
};
use proptest::prelude::*;

const TREE: &str = "Segment a
  Email b
    Trigger t
      Email y Yes
        Email p
        Email q
      empty n No";

type Edit = dyn Fn(&Document) -> Command;

fn key(document: &Document, id: &str) -> TileKey {
    document.find(id).expect("a tile of the tree")
}

fn edited(base: &Document, edits: &[&Edit]) -> Document {
    let mut editor = Editor::new(base.clone(), Status::Draft);
    for edit in edits {
        let command = edit(editor.document());
        editor.run(command).expect("a command that rules allow");
    }
    editor.document().clone()
}

fn merged(mine: &[&Edit], theirs: &[&Edit]) -> Merge {
    let base = journey_of(TREE);
    merge(&base, &edited(&base, mine), &edited(&base, theirs))
}

/// The tree that comes out, then each clash with what either side wants.
fn check(mine: &[&Edit], theirs: &[&Edit], expected: Expect) {
    let merge = merged(mine, theirs);
    let mut out = outline(merge.document());
    for clash in merge.clashes() {
        let words = merge.words(clash);
        let parts = [words.question, words.mine, words.theirs].map(|phrase| phrase.to_string());
        out += &(parts.join(" | ") + "\n");
    }
    expected.assert_eq(&out);
}

fn insert(id: &'static str, name: &'static str) -> impl Fn(&Document) -> Command {
    move |document| Command::Insert {
        place: Place::After(key(document, id)),
        tile: NewTile::of(Kind::Email).named(name),
    }
}

fn rename(id: &'static str, name: &'static str) -> impl Fn(&Document) -> Command {
    move |document| Command::Rename { at: ItemRef { tile: key(document, id), item: 0 }, name: name.to_owned() }
}

fn remove(id: &'static str, with: Removal) -> impl Fn(&Document) -> Command {
    move |document| Command::Remove { tile: key(document, id), with }
}

fn shift(id: &'static str, after: &'static str) -> impl Fn(&Document) -> Command {
    move |document| Command::Move {
        tile: key(document, id),
        place: Place::Branch { of: key(document, after), branch: Branch::Default, index: 0 },
        with: Moving::Subtree,
    }
}

#[test]
fn two_tiles_at_one_place_stand_behind_each_other() {
    check(
        &[&insert("b", "mine")],
        &[&insert("b", "theirs")],
        expect![[r#"
            Segment a 0
              Email b 0
                Email b_5 0
                  Email b_6 0
                    Trigger t 0
                      Email y Yes0
                        Email p 0
                        Email q 1
                      empty n No1
        "#]],
    );
}

#[test]
fn a_tile_that_one_removed_takes_nothing_of_the_other_along() {
    check(
        &[&insert("b", "mine"), &rename("t", "asked")],
        &[&remove("b", Removal::Tile)],
        expect![[r#"
            Segment a 0
              Email b_5 0
                Trigger t 0
                  Email y Yes0
                    Email p 0
                    Email q 1
                  empty n No1
        "#]],
    );
    check(
        &[&rename("q", "kept")],
        &[&remove("y", Removal::Subtree)],
        expect![[r#"
            Segment a 0
              Email b 0
                Trigger t 0
                  Email y Yes0
                    Email q 1
                  empty n No1
            “kept”, which I changed, was removed meanwhile. | “kept” stays, as it was changed. | “kept” is removed.
        "#]],
    );
}

#[test]
fn a_placeholder_goes_when_either_side_filled_the_branch() {
    let fill = |document: &Document| Command::Insert {
        place: Place::Branch { of: key(document, "t"), branch: Branch::No, index: 0 },
        tile: NewTile::of(Kind::Email),
    };
    check(
        &[&fill],
        &[&rename("b", "x"), &fill],
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

#[test]
fn moves_that_lead_in_a_circle_are_a_clash() {
    check(
        &[&shift("p", "q")],
        &[&shift("q", "p")],
        expect![[r#"
            Segment a 0
              Email b 0
                Trigger t 0
                  Email y Yes0
                    Email q 0
                      Email p 0
                  empty n No1
            Both moved “p”. | “p” stands behind “q”. | “p” stands behind “y”.
        "#]],
    );
}

#[test]
fn a_clash_is_decided_one_by_one_and_undone_as_one() {
    let own = |value: i64| {
        move |document: &Document| Command::SetMember {
            at: ItemRef { tile: key(document, "t"), item: 0 },
            path: vec![Step::Name("TimeoutValue".to_owned())],
            value: Some(Json::number(value)),
        }
    };
    let name = |name: &'static str| {
        move |_: &Document| Command::Set { column: "msdyncrm_name".to_owned(), value: Value::Text(name.to_owned()) }
    };
    let base = journey_of(TREE);
    let mine = edited(&base, &[&own(3), &rename("y", "mine"), &name("mine")]);
    let theirs = edited(&base, &[&own(7), &rename("p", "theirs"), &name("theirs")]);
    let mut merge = merge(&base, &mine, &theirs);
    let said: Vec<_> = merge.clashes().iter().map(|clash| merge.words(clash).question.to_string()).collect();
    assert_eq!(said, ["Both changed Name.", "Both changed Wait up to of “t”."]);
    merge.choose(1, Some(Side::Theirs));
    assert_eq!(merge.open(), 1);
    let mut editor = Editor::new(mine.clone(), Status::Draft);
    editor.run(merge.command()).expect("a merge may be taken");
    editor.set_stored(&theirs);
    let timeout =
        |document: &Document| document.tile(key(document, "t")).and_then(|tile| tile.header()?.member("TimeoutValue"));
    assert_eq!(timeout(editor.document()), Some(Json::number(7)));
    assert_eq!(editor.changed_settings(), [("msdyncrm_name", &Value::Text("mine".to_owned()))]);
    assert_eq!(editor.document().definition(), merge.document().definition());
    assert_eq!((editor.undo_label(), editor.is_changed()), (Some("Merge"), true));
    editor.undo();
    assert_eq!(everything(editor.document()), everything(&mine));
    editor.redo();
    assert_eq!(editor.document().definition(), merge.document().definition());
}

#[test]
fn rules_follow_the_item_that_got_another_number() {
    let base = journey_of("Segment a\n  Email b");
    let page = |document: &Document| Command::AddItem {
        tile: key(document, "b"),
        index: 1,
        item: NewItem::of(Kind::LandingPage),
    };
    let event =
        |document: &Document| Command::AddItem { tile: key(document, "b"), index: 1, item: NewItem::of(Kind::Event) };
    let watch = |document: &Document| {
        let rule = r#"[{"SourceActivityItemId":"1","Condition":"UserRegistered"}]"#;
        let members = vec![("ConditionExpressions".to_owned(), Json::parse(rule).expect("a list"))];
        let mut tile = NewTile::of(Kind::Trigger);
        tile.members = members;
        Command::Insert { place: Place::After(key(document, "b")), tile }
    };
    let merge = merge(&base, &edited(&base, &[&page, &watch]), &edited(&base, &[&event]));
    let document = merge.document();
    let email = document.tile(key(document, "b")).expect("the email");
    let numbers: Vec<_> = email.items().iter().skip(1).map(|item| (item.kind(), item.number())).collect();
    let page = numbers.iter().find(|(kind, _)| *kind == Kind::LandingPage).expect("the page").1;
    let trigger = document.tiles().find(|tile| tile.kind() == Kind::Trigger).expect("the trigger");
    assert_eq!(journey::conditions(trigger.header().expect("its header"))[0].source, page);
    assert!(numbers.contains(&(Kind::Event, Some(1))), "theirs keeps its number: {numbers:?}");
}

/// What is said of a tile by its members, those left out that say which it is and where it hangs.
fn members(text: &str) -> BTreeMap<String, Json> {
    let mut all = BTreeMap::new();
    let object = match Json::parse(text) {
        Some(Json::Object(members)) => members,
        _ => Vec::new(),
    };
    for (name, value) in object {
        match (name.as_str(), &value) {
            ("ActivityId" | "ParentActivityId" | "ParentBranchId" | "ParentRelationshipType", _) => {}
            ("Properties", Json::Object(properties)) => {
                for (name, value) in properties {
                    match (name.as_str(), value) {
                        ("Items", Json::List(items)) => {
                            if let Some(Json::Object(header)) = items.first() {
                                all.extend(header.iter().map(|(name, value)| (format!("0 {name}"), value.clone())));
                            }
                        }
                        _ => drop(all.insert(format!("Properties.{name}"), value.clone())),
                    }
                }
            }
            _ => drop(all.insert(name, value)),
        }
    }
    all.remove("0 ActivityItemId");
    all.remove("0 ConditionExpressions");
    all
}

/// Tiles by their id; of another type or with another number it is another tile.
fn by_id(document: &Document) -> BTreeMap<String, TileKey> {
    let tiles = document.tiles().filter(|tile| !tile.activity_id().is_empty() && tile.kind() != Kind::Empty);
    let name = |tile: &journey::Tile<'_>| {
        let number = tile.header().and_then(journey::Item::number).filter(|_| tile.kind() != Kind::Root);
        format!("{} {} {number:?}", tile.activity_id(), tile.type_id())
    };
    tiles.map(|tile| (name(&tile), tile.key())).collect()
}

fn text(document: &Document, key: TileKey) -> String {
    document.tile(key).map(|tile| tile.text().to_owned()).unwrap_or_default()
}

/// Whether every id and number names one thing, and every tile hangs on the root.
fn faults(document: &Document) -> BTreeSet<&'static str> {
    let codes = ["id-repeated", "item-number-repeated", "cycle", "parent-missing", "root-missing", "root-repeated"];
    let found = journey::problems(document, None).into_iter().map(|problem| problem.code);
    found.filter(|code| codes.contains(code)).collect()
}

/// Holds a merge against what each side did. `Err` says what was lost.
fn nothing_is_lost(base: &Document, mine: &Document, theirs: &Document, merge: &Merge) -> Result<(), String> {
    let mut editor = Editor::new(mine.clone(), Status::Draft);
    editor.run(merge.command()).map_err(|refusal| refusal.reason)?;
    let result = editor.document();
    if result.definition() != merge.document().definition() || outline(result) != outline(merge.document()) {
        return Err("taking the merge is not the merge".to_owned());
    }
    if !result.is_editable() {
        return Err("it cannot be read".to_owned());
    }
    let undone = {
        let mut editor = Editor::new(mine.clone(), Status::Draft);
        editor.run(merge.command()).map_err(|refusal| refusal.reason)?;
        editor.undo();
        everything(editor.document())
    };
    if undone != everything(mine) {
        return Err("undo does not return".to_owned());
    }
    let known: BTreeSet<_> = [base, mine, theirs].into_iter().flat_map(faults).collect();
    if let Some(fault) = faults(result).difference(&known).next() {
        return Err(format!("{fault}\n{}", outline(result)));
    }
    // Below, tiles are told apart by their ids.
    if known.contains("id-repeated") {
        return Ok(());
    }
    let (was, others, now) = (by_id(base), by_id(theirs), by_id(result));
    let clashes = merge.clashes();
    let removed_by_choice = |at: &dyn Fn(&journey::Where) -> bool| {
        clashes.iter().any(|clash| matches!(clash.about, About::Removed { .. }) && at(&clash.at))
    };
    let any_removed = clashes.iter().any(|clash| matches!(clash.about, About::Removed { .. }));
    for (id, key) in by_id(mine) {
        if !was.contains_key(&id) {
            let is_there = result.tile(key).is_some_and(|tile| members(tile.text()) == members(&text(mine, key)));
            let is_shared = clashes.iter().any(|clash| clash.at.mine == Some(key)) || others.contains_key(&id);
            if !is_there && !is_shared && !any_removed {
                return Err(format!("what I added is gone: {id}"));
            }
        }
    }
    for (id, key) in &others {
        if !was.contains_key(id) && !any_removed {
            let found = now.get(id).map(|key| members(&text(result, *key))).unwrap_or_default();
            let is_asked = clashes.iter().any(|clash| clash.at.theirs == Some(*key));
            if members(&text(theirs, *key)).iter().any(|(name, value)| found.get(name) != Some(value)) && !is_asked {
                return Err(format!("what they added is gone: {id}"));
            }
        }
    }
    for (id, key) in &was {
        let (own, other) = (by_id(mine).get(id).copied(), others.get(id).copied());
        let result_key = now.get(id).copied();
        let (Some(own), Some(other)) = (own, other) else {
            let is_asked = removed_by_choice(&|at| at.base == Some(*key)) || any_removed;
            if result_key.is_some() && !is_asked && base.tile(*key).is_some_and(|tile| tile.kind() != Kind::Root) {
                return Err(format!("what was removed is back: {id}"));
            }
            continue;
        };
        let Some(result_key) = result_key else { return Err(format!("nobody removed it: {id}")) };
        let (base_members, result_members) = (members(&text(base, *key)), members(&text(result, result_key)));
        for (document, key) in [(mine, own), (theirs, other)] {
            let side = members(&text(document, key));
            for name in side.keys().chain(base_members.keys()) {
                let (before, after, now) = (base_members.get(name), side.get(name), result_members.get(name));
                let stored = name.trim_start_matches("0 ");
                let is_asked =
                    clashes.iter().filter(|clash| clash.at.theirs == Some(other)).any(|clash| match &clash.about {
                        About::Member { member, .. } => member == stored,
                        About::ItemRemoved { .. } => name.starts_with("0 "),
                        _ => false,
                    });
                if before != after && now != after && !is_asked {
                    return Err(format!("{id} {name}: {before:?} became {after:?} and is {now:?}"));
                }
            }
        }
    }
    for (column, value) in mine.settings().iter().chain(theirs.settings().iter()) {
        let is_asked =
            clashes.iter().any(|clash| matches!(&clash.about, About::Setting { column: own, .. } if own == column));
        if base.settings().get(column) != value && result.settings().get(column) != value && !is_asked {
            return Err(format!("{column} {value:?}"));
        }
    }
    Ok(())
}

fn changed(base: &Document, draws: Vec<Draw>) -> Document {
    let mut editor = Editor::new(base.clone(), Status::Draft);
    for draw in draws {
        let command = command(editor.document(), draw);
        let _ = editor.run(command);
    }
    editor.document().clone()
}

fn same(one: &Document, other: &Document) -> bool {
    one.definition() == other.definition()
        && one.designer_state() == other.designer_state()
        && one.settings() == other.settings()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn what_one_side_did_comes_out_to_the_byte(choice in 0..16_usize, draws in draws(12)) {
        let base = document(choice);
        let other = changed(&base, draws);
        for merge in [merge(&base, &other, &base), merge(&base, &base, &other), merge(&base, &other, &other)] {
            prop_assert!(merge.clashes().is_empty());
            prop_assert!(same(merge.document(), &other));
        }
    }

    #[test]
    fn nothing_that_either_side_did_is_lost(choice in 0..16_usize, mine in draws(8), theirs in draws(8)) {
        let base = document(choice);
        let (mine, theirs) = (changed(&base, mine), changed(&base, theirs));
        let mut merge = merge(&base, &mine, &theirs);
        prop_assert_eq!(nothing_is_lost(&base, &mine, &theirs, &merge), Ok(()));
        for side in [Side::Theirs, Side::Mine] {
            for _ in 0..40 {
                let next = merge.clashes().iter().position(|clash| clash.choice != Some(side));
                match next {
                    Some(next) => merge.choose(next, Some(side)),
                    None => break,
                }
            }
            prop_assert_eq!(nothing_is_lost(&base, &mine, &theirs, &merge), Ok(()), "{:?}", side);
        }
        for clash in merge.clashes() {
            merge.words(clash);
        }
    }

    #[test]
    fn any_three_texts_merge(one in ".{0,60}", two in ".{0,60}", three in ".{0,60}") {
        let read = |text: &str| Document::read(text, text, Settings::new());
        let wrap = |text: &str| read(&format!(r#"[{{"ActivityId":"a","ActivityTypeId":"Email","x":{}}}]"#, Json::text(text)));
        merge(&read(&one), &read(&two), &read(&three));
        merge(&wrap(&one), &wrap(&two), &wrap(&three));
        merge(&wrap(&one), &read(&two), &wrap(&three));
    }
}
