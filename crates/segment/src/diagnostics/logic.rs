//! What a condition claims about one column, and which claims exclude each other.

use super::context::Context;
use crate::ast::{
    Comparison, ComparisonOperator, InList, Joined, Literal, LiteralKind, Negation, Node, NullTest, Operator, Property,
    unwrapped,
};
use crate::syntax::{SyntaxKind, SyntaxNode};
use rowan::TextRange;
use std::cmp::Ordering;

/// A claim about one column.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    /// `alias.column`, or `column` of the current record; lower case.
    pub column: String,
    pub test: Test,
    /// The condition.
    pub range: TextRange,
}

/// What is claimed.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Test {
    /// One of these values.
    OneOf(Vec<Constant>),
    /// A comparison other than equality.
    Compare(ComparisonOperator, Constant),
    /// Some value, which one is another matter: it contains a text, for instance.
    Filled,
    /// Any value.
    NotNull,
    /// No value.
    Null,
    /// Two constants that differ.
    Never,
    /// Two constants that agree.
    Always,
}

/// A constant that can be ordered.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Constant {
    Number(f64),
    /// Case folded: whether the service heeds it is unknown, so a difference in case excludes nothing.
    Text(String),
    Flag(bool),
}

impl Constant {
    fn of(node: &SyntaxNode) -> Option<Self> {
        Some(match Literal::cast(unwrapped(node))?.kind()? {
            LiteralKind::Number(number) => Self::Number(number.parse().ok()?),
            LiteralKind::Text(text) => Self::Text(text.to_lowercase()),
            LiteralKind::Flag(flag) => Self::Flag(flag),
        })
    }

    /// Numbers by size, dates of the ISO form by time; other texts only tell equal from different.
    fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.partial_cmp(b),
            (Self::Flag(a), Self::Flag(b)) => (a == b).then_some(Ordering::Equal),
            (Self::Text(a), Self::Text(b)) if a == b => Some(Ordering::Equal),
            (Self::Text(a), Self::Text(b)) if is_date(a) && is_date(b) && a.len() == b.len() => Some(a.cmp(b)),
            _ => None,
        }
    }

    /// Surely another value: of the same type, and not a date written at another precision.
    fn differs(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => a != b && !(is_date(a) && is_date(b)),
            (Self::Number(_), Self::Number(_)) | (Self::Flag(_), Self::Flag(_)) => self != other,
            _ => false,
        }
    }
}

fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 10 && bytes[4] == b'-' && bytes[7] == b'-' && bytes[..4].iter().all(u8::is_ascii_digit)
}

/// The claims that must all hold where `condition` does.
pub(super) fn claims(cx: &Context, condition: &SyntaxNode, out: &mut Vec<Claim>) {
    let inner = unwrapped(condition);
    if inner.kind() == SyntaxKind::AND_EXPR {
        for part in Joined::cast(inner).iter().flat_map(Joined::parts) {
            claims(cx, &part, out);
        }
    } else {
        out.extend(claim_of(cx, condition));
    }
}

/// The claim of a condition about a single column.
pub(super) fn claim_of(cx: &Context, condition: &SyntaxNode) -> Option<Claim> {
    let inner = unwrapped(condition);
    let (column, test) = match inner.kind() {
        SyntaxKind::NULL_TEST => {
            let test = NullTest::cast(inner)?;
            (key(cx, &test.property()?), if test.is_null() { Test::Null } else { Test::NotNull })
        }
        SyntaxKind::COMPARISON => comparison(cx, &Comparison::cast(inner)?)?,
        SyntaxKind::IN_EXPR => {
            let list = InList::cast(inner)?;
            let property = Property::cast(unwrapped(&list.value()?))?;
            let values: Option<Vec<_>> = list.items().iter().map(Constant::of).collect();
            (key(cx, &property), Test::OneOf(values?))
        }
        SyntaxKind::OR_EXPR => alternatives(cx, &Joined::cast(inner)?)?,
        SyntaxKind::NOT_EXPR => {
            let claim = claim_of(cx, &Negation::cast(inner)?.condition()?)?;
            (claim.column, negated(claim.test)?)
        }
        _ => return None,
    };
    Some(Claim { column, test, range: condition.text_range() })
}

fn negated(test: Test) -> Option<Test> {
    Some(match test {
        Test::Null => Test::NotNull,
        Test::NotNull => Test::Null,
        Test::OneOf(mut values) if values.len() == 1 => Test::Compare(ComparisonOperator::Ne, values.pop()?),
        Test::Compare(ComparisonOperator::Ne, value) => Test::OneOf(vec![value]),
        Test::Never => Test::Always,
        Test::Always => Test::Never,
        // What becomes of records without a value here is nowhere said.
        Test::OneOf(_) | Test::Compare(..) | Test::Filled => return None,
    })
}

