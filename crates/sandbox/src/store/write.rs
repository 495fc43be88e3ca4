//! Creating and updating.

use std::fmt::Write as _;

use rusqlite::{params_from_iter, types::Value as Sql};
use uuid::Uuid;

use super::{
    Change, Query, Reference, Right, Row, Transaction, Value, check,
    row::Shape,
    sql::{encode, quote, table_of},
};
use crate::{
    ApiError,
    odata::{Bind, Body, Expr, Literal, Op, Operand, Path, literal_value, value_of_json},
    schema::{Column, Kind, Navigation, Number, Table},
};

/// Creates a record with everything that its body nests.
pub fn create<'a>(transaction: &mut Transaction<'a>, table: &'a Table, body: Body) -> Result<Uuid, ApiError> {
    transaction.demand(table, Right::Create)?;
    let id = body.id.unwrap_or_else(Uuid::new_v4);
    if transaction.exists(table, id)? {
        return Err(ApiError::exists());
    }
    let names = table.columns.iter().map(|column| column.name.clone()).collect();
    let blank = vec![Value::Null; table.columns.len()];
    let mut row = Row { id, shape: Shape::new(&table.name, names), values: blank };
    row.set(&table.id, Value::Guid(id));
    defaults(transaction, table, &mut row)?;
    stamp(transaction, table, &mut row, true)?;
    let Body { values, binds, parents, children, links, .. } = body;
    assign(transaction, table, &mut row, values, binds, (None, None))?;
    for (column, target, parent) in parents {
        let target = transaction.table(&target)?;
        let parent = transaction.create_from(target, parent)?;
        row.set(&column, Value::Reference(Reference::to(&target.name, parent)));
    }
    backdate(transaction, &mut row);
    finish(transaction, table, &mut row)?;
    unique(transaction, table, &row, None)?;
    let change = Change { table: &table.name, old: None, new: Some(&row) };
    for rule in transaction.rules() {
        rule.before(transaction, &change)?;
    }
    insert(transaction, table, &row)?;
    for rule in transaction.rules() {
        rule.after(transaction, &change)?;
    }
    for (navigation, bodies) in children {
        let navigation = navigation_of(table, &navigation)?;
        let target = transaction.table(navigation.target())?;
        for child in bodies {
            let child = transaction.create_from(target, child)?;
            relate(transaction, table, id, navigation, child, true)?;
        }
    }
    link(transaction, table, id, links)?;
    Ok(id)
}

/// Updates a record.
pub fn update<'a>(transaction: &mut Transaction<'a>, table: &'a Table, id: Uuid, body: Body) -> Result<(), ApiError> {
    let old = transaction.row(table, id, table.columns.iter().collect())?;
    let old = old.ok_or_else(|| ApiError::missing(&table.name, id))?;
    transaction.demand(table, Right::Write)?;
    if body.id.is_some_and(|given| given != id) {
        return Err(ApiError::argument(format!("The column '{}' can't be changed.", table.id)));
    }
    let mut row = old.clone();
    stamp(transaction, table, &mut row, false)?;
    let before = (old.int("statecode"), old.int("statuscode"));
    assign(transaction, table, &mut row, body.values, body.binds, before)?;
    finish(transaction, table, &mut row)?;
    unique(transaction, table, &row, Some(&old))?;
    let change = Change { table: &table.name, old: Some(&old), new: Some(&row) };
    for rule in transaction.rules() {
        rule.before(transaction, &change)?;
    }
    store(transaction, table, &old, &row)?;
    for rule in transaction.rules() {
        rule.after(transaction, &change)?;
    }
    link(transaction, table, id, body.links)
}

fn navigation_of<'a>(table: &'a Table, name: &str) -> Result<&'a Navigation, ApiError> {
    table.navigations.get(name).ok_or_else(|| ApiError::unexpected(name))
}

fn link<'a>(
    transaction: &mut Transaction<'a>,
    table: &'a Table,
    id: Uuid,
    links: Vec<(String, Vec<String>)>,
) -> Result<(), ApiError> {
    for (navigation, references) in links {
        let navigation = navigation_of(table, &navigation)?;
        for reference in references {
            let other = transaction.resolve(&reference)?;
            if other.table != navigation.target() {
                return Err(wrong_target(&reference));
            }
            relate(transaction, table, id, navigation, other.id, true)?;
        }
    }
    Ok(())
}

