//! The translation selects whom the text selects: two evaluators over random records, one of the tree, one of the filter.

use proptest::prelude::*;
use segment::ast::{
    Comparison, Function, InList, Joined, Literal, LiteralKind, Negation, Node, NullTest, Property, expression,
};
use segment::fetchxml::{Condition, Filter, Plan, translate};
use segment::schema::{Catalog, Column, ColumnKind, Table};
use segment::syntax::{SyntaxKind, SyntaxNode, Word};
use segment::{Settings, parse};
use std::cmp::Ordering;

const NOW: Time = Time { year: 2026, month: 3, day: 15, hour: 10 };

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Time {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
}

impl Time {
    fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}T{:02}:00:00Z", self.year, self.month, self.day, self.hour)
    }

    /// Days since the year 2000, counted one month after the other.
    fn days(self) -> i64 {
        let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let month_length = |month: i64| match month {
            2 => 28 + i64::from(leap(self.year)),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let years: i64 = (2000..self.year).map(|year| 365 + i64::from(leap(year))).sum();
        years + (1..self.month).map(month_length).sum::<i64>() + self.day
    }

    /// The number of the part that holds this time: boundaries crossed are differences of these.
    fn index(self, part: Word) -> i64 {
        match part {
            Word::Year => self.year,
            Word::Month => self.year * 12 + self.month,
            Word::Day => self.days(),
            _ => self.days() * 24 + self.hour,
        }
    }
}

#[derive(Debug, Clone)]
struct Record {
    name: String,
    number: i64,
    flag: bool,
    date: Time,
    note: Option<String>,
}

impl Record {
    /// A column as text, dates in ISO form, flags as FetchXML writes them.
    fn get(&self, column: &str) -> Option<String> {
        match column {
            "name" => Some(self.name.clone()),
            "number" => Some(self.number.to_string()),
            "flag" => Some(i64::from(self.flag).to_string()),
            "date" => Some(self.date.iso()),
            _ => self.note.clone(),
        }
    }
}

fn compare(column: &str, a: &str, b: &str) -> Ordering {
    match (column, a.parse::<i64>(), b.parse::<i64>()) {
        ("number", Ok(a), Ok(b)) => a.cmp(&b),
        _ => a.cmp(b),
    }
}

fn tree_holds(node: &SyntaxNode, record: &Record) -> bool {
    match node.kind() {
        SyntaxKind::PAREN_EXPR => tree_holds(&expression(node).expect("inside"), record),
        SyntaxKind::NOT_EXPR => {
            !tree_holds(&Negation::cast(node.clone()).and_then(|not| not.condition()).expect("inside"), record)
        }
        SyntaxKind::OR_EXPR => Joined::cast(node.clone()).expect("or").parts().any(|part| tree_holds(&part, record)),
        SyntaxKind::AND_EXPR => Joined::cast(node.clone()).expect("and").parts().all(|part| tree_holds(&part, record)),
        SyntaxKind::NULL_TEST => {
            let test = NullTest::cast(node.clone()).expect("test");
            record.get(&test.property().expect("column").path()).is_none() == test.is_null()
        }
        SyntaxKind::IN_EXPR => {
            let list = InList::cast(node.clone()).expect("list");
            let value = value(&list.value().expect("value"), record);
            list.items().iter().any(|item| self::value(item, record) == value)
        }
        _ => {
            let comparison = Comparison::cast(node.clone()).expect("comparison");
            let (left, right) = (comparison.left().expect("left"), comparison.right().expect("right"));
            let column = if [&left, &right].iter().any(|side| side.text() == "number") { "number" } else { "" };
            let numbers = left.kind() == SyntaxKind::FUNCTION || right.kind() == SyntaxKind::FUNCTION;
            let (a, b) = (value(&left, record), value(&right, record));
            let order = compare(if numbers { "number" } else { column }, &a, &b);
            match comparison.operator_token().expect("operator").text() {
                "==" => order.is_eq(),
                "!=" => order.is_ne(),
                ">" => order.is_gt(),
                ">=" => order.is_ge(),
                "<" => order.is_lt(),
                "<=" => order.is_le(),
                "CONTAINS" => a.contains(&b),
                "STARTSWITH" => a.starts_with(&b),
                _ => a.ends_with(&b),
            }
        }
    }
}

fn value(node: &SyntaxNode, record: &Record) -> String {
    if let Some(property) = Property::cast(node.clone()) {
        return record.get(&property.path()).unwrap_or_default();
    }
    if let Some(function) = Function::cast(node.clone()) {
        let part = function.date_part().expect("part");
        let time = |node: &SyntaxNode| if node.kind() == SyntaxKind::PROPERTY { record.date } else { NOW };
        let arguments = function.arguments();
        return (time(&arguments[2]).index(part) - time(&arguments[1]).index(part)).to_string();
    }
    match Literal::cast(node.clone()).and_then(|literal| literal.kind()).expect("literal") {
        LiteralKind::Text(text) | LiteralKind::Number(text) => text,
        LiteralKind::Flag(flag) => i64::from(flag).to_string(),
    }
}

fn filter_holds(filter: &Filter, record: &Record) -> bool {
    match filter {
        Filter::All(parts) => parts.iter().all(|part| filter_holds(part, record)),
        Filter::Any(parts) => parts.iter().any(|part| filter_holds(part, record)),
        Filter::Condition(condition) => condition_holds(condition, record),
    }
}

