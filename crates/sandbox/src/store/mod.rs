//! Rows in SQLite: kept, checked, queried.

mod check;
mod condition;
mod delete;
mod fetch;
mod part;
pub mod platform;
mod query;
mod rights;
mod row;
mod rule;
pub(crate) mod sql;
mod text;
mod transaction;
mod write;

use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _};

pub use fetch::{Fetched, Record, Within};
pub use platform::{BUSINESS_UNIT, ORGANIZATION, USER};
pub use query::Query;
pub use rights::{Right, Rights};
pub use row::{Reference, Row, Value};
pub use rule::{Change, Rule};
pub(crate) use text::COLLATION;
pub use transaction::{Moment, Transaction};
pub use write::adopt_key;

use crate::{Config, StartError, schema::Schema, segments};

/// Keeps the row version that the whole organisation counts up.
const COUNTER: &str = "sandbox:counter";

/// Keeps which records were deleted, and the row version at that time.
const DELETED: &str = "sandbox:deleted";

/// The database connection.
pub struct Store {
    connection: Connection,
}

impl Store {
    /// Opens the database and brings its tables to the present definitions.
    pub fn open(config: &Config, schema: &Schema) -> Result<Self, StartError> {
        let path = config.database.as_deref();
        if let (Some(path), true) = (path, config.fresh) {
            remove(path);
        }
        let opened = match path {
            None => Connection::open_in_memory(),
            Some(path) => Connection::open(path),
        };
        let prepare = |connection: Connection| -> rusqlite::Result<Self> {
            connection
                .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;")?;
            connection.set_prepared_statement_cache_capacity(256);
            text::register(&connection)?;
            part::register(&connection)?;
            segments::register(&connection)?;
            let store = Self { connection };
            store.migrate(schema)?;
            Ok(store)
        };
        opened
            .and_then(prepare)
            .map_err(|error| StartError::Database(path.unwrap_or(Path::new("memory")).into(), error))
    }

    /// Creates tables and columns that the database does not have yet.
    fn migrate(&self, schema: &Schema) -> rusqlite::Result<()> {
        let counter = sql::quote(COUNTER);
        let transaction = self.connection.unchecked_transaction()?;
        transaction.execute_batch(&format!("CREATE TABLE IF NOT EXISTS {counter} (version INTEGER NOT NULL)"))?;
        let version = transaction.query_row(&format!("SELECT version FROM {counter}"), [], |_| Ok(())).optional()?;
        if version.is_none() {
            transaction.execute(&format!("INSERT INTO {counter} VALUES (1000000)"), [])?;
        }
        transaction.execute_batch(segments::members::CREATE)?;
        let deleted = sql::quote(DELETED);
        transaction.execute_batch(&format!(
            "CREATE TABLE IF NOT EXISTS {deleted} (version INTEGER PRIMARY KEY, \"table\" TEXT NOT NULL, id TEXT NOT NULL)"
        ))?;
        for table in schema.tables() {
            let name = sql::quote(&table.name);
            let definitions = sql::definitions(table);
            let list: Vec<_> = definitions.iter().map(|(name, kind)| format!("{} {kind}", sql::quote(name))).collect();
            transaction.execute_batch(&format!("CREATE TABLE IF NOT EXISTS {name} ({})", list.join(", ")))?;
            let mut known = transaction.prepare(&format!("SELECT name FROM pragma_table_info('{}')", table.name))?;
            let known = known.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
            for (column, kind) in definitions.iter().filter(|(column, _)| !known.contains(column)) {
                transaction.execute_batch(&format!("ALTER TABLE {name} ADD COLUMN {} {kind}", sql::quote(column)))?;
            }
            for column in sql::indexed(table) {
                let index = sql::quote(&format!("{}:{column}", table.name));
                let column = sql::quote(column);
                transaction.execute_batch(&format!("CREATE INDEX IF NOT EXISTS {index} ON {name} ({column})"))?;
            }
        }
        transaction.commit()
    }

    /// Removes every row.
    pub fn wipe(&self, schema: &Schema) -> rusqlite::Result<()> {
        let transaction = self.connection.unchecked_transaction()?;
        for table in schema.tables() {
            transaction.execute_batch(&format!("DELETE FROM {}", sql::quote(&table.name)))?;
        }
        transaction.execute_batch(&format!("DELETE FROM {}", sql::quote(DELETED)))?;
        transaction.execute_batch(segments::members::WIPE)?;
        transaction.commit()
    }

    /// Whether there is no row but the platform's own.
    pub fn is_empty(&self, schema: &Schema) -> rusqlite::Result<bool> {
        for table in schema.tables().iter().filter(|table| !platform::TABLES.contains(&table.name.as_str())) {
            let sql = format!("SELECT EXISTS (SELECT 1 FROM {})", sql::quote(&table.name));
            if self.connection.query_row(&sql, [], |row| row.get(0))? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Removes a database with the files that SQLite keeps beside it; what can't be removed is found by opening.
fn remove(path: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let mut file = path.as_os_str().to_owned();
        file.push(suffix);
        let _ = std::fs::remove_file(file);
    }
}
