//! Condition operators, in terms of plain conditions and of the query functions that `$filter` knows.

use super::trouble;
use crate::{
    ApiError, Value,
    odata::{Expr, Literal, Match, Op, Operand, Path, Scope, Surroundings, literal_value, on_column},
    schema::{Column, Kind},
};

/// Operators that mean what a query function means, with its name.
const FUNCTIONS: &[(&str, &str)] = &[
    ("above", "Above"),
    ("between", "Between"),
    ("contain-values", "ContainValues"),
    ("eq-businessid", "EqualBusinessId"),
    ("eq-or-above", "AboveOrEqual"),
    ("eq-or-under", "UnderOrEqual"),
    ("eq-userid", "EqualUserId"),
    ("eq-userlanguage", "EqualUserLanguage"),
    ("eq-useroruserhierarchy", "EqualUserOrUserHierarchy"),
    ("eq-useroruserhierarchyandteams", "EqualUserOrUserHierarchyAndTeams"),
    ("eq-useroruserteams", "EqualUserOrUserTeams"),
    ("eq-userteams", "EqualUserTeams"),
    ("in", "In"),
    ("in-fiscal-period", "InFiscalPeriod"),
    ("in-fiscal-period-and-year", "InFiscalPeriodAndYear"),
    ("in-fiscal-year", "InFiscalYear"),
    ("in-or-after-fiscal-period-and-year", "InOrAfterFiscalPeriodAndYear"),
    ("in-or-before-fiscal-period-and-year", "InOrBeforeFiscalPeriodAndYear"),
    ("last-fiscal-period", "LastFiscalPeriod"),
    ("last-fiscal-year", "LastFiscalYear"),
    ("last-month", "LastMonth"),
    ("last-seven-days", "Last7Days"),
    ("last-week", "LastWeek"),
    ("last-x-days", "LastXDays"),
    ("last-x-fiscal-periods", "LastXFiscalPeriods"),
    ("last-x-fiscal-years", "LastXFiscalYears"),
    ("last-x-hours", "LastXHours"),
    ("last-x-months", "LastXMonths"),
    ("last-x-weeks", "LastXWeeks"),
    ("last-x-years", "LastXYears"),
    ("last-year", "LastYear"),
    ("ne-businessid", "NotEqualBusinessId"),
    ("ne-userid", "NotEqualUserId"),
    ("next-fiscal-period", "NextFiscalPeriod"),
    ("next-fiscal-year", "NextFiscalYear"),
    ("next-month", "NextMonth"),
    ("next-seven-days", "Next7Days"),
    ("next-week", "NextWeek"),
    ("next-x-days", "NextXDays"),
    ("next-x-fiscal-periods", "NextXFiscalPeriods"),
    ("next-x-fiscal-years", "NextXFiscalYears"),
    ("next-x-hours", "NextXHours"),
    ("next-x-months", "NextXMonths"),
    ("next-x-weeks", "NextXWeeks"),
    ("next-x-years", "NextXYears"),
    ("next-year", "NextYear"),
    ("not-between", "NotBetween"),
    ("not-contain-values", "DoesNotContainValues"),
    ("not-in", "NotIn"),
    ("not-under", "NotUnder"),
    ("olderthan-x-days", "OlderThanXDays"),
    ("olderthan-x-hours", "OlderThanXHours"),
    ("olderthan-x-minutes", "OlderThanXMinutes"),
    ("olderthan-x-months", "OlderThanXMonths"),
    ("olderthan-x-weeks", "OlderThanXWeeks"),
    ("olderthan-x-years", "OlderThanXYears"),
    ("on", "On"),
    ("on-or-after", "OnOrAfter"),
    ("on-or-before", "OnOrBefore"),
    ("this-fiscal-period", "ThisFiscalPeriod"),
    ("this-fiscal-year", "ThisFiscalYear"),
    ("this-month", "ThisMonth"),
    ("this-week", "ThisWeek"),
    ("this-year", "ThisYear"),
    ("today", "Today"),
    ("tomorrow", "Tomorrow"),
    ("under", "Under"),
    ("yesterday", "Yesterday"),
];

