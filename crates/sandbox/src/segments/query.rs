//! Sets of members: blocks joined by set operators, and segments within segments.

use rusqlite::types::Value as Sql;
use segment::{
    Dialect, TextRange,
    ast::{Chain, Node, SetOperator, Start, Step, set_operands},
    syntax::{SyntaxKind, SyntaxNode, Word},
};
use uuid::Uuid;

use super::{
    Invalid, Subject, Trouble,
    composition::{Composition, List},
    dates, members, strict,
};
use crate::{
    ApiError, Transaction,
    schema::{Schema, Table},
    store::sql::quote,
};

/// Sets that the database joins in one statement.
const MOST_OPERANDS: usize = 400;
/// Values that the database takes with one statement.
const MOST_VALUES: usize = 32_000;
/// Segments that are written out within one another.
const DEEPEST: usize = 16;
/// Segments that are written out altogether.
const MOST_SEGMENTS: usize = 256;

/// A query on its way to SQL.
pub struct Evaluator<'t> {
    pub transaction: &'t Transaction<'t>,
    pub subject: Subject<'t>,
    /// `DATETIMEUTCNOW()`, in milliseconds.
    pub now: i64,
    parameters: Vec<Sql>,
    aliases: usize,
    /// Query names of the segments that are being written out, outermost first.
    open: Vec<String>,
    written_out: usize,
    /// Where in the outermost text the segment stands that is being written out.
    inside: Option<(TextRange, String)>,
}

impl<'t> Evaluator<'t> {
    pub fn new(transaction: &'t Transaction<'t>, subject: Subject<'t>) -> Self {
        Self {
            transaction,
            subject,
            now: dates::minute(transaction.now()),
            parameters: Vec::new(),
            aliases: 0,
            open: subject.own_name.iter().map(|name| (*name).to_owned()).collect(),
            written_out: 0,
            inside: None,
        }
    }

