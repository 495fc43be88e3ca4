//! A stage for tests in a real browser: the sandbox in process, headless Chromium in front of it.
//!
//! Nothing here sleeps for a fixed time: every step waits for what it needs and says what it waited for when it fails.

mod access;
mod browser;
mod driver;
mod stage;

pub use browser::{Browser, Theme};
pub use stage::{Stage, StageOptions};

/// What went wrong in a test, in words.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The outcome of a test.
pub type Outcome<T = ()> = Result<T, Failure>;
