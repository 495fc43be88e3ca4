//! What a person does in the builder, as changes of the text.

use leptos::prelude::*;
use segment::ast::SetOperator;
use segment::builder::{
    self, BehaviourBlock, Block, Change, Count, How, Join, ProfileBlock, Related, RowOperator, SegmentBlock, Span,
};
use segment::schema::Relationship;
use segment::syntax::Word;
use segment::{Dialect, TextEdit, TextRange, apply, parse, scope};

use super::board::Board;
use super::draft::{Draft, What, adding, draft_key};
use super::form::Form;
use super::line::{Holder, Key, Kind, Line, Lines};
use crate::ui::field::Fault;
use crate::ui::words::t;

/// Where a condition is: in the text, or in a draft with its place there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// A row of the text.
    Line(Key),
    /// A condition of a draft.
    Draft(u32, usize),
}

impl Slot {
    /// The key of its line.
    pub fn key(&self) -> Key {
        match self {
            Self::Line(key) => key.clone(),
            Self::Draft(id, _) => draft_key(*id),
        }
    }
}

impl Board {
    /// Makes a change; a refusal is said at the line `at`.
    pub fn change(&self, at: &Key, label: &str, change: &Change) -> Result<(), String> {
        let edits = builder::edit(&self.session.query_now().parse, change);
        self.write(at, label, edits.map_err(|refusal| refusal.reason.to_owned()))
    }

    /// Makes text edits as one step, or says at the line `at` why not.
    fn write(&self, at: &Key, label: &str, edits: Result<Vec<TextEdit>, String>) -> Result<(), String> {
        let outcome = edits.and_then(|edits| {
            if self.session.edit(label, edits) {
                Ok(())
            } else {
                Err(untrack(|| self.session.refusal()).unwrap_or_default())
            }
        });
        match &outcome {
            Ok(()) => {
                self.refused.set(None);
                // The selection of the old text means nothing in the new one.
                self.select(at);
            }
            Err(reason) => self.refused.set(Some((at.clone(), reason.clone()))),
        }
        outcome
    }

    /// As [`Self::change`], for what needs no answer.
    pub fn run(&self, at: &Key, label: &str, change: &Change) {
        // The reason is said at the line.
        let _ = self.change(at, label, change);
    }

    /// The condition in a slot, as far as it is put together. Reactive.
    pub fn form(&self, slot: &Slot) -> Option<Form> {
        match slot {
            Slot::Line(key) => {
                let unfinished = self.unfinished.with(|all| all.get(key).map(|(_, form)| form.clone()));
                unfinished.or_else(|| {
                    self.written.with(|lines| match &lines.get(key)?.kind {
                        Kind::Row(row) => Some(Form::from(row)),
                        _ => None,
                    })
                })
            }
            Slot::Draft(id, index) => {
                self.drafts.with(|drafts| drafts.iter().find(|draft| draft.id == *id)?.form(*index).cloned())
            }
        }
    }

    /// Puts a condition into its slot. It is written as soon as nothing is missing.
    pub fn put(&self, slot: &Slot, form: Form) -> Result<(), Fault> {
        match slot {
            Slot::Line(key) => self.put_row(key, form),
            Slot::Draft(id, index) => {
                self.drafts.update(|drafts| {
                    let draft = drafts.iter_mut().find(|draft| draft.id == *id);
                    if let Some(own) = draft.and_then(|draft| draft.form_mut(*index)) {
                        *own = form;
                    }
                });
                self.finish(*id).map_err(Fault::Refused)
            }
        }
    }

    fn put_row(&self, key: &Key, form: Form) -> Result<(), Fault> {
        let Some((Kind::Row(row), at)) = self.line(key).map(|line| (line.kind, line.range)) else { return Ok(()) };
        let Some(new) = form.row() else {
            self.unfinished.update(|all| {
                all.insert(key.clone(), (row, form));
            });
            return Ok(());
        };
        if new != row {
            self.change(key, t("Change a condition"), &Change::SetRow { at, row: new }).map_err(Fault::Refused)?;
        }
        if self.unfinished.with_untracked(|all| all.contains_key(key)) {
            self.unfinished.update(|all| {
                all.remove(key);
            });
        }
        Ok(())
    }

