//! Segments as FetchXML, so that any organisation can count and list members without a service.
//!
//! What a segment service does with empty values under `!=` and `NOT` is not published; here the platform's own reading
//! of `ne`, `not-like` and `not-in` decides.

mod condition;
mod dates;
mod path;
mod plan;
#[cfg(test)]
#[allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]
mod tests;

pub use plan::{Condition, Fetch, Filter, Link, LinkType, Plan, Shape};

use crate::Settings;
use crate::ast::{Chain, Joined, Node, SetOperator, Start, Step, expression, set_operands, unwrapped};
use crate::schema::Known;
use crate::syntax::{Parse, SyntaxKind, SyntaxNode, Word};
use rowan::{TextRange, TextSize};

/// More queries than this nobody waits for.
const MAX_QUERIES: usize = 64;
/// Segments within segments that are written out: real ones nest a few deep.
const MAX_SEGMENTS: usize = 256;

/// A clause that FetchXML can't say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// The clause.
    pub range: TextRange,
    /// Why, in one plain sentence.
    pub reason: String,
}

/// Members of a segment as one query or several.
///
/// `now` is the time for `DATETIMEUTCNOW()`, in UTC and ISO 8601, such as `2026-03-02T09:00:00Z`.
///
/// # Errors
/// Every clause that prevents the translation, in the order of the text.
pub fn translate(parse: &Parse, settings: &Settings, now: &str) -> Result<Plan, Vec<Obstacle>> {
    Translator::new(settings, now, parse.syntax().text_range().end()).translate(parse)
}

/// What the query selects as it is read from the top: each step adds the clause at `range` to those before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The clause that is new.
    pub range: TextRange,
    /// Members with everything up to it.
    pub plan: Plan,
}

/// The query clause by clause, for counts that show where people are lost.
///
/// # Errors
/// As [`translate`].
pub fn waterfall(parse: &Parse, settings: &Settings, now: &str) -> Result<Vec<Cut>, Vec<Obstacle>> {
    translate(parse, settings, now)?;
    let root = parse.syntax();
    let mut clauses = Vec::new();
    for operand in set_operands(&root) {
        clauses.extend(clauses_of(&operand.chain));
    }
    clauses
        .into_iter()
        .map(|range| Ok(Cut { range, plan: Translator::new(settings, now, range.end()).translate(parse)? }))
        .collect()
}

/// The start of a chain, then each condition of its last table that must hold.
fn clauses_of(chain: &Chain) -> Vec<TextRange> {
    let steps: Vec<Step> = chain.steps().collect();
    let last = steps.iter().rposition(|step| matches!(step, Step::Traverse(_)));
    let path_end = last.map(|index| steps[index].syntax().text_range().end());
    let start = chain.syntax().first_child().map_or(chain.range(), |start| start.text_range());
    let mut clauses = vec![path_end.map_or(start, |end| TextRange::new(start.start(), end))];
    for step in steps.iter().skip(last.map_or(0, |index| index + 1)) {
        if let Step::Filter(filter) = step {
            clauses.extend(expression(filter).iter().flat_map(conjuncts).map(|part| part.text_range()));
        }
    }
    clauses
}

/// The conditions that must all hold.
fn conjuncts(condition: &SyntaxNode) -> Vec<SyntaxNode> {
    let inner = unwrapped(condition);
    if inner.kind() == SyntaxKind::AND_EXPR {
        Joined::cast(inner).iter().flat_map(Joined::parts).flat_map(|part| conjuncts(&part)).collect()
    } else {
        vec![condition.clone()]
    }
}

struct Translator<'a> {
    settings: &'a Settings<'a>,
    now: Option<jiff::civil::DateTime>,
    /// Clauses that begin here or later are left out.
    until: TextSize,
    /// Segments that are being written out, outermost first.
    open: Vec<String>,
    /// Where in the outermost text a clause of an inner segment stands.
    inside: Option<TextRange>,
    /// How many have been written out so far.
    written_out: usize,
    obstacles: Vec<Obstacle>,
    links: usize,
}

impl<'a> Translator<'a> {
    fn new(settings: &'a Settings<'a>, now: &str, until: TextSize) -> Self {
        Self {
            settings,
            // DATETIMEUTCNOW() knows no seconds (reference/segments.md 3.1).
            now: dates::parse(now).and_then(|now| dates::floor(Word::Minute, now)),
            until,
            open: settings.own_name.iter().map(ToString::to_string).collect(),
            inside: None,
            written_out: 0,
            obstacles: Vec::new(),
            links: 0,
        }
    }

