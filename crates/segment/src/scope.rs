//! Which table a name in a query belongs to.

use crate::ast::{Chain, Node, Property, Related, Start, Step};
use crate::schema::Schema;
use crate::syntax::{SyntaxKind, SyntaxNode};
use rowan::{NodeOrToken, TextRange, TextSize};

/// One table that a chain reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// How it is reached.
    pub by: By,
    /// Its logical name, as far as text or metadata tell.
    pub table: Option<String>,
    /// The alias that the text gives it.
    pub alias: Option<String>,
    /// The call that reaches it.
    pub range: TextRange,
}

/// How a chain reaches a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// `PROFILE`
    Profile,
    /// `TRAVERSE`: what follows is about the new table.
    Traverse,
    /// `RELATE`: the path stays where it was.
    Relate,
    /// `INTERACTION`: the table is the interaction's type.
    Interaction,
    /// `SEGMENT` or a query in parentheses: contacts, as far as anybody says.
    Members,
}

/// The tables that a chain reaches, in the order of the text.
pub fn stages(chain: &Chain, schema: &dyn Schema) -> Vec<Stage> {
    let mut stages = Vec::new();
    match chain.start() {
        Some(Start::Profile(profile)) => stages.push(Stage {
            by: By::Profile,
            table: profile.table(),
            alias: profile.alias(),
            range: profile.range(),
        }),
        Some(Start::Interaction(interaction)) => stages.push(Stage {
            by: By::Interaction,
            table: interaction.kind(),
            alias: None,
            range: interaction.range(),
        }),
        Some(Start::Segment(_) | Start::Inline(_)) => {
            stages.push(Stage { by: By::Members, table: Some("contact".into()), alias: None, range: chain.range() });
        }
        _ => {}
    }
    for step in chain.steps() {
        match step {
            Step::Traverse(related) => {
                let from = current(&stages, related.range().start()).and_then(|stage| stage.table.clone());
                let table = target(&related, from.as_deref(), schema);
                stages.push(Stage { by: By::Traverse, table, alias: related.alias(), range: related.range() });
            }
            Step::Relate(related) => {
                let from = current(&stages, related.range().start()).and_then(|stage| stage.table.clone());
                relate(&related, from.as_deref(), schema, &mut stages);
            }
            _ => {}
        }
    }
    stages
}

fn relate(related: &Related, from: Option<&str>, schema: &dyn Schema, stages: &mut Vec<Stage>) {
    let table = target(related, from, schema);
    stages.push(Stage { by: By::Relate, table: table.clone(), alias: related.alias(), range: related.range() });
    for nested in related.nested() {
        relate(&nested, table.as_deref(), schema, stages);
    }
}

fn target(related: &Related, from: Option<&str>, schema: &dyn Schema) -> Option<String> {
    let known = from.zip(related.relationship()).and_then(|(from, name)| {
        schema.relationship(from, &name).yes().and_then(|relationship| relationship.other_end(from)).map(str::to_string)
    });
    known.or_else(|| related.alias_table()).or_else(|| related.alias().as_deref().and_then(alias_table))
}

/// The table in an alias of the designer's pattern `<table>_<n>`.
pub fn alias_table(alias: &str) -> Option<String> {
    let (table, number) = alias.rsplit_once('_')?;
    (!table.is_empty() && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| table.to_string())
}

/// The first alias of the designer's pattern `<table>_<n>` that is not taken.
pub fn next_alias(table: &str, is_taken: impl Fn(&str) -> bool) -> String {
    // A text that takes every one of these has other troubles.
    (1..10_000).map(|number| format!("{table}_{number}")).find(|alias| !is_taken(alias)).unwrap_or_default()
}

/// The table that a bare column at `offset` belongs to.
pub fn current(stages: &[Stage], offset: TextSize) -> Option<&Stage> {
    let until = stages.partition_point(|stage| stage.range.start() <= offset);
    stages[..until].iter().rev().find(|stage| stage.by != By::Relate)
}

/// The table at the end of the path: whose records are the result.
pub fn end(stages: &[Stage]) -> Option<&Stage> {
    stages.iter().rev().find(|stage| stage.by != By::Relate)
}

/// The chain that stands at exactly this range.
pub fn chain_at(root: &SyntaxNode, range: TextRange) -> Option<Chain> {
    if !root.text_range().contains_range(range) {
        return None;
    }
    let covering = match root.covering_element(range) {
        NodeOrToken::Node(node) => Some(node),
        NodeOrToken::Token(token) => token.parent(),
    };
    let around = covering.iter().flat_map(SyntaxNode::ancestors);
    around.filter(|node| node.text_range() == range).find_map(Chain::cast)
}

/// The nearest chain around a node.
pub fn chain_of(node: &SyntaxNode) -> Option<Chain> {
    node.ancestors().find_map(Chain::cast)
}

/// The stage that a column belongs to; none for the fields of a relationship's own filter, and for unknown aliases.
pub fn stage_of<'s>(property: &Property, stages: &'s [Stage]) -> Option<&'s Stage> {
    let start = property.range().start();
    let Some(qualifier) = property.qualifier() else {
        let in_edge = property.syntax().ancestors().any(|node| node.kind() == SyntaxKind::EDGE_FILTER);
        return if in_edge { None } else { current(stages, start) };
    };
    named(stages, qualifier.text())
}

/// The stage that an alias, or the name of its table, names.
pub fn named<'s>(stages: &'s [Stage], name: &str) -> Option<&'s Stage> {
    let is = |candidate: &Option<String>| candidate.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(name));
    stages.iter().find(|stage| is(&stage.alias)).or_else(|| stages.iter().find(|stage| is(&stage.table)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::sample::organisation;

    fn tables(text: &str, schema: &dyn Schema) -> Vec<Option<String>> {
        let chain = crate::parse(text).syntax().descendants().find_map(Chain::cast).expect("a chain");
        stages(&chain, schema).into_iter().map(|stage| stage.table).collect()
    }

    #[test]
    fn paths_lead_from_table_to_table() {
        let organisation = organisation();
        let path = "PROFILE(account).TRAVERSE(contact_account_parentcustomerid, contact_1)";
        assert_eq!(tables(path, &organisation), [Some("account".into()), Some("contact".into())]);
        let suffixed = "PROFILE(account).TRAVERSE(contact_account_parentcustomerid_d2136namorg1116001crmdynamicscom)";
        assert_eq!(tables(suffixed, &organisation), [Some("account".into()), Some("contact".into())]);
        let related = "PROFILE(contact).RELATE(contact_customer_accounts, a).RELATE(lead_parent_contact, l)";
        assert_eq!(
            tables(related, &organisation),
            [Some("contact".into()), Some("account".into()), Some("lead".into())]
        );
    }

    #[test]
    fn a_chain_is_found_by_its_range() {
        let text = "SEGMENT(a) UNION (PROFILE(b))";
        let root = crate::parse(text).syntax();
        for chain in root.descendants().filter_map(Chain::cast) {
            assert_eq!(chain_at(&root, chain.range()), Some(chain));
        }
        assert_eq!(chain_at(&root, TextRange::new(0.into(), 3.into())), None);
        assert_eq!(chain_at(&root, TextRange::new(0.into(), 300.into())), None);
    }

    #[test]
    fn an_alias_tells_its_table_where_metadata_does_not() {
        let schema = crate::schema::NoSchema;
        assert_eq!(tables("PROFILE(a).TRAVERSE(r, contact_1)", &schema), [Some("a".into()), Some("contact".into())]);
        assert_eq!(tables("PROFILE(a).TRAVERSE(r, b)", &schema), [Some("a".into()), None]);
    }
}
