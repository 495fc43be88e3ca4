//! Edits within a tile, to the byte; what each status locks; what counts as saved.

mod common;

use journey::{
    Change, Command, Document, Editor, ItemRef, Json, Kind, NewItem, NewTile, Place, Record, Refusal, Settings, Status,
    Step, Value,
};

fn editor(text: &str) -> Editor {
    Editor::new(Document::read(text, common::STATE, Settings::new()), Status::Draft)
}

fn at(editor: &Editor, id: &str, item: usize) -> ItemRef {
    ItemRef { tile: editor.document().find(id).expect("a tile of the sample"), item }
}

/// Runs a command on a sample and says what was replaced by what.
fn difference(text: &str, command: impl Fn(&Editor) -> Command) -> (String, String) {
    let mut editor = editor(text);
    let command = command(&editor);
    editor.run(command).expect("an edit that rules allow");
    let after = editor.document().definition();
    let start = text.bytes().zip(after.bytes()).take_while(|(before, after)| before == after).count();
    let most = text.len().min(after.len()) - start;
    let end =
        text.bytes().rev().zip(after.bytes().rev()).take(most).take_while(|(before, after)| before == after).count();
    (text[start..text.len() - end].to_owned(), after[start..after.len() - end].to_owned())
}

fn pair(before: &str, after: &str) -> (String, String) {
    (before.to_owned(), after.to_owned())
}

#[test]
fn a_rename_touches_the_name_and_who_gave_it() {
    let rename = |id: &'static str| {
        move |editor: &Editor| Command::Rename { at: at(editor, id, 0), name: "Demo \"email\"".to_owned() }
    };
    assert_eq!(
        difference(common::VALIDATE, rename("01_0_3")),
        pair("true,\n          \"Name\": \"Relationship test", "false,\n          \"Name\": \"Demo \\\"email\\\""),
    );
    // Data from 2018 does not say who named the tile, and still does not afterwards.
    assert_eq!(difference(common::ASHV, rename("01_2_4")), pair("invite email", "Demo \\\"email\\\""));
}

#[test]
fn choosing_a_record_renames_what_the_system_named() {
    let record = || Record { id: "{0A1B}".to_owned(), name: "Spring".to_owned(), extra: Vec::new() };
    let choose = |id: &'static str, item, record: Option<Record>| {
        move |editor: &Editor| Command::ChooseRecord { at: at(editor, id, item), record: record.clone() }
    };
    let mut editor = editor(common::DOC_SIMPLE);
    for (command, name, id) in [
        (choose("01_0_3", 0, Some(record())), "Spring", Some("0a1b")),
        (choose("01_0_3", 0, None), "New Email", None),
        (choose("01_0", 1, Some(record())), "Demo segment", Some("0a1b")),
    ] {
        let command = command(&editor);
        let Command::ChooseRecord { at, .. } = &command else { continue };
        let at = *at;
        editor.run(command).expect("a record may be chosen");
        let item = &editor.document().tile(at.tile).expect("the tile").items()[at.item];
        assert_eq!((item.name(), item.record()), (name, id));
    }
    let segment = at(&editor, "01_0", 1);
    let item = &editor.document().tile(segment.tile).expect("the group").items()[1];
    assert_eq!(item.member("DciSegmentName"), None, "it named the segment that was chosen before");
}

#[test]
fn any_member_can_be_set_and_removed() {
    let set = |path: &[Step], value: Option<Json>| {
        let path = path.to_vec();
        move |editor: &Editor| Command::SetMember {
            at: at(editor, "01_2_4_7", 0),
            path: path.clone(),
            value: value.clone(),
        }
    };
    let name = |name: &str| Step::Name(name.to_owned());
    assert_eq!(difference(common::ASHV, set(&[name("TimeoutValue")], Some(Json::number(9)))), pair("5", "9"));
    let path = [name("ConditionExpressions"), Step::Index(0), name("SourceActivityItemId")];
    assert_eq!(difference(common::ASHV, set(&path, Some(Json::text("17")))), pair("28", "17"));
    assert_eq!(
        difference(common::ASHV, set(&[name("Own")], Some(Json::List(vec![Json::Null])))),
        pair("", ",\"Own\":[null]")
    );
    let (gone, come) = difference(common::ASHV, set(&[name("RuleLogic")], None));
    assert_eq!((gone.contains("RuleLogic"), come.as_str()), (true, ""));
}

