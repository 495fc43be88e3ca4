//! The member lists go with the records, and out of the column that once held them.

use serde_json::json;

use super::{
    membership::{contacts, read_ids, resize, settle},
    object,
};
use crate::{
    ApiError, Mode, Transaction,
    clock::wire,
    segments::{STATIC, members},
    services::status::SEGMENT,
    store::{Change, Row, Rule},
};

/// The rule that all writes pass.
pub struct Lists {
    mode: Mode,
}

impl Lists {
    pub fn new(mode: Mode) -> Self {
        Self { mode }
    }
}

impl Rule for Lists {
    fn after(&self, transaction: &mut Transaction, change: &Change) -> Result<(), ApiError> {
        match (change.table, change.old, change.new) {
            ("contact", Some(old), None) => members::forget_contact(transaction, old.id),
            (SEGMENT, Some(old), None) => members::forget_segment(transaction, old.id),
            (SEGMENT, _, Some(new)) if self.mode == Mode::Services => take_in(transaction, new),
            _ => Ok(()),
        }
    }

    fn settle(&self, transaction: &mut Transaction) -> Result<(), ApiError> {
        if self.mode == Mode::Archive { Ok(()) } else { settle(transaction) }
    }
}

/// Since about September 2020 the ids that a row is sent with are kept by the service, and the column stays empty
/// (reference/segments.md 1.3).
fn take_in(transaction: &mut Transaction, row: &Row) -> Result<(), ApiError> {
    let text = row.text("msdyncrm_segmentmemberids").filter(|text| !text.trim().is_empty());
    let Some(text) = text.filter(|_| row.int("msdyncrm_segmenttype") == Some(STATIC)) else { return Ok(()) };
    let known = contacts(transaction, read_ids(text)?)?.into_iter().collect();
    members::set(transaction, &row.id.to_string(), &known)?;
    let empty = object(json!({"msdyncrm_segmentmemberids": null, "modifiedon": row.text("modifiedon")}));
    transaction.as_service(|transaction| transaction.update(SEGMENT, row.id, empty))?;
    let now = wire(transaction.now());
    resize(transaction, row, &now)
}
