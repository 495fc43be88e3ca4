//! Filters as `$filter` writes them (`reference/web-api.md 8`), quoted so that no value can end its own quotes.
//!
//! ```
//! use dataverse::filter::{contains, eq, in_guids};
//! let filter = eq("statecode", 0).and(contains("name", "O'Brian").or(eq("name", "A")));
//! assert_eq!(filter.to_string(), "statecode eq 0 and (contains(name,'O''Brian') or name eq 'A')");
//! ```

use std::fmt;

use crate::url;

/// One condition, or several joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    text: String,
    joined: Option<&'static str>,
}

/// A value as a filter writes it: text in quotes, everything else bare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal(String);

impl From<&str> for Literal {
    fn from(text: &str) -> Self {
        Self(format!("'{}'", text.replace('\'', "''")))
    }
}

impl From<&String> for Literal {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<i64> for Literal {
    fn from(number: i64) -> Self {
        Self(number.to_string())
    }
}

impl From<i32> for Literal {
    fn from(number: i32) -> Self {
        Self(number.to_string())
    }
}

impl From<bool> for Literal {
    fn from(flag: bool) -> Self {
        Self(flag.to_string())
    }
}

/// An id: bare, lower-case, without braces. A text that is no id is quoted instead, so that it cannot say more.
pub fn id(text: &str) -> Literal {
    let id = url::guid(text);
    if url::is_guid(&id) { Literal(id) } else { Literal::from(text) }
}

/// A moment or a day, bare, such as `2016-09-28T22:57:53Z` or `2019-01-31`. A text of other characters is quoted.
pub fn date(text: &str) -> Literal {
    let plain = !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b':' | b'.' | b'T' | b'Z' | b'+'));
    if plain { Literal(text.to_owned()) } else { Literal::from(text) }
}

/// No value.
pub fn null() -> Literal {
    Literal("null".to_owned())
}

fn compare(column: &str, operator: &str, value: Literal) -> Filter {
    Filter { text: format!("{column} {operator} {}", value.0), joined: None }
}

/// The column has this value. Lookups are compared as `eq("_owner_value", id(..))`.
pub fn eq(column: &str, value: impl Into<Literal>) -> Filter {
    compare(column, "eq", value.into())
}

/// The column has another value.
pub fn ne(column: &str, value: impl Into<Literal>) -> Filter {
    compare(column, "ne", value.into())
}

/// The column is greater or later.
pub fn gt(column: &str, value: impl Into<Literal>) -> Filter {
    compare(column, "gt", value.into())
}

/// The column is this or greater or later.
pub fn ge(column: &str, value: impl Into<Literal>) -> Filter {
    compare(column, "ge", value.into())
}

/// The column is less or earlier.
pub fn lt(column: &str, value: impl Into<Literal>) -> Filter {
    compare(column, "lt", value.into())
}

/// The column is this or less or earlier.
pub fn le(column: &str, value: impl Into<Literal>) -> Filter {
    compare(column, "le", value.into())
}

/// The text occurs in the column, in any case. Wildcards in it stand for themselves.
pub fn contains(column: &str, text: &str) -> Filter {
    search("contains", column, text)
}

/// The column begins with the text, in any case. Wildcards in it stand for themselves.
pub fn starts_with(column: &str, text: &str) -> Filter {
    search("startswith", column, text)
}

/// `%`, `_` and `[` are wildcards inside string filters, and a set of one character stands for that character.
fn search(function: &str, column: &str, text: &str) -> Filter {
    let mut literal = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' | '_' | '[' => literal.extend(['[', c, ']']),
            _ => literal.push(c),
        }
    }
    Filter { text: format!("{function}({column},{})", Literal::from(literal.as_str()).0), joined: None }
}

/// The id column has one of these ids. Of none, no row.
///
/// Written as a chain of `or`, about 50 characters an id, so that some 500 ids fit a URL (`reference/web-api.md 1`).
pub fn in_guids<S: AsRef<str>>(column: &str, ids: &[S]) -> Filter {
    or(ids.iter().map(|one| eq(column, id(one.as_ref())))).unwrap_or_else(|| eq(column, null()).and(ne(column, null())))
}

/// All of the filters; `None` of none, which holds for every row.
pub fn and(filters: impl IntoIterator<Item = Filter>) -> Option<Filter> {
    filters.into_iter().reduce(Filter::and)
}

/// One of the filters; `None` of none.
pub fn or(filters: impl IntoIterator<Item = Filter>) -> Option<Filter> {
    filters.into_iter().reduce(Filter::or)
}

impl Filter {
    /// A filter that is written out already, percent-encoding apart.
    pub fn raw(text: impl Into<String>) -> Self {
        // What it joins is unknown, so that it is put in parentheses wherever it is joined again.
        Self { text: text.into(), joined: Some("") }
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.join("and", other)
    }

    /// Either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.join("or", other)
    }

    /// The opposite.
    #[must_use]
    pub fn negate(self) -> Self {
        Self { text: format!("not ({})", self.text), joined: None }
    }

    fn join(self, word: &'static str, other: Self) -> Self {
        let text = format!("{} {word} {}", self.operand(word), other.operand(word));
        Self { text, joined: Some(word) }
    }

    fn operand(self, word: &str) -> String {
        match self.joined {
            Some(inner) if inner != word => format!("({})", self.text),
            _ => self.text,
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
