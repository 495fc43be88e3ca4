//! The organisation's clock: real time plus what tests added.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Real time, shifted forward by [`Clock::advance`]. Never goes back.
#[derive(Debug, Default)]
pub struct Clock {
    ahead_ms: AtomicI64,
}

impl Clock {
    /// The organisation's present moment.
    pub fn now(&self) -> Timestamp {
        Timestamp::now()
            .checked_add(SignedDuration::from_millis(self.ahead_ms.load(Ordering::SeqCst)))
            .unwrap_or(Timestamp::MAX)
    }

    /// Moves the clock forward; negative amounts do nothing.
    pub fn advance(&self, by: SignedDuration) {
        let ms = i64::try_from(by.as_millis()).unwrap_or(i64::MAX).max(0);
        let add = |ahead: i64| Some(ahead.saturating_add(ms));
        let _ = self.ahead_ms.fetch_update(Ordering::SeqCst, Ordering::SeqCst, add);
    }

    /// Back to real time.
    pub fn reset(&self) {
        self.ahead_ms.store(0, Ordering::SeqCst);
    }
}

/// A moment as columns hold it and the wire shows it, to the second.
pub(crate) fn wire(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
