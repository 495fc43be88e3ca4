//! Law: what was read is written back to the byte, and an edit leaves alone what it does not name.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{command, document, draws, outline};
use journey::layout::{Metrics, arrange};
use journey::{Command, Document, Editor, Json, Place, Settings, Status, TileKey, problems, service_problems};
use proptest::prelude::*;

/// Reads `text` and looks at everything there is to see.
fn reads(text: &str) {
    let document = Document::read(text, text, Settings::new());
    assert_eq!(document.definition(), text);
    assert_eq!(document.designer_state(), text);
    assert_eq!(document.units(), text.encode_utf16().count());
    let mut reached: Vec<TileKey> = document.lanes().iter().flat_map(|lane| document.subtree(*lane)).collect();
    reached.extend(document.root());
    let count = reached.len();
    reached.sort_unstable();
    reached.dedup();
    assert_eq!(count, reached.len(), "each tile is reached once");
    assert_eq!(count, document.len(), "every tile is reached");
    assert_eq!(
        arrange(&document, &Metrics::default(), &|_| false).len() + usize::from(document.root().is_some()),
        count
    );
    problems(&document, Some(text));
    service_problems(&document, text);
    for tile in document.tiles() {
        for item in tile.items() {
            assert_eq!(item.members().count(), Json::parse(item.text()).map_or(0, |item| members(&item)));
        }
    }
}

fn members(value: &Json) -> usize {
    if let Json::Object(members) = value { members.len() } else { 0 }
}

/// JSON of any shape, with the names that matter strewn in.
fn json() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        Just("ActivityId".to_owned()),
        Just("ActivityTypeId".to_owned()),
        Just("ParentActivityId".to_owned()),
        Just("ParentBranchId".to_owned()),
        Just("Properties".to_owned()),
        Just("Items".to_owned()),
        ".{0,4}",
    ];
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<f32>().prop_filter_map("finite", |number| number.is_finite().then(|| number.to_string())),
        prop_oneof![Just("01"), Just("bpf_root"), Just("Email"), Just("empty")].prop_map(|text| format!("\"{text}\"")),
        ".{0,6}".prop_map(|text| Json::text(text).to_string()),
    ];
    let value = leaf.prop_recursive(5, 60, 6, move |inner| {
        let member = (name.clone(), inner.clone()).prop_map(|(name, value)| format!("{} : {value}", Json::text(name)));
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(|values| format!("[{}]", values.join(" ,"))),
            prop::collection::vec(member, 0..6).prop_map(|members| format!("{{ {}}}", members.join(","))),
        ]
    });
    prop::collection::vec(value, 0..8).prop_map(|values| format!(" [{}\n]", values.join(",\t")))
}