    /// Writes a draft if nothing is missing.
    fn finish(&self, id: u32) -> Result<(), String> {
        let draft = self.drafts.with_untracked(|drafts| drafts.iter().find(|draft| draft.id == id).cloned());
        let Some((draft, item)) = draft.and_then(|draft| draft.item().map(|item| (draft, item))) else { return Ok(()) };
        let spot = self.line(&draft.host).and_then(|host| host.spot);
        let Some(spot) = spot else {
            let reason = t("The place of this line is gone from the query. Add it where it belongs now.").to_owned();
            self.refused.set(Some((draft.key(), reason.clone())));
            return Err(reason);
        };
        self.change(&draft.key(), t("Add a condition"), &adding(&spot, item))?;
        self.place.rename(draft.key(), spot.key.clone());
        self.drop_draft(id);
        self.select(&spot.key);
        Ok(())
    }

    /// Gives a draft up.
    pub fn drop_draft(&self, id: u32) {
        self.drafts.update(|drafts| drafts.retain(|draft| draft.id != id));
    }

    fn begin(&self, host: &Key, what: What, role: &'static str) {
        let id = self.drafts.with_untracked(|drafts| drafts.iter().map(|draft| draft.id + 1).max().unwrap_or(1));
        self.refused.set(None);
        self.place.want(draft_key(id), role);
        self.drafts.update(|drafts| drafts.push(Draft { id, host: host.clone(), what }));
    }

    /// Begins a condition at a line.
    pub fn add_row(&self, host: &Key) {
        self.begin(host, What::Row(Form::default()), "row-column");
    }

    /// Begins conditions that belong together at a line, joined in the other way than those around.
    pub fn add_group(&self, host: &Key) {
        let around = self.line(host).and_then(|line| line.spot).map_or(Join::And, |spot| spot.join);
        let join = if around == Join::And { Join::Or } else { Join::And };
        self.begin(host, What::Group(join, vec![Form::default(), Form::default()]), "row-column");
    }

    /// Begins a related table at the foot of a block.
    pub fn add_related(&self, host: &Key) {
        self.begin(host, What::Related, "related-table");
    }

    /// Adds a query block of contacts.
    pub fn add_query_block(&self) {
        let alias = match self.session.table().dialect() {
            Dialect::Outbound => Some(scope::next_alias("contact", |alias| self.is_alias(alias))),
            Dialect::Mql => None,
        };
        let table = "contact".to_owned();
        let block = Block::Profile(ProfileBlock { table, alias, parts: Vec::new(), span: Span::default() });
        self.add_block(SetOperator::Union, block, (".foot", "add-row"));
    }

    /// Begins a behaviour block.
    pub fn add_behaviour_block(&self) {
        self.begin(&Key::from(""), What::Behaviour(SetOperator::Union, String::new()), "interaction");
    }

    /// Begins a segment block.
    pub fn add_segment_block(&self) {
        self.begin(&Key::from(""), What::Segment(SetOperator::Union), "segment");
    }

