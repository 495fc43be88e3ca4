//! What can be written at a place. The parser is asked what it misses at the end of the text before the cursor.

use super::hover::word_text;
use crate::ast::{Chain, Comparison, Node, Property, Start};
use crate::edit::TextEdit;
use crate::schema::{Column, ColumnKind, Known, Table};
use crate::scope::{self, By, Stage};
use crate::syntax::{FaultKind, Missing, Parse, SyntaxKind, SyntaxNode, SyntaxToken, Word};
use crate::{Dialect, Settings, parse};
use rowan::{NodeOrToken, TextRange, TextSize};

/// One thing that can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What a list shows.
    pub label: String,
    /// What it is, in words: a display name, a type.
    pub detail: String,
    /// What it is a name of.
    pub kind: CompletionKind,
    /// Replaces the word at the cursor.
    pub edit: TextEdit,
}

/// The sorts of completions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum CompletionKind {
    Word,
    Table,
    Alias,
    Column,
    Relationship,
    Segment,
    Interaction,
    Value,
}

/// What can be written at `offset`; those that begin with the word there come first, then those that hold it.
pub fn complete(parse: &Parse, offset: TextSize, settings: &Settings) -> Vec<Completion> {
    let root = parse.syntax();
    let text = root.text().to_string();
    let Some(before) = text.get(..usize::from(offset)) else { return Vec::new() };
    let typed_from = before
        .rfind(|char: char| !(char.is_alphanumeric() || char == '_'))
        .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let (before, typed) = before.split_at(typed_from);
    let word_end = text[usize::from(offset)..].find(|char: char| !(char.is_alphanumeric() || char == '_'));
    let end = word_end.map_or(TextSize::of(&*text), |length| offset + TextSize::new(length as u32));
    let mut list = List { items: Vec::new(), replace: TextRange::new(TextSize::new(typed_from as u32), end) };
    Place::new(before, settings).fill(&mut list);
    let typed = typed.to_lowercase();
    let rank = |item: &Completion| {
        let (label, detail) = (item.label.to_lowercase(), item.detail.to_lowercase());
        if label.starts_with(&typed) {
            0
        } else if label.contains(&typed) || detail.contains(&typed) {
            1
        } else {
            2
        }
    };
    let mut items = list.items;
    items.retain(|item| rank(item) < 2);
    items.sort_by_key(rank);
    items
}

struct List {
    items: Vec<Completion>,
    replace: TextRange,
}

impl List {
    fn add(&mut self, kind: CompletionKind, label: &str, detail: &str, insert: &str) {
        self.items.push(Completion {
            label: label.into(),
            detail: detail.into(),
            kind,
            edit: TextEdit::replace(self.replace, insert),
        });
    }

    fn words(&mut self, words: &[Word], suffix: &str) {
        for word in words {
            let insert = format!("{}{suffix}", word.spelling());
            self.add(CompletionKind::Word, word.spelling(), word_text(*word).unwrap_or_default(), &insert);
        }
    }
}

/// The end of the text before the cursor.
struct Place<'a> {
    settings: &'a Settings<'a>,
    missing: Option<Missing>,
    /// The last node that ends there.
    last: Option<SyntaxNode>,
    chain: Option<Chain>,
    stages: Vec<Stage>,
}

impl<'a> Place<'a> {
    fn new(before: &str, settings: &'a Settings<'a>) -> Self {
        let parse = parse(before);
        let root = parse.syntax();
        let last_token = root.last_token().and_then(|token| {
            std::iter::successors(Some(token), SyntaxToken::prev_token).find(|token| !token.kind().is_trivia())
        });
        let missing = parse.faults().last().and_then(|fault| match fault.kind {
            FaultKind::Missing(missing) => {
                let at_end = last_token.as_ref().is_none_or(|token| fault.range.start() >= token.text_range().end());
                at_end.then_some(missing)
            }
            _ => None,
        });
        let last = last_token.and_then(|token| token.parent());
        let chain =
            last.as_ref().and_then(scope::chain_of).or_else(|| root.descendants().filter_map(Chain::cast).last());
        let stages = chain.as_ref().map(|chain| scope::stages(chain, settings.schema)).unwrap_or_default();
        Self { settings, missing, last, chain, stages }
    }

