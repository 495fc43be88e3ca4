//! Query options and the preferences that go with them (`reference/web-api.md 2.1, 8`).

use std::fmt::Write;

use crate::apply::Apply;
use crate::filter::Filter;
use crate::url::encode;

/// Direction of a sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Smallest or earliest first.
    Asc,
    /// Greatest or latest first.
    Desc,
}

/// What to read: columns, rows, order, and how much at once.
///
/// ```
/// use dataverse::{Desc, Query, filter};
/// let query = Query::new().select(&["name"]).filter(filter::eq("statuscode", 192_350_001)).order("modifiedon", Desc);
/// assert_eq!(query.text(), "$select=name&$filter=statuscode%20eq%20192350001&$orderby=modifiedon%20desc");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    select: Vec<String>,
    filter: Option<String>,
    order: Vec<String>,
    expand: Vec<String>,
    top: Option<u32>,
    apply: Option<String>,
    count: bool,
    page_size: Option<u32>,
    annotations: bool,
}

impl Query {
    /// Everything: all columns of all rows.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads only these columns; the id comes back in any case. Lookups are selected as `_name_value`.
    #[must_use]
    pub fn select(mut self, columns: &[&str]) -> Self {
        self.select.extend(columns.iter().map(|&column| column.to_owned()));
        self
    }

    /// Reads only the rows for which the filter holds; `None` for all.
    #[must_use]
    pub fn filter(mut self, filter: impl Into<Option<Filter>>) -> Self {
        self.filter = filter.into().map(|filter| filter.to_string());
        self
    }

    /// As [`Query::filter`], from a text in the filter language, not percent-encoded.
    #[must_use]
    pub fn filter_raw(mut self, filter: impl Into<String>) -> Self {
        self.filter = Some(filter.into());
        self
    }

    /// Sorts by the column, after those named before.
    #[must_use]
    pub fn order(mut self, column: &str, order: Order) -> Self {
        let direction = match order {
            Order::Asc => "asc",
            Order::Desc => "desc",
        };
        self.order.push(format!("{column} {direction}"));
        self
    }

    /// Reads only the first rows, at most 5,000. The server ignores it when a page size is asked for.
    #[must_use]
    pub fn top(mut self, rows: u32) -> Self {
        self.top = Some(rows);
        self
    }

    /// Counts the rows of all pages; the server counts to 5,000.
    #[must_use]
    pub fn count(mut self) -> Self {
        self.count = true;
        self
    }

    /// Reads these columns of what the navigation property leads to. The name is case-sensitive.
    #[must_use]
    pub fn expand(mut self, navigation: &str, columns: &[&str]) -> Self {
        self.expand.push(match columns {
            [] => navigation.to_owned(),
            columns => format!("{navigation}($select={})", columns.join(",")),
        });
        self
    }

    /// Rows a page, at most 5,000.
    #[must_use]
    pub fn page_size(mut self, rows: u32) -> Self {
        self.page_size = Some(rows);
        self
    }

    /// Asks for all annotations: formatted values and the tables and names of lookups.
    #[must_use]
    pub fn annotations(mut self) -> Self {
        self.annotations = true;
        self
    }

    /// Reads what the navigation property leads to as the query says: columns and further expands, and of a collection
    /// also which rows, in what order, how many. Its other options do not apply there.
    ///
    /// The server refuses order and number as soon as any expand is nested, and many-to-many collections in nested ones.
    ///
    /// ```
    /// use dataverse::{Desc, Query, filter};
    /// let tasks = Query::new().select(&["subject"]).filter(filter::eq("statecode", 0)).order("createdon", Desc).top(5);
    /// assert_eq!(
    ///     Query::new().expand_query("Account_Tasks", &tasks).text(),
    ///     "$expand=Account_Tasks($select=subject;$filter=statecode%20eq%200;$orderby=createdon%20desc;$top=5)",
    /// );
    /// ```
    #[must_use]
    pub fn expand_query(mut self, navigation: &str, query: &Self) -> Self {
        let options: Vec<String> = query.options().iter().map(|(name, value)| format!("{name}={value}")).collect();
        self.expand.push(match options.as_slice() {
            [] => navigation.to_owned(),
            options => format!("{navigation}({})", options.join(";")),
        });
        self
    }

    /// Reads sums and counts in place of the records. Of the other options only the page size goes with it.
    #[must_use]
    pub fn apply(mut self, apply: &Apply) -> Self {
        self.apply = Some(apply.text());
        self
    }

    /// The options as they stand after the `?`, percent-encoded; empty if there are none.
    pub fn text(&self) -> String {
        let mut options = self.options();
        options.extend(self.apply.clone().map(|apply| ("$apply", apply)));
        options.extend(self.count.then(|| ("$count", "true".to_owned())));
        let mut text = String::new();
        for (name, value) in options {
            let separator = if text.is_empty() { "" } else { "&" };
            // Writing to a string cannot fail.
            let _ = write!(text, "{separator}{name}={}", encode(&value));
        }
        text
    }

    /// The options that also an expand can have.
    fn options(&self) -> Vec<(&'static str, String)> {
        let mut options = Vec::new();
        let mut list = |name, values: &[String]| {
            if !values.is_empty() {
                options.push((name, values.join(",")));
            }
        };
        list("$select", &self.select);
        list("$filter", self.filter.as_slice());
        list("$orderby", &self.order);
        list("$expand", &self.expand);
        options.extend(self.top.map(|top| ("$top", top.to_string())));
        options
    }

    /// The value of the header `Prefer`, if there is anything to prefer.
    pub fn prefer(&self) -> Option<String> {
        self.prefer_with("")
    }

    /// As [`Query::prefer`], after a preference of the request itself.
    pub(crate) fn prefer_with(&self, first: &str) -> Option<String> {
        let mut text = first.to_owned();
        let mut add = |preference: &str| {
            if !text.is_empty() {
                text.push(',');
            }
            text.push_str(preference);
        };
        if self.annotations {
            add("odata.include-annotations=\"*\"");
        }
        if let Some(rows) = self.page_size {
            add(&format!("odata.maxpagesize={rows}"));
        }
        (!text.is_empty()).then_some(text)
    }

    /// The filter alone.
    pub(crate) fn filter_only(&self) -> Self {
        Self { filter: self.filter.clone(), ..Self::default() }
    }

    /// Whether columns were asked for by name.
    pub(crate) fn selects(&self) -> bool {
        !self.select.is_empty()
    }

    /// Where in the selection the column stands, if it was asked for by name.
    pub(crate) fn place_of(&self, column: &str) -> Option<usize> {
        self.select.iter().position(|selected| selected == column)
    }
}
