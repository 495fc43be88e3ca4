//! Records as values of lookup columns.

use leptos::prelude::*;
use segment::builder::Value;

use super::controls::choice;
use super::row::Condition;
use super::values::{add, lock};
use crate::session::{Found, RecordState, Records, Work as _};
use crate::ui::field::Mark;
use crate::ui::lookup::{Chosen, Lookup};
use crate::ui::words::t;

/// Whether records of a table can be found by name.
pub fn searchable(table: &str) -> bool {
    Records::can_search(table)
}

/// A lookup of one of several tables: the only value, or the next of several.
pub fn record(this: Condition, tables: Vec<String>, several: bool) -> AnyView {
    let organisation = this.board.session.organisation();
    let wanted = RwSignal::new(None::<String>);
    let offered = tables.clone();
    let table = Memo::new(move |_| {
        let home = wanted.get().or_else(|| home_of(this, &offered));
        home.or_else(|| offered.first().cloned()).unwrap_or_default()
    });
    let value = Signal::derive(move || {
        let id = this.form.with(|form| match form.values.first() {
            Some(Value::Text(id)) if !several => Some(id.clone()),
            _ => None,
        })?;
        Some(Chosen { id, name: String::new() })
    });
    let choose = Callback::new(move |found: Option<Found>| {
        match found {
            Some(found) => {
                organisation.records().learn(&table.get_untracked(), &found);
                add(this, vec![Value::Text(found.id)], several);
            }
            None => this.set_values(Vec::new()),
        }
        Ok(())
    });
    let label = move |table: &String| (table.clone(), this.board.table_label(table));
    let switch = (tables.len() > 1).then(|| {
        let options = Signal::derive(move || tables.iter().map(label).collect());
        let pick = Callback::new(move |name: String| wanted.set(Some(name)));
        choice(this.board, t("Table"), "record-table", options, table.into(), pick)
    });
    view! {
        {switch}
        <Lookup organisation table value choose disabled=lock(this) label=t("Value") mark=Mark::Role("row-value") />
    }
    .into_any()
}

/// The table that the value's record was found in, reactive.
fn home_of(this: Condition, tables: &[String]) -> Option<String> {
    let records = this.board.session.organisation().records();
    let id = this.form.with(|form| match form.values.first() {
        Some(Value::Text(id)) => Some(id.clone()),
        _ => None,
    })?;
    let found = |table: &&String| matches!(records.state(table, &id), Some(RecordState::Found(_)));
    tables.iter().filter(|_| tables.len() > 1).find(found).cloned()
}

/// The name of the record of that id, if the condition's column is a lookup and the record is known; reactive.
pub fn name_of(this: Condition, id: &str) -> Option<String> {
    let records = this.board.session.organisation().records();
    let tables = super::values::targets(this);
    tables.iter().find_map(|table| match records.state(table, id) {
        Some(RecordState::Found(found)) if !found.name.is_empty() => Some(found.name),
        _ => None,
    })
}
