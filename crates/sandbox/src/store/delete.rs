//! Deleting, and what becomes of records that point to the deleted one.

use rusqlite::params;
use uuid::Uuid;

use super::{
    Change, DELETED, Right, Transaction,
    sql::{quote, table_of},
};
use crate::{
    ApiError,
    schema::{OnDelete, OneToMany, Table},
};

/// Deletes a record.
pub fn record<'a>(transaction: &mut Transaction<'a>, table: &'a Table, id: Uuid) -> Result<(), ApiError> {
    let old = transaction.row(table, id, table.columns.iter().collect())?;
    let old = old.ok_or_else(|| ApiError::missing(&table.name, id))?;
    transaction.demand(table, Right::Delete)?;
    let change = Change { table: &table.name, old: Some(&old), new: None };
    for rule in transaction.rules() {
        rule.before(transaction, &change)?;
    }
    let owner = |one: &OneToMany| table.principal && one.referenced == "owner";
    let pointing = transaction.schema().one_to_many().iter();
    let pointing: Vec<&OneToMany> = pointing.filter(|one| one.referenced == table.name || owner(one)).collect();
    for one in &pointing {
        let children = pointing_here(transaction, table, one, id)?;
        match one.on_delete {
            _ if children.is_empty() => {}
            OnDelete::Restrict => return Err(restricted()),
            // A record without owner can't be.
            OnDelete::RemoveLink if owner(one) => return Err(restricted()),
            OnDelete::RemoveLink => clear(transaction, one, &children)?,
            OnDelete::Cascade => {
                for child in children {
                    transaction.delete(&one.referencing, child)?;
                }
            }
        }
    }
    for many in transaction.schema().many_to_many() {
        for (side, column, _) in &many.sides {
            if *side == table.name {
                let sql = format!("DELETE FROM {} WHERE {} = ?", quote(&many.intersect), quote(column));
                transaction.store.connection.prepare_cached(&sql)?.execute([id.to_string()])?;
            }
        }
    }
    let sql = format!("DELETE FROM {} WHERE {} = ?", quote(&table.name), quote(&table.id));
    transaction.store.connection.prepare_cached(&sql)?.execute([id.to_string()])?;
    if table.is_tracked() {
        let sql = format!("INSERT INTO {} VALUES (?, ?, ?)", quote(DELETED));
        let version = transaction.next_version()?;
        transaction.store.connection.prepare_cached(&sql)?.execute(params![version, table.name, id.to_string()])?;
    }
    for rule in transaction.rules() {
        rule.after(transaction, &change)?;
    }
    Ok(())
}

fn restricted() -> ApiError {
    ApiError::new(
        405,
        "0x80040227",
        "The object you tried to delete is associated with another object and cannot be deleted.",
    )
}

fn pointing_here(transaction: &Transaction, table: &Table, one: &OneToMany, id: Uuid) -> Result<Vec<Uuid>, ApiError> {
    let referencing = transaction.table(&one.referencing)?;
    let polymorphic = referencing.column(&one.column).is_some_and(crate::schema::Column::is_polymorphic);
    let kind =
        if polymorphic { format!(" AND {} = '{}'", quote(&table_of(&one.column)), table.name) } else { String::new() };
    let sql = format!(
        "SELECT {} FROM {} WHERE {} = ?{kind}",
        quote(&referencing.id),
        quote(&referencing.name),
        quote(&one.column)
    );
    let mut statement = transaction.store.connection.prepare_cached(&sql)?;
    let ids = statement.query_map([id.to_string()], |row| row.get::<_, String>(0))?;
    let ids = ids.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(ids.iter().filter_map(|id| Uuid::parse_str(id).ok()).collect())
}

fn clear(transaction: &Transaction, one: &OneToMany, children: &[Uuid]) -> Result<(), ApiError> {
    let referencing = transaction.table(&one.referencing)?;
    let version = if referencing.column("versionnumber").is_some() { ", versionnumber = ?2" } else { "" };
    let sql = format!(
        "UPDATE {} SET {} = NULL{version} WHERE {} = ?1 AND ?2 > 0",
        quote(&referencing.name),
        quote(&one.column),
        quote(&referencing.id)
    );
    let mut statement = transaction.store.connection.prepare_cached(&sql)?;
    for child in children {
        statement.execute(params![child.to_string(), transaction.next_version()?])?;
    }
    Ok(())
}
