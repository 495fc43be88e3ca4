//! Parts of the model by their range.

use super::{Editor, refuse};
use crate::builder::change::Refusal;
use crate::builder::model::{Block, Group, Item, Join, Part, Query, Related};
use crate::syntax::{SyntaxKind, SyntaxNode, SyntaxToken};
use rowan::{NodeOrToken, TextRange};

/// A line and what is around it.
#[derive(Clone, Copy)]
pub(super) struct Found<'m> {
    pub item: &'m Item,
    /// The group that holds it and its place there.
    pub parent: Option<(&'m Group, usize)>,
}

impl Found<'_> {
    /// How the line is joined with its neighbours, if it has any.
    pub fn around(&self) -> Option<Join> {
        self.parent.filter(|(group, _)| group.items.len() > 1).map(|(group, _)| group.join)
    }
}

impl Editor<'_> {
    /// The line at a range, or the only line of the filter there.
    pub fn item(&self, at: TextRange) -> Result<Found<'_>, Refusal> {
        in_query(&self.model, at).map_or_else(|| refuse("There is no such line any more."), Ok)
    }

    /// The node of a kind at exactly this range.
    pub fn node(&self, at: TextRange, kinds: &[SyntaxKind]) -> Result<SyntaxNode, Refusal> {
        let gone = || refuse("There is no such part any more.");
        if !self.root.text_range().contains_range(at) {
            return gone();
        }
        let covering = match self.root.covering_element(at) {
            NodeOrToken::Node(node) => Some(node),
            NodeOrToken::Token(token) => token.parent(),
        };
        // Of nodes with one range the innermost comes first; a chain is outside its start.
        let same = covering.into_iter().flat_map(|node| node.ancestors().collect::<Vec<_>>());
        same.filter(|node| node.text_range() == at).find(|node| kinds.contains(&node.kind())).map_or_else(gone, Ok)
    }

    /// The tokens within a range that are no trivia.
    pub fn tokens(&self, range: TextRange) -> Vec<SyntaxToken> {
        let mut tokens = Vec::new();
        let mut token = self.root.token_at_offset(range.start()).right_biased();
        while let Some(current) = token.filter(|token| token.text_range().end() <= range.end()) {
            if !current.kind().is_trivia() && current.text_range().start() >= range.start() {
                tokens.push(current.clone());
            }
            token = current.next_token();
        }
        tokens
    }
}

fn in_query(query: &Query, at: TextRange) -> Option<Found<'_>> {
    query.operands.iter().find_map(|operand| in_block(&operand.block, at))
}

fn in_block(block: &Block, at: TextRange) -> Option<Found<'_>> {
    match block {
        Block::Profile(profile) => profile.parts.iter().find_map(|part| match part {
            Part::Filter(item, span) if span.0 == at => Some(Found { item, parent: None }),
            Part::Filter(item, _) => in_item(item, at, None),
            Part::Related(related) => in_related(related, at),
            Part::Locked(_) => None,
        }),
        Block::Behaviour(behaviour) => in_item(behaviour.filter.as_ref()?, at, None),
        Block::Nested(query, _) => in_query(query, at),
        Block::Segment(_) | Block::Locked(_) => None,
    }
}

fn in_related(related: &Related, at: TextRange) -> Option<Found<'_>> {
    let edge = related.edge.as_ref().and_then(|edge| in_item(edge, at, None));
    edge.or_else(|| related.nested.iter().find_map(|nested| in_related(nested, at)))
}

fn in_item<'m>(item: &'m Item, at: TextRange, parent: Option<(&'m Group, usize)>) -> Option<Found<'m>> {
    if item.range() == at {
        return Some(Found { item, parent });
    }
    match item {
        Item::Group(group) if group.span.0.contains_range(at) => {
            group.items.iter().enumerate().find_map(|(index, inner)| in_item(inner, at, Some((group, index))))
        }
        _ => None,
    }
}
