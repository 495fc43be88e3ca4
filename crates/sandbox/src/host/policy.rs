//! Content security policies as the platform sends them (reference/hosting.md 4).

use crate::Csp;

macro_rules! strict {
    ($script:literal) => {
        concat!(
            "script-src ",
            $script,
            "; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' blob: data:; \
             connect-src 'self' blob: data: wss:; frame-src 'self' blob:; base-uri 'none'; form-action 'none'; default-src 'self'; \
             frame-ancestors 'self' https://*.powerapps.com"
        )
    };
}

/// The header's value.
///
/// The published texts differ a little from year to year; these are the narrowest, so that what runs here runs under the others.
/// Where the strict text lists the platform's own content hosts, nothing stands here: there is no such host beside the sandbox.
pub fn text(csp: Csp) -> Option<&'static str> {
    match csp {
        Csp::None => None,
        Csp::Default => Some(
            "script-src * 'unsafe-inline' 'unsafe-eval'; worker-src 'self' blob:; style-src * 'unsafe-inline'; font-src * data:; \
             frame-ancestors 'self' https://*.powerapps.com",
        ),
        Csp::Strict => Some(strict!("'self'")),
        Csp::StrictWasm => Some(strict!("'self' 'wasm-unsafe-eval'")),
    }
}
