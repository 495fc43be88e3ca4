//! A query block as a query on its last table, joined back to its first.

use super::plan::{Fetch, Filter, Link, LinkType};
use super::{Translator, conjuncts};
use crate::ast::{Chain, Node, Profile, Related, Step, expression};
use crate::schema::{Known, Relationship, RelationshipKind, Table};
use crate::syntax::{SyntaxNode, Word};
use rowan::TextRange;

/// A table of the path and what its records must meet.
pub(super) struct Stop {
    pub table: String,
    pub id: String,
    pub alias: Option<String>,
    filter: Filter,
    /// Joins that `RELATE` hangs on this table.
    links: Vec<Link>,
    /// How the path came here: the relationship from the stop before.
    by: Option<Relationship>,
}

/// A table that `RELATE` names: what conditions call it, and what the query does.
pub(super) struct Relation {
    pub alias: String,
    pub link: String,
    pub table: String,
}

/// What conditions can speak of at a place of the path.
pub(super) struct Names<'s> {
    pub stop: &'s Stop,
    pub relations: &'s [Relation],
}

impl<'a> Translator<'a> {
    pub(super) fn path(&mut self, chain: &Chain, profile: &Profile) -> Option<Fetch> {
        let name = profile.table().unwrap_or_default();
        let first = self.stop(&name, profile.alias(), None, profile.range())?;
        let mut stops: Vec<Stop> = vec![first];
        let mut relations: Vec<Relation> = Vec::new();
        let mut complete = true;
        for step in chain.steps() {
            let done = match &step {
                Step::Filter(filter) => self.filter(filter, &mut stops, &relations),
                Step::Traverse(related) => self.traverse(related, &mut stops, &relations),
                Step::Relate(related) => match stops.last_mut() {
                    Some(stop) => {
                        let link = self.relate(related, &stop.table, &stop.id, &mut relations);
                        link.map(|link| stop.links.push(link))
                    }
                    None => None,
                },
                other => self.obstacle(other.syntax().text_range(), "This step is not translated here."),
            };
            complete &= done.is_some();
        }
        let mut stops = stops.into_iter();
        let mut below = stops.next()?;
        for mut stop in stops {
            let link = self.link_back(&stop, below)?;
            stop.links.push(link);
            below = stop;
        }
        if !below.table.eq_ignore_ascii_case("contact") {
            return self.obstacle(chain.range(), format!("The path ends in {}, not in contact.", below.table));
        }
        complete.then_some(Fetch { entity: below.table, id: below.id, filter: below.filter, links: below.links })
    }

    fn stop(&mut self, table: &str, alias: Option<String>, by: Option<Relationship>, range: TextRange) -> Option<Stop> {
        let table = self.table(table, range)?;
        Some(Stop {
            table: table.name.to_lowercase(),
            id: table.primary_id.to_lowercase(),
            alias,
            filter: Filter::EVERYTHING,
            links: Vec::new(),
            by,
        })
    }

