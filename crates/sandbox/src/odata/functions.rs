//! The query functions, `Microsoft.Dynamics.CRM.…` in `$filter`, in terms of plain conditions (reference/web-api.md 8).

use jiff::{
    Span, Timestamp, ToSpan, ZonedDateTime,
    civil::{Date, date},
    tz::TimeZone,
};
use uuid::Uuid;

use super::{
    Expr, Op, Operand, Path,
    filter::{Literal, Scope, value},
    moment::{civil_date, moment},
};
use crate::{
    ApiError,
    clock::wire,
    schema::{Column, DateBehavior, Kind, Table},
    store::Value,
};

/// Who asks, and when: what relative conditions depend on.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The organisation's present moment.
    pub now: Timestamp,
    /// The user's time zone: where days begin.
    pub zone: TimeZone,
    /// The user.
    pub user: Uuid,
    /// Their business unit.
    pub business_unit: Option<Uuid>,
    /// Their teams.
    pub teams: Vec<Uuid>,
    /// Their interface language.
    pub language: i64,
}

#[derive(Clone, Copy)]
enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

#[derive(Clone, Copy)]
enum Meaning {
    In {
        negated: bool,
    },
    Between {
        negated: bool,
    },
    Choices {
        negated: bool,
    },
    User {
        negated: bool,
    },
    BusinessUnit {
        negated: bool,
    },
    Teams {
        or_user: bool,
    },
    Language,
    /// The day given, or from there on, or up to it.
    Day {
        from: bool,
        to: bool,
    },
    /// The whole calendar unit so many units from now.
    Calendar(Unit, i64),
    /// So many days back or forth, fixed.
    Fixed(i64),
    /// The given number of units up to now.
    Last(Unit),
    /// The given number of units from now.
    Next(Unit),
    /// Longer ago than the given number of units.
    Older(Unit),
    /// Below or above a record in its table's hierarchy.
    Line {
        above: bool,
        or_equal: bool,
        negated: bool,
    },
    /// The user, or those whom they manage, perhaps their teams.
    Managed {
        teams: bool,
    },
    /// The quarter of any fiscal year.
    Quarter,
    /// A fiscal year, or the quarter of one.
    Fiscal {
        period: bool,
        from: bool,
        to: bool,
    },
}