/// Puts a record into a collection, or takes it out.
pub fn relate<'a>(
    transaction: &mut Transaction<'a>,
    table: &'a Table,
    id: Uuid,
    navigation: &Navigation,
    other: Uuid,
    related: bool,
) -> Result<(), ApiError> {
    let target = transaction.table(navigation.target())?;
    if !transaction.exists(target, other)? {
        return Err(ApiError::missing(&target.name, other));
    }
    match navigation {
        // The lookup is on the other record: its version moves, not this one's.
        Navigation::Many { column, .. } => {
            let to = related.then(|| format!("/{}({id})", table.set));
            let bind = Bind { column: column.clone(), targets: vec![table.name.clone()], to };
            transaction.update_from(target, other, Body { binds: vec![bind], ..Body::default() })
        }
        Navigation::Across { intersect, here, there, .. } => {
            transaction.demand(table, Right::Append)?;
            transaction.demand(target, Right::AppendTo)?;
            let intersect = transaction.table(intersect)?;
            let (name, here, there) = (quote(&intersect.name), quote(here), quote(there));
            let connection = &transaction.store.connection;
            connection
                .prepare_cached(&format!("DELETE FROM {name} WHERE {here} = ? AND {there} = ?"))?
                .execute([id.to_string(), other.to_string()])?;
            if related {
                let key = quote(&intersect.id);
                let sql = format!("INSERT INTO {name} ({key}, {here}, {there}) VALUES (?, ?, ?)");
                let values = [Uuid::new_v4().to_string(), id.to_string(), other.to_string()];
                connection.prepare_cached(&sql)?.execute(values)?;
            }
            Ok(())
        }
        Navigation::One { column, .. } => Err(ApiError::unexpected(column)),
    }
}

fn defaults(transaction: &Transaction, table: &Table, row: &mut Row) -> Result<(), ApiError> {
    for column in &table.columns {
        if let Some(default) = &column.default {
            row.set(&column.name, value_of_json(table, column, default)?);
        }
    }
    if table.is_owned() {
        own(transaction, row, &Reference::to("systemuser", transaction.user()))?;
    }
    if let Some(column) = table.column("organizationid").filter(|column| column.is_lookup()) {
        row.set(&column.name, Value::Reference(Reference::to("organization", super::ORGANIZATION)));
    }
    Ok(())
}

/// Owner, and the columns that follow from it.
fn own(transaction: &Transaction, row: &mut Row, owner: &Reference) -> Result<(), ApiError> {
    row.set("ownerid", Value::Reference(owner.clone()));
    let (user, team) =
        if owner.table == "team" { (Value::Null, owner.clone().into()) } else { (owner.clone().into(), Value::Null) };
    row.set("owninguser", user);
    row.set("owningteam", team);
    let holder = transaction.table(&owner.table)?;
    let unit = holder.column("businessunitid").into_iter().collect();
    let unit = transaction.row(holder, owner.id, unit)?.and_then(|row| row.reference("businessunitid").cloned());
    row.set("owningbusinessunit", unit.map_or(Value::Null, Value::Reference));
    Ok(())
}

impl From<Reference> for Value {
    fn from(reference: Reference) -> Self {
        Self::Reference(reference)
    }
}

fn stamp(transaction: &Transaction, table: &Table, row: &mut Row, create: bool) -> Result<(), ApiError> {
    let user = Value::Reference(Reference::to("systemuser", transaction.user()));
    let now = Value::Text(transaction.now_text());
    if create {
        row.set("createdon", now.clone());
        row.set("createdby", user.clone());
    }
    row.set("modifiedon", now);
    row.set("modifiedby", user);
    if table.column("versionnumber").is_some() {
        row.set("versionnumber", Value::Int(transaction.next_version()?));
    }
    Ok(())
}

