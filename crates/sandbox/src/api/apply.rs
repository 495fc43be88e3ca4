//! `$apply` answered: the same plan as that of an aggregating FetchXML query.

use super::{
    Answer, Context,
    read::{Collection, page_number},
};
use crate::{
    ApiError,
    fetchxml::{Branch, Computed, Join, Key, Output, Paging, Plan, SortBy, Source, Test},
    odata::{Apply, Filter, LARGEST_PAGE, Options, Path, Scope, Step},
    schema::{Column, Kind, Language},
};

/// Values are computed over at most so many rows.
const MOST: u64 = 50_000;

impl<'a> Context<'_, 'a> {
    /// Groups of a collection's records and what is computed over them.
    pub fn apply(&self, collection: &Collection<'a>, text: &str, options: &Options) -> Result<Answer, ApiError> {
        let others = [("$select", options.select.is_some()), ("$expand", options.expand.is_some())];
        if let Some((name, _)) = others.into_iter().find(|(_, given)| *given) {
            return Err(ApiError::query(format!("The query parameter {name} can't be used with $apply.")));
        }
        let scope = Scope::of(self.schema(), collection.table);
        let apply = Apply::parse(text, scope)?;
        let surroundings = self.surroundings()?;
        let page = options.skiptoken.as_deref().map_or(Ok(1), page_number)?;
        let mut planned = Planned {
            plan: Plan {
                sources: vec![Source { table: collection.table, alias: String::new() }],
                branches: Vec::new(),
                test: Test::All(Vec::new()),
                outputs: Vec::new(),
                order: Vec::new(),
                language: Language::of(surroundings.language),
                distinct: false,
                aggregate: Some(MOST),
                paging: Paging { page, count: None, top: options.top.map(|top| top.min(LARGEST_PAGE)), cookie: None },
                total: false,
            },
            steps: Vec::new(),
            context: self,
        };
        let filters = apply.filters.iter().map(String::as_str).chain(options.filter.as_deref());
        let mut tests = Vec::new();
        for text in filters {
            tests.push(Test::Holds(0, Filter::parse(text, scope, &options.aliases, &surroundings)?));
        }
        planned.plan.test = Test::All(tests);
        for group in &apply.groups {
            let name = planned.name(group);
            planned.output(group, name, Computed::Group)?;
        }
        for aggregated in &apply.aggregates {
            let path = aggregated.path.clone().unwrap_or_else(|| Path::own(&collection.table.id));
            planned.fits(&path, aggregated)?;
            let computed = Computed::Over(aggregated.function, aggregated.distinct);
            planned.output(&path, aggregated.alias.clone(), computed)?;
        }
        if let Some(text) = options.orderby.as_deref() {
            planned.order(text, scope, options)?;
        }
        let context = format!("{}$metadata#{}", self.request.root(), collection.table.set);
        self.planned(collection, &planned.plan, &context, options)
    }
}

/// A plan being made of transformations.
struct Planned<'p, 'c, 'a> {
    plan: Plan<'a>,
    /// Lookups followed, and the source that each led to.
    steps: Vec<(Step, usize)>,
    context: &'p Context<'c, 'a>,
}

impl Planned<'_, '_, '_> {
    /// `_ownerid_value`; for a lookup's record the table's name stands before: `contact_fullname`.
    fn name(&self, path: &Path) -> String {
        let own = |column: &str| self.plan.sources[0].table.column(column).map(Column::property);
        match path.steps.last() {
            Some(step) => format!("{}_{}", step.target, path.column),
            None => own(&path.column).unwrap_or_else(|| path.column.clone()),
        }
    }

    fn source(&mut self, path: &Path) -> Result<usize, ApiError> {
        let Some(step) = path.steps.first() else { return Ok(0) };
        if let Some((_, source)) = self.steps.iter().find(|(known, _)| known == step) {
            return Ok(*source);
        }
        let table = self.context.table(&step.target)?;
        let source = self.plan.sources.len();
        self.plan.sources.push(Source { table, alias: table.name.clone() });
        self.plan.branches.push(Branch {
            source,
            parent: 0,
            from: table.id.clone(),
            to: step.column.clone(),
            join: Join::Outer,
            test: Test::All(Vec::new()),
            branches: Vec::new(),
        });
        self.steps.push((step.clone(), source));
        Ok(source)
    }

    fn output(&mut self, path: &Path, name: String, computed: Computed) -> Result<(), ApiError> {
        let source = self.source(path)?;
        let table = self.plan.sources[source].table;
        let column = table.column(&path.column).ok_or_else(|| ApiError::unexpected(&path.column))?;
        if self.plan.outputs.iter().all(|output| output.name != name) {
            self.plan.outputs.push(Output { name, source, column, computed: Some(computed) });
        }
        Ok(())
    }

    fn fits(&mut self, path: &Path, aggregated: &crate::odata::Aggregated) -> Result<(), ApiError> {
        use crate::fetchxml::Aggregate::{Average, Max, Min, Sum};
        let source = self.source(path)?;
        let kind = self.plan.sources[source].table.column(&path.column).map(|column| &column.kind);
        let number = matches!(kind, Some(Kind::Integer { .. } | Kind::BigInt | Kind::Number { .. }));
        let date = matches!(kind, Some(Kind::DateTime { .. }));
        let fits = match aggregated.function {
            Sum | Average => number,
            Min | Max => number || date,
            _ => true,
        };
        if fits { Ok(()) } else { Err(ApiError::query(format!("'{}' can't be aggregated so.", path.column))) }
    }

    /// Only what rows are grouped by can sort them.
    fn order(&mut self, text: &str, scope: Scope, options: &Options) -> Result<(), ApiError> {
        for name in text.split(',').filter_map(|key| key.split_whitespace().next()) {
            if self.plan.outputs.iter().any(|output| output.name == name && output.computed != Some(Computed::Group)) {
                return Err(ApiError::query("The query node SingleValueOpenPropertyAccess is not supported"));
            }
        }
        for order in Filter::order(text, scope, &options.aliases)? {
            let name = self.name(&order.path);
            let at = self.plan.outputs.iter().position(|output| output.name == name);
            let output = at.map(|at| &self.plan.outputs[at]).filter(|output| output.computed == Some(Computed::Group));
            let output = output.ok_or_else(|| ApiError::query(format!("'{name}' is not among the groups.")))?;
            let by = SortBy::Column(output.source, output.column.name.clone());
            self.plan.order.push(Key { by, descending: order.descending });
        }
        Ok(())
    }
}
