//! Changes within a filter.

use super::find::Found;
use super::{Editor, check, refuse};
use crate::builder::change::Refusal;
use crate::builder::model::{Group, Item, Join, Row};
use crate::builder::print::print_item;
use crate::edit::TextEdit;
use crate::syntax::SyntaxKind;
use rowan::{NodeOrToken, TextRange};

impl Editor<'_> {
    pub(super) fn set_row(&self, at: TextRange, row: &Row) -> Result<Vec<TextEdit>, Refusal> {
        check::row(row)?;
        let found = self.item(at)?;
        if !matches!(found.item, Item::Row(_)) {
            return refuse("Only a row can be set; this is something else.");
        }
        let text = print_item(&Item::Row(row.clone()), found.around());
        Ok(vec![TextEdit::replace(found.item.range(), text)])
    }

    pub(super) fn add_item(
        &self,
        at: TextRange,
        index: usize,
        join: Join,
        item: &Item,
    ) -> Result<Vec<TextEdit>, Refusal> {
        check::item(item)?;
        let found = self.item(at)?;
        // The range of a whole filter means its outermost lines, that of a group the lines in it.
        let whole = found.item.range() != at;
        match found.item {
            Item::Group(group) if !whole || (group.join == join && !group.negated) => {
                Ok(self.add_to_group(group, index, item))
            }
            _ => Ok(self.add_beside(found, index, join, item)),
        }
    }

    fn add_to_group(&self, group: &Group, index: usize, item: &Item) -> Vec<TextEdit> {
        let sign = group.join.sign();
        let text = print_item(item, Some(group.join));
        let added = match (group.items.get(index), group.items.last()) {
            (Some(before), _) => vec![TextEdit::insert(before.range().start(), format!("{text} {sign} "))],
            (None, Some(last)) => vec![TextEdit::insert(last.range().end(), format!(" {sign} {text}"))],
            (None, None) => Vec::new(),
        };
        // A single line under NOT has had no neighbour to be kept apart from.
        let mut edits = Vec::new();
        if let [only] = &group.items[..] {
            self.wrap(only, Some(group.join), &mut edits);
        }
        // Of insertions at one place the first stands first: the new line is outside the parentheses.
        let first = if index == 0 { 0 } else { edits.len() };
        edits.splice(first..first, added);
        edits
    }

    fn add_beside(&self, found: Found, index: usize, join: Join, item: &Item) -> Vec<TextEdit> {
        let range = found.item.range();
        let sign = join.sign();
        let text = print_item(item, Some(join));
        let (mut before, mut after) = (String::new(), String::new());
        if found.around().is_some_and(|around| around != join) {
            before.push('(');
            after.push(')');
        }
        if index == 0 {
            before = format!("{before}{text} {sign} ");
        } else {
            after = format!(" {sign} {text}{after}");
        }
        if self.needs_wrap(found.item, Some(join)) {
            before.push('(');
            after.insert(0, ')');
        }
        let edits = [TextEdit::insert(range.start(), before), TextEdit::insert(range.end(), after)];
        edits.into_iter().filter(|edit| !edit.insert.is_empty()).collect()
    }

    pub(super) fn remove_item(&self, at: TextRange) -> Result<Vec<TextEdit>, Refusal> {
        let mut found = self.item(at)?;
        // Of a group of one the group goes.
        while let Some((group, _)) = found.parent.filter(|(group, _)| group.items.len() == 1) {
            found = self.item(group.span.0)?;
        }
        let range = found.item.range();
        let Some((group, index)) = found.parent else { return self.remove_filter(range) };
        let delete = match (index.checked_sub(1).and_then(|before| group.items.get(before)), group.items.get(index + 1))
        {
            (_, Some(next)) => TextRange::new(range.start(), next.range().start()),
            (Some(before), None) => TextRange::new(before.range().end(), range.end()),
            (None, None) => range,
        };
        Ok(vec![TextEdit::delete(delete)])
    }

    fn remove_filter(&self, inside: TextRange) -> Result<Vec<TextEdit>, Refusal> {
        let element = self.root.covering_element(inside);
        let mut ancestors = match &element {
            NodeOrToken::Node(node) => node.ancestors().collect::<Vec<_>>(),
            NodeOrToken::Token(token) => token.parent_ancestors().collect(),
        }
        .into_iter();
        let filter = ancestors.find(|node| matches!(node.kind(), SyntaxKind::FILTER_STEP | SyntaxKind::EDGE_FILTER));
        filter.map_or_else(|| refuse("There is no such line any more."), |node| self.remove_part(node.text_range()))
    }

    pub(super) fn set_join(&self, at: TextRange, join: Join) -> Result<Vec<TextEdit>, Refusal> {
        let found = self.item(at)?;
        let Item::Group(group) = found.item else { return refuse("A single line is not joined with anything.") };
        if group.join == join || group.items.len() < 2 {
            return Ok(Vec::new());
        }
        let mut edits = self.joins(group, join);
        if found.around().is_some() && !group.negated && !self.is_parenthesised(group.span.0) {
            edits.push(TextEdit::insert(group.span.0.start(), "("));
            edits.push(TextEdit::insert(group.span.0.end(), ")"));
        }
        // Insertions at one place stay in this order: the outer parenthesis opens first and closes last.
        edits.sort_by_key(|edit| (edit.range.start(), edit.range.end()));
        Ok(edits)
    }

    /// Writes `join` between the lines of a group, and parentheses where a line now needs them.
    fn joins(&self, group: &Group, join: Join) -> Vec<TextEdit> {
        let mut edits = Vec::new();
        for pair in group.items.windows(2) {
            let gap = TextRange::new(pair[0].range().end(), pair[1].range().start());
            let operator = self.tokens(gap).into_iter().next();
            edits.extend(operator.map(|token| TextEdit::replace(token.text_range(), join.sign())));
        }
        for item in &group.items {
            self.wrap(item, Some(join), &mut edits);
        }
        edits
    }

    pub(super) fn negate(&self, at: TextRange) -> Result<Vec<TextEdit>, Refusal> {
        let found = self.item(at)?;
        let range = found.item.range();
        match found.item {
            Item::Group(group) if group.negated => {
                let Some(not) = self.tokens(range).into_iter().next() else {
                    return refuse("There is no such line any more.");
                };
                Ok(vec![TextEdit::delete(not.text_range())])
            }
            Item::Locked(_) => refuse("What is locked can't be changed here."),
            _ if self.is_parenthesised(range) => Ok(vec![TextEdit::insert(range.start(), "NOT")]),
            _ => Ok(vec![TextEdit::insert(range.start(), "NOT("), TextEdit::insert(range.end(), ")")]),
        }
    }

    pub(super) fn group_items(&self, at: TextRange, from: usize, to: usize) -> Result<Vec<TextEdit>, Refusal> {
        let Item::Group(group) = self.item(at)?.item else { return refuse("A single line can't be grouped.") };
        let (Some(first), Some(last)) = (group.items.get(from), group.items.get(to)) else {
            return refuse("There is no such line any more.");
        };
        if from >= to || to - from + 1 == group.items.len() {
            return refuse("Choose several lines of the group, but not all.");
        }
        Ok(vec![TextEdit::insert(first.range().start(), "("), TextEdit::insert(last.range().end(), ")")])
    }

    pub(super) fn ungroup(&self, at: TextRange) -> Result<Vec<TextEdit>, Refusal> {
        let found = self.item(at)?;
        let Item::Group(group) = found.item else { return refuse("A single line is no group.") };
        if group.negated {
            return refuse("The lines share a NOT; take that away first.");
        }
        let (Some(first), Some(last)) = (group.items.first(), group.items.last()) else { return Ok(Vec::new()) };
        let range = group.span.0;
        let mut edits: Vec<TextEdit> = self
            .tokens(TextRange::new(range.start(), first.range().start()))
            .into_iter()
            .chain(self.tokens(TextRange::new(last.range().end(), range.end())))
            .map(|token| TextEdit::delete(token.text_range()))
            .collect();
        if let Some(around) = found.around().filter(|around| *around != group.join) {
            edits.extend(self.joins(group, around));
        }
        if edits.is_empty() { refuse("These lines are the outermost.") } else { Ok(edits) }
    }

    pub(super) fn move_item(&self, at: TextRange, up: bool) -> Result<Vec<TextEdit>, Refusal> {
        let Some((group, index)) = self.item(at)?.parent else {
            return refuse("A single line has no other to change places with.");
        };
        let (first, second) = if up { (index.checked_sub(1), index) } else { (Some(index), index + 1) };
        let first = first.and_then(|first| group.items.get(first));
        let (Some(first), Some(second)) = (first, group.items.get(second)) else {
            return refuse(if up {
                "This is the first line of its group."
            } else {
                "This is the last line of its group."
            });
        };
        let (first, second) = (first.range(), second.range());
        let text = |range| self.root.text().slice(range).to_string();
        Ok(vec![TextEdit::replace(first, text(second)), TextEdit::replace(second, text(first))])
    }

    /// Whether the range is one pair of parentheses with what is in it.
    fn is_parenthesised(&self, range: TextRange) -> bool {
        self.node(range, &[SyntaxKind::PAREN_EXPR]).is_ok()
    }

    fn needs_wrap(&self, item: &Item, around: Option<Join>) -> bool {
        let apart = match item {
            Item::Row(row) => {
                row.values.len() > 1 && around.is_some() && around != row.value_join() && !self.is_list(row)
            }
            Item::Group(group) => !group.negated && around.is_some(),
            // What can't be read can't be told apart from its neighbours either.
            Item::Locked(_) => around.is_some(),
        };
        apart && !self.is_parenthesised(item.range())
    }

    /// Several values written as `IN [..]` hold together by themselves.
    fn is_list(&self, row: &Row) -> bool {
        self.node(row.span.0, &[SyntaxKind::IN_EXPR]).is_ok()
    }

    fn wrap(&self, item: &Item, around: Option<Join>, edits: &mut Vec<TextEdit>) {
        if self.needs_wrap(item, around) {
            edits.push(TextEdit::insert(item.range().start(), "("));
            edits.push(TextEdit::insert(item.range().end(), ")"));
        }
    }
}
