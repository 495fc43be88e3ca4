//! From a query as written to one whose names are known to be good.

use super::{
    document::{Aggregate, Attribute, Clause, Columns, Condition, Fetch, Filter, Link, LinkType, Node, Order},
    operator,
    plan::{Branch, Computed, Join, Key, Output, Paging, Plan, Quantifier, SortBy, Source, Test},
    trouble,
};
use crate::{
    ApiError,
    odata::{LARGEST_PAGE, Scope, Surroundings},
    schema::{Column, Kind, Language, Number, Schema, Table},
};

/// Values are computed over at most so many rows.
const MOST_AGGREGATED: u64 = 50_000;

/// Rows beyond this are not reached by page number alone.
const MOST_WITHOUT_COOKIE: u64 = 50_000;

/// Resolves a query for the records of a table.
pub fn plan<'a>(
    fetch: &Fetch,
    schema: &'a Schema,
    table: &Table,
    surroundings: &Surroundings,
) -> Result<Plan<'a>, ApiError> {
    let root = self::table(schema, &fetch.entity.name)?;
    if root.name != table.name {
        let text = "The entity name specified in fetchxml does not match the entity name specified in the Entity or Query \
                    Expression.";
        return Err(trouble::other("0x80041128", text));
    }
    let mut resolver =
        Resolver { schema, surroundings, fetch, sources: Vec::new(), visible: Vec::new(), outputs: Vec::new() };
    resolver.enter(root, String::new(), None);
    resolver.columns(0, &fetch.entity)?;
    let (branches, mut tests) = resolver.links(0, &fetch.entity)?;
    for filter in &fetch.entity.filters {
        tests.push(resolver.filter(0, filter)?);
    }
    let mut order = resolver.orders(0, &fetch.entity)?;
    resolver.link_orders(&branches, &fetch.entity, &mut order)?;
    resolver.finish_columns(root)?;
    let Resolver { sources, outputs, .. } = resolver;
    Ok(Plan {
        sources,
        branches,
        test: Test::All(tests),
        outputs,
        order,
        language: Language::of(surroundings.language),
        distinct: fetch.distinct,
        aggregate: fetch
            .aggregate
            .then(|| fetch.aggregate_limit.map_or(MOST_AGGREGATED, |limit| limit.min(MOST_AGGREGATED))),
        paging: paging(fetch)?,
        total: fetch.total,
    })
}

fn paging(fetch: &Fetch) -> Result<Paging, ApiError> {
    if fetch.top.is_some_and(|top| top > LARGEST_PAGE) {
        return Err(trouble::value("top", &fetch.top.unwrap_or_default().to_string()));
    }
    let page = fetch.page.unwrap_or(1);
    let count = fetch.count.map(|count| count.min(LARGEST_PAGE));
    let cookie = fetch.cookie.as_deref().map(super::Cookie::parse).transpose()?;
    if cookie.is_none() && (page - 1).saturating_mul(count.unwrap_or(LARGEST_PAGE)) >= MOST_WITHOUT_COOKIE {
        let text = "Over upper limit of records that can be requested without a paging cookie. A paging cookie is required \
                    when retrieving a high page number.";
        return Err(trouble::other("0x8004430a", text));
    }
    Ok(Paging { page, count, top: fetch.top, cookie })
}

fn table<'a>(schema: &'a Schema, name: &str) -> Result<&'a Table, ApiError> {
    schema.table(name).filter(|table| !table.private).ok_or_else(|| trouble::no_table(name))
}

fn column<'a>(table: &'a Table, name: &str) -> Result<&'a Column, ApiError> {
    table.column(name).ok_or_else(|| trouble::no_column(&table.name, name))
}

struct Resolver<'a, 'f> {
    schema: &'a Schema,
    surroundings: &'f Surroundings,
    fetch: &'f Fetch,
    sources: Vec<Source<'a>>,
    /// What conditions may name: the name, and the table that it means.
    visible: Vec<(String, usize)>,
    outputs: Vec<Output<'a>>,
}

