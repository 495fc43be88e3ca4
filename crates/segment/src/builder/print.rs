//! Models into text. One spelling for each model, parentheses wherever the order is not documented.

use super::model::{
    BehaviourBlock, Block, Count, Group, How, Item, Join, Measure, Operand, Part, ProfileBlock, Query, Related, Row,
    RowOperator, Value,
};
use crate::ast::SetOperator;
use std::fmt::Write;

/// The text of a query.
pub fn print(query: &Query) -> String {
    let mut text = String::new();
    let mut before: Option<SetOperator> = None;
    for Operand { operator, block } in &query.operands {
        let block = print_block(block);
        let Some(operator) = operator else {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&block);
            continue;
        };
        if needs_parentheses(before, *operator) {
            text = format!("({text})");
        }
        let _ = write!(text, " {} {block}", operator.spelling());
        before = Some(*operator);
    }
    text
}

/// Whether what came before must be put in parentheses: the order of set operators is not documented.
pub(super) fn needs_parentheses(before: Option<SetOperator>, next: SetOperator) -> bool {
    before.is_some_and(|before| before != next || next == SetOperator::Except)
}

pub(super) fn print_block(block: &Block) -> String {
    match block {
        Block::Profile(block) => print_profile(block),
        Block::Behaviour(block) => print_behaviour(block),
        Block::Segment(block) => format!("SEGMENT({})", block.name),
        Block::Nested(query, _) => format!("({})", print(query)),
        Block::Locked(locked) => locked.text.clone(),
    }
}

fn print_profile(block: &ProfileBlock) -> String {
    let mut text = match &block.alias {
        Some(alias) => format!("PROFILE({}, {alias})", block.table),
        None => format!("PROFILE({})", block.table),
    };
    for part in &block.parts {
        match part {
            Part::Filter(item, _) => text.push_str(&print_filter(item)),
            Part::Related(related) => {
                text.push('.');
                text.push_str(&print_related(related));
            }
            Part::Locked(locked) => text.push_str(&locked.text),
        }
    }
    text
}

fn print_behaviour(block: &BehaviourBlock) -> String {
    let mut text = format!("INTERACTION({}, {})", block.kind, block.link);
    if let Some(filter) = &block.filter {
        text.push_str(&print_filter(filter));
    }
    if let Some(count) = &block.count {
        text.push_str(&print_count(count));
    }
    text
}

pub(super) fn print_filter(item: &Item) -> String {
    format!(".FILTER({})", print_item(item, None))
}

pub(super) fn print_count(count: &Count) -> String {
    let property = count.property.as_deref().unwrap_or_default();
    let window = count.window.as_ref().map(|(unit, length)| format!(", {}({length})", unit.spelling()));
    format!(
        ".HAVING({}({property}) {} {}{})",
        count.aggregate.spelling(),
        sign(count.operator),
        count.number,
        window.unwrap_or_default()
    )
}

pub(super) fn print_how(how: How) -> &'static str {
    match how {
        How::Traverse => "TRAVERSE",
        How::Relate => "RELATE",
        How::RelateOptional => "RELATEOPTIONAL",
    }
}

pub(super) fn print_related(related: &Related) -> String {
    let mut text = format!("{}({}", print_how(related.how), related.relationship);
    if let Some(alias) = &related.alias {
        let _ = write!(text, ", {alias}");
    }
    for nested in &related.nested {
        let _ = write!(text, ", {}", print_related(nested));
    }
    if let Some(edge) = &related.edge {
        let _ = write!(text, ", FILTER({})", print_item(edge, None));
    }
    text.push(')');
    text
}

/// The text of a line among others joined by `around`; none where it stands alone.
pub(super) fn print_item(item: &Item, around: Option<Join>) -> String {
    match item {
        Item::Row(row) => {
            let text = print_row(row);
            let several = row.values.len() > 1;
            if several && around.is_some() && around != row.value_join() { format!("({text})") } else { text }
        }
        Item::Group(group) => {
            let text = print_items(group);
            if group.negated {
                format!("NOT({text})")
            } else if around.is_some() {
                format!("({text})")
            } else {
                text
            }
        }
        Item::Locked(locked) => locked.text.clone(),
    }
}

fn print_items(group: &Group) -> String {
    let around = (group.items.len() > 1).then_some(group.join);
    let items: Vec<_> = group.items.iter().map(|item| print_item(item, around)).collect();
    items.join(&format!(" {} ", group.join.sign()))
}

fn print_row(row: &Row) -> String {
    let column = match &row.column.alias {
        Some(alias) => format!("{alias}.{}", row.column.name),
        None => row.column.name.clone(),
    };
    match row.operator {
        RowOperator::IsEmpty => return format!("ISNULL({column})"),
        RowOperator::HasValue => return format!("ISNOTNULL({column})"),
        _ => {}
    }
    let measured = match row.measure {
        Measure::Value => column,
        Measure::Since(part) => format!("DATEDIFF({}, {column}, DATETIMEUTCNOW())", part.spelling()),
        Measure::Until(part) => format!("DATEDIFF({}, DATETIMEUTCNOW(), {column})", part.spelling()),
    };
    let joined = format!(" {} ", row.value_join().unwrap_or(Join::And).sign());
    let parts: Vec<_> =
        row.values.iter().map(|value| format!("{measured} {} {}", sign(row.operator), print_value(value))).collect();
    parts.join(&joined)
}

pub(super) fn sign(operator: RowOperator) -> &'static str {
    match operator {
        RowOperator::Is => "==",
        RowOperator::IsNot => "!=",
        RowOperator::Greater => ">",
        RowOperator::AtLeast => ">=",
        RowOperator::Less => "<",
        RowOperator::AtMost => "<=",
        RowOperator::Contains => "CONTAINS",
        RowOperator::BeginsWith => "STARTSWITH",
        RowOperator::EndsWith => "ENDSWITH",
        RowOperator::IsEmpty => "ISNULL",
        RowOperator::HasValue => "ISNOTNULL",
    }
}

fn print_value(value: &Value) -> String {
    match value {
        // Which escapes the service knows is unknown; these are read by every reader that was seen
        // (reference/segments.md 3.3), and a diagnostic says so.
        Value::Text(text) => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''")),
        Value::Number(number) => number.clone(),
        Value::Flag(true, false) => "true".into(),
        Value::Flag(true, true) => "True".into(),
        Value::Flag(false, false) => "false".into(),
        Value::Flag(false, true) => "False".into(),
        Value::Now => "DATETIMEUTCNOW()".into(),
        Value::FromNow(part, number) => format!("DATEADD({}, {number}, DATETIMEUTCNOW())", part.spelling()),
    }
}
