use super::*;
use crate::ast::SetOperator;
use crate::syntax::Word;
use crate::{apply, parse};
use rowan::{TextRange, TextSize};

/// The text without its marks, and the range between them.
fn marked(text: &str) -> (String, TextRange) {
    let from = text.find('«').expect("a mark");
    let to = text.find('»').expect("a mark") - '«'.len_utf8();
    (text.replace(['«', '»'], ""), TextRange::new(TextSize::new(from as u32), TextSize::new(to as u32)))
}

fn check(before: &str, change: impl Fn(TextRange) -> Change, expected: &str) {
    let (text, at) = marked(before);
    let edits = edit(&parse(&text), &change(at)).unwrap_or_else(|refusal| panic!("{before}: {refusal}"));
    assert_eq!(apply(&text, &edits), expected);
}

fn refused(before: &str, change: impl Fn(TextRange) -> Change, reason: &str) {
    let (text, at) = marked(before);
    assert_eq!(edit(&parse(&text), &change(at)).map_err(|refusal| refusal.reason), Err(reason));
}

fn row(name: &str, operator: RowOperator, values: &[&str]) -> Row {
    Row {
        column: ColumnRef { alias: None, name: name.into() },
        measure: Measure::Value,
        operator,
        values: values.iter().map(|value| Value::Text((*value).into())).collect(),
        span: Span::default(),
    }
}

fn line(name: &str, values: &[&str]) -> Item {
    Item::Row(row(name, RowOperator::Is, values))
}

/// The model as one line, to compare what was read.
fn shown(text: &str) -> String {
    let query = read(&parse(text));
    let blocks = query.operands.iter().map(|operand| match &operand.block {
        Block::Profile(block) => {
            let parts = block.parts.iter().map(|part| match part {
                Part::Filter(item, _) => show_item(item),
                Part::Related(related) => format!("{:?} {}", related.how, related.relationship),
                Part::Locked(locked) => format!("🔒{}", locked.text),
            });
            format!("{}: {}", block.table, parts.collect::<Vec<_>>().join(" / "))
        }
        Block::Behaviour(block) => format!("{} {:?}", block.kind, block.count.as_ref().map(|count| &count.number)),
        Block::Segment(block) => block.name.clone(),
        Block::Nested(..) => "nested".into(),
        Block::Locked(locked) => format!("🔒{}", locked.text),
    });
    blocks.collect::<Vec<_>>().join(" | ")
}

fn show_item(item: &Item) -> String {
    match item {
        Item::Row(row) => format!("{} {:?} {}", row.column.name, row.operator, row.values.len()),
        Item::Group(group) => {
            let items: Vec<_> = group.items.iter().map(show_item).collect();
            format!("{}{:?}[{}]", if group.negated { "Not" } else { "" }, group.join, items.join(", "))
        }
        Item::Locked(locked) => format!("🔒{}", locked.text),
    }
}

#[test]
fn several_values_are_one_row() {
    assert_eq!(shown("PROFILE(c).FILTER(a == 'x' || a == 'y')"), "c: a Is 2");
    assert_eq!(shown("PROFILE(c).FILTER(a == 'x' || a == 'y' || ISNULL(a))"), "c: Or[a Is 2, a IsEmpty 0]");
    assert_eq!(shown("PROFILE(c).FILTER((a == 'x' || a == 'y') && b > 1)"), "c: And[a Is 2, b Greater 1]");
    assert_eq!(shown("PROFILE(c).FILTER(a != 'x' && a != 'y')"), "c: a IsNot 2");
    assert_eq!(shown("PROFILE(c).FILTER(a IN ['x', 'y', 'z'])"), "c: a Is 3");
    assert_eq!(shown("PROFILE(c).FILTER(NOT(a == 'x' || b == 'y'))"), "c: NotOr[a Is 1, b Is 1]");
}

#[test]
fn blocks() {
    assert_eq!(shown("(SEGMENT(a) UNION SEGMENT(b)) EXCEPT SEGMENT(c)"), "a | b | c");
    assert_eq!(shown("SEGMENT(a) EXCEPT (SEGMENT(b) UNION SEGMENT(c))"), "a | nested");
    assert_eq!(shown("PROFILE(a).FILTER(x == 1).TRAVERSE(r)"), "a: x Is 1 / Traverse r");
    assert_eq!(shown("INTERACTION(E, L).HAVING(COUNT() > 2, UTCDAYS(3))"), "E Some(\"2\")");
}