/// Sets what a body brings.
fn assign(
    transaction: &Transaction,
    table: &Table,
    row: &mut Row,
    values: Vec<(String, Value)>,
    binds: Vec<Bind>,
    before: (Option<i64>, Option<i64>),
) -> Result<(), ApiError> {
    let (mut state, mut status) = (None, None);
    for (name, value) in values {
        let Some(column) = table.column(&name) else { continue };
        check::column(table, column, &value)?;
        match (&column.kind, &value) {
            (Kind::State, Value::Int(number)) => state = Some(*number),
            (Kind::Status, Value::Int(number)) => status = Some(*number),
            (Kind::Status, _) => {}
            _ => row.set(&name, value),
        }
    }
    if !table.states.is_empty() {
        let (state, status) = check::status(table, before, (state, status), transaction.is_service())?;
        row.set("statecode", Value::Int(state));
        row.set("statuscode", Value::Int(status));
    }
    for bind in binds {
        let Some(column) = table.column(&bind.column) else { continue };
        let reference = match &bind.to {
            None => None,
            Some(uri) => {
                let reference = transaction.resolve(uri)?;
                if !bind.targets.contains(&reference.table) {
                    return Err(wrong_target(uri));
                }
                match column.kind {
                    Kind::Owner if row.reference("ownerid") == Some(&reference) => {}
                    Kind::Owner => transaction.demand(table, Right::Assign)?,
                    _ => {
                        transaction.demand(table, Right::Append)?;
                        transaction.demand(transaction.table(&reference.table)?, Right::AppendTo)?;
                    }
                }
                Some(reference)
            }
        };
        // Clearing one target of a lookup to several leaves a value of another target alone.
        let other = row.reference(&bind.column).is_some_and(|old| !bind.targets.contains(&old.table));
        if reference.is_none() && other {
            continue;
        }
        let value = reference.map_or(Value::Null, Value::Reference);
        check::column(table, column, &value)?;
        match (&column.kind, &value) {
            (Kind::Owner, Value::Reference(owner)) => own(transaction, row, owner)?,
            _ => row.set(&bind.column, value),
        }
    }
    Ok(())
}

fn wrong_target(uri: &str) -> ApiError {
    ApiError::new(
        400,
        "0x80048481",
        format!("The lookup entity provided is not valid for the given target attribute: '{uri}'."),
    )
}

/// A record that is brought over keeps the date of its creation elsewhere.
fn backdate(transaction: &Transaction, row: &mut Row) {
    if let Value::Text(earlier) = row.get("overriddencreatedon").clone() {
        row.set("createdon", Value::Text(earlier));
        row.set("overriddencreatedon", Value::Text(transaction.now_text()));
    }
}

/// Columns that follow from others: composed texts, amounts in the base currency.
fn finish(transaction: &Transaction, table: &Table, row: &mut Row) -> Result<(), ApiError> {
    for column in table.columns.iter().filter(|column| !column.computed.is_empty()) {
        let line = |parts: &Vec<String>| {
            let texts = parts.iter().filter_map(|part| row.text(part)).map(str::trim).filter(|text| !text.is_empty());
            texts.collect::<Vec<_>>().join(" ")
        };
        let lines: Vec<String> = column.computed.iter().map(line).filter(|line| !line.is_empty()).collect();
        row.set(&column.name, if lines.is_empty() { Value::Null } else { Value::Text(lines.join("\r\n")) });
    }
    if table.has_currency() {
        convert_money(transaction, table, row)?;
    }
    Ok(())
}

fn convert_money(transaction: &Transaction, table: &Table, row: &mut Row) -> Result<(), ApiError> {
    let amounts = table.columns.iter().filter(|column| {
        matches!(column.kind, Kind::Number { number: Number::Money, .. }) && !column.name.ends_with("_base")
    });
    let amounts: Vec<&Column> = amounts.collect();
    if amounts.iter().all(|column| *row.get(&column.name) == Value::Null)
        && row.reference("transactioncurrencyid").is_none()
    {
        return Ok(());
    }
    if row.reference("transactioncurrencyid").is_none() {
        let organization = transaction.get("organization", super::ORGANIZATION)?;
        let base = organization.and_then(|row| row.reference("basecurrencyid").cloned());
        row.set("transactioncurrencyid", base.map_or(Value::Null, Value::Reference));
    }
    let currency = match row.reference("transactioncurrencyid") {
        Some(currency) => transaction.get(&currency.table, currency.id)?,
        None => None,
    };
    let rate = match currency.as_ref().map(|row| row.get("exchangerate")) {
        Some(Value::Real(rate)) if *rate > 0.0 => *rate,
        _ => 1.0,
    };
    row.set("exchangerate", Value::Real(rate));
    for column in amounts {
        let base = match row.get(&column.name) {
            Value::Real(amount) => Value::Real((amount / rate * 10_000.0).round() / 10_000.0),
            _ => Value::Null,
        };
        row.set(&format!("{}_base", column.name), base);
    }
    Ok(())
}