    fn fill(&self, list: &mut List) {
        let Some(last) = &self.last else { return starts(list) };
        match self.missing {
            Some(Missing::Query | Missing::Start) => starts(list),
            Some(Missing::TableName) => self.tables(list),
            Some(Missing::StepName) => self.steps(list),
            Some(Missing::SegmentName) => self.segments(list),
            Some(Missing::InteractionName) => self.interactions(list),
            Some(Missing::LinkName) => self.links(list),
            Some(Missing::Relationship) => self.relationships(list),
            Some(Missing::Alias) => self.new_alias(list),
            Some(Missing::ColumnName) => self.columns_after_dot(list, last),
            Some(Missing::Aggregate) => list.words(&[Word::Count], "()"),
            Some(Missing::Window) => self.windows(list),
            Some(Missing::Value) => self.values(list, last),
            _ => self.follow(list, last),
        }
    }

    fn tables(&self, list: &mut List) {
        for table in self.settings.schema.tables() {
            list.add(CompletionKind::Table, &table.name, &table.label, &table.name);
        }
    }

    fn steps(&self, list: &mut List) {
        let start = self.chain.as_ref().and_then(Chain::start);
        match (start, self.settings.dialect) {
            (Some(Start::Interaction(_)), _) => list.words(&[Word::Filter, Word::Having], "("),
            (Some(Start::Segment(_) | Start::Inline(_)), _) => {}
            (_, Dialect::Outbound) => list.words(&[Word::Filter, Word::Traverse], "("),
            (_, Dialect::Mql) => list.words(&[Word::Filter, Word::RelateOptional, Word::Relate], "("),
        }
    }

    fn segments(&self, list: &mut List) {
        for segment in self.settings.schema.segments() {
            let detail = format!("{} · {}", segment.label, segment.status);
            list.add(CompletionKind::Segment, &segment.query_name, &detail, &segment.query_name);
        }
    }

    fn interactions(&self, list: &mut List) {
        for interaction in self.settings.schema.interactions() {
            list.add(CompletionKind::Interaction, &interaction.name, "", &interaction.name);
        }
    }

    /// Links seen in this organisation only: there is no rule for their names (reference/segments.md 6).
    fn links(&self, list: &mut List) {
        let kind = self.stages.first().and_then(|stage| stage.table.as_deref()).unwrap_or_default();
        for interaction in self.settings.schema.interactions() {
            if interaction.name.eq_ignore_ascii_case(kind) {
                for link in &interaction.links {
                    list.add(CompletionKind::Interaction, link, "seen in another query", link);
                }
            }
        }
    }

    fn relationships(&self, list: &mut List) {
        let traverse = self.last.as_ref().is_some_and(|node| node.kind() == SyntaxKind::TRAVERSE_STEP);
        let dialect = if traverse { Dialect::Outbound } else { Dialect::Mql };
        let Some(table) = self.current_table() else { return };
        for relationship in table.relationships.iter().flatten() {
            let Some(name) = relationship.query_name(dialect) else { continue };
            let Some(other) = relationship.other_end(&table.name) else { continue };
            let label = |name: &str| {
                self.settings.schema.table(name).yes().map_or(name.to_string(), |table| table.label.clone())
            };
            let detail = format!(
                "{} ({} → {} ({}))",
                label(other),
                label(&relationship.referencing),
                label(&relationship.referenced),
                relationship.label
            );
            list.add(CompletionKind::Relationship, &name, &detail, &name);
        }
    }

    fn current_table(&self) -> Option<&Table> {
        let stage = self.stages.iter().rev().find(|stage| stage.by != By::Relate && stage.table.is_some())?;
        self.settings.schema.table(stage.table.as_deref()?).yes()
    }

    /// `<table>_<n>`, the designer's pattern (reference/segments.md 3.4).
    fn new_alias(&self, list: &mut List) {
        let Some(table) = self.stages.last().and_then(|stage| stage.table.as_deref()) else { return };
        let alias = new_alias(table, &self.stages);
        list.add(CompletionKind::Alias, &alias, "a new name", &alias);
    }

    fn columns_after_dot(&self, list: &mut List, last: &SyntaxNode) {
        let qualifier = Property::cast(last.clone()).and_then(|property| property.parts().pop());
        let stage = match &qualifier {
            Some(name) => scope::named(&self.stages, name.text()),
            None => self.stages.last(),
        };
        if let Some(table) = stage.and_then(|stage| stage.table.as_deref()) {
            self.columns_of(list, table, "");
        }
    }

    fn columns_of(&self, list: &mut List, table: &str, prefix: &str) {
        if let Known::Yes(table) = self.settings.schema.table(table) {
            for column in table.columns.iter().flatten().filter(|column| !column.computed) {
                let name = format!("{prefix}{}", column.name);
                list.add(CompletionKind::Column, &name, &format!("{}, {}", column.label, column.kind.noun()), &name);
            }
        }
    }

