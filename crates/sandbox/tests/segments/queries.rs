//! Random queries over the tables of [`super::world`], in the form that both dialects print.

use proptest::{collection, prelude::*, sample::select, strategy::Union};
use segment::Dialect;

use crate::world::{account, contact, segment_names};

/// Texts of records and of queries alike, so that they meet.
pub const TEXTS: &[&str] =
    &["a", "A", "b", "ab", "aB", "Ba", "a%", "_", "[z]", "[", "ä", "Ä", "a b", "it's", "a\\b", "10", "<&>", "ß", "-"];

/// The columns of a table by what can be done with them.
#[derive(Clone, Copy, Debug)]
pub struct Columns {
    text: &'static [&'static str],
    number: &'static [&'static str],
    money: &'static [&'static str],
    flag: &'static [&'static str],
    moment: &'static [&'static str],
    id: &'static [&'static str],
    /// Dates with a time, which alone can be compared with one another.
    alike: &'static [&'static str],
}

const CONTACT: Columns = Columns {
    text: &["firstname", "lastname", "nickname"],
    number: &["numberofchildren", "gendercode", "statecode"],
    money: &["annualincome", "creditlimit"],
    flag: &["donotbulkemail"],
    moment: &["createdon", "lastusedincampaign", "birthdate"],
    id: &["contactid", "parentcustomerid", "ownerid"],
    alike: &["createdon", "lastusedincampaign", "modifiedon"],
};
const ACCOUNT: Columns = Columns {
    text: &["name", "tickersymbol"],
    number: &["numberofemployees", "customertypecode"],
    money: &["revenue", "creditlimit"],
    flag: &["donotemail"],
    moment: &["createdon", "modifiedon"],
    id: &["accountid", "primarycontactid"],
    alike: &["createdon", "modifiedon"],
};
const LEAD: Columns = Columns {
    text: &["subject", "companyname"],
    number: &["numberofemployees", "leadsourcecode"],
    money: &["estimatedamount"],
    flag: &["donotemail"],
    moment: &["createdon"],
    id: &["parentcontactid", "parentaccountid"],
    alike: &["createdon", "modifiedon"],
};
const LIST: Columns = Columns {
    text: &["listname", "purpose"],
    number: &["createdfromcode"],
    money: &[],
    flag: &["lockstatus"],
    moment: &["createdon"],
    id: &["listid"],
    alike: &["createdon"],
};

/// Relationships, each with the columns of the table that it leads to.
type Steps = &'static [(&'static str, Columns)];

/// Paths to contacts: a table, and steps of TRAVERSE from there.
const PATHS: &[(&str, Columns, Steps)] = &[
    ("contact", CONTACT, &[]),
    ("contact", CONTACT, &[]),
    ("contact", CONTACT, &[]),
    ("account", ACCOUNT, &[("contact_account_parentcustomerid", CONTACT)]),
    ("account", ACCOUNT, &[("account_contact_primarycontactid", CONTACT)]),
    ("lead", LEAD, &[("lead_contact_parentcontactid", CONTACT)]),
    ("lead", LEAD, &[("lead_account_parentaccountid", ACCOUNT), ("contact_account_parentcustomerid", CONTACT)]),
    ("list", LIST, &[("listcontact_association", CONTACT)]),
    // Colleagues.
    (
        "contact",
        CONTACT,
        &[("contact_account_parentcustomerid", ACCOUNT), ("contact_account_parentcustomerid", CONTACT)],
    ),
];

/// Tables related to contacts, with what is related to them in turn.
const RELATED: &[(&str, Columns, Steps)] = &[
    (
        "contact_customer_accounts",
        ACCOUNT,
        &[("lead_parent_account", LEAD), ("contact_account_parentcustomerid", CONTACT)],
    ),
    ("lead_parent_contact", LEAD, &[("lead_parent_account", ACCOUNT)]),
    ("listcontact_association", LIST, &[]),
    ("account_primary_contact", ACCOUNT, &[]),
];

/// A query and its dialect.
pub fn query() -> impl Strategy<Value = (String, Dialect)> {
    select(vec![Dialect::Outbound, Dialect::Mql]).prop_flat_map(|dialect| (set(dialect), Just(dialect)))
}

/// Blocks joined by set operators, some of them in parentheses.
fn set(dialect: Dialect) -> BoxedStrategy<String> {
    let block = prop_oneof![6 => block(dialect), 1 => select(segment_names(dialect)).prop_map(|name| format!("SEGMENT({name})"))];
    let operator = || select(vec!["UNION", "INTERSECT", "EXCEPT"]);
    let joined = move |one: BoxedStrategy<String>| {
        (one.clone(), collection::vec((operator(), one), 0..3)).prop_map(|(first, rest)| {
            rest.into_iter().fold(first, |text, (operator, block)| format!("{text} {operator} {block}"))
        })
    };
    let inner = joined(block.clone().boxed()).prop_map(|text| format!("({text})"));
    let either = prop_oneof![4 => block.clone(), 1 => inner].boxed();
    prop_oneof![3 => block, 2 => joined(either)].boxed()
}

