//! Reading and writing records.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use crate::{
    ApiError,
    schema::Schema,
    store::{Row, Rule, Store},
};

/// The user that a fresh organisation is used by, and that the documented requests name as owner.
pub const DEFAULT_USER: Uuid = Uuid::from_u128(0xd0e2_0c01_d6c6_480f_aab5_0fa6_7495_65a5);

/// One database transaction on behalf of one user.
pub struct Transaction<'a> {
    store: &'a Store,
    schema: &'a Schema,
    rules: &'a [Arc<dyn Rule>],
    now: Timestamp,
    user: Uuid,
    service: bool,
}

impl<'a> Transaction<'a> {
    pub(crate) fn begin(
        store: &'a Store,
        schema: &'a Schema,
        rules: &'a [Arc<dyn Rule>],
        now: Timestamp,
    ) -> Result<Self, ApiError> {
        Ok(Self { store, schema, rules, now, user: DEFAULT_USER, service: false })
    }

    pub(crate) fn commit(self) -> Result<(), ApiError> {
        Ok(())
    }

    /// The moment of this transaction.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Whose request this is.
    pub fn user(&self) -> Uuid {
        self.user
    }

    /// Whether the product itself writes, not a user's request.
    pub fn is_service(&self) -> bool {
        self.service
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
        let _ = (&self.store, self.schema, self.rules, table, body);
        Err(ApiError::unexpected("the store is closed"))
    }

    /// Updates a record from a Web API body; only the members given.
    ///
    /// # Errors
    /// As [`Transaction::create`]; 404 if it is missing.
    pub fn update(&mut self, table: &str, id: Uuid, body: Map<String, Json>) -> Result<(), ApiError> {
        let _ = (table, id, body);
        Err(ApiError::unexpected("the store is closed"))
    }

    /// Deletes a record.
    ///
    /// # Errors
    /// 404 if it is missing, 405 if restricted, and those of rules.
    pub fn delete(&mut self, table: &str, id: Uuid) -> Result<(), ApiError> {
        let _ = (table, id);
        Err(ApiError::unexpected("the store is closed"))
    }

    /// A whole record, if it exists.
    ///
    /// # Errors
    /// Unknown table.
    pub fn get(&self, table: &str, id: Uuid) -> Result<Option<Row>, ApiError> {
        let _ = (table, id);
        Ok(None)
    }

    /// Records that match a Web API `$filter` (empty for all), with the columns named (empty for all), oldest first.
    ///
    /// # Errors
    /// Unknown table or column, filter that can't be read.
    pub fn find(&self, table: &str, filter: &str, select: &[&str]) -> Result<Vec<Row>, ApiError> {
        let _ = (table, filter, select);
        Ok(Vec::new())
    }
}
