//! The corpus of texts, and texts made by breaking them.
#![allow(dead_code, reason = "each test binary uses a part of this")]

pub mod models;

use proptest::prelude::*;
use segment::Dialect;
use std::sync::LazyLock;

/// One text of `data/queries.txt`.
#[derive(Debug, Clone)]
pub struct Entry {
    pub id: &'static str,
    pub dialect: Dialect,
    /// Why no server would take it.
    pub malformed: Option<&'static str>,
    pub text: &'static str,
}

/// Every text of the corpus, in its order.
pub static CORPUS: LazyLock<Vec<Entry>> =
    LazyLock::new(|| include_str!("../data/queries.txt").split("\n\n").filter_map(read_entry).collect());

fn read_entry(entry: &'static str) -> Option<Entry> {
    let text_start = entry.lines().take_while(|line| line.starts_with('#')).map(|line| line.len() + 1).sum::<usize>();
    let header = |key: &str| {
        entry[..text_start.min(entry.len())].lines().find_map(|line| line.strip_prefix("# ")?.strip_prefix(key))
    };
    Some(Entry {
        id: header("id: ")?,
        dialect: if header("dialect: ")? == "mql" { Dialect::Mql } else { Dialect::Outbound },
        malformed: header("malformed: "),
        text: entry[text_start..].trim_end_matches('\n'),
    })
}

/// Pieces that break texts in ways of their own.
const PIECES: &[&str] = &[
    "(",
    ")",
    "'",
    "\"",
    ".",
    ",",
    "&&",
    "||",
    " AND ",
    " OR ",
    "==",
    "=",
    "!",
    "NOT(",
    ".FILTER(",
    ".TRAVERSE(r)",
    ".HAVING(COUNT() >= 1)",
    " UNION ",
    " MINUS ",
    "SEGMENT(x)",
    "PROFILE(contact, c)",
    "A = ",
    "\u{a0}",
    "’",
    "[",
    "]",
    "//",
    "/*",
    "*/",
    "-1",
    "1.5",
    "\\",
    "IN ['a']",
    "RELATE(a, b)",
    "DATE(",
    "\n",
    "ß",
    "",
];

/// One change to a text: at a share of its length, remove up to some characters, insert a piece.
pub fn mutation() -> impl Strategy<Value = (f64, usize, usize)> {
    (0.0..1.0, 0_usize..12, 0..PIECES.len())
}

/// A corpus text with up to six changes.
pub fn mutated() -> impl Strategy<Value = String> {
    (0..CORPUS.len(), proptest::collection::vec(mutation(), 0..6)).prop_map(|(index, mutations)| {
        let mut text = CORPUS[index].text.to_string();
        for (at, remove, piece) in mutations {
            let from = text.floor_char_boundary((text.len() as f64 * at) as usize);
            let to = text.ceil_char_boundary((from + remove).min(text.len()));
            text.replace_range(from..to, PIECES[piece]);
        }
        text
    })
}
