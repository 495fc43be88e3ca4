//! The lossless tree: tokens, nodes, and the parser that builds them.

mod bytes;
mod dialect;
mod kind;
mod lexer;
mod parser;
mod word;

pub use bytes::ByteText;
pub use dialect::Dialect;
pub use kind::{Segments, SyntaxKind, SyntaxNode, SyntaxToken};
pub use parser::{Fault, FaultKind, MAX_DEPTH, Missing, Parse, parse};
pub use word::Word;