    fn translate(mut self, parse: &Parse) -> Result<Plan, Vec<Obstacle>> {
        let plan = self.text(parse);
        match plan {
            Some(plan) if self.obstacles.is_empty() => Ok(plan),
            _ => Err(self.obstacles),
        }
    }

    fn obstacle<T>(&mut self, range: TextRange, reason: impl Into<String>) -> Option<T> {
        let range = self.inside.unwrap_or(range);
        self.obstacles.push(Obstacle { range, reason: reason.into() });
        None
    }

    fn text(&mut self, parse: &Parse) -> Option<Plan> {
        for fault in parse.faults() {
            self.obstacle::<()>(fault.range, "This is broken; its fix comes first.");
        }
        let root = parse.syntax();
        let definition = root.children().find(|node| node.kind() == SyntaxKind::DEFINITION);
        if let Some(definition) = definition {
            return self.obstacle(definition.text_range(), "A named definition is no query.");
        }
        self.set(&root)
    }

    fn set(&mut self, node: &SyntaxNode) -> Option<Plan> {
        let mut plan: Option<Plan> = None;
        let mut complete = true;
        for operand in set_operands(node) {
            if operand.chain.range().start() >= self.until && plan.is_some() {
                break;
            }
            let Some(next) = self.chain(&operand.chain) else {
                complete = false;
                continue;
            };
            plan = Some(match (plan, operand.operator) {
                (Some(before), Some((SetOperator::Union, _))) => before.union(next),
                (Some(before), Some((SetOperator::Intersect, _))) => before.intersect(next),
                (Some(before), Some((SetOperator::Except, _))) => before.except(next),
                (_, _) => next,
            });
            if plan.as_ref().is_some_and(|plan| plan.fetches().len() > MAX_QUERIES) {
                return self.obstacle(operand.chain.range(), format!("This takes more than {MAX_QUERIES} queries."));
            }
        }
        if plan.is_none() && complete {
            return self.obstacle(node.text_range(), "There is no query here.");
        }
        plan.filter(|_| complete)
    }

    fn chain(&mut self, chain: &Chain) -> Option<Plan> {
        match chain.start() {
            Some(Start::Profile(profile)) => self.path(chain, &profile).map(Plan::Fetch),
            Some(Start::Segment(segment)) => {
                self.no_steps(chain)?;
                self.segment(&segment.name().unwrap_or_default(), segment.range())
            }
            Some(Start::Inline(inline)) => {
                self.no_steps(chain)?;
                self.set(inline.syntax())
            }
            Some(Start::Interaction(interaction)) => {
                self.obstacle(interaction.range(), "Interactions were never stored in Dataverse tables.")
            }
            Some(Start::Name(node) | Start::Unknown(node)) => self.obstacle(node.text_range(), "This is no query."),
            None => self.obstacle(chain.range(), "There is no query here."),
        }
    }

    fn no_steps(&mut self, chain: &Chain) -> Option<()> {
        match chain.steps().next() {
            Some(step) => self.obstacle(step.syntax().text_range(), "This step is not translated here."),
            None => Some(()),
        }
    }

    fn segment(&mut self, name: &str, range: TextRange) -> Option<Plan> {
        if self.open.iter().any(|open| open.eq_ignore_ascii_case(name)) {
            return self.obstacle(range, format!("{name} leads in a circle."));
        }
        self.written_out += 1;
        if self.written_out > MAX_SEGMENTS || self.open.len() > MAX_QUERIES {
            return self.obstacle(range, "Too many segments stand within segments here.");
        }
        let segment = match self.settings.schema.segment(name) {
            Known::Yes(segment) => segment,
            Known::No => return self.obstacle(range, format!("There is no segment {name}.")),
            Known::Unloaded => return self.obstacle(range, format!("The segment {name} is not loaded.")),
        };
        let Some(query) = segment.query.as_deref() else {
            return self.obstacle(range, format!("{} is static; its members are kept by the service.", segment.label));
        };
        let (until, inside) = (self.until, self.inside);
        self.open.push(name.to_string());
        self.until = TextSize::of(query);
        self.inside = inside.or(Some(range));
        let plan = self.text(&crate::parse(query));
        self.inside = inside;
        self.until = until;
        self.open.pop();
        plan
    }
}
