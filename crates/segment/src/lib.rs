//! The query language of segments: outbound marketing's own and MQL, its living relative.
//!
//! [`parse`] turns any text into a tree that keeps every byte; everything else is a pure function over that tree.
//! Nothing here fails, reads a clock, or does I/O: a broken text has a tree and a list of problems.
//!
//! - [`syntax`]: tokens, the parser, the tree; [`ast`]: typed views over it; [`scope`]: which table a name belongs to.
//! - [`schema`]: what the organisation knows, as far as it is loaded.
//! - [`diagnostics`]: what is wrong, one module per code, with fixes that are [text edits](TextEdit).
//! - [`services`]: completion, hover, formatting, explanation and the rest of what an editor asks.
//! - [`builder`]: the query as blocks, groups and rows, and visual changes as text edits inside their clause.
//! - [`fetchxml`]: members without a service, or the clause that prevents it.
//!
//! ```
//! let parse = segment::parse("PROFILE(contact).FILTER(address1_city == 'Munich'");
//! assert_eq!(parse.syntax().to_string(), "PROFILE(contact).FILTER(address1_city == 'Munich'");
//! assert_eq!(parse.faults().len(), 1); // the parenthesis is missing
//! ```

pub mod ast;
pub mod builder;
pub mod diagnostics;
pub mod document;
pub mod edit;
pub mod fetchxml;
pub mod merge;
pub mod schema;
pub mod scope;
pub mod services;
mod settings;
pub mod syntax;

pub use edit::{TextEdit, apply};
pub use rowan::{TextRange, TextSize};
pub use settings::Settings;
pub use syntax::{Dialect, Parse, parse};
