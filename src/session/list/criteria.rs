//! Which records, and in which order.

use dataverse::{Asc, Desc, Filter, Query, filter};
use serde::{Deserialize, Serialize};

use super::source::{MODIFIED, Source};

/// How the rows are sorted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// By which column. Choices sort by their numbers (`reference/web-api.md 8`).
    pub column: String,
    /// Greatest or latest first.
    pub descending: bool,
}

impl Default for Order {
    fn default() -> Self {
        Self { column: MODIFIED.to_owned(), descending: true }
    }
}

impl Order {
    /// What a press on the column's header makes of it: the other way round, or that column in its usual direction.
    #[must_use]
    pub fn pressed(&self, column: &str, usually_descending: bool) -> Self {
        let descending = if self.column == column { !self.descending } else { usually_descending };
        Self { column: column.to_owned(), descending }
    }
}

/// What is asked of the server.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criteria {
    /// The order.
    pub order: Order,
    /// Only these values of choices, by column.
    filters: Vec<(String, i64)>,
    /// Only names that hold this text; empty for all.
    pub search: String,
}

impl Criteria {
    /// Whether anything is left out.
    pub fn is_narrowed(&self) -> bool {
        !self.filters.is_empty() || !self.search.is_empty()
    }

    /// The value that the column must have, if it must have one.
    pub fn wanted(&self, column: &str) -> Option<i64> {
        self.filters.iter().find(|(name, _)| name == column).map(|(_, value)| *value)
    }

    /// Asks for that value of the column, or for any.
    pub fn want(&mut self, column: &str, value: Option<i64>) {
        self.filters.retain(|(name, _)| name != column);
        self.filters.extend(value.map(|value| (column.to_owned(), value)));
    }

    /// Leaves nothing out any more.
    pub fn widen(&mut self) {
        self.filters.clear();
        self.search.clear();
    }

    /// What of it the source can answer. What was kept by an earlier version may name columns that are gone, and the server
    /// would refuse the whole.
    #[must_use]
    pub(super) fn fitting(mut self, source: &Source) -> Self {
        self.filters.retain(|(name, _)| source.selected().any(|column| column == name));
        if !source.selected().any(|column| column == self.order.column) {
            self.order = Order::default();
        }
        self
    }

    fn filter(&self, source: &Source) -> Option<Filter> {
        let by_choice = self.filters.iter().map(|(column, value)| filter::eq(column, *value));
        let by_name = (!self.search.is_empty()).then(|| filter::contains(source.name, &self.search));
        filter::and(by_choice.chain(by_name))
    }

    /// The query, with that many rows a page.
    pub(super) fn query(&self, source: &Source, page_size: u32) -> Query {
        let direction = if self.order.descending { Desc } else { Asc };
        let columns: Vec<&str> = source.selected().collect();
        Query::new()
            .select(&columns)
            .filter(self.filter(source))
            .order(&self.order.column, direction)
            // Pages need a total order, or rows of equal value come twice or never.
            .order(source.id, Asc)
            .page_size(page_size)
            .annotations()
    }
}

#[cfg(test)]
mod tests {
    use record::Status;

    use super::*;
    use crate::session::JOURNEY_LIST;
    use crate::session::list::source::STATUS;

    const NAME: &str = "msdyncrm_name";

    fn text(criteria: &Criteria) -> String {
        criteria.query(&JOURNEY_LIST, 200).text()
    }

    #[test]
    fn a_status_is_asked_for_as_documented() {
        let mut criteria = Criteria::default();
        criteria.want(STATUS, Some(Status::Live.code()));
        assert!(text(&criteria).contains("$filter=statuscode%20eq%20192350001&"));
        criteria.want(STATUS, Some(Status::Draft.code()));
        criteria.want("msdyncrm_entitytarget", Some(1));
        assert!(text(&criteria).contains("statuscode%20eq%20192350000%20and%20msdyncrm_entitytarget%20eq%201"));
        criteria.widen();
        assert!(!text(&criteria).contains("$filter"));
    }

    #[test]
    fn every_order_ends_with_the_id() {
        for column in JOURNEY_LIST.selected() {
            let order = Order { column: column.to_owned(), descending: true };
            let criteria = Criteria { order, ..Criteria::default() };
            let wanted = format!("$orderby={column}%20desc,{}%20asc", JOURNEY_LIST.id);
            assert!(text(&criteria).ends_with(&wanted), "{}", text(&criteria));
        }
    }

    #[test]
    fn a_header_turns_its_own_order_round() {
        let by_name = Order::default().pressed(NAME, false);
        assert_eq!(by_name, Order { column: NAME.to_owned(), descending: false });
        assert_eq!(by_name.pressed(NAME, false), Order { column: NAME.to_owned(), descending: true });
        assert_eq!(by_name.pressed(MODIFIED, true), Order::default());
    }

    #[test]
    fn columns_that_the_source_does_not_know_are_not_asked_for() {
        let mut kept = Criteria { order: Order::default().pressed("gone", false), ..Criteria::default() };
        kept.want("gone", Some(1));
        kept.want(STATUS, Some(1));
        let mut wanted = Criteria::default();
        wanted.want(STATUS, Some(1));
        assert_eq!(kept.fitting(&JOURNEY_LIST), wanted);
    }
}