#[test]
fn ids_and_places_are_not_members_to_set() {
    let mut editor = editor(common::ASHV);
    let tile = at(&editor, "01_2_4", 0);
    for (path, value) in [("ActivityItemId", Json::number(1)), ("ActivityTypeId", Json::text("Event"))] {
        let path = vec![Step::Name(path.to_owned())];
        let answer = editor.run(Command::SetMember { at: tile, path, value: Some(value) });
        assert_eq!(answer.map_err(|refusal| refusal.code), Err("fixed-member"));
    }
    for name in ["ActivityId", "ParentActivityId", "ParentBranchId", "ParentRelationshipType", "Properties"] {
        let answer = editor.run(Command::SetTileMember { tile: tile.tile, name: name.to_owned(), value: None });
        assert_eq!(answer.map_err(|refusal| refusal.code), Err("fixed-member"));
    }
}

#[test]
fn nested_items_are_added_moved_and_removed() {
    let mut editor = editor(common::DOC_SIMPLE);
    let email = at(&editor, "01_0_3", 0).tile;
    let kinds = |editor: &Editor| {
        let items = editor.document().tile(email).expect("the email").items();
        items.iter().map(|item| (item.type_id().to_owned(), item.number())).collect::<Vec<_>>()
    };
    let page = ("LandingPage".to_owned(), Some(51));
    let event = ("Event".to_owned(), Some(52));
    editor.run(Command::AddItem { tile: email, index: 2, item: NewItem::of(Kind::Event) }).expect("an event fits");
    assert_eq!(kinds(&editor)[1..], [page.clone(), event.clone()]);
    editor.run(Command::MoveItem { tile: email, from: 2, to: 1 }).expect("items are reordered");
    assert_eq!(kinds(&editor)[1..], [event.clone(), page]);
    editor.run(Command::RemoveItem { at: ItemRef { tile: email, item: 2 } }).expect("an item may go");
    assert_eq!(kinds(&editor)[1..], [event]);
    assert_eq!(editor.document().designer_state().matches("53").count(), 1);

    let group = at(&editor, "01_0", 0).tile;
    let codes = [
        Command::AddItem { tile: group, index: 1, item: NewItem::of(Kind::Event) },
        Command::RemoveItem { at: ItemRef { tile: group, item: 1 } },
        Command::RemoveItem { at: ItemRef { tile: email, item: 0 } },
        Command::MoveItem { tile: email, from: 0, to: 1 },
    ]
    .map(|command| editor.check(&command).map_err(|refusal| refusal.code));
    assert_eq!(codes, [Err("nesting"), Err("last-segment"), Err("header"), Err("header")]);
}

#[test]
fn each_status_locks_what_the_documentation_says() {
    let mut editor = editor(common::DOC_SIMPLE);
    editor.run(set("msdyncrm_startdatetime", Value::Moment("2019-02-08T11:48:00.000Z".to_owned()))).expect("a draft");
    let now = editor.mark();
    editor.mark_saved(now);
    let tile = at(&editor, "01_0_3", 0);
    let commands = [
        Command::Insert { place: Place::After(tile.tile), tile: NewTile::of(Kind::Email) },
        Command::Rename { at: tile, name: "x".to_owned() },
        set("msdyncrm_name", Value::Text("x".to_owned())),
        set("msdyncrm_startdatetime", Value::Moment("2019-02-09T11:48:00.000Z".to_owned())),
        set("msdyncrm_isrecurring", Value::Flag(true)),
        set("msdyncrm_customerjourneytimezone", Value::Number(92)),
        set("statuscode", Value::Number(1)),
    ];
    let stopped = "2019-02-08T11:48:00Z";
    for (status, now, allowed) in [
        (Status::Draft, None, "111111."),
        (Status::LiveEditable, None, ".111..."),
        (Status::Stopped, Some("2019-02-08T11:47:00Z"), ".111..."),
        (Status::Stopped, Some(stopped), ".11...."),
        (Status::Live, Some(stopped), "......."),
        (Status::GoingLive, None, "......."),
        (Status::Error, None, "......."),
        (Status::Expired, None, "......."),
        (Status::Unknown(1), None, "......."),
    ] {
        editor.set_status(status);
        editor.set_now(now);
        let answers: String =
            commands.iter().map(|command| if editor.check(command).is_ok() { '1' } else { '.' }).collect();
        assert_eq!(answers, allowed, "{status:?}");
    }
}

fn set(column: &str, value: Value) -> Command {
    Command::Set { column: column.to_owned(), value }
}

