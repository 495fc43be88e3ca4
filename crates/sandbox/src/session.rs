//! The session cookie: set by the host page, asked for by the API (reference/web-api.md 15).

use std::{collections::HashSet, sync::Mutex};

use axum::http::{HeaderMap, header};
use uuid::Uuid;

use crate::Organisation;

/// Name of the cookie.
pub const COOKIE: &str = "JmSandboxSession";

/// The sessions that are signed in.
#[derive(Debug, Default)]
pub struct Sessions(Mutex<HashSet<String>>);

impl Sessions {
    /// Signs everybody out: requests answer 401 until the host page is loaded again.
    pub fn clear(&self) {
        self.open().clear();
    }

    fn open(&self) -> std::sync::MutexGuard<'_, HashSet<String>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Begins a session; answers the whole `Set-Cookie` value.
pub fn issue(organisation: &Organisation) -> String {
    let token = Uuid::new_v4().simple().to_string();
    organisation.sessions().open().insert(token.clone());
    format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict")
}

/// Whether a request is signed in: by cookie, or by any bearer token (clients that are no browser).
pub fn is_valid(organisation: &Organisation, headers: &HeaderMap) -> bool {
    bears_token(headers) || cookie(headers).is_some_and(|token| organisation.sessions().open().contains(token))
}

fn bears_token(headers: &HeaderMap) -> bool {
    headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).is_some_and(|value| {
        let scheme = value.get(..7).unwrap_or_default();
        scheme.eq_ignore_ascii_case("bearer ") && !value[7..].trim().is_empty()
    })
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))
}
