//! The rows that were read so far.

use std::collections::HashSet;

use dataverse::Page;

use super::criteria::Criteria;
use super::entry::Entry;
use super::source::Source;

/// Where the server stops counting (`reference/web-api.md 8`).
const COUNTED: u64 = 5_000;

/// How many records there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// So many.
    pub count: u64,
    /// And more, which the server did not count.
    pub and_more: bool,
}

/// Pages of one query, joined.
#[derive(Debug, Clone, Default)]
pub(super) struct Loaded {
    /// What they answer; `None` before the first answer.
    pub criteria: Option<Criteria>,
    pub page_size: u32,
    /// The row up to which they were asked for, read or not.
    until: usize,
    pub rows: Vec<Entry>,
    pub next: Option<String>,
    ids: HashSet<String>,
    counted: u64,
}

impl Loaded {
    pub fn first(source: &Source, criteria: Criteria, page_size: u32, until: usize, page: Page) -> Self {
        let counted = page.count.unwrap_or_default();
        let mut loaded = Self { criteria: Some(criteria), page_size, until, counted, ..Self::default() };
        loaded.append(source, page);
        loaded
    }

    pub fn append(&mut self, source: &Source, page: Page) {
        for row in page.rows.into_iter().filter_map(|row| Entry::read(source, row)) {
            // A record changed meanwhile may have moved behind the pages already read.
            if self.ids.insert(row.id.clone()) {
                self.rows.push(row);
            }
        }
        self.next = page.next;
    }

    pub fn remove(&mut self, gone: &HashSet<String>) {
        let before = self.rows.len();
        self.rows.retain(|row| !gone.contains(&row.id));
        self.ids.retain(|id| !gone.contains(id));
        self.counted = self.counted.saturating_sub((before - self.rows.len()) as u64);
    }

    /// Rows to make room for, read or not.
    pub fn extent(&self) -> usize {
        let (read, counted) = (self.rows.len(), self.counted as usize);
        match self.next {
            None => read,
            Some(_) if self.counted >= COUNTED => counted.max(read + self.page_size as usize).max(self.until),
            Some(_) => counted.max(read),
        }
    }

    pub fn total(&self) -> Option<Total> {
        self.criteria.as_ref()?;
        let read = self.rows.len() as u64;
        Some(match self.next {
            None => Total { count: read, and_more: false },
            Some(_) => Total { count: self.counted.max(read), and_more: self.counted.max(read) >= COUNTED },
        })
    }
}

#[cfg(test)]
mod tests {
    use dataverse::Row;
    use serde_json::json;

    use super::*;
    use crate::session::JOURNEY_LIST;

    fn page(ids: &[u32], next: bool, count: Option<u64>) -> Page {
        let row = |id: &u32| {
            let members = json!({ "msdyncrm_customerjourneyid": format!("00000000-0000-0000-0000-{id:012}") });
            members.as_object().cloned().map(Row::new).unwrap_or_default()
        };
        Page { rows: ids.iter().map(row).collect(), next: next.then(|| "next".to_owned()), count }
    }

    fn first(page: Page) -> Loaded {
        Loaded::first(&JOURNEY_LIST, Criteria::default(), 2, 0, page)
    }

    #[test]
    fn a_row_that_moved_to_a_later_page_stays_single() {
        let mut loaded = first(page(&[1, 2], true, Some(4)));
        loaded.append(&JOURNEY_LIST, page(&[2, 3], false, None));
        assert_eq!(loaded.rows.len(), 3);
        assert_eq!(loaded.total(), Some(Total { count: 3, and_more: false }));
    }

    #[test]
    fn room_is_made_for_what_was_counted() {
        let mut loaded = first(page(&[1, 2], true, Some(312)));
        assert_eq!((loaded.extent(), loaded.total()), (312, Some(Total { count: 312, and_more: false })));
        let gone = loaded.rows.iter().map(|row| row.id.clone()).take(1).collect();
        loaded.remove(&gone);
        assert_eq!((loaded.extent(), loaded.rows.len()), (311, 1));
    }

    #[test]
    fn a_count_that_was_cut_short_leaves_room_for_the_next_page() {
        let loaded = first(page(&[1, 2], true, Some(COUNTED)));
        assert_eq!((loaded.extent(), loaded.total()), (5_000, Some(Total { count: 5_000, and_more: true })));
    }
}
