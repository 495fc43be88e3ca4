//! Relationships by the names that queries use (reference/segments.md 3.4, 8.2).

use crate::{
    schema::{Column, Schema, Table},
    store::sql::{quote, table_of},
};

/// A way from one table to another.
#[derive(Clone, Debug)]
pub enum Way<'s> {
    /// By a lookup on the table that one comes from.
    Up { column: String, to: &'s Table },
    /// By a lookup on the table that one goes to.
    Down { column: String, to: &'s Table },
    /// By a table in between.
    Across { intersect: String, here: String, there: String, to: &'s Table },
    /// The relationship joins a table with itself, and its name does not say in which direction.
    Circular,
}

/// The way that `name` means from `table`.
pub fn find<'s>(schema: &'s Schema, table: &Table, name: &str) -> Option<Way<'s>> {
    let named =
        |schema_name: &str, outbound: &str| schema_name.eq_ignore_ascii_case(name) || is_outbound_name(name, outbound);
    for one in schema.one_to_many() {
        let outbound = format!("{}_{}_{}", one.referencing, one.referenced, one.column);
        let touches = one.referencing == table.name || one.referenced == table.name;
        if !touches || !named(&one.schema, &outbound) {
            continue;
        }
        let (from, to) = (schema.table(&one.referencing)?, schema.table(&one.referenced)?);
        if from.private || to.private {
            continue;
        }
        let column = one.column.clone();
        return Some(match (from.name == table.name, to.name == table.name) {
            (true, true) => Way::Circular,
            (true, false) => Way::Up { column, to },
            _ => Way::Down { column, to: from },
        });
    }
    for many in schema.many_to_many().iter().filter(|many| many.schema.eq_ignore_ascii_case(name)) {
        let [first, second] = &many.sides;
        let (here, there) = match (first.0 == table.name, second.0 == table.name) {
            (true, true) => return Some(Way::Circular),
            (true, false) => (first, second),
            (false, true) => (second, first),
            (false, false) => continue,
        };
        let to = schema.table(&there.0)?;
        return Some(Way::Across {
            intersect: many.intersect.clone(),
            here: here.1.clone(),
            there: there.1.clone(),
            to,
        });
    }
    None
}

/// The name itself, or as in 2018 with the organisation's host behind it.
fn is_outbound_name(name: &str, own: &str) -> bool {
    let Some((start, rest)) = name.split_at_checked(own.len()) else { return false };
    let host = rest.strip_prefix('_').filter(|host| host.ends_with("dynamicscom"));
    start.eq_ignore_ascii_case(own) && (rest.is_empty() || host.is_some_and(|host| !host.contains('_')))
}

impl<'s> Way<'s> {
    /// The table that it leads to.
    pub fn to(&self) -> Option<&'s Table> {
        match self {
            Self::Up { to, .. } | Self::Down { to, .. } | Self::Across { to, .. } => Some(to),
            Self::Circular => None,
        }
    }

    /// What is joined to the records of `table`, known as `here`, and on which condition. `alias` is the new table's name,
    /// `between` that of a table in between.
    pub fn join(&self, table: &Table, here: &str, alias: &str, between: &str) -> (String, String) {
        // A lookup that may point to several tables must point to this one.
        let only = |holder: &Table, holder_alias: &str, column: &str, target: &Table| {
            let polymorphic = holder.column(column).is_some_and(Column::is_polymorphic);
            let only = format!(" AND {holder_alias}.{} = '{}'", quote(&table_of(column)), target.name);
            if polymorphic { only } else { String::new() }
        };
        let named = |to: &Table| format!("{} {alias}", quote(&to.name));
        match self {
            Self::Up { column, to } => {
                let on = format!("{alias}.{} = {here}.{}", quote(&to.id), quote(column));
                (named(to), on + &only(table, here, column, to))
            }
            Self::Down { column, to } => {
                let on = format!("{alias}.{} = {here}.{}", quote(column), quote(&table.id));
                (named(to), on + &only(to, alias, column, table))
            }
            Self::Across { intersect, here: near, there, to } => {
                let inner = format!("{alias}.{} = {between}.{}", quote(&to.id), quote(there));
                let joined = format!("{} {between} JOIN {} ON {inner}", quote(intersect), named(to));
                (joined, format!("{between}.{} = {here}.{}", quote(near), quote(&table.id)))
            }
            Self::Circular => (String::new(), String::new()),
        }
    }
}
