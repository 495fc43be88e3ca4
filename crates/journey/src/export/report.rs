//! A journey as a document: what the two forms of it, Markdown and HTML, have in common.

use std::collections::{BTreeMap, HashMap};

use crate::compare::words::{sources, title};
use crate::conditions::conditions;
use crate::document::{Document, TileKey};
use crate::fields::{self, Control};
use crate::item::Item;
use crate::json::Json;
use crate::kind::{Branch, Kind};
use crate::phrase::{Arg, Phrase};
use crate::problem::{Problem, Severity};
use crate::reading::Reading;
use crate::settings::SETTINGS;
use crate::times::{Span, times};
use record::Value;

/// What is told of a journey, and in which words.
pub struct Report<'r> {
    /// The journey.
    pub document: &'r Document,
    /// Its problems, as far as they are to be told.
    pub problems: &'r [Problem],
    /// The words of a language.
    pub translate: &'r dyn Fn(&'static str) -> String,
}

/// A piece of the document, its texts not yet escaped.
pub(super) enum Block {
    Heading(usize, String),
    Paragraph(String),
    /// Two columns: what, and its value.
    Pairs(Vec<(String, String)>),
    Table(Vec<String>, Vec<Vec<String>>),
    List(Vec<String>),
}

impl Report<'_> {
    fn word(&self, word: &'static str) -> String {
        (self.translate)(word)
    }

    fn say(&self, phrase: &Phrase) -> String {
        phrase.say(self.translate)
    }

    fn arg(&self, arg: &Arg) -> String {
        arg.say(self.translate)
    }

    pub(super) fn name(&self) -> String {
        self.document.settings().text("msdyncrm_name").map_or_else(|| self.word("Customer journey"), str::to_owned)
    }

    /// The whole document in order: settings, tiles, records, problems.
    pub(super) fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Heading(1, self.name())];
        let settings: Vec<(String, String)> = SETTINGS
            .iter()
            .filter(|spec| !matches!(spec.column, "msdyncrm_name" | "msdyncrm_validationresults"))
            .filter(|spec| *self.document.settings().get(spec.column) != Value::Nothing)
            .map(|spec| {
                let value = Arg::value(Some(spec), self.document.settings().get(spec.column));
                (self.word(spec.label), self.arg(&value))
            })
            .collect();
        if !settings.is_empty() {
            blocks.push(Block::Heading(2, self.word("Settings")));
            blocks.push(Block::Pairs(settings));
        }
        self.tiles(&mut blocks);
        self.records(&mut blocks);
        blocks.push(Block::Heading(2, self.word("Problems")));
        if self.problems.is_empty() {
            blocks.push(Block::Paragraph(self.word("No problems found.")));
        } else {
            blocks.push(Block::List(self.problems.iter().map(|problem| self.problem(problem)).collect()));
        }
        blocks
    }

    fn tiles(&self, blocks: &mut Vec<Block>) {
        blocks.push(Block::Heading(2, self.word("Tiles")));
        let order: Vec<TileKey> = Reading::of(self.document).order;
        let is_told = |key: &TileKey| self.document.tile(*key).is_some_and(|tile| tile.kind() != Kind::Empty);
        let numbers: HashMap<TileKey, usize> = order.iter().copied().filter(is_told).zip(1..).collect();
        let (times, names) = (times(self.document), sources(self.document));
        for key in order.iter().filter(|key| is_told(key)) {
            let Some(tile) = self.document.tile(*key) else { continue };
            let heading = Phrase::of("{0}. {1}", [Arg::number(numbers[key]), title(self.document, *key)]);
            blocks.push(Block::Heading(3, self.say(&heading)));
            let kind = if tile.kind() == Kind::Other {
                Arg::Text(tile.type_id().to_owned())
            } else {
                Arg::Word(tile.kind().label())
            };
            let mut pairs =
                vec![(self.word("Type"), self.arg(&kind)), (self.word("Follows"), self.follows(*key, &numbers))];
            if let Some(span) = times.get(*key) {
                pairs.push((self.word("Reached after"), self.say(&span_said(span))));
            }
            for (index, item) in tile.items().iter().enumerate() {
                self.item(item, index, &names, &mut pairs);
            }
            blocks.push(Block::Pairs(pairs));
            let own = self.problems.iter().filter(|problem| problem.tile == Some(*key));
            let own: Vec<String> = own.map(|problem| self.problem_alone(problem)).collect();
            if !own.is_empty() {
                blocks.push(Block::List(own));
            }
        }
    }

    fn follows(&self, key: TileKey, numbers: &HashMap<TileKey, usize>) -> String {
        let Some(parent) = self.document.parent(key) else { return self.word("Begins a path") };
        let branch = self.document.tile(key).map(|tile| tile.branch().clone());
        let text = match branch {
            Some(Branch::Yes) => "{0}. {1}, Yes branch",
            Some(Branch::No) => "{0}. {1}, No branch",
            _ => "{0}. {1}",
        };
        let number = numbers.get(&parent).copied().unwrap_or_default();
        self.say(&Phrase::of(text, [Arg::number(number), title(self.document, parent)]))
    }

    fn item(&self, item: &Item, index: usize, names: &HashMap<i64, String>, pairs: &mut Vec<(String, String)>) {
        if index > 0 {
            let name = Some(item.display_name()).filter(|name| !name.is_empty());
            pairs.push((self.word(item.kind().label()), name.unwrap_or_else(|| self.word("no name"))));
        }
        if let Some(record) = item.record() {
            pairs.push((self.word(fields::record_label(item.kind())), record.to_owned()));
        } else if item.kind().takes_record() && item.kind() != Kind::Other {
            pairs.push((self.word(fields::record_label(item.kind())), self.word("not chosen")));
        }
        let mut told = vec!["Name", "ItemId", "ActivityTypeId", "Title", "ActivityItemId", "IsNameSystemDefined"];
        for field in fields::fields(item.kind()) {
            let label = self.word(field.label);
            match field.control {
                Control::Time { hour_member, minute_member } => {
                    told.extend([hour_member, minute_member]);
                    let part = |name| item.member(name).as_ref().and_then(Json::as_integer);
                    if let Some(hour) = part(hour_member) {
                        pairs.push((label, format!("{hour:02}:{:02}", part(minute_member).unwrap_or(0))));
                    }
                }
                Control::WeekDays(days) => {
                    told.extend(days);
                    let is_open = |day: &&&'static str| item.member(day) == Some(Json::Bool(true));
                    let open: Vec<String> = days
                        .iter()
                        .filter(is_open)
                        .filter_map(|day| WEEK_DAYS.iter().find(|word| day.ends_with(**word)))
                        .map(|word| self.word(word))
                        .collect();
                    if days.iter().any(|day| item.member(day).is_some()) {
                        pairs.push((label, open.join(", ")));
                    }
                }
                Control::Conditions => {
                    told.push(field.member);
                    pairs.push((label, rules(item, names).join("; ")));
                }
                _ => {
                    told.push(field.member);
                    let value = item.member(field.member).filter(|value| !is_nothing(value));
                    if let Some(value) = value {
                        let word = fields::value_word(item.kind(), field.member, &value);
                        pairs.push((label, self.arg(&word.map_or_else(|| Arg::json(&value), Arg::Word))));
                    }
                }
            }
        }
        // What nobody published is told as it is stored.
        let others = item.members().filter(|(name, value)| !told.contains(&name.as_str()) && !is_nothing(value));
        pairs.extend(others.map(|(name, value)| {
            let label = fields::label(item.kind(), &name).map_or(name, |label| self.word(label));
            (label, self.arg(&Arg::json(&value)))
        }));
    }

    fn records(&self, blocks: &mut Vec<Block>) {
        let mut found: BTreeMap<(String, String), (String, &'static str, usize)> = BTreeMap::new();
        for item in self.document.tiles().flat_map(|tile| tile.items().iter()) {
            if let (Some(table), Some(record)) = (item.record_table(), item.record()) {
                let name = (item.display_name(), fields::record_label(item.kind()), 0);
                found.entry((table, record.to_owned())).or_insert(name).2 += 1;
            }
        }
        if found.is_empty() {
            return;
        }
        blocks.push(Block::Heading(2, self.word("Records")));
        let head = ["Type", "Name", "Id", "Used"].map(|word| self.word(word)).to_vec();
        let rows =
            found.into_iter().map(|((_, id), (name, label, used))| vec![self.word(label), name, id, used.to_string()]);
        blocks.push(Block::Table(head, rows.collect()));
    }

    fn problem(&self, problem: &Problem) -> String {
        let said = self.problem_alone(problem);
        match problem.tile {
            Some(key) => format!("{}: {said}", self.arg(&title(self.document, key))),
            None => said,
        }
    }

    fn problem_alone(&self, problem: &Problem) -> String {
        let severity = match problem.severity {
            Severity::Error => "Error",
            Severity::Warning => "Warning",
            Severity::Information => "Information",
        };
        format!("{}: {}", self.word(severity), self.say(&problem.phrase))
    }
}

const WEEK_DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn is_nothing(value: &Json) -> bool {
    matches!(value, Json::Null) || matches!(value, Json::Text(text) if text.is_empty())
}

fn rules(item: &Item, names: &HashMap<i64, String>) -> Vec<String> {
    let said = conditions(item).into_iter().map(|rule| {
        let source =
            rule.source.map_or("?".to_owned(), |number| names.get(&number).cloned().unwrap_or(number.to_string()));
        format!("{source}: {}", rule.condition.unwrap_or_default())
    });
    said.collect()
}

/// How long until a tile is reached, in words.
fn span_said(span: Span) -> Phrase {
    match span.max {
        Some(max) if max == span.min => Phrase::of("{0}", [Arg::Minutes(max)]),
        Some(max) => Phrase::of("{0} to {1}", [Arg::Minutes(span.min), Arg::Minutes(max)]),
        None => Phrase::of("{0} or more", [Arg::Minutes(span.min)]),
    }
}
