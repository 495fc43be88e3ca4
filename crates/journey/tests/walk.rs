//! Trying a journey for one contact.

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

mod common;

use common::{document, draws};
use expect_test::{Expect, expect};
use journey::{
    Answer, Command, Document, Editor, ItemRef, Json, Kind, NewTile, Place, Settings, Status, Step, Value, Walk, run,
};
use proptest::prelude::*;

/// Enters an email, waits two days on working days from nine, is asked for five days.
fn journey() -> Editor {
    let settings: Settings = [
        ("msdyncrm_startdatetime".to_owned(), Value::Moment("2026-01-02T10:00:00Z".to_owned())),
        ("msdyncrm_enddatetime".to_owned(), Value::Moment("2026-03-01T00:00:00Z".to_owned())),
    ]
    .into_iter()
    .collect();
    let mut editor = Editor::new(Document::blank(settings, journey::EntityTarget::Contact), Status::Draft);
    let mut last = editor.document().lanes()[0];
    let mut scheduler = NewTile::of(Kind::Scheduler).named("Two days");
    let set = |tile: &mut NewTile, name: &str, value: Json| {
        tile.members.iter_mut().filter(|(own, _)| own == name).for_each(|member| member.1 = value.clone());
    };
    for (name, value) in [
        ("ScheduledDurationUnit", Json::text("Day")),
        ("ScheduledDurationValue", Json::number(2)),
        ("WaitUntilSaturday", Json::Bool(false)),
        ("WaitUntilSunday", Json::Bool(false)),
        ("WaitUntilFromHour", Json::number(9)),
    ] {
        set(&mut scheduler, name, value);
    }
    let trigger = NewTile::of(Kind::Trigger).named("Opened?");
    for tile in [NewTile::of(Kind::Email).named("Welcome"), scheduler, trigger] {
        let change = editor.run(Command::Insert { place: Place::After(last), tile }).expect("it fits");
        last = change.focus.expect("the new tile");
    }
    for (branch, name) in [(journey::Branch::Yes, "Thanks"), (journey::Branch::No, "Reminder")] {
        let place = Place::Branch { of: last, branch, index: 0 };
        editor.run(Command::Insert { place, tile: NewTile::of(Kind::Email).named(name) }).expect("it fits");
    }
    editor
}

fn id(document: &Document, name: &str) -> String {
    document.tiles().find(|tile| tile.name() == name).expect("a tile of this name").activity_id().to_owned()
}

fn check(document: &Document, walk: &Walk, expected: Expect) {
    let run = run(document, walk);
    let line = |step: &journey::WalkStep| {
        let name = document.tile(step.tile).map_or("", |tile| tile.name());
        format!("{} {name}: {:?}\n", run.moment(step.at).unwrap_or_default(), step.event)
    };
    expected.assert_eq(&run.steps.iter().map(line).collect::<String>());
}

#[test]
fn a_contact_meets_what_they_choose() {
    let editor = journey();
    let document = editor.document();
    let mut walk = Walk::default();
    check(
        document,
        &walk,
        expect![[r#"
            2026-01-02T10:00:00Z New Segment group: Enters
            2026-01-02T10:00:00Z Welcome: Sent
            2026-01-02T10:00:00Z Two days: Waits
            2026-01-05T09:00:00Z Opened?: Asks
        "#]],
    );
    assert_eq!(run(document, &walk).asks.len(), 1);
    walk.choose(&id(document, "Opened?"), Some(Answer::Yes { after: 90 }));
    check(
        document,
        &walk,
        expect![[r#"
            2026-01-02T10:00:00Z New Segment group: Enters
            2026-01-02T10:00:00Z Welcome: Sent
            2026-01-02T10:00:00Z Two days: Waits
            2026-01-05T09:00:00Z Opened?: Answers
            2026-01-05T10:30:00Z Thanks: Sent
        "#]],
    );
    walk.choose(&id(document, "Opened?"), Some(Answer::No));
    let timed_out = run(document, &walk);
    assert_eq!(timed_out.touches().count(), 2);
    assert_eq!(timed_out.moment(timed_out.length()).as_deref(), Some("2026-01-10T09:00:00Z"));
    walk.choose(&id(document, "Opened?"), Some(Answer::Yes { after: 6 * 1_440 }));
    assert_eq!(run(document, &walk).steps, timed_out.steps, "too late");
    walk.entered = "2026-02-27T12:00:00Z".to_owned();
    check(
        document,
        &walk,
        expect![[r#"
            2026-02-27T12:00:00Z New Segment group: Enters
            2026-02-27T12:00:00Z Welcome: Sent
            2026-02-27T12:00:00Z Two days: Waits
            2026-03-02T09:00:00Z Opened?: CutOff
        "#]],
    );
}

#[test]
fn a_kept_walk_tells_what_a_change_did() {
    let mut editor = journey();
    let mut walk = Walk::default();
    walk.choose(&id(editor.document(), "Opened?"), Some(Answer::Yes { after: 0 }));
    assert!(run(editor.document(), &walk).differences(editor.document(), &walk).is_empty());
    let kept = run(editor.document(), &walk);
    walk.keep(editor.document(), &kept);
    let walk = Walk::of_text(&walk.to_text()).expect("what was written");
    let find = |editor: &Editor, name: &str| editor.document().find(&id(editor.document(), name)).expect("a tile");
    let at = ItemRef { tile: find(&editor, "Two days"), item: 0 };
    let path = vec![Step::Name("ScheduledDurationValue".to_owned())];
    editor.run(Command::SetMember { at, path, value: Some(Json::number(4)) }).expect("a draft");
    let tile = find(&editor, "Welcome");
    editor.run(Command::Remove { tile, with: journey::Removal::Tile }).expect("a draft");
    let told: Vec<_> =
        run(editor.document(), &walk).differences(editor.document(), &walk).iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "“Opened?” is reached after 4 days instead of 2 days 23 hours.",
            "“Thanks” is reached after 4 days instead of 2 days 23 hours.",
            "“Welcome” is no longer reached.",
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_walk_ends(choice in 0..16_usize, draws in draws(20), entered in ".{0,20}", after in any::<i64>()) {
        let document = document(choice);
        let ids: Vec<_> = document.tiles().map(|tile| tile.activity_id().to_owned()).collect();
        let mut walk = Walk { entered, ..Walk::default() };
        for (op, a, b, _) in draws {
            let pick = |n: u16| ids.get(usize::from(n) % ids.len().max(1)).cloned().unwrap_or_default();
            let answer = match op % 3 {
                0 => Answer::Yes { after },
                1 => Answer::No,
                _ => Answer::Branch(pick(b)),
            };
            walk.choose(&pick(a), Some(answer));
        }
        let run = run(&document, &walk);
        prop_assert!(run.steps.len() <= document.len());
        prop_assert!(run.steps.windows(2).all(|pair| pair[0].at <= pair[1].at));
        walk.keep(&document, &run);
        prop_assert!(run.differences(&document, &walk).is_empty() || choice % 8 == 3);
        prop_assert_eq!(Walk::of_text(&walk.to_text()), Some(walk));
        run.moment(run.length());
    }

    #[test]
    fn any_text_is_a_walk_or_none(text in ".{0,60}") {
        let _ = Walk::of_text(&text);
    }
}
