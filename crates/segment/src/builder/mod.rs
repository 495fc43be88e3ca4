//! The builder's view of a query: blocks, groups and rows, and the edits that people make by clicking.
//!
//! The text stays the document. [`read`] gives a model of it with the range of every part, [`edit`] turns a visual
//! change into text edits inside the clause that it touches. What the builder can't show is a [`Locked`] card.

mod change;
mod edit;
mod model;
mod print;
mod read;
#[cfg(test)]
mod tests;

pub use change::{Change, Refusal};
pub use edit::edit;
pub use model::{
    BehaviourBlock, Block, ColumnRef, Count, Group, How, Item, Join, Locked, Measure, Operand, Part, ProfileBlock,
    Query, Related, Row, RowOperator, SegmentBlock, Span, Value,
};
pub use print::print;
pub use read::read;
