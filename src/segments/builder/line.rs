//! The query as lines from top to bottom: what the builder shows, with the place of each line in the text.
//!
//! A line is known by its key, the path to it (`1.0.2` is the third line of the first part of the second block), so that it
//! stays the same line while text before it grows or shrinks.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use segment::ast::SetOperator;
use segment::builder::{BehaviourBlock, Block, Count, Group, How, Item, Join, Part, ProfileBlock, Query, Related, Row};
use segment::scope::{self, By, Stage};
use segment::{Parse, Settings, TextRange};

/// The path to a line.
pub type Key = Arc<str>;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The path to it.
    pub key: Key,
    /// How deep it stands; blocks are at 0.
    pub depth: usize,
    /// The clause that it shows.
    pub range: TextRange,
    /// Its place among its siblings, from 1, and how many there are.
    pub place: (usize, usize),
    /// What it shows.
    pub kind: Kind,
    /// Where a line that is added here goes.
    pub spot: Option<Spot>,
    /// The columns that its rows can name.
    pub scope: Option<Arc<Scope>>,
}

/// What a line shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// How the block below joins those above.
    Operator(SetOperator),
    /// The head of a query block.
    Profile(String),
    /// The head of a behaviour block: interaction and link.
    Behaviour(String, String),
    /// A segment block, by query name.
    Segment(String),
    /// The head of blocks in parentheses.
    Nested,
    /// What can't be shown: its text, why, and what it is a part of.
    Locked(String, &'static str, Holder),
    /// A query block without conditions.
    Empty,
    /// A related table: how it joins in, its relationship, and the table that it leads away from.
    Related(How, String, Option<String>),
    /// The head of lines that belong together.
    Group {
        /// How.
        join: Join,
        /// Whether the whole must not hold.
        negated: bool,
        /// How many lines.
        count: usize,
    },
    /// A condition.
    Row(Row),
    /// How often.
    Count(Option<Count>),
    /// Where a block ends: the way to add to it.
    Foot,
    /// A line that is not written yet.
    Draft(u32),
}

impl Kind {
    /// Lines of one kind are one element for life; another kind at the same key is another element.
    pub fn tag(&self) -> u8 {
        match self {
            Self::Operator(_) => 0,
            Self::Profile(_) => 1,
            Self::Behaviour(..) => 2,
            Self::Segment(_) => 3,
            Self::Nested => 4,
            Self::Locked(..) => 5,
            Self::Empty => 6,
            Self::Related(..) => 7,
            Self::Group { .. } => 8,
            Self::Row(_) => 9,
            Self::Count(_) => 10,
            Self::Foot => 11,
            Self::Draft(_) => 12,
        }
    }

    /// Whether the line begins a block.
    pub fn is_block(&self) -> bool {
        matches!(
            self,
            Self::Profile(_)
                | Self::Behaviour(..)
                | Self::Segment(_)
                | Self::Nested
                | Self::Locked(_, _, Holder::Query)
        )
    }

    /// Whether it is a line of a filter.
    pub fn is_item(&self) -> bool {
        matches!(self, Self::Row(_) | Self::Group { .. } | Self::Locked(_, _, Holder::Filter))
    }
}

/// What a locked text is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// It is a block.
    Query,
    /// It is a step of a block.
    Block,
    /// It is a condition.
    Filter,
}

/// Where a new line goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// What takes it in.
    pub into: Into,
    /// The line that it is shown below, past that line's own lines.
    pub below: Key,
    /// The key that it will have.
    pub key: Key,
    /// How the lines around it are joined.
    pub join: Join,
}

/// What takes a new line in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Into {
    /// The filter, the group or the lone line at this range, at that place.
    Lines(TextRange, usize),
    /// A filter of its own behind the step at this range.
    Filter(TextRange),
}

/// The columns that a condition can name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// The table whose columns need no alias; of interactions, their type.
    pub table: Option<String>,
    /// Its alias.
    pub alias: Option<String>,
    /// Related tables by alias.
    pub others: Vec<(String, Option<String>)>,
    /// What kind of names these are.
    pub names: Names,
}

/// What a condition's names are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Names {
    /// Columns of tables.
    #[default]
    Columns,
    /// Properties of interactions.
    Properties,
    /// Fields of a relationship, of which nothing is published.
    Edge,
}

