use crate::ast::SetOperator;
use crate::syntax::Word;
use rowan::{TextRange, TextSize};

/// Where a part stands in the text. Two models are equal wherever their parts stand.
#[derive(Debug, Clone, Copy, Eq)]
pub struct Span(pub TextRange);

impl PartialEq for Span {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Default for Span {
    /// Of a part that is not in a text yet.
    fn default() -> Self {
        Self(TextRange::empty(TextSize::new(0)))
    }
}

/// Blocks joined from top to bottom: each operator combines what came before with its block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// At least one, unless the text is empty.
    pub operands: Vec<Operand>,
}

/// A block and how it joins those before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operand {
    /// None for the first, and for what nothing joins.
    pub operator: Option<SetOperator>,
    /// The block.
    pub block: Block,
}

/// A block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A query block.
    Profile(ProfileBlock),
    /// A behaviour block.
    Behaviour(BehaviourBlock),
    /// A segment block.
    Segment(SegmentBlock),
    /// Blocks in parentheses.
    Nested(Query, Span),
    /// What can't be shown.
    Locked(Locked),
}

impl Block {
    /// Where the block stands.
    pub fn range(&self) -> TextRange {
        match self {
            Self::Profile(block) => block.span.0,
            Self::Behaviour(block) => block.span.0,
            Self::Segment(block) => block.span.0,
            Self::Nested(_, span) => span.0,
            Self::Locked(locked) => locked.span.0,
        }
    }
}

/// Text that the builder can't show, kept to the byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locked {
    /// The text.
    pub text: String,
    /// Why it is locked.
    pub reason: &'static str,
    /// Where.
    pub span: Span,
}

/// Records of a table, filtered, on a path to contacts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileBlock {
    /// Logical name of the table that the path starts at.
    pub table: String,
    /// Its alias.
    pub alias: Option<String>,
    /// Filters and related tables, in order.
    pub parts: Vec<Part>,
    /// The block.
    pub span: Span,
}

/// A step of a query block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Conditions; the span is the whole step.
    Filter(Item, Span),
    /// A related table.
    Related(Related),
    /// What can't be shown.
    Locked(Locked),
}

/// How a related table joins in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum How {
    /// `TRAVERSE`: the path goes on there.
    Traverse,
    /// `RELATE`: only records that have a related one.
    Relate,
    /// `RELATEOPTIONAL`: records without a related one stay.
    RelateOptional,
}

/// A related table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// How it joins in.
    pub how: How,
    /// The relationship's name.
    pub relationship: String,
    /// The alias as written, `account_1` or `account.account_1`.
    pub alias: Option<String>,
    /// Conditions on the relationship itself.
    pub edge: Option<Item>,
    /// Tables related further, of `RELATE`.
    pub nested: Vec<Related>,
    /// The step.
    pub span: Span,
}

/// Contacts with interactions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BehaviourBlock {
    /// The interaction type.
    pub kind: String,
    /// The link type.
    pub link: String,
    /// Conditions on the interactions.
    pub filter: Option<Item>,
    /// How often; the rules want it.
    pub count: Option<Count>,
    /// The block.
    pub span: Span,
}

/// What `HAVING` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// `COUNT`, `SUM`, `AVG`, `MIN`, `MAX`
    pub aggregate: Word,
    /// What is summed up; none for `COUNT`.
    pub property: Option<String>,
    /// The comparison.
    pub operator: RowOperator,
    /// The number, as spelled.
    pub number: String,
    /// Unit and length of the time window; none for ever.
    pub window: Option<(Word, String)>,
}

/// Members of another segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentBlock {
    /// Its query name.
    pub name: String,
    /// The block.
    pub span: Span,
}

/// How the items of a group belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Join {
    /// All must hold.
    And,
    /// One must hold.
    Or,
}

impl Join {
    /// `&&` or `||`.
    pub fn sign(self) -> &'static str {
        match self {
            Self::And => "&&",
            Self::Or => "||",
        }
    }
}

