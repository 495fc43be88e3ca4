//! Records as JSON (reference/web-api.md 4, 7).

use super::{Context, json};
use crate::{
    ApiError, Row, Value,
    odata::{Expanded, Selection},
    schema::{Column, Kind, Navigation, Number, PRINCIPAL, Table},
    store::{Query, Reference, Right},
};

/// Annotation with a value as people read it.
pub const FORMATTED: &str = "OData.Community.Display.V1.FormattedValue";
const NAVIGATION: &str = "Microsoft.Dynamics.CRM.associatednavigationproperty";
const LOOKED_UP: &str = "Microsoft.Dynamics.CRM.lookuplogicalname";

/// How the records of one table are shown.
pub struct View<'v> {
    /// Their table.
    pub table: &'v Table,
    /// Columns.
    pub selection: &'v Selection,
    /// Relationships.
    pub expanded: &'v [Expanded],
}

/// The columns to read for a view: what it shows, and the row version for the ETag.
pub fn needed<'a>(table: &'a Table, selection: &Selection, expanded: &[Expanded]) -> Vec<&'a Column> {
    let lookups = expanded.iter().filter_map(|one| match &one.navigation {
        Navigation::One { column, .. } => Some(column.as_str()),
        _ => None,
    });
    let names = selection.columns.iter().map(String::as_str).chain(lookups).chain(["versionnumber"]);
    let mut columns: Vec<&Column> = Vec::new();
    for column in names.filter_map(|name| table.column(name)) {
        if !columns.iter().any(|known| known.name == column.name) {
            columns.push(column);
        }
    }
    columns
}

impl Context<'_, '_> {
    /// Writes a record. `context` is its `@odata.context`, for the outermost.
    pub fn record(&self, out: &mut String, view: &View, row: &Row, context: Option<&str>) -> Result<(), ApiError> {
        let mut object = json::Object::open(out);
        if let Some(context) = context {
            object.text("@odata.context", context);
        }
        if view.table.column("versionnumber").is_some() {
            object.text("@odata.etag", &etag(row));
        }
        for name in &view.selection.columns {
            if let Some(column) = view.table.column(name) {
                self.property(&mut object, view.table, column, row)?;
            }
        }
        if view.table.principal && view.selection.chosen.is_none() {
            object.text("ownerid", &row.id.to_string());
        }
        for expanded in view.expanded {
            self.expand(&mut object, view.table, expanded, row)?;
        }
        object.close();
        Ok(())
    }

    fn property(&self, object: &mut json::Object, table: &Table, column: &Column, row: &Row) -> Result<(), ApiError> {
        self.named(object, &column.property(), table, column, row.get(&column.name), row)
    }

    /// Writes a value under any name, with its annotations. `row` tells the currency that money is in.
    pub fn named(
        &self,
        object: &mut json::Object,
        name: &str,
        table: &Table,
        column: &Column,
        value: &Value,
        row: &Row,
    ) -> Result<(), ApiError> {
        let annotate = |object: &mut json::Object, annotation: &str, text: &str| {
            if self.preferences.annotates(annotation) {
                object.text(&format!("{name}@{annotation}"), text);
            }
        };
        match value {
            Value::Null => {}
            Value::Reference(reference) => {
                if self.preferences.annotates(FORMATTED)
                    && let Some(title) = self.transaction.title(reference)?
                {
                    annotate(object, FORMATTED, &title);
                }
                annotate(object, NAVIGATION, &navigation(column, &reference.table));
                annotate(object, LOOKED_UP, &reference.table);
            }
            value => {
                if self.preferences.annotates(FORMATTED) {
                    let symbol = self.symbol(column, row)?;
                    if let Some(text) = self.culture()?.format(table, column, value, row, symbol.as_deref()) {
                        annotate(object, FORMATTED, &text);
                    }
                }
            }
        }
        self::value(object.member(name), column, value);
        Ok(())
    }

    /// The symbol of the currency that a record's money is in.
    fn symbol(&self, column: &Column, row: &Row) -> Result<Option<String>, ApiError> {
        let money = matches!(column.kind, Kind::Number { number: Number::Money, .. });
        match row.reference("transactioncurrencyid").filter(|_| money) {
            None => Ok(None),
            Some(currency) => {
                let currency = self.transaction.get(&currency.table, currency.id)?;
                Ok(currency.and_then(|row| row.text("currencysymbol").map(str::to_owned)))
            }
        }
    }