#[test]
fn what_cannot_be_shown_is_locked() {
    assert_eq!(shown("PROFILE(c).FROB(x).FILTER(a == 1)"), "c: 🔒.FROB(x) / a Is 1");
    assert_eq!(shown("PROFILE(c).FILTER(a + 1 == 2 && b == 1)"), "c: And[🔒a + 1 == 2, b Is 1]");
    assert_eq!(shown("PROFILE(c).FILTER(a == 1"), "c: 🔒.FILTER(a == 1");
    assert_eq!(shown("PROFILE(c).FILTER(a == b || a == 1 /* x */ + 2)"), "c: Or[🔒a == b, 🔒a == 1 /* x */ + 2]");
    assert_eq!(shown("A = PROFILE(c) SEGMENT(A)"), "🔒A = PROFILE(c) SEGMENT(A)");
    assert_eq!(shown("SEGMENT(a).UNION(SEGMENT(b))"), "🔒SEGMENT(a).UNION(SEGMENT(b))");
}

#[test]
fn rows_are_set_in_their_place() {
    let set = |values: &'static [&str]| move |at| Change::SetRow { at, row: row("b", RowOperator::Is, values) };
    check("PROFILE(c).FILTER( «a == 'x'»  && d == 1)", set(&["y"]), "PROFILE(c).FILTER( b == 'y'  && d == 1)");
    check(
        "PROFILE(c).FILTER(«a == 'x'» && d == 1)",
        set(&["y", "z"]),
        "PROFILE(c).FILTER((b == 'y' || b == 'z') && d == 1)",
    );
    check(
        "PROFILE(c).FILTER(«(a == 'x' || a == 'y')» && d == 1)",
        set(&["z"]),
        "PROFILE(c).FILTER(b == 'z' && d == 1)",
    );
    check(
        "PROFILE(c).FILTER(«a == 'x' || a == 'y'» || d == 1)",
        set(&["p", "q"]),
        "PROFILE(c).FILTER(b == 'p' || b == 'q' || d == 1)",
    );
    check("PROFILE(c).FILTER(«a == 'x'»)", set(&["O'Hara"]), "PROFILE(c).FILTER(b == 'O''Hara')");
    refused("PROFILE(c).FILTER(«a == 'x'»)", set(&[]), "A value is missing.");
    refused("PROFILE(c).FILTER(«a + 1 == 2»)", set(&["x"]), "Only a row can be set; this is something else.");
}

#[test]
fn lines_come_and_go() {
    let add = |index, join| move |at| Change::AddItem { at, index, join, item: line("n", &["v"]) };
    check("PROFILE(c).FILTER(«a == 1»)", add(9, Join::And), "PROFILE(c).FILTER(a == 1 && n == 'v')");
    check(
        "PROFILE(c).FILTER(«a == 1 || a == 2»)",
        add(9, Join::And),
        "PROFILE(c).FILTER((a == 1 || a == 2) && n == 'v')",
    );
    check(
        "PROFILE(c).FILTER(«a == 1 && b == 2»)",
        add(1, Join::And),
        "PROFILE(c).FILTER(a == 1 && n == 'v' && b == 2)",
    );
    check(
        "PROFILE(c)«.FILTER(a == 1 && b == 2)»",
        add(9, Join::Or),
        "PROFILE(c).FILTER((a == 1 && b == 2) || n == 'v')",
    );
    check("PROFILE(c)«.FILTER(NOT(a == 1))»", add(9, Join::And), "PROFILE(c).FILTER(NOT(a == 1) && n == 'v')");
    check(
        "PROFILE(c).FILTER(«NOT(a == 1 || a == 2)»)",
        add(9, Join::And),
        "PROFILE(c).FILTER(NOT((a == 1 || a == 2) && n == 'v'))",
    );
    check(
        "PROFILE(c).FILTER(x == 1 && «b == 2»)",
        add(0, Join::Or),
        "PROFILE(c).FILTER(x == 1 && (n == 'v' || b == 2))",
    );

    let remove = |at| Change::RemoveItem { at };
    check("PROFILE(c).FILTER(«a == 1» && b == 2)", remove, "PROFILE(c).FILTER(b == 2)");
    check("PROFILE(c).FILTER(a == 1 && «b == 2»)", remove, "PROFILE(c).FILTER(a == 1)");
    check("PROFILE(c)\n  .FILTER(NOT(«a == 1»)).TRAVERSE(r)", remove, "PROFILE(c).TRAVERSE(r)");
    check("PROFILE(c).TRAVERSE(r, FILTER(«a == 1»))", remove, "PROFILE(c).TRAVERSE(r)");
}