impl Scope {
    /// The table that an alias, or none, stands for.
    pub fn table_of(&self, alias: Option<&str>) -> Option<&str> {
        let Some(alias) = alias else { return self.table.as_deref() };
        let is = |name: &Option<String>| name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(alias));
        if is(&self.alias) || is(&self.table) {
            return self.table.as_deref();
        }
        let other = self.others.iter().find(|(own, table)| own.eq_ignore_ascii_case(alias) || is(table));
        other.and_then(|(_, table)| table.as_deref())
    }
}

/// The lines in their order, and each by its key.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    all: Vec<Line>,
    index: HashMap<Key, usize>,
    /// Lines that show a clause of their own, in the order of the text.
    order: Vec<usize>,
}

impl Lines {
    /// These lines.
    pub fn new(all: Vec<Line>) -> Self {
        let index = all.iter().enumerate().map(|(index, line)| (line.key.clone(), index)).collect();
        let own =
            |index: &usize| !matches!(all[*index].kind, Kind::Foot | Kind::Operator(_) | Kind::Empty | Kind::Draft(_));
        let order = (0..all.len()).filter(own).collect();
        Self { all, index, order }
    }

    /// Every line.
    pub fn all(&self) -> &[Line] {
        &self.all
    }

    /// The place of the line of that key.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.index.get(key).copied()
    }

    /// The line of that key.
    pub fn get(&self, key: &str) -> Option<&Line> {
        self.position(key).map(|index| &self.all[index])
    }

    /// The place past a line and all that belongs to it.
    pub fn past(&self, key: &str) -> Option<usize> {
        let from = self.position(key)?;
        let inside = |line: &Line| line.key.strip_prefix(key).is_some_and(|rest| rest.starts_with('.'));
        Some(from + 1 + self.all[from + 1..].iter().take_while(|line| inside(line)).count())
    }

    /// The innermost line that holds a place of the text.
    pub fn innermost(&self, range: TextRange) -> Option<&Line> {
        let until = self.order.partition_point(|index| self.all[*index].range.start() <= range.start());
        let before = self.order[..until].iter().rev().map(|index| &self.all[*index]);
        before.into_iter().find(|line| line.range.contains_range(range))
    }
}

/// The lines of a query whose model is `query`. Those below a folded head are left out.
pub fn lines(query: &Query, parse: &Parse, settings: &Settings, folded: &HashSet<Key>) -> Vec<Line> {
    let mut writer = Writer { parse, settings, folded, lines: Vec::new() };
    writer.query(query, "", 0);
    writer.lines
}

struct Writer<'a> {
    parse: &'a Parse,
    settings: &'a Settings<'a>,
    folded: &'a HashSet<Key>,
    lines: Vec<Line>,
}

/// Where a line stands.
#[derive(Clone)]
struct At {
    key: Key,
    depth: usize,
    place: (usize, usize),
}

impl At {
    fn below(&self, step: impl std::fmt::Display, place: (usize, usize)) -> Self {
        Self { key: format!("{}.{step}", self.key).into(), depth: self.depth + 1, place }
    }
}

