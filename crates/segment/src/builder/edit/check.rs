//! What a person may put into a text: nothing that would read as something else.

use super::refuse;
use crate::builder::change::Refusal;
use crate::builder::model::{Block, Count, Item, Measure, Part, Query, Related, Row, RowOperator, Value};
use crate::syntax::Word;

pub(super) fn name(text: &str) -> Result<(), Refusal> {
    let mut chars = text.chars();
    let starts = chars.next().is_some_and(|char| char.is_alphabetic() || char == '_');
    if starts && chars.all(|char| char.is_alphanumeric() || char == '_') {
        Ok(())
    } else {
        refuse("A name has letters, digits and underscores, and begins with no digit.")
    }
}

pub(super) fn alias(text: &str) -> Result<(), Refusal> {
    text.split('.').try_for_each(name)
}

fn number(text: &str) -> Result<(), Refusal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if all(whole) && all(fraction) { Ok(()) } else { refuse("A number has digits, and a point before its fraction.") }
}

fn date_part(word: Word) -> Result<(), Refusal> {
    if word.is_date_part() {
        Ok(())
    } else {
        refuse("Dates are measured in years, months, days, hours, minutes, seconds or milliseconds.")
    }
}

pub(super) fn row(row: &Row) -> Result<(), Refusal> {
    name(&row.column.name)?;
    row.column.alias.as_deref().map_or(Ok(()), name)?;
    if let Measure::Since(part) | Measure::Until(part) = row.measure {
        date_part(part)?;
    }
    let test = matches!(row.operator, RowOperator::IsEmpty | RowOperator::HasValue);
    match (test, row.values.len()) {
        (true, 0) if row.measure == Measure::Value => {}
        (true, _) => return refuse("Whether a column is empty is asked without a value."),
        (false, 0) => return refuse("A value is missing."),
        (false, 1) => {}
        (false, _) if row.value_join().is_some() => {}
        (false, _) => return refuse("Only “is” and “is not” take several values."),
    }
    row.values.iter().try_for_each(|value| match value {
        Value::Number(text) => number(text),
        Value::FromNow(part, text) => date_part(*part).and_then(|()| number(text)),
        Value::Text(_) | Value::Flag(..) | Value::Now => Ok(()),
    })
}

pub(super) fn item(item: &Item) -> Result<(), Refusal> {
    match item {
        Item::Row(line) => row(line),
        Item::Group(group) if group.items.is_empty() => refuse("A group needs a line."),
        Item::Group(group) => group.items.iter().try_for_each(self::item),
        Item::Locked(_) => Ok(()),
    }
}

pub(super) fn related(related: &Related) -> Result<(), Refusal> {
    name(&related.relationship)?;
    related.alias.as_deref().map_or(Ok(()), alias)?;
    related.edge.as_ref().map_or(Ok(()), item)?;
    related.nested.iter().try_for_each(self::related)
}

pub(super) fn count(count: &Count) -> Result<(), Refusal> {
    use RowOperator::{BeginsWith, Contains, EndsWith, HasValue, IsEmpty};
    number(&count.number)?;
    if matches!(count.operator, Contains | BeginsWith | EndsWith | IsEmpty | HasValue) {
        return refuse("Interactions are counted with a comparison of numbers.");
    }
    if let Some((unit, length)) = &count.window {
        number(length)?;
        if !unit.is_window() {
            return refuse("A time window is counted in days, months or years.");
        }
    }
    match (count.aggregate, &count.property) {
        (Word::Count, None) => Ok(()),
        (Word::Count, Some(_)) => refuse("COUNT() counts interactions, not a property."),
        (word, Some(property)) if word.is_aggregate() => name(property),
        _ => refuse("SUM, AVG, MIN and MAX need a property."),
    }
}

/// A segment's query name; those of slugs may hold hyphens.
pub(super) fn segment(text: &str) -> Result<(), Refusal> {
    let fits = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-');
    if text.starts_with(|char: char| char.is_alphanumeric() || char == '_') && text.chars().all(fits) {
        Ok(())
    } else {
        refuse("A segment's query name has letters, digits, underscores and hyphens.")
    }
}

pub(super) fn block(block: &Block) -> Result<(), Refusal> {
    match block {
        Block::Profile(profile) => {
            name(&profile.table)?;
            profile.alias.as_deref().map_or(Ok(()), alias)?;
            profile.parts.iter().try_for_each(|part| match part {
                Part::Filter(line, _) => item(line),
                Part::Related(table) => related(table),
                Part::Locked(_) => Ok(()),
            })
        }
        Block::Behaviour(behaviour) => {
            name(&behaviour.kind)?;
            name(&behaviour.link)?;
            behaviour.filter.as_ref().map_or(Ok(()), item)?;
            behaviour.count.as_ref().map_or(Ok(()), count)
        }
        Block::Segment(other) => segment(&other.name),
        Block::Nested(query, _) => nested(query),
        Block::Locked(_) => Ok(()),
    }
}

fn nested(query: &Query) -> Result<(), Refusal> {
    if query.operands.is_empty() {
        return refuse("Parentheses need a block.");
    }
    query.operands.iter().try_for_each(|operand| block(&operand.block))
}
