//! `.ORDERBY(..).SKIP(n).TAKE(n).SELECT(..)`: a page of members, as `msdyncrm_FetchContactsByQuery` is asked for it.

use rusqlite::{params_from_iter, types::ValueRef};
use segment::{
    ast::{Chain, Node, Property, Step, child, set_operands, tokens},
    syntax::{SyntaxKind, SyntaxNode, Word},
};
use serde_json::{Map, Value as Json};

use super::{Subject, Trouble, query::Evaluator};
use crate::{
    Transaction,
    schema::{Column, Table},
    store::sql::quote,
};

/// A page of members.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// Members altogether.
    pub total: i64,
    /// The page: the selected columns by logical name, ids and dates as text; without `SELECT` the id alone.
    pub rows: Vec<Map<String, Json>>,
}

/// The calls of the chain, as far as they are there.
#[derive(Default)]
struct Page {
    order: Vec<(Property, bool)>,
    skip: i64,
    take: Option<i64>,
    select: Vec<Property>,
}

/// The members that a query asks for; a query without listing calls asks for all of them.
///
/// # Errors
/// As [`super::evaluate`].
pub fn list(transaction: &Transaction, subject: Subject) -> Result<Listing, Trouble> {
    let mut evaluator = Evaluator::new(transaction, subject);
    let root = evaluator.tree(subject.text)?;
    let (sql, page) = match &set_operands(&root)[..] {
        [only] if only.chain.steps().any(|step| matches!(step, Step::Listing(_))) => {
            let page = evaluator.page(&only.chain)?;
            (evaluator.without_listing(&only.chain)?, page)
        }
        _ => (evaluator.set(&root)?, Page::default()),
    };
    let table = evaluator.table(&root, subject.target)?;
    let columns = evaluator.columns(table, &page)?;
    let mut keys = Vec::new();
    for (property, descending) in &page.order {
        let column = evaluator.column(table, property)?;
        keys.push(format!("{}{}", quote(&column.name), if *descending { " DESC" } else { "" }));
    }
    keys.push(quote(&table.id));
    let names: Vec<String> = columns.iter().map(|column| quote(&column.name)).collect();
    let within = format!("FROM {} WHERE {} IN ({sql})", quote(&table.name), quote(&table.id));
    let connection = transaction.connection();
    let total = connection
        .prepare(&format!("SELECT COUNT(*) {within}"))?
        .query_row(params_from_iter(evaluator.parameters()), |row| row.get(0))?;
    let (take, skip) = (page.take.unwrap_or(-1), page.skip);
    let sql = format!("SELECT {} {within} ORDER BY {} LIMIT {take} OFFSET {skip}", names.join(", "), keys.join(", "));
    let mut statement = connection.prepare(&sql)?;
    let mut found = statement.query(params_from_iter(evaluator.parameters()))?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let mut members = Map::new();
        for (at, column) in columns.iter().enumerate() {
            members.insert(column.name.clone(), json(row.get_ref(at)?));
        }
        rows.push(members);
    }
    Ok(Listing { total, rows })
}

fn json(value: ValueRef) -> Json {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => Json::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
    }
}

impl<'t> Evaluator<'t> {
    /// The listing calls, which end a chain, each once and in their order.
    fn page(&self, chain: &Chain) -> Result<Page, Trouble> {
        const ORDER: [SyntaxKind; 4] =
            [SyntaxKind::ORDERBY_STEP, SyntaxKind::SKIP_STEP, SyntaxKind::TAKE_STEP, SyntaxKind::SELECT_STEP];
        let mut page = Page::default();
        let mut last = None;
        for step in chain.steps() {
            let node = step.syntax();
            let place = ORDER.iter().position(|kind| *kind == node.kind());
            if place <= last {
                if last.is_some() {
                    return Err(self.invalid(node, "A listing is ORDERBY, SKIP, TAKE, SELECT, in this order."));
                }
                continue;
            }
            last = place;
            match node.kind() {
                SyntaxKind::ORDERBY_STEP => page.order = order(node),
                SyntaxKind::SKIP_STEP => page.skip = self.counted(node)?,
                SyntaxKind::TAKE_STEP => page.take = Some(self.counted(node)?),
                _ => page.select = node.children().filter_map(Property::cast).collect(),
            }
        }
        Ok(page)
    }

    fn counted(&self, step: &SyntaxNode) -> Result<i64, Trouble> {
        let number = step.children().find(|child| child.kind().is_expression());
        let number = number.ok_or_else(|| self.invalid(step, "A whole number belongs here."))?;
        let count = self.whole_number(&number)?;
        if count < 0 { Err(self.invalid(&number, "A whole number from 0 belongs here.")) } else { Ok(count) }
    }

    fn columns(&self, table: &'t Table, page: &Page) -> Result<Vec<&'t Column>, Trouble> {
        if page.select.is_empty() {
            return Ok(table.column(&table.id).into_iter().collect());
        }
        page.select.iter().map(|property| self.column(table, property)).collect()
    }

    fn column(&self, table: &'t Table, property: &Property) -> Result<&'t Column, Trouble> {
        let name = property.path();
        let column = table.column(&name.to_lowercase());
        column.ok_or_else(|| self.invalid(property.syntax(), format!("{} has no column {name}.", table.name)))
    }
}

fn order(step: &SyntaxNode) -> Vec<(Property, bool)> {
    let items = step.children().filter(|child| child.kind() == SyntaxKind::ORDER_ITEM);
    let read = |item: SyntaxNode| {
        let property = child(&item, SyntaxKind::PROPERTY).and_then(Property::cast)?;
        let descending = tokens(&item).any(|token| Word::read(token.text()) == Some(Word::Desc));
        Some((property, descending))
    };
    items.filter_map(read).collect()
}
