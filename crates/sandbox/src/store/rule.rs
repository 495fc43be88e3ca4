//! Rules that every write passes.

use crate::{
    ApiError,
    store::{Row, Transaction},
};

/// A write: create (`old` absent), update, delete (`new` absent).
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// Logical name of the table.
    pub table: &'a str,
    /// Whole row before.
    pub old: Option<&'a Row>,
    /// Whole row after.
    pub new: Option<&'a Row>,
}

/// Product behaviour hung on writes, like a plug-in there.
pub trait Rule: Send + Sync {
    /// May turn the write down. Asked after the platform's own checks. Use [`Transaction::is_service`] to let the product's own
    /// writes through.
    ///
    /// # Errors
    /// The refusal, as the client shall see it.
    fn before(&self, transaction: &Transaction, change: &Change) -> Result<(), ApiError> {
        let _ = (transaction, change);
        Ok(())
    }

    /// What follows from the write, in the same transaction.
    ///
    /// # Errors
    /// Undoes the write.
    fn after(&self, transaction: &mut Transaction, change: &Change) -> Result<(), ApiError> {
        let _ = (transaction, change);
        Ok(())
    }

    /// What the passing of time brings about; asked at the beginning of every API request, so it must be quick when nothing is due.
    ///
    /// # Errors
    /// Fails the request.
    fn settle(&self, transaction: &mut Transaction) -> Result<(), ApiError> {
        let _ = transaction;
        Ok(())
    }
}
