use super::model::{Block, Count, How, Item, Join, Related, Row};
use crate::ast::SetOperator;
use rowan::TextRange;

/// What a person changed in the builder. Parts are named by their ranges in the text that the model was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Puts another row in the place of the line at `at`.
    SetRow {
        /// The line.
        at: TextRange,
        /// Its new content.
        row: Row,
    },
    /// Adds a line to the group, or beside the single line, at `at`.
    AddItem {
        /// The group or the line.
        at: TextRange,
        /// Its place among the group's lines; past the end means last.
        index: usize,
        /// How it joins a single line; a group keeps its own way.
        join: Join,
        /// The line.
        item: Item,
    },
    /// Removes the line at `at`, and its filter if nothing remains.
    RemoveItem {
        /// The line.
        at: TextRange,
    },
    /// Makes the lines of the group at `at` belong together in another way.
    SetJoin {
        /// The group.
        at: TextRange,
        /// The new way.
        join: Join,
    },
    /// Puts `NOT( )` around the line at `at`, or takes it away.
    Negate {
        /// The line.
        at: TextRange,
    },
    /// Puts the lines `from..=to` of the group at `at` into a group of their own.
    GroupItems {
        /// The group.
        at: TextRange,
        /// The first line.
        from: usize,
        /// The last line.
        to: usize,
    },
    /// Takes the parentheses of the group at `at` away; its lines join those around.
    Ungroup {
        /// The group.
        at: TextRange,
    },
    /// Changes places with the line before, or with the line behind.
    MoveItem {
        /// A line of a group.
        at: TextRange,
        /// Towards the beginning.
        up: bool,
    },
    /// Adds a filter behind the start or the step at `after`.
    AddFilter {
        /// A block, or a step of one.
        after: TextRange,
        /// Its first line.
        item: Item,
    },
    /// Adds a related table behind the block or the step at `after`.
    AddRelated {
        /// A block, or a step of one.
        after: TextRange,
        /// The table.
        related: Related,
    },
    /// Removes the step at `at`.
    RemovePart {
        /// A filter, a relation, a locked step.
        at: TextRange,
    },
    /// Keeps or drops records without a related one: `RELATEOPTIONAL` or `RELATE`.
    SetHow {
        /// A related table.
        at: TextRange,
        /// The new way.
        how: How,
    },
    /// Starts the block at `at` from another table. An alias that names the table goes with it, wherever the block has it.
    SetTable {
        /// A query block.
        at: TextRange,
        /// Logical name.
        table: String,
    },
    /// Names another segment in the block at `at`.
    SetSegment {
        /// A segment block.
        at: TextRange,
        /// Its query name.
        name: String,
    },
    /// Chooses another interaction for the block at `at`.
    SetInteraction {
        /// A behaviour block.
        at: TextRange,
        /// The type.
        kind: String,
        /// The link.
        link: String,
    },
    /// Says how often for the block at `at`.
    SetCount {
        /// A behaviour block.
        at: TextRange,
        /// How often.
        count: Count,
    },
    /// Adds a block at the end.
    AddBlock {
        /// How it joins what is there; not asked in an empty text.
        operator: SetOperator,
        /// The block.
        block: Block,
    },
    /// Removes the block at `at` and its operator.
    RemoveBlock {
        /// The block.
        at: TextRange,
    },
    /// Joins the block at `at` in another way.
    SetOperator {
        /// A block that has one before it.
        at: TextRange,
        /// The new way.
        operator: SetOperator,
    },
}

/// Why a change was turned down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// One plain sentence.
    pub reason: &'static str,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.reason)
    }
}

impl std::error::Error for Refusal {}
