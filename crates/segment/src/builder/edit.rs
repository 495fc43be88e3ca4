//! Visual changes as text edits: each touches only the clause that it is about.

mod blocks;
mod check;
mod find;
mod items;

use super::change::{Change, Refusal};
use super::model::Query;
use super::read::read;
use crate::edit::{TextEdit, apply};
use crate::parse;
use crate::syntax::{Fault, Parse, SyntaxNode};

/// The text edits of a change. `parsed` is the tree that the model was read from.
///
/// # Errors
/// A [`Refusal`] says why the change can't be made; nothing is changed then.
pub fn edit(parsed: &Parse, change: &Change) -> Result<Vec<TextEdit>, Refusal> {
    let root = parsed.syntax();
    let editor = Editor { root: root.clone(), model: read(parsed), faults: parsed.faults() };
    let edits = editor.edits(change)?;
    // Next to broken text a sound change may be swallowed by what is broken.
    let after = parse(&apply(&root.text().to_string(), &edits));
    if after.faults().len() > parsed.faults().len() {
        return Err(Refusal { reason: "The text around is broken; mend it first." });
    }
    Ok(edits)
}

struct Editor<'p> {
    root: SyntaxNode,
    model: Query,
    faults: &'p [Fault],
}

impl Editor<'_> {
    fn edits(&self, change: &Change) -> Result<Vec<TextEdit>, Refusal> {
        match change {
            Change::SetRow { at, row } => self.set_row(*at, row),
            Change::AddItem { at, index, join, item } => self.add_item(*at, *index, *join, item),
            Change::RemoveItem { at } => self.remove_item(*at),
            Change::SetJoin { at, join } => self.set_join(*at, *join),
            Change::Negate { at } => self.negate(*at),
            Change::GroupItems { at, from, to } => self.group_items(*at, *from, *to),
            Change::Ungroup { at } => self.ungroup(*at),
            Change::MoveItem { at, up } => self.move_item(*at, *up),
            Change::AddFilter { after, item } => self.add_filter(*after, item),
            Change::AddRelated { after, related } => self.add_related(*after, related),
            Change::RemovePart { at } => self.remove_part(*at),
            Change::SetHow { at, how } => self.set_how(*at, *how),
            Change::SetTable { at, table } => self.set_table(*at, table),
            Change::SetSegment { at, name } => self.set_segment(*at, name),
            Change::SetInteraction { at, kind, link } => self.set_interaction(*at, kind, link),
            Change::SetCount { at, count } => self.set_count(*at, count),
            Change::AddBlock { operator, block } => self.add_block(*operator, block),
            Change::RemoveBlock { at } => self.remove_block(*at),
            Change::SetOperator { at, operator } => self.set_operator(*at, *operator),
        }
    }
}

fn refuse<T>(reason: &'static str) -> Result<T, Refusal> {
    Err(Refusal { reason })
}
