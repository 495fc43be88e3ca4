//! What the tests of the laws share: documents to begin with, and commands drawn by chance.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::fmt::Write;

use journey::{
    Branch, Command, Document, Editor, EntityTarget, Incoming, ItemRef, Json, Kind, Moving, NewItem, NewTile, Place,
    Record, Removal, Settings, Status, Step, TileKey, Value, copy, duplicate, move_all, remove_all, replace_record,
    wrap,
};
use proptest::prelude::*;

pub const DOC_SIMPLE: &str = include_str!("../data/workflow-doc-simple.json");
pub const CREATE: &str = include_str!("../data/workflow-create-sample.json");
pub const VALIDATE: &str = include_str!("../data/workflow-validate-sample.json");
pub const ASHV: &str = include_str!("../data/workflow-ashv-2018-trigger.json");
pub const STATE: &str = include_str!("../data/designerstate-sample.json");

/// Two roots, a repeated id, an orphan, a cycle with a tail, an unknown tile, a splitter, an entry that is no tile. Synthetic.
pub const ODD: &str = r#" [ {"ActivityId":"01","ActivityTypeId":"bpf_root","Properties":{"Items":[]}} ,
 {"ActivityId":"02","ActivityTypeId":"bpf_root"}, 7,
 {"ActivityTypeId":"segment","ActivityId":"a","ParentActivityId":"01","x":1.0,"Properties":{"Items":[{"Name":"\u0061","ActivityItemId":"3"},{"ActivityTypeId":"SegmentItem"}],"y":[]}},
 {"ActivityTypeId":"Email","ActivityId":"b","ParentActivityId":"a","ParentRelationshipType":"default","ParentBranchId":"0","Properties":{"Items":[{"Name":"b","Name":"bb"}]}},
 {"ActivityTypeId":"Email","ActivityId":"b","ParentActivityId":"a","ParentBranchId":0},
 {"ActivityTypeId":"Trigger","ActivityId":"t","ParentActivityId":"b","ParentBranchId":7,"Properties":{"Items":[{"ActivityItemId":9}]}},
 {"ActivityTypeId":"empty","ActivityId":"e","ParentActivityId":"t","ParentRelationshipType":"nobranch","Properties":{"Items":[]}},
 {"ActivityTypeId":"Splitter","ActivityId":"s","ParentActivityId":"t","ParentRelationshipType":"yesBranch","Properties":{"Items":[{}]}},
 {"ActivityTypeId":"SplitterBranch","ActivityId":"s1","ParentActivityId":"s","ParentBranchId":0,"Properties":{"Items":[{"Share":30}]}},
 {"ActivityTypeId":"SplitterBranch","ActivityId":"s2","ParentActivityId":"s","ParentBranchId":1,"Properties":{"Items":[{}]}},
 {"ActivityTypeId":"Custom_a_b","ActivityId":"o","ParentActivityId":"nobody","Properties":{"Items":[{"Name":"o"}]}},
 {"ActivityTypeId":"Email","ActivityId":"c1","ParentActivityId":"c2"},
 {"ActivityTypeId":"Email","ActivityId":"c2","ParentActivityId":"c1"},
 {"ActivityTypeId":"Email","ActivityId":"c3","ParentActivityId":"c2"} ] "#;

