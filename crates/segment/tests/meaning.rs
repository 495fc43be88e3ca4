//! What a text means, by an evaluator of the tree that knows nothing of the builder: the builder's model means the same,
//! and so does the text after a visual edit.

mod support;

use proptest::prelude::*;
use segment::ast::{Joined, Negation, Node, expression};
use segment::builder::{
    Block, Change, Group, Item, Join, Part, ProfileBlock, Query, Row, RowOperator, Span, edit, print, read,
};
use segment::syntax::{SyntaxKind, SyntaxNode};
use segment::{TextRange, apply, parse};
use std::hash::{DefaultHasher, Hash, Hasher};
use support::models::item;

/// Whether a single condition holds for record `record`: anything, but always the same.
fn holds(condition: &str, record: u32) -> bool {
    let mut hasher = DefaultHasher::new();
    condition.split_whitespace().collect::<String>().hash(&mut hasher);
    record.hash(&mut hasher);
    hasher.finish().is_multiple_of(2)
}

fn tree_holds(node: &SyntaxNode, record: u32) -> bool {
    match node.kind() {
        SyntaxKind::PAREN_EXPR => expression(node).is_some_and(|inner| tree_holds(&inner, record)),
        SyntaxKind::NOT_EXPR => !Negation::cast(node.clone())
            .and_then(|not| not.condition())
            .is_some_and(|inner| tree_holds(&inner, record)),
        SyntaxKind::OR_EXPR => {
            Joined::cast(node.clone()).expect("joined").parts().any(|part| tree_holds(&part, record))
        }
        SyntaxKind::AND_EXPR => {
            Joined::cast(node.clone()).expect("joined").parts().all(|part| tree_holds(&part, record))
        }
        _ => holds(&node.text().to_string(), record),
    }
}

/// Whether the filters of a text hold; none leave everybody.
fn text_holds(text: &str, record: u32) -> bool {
    let tree = parse(text).syntax();
    let filters = tree.descendants().filter(|node| node.kind() == SyntaxKind::FILTER_STEP);
    filters.filter_map(|filter| expression(&filter)).all(|condition| tree_holds(&condition, record))
}

fn model_holds(item: &Item, record: u32) -> bool {
    match item {
        Item::Row(row) => {
            let mut each = row.values.iter().map(|value| Row { values: vec![value.clone()], ..row.clone() });
            let one = |row: &Row| holds(&print_condition(Item::Row(row.clone())), record);
            match row.operator {
                RowOperator::IsEmpty | RowOperator::HasValue => one(row),
                RowOperator::IsNot => each.all(|row| one(&row)),
                _ => each.any(|row| one(&row)),
            }
        }
        Item::Group(group) => {
            let mut items = group.items.iter();
            let all = match group.join {
                Join::And => items.all(|item| model_holds(item, record)),
                Join::Or => items.any(|item| model_holds(item, record)),
            };
            all != group.negated
        }
        Item::Locked(locked) => holds(&locked.text, record),
    }
}

fn query_of(item: Item) -> Query {
    let parts = vec![Part::Filter(item, Span::default())];
    let block = ProfileBlock { table: "contact".into(), alias: None, parts, span: Span::default() };
    Query { operands: vec![segment::builder::Operand { operator: None, block: Block::Profile(block) }] }
}

fn print_condition(item: Item) -> String {
    let text = print(&query_of(item));
    text["PROFILE(contact).FILTER(".len()..text.len() - 1].to_string()
}

fn filter_of(text: &str) -> Option<Item> {
    let model = read(&parse(text));
    match &model.operands.first()?.block {
        Block::Profile(block) => block.parts.iter().find_map(|part| match part {
            Part::Filter(item, _) => Some(item.clone()),
            _ => None,
        }),
        _ => None,
    }
}

fn ranges(item: &Item, out: &mut Vec<TextRange>) {
    out.push(item.range());
    if let Item::Group(group) = item {
        group.items.iter().for_each(|item| ranges(item, out));
    }
}

fn group(join: Join, negated: bool, items: Vec<Item>) -> Item {
    Item::Group(Group { join, negated, items, span: Span::default() })
}

/// The line after the change, as a person means it; none where nothing is left.
fn changed(item: &Item, change: &Change) -> Option<Item> {
    let here = |at: &TextRange| item.range() == *at;
    match (change, item) {
        (Change::RemoveItem { at }, _) if here(at) => return None,
        (Change::Negate { at }, Item::Group(own)) if here(at) && own.negated => {
            return Some(group(own.join, false, own.items.clone()));
        }
        (Change::Negate { at }, _) if here(at) => return Some(group(Join::And, true, vec![item.clone()])),
        (Change::SetJoin { at, join }, Item::Group(own)) if here(at) => {
            return Some(group(*join, own.negated, own.items.clone()));
        }
        (Change::AddItem { at, item: new, .. }, Item::Group(own)) if here(at) => {
            return Some(group(own.join, own.negated, [own.items.clone(), vec![new.clone()]].concat()));
        }
        (Change::AddItem { at, join, item: new, .. }, _) if here(at) => {
            return Some(group(*join, false, vec![item.clone(), new.clone()]));
        }
        _ => {}
    }
    let Item::Group(own) = item else { return Some(item.clone()) };
    let mut items = Vec::new();
    for inner in &own.items {
        match (change, inner) {
            (Change::Ungroup { at }, Item::Group(inner)) if inner.span.0 == *at => {
                items.extend(inner.items.iter().cloned());
            }
            _ => items.extend(changed(inner, change)),
        }
    }
    (!items.is_empty()).then(|| group(own.join, own.negated, items))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_model_means_what_the_text_means(item in item()) {
        let text = print(&query_of(item.clone()));
        for record in 0..16 {
            prop_assert_eq!(text_holds(&text, record), model_holds(&item, record), "{}", text);
        }
    }

    #[test]
    fn an_edit_means_what_it_says(item in item(), new in item(), pick in any::<prop::sample::Index>(), bare in any::<bool>()) {
        let mut text = print(&query_of(item));
        if bare {
            // As people write: alternatives of && without parentheses.
            text = text.replace("((", "(").replace("))", ")");
            if !parse(&text).faults().is_empty() {
                return Ok(());
            }
        }
        let Some(before) = filter_of(&text) else { return Ok(()) };
        let mut places = Vec::new();
        ranges(&before, &mut places);
        let at = places[pick.index(places.len())];
        let changes = [
            Change::AddItem { at, index: 0, join: Join::Or, item: new.clone() },
            Change::AddItem { at, index: 99, join: Join::And, item: new.clone() },
            Change::RemoveItem { at },
            Change::SetJoin { at, join: Join::Or },
            Change::SetJoin { at, join: Join::And },
            Change::Negate { at },
            Change::GroupItems { at, from: 0, to: 1 },
            Change::Ungroup { at },
        ];
        for change in &changes {
            let Ok(edits) = edit(&parse(&text), change) else { continue };
            let after = apply(&text, &edits);
            let meant = changed(&before, change);
            for record in 0..16 {
                let expected = meant.as_ref().is_none_or(|item| model_holds(item, record));
                prop_assert_eq!(text_holds(&after, record), expected, "{:?}: {} -> {}", change, text, after);
            }
        }
    }
}