impl Writer<'_> {
    fn push(&mut self, at: &At, range: TextRange, kind: Kind) -> &mut Line {
        let line = Line { key: at.key.clone(), depth: at.depth, range, place: at.place, kind, spot: None, scope: None };
        self.lines.push(line);
        let last = self.lines.len() - 1;
        &mut self.lines[last]
    }

    fn query(&mut self, query: &Query, prefix: &str, depth: usize) {
        let count = query.operands.len();
        for (index, operand) in query.operands.iter().enumerate() {
            let at = At { key: format!("{prefix}{index}").into(), depth, place: (index + 1, count) };
            if let Some(operator) = operand.operator {
                let key = format!("{}~", at.key).into();
                self.push(&At { key, ..at.clone() }, operand.block.range(), Kind::Operator(operator));
            }
            self.block(&operand.block, &at);
        }
    }

    fn block(&mut self, block: &Block, at: &At) {
        match block {
            Block::Profile(block) => self.profile(block, at),
            Block::Behaviour(block) => self.behaviour(block, at),
            Block::Segment(block) => {
                self.push(at, block.span.0, Kind::Segment(block.name.clone()));
            }
            Block::Nested(query, span) => {
                self.push(at, span.0, Kind::Nested);
                if !self.folded.contains(&at.key) {
                    self.query(query, &format!("{}.", at.key), at.depth + 1);
                }
            }
            Block::Locked(locked) => {
                self.push(at, locked.span.0, Kind::Locked(locked.text.clone(), locked.reason, Holder::Query));
            }
        }
    }

    fn stages(&self, block: TextRange) -> Vec<Stage> {
        let chain = scope::chain_at(&self.parse.syntax(), block);
        chain.map_or_else(Vec::new, |chain| scope::stages(&chain, self.settings.schema))
    }

    fn profile(&mut self, block: &ProfileBlock, at: &At) {
        let stages = self.stages(block.span.0);
        let start = stages.first().map_or(block.span.0, |stage| stage.range);
        let scope = scope_at(&stages, start);
        let spot = spot(&block.parts, 0, start, at);
        let head = self.push(at, block.span.0, Kind::Profile(block.table.clone()));
        (head.scope, head.spot) = (Some(scope.clone()), Some(spot.clone()));
        if self.folded.contains(&at.key) {
            return;
        }
        let (mut scope, mut spot, mut behind) = (scope, spot, false);
        let count = block.parts.len();
        for (index, part) in block.parts.iter().enumerate() {
            let mut here = at.below(index, (index + 1, count));
            match part {
                Part::Filter(item, span) => {
                    here.depth += usize::from(behind);
                    self.item(item, &here, None, span.0, &scope);
                }
                Part::Related(related) => {
                    let from = scope.table.clone();
                    scope = scope_at(&stages, related.span.0);
                    let own = stage_scope(&stages, related.span.0, &scope);
                    spot = self::spot(&block.parts, index + 1, related.span.0, at);
                    behind = related.how == How::Traverse;
                    self.related(related, &here, from, Some(spot.clone()), &own, &stages);
                }
                Part::Locked(locked) => {
                    self.push(&here, locked.span.0, Kind::Locked(locked.text.clone(), locked.reason, Holder::Block));
                }
            }
        }
        if block.parts.is_empty() {
            self.push(&at.below("empty", (1, 1)), block.span.0, Kind::Empty);
        }
        let foot = self.push(&at.below("foot", (1, 1)), block.span.0, Kind::Foot);
        (foot.scope, foot.spot) = (Some(scope), Some(spot));
    }

    fn related(
        &mut self,
        related: &Related,
        at: &At,
        from: Option<String>,
        spot: Option<Spot>,
        scope: &Arc<Scope>,
        stages: &[Stage],
    ) {
        let line = self.push(at, related.span.0, Kind::Related(related.how, related.relationship.clone(), from));
        (line.scope, line.spot) = (Some(scope.clone()), spot);
        if let Some(edge) = &related.edge {
            let names = Arc::new(Scope { names: Names::Edge, ..Scope::default() });
            self.item(edge, &at.below("edge", (1, 1)), None, edge.range(), &names);
        }
        let count = related.nested.len();
        for (index, nested) in related.nested.iter().enumerate() {
            let own = stage_scope(stages, nested.span.0, scope);
            let here = at.below(format_args!("with{index}"), (index + 1, count));
            self.related(nested, &here, scope.table.clone(), None, &own, stages);
        }
    }

    fn behaviour(&mut self, block: &BehaviourBlock, at: &At) {
        let scope = Arc::new(Scope { table: Some(block.kind.clone()), names: Names::Properties, ..Scope::default() });
        let here = at.below("filter", (2, 2));
        let spot = match &block.filter {
            Some(item) => within(item, item.range(), &here),
            None => Spot {
                into: Into::Filter(block.span.0),
                below: at.below("count", (1, 2)).key,
                key: here.key.clone(),
                join: Join::And,
            },
        };
        let head = self.push(at, block.span.0, Kind::Behaviour(block.kind.clone(), block.link.clone()));
        (head.scope, head.spot) = (Some(scope.clone()), Some(spot.clone()));
        if self.folded.contains(&at.key) {
            return;
        }
        self.push(&at.below("count", (1, 2)), block.span.0, Kind::Count(block.count.clone())).scope =
            Some(scope.clone());
        if let Some(item) = &block.filter {
            self.item(item, &here, None, item.range(), &scope);
        }
        let foot = self.push(&at.below("foot", (1, 1)), block.span.0, Kind::Foot);
        (foot.scope, foot.spot) = (Some(scope), Some(spot));
    }

    /// A line of a filter; `whole` is what holds a line that stands alone.
    fn item(&mut self, item: &Item, at: &At, parent: Option<(&Group, &Key)>, whole: TextRange, scope: &Arc<Scope>) {
        let beside = match parent {
            Some((group, key)) => Spot {
                into: Into::Lines(group.span.0, at.place.0),
                below: at.key.clone(),
                key: format!("{key}.{}", at.place.0).into(),
                join: group.join,
            },
            None => Spot {
                into: Into::Lines(whole, 1),
                below: at.key.clone(),
                key: format!("{}.1", at.key).into(),
                join: Join::And,
            },
        };
        match item {
            Item::Row(row) => {
                let line = self.push(at, row.span.0, Kind::Row(row.clone()));
                (line.scope, line.spot) = (Some(scope.clone()), Some(beside));
            }
            Item::Locked(locked) => {
                let line =
                    self.push(at, locked.span.0, Kind::Locked(locked.text.clone(), locked.reason, Holder::Filter));
                (line.scope, line.spot) = (Some(scope.clone()), Some(beside));
            }
            Item::Group(group) => {
                let count = group.items.len();
                let kind = Kind::Group { join: group.join, negated: group.negated, count };
                let spot = within(item, group.span.0, at);
                let line = self.push(at, group.span.0, kind);
                (line.scope, line.spot) = (Some(scope.clone()), Some(spot));
                if !self.folded.contains(&at.key) {
                    for (index, inner) in group.items.iter().enumerate() {
                        let here = at.below(index, (index + 1, count));
                        self.item(inner, &here, Some((group, &at.key)), inner.range(), scope);
                    }
                }
            }
        }
    }
}