    fn expand(&self, object: &mut json::Object, table: &Table, expanded: &Expanded, row: &Row) -> Result<(), ApiError> {
        match &expanded.navigation {
            Navigation::One { column, target, .. } => {
                let related = match row.reference(column) {
                    Some(reference) if target == PRINCIPAL || *target == reference.table => Some(reference),
                    _ => None,
                };
                let out = object.member(&expanded.name);
                match related {
                    None => out.push_str("null"),
                    Some(reference) => self.related(out, expanded, reference)?,
                }
                Ok(())
            }
            navigation => {
                let name = &expanded.name;
                let (page, more, selection) = self.related_rows(table, expanded, navigation, row)?;
                let target = self.table(navigation.target())?;
                let view = View { table: target, selection: &selection, expanded: &expanded.nested };
                json::array(object.member(name), &page, |out, row| self.record(out, &view, row, None))?;
                if more {
                    let link = format!("{}{}({})/{name}", self.request.root(), table.set, row.id);
                    object.text(&format!("{name}@odata.nextLink"), &link);
                }
                Ok(())
            }
        }
    }

    fn related(&self, out: &mut String, expanded: &Expanded, reference: &Reference) -> Result<(), ApiError> {
        let table = self.table(&reference.table)?;
        if expanded.reference {
            let mut object = json::Object::open(out);
            object.text("@odata.id", &self.link(table, reference.id));
            object.close();
            return Ok(());
        }
        // A team among owners is shown by those of the columns asked for that teams have.
        let mut selection = expanded.selection.clone();
        if expanded.navigation.target() == PRINCIPAL {
            selection.columns.retain(|column| table.column(column).is_some());
            if !selection.columns.contains(&table.id) {
                selection.columns.push(table.id.clone());
            }
        }
        self.transaction.demand(table, Right::Read)?;
        let columns = needed(table, &selection, &expanded.nested);
        let Some(row) = self.transaction.row(table, reference.id, columns)? else {
            out.push_str("null");
            return Ok(());
        };
        self.record(out, &View { table, selection: &selection, expanded: &expanded.nested }, &row, None)
    }

    fn related_rows(
        &self,
        table: &Table,
        expanded: &Expanded,
        navigation: &Navigation,
        row: &Row,
    ) -> Result<(Vec<Row>, bool, Selection), ApiError> {
        let target = self.table(navigation.target())?;
        self.transaction.demand(target, Right::Read)?;
        let mut selection = expanded.selection.clone();
        // The way back is shown with the columns asked for.
        if let Navigation::Many { column, .. } = navigation
            && !selection.columns.contains(column)
        {
            selection.columns.push(column.clone());
        }
        let most = expanded.top.unwrap_or(crate::odata::LARGEST_PAGE).min(crate::odata::LARGEST_PAGE);
        let query = Query {
            filter: expanded.filter.as_ref(),
            within: Some((navigation, table, row.id)),
            order: &expanded.order,
            limit: Some(most + 1),
            ..Query::of(target, needed(target, &selection, &expanded.nested))
        };
        let mut rows = self.transaction.select(&query)?;
        let more = rows.len() as u64 > most && expanded.top.is_none();
        rows.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok((rows, more, selection))
    }

    /// The URI of a record.
    pub fn link(&self, table: &Table, id: uuid::Uuid) -> String {
        format!("{}{}({id})", self.request.root(), table.set)
    }
}

/// `W/"1000001"`
pub fn etag(row: &Row) -> String {
    format!("W/\"{}\"", row.version())
}

/// The navigation property through which a lookup points to a table.
fn navigation(column: &Column, table: &str) -> String {
    match &column.kind {
        Kind::Lookup(targets) => targets
            .iter()
            .find(|target| target.table == table)
            .or(targets.first())
            .map_or_else(|| column.name.clone(), |target| target.navigation.clone()),
        _ => column.name.clone(),
    }
}

/// Writes a value with the digits that its column prints.
pub fn value(out: &mut String, column: &Column, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Int(number) => out.push_str(&number.to_string()),
        Value::Real(number) => out.push_str(&real(&column.kind, *number)),
        Value::Text(text) => json::string(out, text),
        Value::Guid(id) => json::string(out, &id.to_string()),
        Value::Reference(reference) => json::string(out, &reference.id.to_string()),
    }
}

fn real(kind: &Kind, number: f64) -> String {
    match kind {
        Kind::Number { number: Number::Money, .. } => format!("{number:.4}"),
        Kind::Number { number: Number::Decimal, precision, .. } => format!("{number:.*}", usize::from(*precision)),
        Kind::Number { precision, .. } => {
            let scale = 10_f64.powi(i32::from(*precision));
            format!("{:?}", (number * scale).round() / scale)
        }
        _ => number.to_string(),
    }
}
