//! A query as it is written, before its names are resolved.

/// `<fetch>`
#[derive(Debug)]
pub struct Fetch {
    /// At most so many rows, without paging.
    pub top: Option<u64>,
    /// Rows a page.
    pub count: Option<u64>,
    /// Page, from 1.
    pub page: Option<u64>,
    /// Where the page before ended, decoded.
    pub cookie: Option<String>,
    /// Whether all rows shall be counted.
    pub total: bool,
    /// Whether equal rows come once.
    pub distinct: bool,
    /// Whether values are computed over rows.
    pub aggregate: bool,
    /// Fewer rows than the platform's limit to compute over.
    pub aggregate_limit: Option<u64>,
    /// Whether choices sort by number instead of label.
    pub raw_order: bool,
    /// The table.
    pub entity: Node,
}

/// `<entity>` or `<link-entity>`
#[derive(Debug)]
pub struct Node {
    /// Logical name of the table.
    pub name: String,
    /// How it is joined; `None` for the outermost.
    pub link: Option<Link>,
    /// Which columns.
    pub columns: Columns,
    /// Sort keys.
    pub orders: Vec<Order>,
    /// Conditions; all must be met.
    pub filters: Vec<Filter>,
    /// Tables joined to this one.
    pub links: Vec<Node>,
}

/// The columns to return.
#[derive(Debug)]
pub enum Columns {
    /// Nothing was said.
    Unsaid,
    /// `<no-attrs/>`
    None,
    /// `<all-attributes/>`
    All,
    /// `<attribute>`s.
    Named(Vec<Attribute>),
}

/// The joining part of a `<link-entity>`.
#[derive(Debug)]
pub struct Link {
    /// Column of the joined table.
    pub from: Option<String>,
    /// Column of the table around.
    pub to: Option<String>,
    /// Name in conditions and results.
    pub alias: Option<String>,
    /// How.
    pub kind: LinkType,
}

/// `link-type`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkType {
    /// Rows with a match.
    Inner,
    /// All rows, with or without a match.
    Outer,
    /// Rows with a match, once.
    Exists,
    /// The same.
    In,
    /// All rows, with at most one match.
    First,
    /// Inside a filter: some match.
    Any,
    /// Inside a filter: no match.
    NotAny,
    /// Inside a filter: related rows, none of which matches.
    All,
    /// Inside a filter: some match.
    NotAll,
}

impl LinkType {
    /// Whether it is a condition, valid inside `<filter>` alone.
    pub fn is_filter(self) -> bool {
        matches!(self, Self::Any | Self::NotAny | Self::All | Self::NotAll)
    }

    /// Whether columns of it can be returned.
    pub fn is_joined(self) -> bool {
        matches!(self, Self::Inner | Self::Outer | Self::First)
    }
}

/// `<attribute>`
#[derive(Debug)]
pub struct Attribute {
    /// Logical name of the column.
    pub name: String,
    /// Name in the result.
    pub alias: Option<String>,
    /// Function over the rows of a group.
    pub aggregate: Option<Aggregate>,
    /// Whether rows are grouped by it.
    pub group: bool,
    /// Part of a date to group by.
    pub part: Option<Part>,
    /// Whether equal values count once.
    pub distinct: bool,
    /// Whether parts of dates are those of the user's time zone; of UTC otherwise.
    pub user_zone: bool,
    /// Whether the number of child records is wanted instead of a value.
    pub children: bool,
}

/// `aggregate`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// Rows.
    Count,
    /// Values that are not empty.
    CountColumn,
    /// Sum.
    Sum,
    /// Mean.
    Average,
    /// Least.
    Min,
    /// Greatest.
    Max,
}

/// `dategrouping`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Day of the month.
    Day,
    /// Week of the year; weeks begin on Sunday, the first on 1 January.
    Week,
    /// Month of the year.
    Month,
    /// Quarter of the year.
    Quarter,
    /// Year.
    Year,
    /// Period of the fiscal year, which is a quarter.
    FiscalPeriod,
    /// Fiscal year.
    FiscalYear,
}

/// `<order>`
#[derive(Debug)]
pub struct Order {
    /// Column.
    pub attribute: Option<String>,
    /// Result of an aggregate query.
    pub alias: Option<String>,
    /// Alias of the table that the column belongs to.
    pub entity: Option<String>,
    /// Greatest first.
    pub descending: bool,
}

/// `<filter>`
#[derive(Debug)]
pub struct Filter {
    /// Whether one clause is enough.
    pub any: bool,
    /// What is asked.
    pub clauses: Vec<Clause>,
}

/// What stands in a filter.
#[derive(Debug)]
pub enum Clause {
    /// `<filter>`
    Filter(Filter),
    /// `<condition>`
    Condition(Condition),
    /// `<link-entity>`
    Link(Node),
}

/// `<condition>`
#[derive(Debug)]
pub struct Condition {
    /// Alias of the table that the column belongs to; the table around otherwise.
    pub entity: Option<String>,
    /// Column.
    pub attribute: String,
    /// Operator as written.
    pub operator: String,
    /// Values, from `value` and `<value>`.
    pub values: Vec<String>,
    /// Another column to compare with, perhaps `alias.column`.
    pub value_of: Option<String>,
}