    pub fn schema(&self) -> &'t Schema {
        self.transaction.schema()
    }

    pub fn dialect(&self) -> Dialect {
        self.subject.dialect
    }

    /// The values for the numbered marks in the SQL.
    pub fn parameters(&self) -> &[Sql] {
        &self.parameters
    }

    /// A mark for a value.
    pub fn bind(&mut self, value: impl Into<Sql>) -> String {
        self.parameters.push(value.into());
        format!("?{}", self.parameters.len())
    }

    /// A new table alias.
    pub fn alias(&mut self) -> String {
        self.aliases += 1;
        format!("s{}", self.aliases)
    }

    /// A clause that cannot be evaluated.
    pub fn invalid(&self, node: &SyntaxNode, reason: impl Into<String>) -> Trouble {
        self.invalid_at(node.text_range(), node.text().to_string(), reason)
    }

    pub fn invalid_at(&self, range: TextRange, clause: String, reason: impl Into<String>) -> Trouble {
        let (range, clause) = self.inside.clone().unwrap_or((range, clause));
        Invalid { range, clause, reason: reason.into() }.into()
    }

    /// `SELECT` of the members' ids, as column `id`.
    pub fn whole(&mut self) -> Result<String, Trouble> {
        let root = self.tree(self.subject.text)?;
        let sql = self.set(&root)?;
        if self.parameters.len() > MOST_VALUES {
            return Err(self.invalid_at(root.text_range(), String::new(), "There are too many values in this query."));
        }
        Ok(sql)
    }

    /// A text's tree, if it is one that the service takes.
    pub fn tree(&self, text: &str) -> Result<SyntaxNode, Trouble> {
        let parse = segment::parse(text);
        let root = parse.syntax();
        if let Some(fault) = parse.faults().first() {
            return Err(self.invalid_at(fault.range, text[fault.range].to_owned(), "The text is broken here."));
        }
        if let Some((token, reason)) = strict::fault(&root, self.dialect()) {
            return Err(self.invalid_at(token.text_range(), token.text().to_owned(), reason));
        }
        if let Some(definition) = root.children().find(|node| node.kind() == SyntaxKind::DEFINITION) {
            return Err(self.invalid(&definition, "A named definition is no query."));
        }
        Ok(root)
    }

    /// Operands from left to right, all operators of one rank.
    pub fn set(&mut self, node: &SyntaxNode) -> Result<String, Trouble> {
        let operands = set_operands(node);
        if operands.is_empty() {
            return Err(self.invalid(node, "There is no query here."));
        }
        if operands.len() > MOST_OPERANDS {
            return Err(self.invalid(node, format!("More than {MOST_OPERANDS} blocks are too many.")));
        }
        let mut sql = String::new();
        for operand in &operands {
            if let Some((operator, _)) = &operand.operator {
                sql.push_str(match operator {
                    SetOperator::Union => " UNION ",
                    SetOperator::Intersect => " INTERSECT ",
                    SetOperator::Except => " EXCEPT ",
                });
            }
            sql.push_str(&self.chain(&operand.chain)?);
        }
        Ok(format!("SELECT id FROM ({sql})"))
    }

    fn chain(&mut self, chain: &Chain) -> Result<String, Trouble> {
        let steps: Vec<Step> = chain.steps().collect();
        self.chain_with(chain, &steps)
    }

    /// A chain without the calls that list its members.
    pub fn without_listing(&mut self, chain: &Chain) -> Result<String, Trouble> {
        let steps: Vec<Step> = chain.steps().filter(|step| !matches!(step, Step::Listing(_))).collect();
        self.chain_with(chain, &steps)
    }

    fn chain_with(&mut self, chain: &Chain, steps: &[Step]) -> Result<String, Trouble> {
        match chain.start() {
            Some(Start::Profile(profile)) => self.path(chain.syntax(), &profile, steps),
            Some(Start::Interaction(interaction)) => self.interaction(chain.syntax(), &interaction, steps),
            Some(Start::Segment(segment)) => {
                self.no_steps(steps)?;
                self.segment(segment.syntax(), &segment.name().unwrap_or_default())
            }
            Some(Start::Inline(inline)) => {
                self.no_steps(steps)?;
                self.set(inline.syntax())
            }
            Some(Start::Name(node) | Start::Unknown(node)) => Err(self.invalid(&node, "This is no query.")),
            None => Err(self.invalid(chain.syntax(), "There is no query here.")),
        }
    }

    fn no_steps(&self, steps: &[Step]) -> Result<(), Trouble> {
        steps.first().map_or(Ok(()), |step| Err(self.invalid(step.syntax(), "Nothing may follow here.")))
    }

    /// A step that does not belong behind its start.
    pub fn misplaced(&self, step: &Step) -> Trouble {
        let reason = match step {
            Step::Having(_) => "HAVING is for interactions.",
            Step::Set(_) => "Set operators stand between queries.",
            Step::Listing(_) => "A listing is no segment.",
            Step::Traverse(_) | Step::Relate(_) => "No path leads on from interactions.",
            Step::Filter(_) | Step::Unknown(_) => "This step is not known here.",
        };
        self.invalid(step.syntax(), reason)
    }

    fn segment(&mut self, node: &SyntaxNode, name: &str) -> Result<String, Trouble> {
        if self.open.iter().any(|open| open.eq_ignore_ascii_case(name)) {
            return Err(self.invalid(node, format!("{name} leads back to itself.")));
        }
        self.written_out += 1;
        if self.open.len() > DEEPEST || self.written_out > MOST_SEGMENTS {
            return Err(self.invalid(node, "Too many segments stand within segments."));
        }
        let Some(found) = self.look_up(name)? else {
            return Err(self.invalid(node, format!("There is no segment {name}.")));
        };
        let before = self.inside.clone();
        self.inside = before.clone().or_else(|| Some((node.text_range(), node.text().to_string())));
        self.open.push(name.to_owned());
        let sql = self.composed(&found)?;
        self.open.pop();
        self.inside = before;
        Ok(sql)
    }

    /// The members of a query with lists added to it and taken from it.
    pub fn composed(&mut self, composition: &Composition) -> Result<String, Trouble> {
        let mut sql = match composition.query.as_deref() {
            Some(query) => {
                let root = self.tree(query)?;
                self.set(&root)?
            }
            None => "SELECT NULL AS id WHERE 0".to_owned(),
        };
        for (operator, list) in &composition.lists {
            let listed = match list {
                List::Kept(list) => {
                    let list = self.bind(list.clone());
                    format!("SELECT contact AS id FROM {} WHERE list = {list}", quote(members::TABLE))
                }
                List::Given(ids) => {
                    let ids = serde_json::json!(ids).to_string();
                    format!("SELECT value AS id FROM json_each({})", self.bind(ids))
                }
            };
            sql = format!("SELECT id FROM ({sql} {operator} {listed})");
        }
        Ok(sql)
    }

    fn look_up(&self, name: &str) -> Result<Option<Composition>, ApiError> {
        match self.dialect() {
            Dialect::Outbound => {
                let filter = format!("msdyncrm_segmentqueryname eq '{}'", name.replace('\'', "''"));
                let rows = self.transaction.find("msdyncrm_segment", &filter, &Composition::COLUMNS)?;
                Ok(rows.first().map(Composition::outbound))
            }
            Dialect::Mql => {
                let id = name.split_at_checked(REAL_TIME.len());
                let id = id.filter(|(start, _)| start.eq_ignore_ascii_case(REAL_TIME));
                let Some(id) = id.and_then(|(_, id)| Uuid::parse_str(id).ok()) else { return Ok(None) };
                Ok(super::definition(self.transaction, id)?.map(|row| Composition::real_time(&row)))
            }
        }
    }

    /// A table by the name that a query gives it; what the sandbox keeps for itself does not exist.
    pub fn table(&self, node: &SyntaxNode, name: &str) -> Result<&'t Table, Trouble> {
        let table = self.schema().table(&name.to_lowercase()).filter(|table| !table.private);
        table.ok_or_else(|| self.invalid(node, format!("There is no table {name}.")))
    }

    /// A whole number that is written out.
    pub fn whole_number(&self, node: &SyntaxNode) -> Result<i64, Trouble> {
        let number = super::operand::number(node).and_then(|number| number.parse().ok());
        number.ok_or_else(|| self.invalid(node, "A whole number belongs here."))
    }

    /// The date part of a function.
    pub fn known_part(&self, node: &SyntaxNode, part: Option<Word>) -> Result<Word, Trouble> {
        part.ok_or_else(|| {
            self.invalid(node, "The date part is none of YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, MILLISECOND.")
        })
    }
}

/// What the names of real-time segments begin with (reference/segments.md 8.2).
const REAL_TIME: &str = "SEGMENT_CJO_ID_";