/// Comparison operators.
pub fn comparison(operator: &str) -> Option<Op> {
    match operator {
        "neq" => Some(Op::NotEqual),
        other => Op::of(other),
    }
}

/// The condition that an operator makes of a column and values. As in `$filter`, what is negated holds for empty columns too.
///
/// # Errors
/// QueryBuilderInvalidConditionOperator, values that don't fit.
pub fn condition(
    scope: Scope,
    column: &Column,
    operator: &str,
    values: &[String],
    surroundings: &Surroundings,
) -> Result<Expr, ApiError> {
    let path = Path::own(&column.name);
    if let Some(op) = comparison(operator) {
        let value = value(column, single(column, operator, values)?)?;
        return Ok(Expr::Compare(path, op, Operand::Value(value)));
    }
    if let Some((how, negated)) = pattern(operator) {
        if column.edm() != "Edm.String" {
            return Err(trouble::condition(format!("{operator} is for texts, which '{}' is not.", column.name)));
        }
        let text = single(column, operator, values)?.to_owned();
        let matches = Expr::Matches(path, how, text);
        return Ok(if negated { Expr::Not(Box::new(matches)) } else { matches });
    }
    let null = |op| Ok(Expr::Compare(Path::own(&column.name), op, Operand::Value(Value::Null)));
    match operator {
        "null" => return null(Op::Equal),
        "not-null" => return null(Op::NotEqual),
        _ => {}
    }
    let Some((_, function)) = FUNCTIONS.iter().find(|(known, _)| *known == operator) else {
        return Err(trouble::other("0x80041120", &format!("Unsupported condition operator. {operator}")));
    };
    let literals = values.iter().map(|text| literal(column, text)).collect();
    on_column(function, scope, column, path, literals, surroundings)
        .map_err(|error| trouble::condition(format!("'{}' {operator}: {}", column.name, error.message())))
}

fn pattern(operator: &str) -> Option<(Match, bool)> {
    Some(match operator {
        "like" => (Match::Whole, false),
        "not-like" => (Match::Whole, true),
        "begins-with" => (Match::Starts, false),
        "not-begin-with" => (Match::Starts, true),
        "ends-with" => (Match::Ends, false),
        "not-end-with" => (Match::Ends, true),
        _ => return None,
    })
}

fn single<'v>(column: &Column, operator: &str, values: &'v [String]) -> Result<&'v str, ApiError> {
    match values {
        [value] => Ok(value),
        _ => Err(trouble::condition(format!("'{}' {operator} takes one value.", column.name))),
    }
}

/// A value in the column's kind.
fn value(column: &Column, text: &str) -> Result<Value, ApiError> {
    literal_value(column, &literal(column, text)).ok_or_else(|| {
        let text =
            format!("Invalid value specified for type. '{text}' for '{}', which is {}", column.name, column.edm());
        trouble::other("0x80041108", &text)
    })
}

/// What a text stands for beside a column. A text that can't be of its kind stays one, and is turned down later.
fn literal(column: &Column, text: &str) -> Literal {
    let trimmed = text.trim();
    match (&column.kind, column.edm()) {
        (_, "Edm.String") => Literal::Text(text.to_owned()),
        (Kind::Boolean { .. }, _) => match trimmed {
            "1" | "true" => Literal::Bool(true),
            "0" | "false" => Literal::Bool(false),
            _ => Literal::Text(trimmed.to_owned()),
        },
        (Kind::DateTime { .. }, _) => {
            // A blank may stand between date and time.
            let text =
                if trimmed.get(10..11) == Some(" ") { trimmed.replacen(' ', "T", 1) } else { trimmed.to_owned() };
            match Literal::word(text.clone()) {
                date @ Literal::Date(_) => date,
                // The number of days or months that an operator takes.
                number @ Literal::Number(_) => number,
                _ => Literal::Text(text),
            }
        }
        (_, "Edm.Guid") => Literal::Text(trimmed.to_owned()),
        _ => match Literal::word(trimmed.to_owned()) {
            number @ Literal::Number(_) => number,
            _ => Literal::Text(trimmed.to_owned()),
        },
    }
}
