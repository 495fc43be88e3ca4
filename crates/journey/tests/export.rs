//! Pictures and documents hold everything, as text and never as markup; what was taken out comes in again.

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

mod common;

use common::{ASHV, command, document, draws};
use expect_test::expect;
use journey::layout::{Metrics, arrange};
use journey::{
    Command, Document, Editor, ItemRef, Kind, Report, Settings, Status, SvgStyle, Value, document_html,
    document_markdown, problems, svg,
};
use proptest::prelude::*;

fn picture(document: &Document) -> String {
    let layout = arrange(document, &Metrics::default(), &|_| false);
    svg(document, &layout, &SvgStyle { title: "A & B", translate: &str::to_owned })
}

/// Whether tags are closed in order, attributes quoted, and nothing else looks like markup.
fn well_formed(text: &str, void: &[&str]) -> Result<usize, String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    let mut count = 0;
    while let Some(at) = rest.find('<') {
        let before = &rest[..at];
        if before.contains('>')
            || before.split('&').skip(1).any(|entity| !entity.split(';').next().is_some_and(is_entity))
        {
            return Err(format!("loose mark in {before:?}"));
        }
        let end = rest[at..].find('>').ok_or("a tag without end")? + at;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        count += 1;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
        } else if !tag.ends_with('/') && !tag.starts_with('!') {
            let name = tag.split(' ').next().unwrap_or_default();
            if !void.contains(&name) {
                open.push(name);
            }
        }
        if tag.matches('"').count() % 2 == 1 {
            return Err(format!("<{tag}>"));
        }
    }
    if open.is_empty() { Ok(count) } else { Err(format!("open: {open:?}")) }
}

fn is_entity(name: &str) -> bool {
    ["amp", "lt", "gt", "quot", "#39"].contains(&name)
}

#[test]
fn a_journey_is_told_in_order() {
    let settings: Settings = [
        ("msdyncrm_name".to_owned(), Value::Text("Spring *welcome*".to_owned())),
        ("msgdpr_requiredconsent".to_owned(), Value::Number(587_030_004)),
        ("msdyncrm_startdatetime".to_owned(), Value::Moment("2026-01-02T10:00:00Z".to_owned())),
    ]
    .into_iter()
    .collect();
    let text = ASHV.replace("invite email", "invite <b>email</b>");
    let document = Document::read(&text, "", settings);
    let found = problems(&document, None);
    let report = Report { document: &document, problems: &found, translate: &str::to_owned };
    let markdown = document_markdown(&report);
    let told = |from: &str, to: &str| {
        let start = markdown.find(from).expect("it is told");
        let end = markdown[start..].find(to).expect("it ends") + start;
        markdown[start..end].trim_end().to_owned() + "\n"
    };
    expect![[r#"
        # Spring \*welcome\*

        ## Settings

        - **Start date and time:** 2026-01-02 10:00
        - **Minimum consent:** (4) Marketing
    "#]]
    .assert_eq(&told("# Spring", "## Tiles"));
    expect![[r#"
        ### 2. “invite \<b\>email\</b\>”

        - **Type:** Email
        - **Follows:** 1. “my customers”
        - **Reached after:** 0 minutes
        - **Email:** 08634d0e-25dc-e811-a965-000d3af2924b
        - **Marketing page:** event page
        - **Marketing page:** not chosen

        - Error: You must choose a marketing page here.
    "#]]
    .assert_eq(&told("### 2.", "### 3."));
    expect![[r#"
        ### 5. “registered?”

        - **Type:** Trigger
        - **Follows:** 4. “New Event”
        - **Reached after:** 0 minutes
        - **Wait up to:** 5
        - **Unit:** Days
        - **Rule logic:** All rules
        - **Rules:** event page: UserRegistered
    "#]]
    .assert_eq(&told("### 5.", "### 6."));
    let html = document_html(&report, "en");
    well_formed(&html, &["meta"]).expect("well formed");
    assert!(html.contains("invite &lt;b&gt;email&lt;/b&gt;") && !html.contains("<b>"));
}

#[test]
fn what_was_taken_out_comes_in_again() {
    let (document, found) = Document::import(&format!("\u{feff} {ASHV}\n"));
    assert_eq!((document.expect("a journey").definition().as_str(), found.len()), (ASHV.trim(), 0));
    let row = format!(
        r#"{{"@odata.etag":"W/1","msdyncrm_name":"x","msdyncrm_isrecurring":true,"msdyncrm_entitytarget":1,"statuscode":192350001,
            "msdyncrm_workflowdefinition":{},"msdyncrm_customerjourneydesignerstate":"{{}}"}}"#,
        journey::Json::text(ASHV)
    );
    let document = Document::import(&row).0.expect("a journey");
    assert_eq!((document.definition().as_str(), document.designer_state().as_str()), (ASHV, "{}"));
    let columns: Vec<_> = document.settings().iter().map(|(column, _)| column).collect();
    assert_eq!(columns, ["msdyncrm_entitytarget", "msdyncrm_isrecurring", "msdyncrm_name"]);
    for (text, code) in [
        ("", "import-refused"),
        ("7", "import-refused"),
        ("{}", "import-refused"),
        ("[1,2]", "import-refused"),
        ("[{\"ActivityId\":", "definition-unreadable"),
        (r#"{"journeyman":"tiles"}"#, "import-refused"),
        (r#"{"msdyncrm_workflowdefinition":"x"}"#, "definition-unreadable"),
    ] {
        let (document, found) = Document::import(text);
        assert!(document.is_none(), "{text}");
        assert_eq!(found.iter().map(|problem| problem.code).collect::<Vec<_>>(), [code], "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn names_are_text_wherever_they_go(choice in 0..16_usize, draws in draws(6), name in ".{0,30}") {
        let mut editor = Editor::new(document(choice), Status::Draft);
        for draw in draws {
            let command = command(editor.document(), draw);
            let _ = editor.run(command);
        }
        let keys: Vec<_> = editor.document().keys().collect();
        for tile in keys {
            let _ = editor.run(Command::Rename { at: ItemRef { tile, item: 0 }, name: format!("<x>&\"'{name}") });
        }
        let document = editor.document();
        let picture = picture(document);
        prop_assert_eq!(well_formed(&picture, &[]).err(), None);
        let shown = document.tiles().filter(|tile| Some(tile.key()) != document.root()).count();
        prop_assert_eq!(picture.matches(" rx=\"4\"").count(), shown);
        let found = problems(document, None);
        let report = Report { document, problems: &found, translate: &str::to_owned };
        let html = document_html(&report, "de");
        prop_assert_eq!(well_formed(&html, &["meta"]).err(), None);
        let tiles = document.tiles().filter(|tile| Some(tile.key()) != document.root() && tile.kind() != Kind::Empty).count();
        prop_assert_eq!(html.matches("<h3").count(), tiles);
        let markdown = document_markdown(&report);
        prop_assert_eq!(markdown.lines().filter(|line| line.starts_with("### ")).count(), tiles);
    }

    #[test]
    fn any_text_is_imported_or_refused(text in ".{0,80}") {
        let (document, found) = Document::import(&text);
        prop_assert!(document.is_some() || !found.is_empty());
    }
}