#[test]
fn groups() {
    let set_join = |join| move |at| Change::SetJoin { at, join };
    check("PROFILE(c).FILTER(«a == 1 && b == 2»)", set_join(Join::Or), "PROFILE(c).FILTER(a == 1 || b == 2)");
    check(
        "PROFILE(c).FILTER(«a == 1 || a == 2 || b == 3 && d == 4»)",
        set_join(Join::And),
        "PROFILE(c).FILTER((a == 1 || a == 2) && (b == 3 && d == 4))",
    );
    check(
        "PROFILE(c).FILTER(a == 1 || «b == 2 && d == 3»)",
        set_join(Join::Or),
        "PROFILE(c).FILTER(a == 1 || (b == 2 || d == 3))",
    );

    let negate = |at| Change::Negate { at };
    check("PROFILE(c).FILTER(«a == 1» && b == 2)", negate, "PROFILE(c).FILTER(NOT(a == 1) && b == 2)");
    check("PROFILE(c).FILTER(«(a == 1 || b == 2)»)", negate, "PROFILE(c).FILTER(NOT(a == 1 || b == 2))");
    check("PROFILE(c).FILTER(«NOT(a == 1)»)", negate, "PROFILE(c).FILTER((a == 1))");

    let group = |at| Change::GroupItems { at, from: 0, to: 1 };
    check("PROFILE(c).FILTER(«a == 1 && b == 2 && d == 3»)", group, "PROFILE(c).FILTER((a == 1 && b == 2) && d == 3)");
    let shift = |up| move |at| Change::MoveItem { at, up };
    check("PROFILE(c).FILTER(a == 1  && «b == 2»)", shift(true), "PROFILE(c).FILTER(b == 2  && a == 1)");
    check(
        "PROFILE(c).FILTER(«(a == 1 || a == 2)» && b == 2 && d == 3)",
        shift(false),
        "PROFILE(c).FILTER(b == 2 && (a == 1 || a == 2) && d == 3)",
    );
    refused("PROFILE(c).FILTER(«a == 1» && b == 2)", shift(true), "This is the first line of its group.");
    refused("PROFILE(c).FILTER(«a == 1»)", shift(false), "A single line has no other to change places with.");

    let ungroup = |at| Change::Ungroup { at };
    check(
        "PROFILE(c).FILTER(«(a == 1 && b == 2)» || d == 3)",
        ungroup,
        "PROFILE(c).FILTER(a == 1 || b == 2 || d == 3)",
    );
    check("PROFILE(c).FILTER(«((a == 1 && b == 2))»)", ungroup, "PROFILE(c).FILTER(a == 1 && b == 2)");
    refused("PROFILE(c).FILTER(«a == 1 && b == 2»)", ungroup, "These lines are the outermost.");
}