/// Documents to begin with, the n-th of them.
pub fn document(choice: usize) -> Document {
    let settings: Settings = [("msdyncrm_name".to_owned(), Value::Text("Sample".to_owned()))].into_iter().collect();
    let (definition, state) = journey::sample::generate(40, choice as u64);
    match choice % 8 {
        0 => Document::read(DOC_SIMPLE, STATE, settings),
        1 => Document::read(CREATE, "", settings),
        2 => Document::read(ASHV, r#"{"NextActivityID":40,"Other":null}"#, settings),
        3 => Document::read(ODD, "broken", settings),
        4 => Document::blank(settings, EntityTarget::Contact),
        5 => Document::read("", "", settings),
        _ => Document::read(&definition, &state, settings),
    }
}

/// Four numbers from which [`command`] makes a command that fits the document at hand.
pub type Draw = (u8, u16, u16, u16);

pub fn draws(most: usize) -> impl Strategy<Value = Vec<Draw>> {
    prop::collection::vec(any::<Draw>(), 1..most)
}

const KINDS: &[Kind] = &[
    Kind::Email,
    Kind::Trigger,
    Kind::Scheduler,
    Kind::Segment,
    Kind::LandingPage,
    Kind::CreateCrmActivity,
    Kind::Event,
    Kind::Splitter,
];

/// A command on tiles of `document`; many are such that rules turn them down.
pub fn command(document: &Document, (op, a, b, c): Draw) -> Command {
    let keys: Vec<TileKey> = document.keys().collect();
    let key = |n: u16| keys.get(usize::from(n) % keys.len().max(1)).copied();
    let set_name = Command::Set { column: "msdyncrm_name".to_owned(), value: Value::Text(format!("n{a}")) };
    let (Some(tile), Some(target)) = (key(a), key(b)) else {
        return Command::Insert { place: Place::Lane(0), tile: NewTile::of(Kind::Segment) };
    };
    let at = ItemRef { tile, item: usize::from(b % 4 / 3 + b % 7 / 6) };
    let branch = [Branch::Default, Branch::Yes, Branch::No][usize::from(c % 3)].clone();
    let place = match b / 7 % 4 {
        0 => Place::After(target),
        1 => Place::Before(target),
        2 => Place::Branch { of: target, branch: branch.clone(), index: usize::from(c / 3 % 3) },
        _ => Place::Lane(usize::from(c % 3)),
    };
    let record = Record {
        id: "{184E5A1A-464A-E911-A873-000D3A1FE344}".to_owned(),
        name: format!("record \"{a}\""),
        extra: vec![("DciSegmentName".to_owned(), Json::text("d"))],
    };
    match op % 17 {
        0 => Command::Rename { at, name: format!("name {c} ä\n") },
        1 => Command::Describe { at, text: format!("text {c}") },
        2 => Command::ChooseRecord { at, record: (c % 2 == 0).then_some(record) },
        3 => {
            let names = ["TimeoutValue", "Name", "Own", "ConditionExpressions"];
            let mut path = vec![Step::Name(names[usize::from(c % 4)].to_owned())];
            path.extend((c % 5 == 0).then_some(Step::Index(0)));
            Command::SetMember { at, path, value: (c % 3 > 0).then(|| Json::number(i64::from(c))) }
        }
        4 => Command::SetTileMember { tile, name: "EntityTarget".to_owned(), value: Some(Json::text("account")) },
        5 | 6 => {
            let tile = match NewTile::copy_of(document, tile, c % 2 == 0) {
                Some(copy) if op % 3 == 0 => copy,
                _ => NewTile::of(KINDS[usize::from(c) % KINDS.len()]),
            };
            Command::Insert { place, tile }
        }
        7 => Command::Remove { tile, with: if c % 2 == 0 { Removal::Tile } else { Removal::Subtree } },
        8 | 9 => Command::Move { tile, place, with: if c % 2 == 0 { Moving::Tile } else { Moving::Subtree } },
        10 => {
            let kind = if c % 2 == 0 { Kind::SegmentItem } else { Kind::Event };
            Command::AddItem { tile, index: 1 + usize::from(b % 2), item: NewItem::of(kind) }
        }
        11 => Command::RemoveItem { at },
        12 => Command::MoveItem { tile, from: usize::from(b % 3), to: usize::from(c % 3) },
        13 => Command::Take(Box::new(Incoming::of(&document_after(usize::from(c % 16), (a, b))))),
        14 => Command::SwapBranches { tile },
        15 => {
            let several = keys.iter().copied().skip(usize::from(a % 8)).step_by(1 + usize::from(b % 3)).take(9);
            let several: Vec<_> = several.collect();
            match c % 6 {
                0 => remove_all(document, &several),
                1 => move_all(document, &several, &place),
                2 => duplicate(document, &several),
                3 => wrap(document, tile, &branch),
                4 => replace_record(document, "msdyncrm_marketingemail", &record.id, &record),
                _ => {
                    let other = document_after(usize::from(a % 16), (b, c));
                    let subtree = other.lanes().first().map_or(Vec::new(), |lane| other.subtree(*lane));
                    let copied = subtree.get(usize::from(b % 3)..).unwrap_or_default();
                    Command::Paste { place, text: copy(&other, copied) }
                }
            }
        }
        _ if c % 2 == 0 => set_name,
        _ => Command::All {
            label: "all".to_owned(),
            commands: vec![set_name, command(document, (op / 14, b, a, c)), command(document, (op / 28, c, b, a))],
        },
    }
}

/// Reads an outline: type, id and branch a line. Numbers count siblings as the product does: across the branches of a parent.
pub fn journey_of(tree: &str) -> Document {
    let mut text = r#"[{"ActivityTypeId":"bpf_root","ActivityId":"01","Properties":{"Items":[]}}"#.to_owned();
    let mut path: Vec<(usize, &str, usize)> = vec![(0, "01", 0)];
    for line in tree.lines() {
        let depth = (line.len() - line.trim_start().len()) / 2 + 1;
        let words: Vec<_> = line.split_whitespace().collect();
        let branch = words.get(2).map_or("Default".to_owned(), |branch| format!("{branch}Branch"));
        path.truncate(depth);
        let (_, parent, number) = &mut path[depth - 1];
        let item = if words[0] == "empty" {
            String::new()
        } else {
            format!(r#"{{"ActivityTypeId":"{}","Name":"{}"}}"#, words[0], words[1])
        };
        write!(
            text,
            concat!(
                r#",{{"ActivityTypeId":"{}","ParentActivityId":"{}","ParentBranchId":{},"ParentRelationshipType":"{}","#,
                r#""ActivityId":"{}","Properties":{{"Items":[{}]}}}}"#
            ),
            words[0], parent, number, branch, words[1], item,
        )
        .expect("writing to a string cannot fail");
        *number += 1;
        path.push((depth, words[1], 0));
    }
    text.push(']');
    Document::read(&text, r#"{"NextActivityID":5,"NextActivityItemID":1}"#, Settings::new())
}

/// One of the documents, or what a command makes of it.
fn document_after(choice: usize, (a, b): (u16, u16)) -> Document {
    let mut editor = Editor::new(document(choice), Status::Draft);
    let command = command(editor.document(), (u8::try_from(a % 9).unwrap_or_default(), a, b, a));
    let _ = editor.run(command);
    editor.document().clone()
}

/// The tree in lines: type, id, branch and number of every tile, indented.
pub fn outline(document: &Document) -> String {
    let mut out = String::new();
    let mut open: Vec<_> = document.lanes().iter().rev().map(|key| (*key, 0)).collect();
    while let Some((key, depth)) = open.pop() {
        let Some(tile) = document.tile(key) else { continue };
        let number = tile.branch_number().map_or("-".to_owned(), |number| number.to_string());
        let branch = tile.branch().stored().trim_end_matches("Branch").replace("Default", "");
        writeln!(out, "{}{} {} {branch}{number}", "  ".repeat(depth), tile.type_id(), tile.activity_id())
            .expect("writing to a string cannot fail");
        open.extend(document.children(key).iter().rev().map(|child| (*child, depth + 1)));
    }
    out
}

/// Everything that undo must bring back.
pub fn everything(document: &Document) -> (String, String, Settings, Vec<(TileKey, String)>, String) {
    let keys = document.tiles().map(|tile| (tile.key(), tile.activity_id().to_owned())).collect();
    (document.definition(), document.designer_state(), document.settings().clone(), keys, outline(document))
}