    /// Adds a block at the end; `then` is where the keyboard goes: a line of the block, and a control there.
    fn add_block(&self, operator: SetOperator, block: Block, then: (&str, &'static str)) {
        let blocks = |lines: &Lines| lines.all().iter().filter(|line| line.depth == 0 && line.kind.is_block()).count();
        let key: Key = self.written.with_untracked(|lines| blocks(lines)).to_string().into();
        if self.change(&key, t("Add a block"), &Change::AddBlock { operator, block }).is_ok() {
            self.place.want(format!("{key}{}", then.0).into(), then.1);
        }
    }

    /// Writes a segment block in the place of its draft.
    pub fn finish_segment(&self, id: u32, operator: SetOperator, name: String) {
        self.drop_draft(id);
        self.add_block(operator, Block::Segment(SegmentBlock { name, span: Span::default() }), ("", "segment"));
    }

    /// Writes a behaviour block in the place of its draft: at least once, ever.
    pub fn finish_behaviour(&self, id: u32, operator: SetOperator, kind: String, link: String) {
        let block = BehaviourBlock { kind, link, filter: None, count: Some(once()), span: Span::default() };
        self.drop_draft(id);
        self.add_block(operator, Block::Behaviour(block), (".count", "count-number"));
    }

    /// Writes a related table in the place of its draft.
    pub fn finish_related(&self, id: u32, relationship: &Relationship, target: &str) {
        let draft = self.drafts.with_untracked(|drafts| drafts.iter().find(|draft| draft.id == id).cloned());
        let Some(draft) = draft else { return };
        let dialect = self.session.table().dialect();
        let end = self.end_of_block(&draft.host);
        let (Some((after, key)), Some(name)) = (end, relationship.query_name(dialect)) else { return };
        let related = Related {
            how: if dialect == Dialect::Outbound { How::Traverse } else { How::RelateOptional },
            relationship: name,
            alias: Some(scope::next_alias(target, |alias| self.is_alias(alias))),
            edge: None,
            nested: Vec::new(),
            span: Span::default(),
        };
        let done = self.change(&draft.key(), t("Add a related entity"), &Change::AddRelated { after, related });
        if done.is_ok() {
            self.drop_draft(id);
            self.place.want(key, "add-row");
        }
    }

    /// The block that ends at a foot, and the key of a part added to it.
    fn end_of_block(&self, foot: &Key) -> Option<(TextRange, Key)> {
        self.written.with_untracked(|lines| {
            let block = foot.rsplit_once('.')?.0;
            let is_part = |line: &Line| {
                let rest = line.key.strip_prefix(block).and_then(|rest| rest.strip_prefix('.'));
                rest.is_some_and(|rest| rest.parse::<usize>().is_ok())
            };
            let parts = lines.all().iter().filter(|line| is_part(line)).count();
            Some((lines.get(foot)?.range, format!("{block}.{parts}").into()))
        })
    }

    /// Removes what a line shows.
    pub fn remove(&self, key: &Key) {
        let Some(line) = self.line(key) else { return };
        let at = line.range;
        match line.kind {
            Kind::Draft(id) => self.drop_draft(id),
            Kind::Row(_) | Kind::Group { .. } | Kind::Locked(_, _, Holder::Filter) => {
                self.run(key, t("Remove a condition"), &Change::RemoveItem { at });
            }
            Kind::Related(..) | Kind::Locked(_, _, Holder::Block) => {
                self.run(key, t("Remove a related entity"), &Change::RemovePart { at });
            }
            Kind::Profile(_) | Kind::Behaviour(..) | Kind::Segment(_) | Kind::Nested | Kind::Locked(..) => {
                self.run(key, t("Remove a block"), &Change::RemoveBlock { at });
            }
            Kind::Operator(_) | Kind::Empty | Kind::Count(_) | Kind::Foot => {}
        }
    }

    /// Puts a NOT around a line, or takes it away.
    pub fn negate(&self, key: &Key) {
        if let Some(line) = self.line(key) {
            self.run(key, t("Negate conditions"), &Change::Negate { at: line.range });
        }
    }

    /// Lets the lines of a group join those around.
    pub fn ungroup(&self, key: &Key) {
        if let Some(line) = self.line(key) {
            self.run(key, t("Ungroup conditions"), &Change::Ungroup { at: line.range });
        }
    }

    /// Chooses a line, or no longer.
    pub fn choose(&self, key: &Key) {
        self.chosen.update(|chosen| {
            if !chosen.remove(key) {
                chosen.insert(key.clone());
            }
        });
    }

    /// Removes the chosen lines as one step.
    pub fn remove_chosen(&self, at: &Key) {
        let mut ranges: Vec<TextRange> = self.written.with_untracked(|lines| {
            self.chosen.with_untracked(|chosen| {
                chosen.iter().filter_map(|key| lines.get(key)).map(|line| line.range).collect()
            })
        });
        // From the end, so that the lines before keep their places. A group takes its lines with it.
        ranges.sort_by_key(|range| std::cmp::Reverse(range.start()));
        let all = ranges.clone();
        ranges.retain(|range| !all.iter().any(|other| other != range && other.contains_range(*range)));
        let before = self.session.query_now().text;
        let mut text = before.to_string();
        for at in ranges {
            match builder::edit(&parse(&text), &Change::RemoveItem { at }) {
                Ok(edits) => text = apply(&text, &edits),
                Err(refusal) => {
                    return self.refused.set(Some((at_key(at, self).unwrap_or_default(), refusal.reason.into())));
                }
            }
        }
        self.chosen.update(std::collections::BTreeSet::clear);
        let _ = self.write(at, t("Remove conditions"), Ok(vec![difference(&before, &text)]));
    }

    /// Puts the chosen lines, which stand side by side, into a group of their own.
    pub fn group_chosen(&self, at: &Key) {
        let chosen = self.chosen.get_untracked();
        let parents: Vec<Option<(&str, usize)>> = chosen
            .iter()
            .map(|key| key.rsplit_once('.').and_then(|(parent, index)| Some((parent, index.parse().ok()?))))
            .collect();
        let refuse = |reason: &'static str| self.refused.set(Some((at.clone(), t(reason).to_owned())));
        let Some(parents) = parents.into_iter().collect::<Option<Vec<_>>>().filter(|parents| !parents.is_empty())
        else {
            return refuse("Choose the lines first.");
        };
        let parent: Key = parents[0].0.into();
        let (first, last) =
            parents.iter().fold((usize::MAX, 0), |(first, last), (_, index)| (first.min(*index), last.max(*index)));
        if parents.iter().any(|(other, _)| *other != &*parent) || last - first + 1 != parents.len() {
            return refuse("Choose lines of one group that stand side by side.");
        }
        let Some(group) = self.line(&parent).filter(|line| matches!(line.kind, Kind::Group { .. })) else {
            return refuse("A single line can't be grouped.");
        };
        let change = Change::GroupItems { at: group.range, from: first, to: last };
        if self.change(at, t("Group conditions"), &change).is_ok() {
            self.chosen.update(std::collections::BTreeSet::clear);
        }
    }

    /// Moves a line among its siblings; the keyboard goes with it.
    pub fn shift(&self, key: &Key, up: bool) {
        let Some(line) = self.line(key).filter(|line| line.kind.is_item()) else { return };
        if self.change(key, t("Move a condition"), &Change::MoveItem { at: line.range, up }).is_ok()
            && let Some((parent, index)) = key.rsplit_once('.')
            && let Ok(index) = index.parse::<usize>()
        {
            let to: Key = format!("{parent}.{}", if up { index - 1 } else { index + 1 }).into();
            self.select(&to);
            self.place.want(to, "line-menu");
        }
    }
}

fn at_key(at: TextRange, board: &Board) -> Option<Key> {
    board.written.with_untracked(|lines| lines.innermost(at).map(|line| line.key.clone()))
}

/// More than no time, ever: what a behaviour block begins with.
pub fn once() -> Count {
    Count { aggregate: Word::Count, property: None, operator: RowOperator::Greater, number: "0".into(), window: None }
}

/// The one edit that turns a text into another, as short as may be.
fn difference(before: &str, after: &str) -> TextEdit {
    let same = |(a, b): &(char, char)| a == b;
    let start: usize = before.chars().zip(after.chars()).take_while(same).map(|(char, _)| char.len_utf8()).sum();
    let (old, new) = (&before[start..], &after[start..]);
    let end: usize = old.chars().rev().zip(new.chars().rev()).take_while(same).map(|(char, _)| char.len_utf8()).sum();
    let range = TextRange::new((start as u32).into(), ((before.len() - end) as u32).into());
    TextEdit::replace(range, &new[..new.len() - end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_one_short_edit() {
        for (before, after, expected) in [
            ("a && b && c", "a && c", "5..10 "),
            ("größe", "größ", "6..7 "),
            ("aaa", "aa", "2..3 "),
            ("", "x", "0..0 x"),
        ] {
            let edit = difference(before, after);
            let seen = format!("{}..{} {}", u32::from(edit.range.start()), u32::from(edit.range.end()), edit.insert);
            assert_eq!(seen, expected);
            assert_eq!(apply(before, &[edit]), after);
        }
    }
}
