//! Filters as the database evaluates them, `$filter` and FetchXML, against an evaluator that knows nothing of it.

use std::sync::OnceLock;

use proptest::prelude::*;

use crate::client::{Answer, Api};

/// A row as both sides know it.
#[derive(Debug)]
struct Account {
    id: String,
    name: Option<&'static str>,
    employees: Option<i64>,
    revenue: Option<f64>,
    hold: Option<bool>,
    /// Name of the parent account.
    parent: Option<&'static str>,
}

#[derive(Clone, Copy, Debug)]
enum Column {
    Name,
    Parent,
    Employees,
    Revenue,
    Hold,
}

#[derive(Clone, Debug)]
enum Literal {
    Null,
    Text(&'static str),
    Number(f64),
    Flag(bool),
}

#[derive(Clone, Debug)]
enum Test {
    Compare(Column, &'static str, Literal),
    Text(&'static str, Column, &'static str),
    And(Box<Test>, Box<Test>),
    Or(Box<Test>, Box<Test>),
    Not(Box<Test>),
}

const NAMES: [Option<&str>; 7] =
    [None, Some("Alpha"), Some("alpha beta"), Some("BETA"), Some("Über"), Some("a%b"), Some("O'Brian")];
const NUMBERS: [Option<i64>; 4] = [None, Some(0), Some(5), Some(12)];
const FLAGS: [Option<bool>; 2] = [Some(false), Some(true)];

fn rows() -> Vec<Account> {
    (0..40_usize)
        .map(|at| Account {
            id: format!("00000000-0000-0000-0000-{at:012}"),
            name: NAMES[at % 7],
            employees: NUMBERS[at / 3 % 4],
            revenue: NUMBERS[at / 5 % 4].map(|number| number as f64 + 0.5),
            hold: FLAGS[at / 2 % 2],
            // Every third row has the row before it as its parent.
            parent: if at % 3 == 1 { NAMES[(at - 1) % 7] } else { None },
        })
        .collect()
}

async fn written(rows: &[Account]) -> Api {
    let api = Api::empty();
    for (at, row) in rows.iter().enumerate() {
        let mut body = serde_json::json!({
            "accountid": row.id, "name": row.name, "numberofemployees": row.employees, "revenue": row.revenue,
            "creditonhold": row.hold,
        });
        if at % 3 == 1 {
            body["parentaccountid@odata.bind"] = format!("/accounts({})", rows[at - 1].id).into();
        }
        let answer = api.send(&format!("POST accounts {body}")).await;
        assert_eq!(answer.status, 204, "{}", answer.body);
    }
    api
}

impl Column {
    fn path(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Parent => "parentaccountid/name",
            Self::Employees => "numberofemployees",
            Self::Revenue => "revenue",
            Self::Hold => "creditonhold",
        }
    }

    fn condition(self, operator: &str, value: Option<&str>) -> String {
        let (entity, column) = match self {
            Self::Parent => (" entityname='p'", "name"),
            other => ("", other.path()),
        };
        let value = value.map_or_else(String::new, |value| format!(" value=\"{value}\""));
        format!("<condition{entity} attribute='{column}' operator='{operator}'{value}/>")
    }

    fn of(self, row: &Account) -> Literal {
        let text = |text: Option<&'static str>| text.map_or(Literal::Null, Literal::Text);
        match self {
            Self::Name => text(row.name),
            Self::Parent => text(row.parent),
            Self::Employees => row.employees.map_or(Literal::Null, |number| Literal::Number(number as f64)),
            Self::Revenue => row.revenue.map_or(Literal::Null, Literal::Number),
            Self::Hold => row.hold.map_or(Literal::Null, Literal::Flag),
        }
    }
}

impl Test {
    fn text(&self) -> String {
        match self {
            Self::Compare(column, op, literal) => {
                let literal = match literal {
                    Literal::Null => "null".into(),
                    Literal::Text(text) => format!("'{}'", text.replace('\'', "''")),
                    Literal::Number(number) => number.to_string(),
                    Literal::Flag(flag) => flag.to_string(),
                };
                format!("{} {op} {literal}", column.path())
            }
            Self::Text(function, column, text) => {
                format!("{function}({},'{}')", column.path(), text.replace('\'', "''"))
            }
            Self::And(left, right) => format!("({} and {})", left.text(), right.text()),
            Self::Or(left, right) => format!("({} or {})", left.text(), right.text()),
            Self::Not(inner) => format!("not ({})", inner.text()),
        }
    }

