//! FetchXML as SQL; values only ever as parameters.

use std::fmt::Write as _;

use rusqlite::{Connection, Row as Kept, params_from_iter, types::Value as Sql, types::ValueRef};
use uuid::Uuid;

use super::{
    Row, Value,
    condition::{self, Statement, reaches},
    row::Shape,
    sql::{decode, quote, table_of},
    text::COLLATION,
};
use crate::{
    ApiError,
    fetchxml::{Aggregate, Branch, Computed, Cookie, Join, Key, Mark, Output, Plan, Quantifier, SortBy, Test},
    odata::{Op, Order, Path},
    schema::{Column, DateBehavior, Kind, Language, Navigation, Number, Schema, Table},
    segments::members,
};

/// Only records in a collection of a record.
pub type Within<'a> = Option<(&'a Navigation, &'a Table, Uuid)>;

/// A page of a query's result.
pub struct Fetched {
    /// The rows.
    pub records: Vec<Record>,
    /// Whether others follow.
    pub more: bool,
    /// Where the page ends, where that can be told.
    pub cookie: Option<Cookie>,
}

/// A row of the result.
pub struct Record {
    /// The part of it from each table of the plan, as far as something of it is shown.
    pub rows: Vec<Row>,
    /// What was computed, by the number of the output; null for the others.
    pub computed: Vec<Value>,
}

/// Reads a page of at most `size` rows.
pub fn page<'a>(
    connection: &Connection,
    schema: &'a Schema,
    plan: &Plan<'a>,
    within: Within<'a>,
    size: u64,
) -> Result<Fetched, ApiError> {
    if let Some(most) = plan.aggregate {
        let counted = Writer::new(schema, plan).count(connection, within, most + 1)?;
        if counted > most {
            let text = "AggregateQueryRecordLimit exceeded. Cannot perform this operation.";
            return Err(ApiError::new(400, "0x8004e023", text));
        }
    }
    Writer::new(schema, plan).page(connection, within, size)
}

/// Counts the rows of the result, up to a limit, without regard to pages.
pub fn count<'a>(
    connection: &Connection,
    schema: &'a Schema,
    plan: &Plan<'a>,
    within: Within<'a>,
    most: u64,
) -> Result<u64, ApiError> {
    Writer::new(schema, plan).count_shown(connection, within, most)
}

struct Writer<'p, 'a> {
    plan: &'p Plan<'a>,
    statement: Statement<'a>,
    sources: Vec<condition::Source<'a>>,
    /// Columns read of each source.
    needed: Vec<Vec<&'a Column>>,
}

impl<'p, 'a> Writer<'p, 'a> {
    fn new(schema: &'a Schema, plan: &'p Plan<'a>) -> Self {
        let mut statement = Statement::new(schema);
        let sources = plan.sources.iter().map(|source| statement.source(source.table)).collect();
        Self { plan, statement, sources, needed: needed(plan) }
    }

    fn page(mut self, connection: &Connection, within: Within<'a>, size: u64) -> Result<Fetched, ApiError> {
        let plan = self.plan;
        let resumable = plan.can_resume() && plan.paging.top.is_none();
        let mut columns = self.selected();
        let width = columns.len();
        if resumable {
            for (at, key) in plan.order.iter().enumerate() {
                let expression = self.sort_expression(key)?;
                columns.push(format!("{expression} AS k{at}"));
            }
        }
        let mut sql = format!("SELECT {}{}", if plan.distinct { "DISTINCT " } else { "" }, columns.join(", "));
        sql.push_str(&self.body(within)?);
        let resumed = plan.paging.cookie.as_ref().filter(|cookie| resumable && cookie.page + 1 == plan.paging.page);
        if let Some(cookie) = resumed {
            let _ = write!(sql, " AND ({})", self.after(cookie)?);
        }
        let groups: Vec<String> = plan
            .outputs
            .iter()
            .zip(self.places())
            .filter(|(output, _)| matches!(output.computed, Some(Computed::Group | Computed::Part(..))))
            .flat_map(|(output, place)| (place..place + width_of(output)).map(|place| (place + 1).to_string()))
            .collect();
        if !groups.is_empty() {
            let _ = write!(sql, " GROUP BY {}", groups.join(", "));
        }
        let _ = write!(sql, " ORDER BY {}", self.order(resumable, width)?);
        let offset = if resumed.is_some() { 0 } else { (plan.paging.page - 1).saturating_mul(size) };
        let limit = plan.paging.top.unwrap_or(size + 1);
        let _ = write!(sql, " LIMIT {limit} OFFSET {}", i64::try_from(offset).unwrap_or(i64::MAX));

        let shapes: Vec<_> = std::iter::zip(&plan.sources, &self.needed)
            .map(|(source, columns)| {
                Shape::new(&source.table.name, columns.iter().map(|column| column.name.clone()).collect())
            })
            .collect();
        let mut prepared = connection.prepare_cached(&sql)?;
        let mut found = prepared.query(params_from_iter(std::mem::take(&mut self.statement.parameters)))?;
        let (mut records, mut marks, mut more) = (Vec::new(), Vec::new(), false);
        while let Some(kept) = found.next()? {
            if plan.paging.top.is_none() && records.len() as u64 == size {
                more = true;
                break;
            }
            if resumable {
                marks.push(marks_of(kept, width, plan.order.len())?);
            }
            records.push(self.record(kept, &shapes)?);
        }
        let cookie = (more && resumable).then(|| self.cookie(&records, &marks));
        Ok(Fetched { records, more, cookie })
    }