#[test]
fn columns_take_what_their_table_says() {
    let lookup =
        |table: &str| Value::Lookup(journey::Lookup { table: table.to_owned(), id: "1".to_owned(), name: None });
    let editor = editor("[]");
    for (column, value, is_fine) in [
        ("msdyncrm_name", Value::Text("x".repeat(100)), true),
        ("msdyncrm_name", Value::Text("x".repeat(101)), false),
        ("msdyncrm_name", Value::Number(1), false),
        ("msdyncrm_customerjourneytimezone", Value::Number(-1_500), true),
        ("msdyncrm_customerjourneytimezone", Value::Number(1_501), false),
        ("msdyncrm_recurrencecount", Value::Number(-1), false),
        ("msdyncrm_enddatetime", Value::Moment("2019-02-30".to_owned()), false),
        ("msdyncrm_enddatetime", Value::Nothing, true),
        ("msdyncrm_entitytarget", Value::Nothing, false),
        ("msdyncrm_suppressionsegmentid", lookup("msdyncrm_segment"), true),
        ("msdyncrm_suppressionsegmentid", lookup("contact"), false),
        ("ownerid", lookup("team"), true),
        ("msdyncrm_workflowdefinition", Value::Text(String::new()), false),
    ] {
        assert_eq!(editor.check(&set(column, value.clone())).is_ok(), is_fine, "{column} {value:?}");
    }
}

#[test]
fn a_broken_design_keeps_its_text_and_its_settings_open() {
    let mut editor = editor("[{\"ActivityId\":\"a\",\"ActivityTypeId\":\"Email\"},");
    let tile = at(&editor, "a", 0).tile;
    let answer = editor.run(Command::SetTileMember { tile, name: "x".to_owned(), value: None });
    assert_eq!(answer.map_err(|refusal| refusal.code), Err("not-readable"));
    editor.run(set("msdyncrm_name", Value::Text("x".to_owned()))).expect("settings stay open");
    assert!(!editor.definition_changed());
}

#[test]
fn a_design_that_grows_past_the_column_is_refused_and_unchanged() {
    let filler = "x".repeat(journey::MAX_DEFINITION - 200);
    let text = format!(r#"[{{"ActivityId":"01","ActivityTypeId":"bpf_root","x":"{filler}"}}]"#);
    let mut editor = editor(&text);
    let refusal: Result<Change, Refusal> =
        editor.run(Command::Insert { place: Place::Lane(0), tile: NewTile::of(Kind::Segment) });
    assert_eq!(refusal.map_err(|refusal| refusal.code), Err("too-long"));
    assert_eq!(editor.document().definition(), text);
    assert_eq!(editor.document().len(), 1);
}

#[test]
fn what_was_sent_is_what_is_saved() {
    let mut editor = editor(common::DOC_SIMPLE);
    let email = at(&editor, "01_0_3", 0);
    let rename = |name: &str| Command::Rename { at: email, name: name.to_owned() };
    editor.run(rename("one")).expect("a rename");
    let sent = editor.mark();
    editor.run(rename("two")).expect("a rename");
    editor.run(set("msdyncrm_name", Value::Text("x".to_owned()))).expect("a setting");
    editor.mark_saved(sent);
    assert!(editor.definition_changed());
    assert_eq!(editor.changed_settings(), [("msdyncrm_name", &Value::Text("x".to_owned()))]);
    editor.undo();
    assert!(editor.changed_settings().is_empty() && editor.is_changed());
    editor.undo();
    assert!(!editor.is_changed(), "undone back to what was saved");
    editor.undo();
    assert!(editor.is_changed(), "undone past it");
    editor.run(rename("three")).expect("a rename");
    assert!(editor.is_changed());
}

#[test]
fn what_could_not_be_read_again_is_not_written() {
    let deep = |depth: usize| Json::parse(&format!("{}{}", "[".repeat(depth), "]".repeat(depth))).expect("a list");
    let mut editor = editor(common::DOC_SIMPLE);
    let email = at(&editor, "01_0_3", 0);
    let set = |value| Command::SetMember { at: email, path: vec![Step::Name("Own".to_owned())], value: Some(value) };
    let too_deep = Some("too-deep");
    assert_eq!(editor.run(set(deep(124))).map_err(|refusal| refusal.code).err(), too_deep);
    editor.run(set(deep(123))).expect("still readable");
    assert!(Document::read(&editor.document().definition(), "", Settings::new()).is_editable());
    let mut tile = NewTile::of(Kind::Email);
    tile.members.push(("Own".to_owned(), deep(124)));
    let answer = editor.run(Command::Insert { place: Place::After(email.tile), tile });
    assert_eq!(answer.map_err(|refusal| refusal.code).err(), too_deep);
}

#[test]
fn a_draft_goes_on_as_unsaved_work() {
    let mut before = editor(common::DOC_SIMPLE);
    let saved = before.document().clone();
    let email = at(&before, "01_0_3", 0);
    before.run(Command::Rename { at: email, name: "kept".to_owned() }).expect("a rename");
    let mut resumed = Editor::resume(before.document().clone(), &saved, before.status());
    assert!(resumed.definition_changed() && resumed.changed_settings().is_empty());
    assert!(resumed.undo().is_none(), "its history is gone");
    let now = resumed.mark();
    resumed.mark_saved(now);
    assert!(!resumed.is_changed());
    assert!(!Editor::resume(saved.clone(), &saved, before.status()).is_changed(), "a draft without changes");
}