/// A sample with a few characters replaced.
fn mutated() -> impl Strategy<Value = String> {
    let samples = vec![common::DOC_SIMPLE, common::CREATE, common::VALIDATE, common::ASHV, common::ODD];
    let change = (any::<prop::sample::Index>(), "[a-z{}\\[\\]\",:0-9\\\\ ]{0,3}");
    (prop::sample::select(samples), prop::collection::vec(change, 0..4)).prop_map(|(sample, changes)| {
        let mut letters: Vec<char> = sample.chars().collect();
        for (at, with) in changes {
            let at = at.index(letters.len());
            letters.splice(at..=at, with.chars());
        }
        letters.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_comes_back(text in ".{0,200}") {
        reads(&text);
    }

    #[test]
    fn any_bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        reads(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_json_comes_back(text in json()) {
        reads(&text);
        let document = Document::read(&text, "", Settings::new());
        prop_assert!(document.is_editable());
    }

    #[test]
    fn any_damaged_sample_comes_back(text in mutated()) {
        reads(&text);
    }

    /// Whatever the command, a tile that it does not name keeps its text, but for the three members that place those around the change.
    #[test]
    fn a_command_leaves_alone_what_it_does_not_name(choice in 0..16_usize, draws in draws(12)) {
        let mut editor = Editor::new(document(choice), Status::Draft);
        for draw in draws {
            let command = command(editor.document(), draw);
            let before = texts(editor.document());
            let may_be_placed = around(editor.document(), &command);
            let named = if is_whole(&command) { editor.document().keys().collect() } else { named(&command) };
            let order: Vec<_> = editor.document().keys().collect();
            let Ok(change) = editor.run(command.clone()) else {
                prop_assert_eq!(texts(editor.document()), before, "a refusal changes nothing");
                continue;
            };
            let after = texts(editor.document());
            for (key, text) in &before {
                let Some(now) = after.get(key) else { continue };
                if now == text {
                    continue;
                }
                prop_assert!(change.tiles.contains(key), "every changed tile is told");
                if named.contains(key) {
                    continue;
                }
                prop_assert!(may_be_placed.contains(key), "{command:?} touched {text}");
                prop_assert_eq!(unplaced(now), unplaced(text));
            }
            let kept = |keys: Vec<TileKey>| keys.into_iter().filter(|key| before.contains_key(key) && after.contains_key(key));
            if !is_whole(&command) {
                prop_assert!(kept(order).eq(kept(editor.document().keys().collect())), "stored order stays");
            }
            let text = editor.document().definition();
            let again = Document::read(&text, "", Settings::new());
            prop_assert!(again.is_editable());
            prop_assert_eq!(outline(&again), outline(editor.document()), "the tree is that of the text");
            prop_assert_eq!(again.units(), editor.document().units());
        }
    }
}

fn texts(document: &Document) -> BTreeMap<TileKey, String> {
    document.tiles().map(|tile| (tile.key(), tile.text().to_owned())).collect()
}

fn unplaced(text: &str) -> Vec<(String, Json)> {
    let placing = ["ParentActivityId", "ParentBranchId", "ParentRelationshipType"];
    match Json::parse(text) {
        Some(Json::Object(members)) => {
            members.into_iter().filter(|(name, _)| !placing.contains(&name.as_str())).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a command is about every tile.
fn is_whole(command: &Command) -> bool {
    match command {
        Command::Take(_) => true,
        Command::All { commands, .. } => commands.iter().any(is_whole),
        _ => false,
    }
}

/// The tiles whose content a command is about.
fn named(command: &Command) -> BTreeSet<TileKey> {
    match command {
        Command::Rename { at, .. }
        | Command::Describe { at, .. }
        | Command::ChooseRecord { at, .. }
        | Command::SetMember { at, .. }
        | Command::RemoveItem { at } => [at.tile].into(),
        Command::SetTileMember { tile, .. } | Command::AddItem { tile, .. } | Command::MoveItem { tile, .. } => {
            [*tile].into()
        }
        Command::All { commands, .. } => commands.iter().flat_map(named).collect(),
        _ => BTreeSet::new(),
    }
}

/// The tiles that a command may hang elsewhere or number anew: what it moves, what follows that, and the siblings at both places.
fn around(document: &Document, command: &Command) -> BTreeSet<TileKey> {
    let mut near = BTreeSet::new();
    let mut beside = |key: TileKey| {
        let parent = document.parent(key);
        let siblings = parent.map_or(document.lanes(), |parent| document.children(parent));
        near.extend(siblings.iter().chain(document.children(key)).copied());
    };
    let place = match command {
        Command::Insert { place, .. } => Some(place),
        Command::Remove { tile, .. } | Command::SwapBranches { tile } => {
            beside(*tile);
            None
        }
        Command::Move { tile, place, .. } => {
            beside(*tile);
            // What follows the place is hung behind the end of a moved path.
            Some(place)
        }
        Command::Paste { .. } | Command::All { .. } => return document.keys().collect(),
        _ => None,
    };
    match place {
        Some(Place::After(target) | Place::Before(target) | Place::Branch { of: target, .. }) => beside(*target),
        Some(Place::Lane(_)) => near.extend(document.lanes()),
        None => {}
    }
    near
}

#[test]
fn the_samples_come_back() {
    for text in [common::DOC_SIMPLE, common::CREATE, common::VALIDATE, common::ASHV, common::ODD] {
        reads(text);
        assert!(Document::read(text, "", Settings::new()).is_editable());
        assert!(!Document::read(&text[..text.len() - 10], "", Settings::new()).is_editable());
    }
}

#[test]
fn a_mebibyte_of_anything_is_read() {
    let fill = |piece: &str| piece.repeat(1_048_576 / piece.len());
    for piece in ["[", "{", "\"", "{\"a\":", "[{},", "{}", "\\", ",", "{\"a\":[", "{\"", "ä", "\0", "{\":"] {
        reads(&fill(piece));
        reads(&format!("[{}", fill(piece)));
    }
    reads(&format!("[{}7]", fill("{},")));
    reads(&format!("[{}7]", fill("[[]],")));
    reads(&format!("[{{\"ActivityId\":\"a\",\"x\":\"{}\"}}]", fill("\\u00e4")));
    // One path of tiles, each behind the one before it; and all in one cycle.
    let count = 9_000;
    for last in [count, 0] {
        let tile = |n: usize| {
            let parent = if n == 0 { last } else { n - 1 };
            format!(r#"{{"ActivityId":"{n}","ParentActivityId":"{parent}","ActivityTypeId":"Email"}}"#)
        };
        reads(&format!("[{}]", (0..count).map(tile).collect::<Vec<_>>().join(",")));
    }
}