/// A path to contacts with conditions along it, and tables related to its end.
fn block(dialect: Dialect) -> BoxedStrategy<String> {
    let paths = PATHS.iter().map(|(table, columns, steps)| path(dialect, table, *columns, steps));
    let related = RELATED.iter().map(|(name, columns, nested)| related(dialect, name, *columns, nested));
    Union::new(paths.chain(related)).boxed()
}

fn path(dialect: Dialect, table: &'static str, columns: Columns, steps: Steps) -> BoxedStrategy<String> {
    let start =
        (any::<bool>(), filter(dialect, columns, format!("{table}_1.")), filter(dialect, columns, String::new()));
    let start = start.prop_map(move |(alias, with, without)| {
        if alias { format!("PROFILE({table}, {table}_1){with}") } else { format!("PROFILE({table}){without}") }
    });
    steps.iter().fold(start.boxed(), |text, (relationship, columns)| {
        (text, filter(dialect, *columns, String::new()))
            .prop_map(move |(text, filter)| format!("{text}.TRAVERSE({relationship}){filter}"))
            .boxed()
    })
}

fn related(dialect: Dialect, relationship: &'static str, columns: Columns, nested: Steps) -> BoxedStrategy<String> {
    let word = select(vec!["RELATE", "RELATEOPTIONAL"]);
    // A required relation inside an optional one is what FetchXML leaves open.
    let words = select(vec![("RELATE", "RELATE"), ("RELATE", "RELATEOPTIONAL"), ("RELATEOPTIONAL", "RELATEOPTIONAL")]);
    let mut leaves = vec![leaf(dialect, CONTACT, String::new()), leaf(dialect, columns, "r.".into())];
    let flat = condition(Union::new(leaves.clone()).boxed());
    let flat = (word, flat)
        .prop_map(move |(word, condition)| format!("PROFILE(contact).{word}({relationship}, r).FILTER({condition})"));
    let mut all = vec![flat.boxed()];
    for (inner, columns) in nested {
        leaves.truncate(2);
        leaves.push(leaf(dialect, *columns, "n.".into()));
        let deep = (words.clone(), condition(Union::new(leaves.clone()).boxed()));
        let deep = deep.prop_map(move |((word, within), condition)| {
            format!("PROFILE(contact).{word}({relationship}, r, {within}({inner}, n)).FILTER({condition})")
        });
        all.push(deep.boxed());
    }
    Union::new(all).boxed()
}

fn filter(dialect: Dialect, columns: Columns, prefix: String) -> BoxedStrategy<String> {
    let filter = condition(leaf(dialect, columns, prefix)).prop_map(|condition| format!(".FILTER({condition})"));
    prop_oneof![1 => Just(String::new()), 3 => filter].boxed()
}

/// Conditions joined and negated.
fn condition(leaf: BoxedStrategy<String>) -> BoxedStrategy<String> {
    leaf.prop_recursive(3, 12, 3, |inner| {
        (select(vec![" && ", " || ", "NOT"]), collection::vec(inner, 1..4)).prop_map(|(join, parts)| match join {
            "NOT" => format!("NOT({})", parts[0]),
            join => format!("({})", parts.join(join)),
        })
    })
    .boxed()
}