    /// Rows before grouping.
    fn count(mut self, connection: &Connection, within: Within<'a>, most: u64) -> Result<u64, ApiError> {
        let sql = format!("SELECT COUNT(*) FROM (SELECT 1{} LIMIT {most})", self.body(within)?);
        self.number(connection, &sql)
    }

    fn count_shown(mut self, connection: &Connection, within: Within<'a>, most: u64) -> Result<u64, ApiError> {
        if !self.plan.distinct || self.plan.aggregate.is_some() {
            return self.count(connection, within, most);
        }
        let columns = self.selected().join(", ");
        let sql = format!("SELECT COUNT(*) FROM (SELECT DISTINCT {columns}{} LIMIT {most})", self.body(within)?);
        self.number(connection, &sql)
    }

    fn number(&mut self, connection: &Connection, sql: &str) -> Result<u64, ApiError> {
        let parameters = params_from_iter(std::mem::take(&mut self.statement.parameters));
        let count: i64 = connection.prepare_cached(sql)?.query_row(parameters, |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// The result columns: those read of each source, then what is computed.
    fn selected(&mut self) -> Vec<String> {
        let mut columns = Vec::new();
        for (source, needed) in std::iter::zip(&self.sources, &self.needed) {
            for column in needed {
                columns.extend(places_of(&source.alias, column));
            }
        }
        for output in &self.plan.outputs {
            columns.extend(self.computed(output));
        }
        // Something must be selected.
        if columns.is_empty() {
            columns.push("1".into());
        }
        columns
    }

    /// Where each output's computed value stands among the result columns.
    fn places(&self) -> Vec<usize> {
        let mut place = self.needed.iter().flatten().map(|column| 1 + usize::from(column.is_polymorphic())).sum();
        let step = |output: &Output| {
            let here = place;
            place += width_of(output);
            here
        };
        self.plan.outputs.iter().map(step).collect()
    }

    fn computed(&mut self, output: &Output) -> Vec<String> {
        let Some(computed) = &output.computed else { return Vec::new() };
        let alias = &self.sources[output.source].alias;
        let column = format!("{alias}.{}", quote(&output.column.name));
        let whole = matches!(output.column.kind, Kind::Integer { .. } | Kind::BigInt);
        let expression = match computed {
            Computed::Group => return places_of(alias, output.column),
            Computed::Part(part, zone) => {
                let local = matches!(output.column.kind, Kind::DateTime { behavior: DateBehavior::UserLocal, .. });
                let zone = if local { zone.as_str() } else { "UTC" };
                self.statement.parameters.push(Sql::Text(zone.to_owned()));
                format!("dv_part('{part:?}', ?, {column})")
            }
            Computed::Children(lookup) => {
                let table = output.column;
                let source = &self.plan.sources[output.source].table;
                let (name, lookup, key) = (quote(&source.name), quote(lookup), quote(&table.name));
                format!("(SELECT COUNT(*) FROM {name} below WHERE below.{lookup} = {alias}.{key})")
            }
            Computed::Over(Aggregate::Count, _) => "COUNT(*)".into(),
            Computed::Over(Aggregate::CountColumn, true) => format!("COUNT(DISTINCT {column})"),
            Computed::Over(Aggregate::CountColumn, false) => format!("COUNT({column})"),
            // Whole numbers too are added up as real ones: a sum past 64 bits would be an error.
            Computed::Over(Aggregate::Sum, _) if whole => format!("CAST(TOTAL({column}) AS INTEGER)"),
            Computed::Over(Aggregate::Sum, _) => format!("TOTAL({column})"),
            Computed::Over(Aggregate::Average, _) if whole => format!("CAST(AVG({column}) AS INTEGER)"),
            Computed::Over(Aggregate::Average, _) => format!("AVG({column})"),
            Computed::Over(Aggregate::Min, _) => format!("MIN({column})"),
            Computed::Over(Aggregate::Max, _) => format!("MAX({column})"),
        };
        vec![expression]
    }

    /// `FROM … WHERE …`
    fn body(&mut self, within: Within<'a>) -> Result<String, ApiError> {
        let plan = self.plan;
        let root = format!(" FROM {} {}", quote(&plan.sources[0].table.name), self.sources[0].alias);
        let joins = self.joins(&plan.branches)?;
        let test = self.test(&plan.test)?;
        let mut sql = format!("{root}{joins} WHERE ({test})");
        if let Some((navigation, table, id)) = within {
            let reaches = reaches(navigation, &self.sources[0], table, "?")?;
            self.statement.parameters.push(Sql::Text(id.to_string()));
            let _ = write!(sql, " AND {reaches}");
        }
        Ok(sql)
    }

    fn joins(&mut self, branches: &[Branch]) -> Result<String, ApiError> {
        let mut sql = String::new();
        for branch in branches {
            let table = self.plan.sources[branch.source].table;
            let (name, alias) = (quote(&table.name), self.sources[branch.source].alias.clone());
            let on = if branch.join == Join::First {
                // The conditions choose the row, so they are asked of another one of the same table.
                let other = self.statement.source(table);
                let joined = std::mem::replace(&mut self.sources[branch.source], other);
                let (link, test) = (self.link(branch), self.test(&branch.test)?);
                let other = std::mem::replace(&mut self.sources[branch.source], joined).alias;
                let key = quote(&table.id);
                format!(
                    "{alias}.{key} = (SELECT {other}.{key} FROM {name} {other} WHERE {link} AND ({test}) ORDER BY \
                     {other}.{key} LIMIT 1)"
                )
            } else {
                let link = self.link(branch);
                format!("{link} AND ({})", self.test(&branch.test)?)
            };
            let kind = if branch.join == Join::Inner { "JOIN" } else { "LEFT JOIN" };
            let _ = write!(sql, " {kind} {name} {alias} ON {on}");
            sql.push_str(&self.joins(&branch.branches)?);
        }
        Ok(sql)
    }

    /// That two rows belong together.
    fn link(&self, branch: &Branch) -> String {
        let (inner, outer) = (&self.sources[branch.source], &self.sources[branch.parent]);
        let one = (inner.table.name.as_str(), branch.from.as_str(), inner.alias.as_str());
        let other = (outer.table.name.as_str(), branch.to.as_str(), outer.alias.as_str());
        if let Some(sql) = members::joined(one, other) {
            return sql;
        }
        let mut sql = format!("{}.{} = {}.{}", inner.alias, quote(&branch.from), outer.alias, quote(&branch.to));
        // A lookup that may point to several tables must point to this one.
        for (lookup, name, target, key) in
            [(inner, &branch.from, outer, &branch.to), (outer, &branch.to, inner, &branch.from)]
        {
            if *key == target.table.id && lookup.table.column(name).is_some_and(Column::is_polymorphic) {
                // The table's name is the program's own, not the request's.
                let _ = write!(sql, " AND {}.{} = '{}'", lookup.alias, quote(&table_of(name)), target.table.name);
            }
        }
        sql
    }

    fn test(&mut self, test: &Test) -> Result<String, ApiError> {
        Ok(match test {
            Test::All(tests) => self.joined(tests, " AND ", "1")?,
            Test::Any(tests) => self.joined(tests, " OR ", "0")?,
            Test::Holds(source, expr) => self.statement.condition(&mut self.sources[*source], expr, false)?,
            Test::Compare((left, one), op, (right, other)) => {
                let symbol = match op {
                    Op::Equal => "=",
                    Op::NotEqual => "IS NOT",
                    Op::Greater => ">",
                    Op::GreaterOrEqual => ">=",
                    Op::Less => "<",
                    Op::LessOrEqual => "<=",
                };
                let at = |source: usize, column: &str| format!("{}.{}", self.sources[source].alias, quote(column));
                format!("{} {symbol} {}", at(*left, one), at(*right, other))
            }
            Test::Related(Quantifier::Some, branch) => self.exists(branch, true)?,
            Test::Related(Quantifier::None, branch) => format!("NOT {}", self.exists(branch, true)?),
            Test::Related(Quantifier::OthersOnly, branch) => {
                let related = self.exists(branch, false)?;
                format!("({related} AND NOT {})", self.exists(branch, true)?)
            }
        })
    }

    fn joined(&mut self, tests: &[Test], with: &str, empty: &str) -> Result<String, ApiError> {
        let parts = tests.iter().map(|test| Ok(format!("({})", self.test(test)?)));
        let parts = parts.collect::<Result<Vec<_>, ApiError>>()?;
        Ok(if parts.is_empty() { empty.into() } else { parts.join(with) })
    }

    /// That a related row exists; with conditions, one that meets them.
    fn exists(&mut self, branch: &Branch, conditions: bool) -> Result<String, ApiError> {
        let link = self.link(branch);
        let name = quote(&self.plan.sources[branch.source].table.name);
        let alias = self.sources[branch.source].alias.clone();
        let (joins, test) = if conditions {
            (self.joins(&branch.branches)?, self.test(&branch.test)?)
        } else {
            (String::new(), "1".into())
        };
        Ok(format!("EXISTS (SELECT 1 FROM {name} {alias}{joins} WHERE {link} AND ({test}))"))
    }

    /// What a key sorts by, without direction.
    fn sort_expression(&mut self, key: &Key) -> Result<String, ApiError> {
        match &key.by {
            SortBy::Column(source, column) => {
                let order = Order { path: Path::own(column), descending: false };
                self.statement.order(&mut self.sources[*source], &order)
            }
            SortBy::Label(source, column) => {
                let table = self.plan.sources[*source].table;
                let column = table.column(column).ok_or_else(|| ApiError::unexpected(column))?;
                let mut sql = format!("CASE {}.{}", self.sources[*source].alias, quote(&column.name));
                for (number, label) in labels(table, column, self.plan.language) {
                    self.statement.parameters.push(Sql::Text(label));
                    let _ = write!(sql, " WHEN {number} THEN ?");
                }
                // Without options there is nothing to sort by.
                Ok(if sql.contains("WHEN") { format!("{sql} END COLLATE {COLLATION}") } else { "NULL".into() })
            }
            SortBy::Output(at) => Ok((self.places()[*at] + 1).to_string()),
        }
    }

    /// `ORDER BY`. Rows that the keys leave equal stand by the keys of their records, or by all that is shown of them.
    fn order(&mut self, resumable: bool, width: usize) -> Result<String, ApiError> {
        let plan = self.plan;
        let mut keys = Vec::new();
        for (at, key) in plan.order.iter().enumerate() {
            let expression = if resumable { format!("k{at}") } else { self.sort_expression(key)? };
            keys.push(format!("{expression}{}", if key.descending { " DESC" } else { "" }));
        }
        if plan.distinct || plan.aggregate.is_some() {
            keys.extend((1..=width).map(|place| place.to_string()));
        } else {
            let joined = joined_sources(&plan.branches);
            let key = |at: usize| format!("{}.{}", self.sources[at].alias, quote(&plan.sources[at].table.id));
            keys.extend(std::iter::once(0).chain(joined).map(key));
        }
        Ok(keys.join(", "))
    }

    /// That a row comes after the last one of the page before.
    fn after(&mut self, cookie: &Cookie) -> Result<String, ApiError> {
        let plan = self.plan;
        let root = plan.sources[0].table;
        let names: Vec<&str> = plan.order.iter().map(column_of).chain([root.id.as_str()]).collect();
        if names.len() != cookie.marks.len()
            || !names.iter().zip(&cookie.marks).all(|(name, mark)| *name == mark.column)
        {
            let text = "Order by columns do not match those in paging cookie.";
            return Err(ApiError::new(400, "0x80041129", text));
        }
        let mut alternatives = Vec::new();
        let mut equal = String::new();
        for (at, mark) in cookie.marks.iter().enumerate() {
            let key = plan.order.get(at);
            let descending = key.is_some_and(|key| key.descending);
            let (expression, value) = if let Some(key) = key {
                (format!("k{at}"), mark.last.as_deref().map(|text| typed(key, plan, text)))
            } else {
                let id = mark.last.as_deref().and_then(|text| Uuid::parse_str(text).ok());
                let invalid = || ApiError::new(400, "0x8004112a", "Invalid page number in paging cookie.");
                let id = id.ok_or_else(invalid)?;
                (format!("{}.{}", self.sources[0].alias, quote(&root.id)), Some(Sql::Text(id.to_string())))
            };
            let parameter = |value: &Sql, parameters: &mut Vec<Sql>| {
                parameters.push(value.clone());
                format!("?{}", parameters.len())
            };
            // Empty values come first, last when descending.
            let beyond = match (&value, descending) {
                (None, false) => format!("{expression} IS NOT NULL"),
                (None, true) => "0".into(),
                (Some(value), false) => {
                    format!("{expression} > {}", parameter(value, &mut self.statement.parameters))
                }
                (Some(value), true) => {
                    let parameter = parameter(value, &mut self.statement.parameters);
                    format!("({expression} < {parameter} OR {expression} IS NULL)")
                }
            };
            alternatives.push(format!("({equal}{beyond})"));
            if key.is_none() {
                break;
            }
            let same = match &value {
                None => format!("{expression} IS NULL"),
                Some(value) => format!("{expression} = {}", parameter(value, &mut self.statement.parameters)),
            };
            let _ = write!(equal, "{same} AND ");
        }
        Ok(alternatives.join(" OR "))
    }

    fn cookie(&self, records: &[Record], marks: &[Vec<Option<String>>]) -> Cookie {
        let plan = self.plan;
        let end =
            |at: usize, marks: Option<&Vec<Option<String>>>| marks.and_then(|marks| marks.get(at).cloned().flatten());
        let mut kept: Vec<Mark> = Vec::new();
        for (at, key) in plan.order.iter().enumerate() {
            kept.push(Mark {
                column: column_of(key).to_owned(),
                first: end(at, marks.first()),
                last: end(at, marks.last()),
            });
        }
        let id = |record: Option<&Record>| {
            let id = record.and_then(|record| record.rows.first()).map(|row| row.id)?;
            Some(format!("{{{}}}", id.to_string().to_uppercase()))
        };
        let key =
            Mark { column: plan.sources[0].table.id.clone(), first: id(records.first()), last: id(records.last()) };
        kept.push(key);
        Cookie { page: plan.paging.page, marks: kept }
    }

    fn record(&self, kept: &Kept, shapes: &[std::sync::Arc<Shape>]) -> Result<Record, ApiError> {
        let mut at = 0;
        let mut rows = Vec::with_capacity(shapes.len());
        for ((source, columns), shape) in self.plan.sources.iter().zip(&self.needed).zip(shapes) {
            let mut values = Vec::with_capacity(columns.len());
            let mut id = Uuid::nil();
            for column in columns {
                let value = read(kept, &mut at, column)?;
                if let (true, Value::Guid(key)) = (column.name == source.table.id, &value) {
                    id = *key;
                }
                values.push(value);
            }
            rows.push(Row { id, shape: shape.clone(), values });
        }
        let mut computed = Vec::with_capacity(self.plan.outputs.len());
        for output in &self.plan.outputs {
            computed.push(match &output.computed {
                None => Value::Null,
                Some(Computed::Group) => read(kept, &mut at, output.column)?,
                Some(Computed::Over(Aggregate::Sum | Aggregate::Average | Aggregate::Min | Aggregate::Max, _)) => {
                    read_one(kept, &mut at, output.column)?
                }
                Some(_) => {
                    at += 1;
                    match kept.get_ref(at - 1)? {
                        ValueRef::Integer(number) => Value::Int(number),
                        _ => Value::Null,
                    }
                }
            });
        }
        Ok(Record { rows, computed })
    }
}

fn read(kept: &Kept, at: &mut usize, column: &Column) -> Result<Value, ApiError> {
    let polymorphic = column.is_polymorphic();
    let pointed_to = if polymorphic { kept.get_ref(*at + 1)?.as_str().ok() } else { None };
    let value = decode(column, kept.get_ref(*at)?, pointed_to);
    *at += 1 + usize::from(polymorphic);
    Ok(value)
}

fn read_one(kept: &Kept, at: &mut usize, column: &Column) -> Result<Value, ApiError> {
    let value = decode(column, kept.get_ref(*at)?, None);
    *at += 1;
    Ok(value)
}

/// Columns read of each source: what is shown, and of plain records also what goes with it.
fn needed<'a>(plan: &Plan<'a>) -> Vec<Vec<&'a Column>> {
    let plain = !plan.distinct && plan.aggregate.is_none();
    let mut all = Vec::new();
    for (number, source) in plan.sources.iter().enumerate() {
        let mut columns: Vec<&Column> = Vec::new();
        let mut add = |column: &'a Column| {
            if !columns.iter().any(|known| known.name == column.name) {
                columns.push(column);
            }
        };
        let shown = || plan.outputs.iter().filter(|output| output.source == number && output.computed.is_none());
        shown().for_each(|output| add(output.column));
        let money = |output: &Output| matches!(output.column.kind, Kind::Number { number: Number::Money, .. });
        let currency = plain && shown().any(money) && source.table.has_currency();
        let root = plain && number == 0;
        for (wanted, name) in
            [(root, source.table.id.as_str()), (root, "versionnumber"), (currency, "transactioncurrencyid")]
        {
            source.table.column(name).filter(|_| wanted).into_iter().for_each(&mut add);
        }
        all.push(columns);
    }
    all
}

