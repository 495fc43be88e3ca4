//! What the database has to know to evaluate: the language's dates and text operators.

use rusqlite::{
    Connection,
    functions::{Context, FunctionFlags},
};
use segment::syntax::Word;

use super::dates;

/// Date parts by the number that stands for them in SQL.
const PARTS: [Word; 7] =
    [Word::Year, Word::Month, Word::Day, Word::Hour, Word::Minute, Word::Second, Word::Millisecond];

/// The number that stands for a date part.
pub fn part_number(part: Word) -> Option<usize> {
    PARTS.iter().position(|known| *known == part)
}

/// Teaches a connection the functions that queries are compiled to.
///
/// # Errors
/// Those of the database.
pub fn register(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    // A date column's text as a number.
    connection.create_scalar_function("segment_moment", 1, flags, |context| {
        let text = context.get_raw(0).as_str_or_null()?;
        Ok(text.and_then(dates::read))
    })?;
    connection.create_scalar_function("segment_difference", 3, flags, |context| {
        let (part, from, to) = arguments(context)?;
        Ok(part.zip(from).zip(to).and_then(|((part, from), to)| dates::difference(part, from, to)))
    })?;
    connection.create_scalar_function("segment_add", 3, flags, |context| {
        let (part, count, moment) = arguments(context)?;
        Ok(part.zip(count).zip(moment).and_then(|((part, count), moment)| dates::add(part, count, moment)))
    })?;
    for (name, fits) in [
        ("segment_contains", (|text, part| text.contains(part)) as fn(&str, &str) -> bool),
        ("segment_starts", |text, part| text.starts_with(part)),
        ("segment_ends", |text, part| text.ends_with(part)),
    ] {
        connection.create_scalar_function(name, 2, flags, move |context| {
            let Some(text) = context.get_raw(0).as_str_or_null()? else { return Ok(false) };
            let part = context.get_or_create_aux(1, |value| -> Result<_, rusqlite::types::FromSqlError> {
                Ok(folded(value.as_str()?))
            })?;
            Ok(fits(&folded(text), &part))
        })?;
    }
    Ok(())
}

fn arguments(context: &Context) -> rusqlite::Result<(Option<Word>, Option<i64>, Option<i64>)> {
    let part = usize::try_from(context.get::<i64>(0)?).ok();
    Ok((part.and_then(|part| PARTS.get(part).copied()), context.get(1)?, context.get(2)?))
}

/// Without regard to case, character by character.
fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}
