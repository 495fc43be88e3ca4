//! Which journeys, and in which order.

use dataverse::{Asc, Desc, Filter, Query, filter};
use journey::Status;
use serde::{Deserialize, Serialize};

use super::row;

/// A column that the server can sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Column {
    /// The name.
    Name,
    /// The status reason, by its number: choices sort so (`reference/web-api.md 8`).
    Status,
    /// The start, wall-clock.
    Starts,
    /// The end, wall-clock.
    Ends,
    /// When the record was last changed.
    Modified,
}

impl Column {
    fn logical_name(self) -> &'static str {
        match self {
            Self::Name => row::NAME,
            Self::Status => row::STATUS,
            Self::Starts => row::STARTS,
            Self::Ends => row::ENDS,
            Self::Modified => row::MODIFIED,
        }
    }
}

/// How the rows are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// By which column.
    pub column: Column,
    /// Greatest or latest first.
    pub descending: bool,
}

impl Default for Order {
    fn default() -> Self {
        Self { column: Column::Modified, descending: true }
    }
}

impl Order {
    /// What a press on the column's header makes of it: the other way round, or that column in its usual direction.
    #[must_use]
    pub fn pressed(self, column: Column) -> Self {
        let descending = if self.column == column { !self.descending } else { column == Column::Modified };
        Self { column, descending }
    }
}

/// What is asked of the server.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criteria {
    /// The order.
    pub order: Order,
    /// Only this `statuscode`.
    pub status: Option<i64>,
    /// Only names that hold this text; empty for all.
    pub search: String,
}

impl Criteria {
    /// Whether anything is left out.
    pub fn is_narrowed(&self) -> bool {
        self.status.is_some() || !self.search.is_empty()
    }

    /// The status that is asked for.
    pub fn status(&self) -> Option<Status> {
        self.status.map(Status::from_code)
    }

    fn filter(&self) -> Option<Filter> {
        let by_status = self.status.map(|code| filter::eq(row::STATUS, code));
        let by_name = (!self.search.is_empty()).then(|| filter::contains(row::NAME, &self.search));
        filter::and(by_status.into_iter().chain(by_name))
    }

    /// The query, with that many rows a page.
    pub(super) fn query(&self, page_size: u32) -> Query {
        let direction = if self.order.descending { Desc } else { Asc };
        Query::new()
            .select(row::COLUMNS)
            .filter(self.filter())
            .order(self.order.column.logical_name(), direction)
            // Pages need a total order, or rows of equal value come twice or never.
            .order(row::ID, Asc)
            .page_size(page_size)
            .annotations()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_asked_for_as_documented() {
        let criteria = Criteria { status: Some(Status::Live.code()), ..Criteria::default() };
        assert!(criteria.query(200).text().contains("$filter=statuscode%20eq%20192350001&"));
    }

    #[test]
    fn every_order_ends_with_the_id() {
        for column in [Column::Name, Column::Status, Column::Starts, Column::Ends, Column::Modified] {
            let criteria = Criteria { order: Order { column, descending: true }, ..Criteria::default() };
            let order = format!("$orderby={}%20desc,{}%20asc", column.logical_name(), row::ID);
            assert!(criteria.query(200).text().ends_with(&order), "{}", criteria.query(200).text());
        }
    }

    #[test]
    fn a_header_turns_its_own_order_round() {
        let by_name = Order::default().pressed(Column::Name);
        assert_eq!(by_name, Order { column: Column::Name, descending: false });
        assert_eq!(by_name.pressed(Column::Name), Order { column: Column::Name, descending: true });
        assert_eq!(by_name.pressed(Column::Modified), Order::default());
    }
}
