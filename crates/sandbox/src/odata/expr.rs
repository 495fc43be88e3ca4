//! A condition on records, resolved against the tables it speaks of.

use crate::store::Value;

/// A condition. Every condition is true or false, never null: a comparison with an empty column is false, `ne` is true.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// Always so.
    Constant(bool),
    /// All of them.
    And(Vec<Expr>),
    /// Any of them.
    Or(Vec<Expr>),
    /// The opposite.
    Not(Box<Expr>),
    /// A comparison.
    Compare(Path, Op, Operand),
    /// A text pattern; `%`, `_`, `[a-z]` and `[^a]` are wildcards, case does not matter.
    Matches(Path, Match, String),
    /// One of the values.
    In(Path, Vec<Value>),
    /// A multi-select choice that has any of the numbers.
    HasChoices(Path, Vec<i64>),
    /// A key that stands below (or above) a record in its table's hierarchy.
    Hierarchy {
        /// Column with the key.
        path: Path,
        /// Table with the hierarchy.
        table: String,
        /// Its lookup to the record above.
        lookup: String,
        /// Towards the top.
        above: bool,
        /// The record.
        of: Value,
    },
    /// A date whose quarter, in a time zone, is the given one.
    Quarter(Path, String, i64),
    /// Records related by a collection: any (or all) that meet the condition; any at all without one.
    Related {
        /// Collection-valued navigation property.
        collection: String,
        /// Whether all must meet the condition, not one.
        all: bool,
        /// Condition on the related record.
        condition: Option<Box<Expr>>,
    },
}

/// Comparison operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// `eq`
    Equal,
    /// `ne`
    NotEqual,
    /// `gt`
    Greater,
    /// `ge`
    GreaterOrEqual,
    /// `lt`
    Less,
    /// `le`
    LessOrEqual,
}

impl Op {
    /// The operator of a keyword.
    pub fn of(word: &str) -> Option<Self> {
        Some(match word {
            "eq" => Self::Equal,
            "ne" => Self::NotEqual,
            "gt" => Self::Greater,
            "ge" => Self::GreaterOrEqual,
            "lt" => Self::Less,
            "le" => Self::LessOrEqual,
            _ => return None,
        })
    }

    /// The operator with its sides exchanged.
    pub fn mirrored(self) -> Self {
        match self {
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            same => same,
        }
    }

    /// Name in messages of the OData library.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Equal => "Equal",
            Self::NotEqual => "NotEqual",
            Self::Greater => "GreaterThan",
            Self::GreaterOrEqual => "GreaterThanOrEqual",
            Self::Less => "LessThan",
            Self::LessOrEqual => "LessThanOrEqual",
        }
    }
}

/// Right side of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A value of the column's own kind.
    Value(Value),
    /// Another column of the same record.
    Column(Path),
}

/// Text functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// `contains`
    Contains,
    /// `startswith`
    Starts,
    /// `endswith`
    Ends,
    /// `like` of FetchXML: the whole text.
    Whole,
}

/// A column, perhaps of a record that lookups lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Lookups to follow.
    pub steps: Vec<Step>,
    /// Logical name of the column.
    pub column: String,
}

impl Path {
    /// A column of the record itself.
    pub fn own(column: &str) -> Self {
        Self { steps: Vec::new(), column: column.into() }
    }
}

/// A lookup to follow.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// Lookup column.
    pub column: String,
    /// Table it leads to.
    pub target: String,
}

/// A sort key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Column to sort by.
    pub path: Path,
    /// Greatest first.
    pub descending: bool,
}
