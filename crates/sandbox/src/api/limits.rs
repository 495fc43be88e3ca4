//! Service protection limits (reference/web-api.md 10): a user's requests, their execution time and how many run at once, over a
//! sliding window. Without limits nobody is counted.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The limits. What is left out is the documented number.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Requests in the window.
    pub requests: u32,
    /// Milliseconds that they may take together.
    pub execution_ms: u64,
    /// Requests at once.
    pub concurrent: u32,
    /// Length of the window.
    pub seconds: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { requests: 6_000, execution_ms: 1_200_000, concurrent: 52, seconds: 300 }
    }
}

/// Who has asked how much.
#[derive(Debug, Default)]
pub struct Protection(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    limits: Option<Limits>,
    users: HashMap<Uuid, Usage>,
}

#[derive(Debug, Default)]
struct Usage {
    /// When requests came, and how long they took.
    past: VecDeque<(Timestamp, Duration)>,
    running: u32,
}

/// A request that was let in, and what is left to its user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Admission {
    user: Uuid,
    at: Timestamp,
    /// Requests left in the window.
    pub requests_left: u32,
    /// Execution time left in the window.
    pub time_left: Duration,
}

/// Why a request was not let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Dataverse code.
    pub code: &'static str,
    /// Text for people.
    pub message: String,
    /// Seconds to wait.
    pub retry_after: u64,
}

impl Protection {
    /// Sets the limits, or none, and forgets who has asked.
    pub fn set(&self, limits: Option<Limits>) {
        *self.state() = State { limits, users: HashMap::new() };
    }

    /// The limits that are set.
    pub fn limits(&self) -> Option<Limits> {
        self.state().limits
    }

    /// Lets a user's request in, unless they have asked too much. `None` if nobody is counted.
    ///
    /// # Errors
    /// The limit that is reached, and when to try again.
    pub fn enter(&self, user: Uuid, now: Timestamp) -> Result<Option<Admission>, Refused> {
        let mut state = self.state();
        let Some(limits) = state.limits else { return Ok(None) };
        let usage = state.users.entry(user).or_default();
        let window = SignedDuration::from_secs(limits.seconds.into());
        while usage.past.front().is_some_and(|(at, _)| at.duration_until(now) >= window) {
            usage.past.pop_front();
        }
        // Until the oldest request leaves the window; a part of a second counts whole.
        let left = usage.past.front().map_or(SignedDuration::ZERO, |(at, _)| window - at.duration_until(now));
        let retry_after = (left.as_secs() + i64::from(left.subsec_nanos() > 0)).max(1).unsigned_abs();
        let refused = |code, message, retry_after| Err(Refused { code, message, retry_after });
        let seconds = limits.seconds;
        if usage.running >= limits.concurrent {
            let message = format!("Number of concurrent requests exceeded the limit of {}.", limits.concurrent);
            return refused("0x80072326", message, 1);
        }
        let made = u32::try_from(usage.past.len()).unwrap_or(u32::MAX);
        if made >= limits.requests {
            let message = format!(
                "Number of requests exceeded the limit of {} over time window of {seconds} seconds.",
                limits.requests
            );
            return refused("0x80072322", message, retry_after);
        }
        let spent: Duration = usage.past.iter().map(|(_, took)| *took).sum();
        let allowed = Duration::from_millis(limits.execution_ms);
        if spent >= allowed {
            let message = format!(
                "Combined execution time of incoming requests exceeded limit of {} milliseconds over time window of {seconds} \
                 seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.",
                grouped(limits.execution_ms)
            );
            return refused("0x80072321", message, retry_after);
        }
        usage.running += 1;
        usage.past.push_back((now, Duration::ZERO));
        Ok(Some(Admission {
            user,
            at: now,
            requests_left: limits.requests - made - 1,
            time_left: allowed.saturating_sub(spent),
        }))
    }

    /// Notes that a request has been answered.
    pub fn leave(&self, admission: Admission, took: Duration) {
        let mut state = self.state();
        let Some(usage) = state.users.get_mut(&admission.user) else { return };
        usage.running = usage.running.saturating_sub(1);
        let counted = usage.past.iter_mut().rev().find(|(at, took)| *at == admission.at && took.is_zero());
        if let Some((_, time)) = counted {
            *time = took;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `1,200,000`
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const USER: Uuid = Uuid::from_u128(1);

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a time")
    }

    fn limited(limits: Limits) -> Protection {
        let protection = Protection::default();
        protection.set(Some(limits));
        protection
    }

    #[test]
    fn the_window_slides() {
        let protection = limited(Limits { requests: 2, seconds: 10, ..Limits::default() });
        for second in [0, 4] {
            let admitted = protection.enter(USER, at(second)).expect("let in").expect("counted");
            protection.leave(admitted, Duration::from_millis(1));
        }
        let refused = protection.enter(USER, at(7)).expect_err("too many");
        assert_eq!((refused.code, refused.retry_after), ("0x80072322", 3));
        assert_eq!(refused.message, "Number of requests exceeded the limit of 2 over time window of 10 seconds.");
        assert!(protection.enter(Uuid::from_u128(2), at(7)).is_ok(), "others are not concerned");
        assert!(protection.enter(USER, at(10)).is_ok());
    }

    #[test]
    fn time_and_concurrency_count_too() {
        let protection = limited(Limits { execution_ms: 1_200, concurrent: 1, ..Limits::default() });
        let first = protection.enter(USER, at(0)).expect("let in").expect("counted");
        assert_eq!(protection.enter(USER, at(0)).expect_err("at once").code, "0x80072326");
        protection.leave(first, Duration::from_secs(2));
        let refused = protection.enter(USER, at(1)).expect_err("too long");
        assert_eq!(refused.code, "0x80072321");
        assert!(refused.message.contains("limit of 1,200 milliseconds"), "{}", refused.message);
    }

    #[test]
    fn nobody_is_counted_without_limits() {
        assert_eq!(Protection::default().enter(USER, at(0)), Ok(None));
    }
}
