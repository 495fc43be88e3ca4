//! What Dynamics gives the page: the client API, the page's parameters, the user's settings.
//!
//! The host is found as `reference/hosting.md 3` says: the form's handshake first, then the parent frame, then
//! nothing at all. Whatever is missing has a stand-in, so that the page also works in a window of its own.

mod context;
mod dates;
mod params;
mod user;
mod xrm;

pub use context::{client_url, form_record, notify_unsaved, open_record};
pub use dates::{age, age_of, date_time, moment_text, now_iso, number, utc_now};
pub use params::{Params, first_route};
pub use user::{User, user, user_id};