    /// Columns as they are written here: behind their alias where the table has one.
    fn columns(&self, list: &mut List) {
        let at = self.stages.last().map_or(TextSize::new(0), |stage| stage.range.end());
        let current = scope::current(&self.stages, at);
        if let Some(stage) = current {
            match (stage.by, stage.table.as_deref()) {
                (By::Interaction, Some(kind)) => self.properties(list, kind),
                (_, Some(table)) => {
                    let prefix = stage.alias.as_ref().map(|alias| format!("{alias}.")).unwrap_or_default();
                    self.columns_of(list, table, &prefix);
                }
                _ => {}
            }
        }
        for stage in self.stages.iter().filter(|stage| Some(*stage) != current) {
            if let Some(alias) = &stage.alias {
                list.add(
                    CompletionKind::Alias,
                    alias,
                    stage.table.as_deref().unwrap_or_default(),
                    &format!("{alias}."),
                );
            }
        }
    }

    fn properties(&self, list: &mut List, kind: &str) {
        for interaction in self.settings.schema.interactions() {
            if interaction.name.eq_ignore_ascii_case(kind) {
                for property in &interaction.properties {
                    list.add(CompletionKind::Column, property, "", property);
                }
            }
        }
    }

    fn windows(&self, list: &mut List) {
        list.words(&[Word::UtcDays, Word::UtcMonths, Word::UtcYears], "(");
        if self.settings.dialect == Dialect::Mql {
            list.words(&[Word::UtcMinutes, Word::UtcHours, Word::UtcWeeks], "(");
        }
    }

    /// A value is missing: after an operator one that fits the column, else the beginning of a condition.
    fn values(&self, list: &mut List, last: &SyntaxNode) {
        let comparison = Comparison::cast(last.clone()).filter(|comparison| comparison.right().is_none());
        if let Some(comparison) = comparison {
            match comparison.left().and_then(|side| self.column_of(&side)) {
                Some(column) => literals(list, column),
                None => self.columns(list),
            }
            return;
        }
        if last.kind() == SyntaxKind::HAVING_STEP || last.kind() == SyntaxKind::WINDOW {
            return;
        }
        self.columns(list);
        list.words(&[Word::IsNotNull, Word::IsNull, Word::Not, Word::DateDiff], "(");
    }

    fn column_of(&self, node: &SyntaxNode) -> Option<&Column> {
        let property = Property::cast(node.clone())?;
        let table = scope::stage_of(&property, &self.stages)?.table.as_deref()?;
        self.settings.schema.column(table, property.column()?.text()).yes()
    }

    /// Nothing is missing: what may follow.
    fn follow(&self, list: &mut List, last: &SyntaxNode) {
        let sign = |list: &mut List, sign: &str, detail: &str| list.add(CompletionKind::Word, sign, detail, sign);
        match last.kind() {
            SyntaxKind::PROPERTY => {
                let kind = self.column_of(last).map(|column| column.kind);
                for (operator, detail) in operators(kind) {
                    sign(list, operator, detail);
                }
            }
            _ if last
                .ancestors()
                .any(|node| matches!(node.kind(), SyntaxKind::FILTER_STEP | SyntaxKind::EDGE_FILTER))
                && !is_closed(last) =>
            {
                sign(list, "&&", "and");
                sign(list, "||", "or");
            }
            _ if last.kind() == SyntaxKind::AGGREGATE => {
                sign(list, ">", "more than");
                sign(list, "<", "less than");
                sign(list, "==", "exactly");
            }
            _ => list.words(&[Word::Union, Word::Intersect, Word::Except], " "),
        }
    }
}

fn starts(list: &mut List) {
    list.words(&[Word::Profile, Word::Segment, Word::Interaction], "(");
}

/// Whether a step's own parenthesis is closed.
fn is_closed(last: &SyntaxNode) -> bool {
    let step = last.ancestors().find(|node| node.kind().is_step());
    step.is_some_and(|step| {
        step.children_with_tokens().filter_map(NodeOrToken::into_token).any(|token| token.kind() == SyntaxKind::R_PAREN)
    })
}