    /// The same, or its opposite, as a FetchXML filter.
    fn fetch(&self, wanted: bool) -> String {
        let both = |kind: &str, left: &Self, right: &Self| {
            format!("<filter type='{kind}'>{}{}</filter>", left.fetch(wanted), right.fetch(wanted))
        };
        match self {
            Self::And(left, right) => both(if wanted { "and" } else { "or" }, left, right),
            Self::Or(left, right) => both(if wanted { "or" } else { "and" }, left, right),
            Self::Not(inner) => inner.fetch(!wanted),
            Self::Compare(column, op, Literal::Null) => match (*op, wanted) {
                ("eq", true) | ("ne", false) => column.condition("null", None),
                ("eq", false) | ("ne", true) => column.condition("not-null", None),
                // Nothing is more or less than nothing.
                (_, true) => "<condition attribute='accountid' operator='null'/>".into(),
                (_, false) => "<condition attribute='accountid' operator='not-null'/>".into(),
            },
            Self::Compare(column, op, literal) => {
                let value = match literal {
                    Literal::Null => String::new(),
                    Literal::Text(text) => (*text).to_owned(),
                    Literal::Number(number) => number.to_string(),
                    Literal::Flag(flag) => u8::from(*flag).to_string(),
                };
                let condition = |op: &str| column.condition(op, Some(&value));
                // An opposite holds for empty columns too.
                let or_empty =
                    |op| format!("<filter type='or'>{}{}</filter>", condition(op), column.condition("null", None));
                match (*op, wanted) {
                    (op, true) => condition(op),
                    ("eq", false) => condition("ne"),
                    ("ne", false) => condition("eq"),
                    ("gt", false) => or_empty("le"),
                    ("ge", false) => or_empty("lt"),
                    ("lt", false) => or_empty("ge"),
                    (_, false) => or_empty("gt"),
                }
            }
            Self::Text(function, column, pattern) => {
                let (op, opposite, value) = match *function {
                    "startswith" => ("begins-with", "not-begin-with", (*pattern).to_owned()),
                    "endswith" => ("ends-with", "not-end-with", (*pattern).to_owned()),
                    _ => ("like", "not-like", format!("%{pattern}%")),
                };
                column.condition(if wanted { op } else { opposite }, Some(&value))
            }
        }
    }

