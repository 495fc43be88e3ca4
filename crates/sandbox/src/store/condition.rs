//! Conditions and sort keys as SQL; values only ever as parameters.

use rusqlite::types::Value as Sql;

use super::sql::{encode, quote, table_of};
use crate::{
    ApiError,
    odata::{Expr, Match, Op, Operand, Order, Path, Step},
    schema::{Kind, Navigation, Schema, Table},
    store::Value,
};

/// SQL being written: joins and parameters as they become necessary.
pub struct Statement<'a> {
    schema: &'a Schema,
    /// Parameters in the order of their question marks.
    pub parameters: Vec<Sql>,
    aliases: usize,
}

/// A table in a FROM clause, and the lookups followed from it.
pub struct Source<'a> {
    /// Table of the rows.
    pub table: &'a Table,
    /// Its alias.
    pub alias: String,
    joins: Vec<(Vec<Step>, String, String)>,
}

impl Source<'_> {
    /// `FROM` and what is joined to it.
    pub fn joined_tables(&self) -> String {
        let joins: String = self.joins.iter().map(|(_, _, sql)| sql.as_str()).collect();
        format!("{} {}{joins}", quote(&self.table.name), self.alias)
    }
}

impl<'a> Statement<'a> {
    /// An empty statement.
    pub fn new(schema: &'a Schema) -> Self {
        Self { schema, parameters: Vec::new(), aliases: 0 }
    }

    /// A table to read from.
    pub fn source(&mut self, table: &'a Table) -> Source<'a> {
        Source { table, alias: self.alias(), joins: Vec::new() }
    }

    fn alias(&mut self) -> String {
        self.aliases += 1;
        format!("t{}", self.aliases)
    }

    fn bind(&mut self, value: &Value) -> &'static str {
        self.parameters.push(encode(value));
        "?"
    }

    /// A condition. Inside a negation, comparisons are kept from being null.
    pub fn condition(&mut self, source: &mut Source<'a>, expr: &Expr, negated: bool) -> Result<String, ApiError> {
        Ok(match expr {
            Expr::Constant(constant) => if *constant { "1" } else { "0" }.into(),
            Expr::And(terms) => self.joined(source, terms, negated, " AND ", "1")?,
            Expr::Or(terms) => self.joined(source, terms, negated, " OR ", "0")?,
            Expr::Not(inner) => format!("NOT ({})", self.condition(source, inner, true)?),
            Expr::Compare(path, op, operand) => {
                let left = self.column(source, path)?;
                let right = match operand {
                    Operand::Value(value) => self.bind(value).to_owned(),
                    Operand::Column(path) => self.column(source, path)?,
                };
                let symbol = match op {
                    Op::Equal => "IS",
                    Op::NotEqual => "IS NOT",
                    Op::Greater => ">",
                    Op::GreaterOrEqual => ">=",
                    Op::Less => "<",
                    Op::LessOrEqual => "<=",
                };
                let nullable = !matches!(op, Op::Equal | Op::NotEqual);
                let sql = format!("{left} {symbol} {right}");
                if nullable && negated { format!("IFNULL({sql}, 0)") } else { sql }
            }
            Expr::Matches(path, how, text) => {
                let function = match how {
                    Match::Contains => "dv_contains",
                    Match::Starts => "dv_starts",
                    Match::Ends => "dv_ends",
                    Match::Whole => "dv_like",
                };
                let pattern = self.bind(&Value::Text(text.clone())).to_owned();
                format!("{function}({pattern}, {})", self.column(source, path)?)
            }
            Expr::In(path, values) => {
                let column = self.column(source, path)?;
                let marks: Vec<_> = values.iter().map(|value| self.bind(value)).collect();
                format!("IFNULL({column} IN ({}), 0)", marks.join(", "))
            }
            Expr::HasChoices(path, numbers) => {
                let wanted = numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
                let wanted = self.bind(&Value::Text(wanted)).to_owned();
                format!("dv_has_choice({wanted}, {})", self.column(source, path)?)
            }
            Expr::Hierarchy { path, table, lookup, above, of } => {
                let column = self.column(source, path)?;
                let table = self.schema.table(table).ok_or_else(|| ApiError::unexpected(table))?;
                let (name, key, up) = (quote(&table.name), quote(&table.id), quote(lookup));
                let (next, last) = if *above { (up, key) } else { (key, up) };
                let of = self.bind(of);
                // UNION keeps a record out that was seen already, so that a circle ends.
                format!(
                    "IFNULL({column} IN (WITH RECURSIVE line(id) AS (SELECT {next} FROM {name} WHERE {last} = {of} UNION \
                     SELECT {name}.{next} FROM {name} JOIN line ON {name}.{last} = line.id) SELECT id FROM line), 0)"
                )
            }
            Expr::Quarter(path, zone, quarter) => {
                let zone = self.bind(&Value::Text(zone.clone())).to_owned();
                let column = self.column(source, path)?;
                format!("dv_part('Quarter', {zone}, {column}) IS {quarter}")
            }
            Expr::Related { collection, all, condition } => {
                self.related(source, collection, *all, condition.as_deref())?
            }
        })
    }

