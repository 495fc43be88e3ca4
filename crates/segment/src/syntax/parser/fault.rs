use rowan::TextRange;

/// A place where the text departs from the grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// Where; empty where something is missing.
    pub range: TextRange,
}

/// The kinds of departure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// Something should stand here.
    Missing(Missing),
    /// Text that fits nowhere.
    Unexpected,
    /// A closing parenthesis without its partner.
    SurplusParenthesis,
    /// Another query or definition that no operator joins to the one before.
    AnotherQuery,
    /// A string without its closing quote.
    UnterminatedString,
    /// Nested deeper than [`super::MAX_DEPTH`].
    TooDeep,
}

/// What can be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Missing {
    Query,
    /// `PROFILE(...)` before a step
    Start,
    StepName,
    OpenParenthesis,
    CloseParenthesis,
    CloseBracket,
    TableName,
    Alias,
    Relationship,
    SegmentName,
    InteractionName,
    LinkName,
    ColumnName,
    Value,
    Operator,
    Aggregate,
    Window,
}