fn condition_holds(condition: &Condition, record: &Record) -> bool {
    let column = condition.attribute.as_str();
    let Some(value) = record.get(column) else { return condition.operator == "null" };
    let first = condition.values.first().map(String::as_str).unwrap_or_default();
    let order = compare(column, &value, first);
    match condition.operator {
        "null" => false,
        "not-null" => true,
        "eq" => order.is_eq(),
        "ne" => order.is_ne(),
        "gt" => order.is_gt(),
        "ge" => order.is_ge(),
        "lt" => order.is_lt(),
        "le" => order.is_le(),
        "in" => condition.values.contains(&value),
        "not-in" => !condition.values.contains(&value),
        "like" => like(first, &value),
        "not-like" => !like(first, &value),
        other => panic!("an operator that no text asks for: {other}"),
    }
}

/// `LIKE` of a pattern with `%` at its ends and single characters in brackets.
fn like(pattern: &str, value: &str) -> bool {
    let (from_start, pattern) = pattern.strip_prefix('%').map_or((true, pattern), |rest| (false, rest));
    let escaped_end = pattern.ends_with("[%]");
    let (to_end, pattern) =
        pattern.strip_suffix('%').filter(|_| !escaped_end).map_or((true, pattern), |rest| (false, rest));
    let text = pattern.replace("[%]", "%").replace("[_]", "_").replace("[[]", "[");
    match (from_start, to_end) {
        (true, true) => value == text,
        (true, false) => value.starts_with(&text),
        (false, true) => value.ends_with(&text),
        (false, false) => value.contains(&text),
    }
}

fn schema() -> Catalog {
    let column =
        |name: &str, kind| Column { name: name.into(), label: name.into(), kind, choices: Vec::new(), computed: false };
    let columns = vec![
        column("name", ColumnKind::Text),
        column("number", ColumnKind::WholeNumber),
        column("flag", ColumnKind::YesNo),
        column("date", ColumnKind::DateTime),
        column("note", ColumnKind::Text),
    ];
    let contact = Table {
        name: "contact".into(),
        label: "Contact".into(),
        primary_id: "contactid".into(),
        columns: Some(columns),
        relationships: Some(Vec::new()),
    };
    Catalog { tables: vec![contact], ..Catalog::default() }
}

fn text() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b", "ab", "a%", "_", "[", ""]).prop_map(Into::into)
}

fn condition() -> impl Strategy<Value = String> {
    let sign = || prop::sample::select(vec!["==", "!=", ">", ">=", "<", "<="]);
    let part = prop::sample::select(vec!["YEAR", "MONTH", "DAY", "HOUR"]);
    let word = prop::sample::select(vec!["CONTAINS", "STARTSWITH", "ENDSWITH"]);
    let leaf = prop_oneof![
        (sign(), -2_i64..3).prop_map(|(sign, n)| format!("number {sign} {n}")),
        (sign(), -2_i64..3).prop_map(|(sign, n)| format!("{n} {sign} number")),
        (word, text()).prop_map(|(word, text)| format!("name {word} '{text}'")),
        text().prop_map(|text| format!("name == '{text}'")),
        prop::collection::vec(text(), 1..4).prop_map(|texts| texts
            .iter()
            .map(|text| format!("name == '{text}'"))
            .collect::<Vec<_>>()
            .join(" || ")),
        prop::collection::vec(text(), 1..4).prop_map(|texts| format!("name IN ['{}']", texts.join("', '"))),
        any::<bool>().prop_map(|flag| format!("flag == {flag}")),
        (part.clone(), sign(), -40_i64..40)
            .prop_map(|(part, sign, n)| format!("DATEDIFF({part}, date, DATETIMEUTCNOW()) {sign} {n}")),
        (part, sign(), -3_i64..3)
            .prop_map(|(part, sign, n)| format!("{n} {sign} DATEDIFF({part}, DATETIMEUTCNOW(), date)")),
        Just("ISNULL(note)".to_string()),
        Just("ISNOTNULL(note)".to_string()),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        (prop::sample::select(vec![" && ", " || ", "NOT"]), prop::collection::vec(inner, 1..4)).prop_map(
            |(join, parts)| match join {
                "NOT" => format!("NOT({})", parts[0]),
                join => format!("({})", parts.join(join)),
            },
        )
    })
}

fn time() -> impl Strategy<Value = Time> {
    (2024_i64..2028, 1_i64..13, 1_i64..29, 0_i64..24).prop_map(|(year, month, day, hour)| Time {
        year,
        month,
        day,
        hour,
    })
}

fn record() -> impl Strategy<Value = Record> {
    let near = (2_i64..4, 1_i64..29, 0_i64..24).prop_map(|(month, day, hour)| Time { year: 2026, month, day, hour });
    (text(), -3_i64..4, any::<bool>(), prop_oneof![time(), near], prop::option::of(text()))
        .prop_map(|(name, number, flag, date, note)| Record { name, number, flag, date, note })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_filter_selects_whom_the_text_selects(condition in condition(), records in prop::collection::vec(record(), 12)) {
        let text = format!("PROFILE(contact).FILTER({condition})");
        let schema = schema();
        let settings = Settings { schema: &schema, ..Settings::default() };
        let parsed = parse(&text);
        let plan = translate(&parsed, &settings, &NOW.iso());
        let Ok(Plan::Fetch(fetch)) = plan else { return Err(TestCaseError::fail(format!("{text}: {plan:?}"))) };
        let filter = parsed.syntax().descendants().find(|node| node.kind() == SyntaxKind::FILTER_STEP).expect("a filter");
        let condition = expression(&filter).expect("a condition");
        for record in &records {
            prop_assert_eq!(tree_holds(&condition, record), filter_holds(&fetch.filter, record), "{} of {:?}: {:?}", text, record, fetch.filter);
        }
    }
}
