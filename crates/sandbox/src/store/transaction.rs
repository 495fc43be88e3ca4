//! Reading and writing records.

use std::{cell::RefCell, collections::HashMap, sync::Arc};

use jiff::Timestamp;
use rusqlite::OptionalExtension as _;
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::{
    COUNTER, DELETED, Fetched, Query, Reference, Right, Rights, Row, Rule, Store, Value, Within, delete, fetch,
    sql::quote, write,
};
use crate::{
    ApiError,
    clock::wire,
    fetchxml::Plan,
    odata::{Aliases, Body, Expr, Filter, Key, Op, Operand, Path, Purpose, Resource, Scope, Surroundings},
    schema::{Column, Navigation, Schema, Table},
};

/// Writes that cause writes that cause writes: the platform stops them too.
const DEEPEST: usize = 8;

/// When a transaction happens, and for whom.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The organisation's time.
    pub now: Timestamp,
    /// The user.
    pub user: Uuid,
    /// What the user may do; `None` where nobody asks.
    pub rights: Option<Arc<Rights>>,
}

/// One database transaction on behalf of one user. Dropped without being committed, it leaves nothing.
pub struct Transaction<'a> {
    pub(super) store: &'a Store,
    schema: &'a Schema,
    rules: &'a [Arc<dyn Rule>],
    moment: Moment,
    service: bool,
    depth: usize,
    open: bool,
    titles: RefCell<HashMap<Reference, Option<String>>>,
}

impl<'a> Transaction<'a> {
    pub(crate) fn begin(
        store: &'a Store,
        schema: &'a Schema,
        rules: &'a [Arc<dyn Rule>],
        moment: Moment,
    ) -> Result<Self, ApiError> {
        store.connection.execute_batch("BEGIN")?;
        let titles = RefCell::default();
        Ok(Self { store, schema, rules, moment, service: false, depth: 0, open: true, titles })
    }

    pub(crate) fn commit(mut self) -> Result<(), ApiError> {
        self.store.connection.execute_batch("COMMIT")?;
        self.open = false;
        Ok(())
    }

    /// The moment of this transaction.
    pub fn now(&self) -> Timestamp {
        self.moment.now
    }

    /// The moment as columns keep it.
    pub(super) fn now_text(&self) -> String {
        wire(self.moment.now)
    }

    /// Whose request this is.
    pub fn user(&self) -> Uuid {
        self.moment.user
    }

    /// Whether the product itself writes, not a user's request.
    pub fn is_service(&self) -> bool {
        self.service
    }

    /// The database, for rooms that keep more than records or ask more than [`Query`] can say.
    pub(crate) fn connection(&self) -> &rusqlite::Connection {
        &self.store.connection
    }