fn places_of(alias: &str, column: &Column) -> Vec<String> {
    let mut places = vec![format!("{alias}.{}", quote(&column.name))];
    if column.is_polymorphic() {
        places.push(format!("{alias}.{}", quote(&table_of(&column.name))));
    }
    places
}

/// How many result columns an output's computed value takes.
fn width_of(output: &Output) -> usize {
    match output.computed {
        None => 0,
        Some(Computed::Group) => 1 + usize::from(output.column.is_polymorphic()),
        Some(_) => 1,
    }
}

fn joined_sources(branches: &[Branch]) -> Vec<usize> {
    branches.iter().flat_map(|branch| std::iter::once(branch.source).chain(joined_sources(&branch.branches))).collect()
}

fn column_of(key: &Key) -> &str {
    match &key.by {
        SortBy::Column(_, column) | SortBy::Label(_, column) => column,
        SortBy::Output(_) => "",
    }
}

fn marks_of(kept: &Kept, from: usize, count: usize) -> Result<Vec<Option<String>>, ApiError> {
    let mut marks = Vec::with_capacity(count);
    for at in from..from + count {
        marks.push(match kept.get_ref(at)? {
            ValueRef::Null => None,
            ValueRef::Integer(number) => Some(number.to_string()),
            ValueRef::Real(number) => Some(format!("{number:?}")),
            ValueRef::Text(text) | ValueRef::Blob(text) => Some(String::from_utf8_lossy(text).into_owned()),
        });
    }
    Ok(marks)
}

/// A cookie's value in the kind that its key sorts by.
fn typed(key: &Key, plan: &Plan, text: &str) -> Sql {
    let number = match &key.by {
        SortBy::Column(source, column) => {
            let column = plan.sources[*source].table.column(column);
            column.is_some_and(|column| {
                matches!(column.edm(), "Edm.Int32" | "Edm.Int64" | "Edm.Decimal" | "Edm.Double" | "Edm.Boolean")
            })
        }
        _ => false,
    };
    match (number, text.parse::<i64>(), text.parse::<f64>()) {
        (true, Ok(whole), _) => Sql::Integer(whole),
        (true, _, Ok(real)) => Sql::Real(real),
        _ => Sql::Text(text.to_owned()),
    }
}

fn labels(table: &Table, column: &Column, language: Language) -> Vec<(i64, String)> {
    let text = |label: &crate::schema::Label| label.get(language).to_owned();
    match &column.kind {
        Kind::Choice(set) => set.options.iter().map(|option| (option.value, text(&option.label))).collect(),
        Kind::State => table.states.iter().map(|state| (state.value, text(&state.label))).collect(),
        Kind::Status => table.statuses.iter().map(|status| (status.value, text(&status.label))).collect(),
        _ => Vec::new(),
    }
}
