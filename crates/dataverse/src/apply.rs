//! Sums and counts by group, as `$apply` writes them (`reference/web-api.md 8`).

use crate::filter::Filter;

/// Steps from the rows of a set to its sums and counts. The server takes up to 50,000 rows; more are an
/// [`Error::TooLarge`](crate::Error::TooLarge).
///
/// Each group is a row: the columns it is grouped by, and the aggregates under their names. A column of the record that
/// a lookup leads to, such as `primarycontactid/fullname`, comes back as `contact_fullname`. Dates cannot be grouped by,
/// and aggregates not sorted by.
///
/// ```
/// use dataverse::{Aggregate, Apply, Query, filter};
/// let apply = Apply::new()
///     .filter(filter::eq("statecode", 0))
///     .group_by(&["statuscode"], &[Aggregate::count("rows"), Aggregate::sum("revenue", "total")]);
/// assert_eq!(
///     Query::new().apply(&apply).text(),
///     "$apply=filter(statecode%20eq%200)/groupby((statuscode),aggregate($count%20as%20rows,revenue%20with%20sum%20as%20total))",
/// );
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Apply(Vec<String>);

/// One number about the rows of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aggregate(String);

impl Apply {
    /// No steps yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Goes on with the rows for which the filter holds.
    #[must_use]
    pub fn filter(mut self, filter: Filter) -> Self {
        self.0.push(format!("filter({filter})"));
        self
    }

    /// Goes on with a row for each combination of values of the columns.
    #[must_use]
    pub fn group_by(mut self, columns: &[&str], aggregates: &[Aggregate]) -> Self {
        let columns = columns.join(",");
        self.0.push(match aggregates {
            [] => format!("groupby(({columns}))"),
            _ => format!("groupby(({columns}),{})", step(aggregates)),
        });
        self
    }

    /// Goes on with one row about all rows.
    #[must_use]
    pub fn aggregate(mut self, aggregates: &[Aggregate]) -> Self {
        self.0.push(step(aggregates));
        self
    }

    /// The steps as text, not percent-encoded.
    pub fn text(&self) -> String {
        self.0.join("/")
    }
}

fn step(aggregates: &[Aggregate]) -> String {
    let texts: Vec<&str> = aggregates.iter().map(|one| one.0.as_str()).collect();
    format!("aggregate({})", texts.join(","))
}

impl Aggregate {
    /// The number of rows.
    pub fn count(name: &str) -> Self {
        Self(format!("$count as {name}"))
    }

    /// The sum of a column.
    pub fn sum(column: &str, name: &str) -> Self {
        Self::with(column, "sum", name)
    }

    /// The mean of a column.
    pub fn average(column: &str, name: &str) -> Self {
        Self::with(column, "average", name)
    }

    /// The least or earliest value of a column.
    pub fn min(column: &str, name: &str) -> Self {
        Self::with(column, "min", name)
    }

    /// The greatest or latest value of a column.
    pub fn max(column: &str, name: &str) -> Self {
        Self::with(column, "max", name)
    }

    fn with(column: &str, method: &str, name: &str) -> Self {
        Self(format!("{column} with {method} as {name}"))
    }
}