    /// The tables.
    pub fn schema(&self) -> &'a Schema {
        self.schema
    }

    pub(super) fn rules(&self) -> &'a [Arc<dyn Rule>] {
        self.rules
    }

    /// Turns down what the user may not do. The product's own writes may do everything.
    ///
    /// # Errors
    /// 403 PrivilegeDenied (reference/web-api.md 10).
    pub(crate) fn demand(&self, table: &Table, right: Right) -> Result<(), ApiError> {
        let Some(rights) = self.moment.rights.as_ref().filter(|rights| !self.service && !rights.has(table, right))
        else {
            return Ok(());
        };
        let user = self.moment.user;
        let roles = self.find("systemuserroles", &format!("systemuserid eq {user}"), &["roleid"])?.len();
        let tables = self.schema.tables().iter().filter(|table| !table.private && table.intersect.is_none());
        let held: usize =
            tables.map(|table| Right::ALL.into_iter().filter(|right| rights.has(table, *right)).count()).sum();
        let (name, id) = right.privilege(table);
        Err(ApiError::new(
            403,
            "0x80040220",
            format!(
                "Principal user (Id={user}, type=8, roleCount={roles}, privilegeCount={held}, accessMode=0) is missing {name} \
                 privilege (Id={id}) on OTC={}.",
                table.code
            ),
        ))
    }

    /// Runs `work` as the product itself: read-only columns may be written, and rules can tell.
    ///
    /// # Errors
    /// Those of `work`.
    pub fn as_service<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, ApiError>) -> Result<T, ApiError> {
        let before = std::mem::replace(&mut self.service, true);
        let answer = work(self);
        self.service = before;
        answer
    }

    /// Creates a record from a Web API body (`{"name":"x","ownerid@odata.bind":"/systemusers(…)"}`, reference/web-api.md 3).
    /// The primary key may be among the members.
    ///
    /// # Errors
    /// The platform's refusals and those of rules.
    pub fn create(&mut self, table: &str, body: Map<String, Json>) -> Result<Uuid, ApiError> {
        let table = self.table(table)?;
        let body = Body::read(&body, self.schema, table, Purpose::Create, self.service)?;
        self.create_from(table, body)
    }

    /// Updates a record from a Web API body; only the members given.
    ///
    /// # Errors
    /// As [`Transaction::create`]; 404 if it is missing.
    pub fn update(&mut self, table: &str, id: Uuid, body: Map<String, Json>) -> Result<(), ApiError> {
        let table = self.table(table)?;
        let body = Body::read(&body, self.schema, table, Purpose::Update, self.service)?;
        self.update_from(table, id, body)
    }

    /// Creates a record from a body that has been read.
    ///
    /// # Errors
    /// As [`Transaction::create`].
    pub(crate) fn create_from(&mut self, table: &'a Table, body: Body) -> Result<Uuid, ApiError> {
        self.deeper(|transaction| write::create(transaction, table, body))
    }

    /// Updates a record from a body that has been read.
    ///
    /// # Errors
    /// As [`Transaction::update`].
    pub(crate) fn update_from(&mut self, table: &'a Table, id: Uuid, body: Body) -> Result<(), ApiError> {
        self.deeper(|transaction| write::update(transaction, table, id, body))
    }

    /// Deletes a record.
    ///
    /// # Errors
    /// 404 if it is missing, 405 if restricted, and those of rules.
    pub fn delete(&mut self, table: &str, id: Uuid) -> Result<(), ApiError> {
        let table = self.table(table)?;
        self.deeper(|transaction| delete::record(transaction, table, id))
    }

    /// Puts a record into a collection of another, or takes it out.
    ///
    /// # Errors
    /// 404 if either is missing, and those of rules.
    pub(crate) fn relate(
        &mut self,
        table: &'a Table,
        id: Uuid,
        navigation: &Navigation,
        other: Uuid,
        related: bool,
    ) -> Result<(), ApiError> {
        self.deeper(|transaction| write::relate(transaction, table, id, navigation, other, related))
    }

    fn deeper<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, ApiError>) -> Result<T, ApiError> {
        if self.depth >= DEEPEST {
            return Err(ApiError::new(
                400,
                "0x80044182",
                "This workflow job was canceled because it caused an infinite loop.",
            ));
        }
        self.depth += 1;
        self.titles.borrow_mut().clear();
        let answer = work(self);
        self.depth -= 1;
        answer
    }

    /// A whole record, if it exists.
    ///
    /// # Errors
    /// Unknown table.
    pub fn get(&self, table: &str, id: Uuid) -> Result<Option<Row>, ApiError> {
        let table = self.table(table)?;
        self.row(table, id, table.columns.iter().collect())
    }

    /// Some columns of a record, if it exists.
    pub(crate) fn row(&self, table: &'a Table, id: Uuid, columns: Vec<&'a Column>) -> Result<Option<Row>, ApiError> {
        let key = Expr::Compare(Path::own(&table.id), Op::Equal, Operand::Value(Value::Guid(id)));
        let query = Query { filter: Some(&key), ..Query::of(table, columns) };
        Ok(self.select(&query)?.pop())
    }

    /// Records that match a Web API `$filter` (empty for all), with the columns named (empty for all), oldest first.
    ///
    /// # Errors
    /// Unknown table or column, filter that can't be read.
    pub fn find(&self, table: &str, filter: &str, select: &[&str]) -> Result<Vec<Row>, ApiError> {
        let table = self.table(table)?;
        let columns = if select.is_empty() {
            table.columns.iter().collect()
        } else {
            let column = |name: &&str| table.column(name).ok_or_else(|| ApiError::query(format!("no column {name}")));
            select.iter().map(column).collect::<Result<_, _>>()?
        };
        let surroundings = self.surroundings_without_settings();
        let scope = Scope::of(self.schema, table);
        let filter = match filter.trim() {
            "" => None,
            text => Some(Filter::parse(text, scope, &Aliases::default(), &surroundings)?),
        };
        self.select(&Query { filter: filter.as_ref(), ..Query::of(table, columns) })
    }

    fn surroundings_without_settings(&self) -> Surroundings {
        Surroundings {
            now: self.moment.now,
            zone: jiff::tz::TimeZone::UTC,
            user: self.moment.user,
            business_unit: None,
            teams: Vec::new(),
            language: 1033,
        }
    }

    /// Runs a query.
    pub(crate) fn select(&self, query: &Query<'a>) -> Result<Vec<Row>, ApiError> {
        query.rows(&self.store.connection, self.schema)
    }

    /// Counts the rows of a query, up to `most`.
    pub(crate) fn count(&self, query: &Query<'a>, most: Option<u64>) -> Result<u64, ApiError> {
        query.count(&self.store.connection, self.schema, most)
    }

    /// A page of a FetchXML query's result, of at most `size` rows.
    ///
    /// # Errors
    /// Too many rows to compute over, a paging cookie of another query.
    pub(crate) fn fetch(&self, plan: &Plan<'a>, within: Within<'a>, size: u64) -> Result<Fetched, ApiError> {
        fetch::page(&self.store.connection, self.schema, plan, within, size)
    }

    /// Counts the rows of a FetchXML query's result, up to `most`.
    pub(crate) fn fetch_count(&self, plan: &Plan<'a>, within: Within<'a>, most: u64) -> Result<u64, ApiError> {
        fetch::count(&self.store.connection, self.schema, plan, within, most)
    }

    /// Whether a record exists.
    pub(crate) fn exists(&self, table: &Table, id: Uuid) -> Result<bool, ApiError> {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {} WHERE {} = ?)", quote(&table.name), quote(&table.id));
        Ok(self.store.connection.prepare_cached(&sql)?.query_row([id.to_string()], |row| row.get(0))?)
    }

    /// The primary name of a record; remembered until something is written.
    pub(crate) fn title(&self, reference: &Reference) -> Result<Option<String>, ApiError> {
        if let Some(known) = self.titles.borrow().get(reference) {
            return Ok(known.clone());
        }
        let found = match self.schema.table(&reference.table).map(|table| (table, &table.title)) {
            Some((table, Some(title))) => {
                let sql = format!("SELECT {} FROM {} WHERE {} = ?", quote(title), quote(&table.name), quote(&table.id));
                let mut statement = self.store.connection.prepare_cached(&sql)?;
                statement.query_row([reference.id.to_string()], |row| row.get(0)).optional()?.flatten()
            }
            _ => None,
        };
        self.titles.borrow_mut().insert(reference.clone(), found.clone());
        Ok(found)
    }

    /// The record that a reference such as `/accounts(ID)` means.
    ///
    /// # Errors
    /// 404 if it is missing; 400 if the text is no reference.
    pub(crate) fn resolve(&self, uri: &str) -> Result<Reference, ApiError> {
        let (set, key) = Resource::reference(uri)?;
        let table = self.schema.set(&set).ok_or_else(|| ApiError::segment(&set))?;
        Ok(Reference::to(&table.name, self.identify(table, &key)?))
    }

    /// The id of an existing record by its key.
    ///
    /// # Errors
    /// 404 if it is missing; 400 if the columns are no key.
    pub(crate) fn identify(&self, table: &'a Table, key: &Key) -> Result<Uuid, ApiError> {
        match self.look_up(table, key)? {
            Some(id) => Ok(id),
            None => match key {
                Key::Id(id) => Err(ApiError::missing(&table.name, *id)),
                Key::Named(_) => Err(ApiError::new(
                    404,
                    "0x80060891",
                    format!("A record with the specified key values does not exist in {} entity", table.name),
                )),
            },
        }
    }

    /// The id of a record by its key, if it exists.
    ///
    /// # Errors
    /// 400 if the columns are no key.
    pub(crate) fn look_up(&self, table: &'a Table, key: &Key) -> Result<Option<Uuid>, ApiError> {
        let named = match key {
            Key::Id(id) => return Ok(self.exists(table, *id)?.then_some(*id)),
            Key::Named(named) => named,
        };
        let terms = write::key_values(table, named)?;
        let compare = |(column, value): &(&Column, _)| {
            Expr::Compare(Path::own(&column.name), Op::Equal, Operand::Value(Clone::clone(value)))
        };
        let filter = Expr::And(terms.iter().map(compare).collect());
        let query = Query { filter: Some(&filter), limit: Some(1), ..Query::of(table, Vec::new()) };
        Ok(self.select(&query)?.pop().map(|row| row.id))
    }

    /// Whether a record is in a collection of another.
    pub(crate) fn is_within(
        &self,
        navigation: &'a Navigation,
        table: &'a Table,
        id: Uuid,
        target: &'a Table,
        other: Uuid,
    ) -> Result<bool, ApiError> {
        let key = Expr::Compare(Path::own(&target.id), Op::Equal, Operand::Value(Value::Guid(other)));
        let query =
            Query { filter: Some(&key), within: Some((navigation, table, id)), ..Query::of(target, Vec::new()) };
        Ok(self.count(&query, Some(1))? > 0)
    }

    /// The latest row version that was given.
    pub(crate) fn latest_version(&self) -> Result<i64, ApiError> {
        let sql = format!("SELECT version FROM {}", quote(COUNTER));
        Ok(self.store.connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))?)
    }

    /// The records of a table that were deleted after a row version, in that order.
    pub(crate) fn deleted_since(&self, table: &Table, version: i64) -> Result<Vec<Uuid>, ApiError> {
        let sql = format!("SELECT id FROM {} WHERE version > ? AND \"table\" = ? ORDER BY version", quote(DELETED));
        let mut statement = self.store.connection.prepare_cached(&sql)?;
        let ids = statement.query_map(rusqlite::params![version, table.name], |row| row.get::<_, String>(0))?;
        let ids = ids.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(ids.iter().filter_map(|id| Uuid::parse_str(id).ok()).collect())
    }

    /// The next row version.
    pub(super) fn next_version(&self) -> Result<i64, ApiError> {
        let sql = format!("UPDATE {} SET version = version + 1 RETURNING version", quote(COUNTER));
        Ok(self.store.connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))?)
    }

    pub(super) fn table(&self, name: &str) -> Result<&'a Table, ApiError> {
        self.schema.table(name).ok_or_else(|| {
            ApiError::new(
                404,
                "0x80060888",
                format!("The entity with a name = '{name}' was not found in the MetadataCache."),
            )
        })
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.open {
            // A failed rollback means that SQLite has rolled back by itself.
            let _ = self.store.connection.execute_batch("ROLLBACK");
        }
    }
}