/// Where a line goes that is added to the filter that follows the step before `next`, or to a new one there.
fn spot(parts: &[Part], next: usize, step: TextRange, at: &At) -> Spot {
    let here = at.below(next, (1, 1));
    match parts.get(next) {
        Some(Part::Filter(item, span)) => within(item, span.0, &here),
        _ => Spot {
            into: Into::Filter(step),
            below: match next.checked_sub(1) {
                Some(before) => at.below(before, (1, 1)).key,
                None if parts.is_empty() => at.below("empty", (1, 1)).key,
                None => at.key.clone(),
            },
            key: here.key,
            join: Join::And,
        },
    }
}

/// The end of a filter's outermost lines, or of a group's.
fn within(item: &Item, whole: TextRange, at: &At) -> Spot {
    let (join, index) = match item {
        Item::Group(group) => (group.join, group.items.len()),
        _ => (Join::And, 1),
    };
    Spot { into: Into::Lines(whole, index), below: at.key.clone(), key: format!("{}.{index}", at.key).into(), join }
}

/// The columns that a filter behind the step at `step` can name.
fn scope_at(stages: &[Stage], step: TextRange) -> Arc<Scope> {
    let current = scope::current(stages, step.start());
    let related = stages.iter().filter(|stage| stage.by == By::Relate && stage.range.start() <= step.start());
    Arc::new(Scope {
        table: current.and_then(|stage| stage.table.clone()),
        alias: current.and_then(|stage| stage.alias.clone()),
        others: related.filter_map(|stage| Some((stage.alias.clone()?, stage.table.clone()))).collect(),
        names: Names::Columns,
    })
}

