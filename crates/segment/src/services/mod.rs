//! What an editor asks of a text: pure functions over tree, offset and settings.

mod brackets;
mod completion;
mod explain;
mod folding;
mod format;
mod highlight;
mod hover;
mod outline;
mod selection;
#[cfg(test)]
mod testing;

pub use brackets::matching_bracket;
pub use completion::{Completion, CompletionKind, complete};
pub use explain::explain;
pub use folding::folds;
pub use format::format;
pub use highlight::{Highlight, highlights};
pub use hover::{Hover, hover};
pub use outline::{OutlineItem, outline};
pub use selection::grow;
