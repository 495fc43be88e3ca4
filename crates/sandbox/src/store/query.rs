//! Reading rows.

use rusqlite::{params_from_iter, types::Value as Sql};
use uuid::Uuid;

use super::{
    Row, Value,
    condition::{Source, Statement, reaches},
    row::Shape,
    sql::{decode, quote, table_of},
};
use crate::{
    ApiError,
    odata::{Expr, Order},
    schema::{Column, Navigation, Schema, Table},
};

/// What to read.
#[derive(Clone, Debug)]
pub struct Query<'a> {
    /// Table to read from.
    pub table: &'a Table,
    /// Columns; the key always comes too.
    pub columns: Vec<&'a Column>,
    /// Condition.
    pub filter: Option<&'a Expr>,
    /// Only records in a collection of this record.
    pub within: Option<(&'a Navigation, &'a Table, Uuid)>,
    /// Sort keys; the order in which records were made decides the rest.
    pub order: &'a [Order],
    /// At most so many rows.
    pub limit: Option<u64>,
    /// Leave out so many rows first.
    pub offset: u64,
}

impl<'a> Query<'a> {
    /// All rows with the given columns.
    pub fn of(table: &'a Table, columns: Vec<&'a Column>) -> Self {
        Self { table, columns, filter: None, within: None, order: &[], limit: None, offset: 0 }
    }

    /// Runs it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn rows(&self, connection: &rusqlite::Connection, schema: &'a Schema) -> Result<Vec<Row>, ApiError> {
        let mut statement = Statement::new(schema);
        let mut source = statement.source(self.table);
        let mut wanted = vec![format!("{}.{}", source.alias, quote(&self.table.id))];
        for column in &self.columns {
            wanted.push(format!("{}.{}", source.alias, quote(&column.name)));
            if column.is_polymorphic() {
                wanted.push(format!("{}.{}", source.alias, quote(&table_of(&column.name))));
            }
        }
        let condition = self.condition(&mut statement, &mut source)?;
        let mut keys =
            self.order.iter().map(|order| statement.order(&mut source, order)).collect::<Result<Vec<_>, _>>()?;
        keys.push(format!("{}.rowid", source.alias));
        let mut sql = format!(
            "SELECT {} FROM {} WHERE {condition} ORDER BY {}",
            wanted.join(", "),
            source.joined_tables(),
            keys.join(", ")
        );
        if self.limit.is_some() || self.offset > 0 {
            sql.push_str(" LIMIT ? OFFSET ?");
            let whole = |number: u64| Sql::Integer(i64::try_from(number).unwrap_or(i64::MAX));
            statement.parameters.push(self.limit.map_or(Sql::Integer(-1), whole));
            statement.parameters.push(whole(self.offset));
        }
        let shape = Shape::new(&self.table.name, self.columns.iter().map(|column| column.name.clone()).collect());
        let mut prepared = connection.prepare_cached(&sql)?;
        let mut found = prepared.query(params_from_iter(statement.parameters))?;
        let mut rows = Vec::new();
        while let Some(kept) = found.next()? {
            let id = kept.get_ref(0)?.as_str().ok().and_then(|text| Uuid::parse_str(text).ok()).unwrap_or_default();
            let mut at = 1;
            let mut values: Vec<Value> = Vec::with_capacity(self.columns.len());
            for column in &self.columns {
                let polymorphic = column.is_polymorphic();
                let pointed_to = if polymorphic { kept.get_ref(at + 1)?.as_str().ok() } else { None };
                values.push(decode(column, kept.get_ref(at)?, pointed_to));
                at += 1 + usize::from(polymorphic);
            }
            rows.push(Row { id, shape: shape.clone(), values });
        }
        Ok(rows)
    }

    /// Counts the rows, up to a limit.
    ///
    /// # Errors
    /// Those of the database.
    pub fn count(
        &self,
        connection: &rusqlite::Connection,
        schema: &'a Schema,
        most: Option<u64>,
    ) -> Result<u64, ApiError> {
        let mut statement = Statement::new(schema);
        let mut source = statement.source(self.table);
        let condition = self.condition(&mut statement, &mut source)?;
        let limit = most.map_or(String::new(), |most| format!(" LIMIT {most}"));
        let sql = format!("SELECT COUNT(*) FROM (SELECT 1 FROM {} WHERE {condition}{limit})", source.joined_tables());
        let count: i64 =
            connection.prepare_cached(&sql)?.query_row(params_from_iter(statement.parameters), |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    fn condition(&self, statement: &mut Statement<'a>, source: &mut Source<'a>) -> Result<String, ApiError> {
        let mut condition = match self.filter {
            Some(filter) => statement.condition(source, filter, false)?,
            None => "1".into(),
        };
        if let Some((navigation, table, id)) = self.within {
            let reaches = reaches(navigation, source, table, "?")?;
            statement.parameters.push(Sql::Text(id.to_string()));
            condition = format!("({condition}) AND {reaches}");
        }
        Ok(condition)
    }
}
