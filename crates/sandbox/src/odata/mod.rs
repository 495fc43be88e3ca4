//! URLs, query options and bodies of the Web API, read.

mod apply;
mod body;
mod expand;
mod expr;
mod filter;
mod functions;
mod lexer;
mod moment;
mod options;
mod path;
mod prefer;

pub use apply::{Aggregated, Apply};
pub use body::{Bind, Body, Purpose, value as value_of_json};
pub use expand::{Expand, Expanded, Selection, split as split_options};
pub use expr::{Expr, Match, Op, Operand, Order, Path, Step};
pub use filter::{Filter, Literal, Scope, value as literal_value};
pub use functions::{Surroundings, on_column};
pub use lexer::{Token, tokens};
pub use options::{Aliases, Options};
pub use path::{Key, Resource, Segment};
pub use prefer::{LARGEST_PAGE, Preferences};
