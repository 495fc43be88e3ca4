//! `$apply`: `filter(…)/groupby((a,b/c),aggregate(x with sum as y,$count as z))` (reference/web-api.md 8).

use super::{expand::split, filter::Scope};
use crate::{ApiError, fetchxml::Aggregate, odata::Path, schema::Kind};

/// Transformations, read and resolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Apply {
    /// Conditions on the rows, each a `$filter`.
    pub filters: Vec<String>,
    /// Columns that rows are grouped by.
    pub groups: Vec<Path>,
    /// What is computed over each group.
    pub aggregates: Vec<Aggregated>,
}

/// A value computed over a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregated {
    /// Column; none for the number of rows.
    pub path: Option<Path>,
    /// Function.
    pub function: Aggregate,
    /// Whether equal values count once.
    pub distinct: bool,
    /// Name in the result.
    pub alias: String,
}

impl Apply {
    /// Reads the option for the records of a table.
    ///
    /// # Errors
    /// Transformations that the platform does not know, or not in this order; names that lead nowhere.
    pub fn parse(text: &str, scope: Scope) -> Result<Self, ApiError> {
        let mut apply = Self::default();
        let mut done = false;
        for part in split(text, '/').map_err(|_| syntax(text))? {
            if done {
                return Err(syntax(text));
            }
            let (name, inner) = call(part.trim()).ok_or_else(|| syntax(text))?;
            match name {
                "filter" => apply.filters.push(inner.to_owned()),
                "groupby" => {
                    apply.group_by(inner, scope)?;
                    done = true;
                }
                "aggregate" => {
                    apply.aggregate(inner, scope)?;
                    done = true;
                }
                _ => return Err(syntax(text)),
            }
        }
        if !done {
            return Err(ApiError::query("$apply must end with groupby or aggregate."));
        }
        Ok(apply)
    }

    fn group_by(&mut self, text: &str, scope: Scope) -> Result<(), ApiError> {
        let parts = split(text, ',').map_err(|_| syntax(text))?;
        let (columns, aggregate) = match parts.as_slice() {
            [columns] => (columns, None),
            [columns, aggregate] => (columns, Some(aggregate)),
            _ => return Err(syntax(text)),
        };
        let inner = columns.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        for name in inner.ok_or_else(|| syntax(text))?.split(',').map(str::trim) {
            let path = path(name, scope)?;
            if matches!(scope.column(&path).map(|column| &column.kind), Some(Kind::DateTime { .. })) {
                return Err(ApiError::query("groupby with datetime values is not supported."));
            }
            self.groups.push(path);
        }
        match aggregate.map(|aggregate| call(aggregate.trim())) {
            None => Ok(()),
            Some(Some(("aggregate", inner))) => self.aggregate(inner, scope),
            Some(_) => Err(syntax(text)),
        }
    }

    fn aggregate(&mut self, text: &str, scope: Scope) -> Result<(), ApiError> {
        for part in split(text, ',').map_err(|_| syntax(text))? {
            let words: Vec<&str> = part.split_whitespace().collect();
            let aggregated = match words.as_slice() {
                ["$count", "as", alias] => Aggregated {
                    path: None,
                    function: Aggregate::Count,
                    distinct: false,
                    alias: self.alias(alias, scope)?,
                },
                [name, "with", function, "as", alias] => {
                    let (function, distinct) = match *function {
                        "sum" => (Aggregate::Sum, false),
                        "average" => (Aggregate::Average, false),
                        "min" => (Aggregate::Min, false),
                        "max" => (Aggregate::Max, false),
                        "countdistinct" => (Aggregate::CountColumn, true),
                        _ => return Err(syntax(part)),
                    };
                    let alias = self.alias(alias, scope)?;
                    Aggregated { path: Some(path(name, scope)?), function, distinct, alias }
                }
                _ => return Err(syntax(part)),
            };
            self.aggregates.push(aggregated);
        }
        Ok(())
    }

    fn alias(&self, alias: &str, scope: Scope) -> Result<String, ApiError> {
        let named = alias.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !alias.starts_with(|c: char| c.is_ascii_digit());
        if !named || scope.table.property(alias).is_some() || self.aggregates.iter().any(|known| known.alias == alias) {
            return Err(ApiError::query(format!("'{alias}' can't be the name of an aggregated value.")));
        }
        Ok(alias.to_owned())
    }
}

/// A column of the records themselves or of one that a lookup leads to.
fn path(name: &str, scope: Scope) -> Result<Path, ApiError> {
    let path = scope.path(name)?;
    if path.steps.len() > 1 {
        return Err(ApiError::query(format!("'{name}' follows more than one lookup, which $apply can't.")));
    }
    Ok(path)
}

/// `name(inner)`
fn call(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.split_once('(')?;
    Some((name.trim(), rest.strip_suffix(')')?))
}

fn syntax(text: &str) -> ApiError {
    ApiError::query(format!("Syntax error in '$apply={text}'."))
}