#[test]
fn steps_and_starts() {
    let add_filter = |after| Change::AddFilter { after, item: line("n", &["v"]) };
    check("«PROFILE(c)»", add_filter, "PROFILE(c).FILTER(n == 'v')");
    check("PROFILE(c)«.TRAVERSE(r)».TRAVERSE(q)", add_filter, "PROFILE(c).TRAVERSE(r).FILTER(n == 'v').TRAVERSE(q)");
    check(
        "«INTERACTION(e, l).HAVING(COUNT() > 0)»",
        add_filter,
        "INTERACTION(e, l).FILTER(n == 'v').HAVING(COUNT() > 0)",
    );
    refused("«SEGMENT(a)»", add_filter, "Only query blocks have filters and related tables.");
    let related = Related {
        how: How::Traverse,
        relationship: "contact_account_parentcustomerid".into(),
        alias: Some("contact_1".into()),
        edge: None,
        nested: Vec::new(),
        span: Span::default(),
    };
    check(
        "«PROFILE(account)» UNION SEGMENT(a)",
        |after| Change::AddRelated { after, related: related.clone() },
        "PROFILE(account).TRAVERSE(contact_account_parentcustomerid, contact_1) UNION SEGMENT(a)",
    );
    check(
        "PROFILE(a)\n  «.TRAVERSE(r)»\n  .FILTER(b == 1)",
        |at| Change::RemovePart { at },
        "PROFILE(a)\n  .FILTER(b == 1)",
    );
    check(
        "«PROFILE(account, a).FILTER(a.b == 1)»",
        |at| Change::SetTable { at, table: "lead".into() },
        "PROFILE(lead, a).FILTER(a.b == 1)",
    );
    check(
        "«PROFILE(account, account_1).FILTER(account_1.b == 1).TRAVERSE(r, contact_1)»",
        |at| Change::SetTable { at, table: "contact".into() },
        "PROFILE(contact, contact_2).FILTER(contact_2.b == 1).TRAVERSE(r, contact_1)",
    );
    check(
        "PROFILE(c)«.relate(r, a_1)».FILTER(a_1.x == 1)",
        |at| Change::SetHow { at, how: How::RelateOptional },
        "PROFILE(c).RELATEOPTIONAL(r, a_1).FILTER(a_1.x == 1)",
    );
    check(
        "SEGMENT(x) UNION «SEGMENT( y )»",
        |at| Change::SetSegment { at, name: "z-1".into() },
        "SEGMENT(x) UNION SEGMENT( z-1 )",
    );
    refused(
        "«SEGMENT(y)»",
        |at| Change::SetSegment { at, name: "a b".into() },
        "A segment's query name has letters, digits, underscores and hyphens.",
    );
    let interaction = |at| Change::SetInteraction { at, kind: "EmailOpened".into(), link: "L".into() };
    check("«INTERACTION(a,b).HAVING(COUNT() > 0)»", interaction, "INTERACTION(EmailOpened,L).HAVING(COUNT() > 0)");
    let count = Count {
        aggregate: Word::Count,
        property: None,
        operator: RowOperator::Greater,
        number: "3".into(),
        window: Some((Word::UtcDays, "7".into())),
    };
    let set_count = |at| Change::SetCount { at, count: count.clone() };
    check("«INTERACTION(a, b)»", set_count, "INTERACTION(a, b).HAVING(COUNT() > 3, UTCDAYS(7))");
    check("«INTERACTION(a, b).HAVING(COUNT()>0)»", set_count, "INTERACTION(a, b).HAVING(COUNT() > 3, UTCDAYS(7))");
}

#[test]
fn blocks_come_and_go() {
    let block = Block::Segment(SegmentBlock { name: "n".into(), span: Span::default() });
    let add = |operator| {
        let block = block.clone();
        move |_| Change::AddBlock { operator, block: block.clone() }
    };
    check("«»", add(SetOperator::Union), "SEGMENT(n)");
    check("«SEGMENT(a)»\n", add(SetOperator::Except), "SEGMENT(a) EXCEPT SEGMENT(n)\n");
    check("«SEGMENT(a)» UNION SEGMENT(b)", add(SetOperator::Union), "SEGMENT(a) UNION SEGMENT(b) UNION SEGMENT(n)");
    check("«SEGMENT(a)» UNION SEGMENT(b)", add(SetOperator::Except), "(SEGMENT(a) UNION SEGMENT(b)) EXCEPT SEGMENT(n)");
    refused("«PROFILE(a»", add(SetOperator::Union), "The text around is broken; mend it first.");

    let remove = |at| Change::RemoveBlock { at };
    check("«SEGMENT(a)» UNION SEGMENT(b)", remove, "SEGMENT(b)");
    check("SEGMENT(a) UNION «SEGMENT(b)»", remove, "SEGMENT(a)");
    check("(SEGMENT(a) UNION «SEGMENT(b)») EXCEPT SEGMENT(c)", remove, "(SEGMENT(a)) EXCEPT SEGMENT(c)");
    check("(«SEGMENT(a)») EXCEPT SEGMENT(c)", remove, "SEGMENT(c)");
    check("«SEGMENT(a)»", remove, "");

    let set = |operator| move |at| Change::SetOperator { at, operator };
    check("SEGMENT(a) UNION «SEGMENT(b)»", set(SetOperator::Except), "SEGMENT(a) EXCEPT SEGMENT(b)");
    check(
        "SEGMENT(a) UNION «SEGMENT(b)» UNION SEGMENT(c)",
        set(SetOperator::Intersect),
        "(SEGMENT(a) INTERSECT SEGMENT(b)) UNION SEGMENT(c)",
    );
    refused("«SEGMENT(a)» UNION SEGMENT(b)", set(SetOperator::Except), "Nothing stands before this block.");
}
