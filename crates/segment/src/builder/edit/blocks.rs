//! Changes to blocks and their steps.

use super::{Editor, check, refuse};
use crate::ast::{self, Node, SetOperator, child, order_wraps, set_operands};
use crate::builder::change::Refusal;
use crate::builder::model::{Block, Count, How, Item, Related};
use crate::builder::print::{needs_parentheses, print_block, print_count, print_filter, print_how, print_related};
use crate::edit::TextEdit;
use crate::scope::{alias_table, next_alias};
use crate::syntax::{SyntaxKind, SyntaxNode};
use rowan::{TextRange, TextSize};

/// What a filter or a relation may follow.
const STEPS: &[SyntaxKind] = &[
    SyntaxKind::CHAIN,
    SyntaxKind::PROFILE_START,
    SyntaxKind::INTERACTION_START,
    SyntaxKind::FILTER_STEP,
    SyntaxKind::TRAVERSE_STEP,
    SyntaxKind::RELATE_STEP,
    SyntaxKind::UNKNOWN_STEP,
];

impl Editor<'_> {
    pub(super) fn add_filter(&self, after: TextRange, item: &Item) -> Result<Vec<TextEdit>, Refusal> {
        check::item(item)?;
        let node = self.node(after, STEPS)?;
        let chain = node.ancestors().find(|node| node.kind() == SyntaxKind::CHAIN);
        let behaviour = chain.as_ref().and_then(|chain| child(chain, SyntaxKind::INTERACTION_START));
        let at = match behaviour {
            // Interactions have one filter, and it comes before HAVING.
            Some(_) if chain.is_some_and(|chain| child(&chain, SyntaxKind::FILTER_STEP).is_some()) => {
                return refuse("Interactions have one filter; add the line to it.");
            }
            Some(start) => start.text_range().end(),
            None => behind(&node)?,
        };
        Ok(vec![TextEdit::insert(at, print_filter(item))])
    }

    pub(super) fn add_related(&self, after: TextRange, related: &Related) -> Result<Vec<TextEdit>, Refusal> {
        check::related(related)?;
        let at = behind(&self.node(after, STEPS)?)?;
        Ok(vec![TextEdit::insert(at, format!(".{}", print_related(related)))])
    }

    pub(super) fn remove_part(&self, at: TextRange) -> Result<Vec<TextEdit>, Refusal> {
        let kinds = [STEPS, &[SyntaxKind::EDGE_FILTER, SyntaxKind::HAVING_STEP]].concat();
        let node = self.node(at, &kinds)?;
        if matches!(node.kind(), SyntaxKind::CHAIN | SyntaxKind::PROFILE_START | SyntaxKind::INTERACTION_START) {
            return refuse("A block begins here; remove the block.");
        }
        // With the space before it, and the comma that an argument has.
        let argument = node.parent().is_some_and(|parent| parent.kind() != SyntaxKind::CHAIN);
        let mut start = node.text_range().start();
        let mut before = node.first_token().and_then(|token| token.prev_token());
        while let Some(token) = before {
            let comma = argument && token.kind() == SyntaxKind::COMMA;
            if !comma && token.kind() != SyntaxKind::WHITESPACE {
                break;
            }
            start = token.text_range().start();
            if comma {
                break;
            }
            before = token.prev_token();
        }
        Ok(vec![TextEdit::delete(TextRange::new(start, node.text_range().end()))])
    }

    pub(super) fn set_how(&self, at: TextRange, how: How) -> Result<Vec<TextEdit>, Refusal> {
        if how == How::Traverse {
            return refuse("A path and a relation are written differently; remove the table and add it again.");
        }
        let node = self.node(at, &[SyntaxKind::RELATE_STEP])?;
        let Some((token, _)) = ast::keyword(&node) else { return refuse("There is no such part any more.") };
        Ok(vec![TextEdit::replace(token.text_range(), print_how(how))])
    }

    pub(super) fn set_table(&self, at: TextRange, table: &str) -> Result<Vec<TextEdit>, Refusal> {
        check::name(table)?;
        let mut edits = vec![self.set_name(at, SyntaxKind::PROFILE_START, SyntaxKind::TABLE_NAME, table)?];
        let chain = self.node(at, &[SyntaxKind::CHAIN])?;
        let Some(profile) = child(&chain, SyntaxKind::PROFILE_START) else { return Ok(edits) };
        let old = ast::name(&profile, SyntaxKind::TABLE_NAME).unwrap_or_default();
        let named = child(&profile, SyntaxKind::ALIAS).map(|node| (ast::name_text(&node), node));
        let Some((alias, node)) =
            named.filter(|(alias, _)| alias_table(alias).is_some_and(|named| named.eq_ignore_ascii_case(&old)))
        else {
            return Ok(edits);
        };
        let taken: Vec<String> = chain
            .descendants()
            .filter(|node| node.kind() == SyntaxKind::ALIAS)
            .map(|node| ast::name_text(&node))
            .collect();
        let free = next_alias(table, |alias| taken.iter().any(|taken| taken.eq_ignore_ascii_case(alias)));
        edits.push(TextEdit::replace(node.text_range(), free.as_str()));
        let uses = chain.descendants().filter_map(ast::Property::cast).filter_map(|property| property.qualifier());
        edits.extend(
            uses.filter(|token| token.text().eq_ignore_ascii_case(&alias))
                .map(|token| TextEdit::replace(token.text_range(), free.as_str())),
        );
        Ok(edits)
    }

    pub(super) fn set_segment(&self, at: TextRange, name: &str) -> Result<Vec<TextEdit>, Refusal> {
        check::segment(name)?;
        self.set_name(at, SyntaxKind::SEGMENT_START, SyntaxKind::SEGMENT_NAME, name).map(|edit| vec![edit])
    }

    pub(super) fn set_interaction(&self, at: TextRange, kind: &str, link: &str) -> Result<Vec<TextEdit>, Refusal> {
        check::name(kind)?;
        check::name(link)?;
        let start = SyntaxKind::INTERACTION_START;
        Ok(vec![
            self.set_name(at, start, SyntaxKind::INTERACTION_NAME, kind)?,
            self.set_name(at, start, SyntaxKind::LINK_NAME, link)?,
        ])
    }

    fn set_name(&self, at: TextRange, start: SyntaxKind, name: SyntaxKind, text: &str) -> Result<TextEdit, Refusal> {
        let chain = self.node(at, &[SyntaxKind::CHAIN])?;
        let named = child(&chain, start).and_then(|start| child(&start, name));
        named.map_or_else(
            || refuse("This block has no such name."),
            |node| Ok(TextEdit::replace(node.text_range(), text)),
        )
    }

    pub(super) fn set_count(&self, at: TextRange, count: &Count) -> Result<Vec<TextEdit>, Refusal> {
        check::count(count)?;
        let chain = self.node(at, &[SyntaxKind::CHAIN])?;
        if child(&chain, SyntaxKind::INTERACTION_START).is_none() {
            return refuse("Only interactions are counted.");
        }
        let text = print_count(count);
        Ok(vec![match child(&chain, SyntaxKind::HAVING_STEP) {
            Some(having) => TextEdit::replace(having.text_range(), text),
            None => TextEdit::insert(chain.text_range().end(), text),
        }])
    }

    pub(super) fn add_block(&self, operator: SetOperator, block: &Block) -> Result<Vec<TextEdit>, Refusal> {
        check::block(block)?;
        let text = print_block(block);
        let statements: Vec<SyntaxNode> = self.root.children().collect();
        let [query] = &statements[..] else {
            if statements.is_empty() {
                return Ok(vec![TextEdit::insert(self.root.text_range().end(), text)]);
            }
            return refuse("These are several texts, not one query.");
        };
        // Behind a quote or a parenthesis that nobody closed, the block would become part of what is open.
        if self.faults.iter().any(|fault| fault.range.end() >= query.text_range().end()) {
            return refuse("The text around is broken; mend it first.");
        }
        let before = set_operands(&self.root).last().and_then(|last| last.operator.as_ref().map(|(read, _)| *read));
        let range = query.text_range();
        let added = format!(" {} {text}", operator.spelling());
        Ok(if needs_parentheses(before, operator) {
            vec![TextEdit::insert(range.start(), "("), TextEdit::insert(range.end(), format!("){added}"))]
        } else {
            vec![TextEdit::insert(range.end(), added)]
        })
    }

    pub(super) fn remove_block(&self, at: TextRange) -> Result<Vec<TextEdit>, Refusal> {
        let mut chain = self.node(at, &[SyntaxKind::CHAIN])?;
        // Parentheses around nothing else go with their block.
        while let Some(outer) = only_in_parentheses(&chain) {
            chain = outer;
        }
        let range = chain.text_range();
        let siblings: Vec<TextRange> = chain
            .parent()
            .filter(|parent| parent.kind() == SyntaxKind::SET_EXPR)
            .map(|parent| {
                parent
                    .children()
                    .filter(|child| child.kind() == SyntaxKind::CHAIN)
                    .map(|child| child.text_range())
                    .collect()
            })
            .unwrap_or_default();
        let index = siblings.iter().position(|sibling| *sibling == range).unwrap_or_default();
        let delete = match (index.checked_sub(1).and_then(|before| siblings.get(before)), siblings.get(index + 1)) {
            (Some(before), _) => TextRange::new(before.end(), range.end()),
            (None, Some(next)) => TextRange::new(range.start(), next.start()),
            (None, None) => range,
        };
        Ok(vec![TextEdit::delete(delete)])
    }

    pub(super) fn set_operator(&self, at: TextRange, operator: SetOperator) -> Result<Vec<TextEdit>, Refusal> {
        let chain = self.node(at, &[SyntaxKind::CHAIN])?;
        let Some(set) = chain.parent().filter(|parent| parent.kind() == SyntaxKind::SET_EXPR) else {
            return refuse("Nothing stands before this block.");
        };
        let Some(holder) = set.parent() else { return refuse("Nothing stands before this block.") };
        let operands = set_operands(&holder);
        let Some(index) = operands.iter().position(|operand| operand.chain.range() == at).filter(|index| *index > 0)
        else {
            return refuse("Nothing stands before this block.");
        };
        let mut operators: Vec<Option<SetOperator>> =
            operands.iter().map(|operand| operand.operator.as_ref().map(|(read, _)| *read)).collect();
        let Some((_, token)) = &operands[index].operator else { return refuse("Nothing stands before this block.") };
        operators[index] = Some(operator);
        let mut edits = vec![TextEdit::replace(token.text_range(), operator.spelling())];
        let wraps = order_wraps(&operators);
        if !wraps.is_empty() {
            edits.push(TextEdit::insert(set.text_range().start(), "(".repeat(wraps.len())));
            edits.extend(wraps.iter().map(|index| TextEdit::insert(operands[*index].chain.range().end(), ")")));
        }
        Ok(edits)
    }
}

/// Where a step is added behind a block or a step of a query block.
fn behind(node: &SyntaxNode) -> Result<TextSize, Refusal> {
    let chain = node.ancestors().find(|node| node.kind() == SyntaxKind::CHAIN);
    if chain.is_some_and(|chain| child(&chain, SyntaxKind::PROFILE_START).is_some()) {
        Ok(node.text_range().end())
    } else {
        refuse("Only query blocks have filters and related tables.")
    }
}

/// The chain whose parentheses hold `chain` and nothing else.
fn only_in_parentheses(chain: &SyntaxNode) -> Option<SyntaxNode> {
    let parentheses = chain.parent().filter(|parent| parent.kind() == SyntaxKind::PAREN_START)?;
    parentheses.parent().filter(|outer| outer.kind() == SyntaxKind::CHAIN && outer.children().count() == 1)
}
