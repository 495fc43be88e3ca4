//! Typed views over the tree. Every part may be missing: the text may be broken.

mod chain;
mod condition;
mod value;

pub(crate) use chain::order_wraps;
pub use chain::{
    Chain, Definition, EdgeFilter, Having, Inline, Interaction, Operand, Profile, Related, SegmentRef, SetExpr,
    SetOperator, Start, Step, Window, set_operands,
};
pub use condition::{Comparison, ComparisonOperator, InList, Joined, Negation, NullTest, Operator};
pub use value::{Function, Literal, LiteralKind, Property};
pub(crate) use value::{quote, unquote};

use crate::syntax::{SyntaxKind, SyntaxNode, SyntaxToken, Word};
use rowan::TextRange;

/// A view over one kind of node.
pub trait Node: Sized {
    /// The view, if the node is of its kind.
    fn cast(node: SyntaxNode) -> Option<Self>;
    /// The node beneath.
    fn syntax(&self) -> &SyntaxNode;
    /// Where it stands in the text.
    fn range(&self) -> TextRange {
        self.syntax().text_range()
    }
}

/// A node type for each `name = KIND | KIND`.
macro_rules! nodes {
    ($($(#[$meta:meta])* $name:ident = $($kind:ident)|+;)*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $name($crate::syntax::SyntaxNode);

        impl $crate::ast::Node for $name {
            fn cast(node: $crate::syntax::SyntaxNode) -> Option<Self> {
                matches!(node.kind(), $($crate::syntax::SyntaxKind::$kind)|+).then_some(Self(node))
            }
            fn syntax(&self) -> &$crate::syntax::SyntaxNode {
                &self.0
            }
        }
    )*};
}
use nodes;

/// The first child of a kind.
pub fn child(node: &SyntaxNode, kind: SyntaxKind) -> Option<SyntaxNode> {
    node.children().find(|child| child.kind() == kind)
}

/// The first child that is a condition or a value.
pub fn expression(node: &SyntaxNode) -> Option<SyntaxNode> {
    node.children().find(|child| child.kind().is_expression())
}

/// The first token of a kind directly beneath.
pub fn token(node: &SyntaxNode, kind: SyntaxKind) -> Option<SyntaxToken> {
    node.children_with_tokens().filter_map(rowan::NodeOrToken::into_token).find(|token| token.kind() == kind)
}

/// The tokens directly beneath that are no trivia.
pub fn tokens(node: &SyntaxNode) -> impl Iterator<Item = SyntaxToken> {
    node.children_with_tokens().filter_map(rowan::NodeOrToken::into_token).filter(|token| !token.kind().is_trivia())
}

/// The word that names a call or a step.
pub fn keyword(node: &SyntaxNode) -> Option<(SyntaxToken, Option<Word>)> {
    let token = token(node, SyntaxKind::KEYWORD)?;
    let word = Word::read(token.text());
    Some((token, word))
}

/// The text of a name without its quotes, as `TABLE_NAME`, `RELATIONSHIP` or `SEGMENT_NAME` hold it.
pub fn name(node: &SyntaxNode, kind: SyntaxKind) -> Option<String> {
    child(node, kind).map(|name| name_text(&name))
}

/// The text of a name node, without trivia and quotes.
pub fn name_text(node: &SyntaxNode) -> String {
    let mut text = String::new();
    for token in tokens(node) {
        if token.kind().is_string() {
            text.push_str(&unquote(token.text()));
        } else {
            text.push_str(token.text());
        }
    }
    text
}

/// The condition or value inside any number of parentheses.
pub fn unwrapped(node: &SyntaxNode) -> SyntaxNode {
    let mut node = node.clone();
    while node.kind() == SyntaxKind::PAREN_EXPR {
        let Some(inner) = expression(&node) else { break };
        node = inner;
    }
    node
}

/// Whether something inside was kept as an error: then what it means is anybody's guess.
pub fn is_broken(node: &SyntaxNode) -> bool {
    node.descendants().any(|inner| inner.kind() == SyntaxKind::ERROR)
}

/// The range of the word that names a step, or of the whole node where it has none.
pub fn keyword_range(node: &SyntaxNode) -> TextRange {
    token(node, SyntaxKind::KEYWORD).map_or(node.text_range(), |token| token.text_range())
}

#[cfg(test)]
mod tests;
