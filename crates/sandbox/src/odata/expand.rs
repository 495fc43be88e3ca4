//! `$select` and `$expand`.

use super::{Aliases, Expr, Filter, Order, Scope, Surroundings, filter::unknown};
use crate::{
    ApiError,
    schema::{Kind, Navigation, PRINCIPAL, Schema, Table},
};

/// More expansions than this are refused.
const MOST: usize = 15;

const ONLY_SELECT: &str = "Only $select and $filter clause can be provided while doing $expand on many-to-one relationship or \
                           nested one-to-many relationship.";

/// The columns to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Logical names, in the order of the answer.
    pub columns: Vec<String>,
    /// Names on the wire that the request asked for; `None` if it asked for all.
    pub chosen: Option<Vec<String>>,
}

impl Selection {
    /// Reads `$select`; without it, every column.
    ///
    /// # Errors
    /// A name that is no property.
    pub fn parse(select: Option<&str>, table: &Table) -> Result<Self, ApiError> {
        let Some(select) = select.filter(|select| select.trim() != "*" && !select.trim().is_empty()) else {
            let columns = table.columns.iter().map(|column| column.name.clone()).collect();
            return Ok(Self { columns, chosen: None });
        };
        let mut columns: Vec<String> = Vec::new();
        for name in select.split(',').map(str::trim) {
            let column = match (table.property(name), table.navigations.get(name)) {
                (Some(column), _) => column.name.clone(),
                (None, Some(Navigation::One { column, .. })) => column.clone(),
                _ => return Err(unknown(name, table)),
            };
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        let property = |name: &String| table.column(name).map(crate::schema::Column::property);
        let chosen = columns.iter().filter_map(property).collect();
        let dragged = dragged(&columns, table);
        for column in dragged {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        Ok(Self { columns, chosen: Some(chosen) })
    }

    /// Only the key.
    pub fn key(table: &Table) -> Self {
        Self { columns: vec![table.id.clone()], chosen: Some(Vec::new()) }
    }
}

/// What the platform adds unasked: the key, a currency to money, a composed address to its parts.
fn dragged(columns: &[String], table: &Table) -> Vec<String> {
    let mut more = vec![table.id.clone()];
    let money = |name: &String| {
        matches!(
            table.column(name).map(|column| &column.kind),
            Some(Kind::Number { number: crate::schema::Number::Money, .. })
        )
    };
    if columns.iter().any(money) && table.has_currency() {
        more.push("transactioncurrencyid".into());
    }
    let composed = table.columns.iter().filter(|column| {
        column.name.ends_with("_composite") && column.computed.iter().flatten().any(|part| columns.contains(part))
    });
    more.extend(composed.map(|column| column.name.clone()));
    more
}

/// A relationship to follow in the answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Expanded {
    /// Navigation property.
    pub name: String,
    /// Where it leads.
    pub navigation: Navigation,
    /// Only references, no records.
    pub reference: bool,
    /// Columns of the related records.
    pub selection: Selection,
    /// Condition on the related records.
    pub filter: Option<Expr>,
    /// Order of the related records.
    pub order: Vec<Order>,
    /// At most so many.
    pub top: Option<u64>,
    /// Relationships of the related records.
    pub nested: Vec<Expanded>,
}

/// Reads `$expand`.
pub struct Expand<'a> {
    /// All tables.
    pub schema: &'a Schema,
    /// Parameter aliases don't reach into `$expand`; kept empty.
    pub aliases: &'a Aliases,
    /// Who asks.
    pub surroundings: &'a Surroundings,
}