// Fiscal periods are quarters and fiscal years begin in January, the settings that an organisation starts with.
const FUNCTIONS: &[(&str, Meaning)] = &[
    ("In", Meaning::In { negated: false }),
    ("NotIn", Meaning::In { negated: true }),
    ("Between", Meaning::Between { negated: false }),
    ("NotBetween", Meaning::Between { negated: true }),
    ("ContainValues", Meaning::Choices { negated: false }),
    ("DoesNotContainValues", Meaning::Choices { negated: true }),
    ("EqualUserId", Meaning::User { negated: false }),
    ("NotEqualUserId", Meaning::User { negated: true }),
    ("EqualBusinessId", Meaning::BusinessUnit { negated: false }),
    ("NotEqualBusinessId", Meaning::BusinessUnit { negated: true }),
    ("EqualUserTeams", Meaning::Teams { or_user: false }),
    ("EqualUserOrUserTeams", Meaning::Teams { or_user: true }),
    ("EqualUserLanguage", Meaning::Language),
    ("On", Meaning::Day { from: true, to: true }),
    ("OnOrAfter", Meaning::Day { from: true, to: false }),
    ("OnOrBefore", Meaning::Day { from: false, to: true }),
    ("Today", Meaning::Calendar(Unit::Day, 0)),
    ("Yesterday", Meaning::Calendar(Unit::Day, -1)),
    ("Tomorrow", Meaning::Calendar(Unit::Day, 1)),
    ("ThisWeek", Meaning::Calendar(Unit::Week, 0)),
    ("LastWeek", Meaning::Calendar(Unit::Week, -1)),
    ("NextWeek", Meaning::Calendar(Unit::Week, 1)),
    ("ThisMonth", Meaning::Calendar(Unit::Month, 0)),
    ("LastMonth", Meaning::Calendar(Unit::Month, -1)),
    ("NextMonth", Meaning::Calendar(Unit::Month, 1)),
    ("ThisYear", Meaning::Calendar(Unit::Year, 0)),
    ("LastYear", Meaning::Calendar(Unit::Year, -1)),
    ("NextYear", Meaning::Calendar(Unit::Year, 1)),
    ("ThisFiscalPeriod", Meaning::Calendar(Unit::Quarter, 0)),
    ("LastFiscalPeriod", Meaning::Calendar(Unit::Quarter, -1)),
    ("NextFiscalPeriod", Meaning::Calendar(Unit::Quarter, 1)),
    ("ThisFiscalYear", Meaning::Calendar(Unit::Year, 0)),
    ("LastFiscalYear", Meaning::Calendar(Unit::Year, -1)),
    ("NextFiscalYear", Meaning::Calendar(Unit::Year, 1)),
    ("Last7Days", Meaning::Fixed(-7)),
    ("Next7Days", Meaning::Fixed(7)),
    ("LastXHours", Meaning::Last(Unit::Hour)),
    ("LastXDays", Meaning::Last(Unit::Day)),
    ("LastXWeeks", Meaning::Last(Unit::Week)),
    ("LastXMonths", Meaning::Last(Unit::Month)),
    ("LastXYears", Meaning::Last(Unit::Year)),
    ("LastXFiscalPeriods", Meaning::Last(Unit::Quarter)),
    ("LastXFiscalYears", Meaning::Last(Unit::Year)),
    ("NextXHours", Meaning::Next(Unit::Hour)),
    ("NextXDays", Meaning::Next(Unit::Day)),
    ("NextXWeeks", Meaning::Next(Unit::Week)),
    ("NextXMonths", Meaning::Next(Unit::Month)),
    ("NextXYears", Meaning::Next(Unit::Year)),
    ("NextXFiscalPeriods", Meaning::Next(Unit::Quarter)),
    ("NextXFiscalYears", Meaning::Next(Unit::Year)),
    ("OlderThanXMinutes", Meaning::Older(Unit::Minute)),
    ("OlderThanXHours", Meaning::Older(Unit::Hour)),
    ("OlderThanXDays", Meaning::Older(Unit::Day)),
    ("OlderThanXWeeks", Meaning::Older(Unit::Week)),
    ("OlderThanXMonths", Meaning::Older(Unit::Month)),
    ("OlderThanXYears", Meaning::Older(Unit::Year)),
    ("Above", Meaning::Line { above: true, or_equal: false, negated: false }),
    ("AboveOrEqual", Meaning::Line { above: true, or_equal: true, negated: false }),
    ("Under", Meaning::Line { above: false, or_equal: false, negated: false }),
    ("UnderOrEqual", Meaning::Line { above: false, or_equal: true, negated: false }),
    ("NotUnder", Meaning::Line { above: false, or_equal: false, negated: true }),
    ("EqualUserOrUserHierarchy", Meaning::Managed { teams: false }),
    ("EqualUserOrUserHierarchyAndTeams", Meaning::Managed { teams: true }),
    ("InFiscalPeriod", Meaning::Quarter),
    ("InFiscalYear", Meaning::Fiscal { period: false, from: true, to: true }),
    ("InFiscalPeriodAndYear", Meaning::Fiscal { period: true, from: true, to: true }),
    ("InOrAfterFiscalPeriodAndYear", Meaning::Fiscal { period: true, from: true, to: false }),
    ("InOrBeforeFiscalPeriodAndYear", Meaning::Fiscal { period: true, from: false, to: true }),
];

/// Turns a call into a condition.
///
/// # Errors
/// A function that does not exist or that the sandbox does not offer, arguments that don't fit.
pub fn compile(
    name: &str,
    arguments: &[(String, Vec<Literal>)],
    scope: Scope,
    surroundings: &Surroundings,
) -> Result<Expr, ApiError> {
    let Some((_, property)) = arguments.iter().find(|(argument, _)| argument == "PropertyName") else {
        return Err(ApiError::query(format!("{name}: PropertyName is missing.")));
    };
    let [Literal::Text(property) | Literal::Name(property)] = property.as_slice() else {
        return Err(ApiError::query(format!("{name}: PropertyName is no text.")));
    };
    // Lookups go by their logical name here, which is no property in paths.
    let path = match scope.table.column(property) {
        Some(column) if scope.variable.is_none() => Path::own(&column.name),
        _ => scope.path(property)?,
    };
    let column = scope.column(&path).ok_or_else(|| super::filter::unknown(property, scope.table))?;
    let given = arguments.iter().filter(|(argument, _)| argument.starts_with("PropertyValue"));
    on_column(name, scope, column, path, given.flat_map(|(_, values)| values.clone()).collect(), surroundings)
}