fn comparison(cx: &Context, comparison: &Comparison) -> Option<(String, Test)> {
    let (left, right) = (unwrapped(&comparison.left()?), unwrapped(&comparison.right()?));
    let operator = match comparison.operator()? {
        Operator::Compare(operator) => operator,
        Operator::Text(_) => return Some((key(cx, &Property::cast(left)?), Test::Filled)),
        Operator::Unknown => return None,
    };
    let (property, value, operator) = match (Property::cast(left.clone()), Property::cast(right.clone())) {
        (Some(property), None) => (property, Constant::of(&right)?, operator),
        (None, Some(property)) => (property, Constant::of(&left)?, operator.mirrored()),
        (None, None) => {
            let order = Constant::of(&left)?.compare(&Constant::of(&right)?)?;
            return Some((String::new(), if holds(operator, order) { Test::Always } else { Test::Never }));
        }
        (Some(_), Some(_)) => return None,
    };
    let test =
        if operator == ComparisonOperator::Eq { Test::OneOf(vec![value]) } else { Test::Compare(operator, value) };
    Some((key(cx, &property), test))
}

/// Equalities on one column joined by `||` are a list of values.
fn alternatives(cx: &Context, joined: &Joined) -> Option<(String, Test)> {
    let mut column: Option<String> = None;
    let mut values = Vec::new();
    for part in joined.parts() {
        let claim = claim_of(cx, &part)?;
        let Test::OneOf(more) = claim.test else { return None };
        if column.as_ref().is_some_and(|column| *column != claim.column) {
            return None;
        }
        column = Some(claim.column);
        values.extend(more);
    }
    Some((column?, Test::OneOf(values)))
}

/// Names one column of one record, however it is spelled.
fn key(cx: &Context, property: &Property) -> String {
    let column = property.column().map(|token| token.text().to_lowercase()).unwrap_or_default();
    match cx.stage_of(property) {
        Some(stage) if stage.by == crate::scope::By::Relate => {
            format!("{}.{column}", stage.alias.unwrap_or_default().to_lowercase())
        }
        Some(stage) if property.qualifier().is_some() && !is_current(cx, property, &stage) => {
            format!("{:?}.{column}", stage.range)
        }
        Some(_) => column,
        None => property.path().to_lowercase(),
    }
}

fn is_current(cx: &Context, property: &Property, stage: &crate::scope::Stage) -> bool {
    crate::scope::chain_of(property.syntax())
        .is_some_and(|chain| crate::scope::current(&cx.stages(&chain), property.range().start()) == Some(stage))
}

fn holds(operator: ComparisonOperator, order: Ordering) -> bool {
    match operator {
        ComparisonOperator::Eq => order.is_eq(),
        ComparisonOperator::Ne => order.is_ne(),
        ComparisonOperator::Gt => order.is_gt(),
        ComparisonOperator::Ge => order.is_ge(),
        ComparisonOperator::Lt => order.is_lt(),
        ComparisonOperator::Le => order.is_le(),
    }
}

/// Whether no value meets both.
pub(super) fn clash(a: &Test, b: &Test) -> bool {
    match (a, b) {
        // Whether a record without a value differs from a value is nowhere said.
        (Test::Null, Test::Null | Test::Always | Test::Compare(ComparisonOperator::Ne, _))
        | (Test::Compare(ComparisonOperator::Ne, _), Test::Null)
        | (Test::Always, _)
        | (_, Test::Always) => false,
        (Test::Null, _) | (_, Test::Null) => true,
        (Test::OneOf(a), Test::OneOf(b)) => a.iter().all(|a| b.iter().all(|b| a.differs(b))),
        (Test::OneOf(values), Test::Compare(operator, bound))
        | (Test::Compare(operator, bound), Test::OneOf(values)) => {
            values.iter().all(|value| value.compare(bound).is_some_and(|order| !holds(*operator, order)))
        }
        (Test::Compare(a, low), Test::Compare(b, high)) => {
            ranges_clash(*a, low, *b, high) || ranges_clash(*b, high, *a, low)
        }
        _ => false,
    }
}

/// Whether `> low` (or `>=`) and `< high` (or `<=`) leave nothing between them.
fn ranges_clash(a: ComparisonOperator, low: &Constant, b: ComparisonOperator, high: &Constant) -> bool {
    let Some(order) = low.compare(high) else { return false };
    match (a, b) {
        (ComparisonOperator::Ge, ComparisonOperator::Le) => order.is_gt(),
        (ComparisonOperator::Gt | ComparisonOperator::Ge, ComparisonOperator::Lt | ComparisonOperator::Le) => {
            order.is_ge()
        }
        _ => false,
    }
}

/// Whether every value meets one of the two.
pub(super) fn complement(a: &Test, b: &Test) -> bool {
    match (a, b) {
        (Test::Null, Test::NotNull) | (Test::NotNull, Test::Null) => true,
        (Test::OneOf(values), Test::Compare(ComparisonOperator::Ne, value))
        | (Test::Compare(ComparisonOperator::Ne, value), Test::OneOf(values)) => values.contains(value),
        (Test::Compare(a, one), Test::Compare(b, other)) => one == other && a.negated() == *b,
        _ => false,
    }
}
