//! What a column allows (reference/web-api.md 10).

use crate::{
    ApiError,
    schema::{Column, Kind, OptionSet, Required, Table},
    store::Value,
};

/// More numbers than this a multi-select value can't hold.
const MOST_CHOICES: usize = 150;

/// Checks a value against type limits and options. Lengths count characters.
pub fn column(table: &Table, column: &Column, value: &Value) -> Result<(), ApiError> {
    match (&column.kind, value) {
        (_, Value::Null) => match column.required {
            Required::SystemRequired => {
                let message = format!("The column '{}' of table '{}' can't be empty.", column.name, table.name);
                Err(ApiError::new(400, "0x80040200", message))
            }
            _ => Ok(()),
        },
        (Kind::Text { max, .. } | Kind::Memo { max }, Value::Text(text)) => {
            // Bytes first: counting characters of a long text only where it may matter.
            if text.len() > *max && text.chars().count() > *max {
                return Err(ApiError::new(
                    400,
                    "0x80044331",
                    format!(
                        "A validation error occurred.  The length of the '{}' attribute of the '{}' entity exceeded the maximum \
                         allowed length of '{max}'.",
                        column.name, table.name
                    ),
                ));
            }
            Ok(())
        }
        (Kind::Integer { min, max, .. }, Value::Int(number)) if !(*min..=*max).contains(number) => {
            Err(out_of_range("0x8004432f", number, column, table, format!("{min} to {max}")))
        }
        (Kind::Number { min, max, .. }, Value::Real(number)) if !(*min..=*max).contains(number) => {
            Err(out_of_range("0x80044330", number, column, table, format!("{min} to {max}")))
        }
        (Kind::Choice(set), Value::Int(number)) => option(set, *number),
        (Kind::Choices(set), Value::Text(text)) => {
            let numbers: Vec<i64> = text.split(',').filter_map(|number| number.parse().ok()).collect();
            if numbers.len() > MOST_CHOICES {
                return Err(ApiError::argument(format!("At most {MOST_CHOICES} options can be selected.")));
            }
            numbers.into_iter().try_for_each(|number| option(set, number))
        }
        _ => Ok(()),
    }
}

fn option(set: &OptionSet, number: i64) -> Result<(), ApiError> {
    match set.get(number) {
        Some(_) => Ok(()),
        None => Err(ApiError::new(400, "0x8004431a", "The picklist value is out of the range.")),
    }
}

fn out_of_range(code: &str, number: impl std::fmt::Display, column: &Column, table: &Table, range: String) -> ApiError {
    ApiError::new(
        400,
        code,
        format!(
            "A validation error occurred.  The value {number} of '{}' on record of type '{}' is outside the valid range. \
             Accepted Values: {range}",
            column.name, table.name
        ),
    )
}

/// Brings state and status reason together: a state alone takes its default reason; a reason must belong to the state.
/// `service` may move a record to a reason of another state by the reason alone.
pub fn status(
    table: &Table,
    before: (Option<i64>, Option<i64>),
    sent: (Option<i64>, Option<i64>),
    service: bool,
) -> Result<(i64, i64), ApiError> {
    let first = table.states.first().map_or(0, |state| state.value);
    let now = before.0.unwrap_or(first);
    let invalid = |state: i64, status: i64| {
        let name = table
            .state(state)
            .map_or_else(|| state.to_string(), |state| state.label.get(crate::schema::Language::English).into());
        ApiError::new(
            400,
            "0x80048408",
            format!(
                "{status} is not a valid status code for state code {}State.{name} on {}.",
                table.schema, table.name
            ),
        )
    };
    let (state, status) = match sent {
        (None, None) => (now, before.1),
        (Some(state), None) if Some(state) == before.0 => (state, before.1),
        (Some(state), None) => (state, None),
        (None, Some(status)) if service => (table.status(status).map_or(now, |option| option.state), Some(status)),
        (state, Some(status)) => (state.unwrap_or(now), Some(status)),
    };
    let Some(option) = table.state(state) else {
        return Err(ApiError::new(400, "0x80048408", format!("{state} is not a valid state code on {}.", table.name)));
    };
    let status = status.unwrap_or(option.default);
    match table.status(status) {
        Some(reason) if reason.state == state => Ok((state, status)),
        _ => Err(invalid(state, status)),
    }
}