/// The condition that a function makes of a column and values.
///
/// # Errors
/// As [`compile`].
pub fn on_column(
    name: &str,
    scope: Scope,
    column: &Column,
    path: Path,
    values: Vec<Literal>,
    surroundings: &Surroundings,
) -> Result<Expr, ApiError> {
    let Some((_, meaning)) = FUNCTIONS.iter().find(|(known, _)| *known == name) else {
        return Err(ApiError::query(format!(
            "An unknown function with name 'Microsoft.Dynamics.CRM.{name}' was found. This may also be a function import or \
             a key lookup on a navigation property, which is not allowed."
        )));
    };
    Call { name, scope, column, path, values, surroundings }.compile(*meaning)
}

struct Call<'a> {
    name: &'a str,
    scope: Scope<'a>,
    column: &'a Column,
    path: Path,
    values: Vec<Literal>,
    surroundings: &'a Surroundings,
}

impl Call<'_> {
    fn compile(&self, meaning: Meaning) -> Result<Expr, ApiError> {
        let not = |negated, expr| if negated { Expr::Not(Box::new(expr)) } else { expr };
        Ok(match meaning {
            Meaning::In { negated } => not(negated, Expr::In(self.path.clone(), self.converted()?)),
            Meaning::Between { negated } => {
                let [low, high] =
                    <[Value; 2]>::try_from(self.converted()?).map_err(|_| self.wrong("takes two values"))?;
                let ends = vec![self.compare(Op::GreaterOrEqual, low), self.compare(Op::LessOrEqual, high)];
                not(negated, Expr::And(ends))
            }
            Meaning::Choices { negated } => {
                if !matches!(self.column.kind, Kind::Choices(_)) {
                    return Err(self.wrong("is for multi-select choices"));
                }
                let numbers = self.values.iter().map(|literal| match literal {
                    Literal::Text(text) | Literal::Number(text) => {
                        text.parse().map_err(|_| self.wrong("takes numbers"))
                    }
                    _ => Err(self.wrong("takes numbers")),
                });
                not(negated, Expr::HasChoices(self.path.clone(), numbers.collect::<Result<_, _>>()?))
            }
            Meaning::User { negated } => not(negated, self.one_of(vec![self.surroundings.user])),
            Meaning::BusinessUnit { negated } => {
                not(negated, self.one_of(self.surroundings.business_unit.into_iter().collect()))
            }
            Meaning::Teams { or_user } => {
                let user = or_user.then_some(self.surroundings.user);
                self.one_of(self.surroundings.teams.iter().copied().chain(user).collect())
            }
            Meaning::Language => self.compare(Op::Equal, Value::Int(self.surroundings.language)),
            Meaning::Day { from, to } => {
                let day = self.day()?;
                let next = self.plus(day, 1.day())?;
                self.range(from.then(|| self.start(day)).transpose()?, to.then(|| self.start(next)).transpose()?)?
            }
            Meaning::Calendar(unit, ahead) => {
                let first = self.plus(self.beginning(unit), self.span(unit, ahead)?)?;
                let after = self.plus(first, self.span(unit, 1)?)?;
                self.range(Some(self.start(first)?), Some(self.start(after)?))?
            }
            Meaning::Fixed(days) => self.window(Unit::Day, days)?,
            Meaning::Last(unit) => self.window(unit, -self.number()?)?,
            Meaning::Next(unit) => self.window(unit, self.number()?)?,
            Meaning::Older(unit) => {
                let back = self.span(unit, -self.number()?)?;
                let limit = match unit {
                    Unit::Minute | Unit::Hour => self.now().checked_add(back).map_err(|_| self.far())?,
                    _ => self.start(self.plus(self.now().date(), back)?)?,
                };
                self.range(None, Some(limit))?
            }
            Meaning::Line { above, or_equal, negated } => {
                let [of] = <[Value; 1]>::try_from(self.converted()?).map_err(|_| self.wrong("takes one value"))?;
                let equal = or_equal.then(|| self.compare(Op::Equal, of.clone()));
                let line = self.line(self.ranked()?, above, of)?;
                not(negated, Expr::Or(equal.into_iter().chain([line]).collect()))
            }
            Meaning::Managed { teams } => {
                let user = self.surroundings.user;
                let users = self.scope.schema.table("systemuser").ok_or_else(|| self.wrong("knows no users"))?;
                let teams = self.surroundings.teams.iter().copied().filter(|_| teams);
                let own = self.one_of(teams.chain([user]).collect());
                Expr::Or(vec![own, self.line(users, false, Value::Guid(user))?])
            }
            Meaning::Quarter => {
                let zone = match self.behavior()? {
                    DateBehavior::UserLocal => self.surroundings.zone.iana_name().unwrap_or("UTC"),
                    _ => "UTC",
                };
                Expr::Quarter(self.path.clone(), zone.to_owned(), self.number()?)
            }
            Meaning::Fiscal { period, from, to } => self.fiscal(period, from, to)?,
        })
    }

    fn wrong(&self, what: &str) -> ApiError {
        ApiError::query(format!("Microsoft.Dynamics.CRM.{} {what}.", self.name))
    }

    fn far(&self) -> ApiError {
        self.wrong("leads beyond the dates there are")
    }

    fn compare(&self, op: Op, value: Value) -> Expr {
        Expr::Compare(self.path.clone(), op, Operand::Value(value))
    }

    fn one_of(&self, ids: Vec<Uuid>) -> Expr {
        Expr::In(self.path.clone(), ids.into_iter().map(Value::Guid).collect())
    }

    /// The table whose records the column's keys mean.
    fn ranked(&self) -> Result<&Table, ApiError> {
        let own = self.path.steps.is_empty() && self.column.name == self.scope.table.id;
        let table = match &self.column.kind {
            _ if own => Some(self.scope.table),
            Kind::Lookup(targets) => match targets.as_slice() {
                [only] => self.scope.schema.table(&only.table),
                _ => None,
            },
            _ => None,
        };
        table.ok_or_else(|| self.wrong("is for the key of a table with a hierarchy"))
    }

    fn line(&self, table: &Table, above: bool, of: Value) -> Result<Expr, ApiError> {
        let lookup = table.hierarchy().ok_or_else(|| self.wrong("is for the key of a table with a hierarchy"))?;
        let (table, lookup) = (table.name.clone(), lookup.name.clone());
        Ok(Expr::Hierarchy { path: self.path.clone(), table, lookup, above, of })
    }

    /// Values in the column's kind; numbers and dates may be sent as text.
    fn converted(&self) -> Result<Vec<Value>, ApiError> {
        let convert = |literal: &Literal| {
            let unquoted = match literal {
                Literal::Text(text) if self.column.edm() != "Edm.String" => match self.column.edm() {
                    "Edm.Boolean" => text.parse().map(Literal::Bool).ok(),
                    "Edm.Guid" => None,
                    "Edm.Date" | "Edm.DateTimeOffset" => Some(Literal::Date(text.clone())),
                    _ => Some(Literal::Number(text.clone())),
                },
                // Names arise from unquoted values.
                Literal::Name(text) => Some(Literal::Text(text.clone())),
                Literal::Number(text) if self.column.edm() == "Edm.String" => Some(Literal::Text(text.clone())),
                _ => None,
            };
            value(self.column, unquoted.as_ref().unwrap_or(literal))
                .ok_or_else(|| self.wrong(&format!("takes values of type {}", self.column.edm())))
        };
        self.values.iter().map(convert).collect()
    }

    fn number(&self) -> Result<i64, ApiError> {
        match self.values.as_slice() {
            [Literal::Number(text) | Literal::Text(text)] => {
                text.parse().map_err(|_| self.wrong("takes a whole number"))
            }
            _ => Err(self.wrong("takes a whole number")),
        }
    }

    fn day(&self) -> Result<Date, ApiError> {
        match self.values.as_slice() {
            [Literal::Date(text) | Literal::Text(text)] => {
                if let Some(day) = civil_date(text).and_then(|day| day.parse().ok()) {
                    return Ok(day);
                }
                // A reading without a zone is the user's own.
                if let (Some(day), Err(_), Some(_)) =
                    (text.get(..10).and_then(civil_date), text.parse::<Timestamp>(), moment(text, true))
                {
                    return day.parse().map_err(|_| self.wrong("takes a date"));
                }
                let moment: Timestamp = text.parse().map_err(|_| self.wrong("takes a date"))?;
                Ok(moment.to_zoned_datetime(self.zone()).date())
            }
            _ => Err(self.wrong("takes a date")),
        }
    }

    fn behavior(&self) -> Result<DateBehavior, ApiError> {
        match self.column.kind {
            Kind::DateTime { behavior, .. } => Ok(behavior),
            _ => Err(self.wrong("is for dates")),
        }
    }

    fn zone(&self) -> TimeZone {
        self.surroundings.zone.clone()
    }

    fn now(&self) -> ZonedDateTime {
        self.surroundings.now.to_zoned_datetime(self.zone())
    }

    fn span(&self, unit: Unit, count: i64) -> Result<Span, ApiError> {
        let span = Span::new();
        match unit {
            Unit::Minute => span.try_minutes(count),
            Unit::Hour => span.try_hours(count),
            Unit::Day => span.try_days(count),
            Unit::Week => span.try_weeks(count),
            Unit::Month => span.try_months(count),
            Unit::Quarter => span.try_months(count.saturating_mul(3)),
            Unit::Year => span.try_years(count),
        }
        .map_err(|_| self.far())
    }

    fn plus(&self, day: Date, span: Span) -> Result<Date, ApiError> {
        day.checked_add(span).map_err(|_| self.far())
    }

    /// First day of the unit that today is in. Weeks begin on Sunday.
    fn beginning(&self, unit: Unit) -> Date {
        let today = self.now().date();
        match unit {
            Unit::Week => {
                let since = i64::from(today.weekday().to_sunday_zero_offset());
                today.checked_sub(since.days()).unwrap_or(today)
            }
            Unit::Month => today.first_of_month(),
            Unit::Quarter => date(today.year(), (today.month() - 1) / 3 * 3 + 1, 1),
            Unit::Year => today.first_of_year(),
            Unit::Minute | Unit::Hour | Unit::Day => today,
        }
    }

    fn start(&self, day: Date) -> Result<ZonedDateTime, ApiError> {
        day.to_zoned_datetime(self.zone()).map_err(|_| self.far())
    }

    /// From so many whole units ago up to now, or from now to the end of so many whole units.
    fn window(&self, unit: Unit, count: i64) -> Result<Expr, ApiError> {
        let (now, span) = (self.now(), self.span(unit, count)?);
        // What was written in this very second belongs to the past too.
        let past = now.checked_add(1.second()).map_err(|_| self.far())?;
        if matches!(unit, Unit::Minute | Unit::Hour) {
            let other = now.checked_add(span).map_err(|_| self.far())?;
            return if count < 0 { self.range(Some(other), Some(past)) } else { self.range(Some(now), Some(other)) };
        }
        if count < 0 {
            self.range(Some(self.start(self.plus(now.date(), span)?)?), Some(past))
        } else {
            let last = self.plus(self.plus(now.date(), span)?, 1.day())?;
            self.range(Some(now), Some(self.start(last)?))
        }
    }

    fn fiscal(&self, period: bool, from: bool, to: bool) -> Result<Expr, ApiError> {
        let numbers = self.values.iter().map(|literal| match literal {
            Literal::Number(text) | Literal::Text(text) => text.parse::<i16>().map_err(|_| self.wrong("takes numbers")),
            _ => Err(self.wrong("takes numbers")),
        });
        let numbers = numbers.collect::<Result<Vec<_>, _>>()?;
        let (quarter, year) = match (period, numbers.as_slice()) {
            (false, [year]) => (1, *year),
            (true, [quarter @ 1..=4, year]) => (*quarter, *year),
            _ => return Err(self.wrong("takes a period and a year")),
        };
        let first = Date::new(year, (quarter as i8 - 1) * 3 + 1, 1).map_err(|_| self.far())?;
        let after = self.plus(first, if period { 3.months() } else { 1.year() })?;
        self.range(from.then(|| self.start(first)).transpose()?, to.then(|| self.start(after)).transpose()?)
    }

    /// From the first moment (included) to the second (excluded), in the terms of the column.
    fn range(&self, from: Option<ZonedDateTime>, to: Option<ZonedDateTime>) -> Result<Expr, ApiError> {
        let behavior = self.behavior()?;
        let text = |moment: &ZonedDateTime| match behavior {
            DateBehavior::UserLocal => wire(moment.timestamp()),
            DateBehavior::TimeZoneIndependent => moment.datetime().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            DateBehavior::DateOnly => moment.date().to_string(),
        };
        // A day counts whole: the window that ends now still holds today.
        let upper = |moment: &ZonedDateTime| {
            let midnight = moment.time() == jiff::civil::Time::midnight();
            if behavior == DateBehavior::DateOnly && !midnight { Op::LessOrEqual } else { Op::Less }
        };
        let mut ends = Vec::new();
        ends.extend(from.map(|from| self.compare(Op::GreaterOrEqual, Value::Text(text(&from)))));
        ends.extend(to.map(|to| self.compare(upper(&to), Value::Text(text(&to)))));
        Ok(Expr::And(ends))
    }
}
