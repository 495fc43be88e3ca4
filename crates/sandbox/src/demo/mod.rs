//! The demo organisation's records.

use crate::{ApiError, Transaction};

/// Writes the demo records.
pub fn seed(_transaction: &mut Transaction) -> Result<(), ApiError> {
    Ok(())
}
