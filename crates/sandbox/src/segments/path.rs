//! `PROFILE`, and where the path leads from there.

use segment::{
    ast::{Node, Profile, Property, Related, Step, expression},
    syntax::{SyntaxNode, Word},
};

use super::{
    Trouble,
    query::Evaluator,
    relations::{self, Way},
    source::{Source, What},
};
use crate::{schema::Table, store::sql::quote};

/// Tables that one path may touch: the database joins 64, and a relationship may bring one of its own along.
const MOST_TABLES: usize = 31;

/// A path being walked.
#[derive(Default)]
struct Walk<'s> {
    sources: Vec<Source<'s>>,
    joins: String,
    conditions: Vec<String>,
}

impl Walk<'_> {
    /// The ids of a table's records.
    fn select(&self, table: &Table, alias: &str) -> String {
        let condition = self.conditions.join(" AND ");
        let condition = if condition.is_empty() { condition } else { format!(" WHERE {condition}") };
        format!("SELECT {alias}.{} AS id FROM {}{condition}", quote(&table.id), self.joins)
    }
}

/// Whether later steps name one of the tables so far.
fn speaks_of(steps: &[Step], sources: &[Source]) -> bool {
    let named = |name: &str| sources.iter().any(|source| source.answers_to(name));
    let properties = steps.iter().flat_map(|step| step.syntax().descendants()).filter_map(Property::cast);
    properties.filter_map(|property| property.qualifier()).any(|qualifier| named(qualifier.text()))
}

impl<'t> Evaluator<'t> {
    /// The records at the end of a path that meet its conditions.
    pub fn path(&mut self, chain: &SyntaxNode, profile: &Profile, steps: &[Step]) -> Result<String, Trouble> {
        let first = self.table(profile.syntax(), &profile.table().unwrap_or_default())?;
        let mut walk = Walk::default();
        let alias = self.alias();
        walk.joins = format!("{} {alias}", quote(&first.name));
        walk.sources.push(Source { what: What::Table(first), alias, name: profile.alias(), on_path: true });
        for (at, step) in steps.iter().enumerate() {
            match step {
                Step::Filter(filter) => {
                    let condition = expression(filter)
                        .ok_or_else(|| self.invalid(filter, "A condition belongs here."))
                        .and_then(|condition| self.condition(&condition, &walk.sources))?;
                    walk.conditions.push(format!("({condition})"));
                }
                Step::Traverse(related) => {
                    if let Some(edge) = related.edge() {
                        return Err(self.invalid(edge.syntax(), "The relationship itself has no columns."));
                    }
                    if walk.sources.len() > 1 && !speaks_of(&steps[at + 1..], &walk.sources) {
                        walk = self.collapsed(related.syntax(), walk)?;
                    }
                    let join = self.join(related, true, &mut walk.sources)?;
                    walk.joins.push_str(&join);
                }
                Step::Relate(related) => {
                    let join = self.join(related, false, &mut walk.sources)?;
                    walk.joins.push_str(&join);
                }
                Step::Having(_) | Step::Set(_) | Step::Listing(_) | Step::Unknown(_) => {
                    return Err(self.misplaced(step));
                }
            }
        }
        let (table, alias) = self.position(chain, &walk.sources)?;
        if table.name != self.subject.target {
            let reason = format!("The path ends in {}, not in {}.", table.name, self.subject.target);
            return Err(self.invalid(chain, reason));
        }
        Ok(walk.select(table, &alias))
    }

    /// The records that a path has come to as the beginning of another: as many as there are, not as many as ways lead to them.
    fn collapsed(&mut self, node: &SyntaxNode, walk: Walk<'t>) -> Result<Walk<'t>, Trouble> {
        let (table, from) = self.position(node, &walk.sources)?;
        let alias = self.alias();
        let joins = format!("{} {alias}", quote(&table.name));
        let conditions = vec![format!("{alias}.{} IN ({})", quote(&table.id), walk.select(table, &from))];
        Ok(Walk {
            sources: vec![Source { what: What::Table(table), alias, name: None, on_path: true }],
            joins,
            conditions,
        })
    }

    /// The join to a related table, with those that nest in it.
    fn join(&mut self, related: &Related, on_path: bool, sources: &mut Vec<Source<'t>>) -> Result<String, Trouble> {
        let (from, here) = self.position(related.syntax(), sources)?;
        self.join_from(related, (from, &here), on_path, sources)
    }

    fn join_from(
        &mut self,
        related: &Related,
        (from, here): (&'t Table, &str),
        on_path: bool,
        sources: &mut Vec<Source<'t>>,
    ) -> Result<String, Trouble> {
        if sources.len() >= MOST_TABLES {
            return Err(self.invalid(related.syntax(), "This path is too long."));
        }
        let name = related.relationship().unwrap_or_default();
        let Some(way) = relations::find(self.schema(), from, &name) else {
            return Err(self.invalid(related.syntax(), format!("{} has no relationship {name}.", from.name)));
        };
        let Some(to) = way.to() else {
            let reason =
                format!("{name} joins {} with itself, and its name does not say in which direction.", from.name);
            return Err(self.invalid(related.syntax(), reason));
        };
        let (alias, between) = (self.alias(), self.alias());
        let (mut joined, on) = way.join(from, here, &alias, &between);
        sources.push(Source { what: What::Table(to), alias: alias.clone(), name: related.alias(), on_path });
        let mut several = matches!(way, Way::Across { .. });
        for nested in related.nested() {
            several = true;
            joined.push_str(&self.join_from(&nested, (to, &alias), false, sources)?);
        }
        // The database forgets the name of a single table in parentheses.
        if several {
            joined = format!("({joined})");
        }
        // What nests in an optional relation belongs to the related record, not to the one that stays without it.
        let optional = related.word() == Some(Word::RelateOptional);
        Ok(format!(" {} {joined} ON {on}", if optional { "LEFT JOIN" } else { "JOIN" }))
    }

    /// The table that the path has come to, and its alias.
    fn position(&self, node: &SyntaxNode, sources: &[Source<'t>]) -> Result<(&'t Table, String), Trouble> {
        let source = sources.iter().rfind(|source| source.on_path);
        let found = source.and_then(|source| Some((source.table()?, source.alias.clone())));
        found.ok_or_else(|| self.invalid(node, "The path does not lead here."))
    }
}
