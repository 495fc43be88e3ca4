//! The words on the screen, in the user's language.
//!
//! A text in the code is its own key: `t("Go live")` is `Go live`, or what the catalogue of the user's language has
//! for it. Catalogues are lists of pairs sorted by key; a missing entry falls back to the text itself.

use std::cell::Cell;

thread_local! {
    static CATALOGUE: Cell<&'static [(&'static str, &'static str)]> = const { Cell::new(&[]) };
}

/// Chooses the catalogue by LCID. Called once, before the first screen.
pub fn choose_language(_lcid: u32) {
    CATALOGUE.set(&[]);
}

/// The text in the user's language.
pub fn t(text: &'static str) -> &'static str {
    CATALOGUE.with(|catalogue| {
        let catalogue = catalogue.get();
        catalogue.binary_search_by_key(&text, |(key, _)| key).map_or(text, |at| catalogue[at].1)
    })
}

/// The text in the user's language with `{0}`, `{1}`… replaced by the given values.
pub fn fill(text: &'static str, values: &[&str]) -> String {
    let template = t(text);
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let value = rest
            .as_bytes()
            .get(1)
            .filter(|digit| digit.is_ascii_digit() && rest.as_bytes().get(2) == Some(&b'}'))
            .and_then(|digit| values.get(usize::from(digit - b'0')));
        if let Some(value) = value {
            out.push_str(value);
            rest = &rest[3..];
        } else {
            out.push('{');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}
