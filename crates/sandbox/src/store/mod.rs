//! Rows in SQLite: kept, checked, queried.

mod row;
mod rule;
mod transaction;

pub use row::{Reference, Row, Value};
pub use rule::{Change, Rule};
pub use transaction::Transaction;

use crate::{Config, StartError, schema::Schema};

/// The database connection.
pub struct Store {
    connection: rusqlite::Connection,
}

impl Store {
    pub fn open(config: &Config, _schema: &Schema) -> Result<Self, StartError> {
        let fail = |error| StartError::Database(config.database.clone().unwrap_or_default(), error);
        let connection = match &config.database {
            None => rusqlite::Connection::open_in_memory(),
            Some(path) => rusqlite::Connection::open(path),
        };
        Ok(Self { connection: connection.map_err(fail)? })
    }

    pub fn wipe(&mut self, _schema: &Schema) -> Result<(), rusqlite::Error> {
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        true
    }
}