    fn table(&mut self, name: &str, range: TextRange) -> Option<&'a Table> {
        match self.settings.schema.table(name) {
            Known::Yes(table) => Some(table),
            Known::No => self.obstacle(range, format!("There is no table {name}.")),
            Known::Unloaded => self.obstacle(range, format!("The table {name} is not loaded.")),
        }
    }

    fn filter(&mut self, filter: &SyntaxNode, stops: &mut [Stop], relations: &[Relation]) -> Option<()> {
        let condition = expression(filter)?;
        let stop = stops.last()?;
        let names = Names { stop, relations };
        let mut parts = vec![stop.filter.clone()];
        let mut complete = true;
        for part in conjuncts(&condition) {
            // Only the last table's conditions are taken one by one; the others make up the path.
            if part.text_range().start() >= self.until {
                break;
            }
            match self.condition(&part, &names, false) {
                Some(filter) => parts.push(filter),
                None => complete = false,
            }
        }
        stops.last_mut()?.filter = Filter::all(parts);
        complete.then_some(())
    }

    fn traverse(&mut self, related: &Related, stops: &mut Vec<Stop>, relations: &[Relation]) -> Option<()> {
        if !relations.is_empty() {
            return self.obstacle(related.range(), "TRAVERSE behind RELATE is not translated here.");
        }
        if let Some(edge) = related.edge() {
            return self.obstacle(edge.range(), "A condition on the relationship itself has no column in Dataverse.");
        }
        let from = stops.last()?.table.clone();
        let relationship = self.relationship(related, &from)?;
        let to = relationship.other_end(&from)?.to_string();
        let stop = self.stop(&to, related.alias(), Some(relationship.clone()), related.range())?;
        stops.push(stop);
        Some(())
    }

    fn relationship(&mut self, related: &Related, from: &str) -> Option<&'a Relationship> {
        let name = related.relationship().unwrap_or_default();
        let found = match self.settings.schema.relationship(from, &name) {
            Known::Yes(relationship) => relationship,
            Known::No => return self.obstacle(related.range(), format!("{from} has no relationship {name}.")),
            Known::Unloaded => {
                return self.obstacle(related.range(), format!("The relationships of {from} are not loaded."));
            }
        };
        if found.referencing.eq_ignore_ascii_case(&found.referenced) {
            let reason = format!("{name} joins {from} with itself, and its name doesn't say in which direction.");
            return self.obstacle(related.range(), reason);
        }
        Some(found)
    }

    fn relate(&mut self, related: &Related, from: &str, from_id: &str, relations: &mut Vec<Relation>) -> Option<Link> {
        let relationship = self.relationship(related, from)?;
        let to = relationship.other_end(from)?.to_string();
        let target = self.table(&to, related.range())?;
        let (table, id) = (target.name.to_lowercase(), target.primary_id.to_lowercase());
        let kind = if related.word() == Some(Word::Relate) { LinkType::Inner } else { LinkType::Outer };
        let alias = self.alias();
        if let Some(name) = related.alias() {
            relations.push(Relation { alias: name, link: alias.clone(), table: table.clone() });
        }
        let mut links = Vec::new();
        for nested in related.nested() {
            if kind == LinkType::Outer && nested.word() == Some(Word::Relate) {
                let reason = "What a join inside an optional one does to records without a partner is not documented.";
                return self.obstacle(nested.range(), reason);
            }
            links.push(self.relate(&nested, &table, &id, relations)?);
        }
        let ends = Ends { from, from_id, to: &table, to_id: &id };
        Some(self.join(relationship, &ends, kind, alias, Filter::EVERYTHING, links))
    }

    /// The join from a stop back to the one before it.
    fn link_back(&mut self, stop: &Stop, below: Stop) -> Option<Link> {
        let relationship = stop.by.clone()?;
        let alias = self.alias();
        let ends = Ends { from: &stop.table, from_id: &stop.id, to: &below.table, to_id: &below.id };
        Some(self.join(&relationship, &ends, LinkType::Inner, alias, below.filter, below.links))
    }

    fn join(
        &mut self,
        relationship: &Relationship,
        ends: &Ends,
        kind: LinkType,
        alias: String,
        filter: Filter,
        links: Vec<Link>,
    ) -> Link {
        let forward = relationship.referencing.eq_ignore_ascii_case(ends.from);
        let link = |entity: &str, from: &str, to: &str, alias: String, filter, links| Link {
            entity: entity.to_lowercase(),
            from: from.to_lowercase(),
            to: to.to_lowercase(),
            kind,
            alias,
            filter,
            links,
        };
        match &relationship.kind {
            RelationshipKind::ManyToOne { column } if forward => {
                link(ends.to, ends.to_id, column, alias, filter, links)
            }
            RelationshipKind::ManyToOne { column } => link(ends.to, column, ends.from_id, alias, filter, links),
            RelationshipKind::ManyToMany { intersect, referencing_column, referenced_column } => {
                let (near, far) = if forward {
                    (referencing_column, referenced_column)
                } else {
                    (referenced_column, referencing_column)
                };
                let inner = link(ends.to, ends.to_id, far, alias, filter, links);
                link(intersect, near, ends.from_id, self.alias(), Filter::EVERYTHING, vec![inner])
            }
        }
    }

    fn alias(&mut self) -> String {
        self.links += 1;
        format!("link{}", self.links)
    }
}

/// The two tables of a join: the one that is there and the one that is added.
struct Ends<'e> {
    from: &'e str,
    from_id: &'e str,
    to: &'e str,
    to_id: &'e str,
}