    fn holds(&self, row: &Account) -> bool {
        match self {
            Self::And(left, right) => left.holds(row) && right.holds(row),
            Self::Or(left, right) => left.holds(row) || right.holds(row),
            Self::Not(inner) => !inner.holds(row),
            Self::Compare(column, op, literal) => {
                let order = match (column.of(row), literal) {
                    (Literal::Null, Literal::Null) => return *op == "eq",
                    (Literal::Text(own), Literal::Text(other)) => own.to_lowercase().partial_cmp(&other.to_lowercase()),
                    (Literal::Number(own), Literal::Number(other)) => own.partial_cmp(other),
                    (Literal::Flag(own), Literal::Flag(other)) => Some(own.cmp(other)),
                    _ => None,
                };
                match *op {
                    "eq" => order.is_some_and(std::cmp::Ordering::is_eq),
                    "ne" => !order.is_some_and(std::cmp::Ordering::is_eq),
                    "gt" => order.is_some_and(std::cmp::Ordering::is_gt),
                    "ge" => order.is_some_and(std::cmp::Ordering::is_ge),
                    "lt" => order.is_some_and(std::cmp::Ordering::is_lt),
                    _ => order.is_some_and(std::cmp::Ordering::is_le),
                }
            }
            Self::Text(function, column, pattern) => {
                let Literal::Text(own) = column.of(row) else { return false };
                let (own, pattern) = (own.to_lowercase(), pattern.to_lowercase());
                match *function {
                    "startswith" => fits(&own, &format!("{pattern}%")),
                    "endswith" => fits(&own, &format!("%{pattern}")),
                    _ => fits(&own, &format!("%{pattern}%")),
                }
            }
        }
    }
}

/// `%` and `_`, by the definition.
fn fits(text: &str, pattern: &str) -> bool {
    let Some(first) = pattern.chars().next() else { return text.is_empty() };
    let rest = &pattern[first.len_utf8()..];
    if first == '%' {
        return text.char_indices().any(|(at, _)| fits(&text[at..], rest)) || fits("", rest);
    }
    let Some(own) = text.chars().next() else { return false };
    (first == '_' || first == own) && fits(&text[own.len_utf8()..], rest)
}

fn comparison() -> impl Strategy<Value = Test> {
    let op = prop::sample::select(vec!["eq", "ne", "gt", "ge", "lt", "le"]);
    let text = prop::sample::select(vec!["alpha", "ALPHA BETA", "über", "a%b", "O'Brian", ""]);
    let textual = || prop::sample::select(vec![Column::Name, Column::Parent]);
    let numeric = prop::sample::select(vec![Column::Employees, Column::Revenue]);
    let number = prop::sample::select(vec![-1.0, 0.0, 0.5, 5.0, 5.5, 12.0]);
    let every =
        prop::sample::select(vec![Column::Name, Column::Parent, Column::Employees, Column::Revenue, Column::Hold]);
    let pattern = prop::sample::select(vec!["a", "BETA", "ü", "%", "a%", "_l", "'b", "", "a_b", "l%b"]);
    let function = prop::sample::select(vec!["contains", "startswith", "endswith"]);
    prop_oneof![
        (textual(), op.clone(), text).prop_map(|(column, op, text)| Test::Compare(column, op, Literal::Text(text))),
        (numeric, op.clone(), number).prop_map(|(column, op, number)| Test::Compare(
            column,
            op,
            Literal::Number(number)
        )),
        (op, any::<bool>()).prop_map(|(op, flag)| Test::Compare(Column::Hold, op, Literal::Flag(flag))),
        (every, prop::sample::select(vec!["eq", "ne", "gt", "le"])).prop_map(|(column, op)| Test::Compare(
            column,
            op,
            Literal::Null
        )),
        (function, textual(), pattern).prop_map(|(function, column, text)| Test::Text(function, column, text)),
    ]
}

fn test() -> impl Strategy<Value = Test> {
    comparison().prop_recursive(4, 24, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(left, right)| Test::And(Box::new(left), Box::new(right))),
            (inner.clone(), inner.clone()).prop_map(|(left, right)| Test::Or(Box::new(left), Box::new(right))),
            inner.prop_map(|inner| Test::Not(Box::new(inner))),
        ]
    })
}

fn runtime() -> &'static tokio::runtime::Runtime {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| tokio::runtime::Runtime::new().expect("a runtime"))
}

#[test]
fn the_database_finds_what_the_definition_says() {
    let rows = rows();
    let api = runtime().block_on(written(&rows));
    let config = ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(test in test())| {
        let text = test.text();
        let answer = runtime().block_on(api.raw(
            "GET",
            &format!("accounts?$select=accountid&$filter={}", text.replace('%', "%25")),
            &[],
            Vec::new(),
        ));
        let expected: Vec<&str> = rows.iter().filter(|row| test.holds(row)).map(|row| row.id.as_str()).collect();
        prop_assert_eq!(ids(&answer), expected.clone(), "{}", text);
        let fetch = format!(
            "<fetch><entity name='account'><attribute name='accountid'/><filter>{}</filter><link-entity name='account' \
             from='accountid' to='parentaccountid' link-type='outer' alias='p'/></entity></fetch>",
            test.fetch(true)
        );
        let answer = runtime().block_on(crate::fetch::send(&api, "accounts", &fetch));
        prop_assert_eq!(ids(&answer), expected, "{}", fetch);
    });
}

fn ids(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 200, "{}", answer.body);
    let json = answer.json();
    let rows = json["value"].as_array().expect("rows").iter();
    let mut found: Vec<String> = rows.filter_map(|row| Some(row["accountid"].as_str()?.to_owned())).collect();
    found.sort_unstable();
    found
}