fn literals(list: &mut List, column: &Column) {
    match column.kind {
        ColumnKind::YesNo => {
            list.add(CompletionKind::Value, "true", "Yes", "true");
            list.add(CompletionKind::Value, "false", "No", "false");
        }
        ColumnKind::Choice | ColumnKind::MultiChoice => {
            for choice in &column.choices {
                let value = choice.value.to_string();
                list.add(CompletionKind::Value, &value, &choice.label, &value);
            }
        }
        ColumnKind::DateTime | ColumnKind::Date => list.words(&[Word::Now, Word::DateAdd, Word::Date], "("),
        _ => {}
    }
}

/// The operators that a type has. The designer's full list was never published (reference/segments.md 4).
fn operators(kind: Option<ColumnKind>) -> Vec<(&'static str, &'static str)> {
    let mut operators = vec![("==", "is"), ("!=", "is not")];
    if matches!(kind, None | Some(ColumnKind::Text)) {
        operators.extend([("CONTAINS", "contains"), ("STARTSWITH", "begins with"), ("ENDSWITH", "ends with")]);
    }
    if !matches!(kind, Some(ColumnKind::YesNo | ColumnKind::Choice | ColumnKind::Lookup | ColumnKind::Id)) {
        operators.extend([(">", "greater than"), (">=", "at least"), ("<", "less than"), ("<=", "at most")]);
    }
    operators
}

/// The first free name of the designer's pattern for a table.
pub(crate) fn new_alias(table: &str, stages: &[Stage]) -> String {
    let taken = |alias: &str| {
        stages.iter().any(|stage| stage.alias.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(alias)))
    };
    let mut number = 1;
    loop {
        let alias = format!("{table}_{number}");
        if !taken(&alias) {
            return alias;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apply;
    use crate::services::testing::{cursor, settings};

    fn labels(marked: &str) -> Vec<String> {
        let (text, offset) = cursor(marked);
        complete(&parse(&text), offset, &settings()).into_iter().map(|item| item.label).collect()
    }

    fn check(marked: &str, expected: &[&str]) {
        assert_eq!(labels(marked), expected, "{marked}");
    }

    #[test]
    fn names() {
        check("‸", &["PROFILE", "SEGMENT", "INTERACTION"]);
        check("SEGMENT(everyone) UNION ‸", &["PROFILE", "SEGMENT", "INTERACTION"]);
        check("PROFILE(‸", &["contact", "account", "lead", "list"]);
        check("PROFILE(le‸)", &["lead"]);
        check("SEGMENT(mu‸)", &["munich"]);
        check("INTERACTION(‸", &["EmailClicked"]);
        check("INTERACTION(EmailClicked, ‸)", &["EmailClicked_Contact"]);
        check("PROFILE(contact, ‸", &["contact_1"]);
        check("PROFILE(account).TRAVERSE(‸", &["contact_account_parentcustomerid"]);
        check("PROFILE(account).RELATE(‸)", &["contact_customer_accounts"]);
    }

    #[test]
    fn steps_by_start() {
        check("PROFILE(contact).‸", &["FILTER", "TRAVERSE"]);
        check("INTERACTION(a, b).‸", &["FILTER", "HAVING"]);
        check("INTERACTION(a, b).HAVING(‸", &["COUNT"]);
        check("INTERACTION(a, b).HAVING(COUNT() > 1, ‸", &["UTCDAYS", "UTCMONTHS", "UTCYEARS"]);
        check("PROFILE(contact) ‸", &["UNION", "INTERSECT", "EXCEPT"]);
    }

    #[test]
    fn conditions() {
        check("PROFILE(account, account_1).FILTER(rev‸", &["account_1.revenue"]);
        check("PROFILE(account, account_1).FILTER(account_1.na‸", &["name"]);
        check("PROFILE(contact).FILTER(city‸", &["address1_city"]);
        check("PROFILE(contact).FILTER(donotemail ‸", &["==", "!="]);
        check("PROFILE(contact).FILTER(donotemail == ‸", &["true", "false"]);
        check("PROFILE(contact).FILTER(msdyncrm_grade == ‸)", &["1", "2"]);
        check("PROFILE(contact).FILTER(firstname == 'x' ‸", &["&&", "||"]);
        check("PROFILE(contact).FILTER(firstname == 'x') ‸", &["UNION", "INTERSECT", "EXCEPT"]);
    }

    #[test]
    fn the_word_at_the_cursor_is_replaced() {
        let (text, offset) = cursor("PROFILE(con‸xyz).FILTER(a == 1)");
        let items = complete(&parse(&text), offset, &settings());
        assert_eq!(apply(&text, std::slice::from_ref(&items[0].edit)), "PROFILE(contact).FILTER(a == 1)");
    }
}
