use super::{Node, child, expression, keyword, nodes, tokens};
use crate::syntax::{SyntaxKind, SyntaxNode, SyntaxToken, Word};

nodes! {
    /// Conditions joined by `&&`, or by `||`, flat.
    Joined = AND_EXPR | OR_EXPR;
    /// `NOT(condition)`
    Negation = NOT_EXPR;
    /// `ISNULL(column)`, `ISNOTNULL(column)`
    NullTest = NULL_TEST;
    /// value operator value
    Comparison = COMPARISON;
    /// value `IN` `[..]`
    InList = IN_EXPR;
}

/// The six comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum ComparisonOperator {
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
}

impl ComparisonOperator {
    /// The operator of a sign; `=` and `<>` are read as people mean them.
    pub fn of(kind: SyntaxKind) -> Option<Self> {
        match kind {
            SyntaxKind::EQ | SyntaxKind::ASSIGN => Some(Self::Eq),
            SyntaxKind::NE | SyntaxKind::LT_GT => Some(Self::Ne),
            SyntaxKind::GT => Some(Self::Gt),
            SyntaxKind::GE => Some(Self::Ge),
            SyntaxKind::LT => Some(Self::Lt),
            SyntaxKind::LE => Some(Self::Le),
            _ => None,
        }
    }

    /// As printed.
    pub fn spelling(self) -> &'static str {
        match self {
            Self::Eq => "==",
            Self::Ne => "!=",
            Self::Gt => ">",
            Self::Ge => ">=",
            Self::Lt => "<",
            Self::Le => "<=",
        }
    }

    /// The operator with its sides exchanged: `a < b` is `b > a`.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Gt => Self::Lt,
            Self::Ge => Self::Le,
            Self::Lt => Self::Gt,
            Self::Le => Self::Ge,
            same => same,
        }
    }

    /// The operator that holds when this one doesn't, nulls aside.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Eq => Self::Ne,
            Self::Ne => Self::Eq,
            Self::Gt => Self::Le,
            Self::Ge => Self::Lt,
            Self::Lt => Self::Ge,
            Self::Le => Self::Gt,
        }
    }
}

/// What stands between the two sides of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// One of the six.
    Compare(ComparisonOperator),
    /// `CONTAINS`, `STARTSWITH`, `ENDSWITH`.
    Text(Word),
    /// A word that the language doesn't have.
    Unknown,
}

impl Joined {
    /// Whether the parts are alternatives.
    pub fn is_or(&self) -> bool {
        self.0.kind() == SyntaxKind::OR_EXPR
    }

    /// The joined conditions.
    pub fn parts(&self) -> impl Iterator<Item = SyntaxNode> {
        self.0.children().filter(|child| child.kind().is_expression())
    }

    /// The signs or words between them.
    pub fn operators(&self) -> impl Iterator<Item = SyntaxToken> {
        tokens(&self.0)
    }
}

impl Negation {
    /// The condition that must not hold.
    pub fn condition(&self) -> Option<SyntaxNode> {
        expression(&self.0)
    }
}

impl NullTest {
    /// Whether the column must be empty.
    pub fn is_null(&self) -> bool {
        keyword(&self.0).is_some_and(|(_, word)| word == Some(Word::IsNull))
    }

    /// The column.
    pub fn property(&self) -> Option<super::Property> {
        child(&self.0, SyntaxKind::PROPERTY).and_then(super::Property::cast)
    }
}

impl Comparison {
    /// The operator's token.
    pub fn operator_token(&self) -> Option<SyntaxToken> {
        tokens(&self.0).find(|token| token.kind().is_comparison() || token.kind() == SyntaxKind::WORD_OPERATOR)
    }

    /// The operator.
    pub fn operator(&self) -> Option<Operator> {
        let token = self.operator_token()?;
        if let Some(operator) = ComparisonOperator::of(token.kind()) {
            return Some(Operator::Compare(operator));
        }
        Some(match Word::read(token.text()) {
            Some(word) if word.is_text_operator() => Operator::Text(word),
            _ => Operator::Unknown,
        })
    }

    /// What stands left of the operator.
    pub fn left(&self) -> Option<SyntaxNode> {
        let operator = self.operator_token()?;
        expression(&self.0).filter(|side| side.text_range().end() <= operator.text_range().start())
    }

    /// What stands right of it.
    pub fn right(&self) -> Option<SyntaxNode> {
        let operator = self.operator_token()?;
        self.0
            .children()
            .filter(|child| child.kind().is_expression())
            .find(|side| side.text_range().start() >= operator.text_range().end())
    }
}

impl InList {
    /// The value looked up.
    pub fn value(&self) -> Option<SyntaxNode> {
        expression(&self.0)
    }

    /// The list's values.
    pub fn items(&self) -> Vec<SyntaxNode> {
        child(&self.0, SyntaxKind::LITERAL_LIST)
            .map(|list| list.children().filter(|child| child.kind().is_expression()).collect())
            .unwrap_or_default()
    }
}
