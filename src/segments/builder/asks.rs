//! The ways to ask about a column, in the product's words (`reference/segments.md 4`).

use segment::Dialect;
use segment::builder::{Measure, RowOperator};
use segment::schema::ColumnKind;

use super::form::Form;
use super::line::Names;

/// What of a column is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Its value.
    Value,
    /// The time from its value to now.
    Since,
    /// The time from now to its value.
    Until,
}

impl Way {
    /// The way of a measure.
    pub fn of(measure: Measure) -> Self {
        match measure {
            Measure::Value => Self::Value,
            Measure::Since(_) => Self::Since,
            Measure::Until(_) => Self::Until,
        }
    }
}

/// One way to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// Its name in forms.
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// What is compared.
    pub way: Way,
    /// How.
    pub operator: RowOperator,
}

impl Ask {
    /// Whether a form asks in this way.
    pub fn is_of(&self, form: &Form) -> bool {
        self.operator == form.operator && self.way == Way::of(form.measure)
    }
}

const fn ask(name: &'static str, label: &'static str, way: Way, operator: RowOperator) -> Ask {
    Ask { name, label, way, operator }
}

const IS: Ask = ask("is", "is", Way::Value, RowOperator::Is);
const IS_NOT: Ask = ask("is-not", "is not", Way::Value, RowOperator::IsNot);
const FILLED: Ask = ask("filled", "contains data", Way::Value, RowOperator::HasValue);
const EMPTY: Ask = ask("empty", "does not contain data", Way::Value, RowOperator::IsEmpty);

/// Of texts.
pub const TEXT: &[Ask] = &[
    IS,
    IS_NOT,
    ask("contains", "contains", Way::Value, RowOperator::Contains),
    ask("begins", "begins with", Way::Value, RowOperator::BeginsWith),
    ask("ends", "ends with", Way::Value, RowOperator::EndsWith),
    FILLED,
    EMPTY,
];

/// Of numbers and amounts.
pub const NUMBER: &[Ask] = &[
    ask("is", "is equal to", Way::Value, RowOperator::Is),
    ask("is-not", "is not equal to", Way::Value, RowOperator::IsNot),
    ask("greater", "is greater than", Way::Value, RowOperator::Greater),
    ask("at-least", "is greater than or equal to", Way::Value, RowOperator::AtLeast),
    ask("less", "is less than", Way::Value, RowOperator::Less),
    ask("at-most", "is less than or equal to", Way::Value, RowOperator::AtMost),
    FILLED,
    EMPTY,
];

/// Of dates. Spans count the boundaries of a date part that lie between.
pub const DATE: &[Ask] = &[
    ask("is", "is", Way::Value, RowOperator::Is),
    ask("is-not", "is not", Way::Value, RowOperator::IsNot),
    ask("less", "is before", Way::Value, RowOperator::Less),
    ask("at-most", "is on or before", Way::Value, RowOperator::AtMost),
    ask("greater", "is after", Way::Value, RowOperator::Greater),
    ask("at-least", "is on or after", Way::Value, RowOperator::AtLeast),
    ask("since-at-most", "within the last", Way::Since, RowOperator::AtMost),
    ask("since-less", "less than … ago", Way::Since, RowOperator::Less),
    ask("since-is", "exactly … ago", Way::Since, RowOperator::Is),
    ask("since-at-least", "at least … ago", Way::Since, RowOperator::AtLeast),
    ask("since-greater", "more than … ago", Way::Since, RowOperator::Greater),
    ask("until-at-most", "within the next", Way::Until, RowOperator::AtMost),
    ask("until-less", "less than … ahead", Way::Until, RowOperator::Less),
    ask("until-is", "exactly … ahead", Way::Until, RowOperator::Is),
    ask("until-at-least", "at least … ahead", Way::Until, RowOperator::AtLeast),
    ask("until-greater", "more than … ahead", Way::Until, RowOperator::Greater),
    FILLED,
    EMPTY,
];

/// Of choices, yes or no, lookups and ids.
pub const CHOICE: &[Ask] = &[IS, IS_NOT, FILLED, EMPTY];

/// Of several choices: how their values are written was never published (`reference/segments.md 3.4`).
pub const FILL: &[Ask] = &[FILLED, EMPTY];

/// Of interactions, whose filters know no text operators and no relative dates (`reference/segments.md 3.2`).
pub const PROPERTY: &[Ask] = NUMBER;

/// Whatever else can be written.
const REST: &[Ask] = &[
    ask("since-is-not", "not … ago", Way::Since, RowOperator::IsNot),
    ask("until-is-not", "not … ahead", Way::Until, RowOperator::IsNot),
];

/// The ways to ask about a column of that kind.
pub fn offered(kind: ColumnKind, names: Names, dialect: Dialect) -> &'static [Ask] {
    match (names, kind) {
        (Names::Properties, _) if dialect == Dialect::Outbound => PROPERTY,
        (_, ColumnKind::Text) => TEXT,
        (_, ColumnKind::WholeNumber | ColumnKind::Decimal | ColumnKind::Money) => NUMBER,
        (_, ColumnKind::Date | ColumnKind::DateTime) => DATE,
        (_, ColumnKind::YesNo | ColumnKind::Choice | ColumnKind::Lookup | ColumnKind::Id) => CHOICE,
        (_, ColumnKind::MultiChoice) => FILL,
        (_, ColumnKind::Other) => OTHER,
    }
}

/// Of columns of which nothing is known.
const OTHER: &[Ask] = &[
    IS,
    IS_NOT,
    ask("greater", "is greater than", Way::Value, RowOperator::Greater),
    ask("at-least", "is greater than or equal to", Way::Value, RowOperator::AtLeast),
    ask("less", "is less than", Way::Value, RowOperator::Less),
    ask("at-most", "is less than or equal to", Way::Value, RowOperator::AtMost),
    ask("contains", "contains", Way::Value, RowOperator::Contains),
    ask("begins", "begins with", Way::Value, RowOperator::BeginsWith),
    ask("ends", "ends with", Way::Value, RowOperator::EndsWith),
    ask("since-at-most", "within the last", Way::Since, RowOperator::AtMost),
    ask("until-at-most", "within the next", Way::Until, RowOperator::AtMost),
    FILLED,
    EMPTY,
];

/// The way to ask of that name.
pub fn named(name: &str) -> Option<&'static Ask> {
    every().find(|ask| ask.name == name)
}

/// How a form asks: in the words of its kind of column, else in those of any.
pub fn of(form: &Form, offered: &'static [Ask]) -> Option<Ask> {
    offered.iter().chain(every()).find(|ask| ask.is_of(form)).copied()
}

fn every() -> impl Iterator<Item = &'static Ask> {
    OTHER.iter().chain(DATE).chain(REST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_leads_back_to_itself() {
        for ask in every().chain(TEXT).chain(NUMBER).chain(CHOICE) {
            let same = named(ask.name).expect("a name");
            assert_eq!((same.way, same.operator), (ask.way, ask.operator), "{}", ask.name);
        }
    }

    #[test]
    fn whatever_is_read_has_words() {
        use RowOperator::{
            AtLeast, AtMost, BeginsWith, Contains, EndsWith, Greater, HasValue, Is, IsEmpty, IsNot, Less,
        };
        for operator in [Is, IsNot, Greater, AtLeast, Less, AtMost, Contains, BeginsWith, EndsWith, IsEmpty, HasValue] {
            let form = Form { operator, ..Form::default() };
            assert!(of(&form, FILL).is_some(), "{operator:?}");
        }
    }
}