/// Alternate keys hold for records in which every column of the key has a value.
fn unique<'a>(transaction: &Transaction<'a>, table: &'a Table, row: &Row, old: Option<&Row>) -> Result<(), ApiError> {
    for key in &table.keys {
        let values: Vec<&Value> = key.columns.iter().map(|column| row.get(column)).collect();
        let same = old.is_some_and(|old| key.columns.iter().all(|column| old.get(column) == row.get(column)));
        if same || values.contains(&&Value::Null) {
            continue;
        }
        let compare = |(column, value): (&String, &&Value)| {
            Expr::Compare(Path::own(column), Op::Equal, Operand::Value((*value).clone()))
        };
        let mut terms: Vec<Expr> = key.columns.iter().zip(&values).map(compare).collect();
        terms.push(Expr::Compare(Path::own(&table.id), Op::NotEqual, Operand::Value(Value::Guid(row.id))));
        let filter = Expr::And(terms);
        let query = Query { filter: Some(&filter), limit: Some(1), ..Query::of(table, Vec::new()) };
        if !transaction.select(&query)?.is_empty() {
            let mut columns = String::new();
            for column in &key.columns {
                let _ = write!(columns, "{}{column}", if columns.is_empty() { "" } else { ", " });
            }
            return Err(ApiError::new(
                412,
                "0x80060892",
                format!(
                    "Entity Key {} violated. A record with the same value for {columns} already exists. A duplicate record \
                     cannot be created. Select one or more unique values and try again.",
                    key.name
                ),
            ));
        }
    }
    Ok(())
}

/// The columns and values of an alternate key in a resource path.
pub fn key_values<'t>(table: &'t Table, named: &[(String, Literal)]) -> Result<Vec<(&'t Column, Value)>, ApiError> {
    let bad = || ApiError::query("Bad Request - Error in query syntax.");
    let mut terms = Vec::new();
    for (name, literal) in named {
        let column = table.property(name).ok_or_else(bad)?;
        terms.push((column, literal_value(column, literal).ok_or_else(bad)?));
    }
    let is = |columns: &[String]| {
        columns.len() == terms.len() && terms.iter().all(|(column, _)| columns.contains(&column.name))
    };
    if is(std::slice::from_ref(&table.id)) || table.keys.iter().any(|key| is(&key.columns)) {
        Ok(terms)
    } else {
        Err(bad())
    }
}

/// Gives a new record the values of the alternate key that it is created by.
///
/// # Errors
/// Values of lookups, which a body binds.
pub fn adopt_key(table: &Table, named: &[(String, Literal)], body: &mut Body) -> Result<(), ApiError> {
    for (column, value) in key_values(table, named)? {
        match value {
            Value::Guid(id) if column.name == table.id => body.id = Some(id),
            _ if column.is_lookup() => {
                return Err(ApiError::query("A record can't be created by the value of a lookup in its key."));
            }
            value => body.values.push((column.name.clone(), value)),
        }
    }
    Ok(())
}

fn kept(table: &Table, row: &Row, column: &Column) -> Vec<(String, Sql)> {
    debug_assert_eq!(row.table(), table.name);
    let value = row.get(&column.name);
    let mut kept = vec![(column.name.clone(), encode(value))];
    if column.is_polymorphic() {
        let pointed_to = match value {
            Value::Reference(reference) => Sql::Text(reference.table.clone()),
            _ => Sql::Null,
        };
        kept.push((table_of(&column.name), pointed_to));
    }
    kept
}

fn insert(transaction: &Transaction, table: &Table, row: &Row) -> Result<(), ApiError> {
    let kept = table.columns.iter().flat_map(|column| kept(table, row, column));
    let (names, values): (Vec<_>, Vec<_>) = kept.unzip();
    let names: Vec<_> = names.iter().map(|name| quote(name)).collect();
    let marks = vec!["?"; names.len()].join(", ");
    let sql = format!("INSERT INTO {} ({}) VALUES ({marks})", quote(&table.name), names.join(", "));
    transaction.store.connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    Ok(())
}

fn store(transaction: &Transaction, table: &Table, old: &Row, row: &Row) -> Result<(), ApiError> {
    let changed = table.columns.iter().filter(|column| old.get(&column.name) != row.get(&column.name));
    let (names, mut values): (Vec<_>, Vec<_>) = changed.flat_map(|column| kept(table, row, column)).unzip();
    if names.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = names.iter().map(|name| format!("{} = ?", quote(name))).collect();
    let sql = format!("UPDATE {} SET {} WHERE {} = ?", quote(&table.name), names.join(", "), quote(&table.id));
    values.push(Sql::Text(row.id.to_string()));
    transaction.store.connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    Ok(())
}