/// A line of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A column with an operator and its values.
    Row(Row),
    /// Lines that belong together.
    Group(Group),
    /// What can't be shown.
    Locked(Locked),
}

impl Item {
    /// Where the line stands, parentheses included.
    pub fn range(&self) -> TextRange {
        match self {
            Self::Row(row) => row.span.0,
            Self::Group(group) => group.span.0,
            Self::Locked(locked) => locked.span.0,
        }
    }
}

/// Lines that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// How.
    pub join: Join,
    /// Whether the whole must not hold.
    pub negated: bool,
    /// The lines.
    pub items: Vec<Item>,
    /// The group, with its parentheses and its `NOT`.
    pub span: Span,
}

impl Group {
    /// A group in the form that texts are read in: alternatives of one column are one row with several values, and a
    /// group of one line is that line.
    pub fn of(join: Join, negated: bool, items: Vec<Item>, span: Span) -> Item {
        let mut merged: Vec<Item> = Vec::with_capacity(items.len());
        for item in items {
            match (merged.last_mut(), item) {
                (Some(Item::Row(before)), Item::Row(row)) if before.takes(&row, join) => {
                    before.values.extend(row.values);
                    before.span = Span(before.span.0.cover(row.span.0));
                }
                (_, item) => merged.push(item),
            }
        }
        if negated {
            // NOT holds one condition, whose own parentheses say nothing.
            if let [Item::Group(inner)] = &mut merged[..]
                && !inner.negated
            {
                let (join, items) = (inner.join, std::mem::take(&mut inner.items));
                return Item::Group(Self { join, negated, items, span });
            }
            let join = if merged.len() == 1 { Join::And } else { join };
            return Item::Group(Self { join, negated, items: merged, span });
        }
        match merged.pop() {
            Some(mut only) if merged.is_empty() => {
                match &mut only {
                    Item::Row(row) => row.span = span,
                    Item::Group(group) => group.span = span,
                    Item::Locked(_) => {}
                }
                only
            }
            last => {
                merged.extend(last);
                Item::Group(Self { join, negated, items: merged, span })
            }
        }
    }
}

/// A column, possibly of a related table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnRef {
    /// The alias before the dot.
    pub alias: Option<String>,
    /// The column's logical name.
    pub name: String,
}

/// A column, an operator and its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The column.
    pub column: ColumnRef,
    /// The value itself, or the time since or until it.
    pub measure: Measure,
    /// The operator.
    pub operator: RowOperator,
    /// None for the tests of emptiness; several only for `Is` and `IsNot`.
    pub values: Vec<Value>,
    /// The row.
    pub span: Span,
}

impl Row {
    /// The join that several values of this operator stand for.
    pub(super) fn value_join(&self) -> Option<Join> {
        match (self.measure, self.operator) {
            (Measure::Value, RowOperator::Is) => Some(Join::Or),
            (Measure::Value, RowOperator::IsNot) => Some(Join::And),
            _ => None,
        }
    }

    fn takes(&self, other: &Self, join: Join) -> bool {
        self.value_join() == Some(join)
            && self.operator == other.operator
            && self.measure == other.measure
            && self.column == other.column
    }
}

/// What of a column is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// The value.
    Value,
    /// Boundaries of a date part crossed from the value to now: `DATEDIFF(DAY, column, DATETIMEUTCNOW())`.
    Since(Word),
    /// From now to the value: `DATEDIFF(DAY, DATETIMEUTCNOW(), column)`.
    Until(Word),
}

/// The operators of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum RowOperator {
    Is,
    IsNot,
    Greater,
    AtLeast,
    Less,
    AtMost,
    Contains,
    BeginsWith,
    EndsWith,
    IsEmpty,
    HasValue,
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text; dates and ids are texts too.
    Text(String),
    /// A number, as spelled.
    Number(String),
    /// Yes or no, and whether it is spelled `True`, which is kept (reference/segments.md 3.3).
    Flag(bool, bool),
    /// Now, in UTC.
    Now,
    /// So many parts from now; before now if negative: `DATEADD(DAY, -30, DATETIMEUTCNOW())`.
    FromNow(Word, String),
}
