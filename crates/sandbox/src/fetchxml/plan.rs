//! A query with its names resolved: what the store reads.

use super::{
    Cookie,
    document::{Aggregate, Part},
};
use crate::{
    odata::{Expr, Op},
    schema::{Column, Language, Table},
};

/// A query.
#[derive(Debug)]
pub struct Plan<'a> {
    /// Every table that takes part, by the number that the rest of the plan calls it by; the root is number 0.
    pub sources: Vec<Source<'a>>,
    /// Tables joined to the root.
    pub branches: Vec<Branch>,
    /// Condition on the joined rows.
    pub test: Test,
    /// What is shown, in order.
    pub outputs: Vec<Output<'a>>,
    /// Sort keys.
    pub order: Vec<Key>,
    /// Language of labels, which choices sort by.
    pub language: Language,
    /// Whether equal rows come once.
    pub distinct: bool,
    /// Whether values are computed over rows; then at most so many.
    pub aggregate: Option<u64>,
    /// Which rows of the result.
    pub paging: Paging,
    /// Whether all rows shall be counted.
    pub total: bool,
}

/// A table that takes part.
#[derive(Debug)]
pub struct Source<'a> {
    /// The table.
    pub table: &'a Table,
    /// Name in conditions and results; the root has none.
    pub alias: String,
}

/// A table joined to another, with those joined to it.
#[derive(Debug)]
pub struct Branch {
    /// The table joined.
    pub source: usize,
    /// The table that it is joined to.
    pub parent: usize,
    /// Column of the joined table.
    pub from: String,
    /// Column of the table that it is joined to.
    pub to: String,
    /// How.
    pub join: Join,
    /// Condition on the joined row alone, part of the join.
    pub test: Test,
    /// What is joined to it.
    pub branches: Vec<Branch>,
}

/// How a table is joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// Rows with a match.
    Inner,
    /// All rows, with or without a match.
    Outer,
    /// All rows, with at most one match.
    First,
}

/// A condition on joined rows.
#[derive(Debug)]
pub enum Test {
    /// All of them.
    All(Vec<Test>),
    /// Any of them.
    Any(Vec<Test>),
    /// A condition on the row of one table.
    Holds(usize, Expr),
    /// Columns of two tables compared.
    Compare((usize, String), Op, (usize, String)),
    /// A condition on rows that are not joined.
    Related(Quantifier, Box<Branch>),
}

/// How many related rows must match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// At least one.
    Some,
    /// None.
    None,
    /// None, but there must be related rows (the platform's `all`, documented as opposite to its name).
    OthersOnly,
}

/// A column of the result.
#[derive(Debug)]
pub struct Output<'a> {
    /// Name on the wire.
    pub name: String,
    /// Table it comes from.
    pub source: usize,
    /// Column it comes from.
    pub column: &'a Column,
    /// What is computed from the column; `None` for the value itself.
    pub computed: Option<Computed>,
}

/// A value that is computed.
#[derive(Clone, Debug, PartialEq)]
pub enum Computed {
    /// A function over the rows of a group.
    Over(Aggregate, bool),
    /// The value that rows are grouped by.
    Group,
    /// The part of the date that rows are grouped by, in a time zone.
    Part(Part, String),
    /// The number of records whose lookup column points here.
    Children(String),
}

/// A sort key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// What to sort by.
    pub by: SortBy,
    /// Greatest first.
    pub descending: bool,
}

/// What to sort by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SortBy {
    /// A column; lookups by the name of the record, choices by number.
    Column(usize, String),
    /// A choice by its label.
    Label(usize, String),
    /// A column of the result.
    Output(usize),
}

/// Which rows of the result.
#[derive(Debug)]
pub struct Paging {
    /// Page, from 1.
    pub page: u64,
    /// Rows a page, if the query says so.
    pub count: Option<u64>,
    /// At most so many rows, without paging.
    pub top: Option<u64>,
    /// Where the page before ended.
    pub cookie: Option<Cookie>,
}

impl Plan<'_> {
    /// Whether a position in the result can be told from the sort keys and the key of the root's record: not where joined rows
    /// repeat the record, sort it, or where records have lost their key.
    pub fn can_resume(&self) -> bool {
        let own = |key: &Key| match &key.by {
            SortBy::Column(source, _) | SortBy::Label(source, _) => *source == 0,
            SortBy::Output(_) => false,
        };
        !self.distinct
            && self.aggregate.is_none()
            && self.order.iter().all(own)
            && self.branches.iter().all(|branch| self.joins_once(branch))
    }

    fn joins_once(&self, branch: &Branch) -> bool {
        let by_key = self.sources[branch.source].table.id == branch.from;
        (by_key || branch.join == Join::First) && branch.branches.iter().all(|inner| self.joins_once(inner))
    }
}