impl Expand<'_> {
    /// Reads the option for records of a table.
    ///
    /// # Errors
    /// Names that lead nowhere, and the refusals of reference/web-api.md 8.
    pub fn parse(&self, text: &str, table: &Table) -> Result<Vec<Expanded>, ApiError> {
        let expanded = self.level(text, table, 0)?;
        if count(&expanded) > MOST {
            return Err(ApiError::query(format!("The $expand option allows at most {MOST} relationships.")));
        }
        let any_nested = expanded.iter().any(|one| !one.nested.is_empty());
        let mut all = expanded.iter().collect::<Vec<_>>();
        while let Some(one) = all.pop() {
            if any_nested && (one.top.is_some() || !one.order.is_empty()) {
                return Err(ApiError::query(ONLY_SELECT));
            }
            if any_nested && matches!(one.navigation, Navigation::Across { .. }) {
                return Err(ApiError::query("Nested $expand is not supported with many-to-many relationships."));
            }
            all.extend(&one.nested);
        }
        Ok(expanded)
    }

    fn level(&self, text: &str, table: &Table, depth: usize) -> Result<Vec<Expanded>, ApiError> {
        if depth > MOST {
            return Err(ApiError::query("The $expand option is nested too deeply."));
        }
        let parts = split(text, ',')?;
        parts.into_iter().map(|part| self.one(part.trim(), table, depth)).collect()
    }

    fn one(&self, text: &str, table: &Table, depth: usize) -> Result<Expanded, ApiError> {
        let (name, options) = match text.split_once('(') {
            None => (text, None),
            Some((name, rest)) => {
                let inner = rest.strip_suffix(')').ok_or_else(|| syntax(text))?;
                (name, Some(inner))
            }
        };
        let (name, reference) = name.strip_suffix("/$ref").map_or((name, false), |name| (name, true));
        let navigation = table.navigations.get(name).ok_or_else(|| unknown(name, table))?.clone();
        let collection = navigation.is_collection();
        if reference && collection {
            let message = "Expand with $ref is only supported on lookup type navigation property.";
            return Err(ApiError::query(message));
        }
        // Users and teams are shown by the columns of users.
        let target = if navigation.target() == PRINCIPAL { "systemuser" } else { navigation.target() };
        let target = self.schema.table(target).ok_or_else(|| unknown(name, table))?;
        let mut expanded = Expanded {
            name: name.into(),
            navigation,
            reference,
            selection: Selection::parse(None, target)?,
            filter: None,
            order: Vec::new(),
            top: None,
            nested: Vec::new(),
        };
        if reference {
            expanded.selection = Selection::key(target);
        }
        let scope = Scope::of(self.schema, target);
        for option in split(options.unwrap_or_default(), ';')?.into_iter().map(str::trim).filter(|one| !one.is_empty())
        {
            let (option, value) = option.split_once('=').ok_or_else(|| syntax(text))?;
            match option.trim() {
                "$select" => expanded.selection = Selection::parse(Some(value), target)?,
                "$expand" => expanded.nested = self.level(value, target, depth + 1)?,
                "$filter" | "$orderby" | "$top" if !collection => return Err(ApiError::query(ONLY_SELECT)),
                "$filter" => {
                    expanded.filter = Some(Filter::parse(value, scope, self.aliases, self.surroundings)?);
                }
                "$orderby" => expanded.order = Filter::order(value, scope, self.aliases)?,
                "$top" => {
                    let top = value.trim().parse().map_err(|_| syntax(text))?;
                    expanded.top = Some(top);
                }
                other => {
                    return Err(ApiError::query(format!(
                        "The query option '{other}' is not supported inside $expand."
                    )));
                }
            }
        }
        Ok(expanded)
    }
}

fn count(expanded: &[Expanded]) -> usize {
    expanded.iter().map(|one| 1 + count(&one.nested)).sum()
}

fn syntax(text: &str) -> ApiError {
    ApiError::query(format!("Syntax error in '$expand={text}'."))
}

/// Splits at a mark outside parentheses and quotes.
pub fn split(text: &str, mark: char) -> Result<Vec<&str>, ApiError> {
    let (mut parts, mut from, mut depth, mut quoted) = (Vec::new(), 0, 0_u32, false);
    for (at, found) in text.char_indices() {
        match found {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.checked_sub(1).ok_or_else(|| syntax(text))?,
            _ if found == mark && !quoted && depth == 0 => {
                parts.push(&text[from..at]);
                from = at + found.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    if quoted || depth > 0 { Err(syntax(text)) } else { Ok(parts) }
}