fn leaf(dialect: Dialect, columns: Columns, prefix: String) -> BoxedStrategy<String> {
    let column = |names: &'static [&'static str]| {
        let prefix = prefix.clone();
        select(names).prop_map(move |name| format!("{prefix}{name}"))
    };
    let all = [columns.text, columns.number, columns.money, columns.flag, columns.moment, columns.id].concat();
    let any_column = {
        let prefix = prefix.clone();
        select(all).prop_map(move |name| format!("{prefix}{name}"))
    };
    let word = select(vec!["CONTAINS", "STARTSWITH", "ENDSWITH"]);
    let null = (select(vec!["ISNULL", "ISNOTNULL"]), any_column);
    let mut leaves = vec![
        null.prop_map(|(test, column)| format!("{test}({column})")).boxed(),
        (column(columns.text), sign(), text())
            .prop_map(|(column, sign, text)| format!("{column} {sign} {text}"))
            .boxed(),
        (text(), sign(), column(columns.text))
            .prop_map(|(text, sign, column)| format!("{text} {sign} {column}"))
            .boxed(),
        (column(columns.text), word, text()).prop_map(|(column, word, text)| format!("{column} {word} {text}")).boxed(),
        one_of(column(columns.text).boxed(), text().boxed(), dialect),
        (column(columns.number), sign(), number()).prop_map(|(column, sign, n)| format!("{column} {sign} {n}")).boxed(),
        (number(), sign(), column(columns.number)).prop_map(|(n, sign, column)| format!("{n} {sign} {column}")).boxed(),
        one_of(column(columns.number).boxed(), number().boxed(), dialect),
        (column(columns.flag), select(vec!["==", "!="]), select(vec!["true", "False"]))
            .prop_map(|(column, sign, flag)| format!("{column} {sign} {flag}"))
            .boxed(),
        (column(columns.moment), sign(), moment())
            .prop_map(|(column, sign, at)| format!("{column} {sign} {at}"))
            .boxed(),
        difference(column(columns.moment).boxed()),
        (column(columns.id), select(vec!["==", "!="]), id())
            .prop_map(|(column, sign, id)| format!("{column} {sign} {id}"))
            .boxed(),
        one_of(column(columns.id).boxed(), id().boxed(), dialect),
    ];
    if !columns.money.is_empty() {
        let money = (column(columns.money), sign(), select(vec!["0", "1", "1.5", "2", "-2.5"]));
        leaves.push(money.prop_map(|(column, sign, n)| format!("{column} {sign} {n}")).boxed());
    }
    // Columns of the record itself may be compared with one another.
    if prefix.is_empty() {
        let of_one_type = [columns.text, columns.money, columns.alike].into_iter().filter(|names| !names.is_empty());
        for names in of_one_type {
            let two = (select(names), sign(), select(names));
            leaves.push(two.prop_map(|(one, sign, other)| format!("{one} {sign} {other}")).boxed());
        }
    }
    Union::new(leaves).boxed()
}

/// Alternatives of one column: as people write them, and in real time also as a list.
fn one_of(column: BoxedStrategy<String>, value: BoxedStrategy<String>, dialect: Dialect) -> BoxedStrategy<String> {
    (column, collection::vec(value, 1..4), any::<bool>())
        .prop_map(move |(column, values, list)| {
            if list && dialect == Dialect::Mql {
                return format!("{column} IN [{}]", values.join(", "));
            }
            let parts: Vec<String> = values.iter().map(|value| format!("{column} == {value}")).collect();
            format!("({})", parts.join(" || "))
        })
        .boxed()
}

fn sign() -> impl Strategy<Value = &'static str> {
    select(vec!["==", "!=", ">", ">=", "<", "<="])
}

fn text() -> impl Strategy<Value = String> {
    select(TEXTS).prop_map(|text| format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''")))
}

fn number() -> impl Strategy<Value = String> {
    select(vec!["-1", "0", "1", "2", "3"]).prop_map(Into::into)
}

fn id() -> impl Strategy<Value = String> {
    let contacts = (0_u128..120).prop_map(|number| format!("'{}'", contact(number)));
    // Ids are copied from addresses, in capitals too.
    let accounts = (0_u128..30).prop_map(|number| format!("'{}'", account(number).to_string().to_uppercase()));
    prop_oneof![contacts, accounts]
}

fn part() -> impl Strategy<Value = &'static str> {
    select(vec!["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"])
}

fn moment() -> BoxedStrategy<String> {
    let day = (2022..2030, 1..13, 1..29);
    prop_oneof![
        Just("DATETIMEUTCNOW()".to_owned()),
        (part(), -50..50).prop_map(|(part, count)| format!("DATEADD({part}, {count}, DATETIMEUTCNOW())")),
        day.clone().prop_map(|(year, month, day)| format!("'{year}-{month:02}-{day:02}'")),
        (day.clone(), 0..24).prop_map(|((year, month, day), hour)| format!("DATE({year}, {month}, {day}, {hour})")),
        (day, 0..24).prop_map(|((year, month, day), hour)| format!("'{year}-{month:02}-{day:02}T{hour:02}:30:00Z'")),
    ]
    .boxed()
}

/// Boundaries crossed between a column and a moment, on either side of a comparison.
fn difference(column: BoxedStrategy<String>) -> BoxedStrategy<String> {
    (part(), column, moment(), sign(), -40_i64..40, any::<(bool, bool)>())
        .prop_map(|(part, column, moment, sign, number, (turned, mirrored))| {
            let (from, to) = if turned { (moment, column) } else { (column, moment) };
            let call = format!("DATEDIFF({part}, {from}, {to})");
            if mirrored { format!("{number} {sign} {call}") } else { format!("{call} {sign} {number}") }
        })
        .boxed()
}