impl<'a> Resolver<'a, '_> {
    fn enter(&mut self, table: &'a Table, alias: String, written: Option<String>) -> usize {
        self.sources.push(Source { table, alias });
        let number = self.sources.len() - 1;
        self.visible.push((written.unwrap_or_else(|| table.name.clone()), number));
        number
    }

    /// The name of a link: its alias; for a way to one record the table's name; otherwise the table's name and a number.
    fn alias(&self, link: &Link, table: &Table, from: &str) -> Result<String, ApiError> {
        let taken = |alias: &str| self.sources.iter().skip(1).any(|source| source.alias == alias);
        if let Some(alias) = &link.alias {
            return if taken(alias) { Err(trouble::two_of(alias)) } else { Ok(alias.clone()) };
        }
        if from == table.id && !taken(&table.name) {
            return Ok(table.name.clone());
        }
        let numbered = |number: usize| format!("{}{number}", table.name);
        // One of the first so many numbers is free.
        let free = (1..=self.sources.len() + 1).map(numbered).find(|alias| !taken(alias));
        Ok(free.unwrap_or_else(|| numbered(self.sources.len())))
    }

    /// The links of a node: those joined, and conditions for the others.
    fn links(&mut self, parent: usize, node: &Node) -> Result<(Vec<Branch>, Vec<Test>), ApiError> {
        let (mut branches, mut tests) = (Vec::new(), Vec::new());
        for inner in &node.links {
            let Some(link) = &inner.link else { continue };
            if link.kind.is_joined() {
                branches.push(self.branch(parent, inner, link)?);
            } else {
                tests.push(self.related(parent, inner, link)?);
            }
        }
        Ok((branches, tests))
    }

    fn branch(&mut self, parent: usize, node: &Node, link: &Link) -> Result<Branch, ApiError> {
        let table = table(self.schema, &node.name)?;
        let (from, to) = self.ends(parent, table, link)?;
        let alias = self.alias(link, table, &from)?;
        let source = self.enter(table, alias, link.alias.clone());
        self.columns(source, node)?;
        let join = match link.kind {
            LinkType::Outer => Join::Outer,
            LinkType::First => Join::First,
            _ => Join::Inner,
        };
        let mut tests = Vec::new();
        for filter in &node.filters {
            tests.push(self.filter(source, filter)?);
        }
        let (branches, more) = self.links(source, node)?;
        tests.extend(more);
        Ok(Branch { source, parent, from, to, join, test: Test::All(tests), branches })
    }

    /// A link that is a condition. What it names is unknown outside.
    fn related(&mut self, parent: usize, node: &Node, link: &Link) -> Result<Test, ApiError> {
        if !matches!(node.columns, Columns::Unsaid | Columns::None) {
            let text = "Attributes can not be returned from a link of this type.";
            return Err(trouble::other("0x80041107", text));
        }
        let how = match link.kind {
            LinkType::NotAny => Quantifier::None,
            LinkType::All => Quantifier::OthersOnly,
            _ => Quantifier::Some,
        };
        let visible = self.visible.len();
        let branch = self.branch(parent, node, link)?;
        self.visible.truncate(visible);
        Ok(Test::Related(how, Box::new(branch)))
    }

    /// The columns that a link compares; without any, those of the only relationship between the tables.
    fn ends(&self, parent: usize, table: &Table, link: &Link) -> Result<(String, String), ApiError> {
        let around = self.sources[parent].table;
        if let (Some(from), Some(to)) = (&link.from, &link.to) {
            for end in [column(table, from)?, column(around, to)?] {
                if matches!(end.kind, Kind::Binary | Kind::Choices(_)) {
                    return Err(trouble::condition(format!("'{}' can't be used in from and to.", end.name)));
                }
            }
            return Ok((from.clone(), to.clone()));
        }
        let mut ways = Vec::new();
        for (holder, target) in [(table, around), (around, table)] {
            let leads = |column: &&Column| match &column.kind {
                Kind::Lookup(targets) => targets.iter().any(|one| one.table == target.name),
                _ => holder.intersect.as_ref().is_some_and(|intersect| {
                    [&intersect.first, &intersect.second]
                        .iter()
                        .any(|side| side.column == column.name && side.table == target.name)
                }),
            };
            ways.extend(holder.columns.iter().filter(leads).map(|lookup| {
                let key = target.id.clone();
                if std::ptr::eq(holder, table) { (lookup.name.clone(), key) } else { (key, lookup.name.clone()) }
            }));
        }
        match <[_; 1]>::try_from(ways) {
            Ok([way]) => Ok(way),
            Err(_) => Err(trouble::attribute("from", "link-entity")),
        }
    }

    fn named(&self, name: &str) -> Result<usize, ApiError> {
        let found = self.visible.iter().rev().find(|(known, _)| known == name);
        found.map(|(_, source)| *source).ok_or_else(|| trouble::no_alias(name))
    }

    fn filter(&mut self, source: usize, filter: &Filter) -> Result<Test, ApiError> {
        let mut tests = Vec::new();
        for clause in &filter.clauses {
            tests.push(match clause {
                Clause::Filter(inner) => self.filter(source, inner)?,
                Clause::Condition(condition) => self.condition(source, condition)?,
                Clause::Link(node) => match &node.link {
                    Some(link) => self.related(source, node, link)?,
                    None => continue,
                },
            });
        }
        // A filter without clauses asks for nothing.
        Ok(if filter.any && !tests.is_empty() { Test::Any(tests) } else { Test::All(tests) })
    }

    fn condition(&self, around: usize, condition: &Condition) -> Result<Test, ApiError> {
        let source = condition.entity.as_deref().map_or(Ok(around), |name| self.named(name))?;
        let table = self.sources[source].table;
        let left = column(table, &condition.attribute)?;
        let Some(other) = &condition.value_of else {
            let scope = Scope::of(self.schema, table);
            let expr = operator::condition(scope, left, &condition.operator, &condition.values, self.surroundings)?;
            return Ok(Test::Holds(source, expr));
        };
        let op =
            operator::comparison(&condition.operator).filter(|_| condition.operator != "neq").ok_or_else(|| {
                trouble::condition(format!("valueof can't be used with the operator {}.", condition.operator))
            })?;
        let (other, name) = match other.rsplit_once('.') {
            Some((alias, name)) => (self.named(alias)?, name),
            None => (source, other.as_str()),
        };
        let right = column(self.sources[other].table, name)?;
        if left.edm() != right.edm() {
            let text = format!("'{}' and '{}' are not of the same type.", left.name, right.name);
            return Err(trouble::condition(text));
        }
        Ok(Test::Compare((source, left.name.clone()), op, (other, right.name.clone())))
    }

    fn columns(&mut self, source: usize, node: &Node) -> Result<(), ApiError> {
        let table = self.sources[source].table;
        let root = source == 0;
        match &node.columns {
            Columns::Named(named) => named.iter().try_for_each(|attribute| self.attribute(source, attribute)),
            Columns::Unsaid if !root => Ok(()),
            Columns::None if self.fetch.distinct => {
                let text = "The no-attrs tag cannot be used in conjuction with Distinct set to true.";
                Err(trouble::other("0x8004112c", text))
            }
            Columns::None => Ok(()),
            Columns::Unsaid | Columns::All if self.fetch.aggregate => {
                let text = "Attributes can not be returned when aggregate operation is specified.";
                Err(trouble::other("0x80041107", text))
            }
            Columns::Unsaid | Columns::All => table.columns.iter().try_for_each(|column| {
                let name = self.name(source, column, None);
                self.show(Output { name, source, column, computed: None })
            }),
        }
    }

    fn name(&self, source: usize, column: &Column, alias: Option<&str>) -> String {
        match alias {
            Some(alias) => alias.to_owned(),
            None if source == 0 => column.property(),
            None => format!("{}.{}", self.sources[source].alias, column.name),
        }
    }

    fn show(&mut self, output: Output<'a>) -> Result<(), ApiError> {
        match self.outputs.iter().find(|known| known.name == output.name) {
            None => self.outputs.push(output),
            // The same column once more changes nothing.
            Some(known)
                if known.source == output.source
                    && known.column.name == output.column.name
                    && known.computed == output.computed => {}
            Some(_) => return Err(trouble::two_of(&output.name)),
        }
        Ok(())
    }

    fn attribute(&mut self, source: usize, attribute: &Attribute) -> Result<(), ApiError> {
        let column = column(self.sources[source].table, &attribute.name)?;
        let computed = self.computed(source, column, attribute)?;
        if self.fetch.aggregate && attribute.alias.is_none() {
            return Err(trouble::other("0x80041109", "Invalid alias for aggregate operation."));
        }
        let name = self.name(source, column, attribute.alias.as_deref());
        self.show(Output { name, source, column, computed })
    }

    fn computed(&self, source: usize, column: &Column, attribute: &Attribute) -> Result<Option<Computed>, ApiError> {
        if attribute.children {
            return self.children(source, column).map(Some);
        }
        if !self.fetch.aggregate {
            if attribute.aggregate.is_some() || attribute.group || attribute.part.is_some() {
                return Err(trouble::other("0x8004111a", "An error occurred while processing Aggregates in Query"));
            }
            return Ok(None);
        }
        if let Some(part) = attribute.part {
            if !attribute.group || !matches!(column.kind, Kind::DateTime { .. }) {
                return Err(trouble::other("0x80041135", "An invalid value was specified for dategrouping."));
            }
            let zone = attribute.user_zone.then(|| self.surroundings.zone.iana_name()).flatten().unwrap_or("UTC");
            return Ok(Some(Computed::Part(part, zone.to_owned())));
        }
        if attribute.group {
            return Ok(Some(Computed::Group));
        }
        let Some(function) = attribute.aggregate else {
            let text = "Attributes can not be returned when aggregate operation is specified.";
            return Err(trouble::other("0x80041107", text));
        };
        let number = matches!(column.kind, Kind::Integer { .. } | Kind::BigInt | Kind::Number { .. });
        let date = matches!(column.kind, Kind::DateTime { .. });
        let (fits, name) = match function {
            Aggregate::Count | Aggregate::CountColumn => (true, "count"),
            Aggregate::Sum => (number, "sum"),
            Aggregate::Average => (number, "avg"),
            Aggregate::Min => (number || date, "min"),
            Aggregate::Max => (number || date, "max"),
        };
        if !fits {
            let text = format!("Aggregate {name} is not supported for attribute of type {}.", column.edm());
            return Err(trouble::other("0x8004112f", &text));
        }
        Ok(Some(Computed::Over(function, attribute.distinct)))
    }

    /// `CountChildren`: records of the table whose lookup for the hierarchy points to the record.
    fn children(&self, source: usize, column: &Column) -> Result<Computed, ApiError> {
        let table = self.sources[source].table;
        match table.hierarchy() {
            Some(parent) if column.name == table.id && !self.fetch.aggregate && !self.fetch.distinct => {
                Ok(Computed::Children(parent.name.clone()))
            }
            _ => Err(trouble::value("rowaggregate", "CountChildren")),
        }
    }

    /// Adds what the platform shows unasked: the record's key, and the currency beside money.
    fn finish_columns(&mut self, root: &'a Table) -> Result<(), ApiError> {
        if self.fetch.aggregate || self.fetch.distinct {
            return Ok(());
        }
        let own = |output: &&Output| output.source == 0 && output.computed.is_none();
        let money = |output: &Output| matches!(output.column.kind, Kind::Number { number: Number::Money, .. });
        let currency = self.outputs.iter().filter(own).any(money) && root.has_currency();
        for name in [Some(root.id.as_str()), currency.then_some("transactioncurrencyid")].into_iter().flatten() {
            let column = column(root, name)?;
            let name = column.property();
            // An alias of that name is the client's own doing.
            if self.outputs.iter().all(|output| output.name != name) {
                self.outputs.push(Output { name, source: 0, column, computed: None });
            }
        }
        Ok(())
    }

    /// The sort keys of links come after those of the table around.
    fn link_orders(&self, branches: &[Branch], node: &Node, order: &mut Vec<Key>) -> Result<(), ApiError> {
        let joined = node.links.iter().filter(|inner| inner.link.as_ref().is_some_and(|link| link.kind.is_joined()));
        for (branch, inner) in branches.iter().zip(joined) {
            order.extend(self.orders(branch.source, inner)?);
            self.link_orders(&branch.branches, inner, order)?;
        }
        Ok(())
    }

    fn orders(&self, source: usize, node: &Node) -> Result<Vec<Key>, ApiError> {
        node.orders.iter().map(|order| self.order(source, order)).collect()
    }

    fn order(&self, around: usize, order: &Order) -> Result<Key, ApiError> {
        let descending = order.descending;
        if self.fetch.aggregate {
            let alias = match (&order.alias, &order.attribute) {
                (Some(alias), _) => alias,
                (None, Some(_)) => {
                    let text =
                        "An attribute cannot be specified for an order clause for an aggregate Query. Use an alias.";
                    return Err(trouble::other("0x80041131", text));
                }
                (None, None) => {
                    let text = "An alias is required for an order clause for an aggregate Query.";
                    return Err(trouble::other("0x80041134", text));
                }
            };
            let at = self.outputs.iter().position(|output| output.name == *alias);
            let at = at.ok_or_else(|| trouble::no_alias(alias))?;
            let output = &self.outputs[at];
            let by = match output.computed {
                Some(Computed::Group) => self.sort_by(output.source, output.column),
                _ => SortBy::Output(at),
            };
            return Ok(Key { by, descending });
        }
        let Some(attribute) = &order.attribute else {
            let (code, text) = match &order.alias {
                Some(_) => (
                    "0x80041132",
                    "An alias cannot be specified for an order clause for a non-aggregate Query. Use an attribute.",
                ),
                None => ("0x80041133", "An attribute is required for an order clause for a non-aggregate Query."),
            };
            return Err(trouble::other(code, text));
        };
        let source = order.entity.as_deref().map_or(Ok(around), |name| self.named(name))?;
        let column = column(self.sources[source].table, attribute)?;
        Ok(Key { by: self.sort_by(source, column), descending })
    }

    fn sort_by(&self, source: usize, column: &Column) -> SortBy {
        let choice = matches!(column.kind, Kind::Choice(_) | Kind::State | Kind::Status);
        let name = column.name.clone();
        if choice && !self.fetch.raw_order { SortBy::Label(source, name) } else { SortBy::Column(source, name) }
    }
}
