//! Parts of a query in words.

use segment::ast::SetOperator;
use segment::builder::{RowOperator, Value};
use segment::schema::{Column, ColumnKind, Relationship, RelationshipKind, Schema};
use segment::syntax::Word;

use super::form::Form;
use crate::ui::words::{fill, t};

/// A type of column, as a picker shows it.
pub fn kind(kind: ColumnKind) -> &'static str {
    t(match kind {
        ColumnKind::Text => "Text",
        ColumnKind::WholeNumber => "Whole number",
        ColumnKind::Decimal => "Decimal number",
        ColumnKind::Money => "Currency",
        ColumnKind::YesNo => "Yes/No",
        ColumnKind::Choice => "Choice",
        ColumnKind::MultiChoice => "Choices",
        ColumnKind::Date => "Date",
        ColumnKind::DateTime => "Date and time",
        ColumnKind::Lookup => "Lookup",
        ColumnKind::Id => "Unique identifier",
        ColumnKind::Other => "Other",
    })
}

/// A name in camel case with spaces, as the product shows interactions: `EmailClicked` is *Email clicked*.
pub fn spaced(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    for char in name.chars() {
        let begins = char.is_uppercase() && (before.is_lowercase() || before.is_numeric());
        if begins {
            text.push(' ');
            text.extend(char.to_lowercase());
        } else {
            text.push(char);
        }
        before = char;
    }
    text
}

/// How a block joins those above, in the product's words.
pub fn set_operator(operator: SetOperator) -> &'static str {
    t(match operator {
        SetOperator::Union => "or",
        SetOperator::Intersect => "and also",
        SetOperator::Except => "but not",
    })
}

/// A date part, several of it.
pub fn part(part: Word) -> &'static str {
    t(match part {
        Word::Year | Word::UtcYears => "years",
        Word::Month | Word::UtcMonths => "months",
        Word::UtcWeeks => "weeks",
        Word::Day | Word::UtcDays => "days",
        Word::Hour | Word::UtcHours => "hours",
        Word::Minute | Word::UtcMinutes => "minutes",
        Word::Second => "seconds",
        _ => "milliseconds",
    })
}

/// A comparison of a number, as `HAVING` reads.
pub fn comparison(operator: RowOperator) -> &'static str {
    t(match operator {
        RowOperator::Greater => "more than",
        RowOperator::AtLeast => "at least",
        RowOperator::Less => "less than",
        RowOperator::AtMost => "at most",
        RowOperator::IsNot => "not exactly",
        _ => "exactly",
    })
}

/// The label of a value of a choice, else the value.
pub fn choice(column: Option<&Column>, number: &str) -> String {
    let choice = number.parse().ok().and_then(|value| column?.choice(value));
    choice.map_or_else(|| number.to_owned(), |choice| choice.label.clone())
}

/// A value.
pub fn value(value: &Value, column: Option<&Column>) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => choice(column, number),
        Value::Flag(flag, _) => flag_label(*flag, column),
        Value::Now => t("now").to_owned(),
        Value::FromNow(unit, number) => match number.strip_prefix('-') {
            Some(number) => fill("{0} {1} ago", &[number, part(*unit)]),
            None => fill("in {0} {1}", &[number, part(*unit)]),
        },
    }
}

/// What yes or no is called: the column's own labels, if it has some.
pub fn flag_label(flag: bool, column: Option<&Column>) -> String {
    let own = column.and_then(|column| column.choice(i64::from(flag))).map(|choice| choice.label.clone());
    own.filter(|label| !label.is_empty()).unwrap_or_else(|| if flag { t("Yes") } else { t("No") }.to_owned())
}

/// The values of a condition.
pub fn values(form: &Form, column: Option<&Column>) -> String {
    let mut words: Vec<String> = form.values.iter().take(5).map(|one| value(one, column)).collect();
    if form.values.len() > 5 {
        words.push("…".into());
    }
    let words = words.join(", ");
    match form.part() {
        Some(unit) => format!("{words} {}", part(unit)),
        None => words,
    }
}

/// A relationship in the product's words, `Account (Contact -> Account (Company Name))` (reference/segments.md 4):
/// where it leads, the table of the lookup, the other one, and the lookup.
pub fn relationship(known: &Relationship, target: &str, schema: &dyn Schema) -> String {
    let table = |name: &str| schema.table(name).yes().map_or_else(|| name.to_owned(), |table| table.label.clone());
    let (from, to) = (table(&known.referencing), table(&known.referenced));
    match &known.kind {
        RelationshipKind::ManyToOne { column } => {
            // The lookup is a column of the other table for those who come from this side.
            let column = schema.column(&known.referencing, column).yes();
            let lookup = column.map_or(&known.label, |column| &column.label);
            format!("{} ({from} -> {to} ({lookup}))", table(target))
        }
        RelationshipKind::ManyToMany { .. } => format!("{} ({from} <-> {to})", table(target)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use segment::schema::{Catalog, Table};

    #[test]
    fn interactions_are_spaced() {
        assert_eq!(spaced("EmailClicked"), "Email clicked");
        assert_eq!(spaced("CustomerJourneyId"), "Customer journey id");
        assert_eq!(spaced("own_event"), "own_event");
    }

    #[test]
    fn relationships_have_the_product_s_labels() {
        let known = Relationship {
            schema_name: "contact_customer_accounts".into(),
            referencing: "contact".into(),
            referenced: "account".into(),
            kind: RelationshipKind::ManyToOne { column: "parentcustomerid".into() },
            label: "parentcustomerid".into(),
        };
        let table = |name: &str, label: &str, columns| Table {
            name: name.into(),
            label: label.into(),
            primary_id: String::new(),
            columns,
            relationships: None,
        };
        let company = Column {
            name: "parentcustomerid".into(),
            label: "Company Name".into(),
            kind: ColumnKind::Lookup,
            choices: Vec::new(),
            computed: false,
        };
        let mut schema = Catalog { tables: vec![table("account", "Account", None)], ..Catalog::default() };
        assert_eq!(relationship(&known, "account", &schema), "Account (contact -> Account (parentcustomerid))");
        schema.tables.push(table("contact", "Contact", Some(vec![company])));
        assert_eq!(relationship(&known, "contact", &schema), "Contact (Contact -> Account (Company Name))");
    }
}