/// As [`scope_at`], seen from the related table itself: a new condition is about it.
fn stage_scope(stages: &[Stage], step: TextRange, around: &Arc<Scope>) -> Arc<Scope> {
    match stages.iter().find(|stage| stage.range == step && stage.by == By::Relate) {
        Some(stage) => Arc::new(Scope {
            table: stage.table.clone(),
            alias: stage.alias.clone(),
            others: around
                .others
                .iter()
                .cloned()
                .chain(around.alias.clone().map(|alias| (alias, around.table.clone())))
                .collect(),
            names: Names::Columns,
        }),
        None => around.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use segment::builder::read;
    use segment::parse;

    fn all(text: &str, folded: &[&str]) -> Lines {
        let parse = parse(text);
        let folded = folded.iter().map(|key| Key::from(*key)).collect();
        Lines::new(lines(&read(&parse), &parse, &Settings::default(), &folded))
    }

    fn shown(text: &str, folded: &[&str]) -> Vec<String> {
        let what = |kind: &Kind| match kind {
            Kind::Operator(operator) => operator.spelling().to_owned(),
            Kind::Profile(name) | Kind::Segment(name) => name.clone(),
            Kind::Behaviour(kind, link) => format!("{kind}/{link}"),
            Kind::Nested => "nested".into(),
            Kind::Locked(text, ..) => format!("locked {text}"),
            Kind::Empty => "empty".into(),
            Kind::Related(_, name, from) => format!("{name} from {}", from.as_deref().unwrap_or("?")),
            Kind::Group { join, negated, count } => {
                format!("{}{} {count}", if *negated { "!" } else { "" }, join.sign())
            }
            Kind::Row(row) => row.column.name.clone(),
            Kind::Count(count) => format!("count {}", count.as_ref().map_or("?", |count| &count.number)),
            Kind::Foot => "+".into(),
            Kind::Draft(id) => format!("draft {id}"),
        };
        let line = |line: &Line| format!("{}{} {}", "  ".repeat(line.depth), line.key, what(&line.kind));
        all(text, folded).all().iter().map(line).collect()
    }

    #[test]
    fn blocks_and_groups_are_lines() {
        let text = "PROFILE(a, a_1).FILTER(x == 1 && NOT(y == 2 || z == 3)).TRAVERSE(r, b_1).FILTER(w == 1) \
                    EXCEPT (SEGMENT(s) UNION INTERACTION(e, l).FILTER(p == 'q').HAVING(COUNT() > 2))";
        let expected = [
            "0 a",
            "  0.0 && 2",
            "    0.0.0 x",
            "    0.0.1 !|| 2",
            "      0.0.1.0 y",
            "      0.0.1.1 z",
            "  0.1 r from a",
            "    0.2 w",
            "  0.foot +",
            "1~ EXCEPT",
            "1 nested",
            "  1.0 s",
            "  1.1~ UNION",
            "  1.1 e/l",
            "    1.1.count count 2",
            "    1.1.filter p",
            "    1.1.foot +",
        ];
        assert_eq!(shown(text, &[]), expected);
        assert_eq!(shown(text, &["0.0.1", "1"])[3..6], ["    0.0.1 !|| 2", "  0.1 r from a", "    0.2 w"]);
        assert_eq!(shown("PROFILE(a)", &[]), ["0 a", "  0.empty empty", "  0.foot +"]);
        assert_eq!(shown("", &[]), [""; 0]);
    }

    #[test]
    fn a_place_of_the_text_is_in_one_line() {
        let text = "PROFILE(a).FILTER(x == 1 && (y == 2 || z == 3)) UNION SEGMENT(s)";
        let lines = all(text, &[]);
        for (part, key) in
            [("x ==", "0.0.0"), ("&&", "0.0"), ("||", "0.0.1"), ("z", "0.0.1.1"), ("s)", "1"), ("FILTER", "0")]
        {
            let at = text.find(part).expect("a part of the text") as u32;
            let found = lines.innermost(TextRange::empty(at.into())).map(|line| &*line.key);
            assert_eq!(found, Some(key), "{part}");
        }
        assert_eq!(lines.past("0.0"), lines.position("0.foot"));
    }

    /// A line is added where its spot says, and has the key that it says.
    #[test]
    fn spots_tell_the_key_of_what_is_added() {
        use super::super::draft::adding;
        use segment::builder::{ColumnRef, Measure, RowOperator, Span, edit};
        let column = ColumnRef { alias: None, name: "new".into() };
        let row = Row {
            column,
            measure: Measure::Value,
            operator: RowOperator::IsEmpty,
            values: vec![],
            span: Span::default(),
        };
        for text in [
            "PROFILE(a)",
            "PROFILE(a).FILTER(x == 1)",
            "PROFILE(a).FILTER(x == 1 || y == 2).TRAVERSE(r).FILTER(NOT(z == 3) && (v == 4 || w == 5))",
            "PROFILE(a).RELATE(r, b_1).FILTER(x == 1) UNION INTERACTION(e, l).HAVING(COUNT() > 0)",
            "INTERACTION(e, l).FILTER(p == 'q' && s == 't').HAVING(COUNT() > 0)",
        ] {
            for spot in all(text, &[]).all().iter().filter_map(|line| line.spot.as_ref()) {
                let edits = edit(&parse(text), &adding(spot, Item::Row(row.clone()))).expect("a place for a line");
                let after = segment::apply(text, &edits);
                let found = all(&after, &[]).get(&spot.key).map(|line| line.kind.clone());
                assert!(
                    matches!(&found, Some(Kind::Row(row)) if row.column.name == "new"),
                    "{spot:?}: {found:?} in {after}"
                );
            }
        }
    }
}