    fn joined(
        &mut self,
        source: &mut Source<'a>,
        terms: &[Expr],
        negated: bool,
        with: &str,
        empty: &str,
    ) -> Result<String, ApiError> {
        let parts = terms.iter().map(|term| Ok(format!("({})", self.condition(source, term, negated)?)));
        let parts = parts.collect::<Result<Vec<_>, ApiError>>()?;
        Ok(if parts.is_empty() { empty.into() } else { parts.join(with) })
    }

    fn related(
        &mut self,
        source: &mut Source<'a>,
        collection: &str,
        all: bool,
        condition: Option<&Expr>,
    ) -> Result<String, ApiError> {
        let navigation = source.table.navigations.get(collection);
        let Some(navigation) = navigation else { return Err(ApiError::unexpected(collection)) };
        let table = self.schema.table(navigation.target()).ok_or_else(|| ApiError::unexpected(collection))?;
        let mut inner = self.source(table);
        let key = format!("{}.{}", source.alias, quote(&source.table.id));
        let join = reaches(navigation, &inner, source.table, &key)?;
        let condition = match condition {
            Some(condition) => self.condition(&mut inner, condition, true)?,
            None => "1".into(),
        };
        let (not, condition) = if all { ("NOT ", format!("NOT ({condition})")) } else { ("", condition) };
        Ok(format!("{not}EXISTS (SELECT 1 FROM {} WHERE {join} AND ({condition}))", inner.joined_tables()))
    }

    /// A column by its path, joining what leads there.
    pub fn column(&mut self, source: &mut Source<'a>, path: &Path) -> Result<String, ApiError> {
        let alias = self.joined_alias(source, &path.steps)?;
        Ok(format!("{alias}.{}", quote(&path.column)))
    }

    fn joined_alias(&mut self, source: &mut Source<'a>, steps: &[Step]) -> Result<String, ApiError> {
        let Some((last, before)) = steps.split_last() else { return Ok(source.alias.clone()) };
        if let Some((_, alias, _)) = source.joins.iter().find(|(known, _, _)| known == steps) {
            return Ok(alias.clone());
        }
        let from = self.joined_alias(source, before)?;
        let holder = match before.last() {
            Some(step) => self.schema.table(&step.target),
            None => Some(source.table),
        };
        let target = self.schema.table(&last.target).ok_or_else(|| ApiError::unexpected(&last.target))?;
        let alias = self.alias();
        let lookup = quote(&last.column);
        let mut on = format!("{alias}.{} = {from}.{lookup}", quote(&target.id));
        if holder.and_then(|table| table.column(&last.column)).is_some_and(crate::schema::Column::is_polymorphic) {
            on = format!("{on} AND {from}.{} = '{}'", quote(&table_of(&last.column)), target.name);
        }
        source.joins.push((
            steps.to_vec(),
            alias.clone(),
            format!(" LEFT JOIN {} {alias} ON {on}", quote(&target.name)),
        ));
        Ok(alias)
    }

    /// A sort key. Lookups sort by the name of the record that they point to.
    pub fn order(&mut self, source: &mut Source<'a>, order: &Order) -> Result<String, ApiError> {
        let direction = if order.descending { " DESC" } else { "" };
        let column = self.column(source, &order.path)?;
        let table = order.path.steps.last().map_or(Some(source.table), |step| self.schema.table(&step.target));
        let kind = table.and_then(|table| table.column(&order.path.column)).map(|column| &column.kind);
        let targets: Vec<&str> = match kind {
            Some(Kind::Lookup(targets)) => targets.iter().map(|target| target.table.as_str()).collect(),
            Some(Kind::Owner) => vec!["systemuser", "team"],
            _ => return Ok(format!("{column}{direction}")),
        };
        let titles: Vec<_> = targets
            .into_iter()
            .filter_map(|target| self.schema.table(target))
            .filter_map(|target| target.title.as_ref().map(|title| (target, title)))
            .map(|(target, title)| {
                format!("(SELECT {} FROM {} WHERE {} = {column})", quote(title), quote(&target.name), quote(&target.id))
            })
            .collect();
        Ok(match titles.as_slice() {
            [] => format!("{column}{direction}"),
            [title] => format!("{title} COLLATE {}{direction}", super::text::COLLATION),
            several => format!("COALESCE({}) COLLATE {}{direction}", several.join(", "), super::text::COLLATION),
        })
    }
}

/// That rows of `inner` are in a collection of the record whose key is `key`.
pub fn reaches(navigation: &Navigation, inner: &Source, table: &Table, key: &str) -> Result<String, ApiError> {
    match navigation {
        Navigation::Many { column, .. } => {
            let lookup = inner.table.column(column).ok_or_else(|| ApiError::unexpected(column))?;
            let at = format!("{}.{}", inner.alias, quote(column));
            if lookup.is_polymorphic() {
                let kind = format!("{}.{}", inner.alias, quote(&table_of(column)));
                // The table's name is the program's own, not the request's.
                return Ok(format!("{at} = {key} AND {kind} = '{}'", table.name));
            }
            Ok(format!("{at} = {key}"))
        }
        Navigation::Across { intersect, here, there, .. } => Ok(format!(
            "{}.{} IN (SELECT {} FROM {} WHERE {} = {key})",
            inner.alias,
            quote(&inner.table.id),
            quote(there),
            quote(intersect),
            quote(here)
        )),
        Navigation::One { column, .. } => Err(ApiError::unexpected(column)),
    }
}
